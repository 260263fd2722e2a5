"""Recursive filters by their frequency response.

The filters of this package die away within a tenth of a second, so a finite stretch of the past is
all of it: overlapping pieces through an FFT give what the recursion gives, to -130 dB.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Section = tuple[float, float, float, float, float, float]
"""b0, b1, b2, a0, a1, a2 of a second-order section."""

MEMORY_SECONDS = 0.15
"""How much of the past counts: after it, a double pole at 38 Hz has fallen by 300 dB."""

_PIECE = 1 << 15
"""Samples of one FFT ..."""
_AT_ONCE = 8
"""... and how many are transformed together: a processor's vector does them side by side."""


def high_pass(hertz: float, q: float, rate: int) -> Section:
    """Return a high-pass of second order with 0 dB at the top (bilinear transform)."""
    k = math.tan(math.pi * hertz / rate)
    return (1.0, -2.0, 1.0, 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)


def filtered(
    sound: NDArray[np.float32], sections: tuple[Section, ...], rate: int
) -> NDArray[np.float32]:
    """Return a sound (n,) behind filters that die away within MEMORY_SECONDS, as late as they are.

    Before its beginning the sound is taken to have stood at its first value for ever, so that one
    which begins off zero does not click.
    """
    if not len(sound):
        return sound
    memory = round(MEMORY_SECONDS * rate)
    step = _PIECE - memory
    pieces = -(-len(sound) // step)
    whole = np.zeros(memory + pieces * step, np.float32)
    whole[:memory] = sound[:1]
    whole[memory : memory + len(sound)] = sound
    overlapping = sliding_window_view(whole, _PIECE)[::step]
    result = np.empty((pieces, step), np.float32)
    for first in range(0, pieces, _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        result[some] = _convolved(overlapping[some], _response(sections))[:, memory:]
    return result.reshape(-1)[: len(sound)]


def _convolved(pieces: NDArray[np.float32], response: NDArray[np.complex64]) -> NDArray[np.float32]:
    """Return each row (k, _PIECE) behind a filter, circularly: its first part is worthless."""
    spectrum = np.fft.rfft(pieces, axis=1)
    spectrum *= response
    return np.asarray(np.fft.irfft(spectrum, _PIECE, axis=1), np.float32)


@lru_cache(maxsize=16)
def _response(sections: tuple[Section, ...]) -> NDArray[np.complex64]:
    """Return the response at the frequencies of a piece's spectrum."""
    delay = np.exp(-2j * np.pi * np.arange(_PIECE // 2 + 1) / _PIECE)
    response = np.ones(len(delay), np.complex128)
    for b0, b1, b2, a0, a1, a2 in sections:
        response *= (b0 + delay * (b1 + delay * b2)) / (a0 + delay * (a1 + delay * a2))
    return response.astype(np.complex64)
