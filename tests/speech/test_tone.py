"""The tone engine: exact times, deterministic, fast."""

from __future__ import annotations

import time

import numpy as np
import pytest
from readings import reading

from podcast.model import Voice
from podcast.speech.tone import EDGE_SECONDS, SAMPLE_RATE, SYLLABLE_SECONDS, ToneEngine

LOW = Voice("tone", "low")
SPOKEN = reading("今天", "，", ("3.0", "三点零", "version"), "Qwen", "发布", "。")


def test_each_character_has_its_time() -> None:
    """Chinese read as written has a word a character, 0.18 s each; any other token is one word."""
    words = ToneEngine().speak(SPOKEN, LOW).words
    assert [SPOKEN.raw[w.start : w.end] for w in words] == ["今", "天", "3.0", "Qwen", "发", "布"]
    assert words[0].starts_at == pytest.approx(EDGE_SECONDS)
    assert words[0].ends_at == pytest.approx(EDGE_SECONDS + SYLLABLE_SECONDS)
    assert words[2].ends_at - words[2].starts_at == pytest.approx(3 * SYLLABLE_SECONDS)
    assert words[2].starts_at - words[1].ends_at == pytest.approx(0.22)


def test_words_are_where_the_sound_is() -> None:
    """There is sound inside every word and silence between words and at both ends."""
    clip = ToneEngine().speak(SPOKEN, LOW)
    sounding = np.zeros(len(clip.samples), dtype=bool)
    for word in clip.words:
        part = slice(round(word.starts_at * SAMPLE_RATE), round(word.ends_at * SAMPLE_RATE))
        assert np.abs(clip.samples[part]).max() > 5000
        sounding[part] = True
    assert not clip.samples[~sounding].any()


def test_no_clicks() -> None:
    """No step between neighbouring samples is larger than the sine itself makes."""
    clip = ToneEngine().speak(SPOKEN, LOW)
    assert np.abs(np.diff(clip.samples.astype(int))).max() < 1500


def test_same_text_same_samples() -> None:
    """The engine is deterministic, and its voices differ."""
    first = ToneEngine().speak(SPOKEN, LOW).samples
    assert np.array_equal(first, ToneEngine().speak(SPOKEN, LOW).samples)
    high = ToneEngine().speak(SPOKEN, Voice("tone", "high")).samples
    assert not np.array_equal(first, high)


def test_speed_shortens_the_clip() -> None:
    """Twice the speed is half the time between the quiet ends."""
    slow = ToneEngine().speak(SPOKEN, LOW).seconds - 2 * EDGE_SECONDS
    fast = ToneEngine().speak(SPOKEN, Voice("tone", "low", speed=2.0)).seconds - 2 * EDGE_SECONDS
    assert fast == pytest.approx(slow / 2, abs=0.001)


def test_an_episode_takes_a_second() -> None:
    """Sixty lines of forty characters, eight minutes of sound, take less than 1 s of CPU time."""
    lines = [reading("".join(chr(0x4E00 + 40 * n + i) for i in range(40))) for n in range(60)]
    assert sum(ToneEngine().speak(line, LOW).seconds for line in lines) > 420

    def cost() -> float:
        start = time.thread_time()
        for line in lines:
            ToneEngine().speak(line, LOW)
        return time.thread_time() - start

    assert any(cost() < 1 for _ in range(3))
