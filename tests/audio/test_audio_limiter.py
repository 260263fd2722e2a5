"""The limiter: no true peak passes, what needs nothing is untouched, and blocks do not matter."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import firwin, lfilter

from podcast.audio import limiter
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.limiter import Limited, limit

Sound = NDArray[np.float32]


def stereo(*channels: NDArray[np.float64]) -> Sound:
    left, right = channels if len(channels) == 2 else channels * 2
    return np.stack([left, right], axis=1).astype(np.float32)


def tone(hertz: float, seconds: float, amplitude: float, phase: float = 0.0) -> NDArray[np.float64]:
    time = np.arange(samples(seconds)) / SAMPLE_RATE
    return np.asarray(np.sin(2 * np.pi * hertz * time + phase) * amplitude)


def uneven(seconds: float, seed: int = 1) -> Sound:
    """Return a quiet noise with bursts far above it, up to 16 kHz as MP3 at 128 kbit/s has it."""
    rng = np.random.default_rng(seed)
    sound = rng.normal(0, 0.05, (samples(seconds), 2))
    for start in rng.integers(0, len(sound), round(seconds * 4)):
        sound[start : start + int(rng.integers(1, 900))] *= rng.uniform(5, 40)
    return np.asarray(lfilter(firwin(201, 16_000, fs=SAMPLE_RATE), 1, sound, axis=0), np.float32)


def blocks(sound: Sound, size: int) -> Iterator[Sound]:
    for start in range(0, len(sound), size):
        yield sound[start : start + size]


def joined(parts: list[Limited]) -> Sound:
    return np.concatenate([part.sound for part in parts])


def true_peak(sound: Sound) -> float:
    """Return dBTP by another resampler, at eight times the rate."""
    return 20 * float(np.log10(np.abs(soxr.resample(sound, 1, 8, quality="VHQ")).max()))


def test_no_true_peak_passes() -> None:
    """Bursts of up to 30 dB above the rest end at the ceiling, also between the samples."""
    parts = list(limit([uneven(6)], -2.0))
    assert true_peak(joined(parts)) <= -2.0 + 0.15
    assert np.abs(joined(parts)).max() <= 10 ** (-2 / 20) * (1 + 1e-6)
    assert min(part.lowest for part in parts) < 0.5


def test_peaks_between_the_samples_are_seen() -> None:
    """A tone at a quarter of the rate whose samples lie 3 dB below its crests is limited."""
    sound = stereo(tone(SAMPLE_RATE / 4, 1.0, 1.0, np.pi / 4))
    assert np.abs(sound).max() == pytest.approx(10 ** (-3.01 / 20), abs=1e-3)
    middle = joined(list(limit([sound], -2.0)))[samples(0.2) : samples(0.8)]
    assert true_peak(middle) == pytest.approx(-2.0, abs=0.1)


def test_what_needs_nothing_is_untouched() -> None:
    """A mix below the ceiling comes out to the bit, also where a loud part is far away."""
    sound = uneven(4)
    sound /= np.abs(sound).max() * 2
    parts = list(limit([sound], -2.0))
    assert np.array_equal(joined(parts), sound)
    assert all(part.lowest == 1.0 and part.worked == 0 for part in parts)


def test_only_the_neighbourhood_of_a_peak_is_changed() -> None:
    """A click turns down what is at most LOOK_AHEAD before it and the release after it."""
    sound = stereo(tone(200, 3.0, 0.1))
    click = samples(1.5)
    sound[click] = 1.0
    out = joined(list(limit([sound], -6.0)))
    changed = np.flatnonzero((out != sound).any(axis=1))
    assert click - limiter.LOOK_AHEAD - 1 <= changed[0] < click
    after = limiter.HOLD + limiter.RELEASE + limiter.LOOK_AHEAD
    assert click < changed[-1] <= click + after + 1


def test_the_gain_has_no_corner() -> None:
    """From one sample to the next the gain moves by less than a five-hundredth of the way."""
    sound = np.full((samples(2.0), 2), 0.1, np.float32)
    sound[samples(1.0)] = 1.0
    out = joined(list(limit([sound], -12.0)))
    gain = np.delete(out[:, 0] / sound[:, 0], samples(1.0))
    way = 1 - gain.min()
    assert way > 0.7
    assert np.abs(np.diff(gain)).max() <= way * 2 / limiter.LOOK_AHEAD


def test_both_channels_have_one_gain() -> None:
    """A peak on the left turns the right down as much, so that nothing moves."""
    sound = stereo(tone(300, 1.0, 2.0), tone(300, 1.0, 0.2))
    out = joined(list(limit([sound], -2.0)))
    heard = np.abs(sound[:, 1]) > 0.01
    ratio = out[heard, 0] / out[heard, 1]
    assert ratio == pytest.approx(np.full(len(ratio), 10.0), rel=1e-3)


def test_what_was_done_is_told() -> None:
    """The lowest gain is what the tone needs, and it was at work as long as the tone sounds."""
    sound = np.concatenate([stereo(tone(300, 1.0, 0.1)), stereo(tone(300, 1.0, 1.0))])
    parts = list(limit([sound], -6.0))
    lowest = min(part.lowest for part in parts)
    assert limiter.decibels(lowest) == pytest.approx(-6.0, abs=0.05)
    seconds = sum(part.worked for part in parts) / SAMPLE_RATE
    assert seconds == pytest.approx(1.0, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(1_000, 3 * limiter.PIECE),
    length=st.integers(0, 4 * limiter.PIECE),
    seed=st.integers(0, 100),
)
def test_blocks_do_not_matter(size: int, length: int, seed: int) -> None:
    """The same stream in blocks of any size comes out the same to the bit, as long as it was."""
    sound = uneven(1.0, seed)[:length]
    whole = list(limit([sound], -3.0))
    parts = list(limit(blocks(sound, size), -3.0))
    assert sum(len(part.sound) for part in whole) == length
    assert [part.worked for part in parts] == [part.worked for part in whole]
    if length:
        assert np.array_equal(joined(parts), joined(whole))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2 * limiter.PIECE), max_size=6), st.integers(0, 100))
def test_peaks_beside_a_border_are_held(places: list[int], seed: int) -> None:
    """Wherever clicks lie, at a border of pieces too, none passes."""
    rng = np.random.default_rng(seed)
    sound = rng.normal(0, 0.02, (2 * limiter.PIECE + 1, 2)).astype(np.float32)
    for place in [*places, limiter.PIECE - 1, limiter.PIECE, 2 * limiter.PIECE, 0]:
        sound[place] = rng.uniform(0.8, 4.0)
    out = joined(list(limit([sound], -2.0)))
    assert np.abs(out).max() <= 10 ** (-2 / 20) * (1 + 1e-6)


def test_no_sound_gives_none() -> None:
    """Without blocks, or with empty ones, nothing comes out."""
    assert list(limit([], -2.0)) == []
    assert list(limit([np.zeros((0, 2), np.float32)], -2.0)) == []
