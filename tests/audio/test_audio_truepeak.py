"""Peaks between the samples, beside what a long interpolation finds."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from scipy.signal import firwin, lfilter

from podcast.audio.clock import SAMPLE_RATE
from podcast.audio.truepeak import REACH, peaks, worth_a_look


@pytest.mark.parametrize("seed", range(5))
def test_noise_up_to_16_khz_has_the_peak_that_a_resampler_finds(seed: int) -> None:
    """Within 0.15 dB of eightfold oversampling, whatever is below the level that is asked for."""
    noise = np.random.default_rng(seed).normal(0, 0.1, (SAMPLE_RATE, 2))
    sound = np.asarray(lfilter(firwin(201, 16_000, fs=SAMPLE_RATE), 1, noise, axis=0), np.float32)
    found = peaks(sound, float(np.abs(sound).max())).max()
    expected = np.abs(soxr.resample(sound, 1, 8, quality="VHQ")).max()
    assert 20 * np.log10(found / expected) == pytest.approx(0.0, abs=0.15)


@pytest.mark.parametrize("phase", np.linspace(0, np.pi / 2, 7))
def test_a_tone_between_the_samples_is_found(phase: float) -> None:
    """A crest of 1.0 at a quarter of the rate is found wherever the samples lie on it."""
    time = np.arange(1_000) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * SAMPLE_RATE / 4 * time + phase) * np.hanning(1_000)
    sound = np.stack([wave, wave / 2], axis=1).astype(np.float32)
    assert worth_a_look(sound, 0.95)
    assert peaks(sound, 0.95).max() == pytest.approx(1.0, abs=0.08)


def test_what_stays_below_is_not_looked_at() -> None:
    """Quiet sound, and none, needs no interpolation; its samples are returned as they are."""
    sound = np.full((100, 2), 0.1, np.float32)
    assert not worth_a_look(sound, 0.5)
    assert not worth_a_look(sound[:0], 0.5)
    assert np.array_equal(peaks(sound, 0.5), np.full(100 - 2 * REACH, np.float32(0.1)))
