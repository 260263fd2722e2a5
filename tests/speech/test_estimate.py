"""Word times that are estimated: pauses found and matched, and how far off real speech is."""

from __future__ import annotations

import time

import numpy as np
import pytest
from readings import Piece, reading

from podcast.chinese import spoken
from podcast.model import Spoken, Voice
from podcast.speech import estimate, load
from podcast.speech.edge.boundaries import sent_text, words

RATE = 24_000
SYLLABLE = 0.2


def sound(*lengths: float) -> np.ndarray:
    """Return tone and quiet in turns, of these seconds, quiet first."""
    pieces = []
    for place, seconds in enumerate(lengths):
        times = np.arange(round(seconds * RATE)) / RATE
        pieces.append(np.sin(2 * np.pi * 300 * times) * (8000 if place % 2 else 0))
    return np.concatenate(pieces).astype(np.int16)


def starts(spoken: Spoken, samples: np.ndarray) -> dict[str, float]:
    """Return when each word begins."""
    sent = sent_text(spoken)
    heard = estimate.heard(sent, (0, len(sent.text)), spoken.tokens, samples, RATE)
    found = words(spoken, heard, len(samples) / RATE)
    return {spoken.raw[word.start : word.end]: round(word.starts_at, 2) for word in found}


def test_a_pause_is_that_of_the_mark_it_is_near() -> None:
    """The first comma is not heard, the second is."""
    text = reading("天地", "，", "人", "，", "和家")
    found = starts(text, sound(0.1, 3 * SYLLABLE, 0.3, 2 * SYLLABLE, 0.1))
    assert found == {"天": 0.1, "地": 0.3, "人": 0.5, "和": 1.0, "家": 1.2}


def test_a_pause_without_a_mark_is_passed_over() -> None:
    """Voices breathe where nothing is written; the words around it keep their lengths."""
    found = starts(reading("天地人和"), sound(0.0, 2 * SYLLABLE, 0.3, 2 * SYLLABLE))
    assert found == {"天": 0.0, "地": 0.2, "人": 0.7, "和": 0.9}


def test_a_slow_phrase_is_slow() -> None:
    """Between two pauses the syllables share the time that there is."""
    found = starts(reading("天地", "。", "人和"), sound(0.0, 0.4, 0.5, 0.6, 0.2))
    assert found == {"天": 0.0, "地": 0.2, "人": 0.9, "和": 1.2}


@pytest.mark.parametrize(
    "pieces", [("，", "天", "。"), ("天", "，", "。"), ("。", "！", "天"), ("Qwen", "天")]
)
def test_marks_without_words_between_do_no_harm(pieces: tuple[Piece, ...]) -> None:
    """At the ends and side by side."""
    assert "天" in starts(reading(*pieces), sound(0.1, 0.4, 0.1))


def test_silence_has_no_words() -> None:
    """Nothing is heard in quiet, nor in nothing."""
    assert starts(reading("天地"), sound(1.0)) == {}
    assert starts(reading("天地"), np.zeros(0, np.int16)) == {}


def test_much_chopped_sound_takes_no_time() -> None:
    """A service that sends hundreds of scraps of sound for hundreds of commas holds nothing up."""
    text = reading(*("天", "，") * 400)
    samples = sound(*(0.1, 0.4) * 480)
    sent = sent_text(text)
    began = time.process_time()
    heard = estimate.heard(sent, (0, len(sent.text)), text.tokens, samples, RATE)
    assert time.process_time() - began < 3
    assert len(heard) == 400


@pytest.mark.slow
def test_real_speech_is_close() -> None:
    """Beside the embedded voice's own times: 0.1 s in the median, 0.3 s for 95 of 100."""
    text = spoken("研究人员认为，这一方法在数学、编程、物理三个领域都有明显提升，但仍有不足。", ())
    clip = load("kokoro").speak(text, Voice("kokoro", "zf_xiaoxiao"))
    sent = sent_text(text)
    heard = estimate.heard(sent, (0, len(sent.text)), text.tokens, clip.samples, clip.sample_rate)
    found = {(w.start, w.end): w.starts_at for w in words(text, heard, clip.seconds)}
    off = [abs(found[w.start, w.end] - w.starts_at) for w in clip.words]
    assert np.median(off) < 0.1
    assert np.percentile(off, 95) < 0.3
