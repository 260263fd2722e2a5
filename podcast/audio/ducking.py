"""Music gives way to the voice: a sidechain with look-ahead, on cells of 10 ms.

Everything is known before anything sounds, so the music is down when a word begins and does not
come up in a pause that is too short for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from podcast.audio import meter
from podcast.show.config import Ducking

HOLD = 1.2
"""Seconds: the music stays down in pauses shorter than this, between sentences and lines."""
HEARD = -40.0
"""dB against the loudness of the voices: a cell above it is speech."""


def duck(
    voice: NDArray[np.float64], ducking: Ducking, starts: Sequence[int] = ()
) -> NDArray[np.float32]:
    """Return the gain in dB (0 to -depth) of music for each cell of the voices' powers (cells,).

    It falls evenly within `attack` to the first cell of speech and rises evenly within `release`
    from the last. At `starts`, cells in which a piece begins in a pause, the release is over at
    once: what was said before it began does not hold it down.
    """
    speech = voice > _threshold(voice)
    since, until = _since(speech), _since(speech[::-1])[::-1]
    begun = np.zeros(len(voice), np.bool_)
    begun[list(starts)] = True
    since[_since(begun) < since] = np.inf
    rising = 1 - since / _cells(ducking.release)
    falling = 1 - until / _cells(ducking.attack)
    down = np.clip(np.maximum(rising, falling), 0.0, 1.0)
    down[since + until <= _cells(HOLD)] = 1.0
    return np.asarray(-ducking.depth * down, np.float32)


def _cells(seconds: float) -> float:
    return seconds / meter.CELL_SECONDS


def _threshold(voice: NDArray[np.float64]) -> float:
    return float(10 ** ((meter.integrated(voice) + HEARD) / 10))


def _since(marked: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how many cells ago the last marked one was: 0 at one, infinity before the first."""
    cells = np.arange(len(marked), dtype=np.float32)
    return cells - np.maximum.accumulate(np.where(marked, cells, np.float32(-np.inf)))
