"""A look-ahead limiter for true peaks, on a stream of blocks; it changes only the parts with peaks.

Both channels get one gain, so that nothing moves in the stereo field. Each sample needs a gain of
at most `ceiling` divided by its peak, and at most 1. The gain that is applied is

    the lowest gain needed from HOLD before to LOOK_AHEAD after the sample,
    raised again along a straight line in RELEASE,
    averaged over LOOK_AHEAD, so that it falls before a peak without a corner.

No step gives a sample more than the gain that the sample needs, so no peak passes. The stream is
processed in pieces of one size, so the result does not depend on the sizes of the input's blocks.
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
"""The samples in the shape (n, 2), full scale ±1.0."""

LOOK_AHEAD = samples(0.005)
"""How long the gain takes to fall: a shorter fall crackles, a longer fall is heard as a dip."""
HOLD = samples(0.015)
"""How long the gain stays low, so that it does not follow each period of a low voice (70 Hz)."""
RELEASE = samples(0.08)
"""How long the gain takes to rise: about half a syllable, so that the next has its full level."""

PIECE = SAMPLE_RATE // 4
"""The number of samples in a piece. It is more than the number on which a gain depends, but small,
because a piece without peaks is skipped as a whole."""
_BEFORE = LOOK_AHEAD + RELEASE + HOLD
_AFTER = LOOK_AHEAD


@dataclass(frozen=True, slots=True, eq=False)
class Limited:
    """A stretch of the stream after the limiter.

    `lowest` is the smallest gain in the stretch, 1.0 when nothing is changed; `worked` is the
    number of samples with a gain below 1.
    """

    sound: Stereo
    lowest: float
    worked: int


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A stretch of the stream with the gain that each sample needs, or None when all need 1."""

    sound: Stereo
    needed: NDArray[np.float64] | None


def limit(blocks: Iterable[Stereo], ceiling: float) -> Iterator[Limited]:
    """Yield the stream, as long as before, with its true peaks at or below the ceiling (dBTP).

    Memory holds a few seconds of sound. The blocks of the output differ from those of the input.
    """
    highest = 10 ** (ceiling / 20)
    pieces = _with_neighbours(_pieces(blocks))
    needing = (_needing(before, now, after, highest) for before, now, after in pieces)
    for before, now, after in _with_neighbours(needing):
        yield _limited(before, now, after)


def _pieces(blocks: Iterable[Stereo]) -> Iterator[Stereo]:
    """Cut and join the blocks to pieces of one length; only the last piece may be shorter."""
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
    """Yield each part with the part before it and the part after it."""
    before: _T | None = None
    now: _T | None = None
    for after in parts:
        if now is not None:
            yield before, now, after
        before, now = now, after
    if now is not None:
        yield before, now, None


# --- The gain that each sample needs ------------------------------------------------------------


def _needing(before: Stereo | None, now: Stereo, after: Stereo | None, highest: float) -> _Piece:
    if not worth_a_look(now, highest):
        return _Piece(now, None)
    none = np.zeros((0, 2), np.float32)
    left = (none if before is None else before)[-REACH:]
    right = (none if after is None else after)[:REACH]
    around = ((REACH - len(left), REACH - len(right)), (0, 0))
    sizes = peaks(np.pad(np.concatenate([left, now, right]), around), highest)
    return _Piece(now, highest / np.maximum(sizes, highest) if sizes.max() > highest else None)


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
    """Return the gain; `needed` has _BEFORE more values at the start and _AFTER more at the end."""
    lowest = _lowest(needed, HOLD + LOOK_AHEAD + 1)
    released = np.minimum(lowest[RELEASE:], _mean(lowest, RELEASE + 1))
    return _mean(released, LOOK_AHEAD + 1)


def _lowest(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the minimum of each window of `size` values.

    A window overlaps at most two blocks of the same size. Its minimum is that of the rest of the
    first block or of the start of the second (van Herk, 1992; Gil and Werman, 1993).
    """
    blocks = -(-len(values) // size)
    padded = np.pad(values, (0, blocks * size - len(values)), constant_values=np.inf)
    rows = padded.reshape(blocks, size)
    onwards = np.minimum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    so_far = np.minimum.accumulate(rows, axis=1).reshape(-1)
    return np.asarray(np.minimum(onwards[: len(values) - size + 1], so_far[size - 1 : len(values)]))


def _mean(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the mean of each window of `size` values.

    Differences from 1 are summed, so that the mean of gains of 1 is exactly 1.
    """
    sums = np.concatenate([[0.0], np.cumsum(values - 1.0)])
    return np.asarray(1.0 + (sums[size:] - sums[:-size]) / size)


def decibels(gain: float) -> float:
    """Return a gain in dB."""
    return 20 * math.log10(gain)
