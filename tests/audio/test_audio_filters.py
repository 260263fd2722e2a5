"""Filters by their frequency response, beside the recursion they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, sosfilt, sosfilt_zi

from podcast.audio.filters import filtered, high_pass


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("seconds", [0.01, 1.0, 25.0])
def test_it_is_the_recursion(rate: int, seconds: float) -> None:
    """A Butterworth high-pass gives what scipy's recursion gives, sample by sample, to -125 dB."""
    length = round(seconds * rate)
    sound = np.random.default_rng(0).normal(0.1, 0.1, length).astype(np.float32)
    sections = butter(2, 60, "highpass", fs=rate, output="sos")
    expected, _ = sosfilt(sections, sound, zi=sosfilt_zi(sections) * sound[0])
    result = filtered(sound, (high_pass(60, 0.5**0.5, rate),), rate)
    assert result.dtype == np.float32
    assert np.abs(result - expected).max() < np.abs(sound).max() * 10 ** (-125 / 20)


def test_nothing_stays_nothing() -> None:
    """No sample in, no sample out."""
    assert len(filtered(np.zeros(0, np.float32), (high_pass(60, 0.7, 24_000),), 24_000)) == 0
