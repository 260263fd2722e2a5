"""Ducking: when music is down, and how it gets there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from podcast.audio.ducking import HOLD, duck
from podcast.show.config import Ducking

SETTINGS = Ducking(depth=14.0, attack=0.4, release=1.2)


def voices(*spoken: tuple[float, float], seconds: float = 20.0) -> NDArray[np.float64]:
    """Return powers of speech at -20 LUFS in stretches (seconds), silence elsewhere."""
    powers = np.zeros(round(seconds * 100))
    for start, end in spoken:
        powers[round(start * 100) : round(end * 100)] = 0.01
    return powers


def at(gain: NDArray[np.float32], seconds: float) -> float:
    """Return the dB of a cell."""
    return float(gain[round(seconds * 100)])


def test_music_is_down_when_the_word_begins() -> None:
    """It starts to fall 0.4 s before the word, evenly, and is at full depth in its first cell."""
    gain = duck(voices((5.0, 8.0)), SETTINGS)
    assert at(gain, 4.6) == 0.0
    assert at(gain, 4.8) == pytest.approx(-7.0, abs=0.2)
    assert at(gain, 5.0) == at(gain, 7.99) == -14.0


def test_music_comes_up_within_the_release() -> None:
    """Halfway after 0.6 s, all the way after 1.2 s."""
    gain = duck(voices((5.0, 8.0)), SETTINGS)
    assert at(gain, 8.6) == pytest.approx(-7.0, abs=0.2)
    assert at(gain, 9.2) == pytest.approx(0.0, abs=0.2)


def test_it_stays_down_in_short_pauses_only() -> None:
    """A pause below HOLD moves nothing; in a longer one the music breathes."""
    short, long = HOLD - 0.1, HOLD + 1.0
    gain = duck(voices((2.0, 4.0), (4.0 + short, 8.0), (8.0 + long, 12.0)), SETTINGS)
    assert set(gain[200:800]) == {-14.0}
    assert at(gain, 8.0 + long / 2) > -5.0


def test_what_begins_in_a_pause_begins_at_its_full_level() -> None:
    """A sting is not held down by the word before it, and is down when the next one begins."""
    voice = voices((1.0, 5.0), (6.5, 9.0))
    gain = duck(voice, SETTINGS, starts=[525])
    assert at(gain, 5.24) < -10
    assert at(gain, 5.25) == at(gain, 6.0) == 0.0
    assert at(gain, 6.5) == -14.0
    assert at(duck(voice, SETTINGS), 5.25) < -10


def test_a_start_inside_speech_changes_nothing_there() -> None:
    """Music that begins under a word is down."""
    voice = voices((1.0, 5.0))
    gain = duck(voice, SETTINGS, starts=[300])
    assert np.array_equal(gain, duck(voice, SETTINGS))


def test_settings_are_followed() -> None:
    """Depth, attack and release are those of show.yaml."""
    gain = duck(voices((5.0, 8.0)), Ducking(depth=6.0, attack=2.0, release=3.0))
    assert gain.min() == -6.0
    assert at(gain, 4.0) == pytest.approx(-3.0, abs=0.1)
    assert at(gain, 9.5) == pytest.approx(-3.0, abs=0.1)
    assert not duck(voices((5.0, 8.0)), Ducking(depth=0.0)).any()


def test_noise_between_words_is_no_speech() -> None:
    """A room 50 dB below the voice does not hold the music down; a soft word does."""
    voice = voices((5.0, 8.0))
    voice[1200:1500] = 0.01 * 10 ** (-50 / 10)
    voice[1700:1800] = 0.01 * 10 ** (-30 / 10)
    gain = duck(voice, SETTINGS)
    assert at(gain, 13.0) == 0.0
    assert at(gain, 17.5) == -14.0


def test_no_voice_no_ducking() -> None:
    """Music alone plays at its level, and an episode of no length has no gain."""
    assert not duck(np.zeros(300), SETTINGS).any()
    assert duck(np.zeros(0), SETTINGS).shape == (0,)


_STRETCH = st.tuples(st.integers(0, 1_500), st.integers(1, 400))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(_STRETCH, max_size=6),
    st.builds(Ducking, st.floats(0, 40), st.floats(0.01, 5), st.floats(0.01, 10)),
)
def test_speech_is_always_clear_and_no_step_is_steeper_than_set(
    spoken: list[tuple[int, int]], ducking: Ducking
) -> None:
    """Whatever is spoken: full depth under it, never beyond, slopes as attack and release say."""
    voice = np.zeros(2_000)
    for start, length in spoken:
        voice[start : start + length] = 0.01
    gain = duck(voice, ducking).astype(float)
    assert gain[voice > 0] == pytest.approx(-ducking.depth, abs=1e-4)
    assert -ducking.depth - 1e-4 <= gain.min(initial=0.0) <= gain.max(initial=0.0) <= 1e-4
    slopes = np.diff(gain)
    assert slopes.min() >= -ducking.depth * 0.01 / ducking.attack - 1e-3
    assert slopes.max() <= ducking.depth * 0.01 / ducking.release + 1e-3
