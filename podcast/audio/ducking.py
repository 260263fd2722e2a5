"""Ducking: the voice lowers the music, like a sidechain with look-ahead, in cells of 10 ms.

As the whole voice is known in advance, the music is soft when a word begins and stays soft in short
pauses.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from podcast.audio import meter
from podcast.show.config import Ducking

HOLD = 1.2
"""The shortest pause, in seconds, in which the music gets louder."""
HEARD = -40.0
"""The level, in dB relative to the loudness of the voices, above which a cell is speech."""


def duck(
    voice: NDArray[np.float64], ducking: Ducking, starts: Sequence[int] = ()
) -> NDArray[np.float32]:
    """Return the gain in dB (0 to -depth) of music for each cell of the voices' powers (cells,).

    The gain falls evenly within `attack` before the first cell of speech and rises evenly within
    `release` after the last. `starts` are cells in which a piece begins in a pause: there the
    release ends at once, so that the voice before it does not lower the piece.
    """
    speech = voice > _threshold(voice)
    since, until = _since(speech), _since(speech[::-1])[::-1]
    begins = np.zeros(len(voice), np.bool_)
    begins[list(starts)] = True
    since[_since(begins) < since] = np.inf
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
    """Return for each cell its distance from the last marked cell, inf before the first."""
    cells = np.arange(len(marked), dtype=np.float32)
    return cells - np.maximum.accumulate(np.where(marked, cells, np.float32(-np.inf)))
