"""Loudness by ITU-R BS.1770-4, in cells of 10 ms that can be cut, scaled and added.

The powers of cells suffice to plan a mix: the powers of uncorrelated sounds add up, a gain
multiplies them, and the gating needs nothing finer than a tenth of a second.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from podcast.audio.filters import Section, filtered, high_pass

CELL_SECONDS = 0.01
"""The length of a cell in seconds: `clock.GRID` at the rate of the mix."""

SILENCE = -math.inf
"""The loudness (LUFS) of a sound that never passes the absolute gate."""

_CELLS_A_SECOND = 100
_CELLS_A_STEP = 10
"""The step between blocks, in cells: blocks of 400 ms begin every 100 ms (an overlap of 75 %)."""
_STEPS_A_BLOCK = 4
_OFFSET = -0.691
"""The level in dB that undoes the gain of the K-weighting at 997 Hz (BS.1770-4, annex 1, (2))."""
_ABSOLUTE_GATE = -70.0
"""The loudness in LUFS below which a block is ignored."""
_RELATIVE_GATE = -10.0
"""The second gate, in LU relative to the mean of the blocks that pass the absolute gate."""

# The analogue filters whose bilinear transform at 48 kHz has the coefficients of BS.1770-4, tables
# 1 and 2: a shelf for the head, a high-pass for the ear (De Man, "Evaluation of implementations of
# the EBU R128 loudness measurement", AES 145, 2018).
_SHELF_HERTZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_SHELF_SLOPE = 0.4996667741545416
_PASS_HERTZ, _PASS_Q = 38.13547087602444, 0.5003270373238773


def cell_starts(length: int, rate: int) -> NDArray[np.int64]:
    """Return the first sample of each cell of a sound; the last cell may be shorter."""
    cells = -(-length * _CELLS_A_SECOND // rate)
    return np.arange(cells, dtype=np.int64) * rate // _CELLS_A_SECOND


def powers(sound: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Return the mean square of each cell of one channel (n,) after K-weighting: (cells,)."""
    if not len(sound):
        return np.zeros(0)
    starts = cell_starts(len(sound), rate)
    weighted = filtered(sound, _k_weighting(rate), rate)
    np.square(weighted, out=weighted)
    sums = np.add.reduceat(weighted, starts, dtype=np.float64)
    return np.asarray(sums / np.diff(starts, append=len(sound)), np.float64)


def integrated(powers: NDArray[np.float64]) -> float:
    """Return the gated loudness in LUFS of powers that are summed over the channels.

    A sound shorter than a block of 400 ms is one block. Returns SILENCE when no block passes
    -70 LUFS.
    """
    blocks = _blocks(powers)
    loud = blocks[blocks > _power(_ABSOLUTE_GATE)]
    if not len(loud):
        return SILENCE
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return _OFFSET + 10 * math.log10(loud.mean())


def _blocks(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean power of each whole block."""
    steps = len(powers) // _CELLS_A_STEP
    if steps < _STEPS_A_BLOCK:
        return powers.mean(keepdims=True) if len(powers) else powers
    means = powers[: steps * _CELLS_A_STEP].reshape(steps, _CELLS_A_STEP).mean(axis=1)
    return np.convolve(means, np.full(_STEPS_A_BLOCK, 1 / _STEPS_A_BLOCK), mode="valid")


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


@cache
def _k_weighting(rate: int) -> tuple[Section, Section]:
    """Return the two filters of the K-weighting at this rate."""
    b0, b1, b2, *a = high_pass(_PASS_HERTZ, _PASS_Q, rate)
    return _shelf(rate), (b0, b1, b2, 1.0, a[1] / a[0], a[2] / a[0])


def _shelf(rate: int) -> Section:
    k = math.tan(math.pi * _SHELF_HERTZ / rate)
    high = 10 ** (_SHELF_DB / 20)
    band = high**_SHELF_SLOPE * k / _SHELF_Q
    b = (high + band + k * k, 2 * (k * k - high), high - band + k * k)
    return (*b, 1 + k / _SHELF_Q + k * k, 2 * (k * k - 1), 1 - k / _SHELF_Q + k * k)
