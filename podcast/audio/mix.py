"""The mix: it turns a timeline of any length into blocks of stereo float PCM.

Nothing is clipped here: samples may exceed ±1.0 until mastering sets the level.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from podcast.audio import cues
from podcast.audio.balance import Balance
from podcast.audio.clock import GRID, SAMPLE_RATE
from podcast.audio.cues import MusicCue
from podcast.audio.soundtrack import Soundtrack, load_soundtrack
from podcast.audio.takes import voice
from podcast.audio.timeline import Placement, Timeline

__all__ = ["BLOCK", "Soundtrack", "Stereo", "load_soundtrack", "render"]

Stereo = NDArray[np.float32]
"""The samples in the shape (n, 2), full scale ±1.0."""

BLOCK = 10 * SAMPLE_RATE
"""The number of samples in a block, which has 3.5 MB."""

_Mono = NDArray[np.float32]


def render(timeline: Timeline, soundtrack: Soundtrack, balance: Balance) -> Iterator[Stereo]:
    """Yield the episode in blocks; together they have exactly `timeline.length` samples.

    Memory does not grow with the length; the same input gives the same bytes. Raises AudioError
    when a segment's file has changed since it was measured.
    """
    for start, speech in _speech(timeline, balance):
        block = np.repeat(speech[:, np.newaxis], 2, axis=1)
        for cue in timeline.cues:
            first, last = max(cue.start, start), min(cue.end, start + len(block))
            if first < last:
                music = soundtrack.excerpt(cue.music, first - cue.start, last - cue.start)
                gain = _gain(cue, balance, np.arange(first, last, dtype=np.float64))
                block[first - start : last - start] += music * gain[:, np.newaxis]
        yield block


def _speech(timeline: Timeline, balance: Balance) -> Iterator[tuple[int, _Mono]]:
    """Yield the start of each block and its voices."""
    waiting = list(reversed(timeline.placements))
    sounding: list[tuple[int, _Mono]] = []
    for start in range(0, timeline.length, BLOCK):
        stop = min(start + BLOCK, timeline.length)
        while waiting and waiting[-1].start < stop:
            placement = waiting.pop()
            sounding.append((placement.start, _voice_of(placement, balance)))
        block = np.zeros(stop - start, np.float32)
        for position, sound in sounding:
            _add(block, sound, position - start)
        yield start, block
        sounding = [(at, sound) for at, sound in sounding if at + len(sound) > stop]


def _voice_of(placement: Placement, balance: Balance) -> _Mono:
    sound = voice(placement.take)
    sound *= np.float32(_linear(balance.hosts[placement.segment.line.host]))
    return sound


def _add(block: _Mono, sound: _Mono, at: int) -> None:
    """Add the part of `sound` that overlaps the block.

    `at` is the beginning of the sound, in samples from the beginning of the block; it may be
    negative or after the block's end.
    """
    first, last = max(at, 0), min(at + len(sound), len(block))
    if first < last:
        block[first:last] += sound[first - at : last - at]


def _gain(cue: MusicCue, balance: Balance, at: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the linear gain of a cue at neighbouring positions in the episode."""
    level = _linear(balance.music[cue.music])
    return np.asarray(
        level * cues.amplitude(cue, at - cue.start) * _ducked(balance, at), np.float32
    )


def _ducked(balance: Balance, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the linear gain of the ducking, interpolated between the middles of cells."""
    first, last = max(int(at[0]) // GRID - 1, 0), int(at[-1]) // GRID + 2
    cells = balance.ducking[first:last].astype(np.float64)
    middles = (np.arange(first, first + len(cells)) + 0.5) * GRID
    return np.interp(at, middles, 10 ** (cells / 20))


def _linear(decibels: float) -> float:
    return float(10 ** (decibels / 20))
