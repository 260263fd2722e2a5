"""Loudness by our meter, beside another implementation of BS.1770."""

from __future__ import annotations

import math

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from podcast.audio import meter

from .conftest import RATE, syllables


def lufs(sound: NDArray[np.float32], rate: int) -> float:
    """Return our integrated loudness of one channel."""
    return meter.integrated(meter.powers(sound, rate))


def reference(sound: NDArray[np.float32], rate: int) -> float:
    """Return pyloudnorm's, with the coefficients of the standard at this rate."""
    return float(pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound))


def noise(seconds: float, rate: int, level: float = 0.1) -> NDArray[np.float32]:
    """Return white noise."""
    shape = round(seconds * rate)
    return np.random.default_rng(7).normal(0.0, level, shape).astype(np.float32)


def speech(seconds: float, amplitude: float = 0.1) -> NDArray[np.float32]:
    """Return bursts like syllables at RATE."""
    return syllables(seconds, 3, amplitude).astype(np.float32) / 32_768


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_noise_measures_the_same(rate: int) -> None:
    """At every rate of a voice or a mix the two meters agree on noise."""
    sound = noise(6.0, rate)
    assert lufs(sound, rate) == pytest.approx(reference(sound, rate), abs=0.05)


def test_a_full_tone_is_three_below_zero() -> None:
    """A sine of 997 Hz at full scale in one channel measures -3.01 LUFS (EBU Tech 3341)."""
    tone = np.sin(2 * np.pi * 997 * np.arange(48_000 * 3) / 48_000).astype(np.float32)
    assert lufs(tone, 48_000) == pytest.approx(-3.01, abs=0.02)


def test_speech_measures_the_same() -> None:
    """Bursts with pauses between them measure as pyloudnorm measures them."""
    sound = speech(12.0)
    assert lufs(sound, RATE) == pytest.approx(reference(sound, RATE), abs=0.05)


def test_long_silence_does_not_count() -> None:
    """Digital silence four times as long as the speech changes nothing."""
    sound = np.concatenate([speech(5.0), np.zeros(RATE * 20, np.float32), speech(5.0)])
    assert lufs(sound, RATE) == pytest.approx(reference(sound, RATE), abs=0.05)
    assert lufs(sound, RATE) == pytest.approx(lufs(speech(10.0), RATE), abs=0.3)


@pytest.mark.parametrize("quiet", [-15.0, -9.0])
def test_a_quiet_passage_is_gated_by_its_level(quiet: float) -> None:
    """A passage far below the rest does not count, one a little below does."""
    softer = noise(10.0, RATE) * np.float32(10 ** (quiet / 20))
    sound = np.concatenate([noise(5.0, RATE), softer])
    assert lufs(sound, RATE) == pytest.approx(reference(sound, RATE), abs=0.05)
    loud = lufs(noise(5.0, RATE), RATE)
    assert (loud - lufs(sound, RATE) < 0.3) == (quiet < -10.0)


def test_below_the_absolute_gate_nothing_is_heard() -> None:
    """Noise at -80 LUFS, and nothing at all, have no loudness."""
    assert lufs(noise(3.0, RATE, 1e-4), RATE) == meter.SILENCE == -math.inf
    assert lufs(np.zeros(0, np.float32), RATE) == meter.SILENCE


def test_a_sound_shorter_than_a_block_has_a_loudness() -> None:
    """A word of 0.2 s measures what it would, repeated, in a longer sound."""
    long = noise(3.0, RATE)
    assert lufs(long[: RATE // 5], RATE) == pytest.approx(lufs(long, RATE), abs=0.5)


@pytest.mark.parametrize("rate", [22_050, 24_000])
def test_cells_are_ten_milliseconds(rate: int) -> None:
    """A burst lies in its own cells, also where a cell is no whole number of samples."""
    sound = np.zeros(round(rate * 1.005), np.float32)
    sound[round(rate * 0.5) : round(rate * 0.52)] = noise(0.02, rate)
    powers = meter.powers(sound, rate)
    assert len(powers) == 101
    assert set(np.argsort(powers)[-2:]) == {50, 51}
    assert powers[:50].max() < powers[50] * 1e-6
