"""Recursive (IIR) filters, applied by FFT through their frequency response.

The impulse responses of the filters here die away within a tenth of a second, so each sample
depends on a finite stretch before it: overlapping pieces through an FFT differ from the recursion
by an error of at most -130 dB relative to the signal.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Section = tuple[float, float, float, float, float, float]
"""The coefficients b0, b1, b2, a0, a1, a2 of a second-order filter."""

MEMORY_SECONDS = 0.15
"""How long a filter remembers: in this time the response of a double pole at 38 Hz falls by 300 dB.
"""

_PIECE = 1 << 15
"""The number of samples in one FFT."""
_AT_ONCE = 8
"""How many pieces one call of the FFT transforms together."""


def high_pass(hertz: float, q: float, rate: int) -> Section:
    """Return a second-order high-pass with 0 dB in its pass band (bilinear transform)."""
    k = math.tan(math.pi * hertz / rate)
    return (1.0, -2.0, 1.0, 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)


def filtered(
    sound: NDArray[np.float32], sections: tuple[Section, ...], rate: int
) -> NDArray[np.float32]:
    """Return a sound (n,) after filters whose responses die away within MEMORY_SECONDS.

    The delay of the filters remains in the result. Before its beginning the sound is assumed to
    have been constant at its first value, so that one that does not begin at zero does not click.
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
    """Return each row (k, _PIECE) after a circular filter; the first part of a row is invalid."""
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
