"""A look-ahead limiter for true peaks, on a stream of blocks: it works only where peaks need it.

Both channels get one gain, so that nothing moves in the stereo field. Each sample has the gain
that it needs (`ceiling` over its peak, at most 1). The gain that is applied is

    lowest of what is needed from HOLD ago to LOOK_AHEAD on,
    let up again along a straight line in RELEASE,
    averaged over LOOK_AHEAD, so that it comes down before a peak without a corner.

Each step is nowhere above what the samples it covers need, so no peak passes. The stream is worked
on in pieces of one size, whatever blocks it comes in: the result does not depend on them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.truepeak import REACH, peaks, worth_a_look

Stereo = NDArray[np.float32]
"""(n, 2), full scale ±1.0."""

LOOK_AHEAD = samples(0.005)
"""The gain comes down within 5 ms: shorter crackles, longer is heard as a dip before the peak."""
HOLD = samples(0.015)
"""Longer than a pitch period of the lowest voice (70 Hz), or the gain would follow each one."""
RELEASE = samples(0.08)
"""About half a syllable: the next one has its full level."""

PIECE = SAMPLE_RATE // 4
"""Samples of one piece of work: more than a gain looks back on, few enough to skip most of them."""
_BEFORE = LOOK_AHEAD + RELEASE + HOLD
_AFTER = LOOK_AHEAD


@dataclass(frozen=True, slots=True, eq=False)
class Limited:
    """A stretch of the stream behind the limiter.

    `lowest` is the smallest gain in it (1.0: untouched), `worked` in how many samples it was
    below 1.
    """

    sound: Stereo
    lowest: float
    worked: int


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A stretch of the stream with the gain each sample needs; None when none needs any."""

    sound: Stereo
    needed: NDArray[np.float64] | None


def limit(blocks: Iterable[Stereo], ceiling: float) -> Iterator[Limited]:
    """Yield the stream with its true peaks at or below the ceiling (dBTP), as long as it was.

    Memory holds a few seconds of it. The pieces that come out are not the blocks that went in.
    """
    highest = 10 ** (ceiling / 20)
    pieces = _with_neighbours(_pieces(blocks))
    needing = (_needing(before, now, after, highest) for before, now, after in pieces)
    for before, now, after in _with_neighbours(needing):
        yield _limited(before, now, after)


def _pieces(blocks: Iterable[Stereo]) -> Iterator[Stereo]:
    """Cut and join the blocks to pieces of one length; only the last one may be shorter."""
    rest = np.zeros((0, 2), np.float32)
    for block in blocks:
        at = PIECE - len(rest) if len(rest) else 0
        if at > len(block):
            rest = np.concatenate([rest, block])
            continue
        if at:
            yield np.concatenate([rest, block[:at]])
        whole = at + (len(block) - at) // PIECE * PIECE
        for start in range(at, whole, PIECE):
            yield block[start : start + PIECE]
        rest = block[whole:]
    if len(rest):
        yield rest


_T = TypeVar("_T")


def _with_neighbours(parts: Iterable[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    """Yield each part with the one before and the one after it."""
    before: _T | None = None
    now: _T | None = None
    for after in parts:
        if now is not None:
            yield before, now, after
        before, now = now, after
    if now is not None:
        yield before, now, None


# --- What each sample needs -------------------------------------------------------------------


def _needing(before: Stereo | None, now: Stereo, after: Stereo | None, highest: float) -> _Piece:
    if not worth_a_look(now, highest):
        return _Piece(now, None)
    none = np.zeros((0, 2), np.float32)
    left = (none if before is None else before)[-REACH:]
    right = (none if after is None else after)[:REACH]
    around = ((REACH - len(left), REACH - len(right)), (0, 0))
    found = peaks(np.pad(np.concatenate([left, now, right]), around), highest)
    return _Piece(now, highest / np.maximum(found, highest) if found.max() > highest else None)


# --- The gain ---------------------------------------------------------------------------------


def _limited(before: _Piece | None, now: _Piece, after: _Piece | None) -> Limited:
    parts = (before, now, after)
    if all(part is None or part.needed is None for part in parts):
        return Limited(now.sound, 1.0, 0)
    needed = [_needs(before)[-_BEFORE:], _needs(now), _needs(after)[:_AFTER]]
    around = (_BEFORE - len(needed[0]), _AFTER - len(needed[2]))
    gain = _gain(np.pad(np.concatenate(needed), around, constant_values=1.0))
    worked = int(np.count_nonzero(gain < 1 - 1e-6))
    sound = now.sound * gain[:, np.newaxis].astype(np.float32)
    return Limited(sound, float(gain.min()), worked)


def _needs(piece: _Piece | None) -> NDArray[np.float64]:
    if piece is None:
        return np.ones(0)
    return np.ones(len(piece.sound)) if piece.needed is None else piece.needed


def _gain(needed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the gain to apply; `needed` has _BEFORE samples more in front, _AFTER behind."""
    held = _lowest(needed, HOLD + LOOK_AHEAD + 1)
    released = np.minimum(held[RELEASE:], _mean(held, RELEASE + 1))
    return _mean(released, LOOK_AHEAD + 1)


def _lowest(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the smallest of `size` values from each one on, where there are so many.

    Each window lies over two blocks of its own size: its smallest value is the smallest up to the
    end of the first or from the beginning of the second (van Herk, 1992; Gil and Werman, 1993).
    """
    blocks = -(-len(values) // size)
    padded = np.pad(values, (0, blocks * size - len(values)), constant_values=np.inf)
    rows = padded.reshape(blocks, size)
    onwards = np.minimum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    so_far = np.minimum.accumulate(rows, axis=1).reshape(-1)
    return np.asarray(np.minimum(onwards[: len(values) - size + 1], so_far[size - 1 : len(values)]))


def _mean(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the mean of `size` values from each one on, where there are so many.

    Summed is how far they are from 1: a gain is 1 most of the time, and then exactly so.
    """
    sums = np.concatenate([[0.0], np.cumsum(values - 1.0)])
    return np.asarray(1.0 + (sums[size:] - sums[:-size]) / size)


def decibels(gain: float) -> float:
    """Return a gain in dB."""
    return 20 * math.log10(gain)
