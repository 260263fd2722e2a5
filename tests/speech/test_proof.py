"""The proof of a clip: each way in which an engine may spoil one is found, and no good one is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from readings import reading

from podcast.chinese import spoken
from podcast.model import Clip, Voice, Word
from podcast.speech.kokoro.engine import KokoroEngine
from podcast.speech.proof import problem
from podcast.speech.tone import ToneEngine

LOW = Voice("tone", "low")
SPOKEN = reading("今天模型发布", "。")
GOOD = ToneEngine().speak(SPOKEN, LOW)
RATE = GOOD.sample_rate
LINE = spoken("星河科技发布了Nova 3.0模型，参数规模为70B，推理成本下降42.8%。")
LINE_CLIP = ToneEngine().speak(LINE, LOW)


def with_sound(clip: Clip, change: Callable[[NDArray[np.int16]], NDArray[np.generic]]) -> Clip:
    return replace(clip, samples=change(clip.samples).astype(np.int16))


def louder(decibels: float) -> Callable[[NDArray[np.int16]], NDArray[np.generic]]:
    """Return what makes a sound so much louder than fits, cut off at full scale."""
    return lambda samples: np.clip(
        samples * (32767 / samples.max() * 10 ** (decibels / 20)), -32768, 32767
    )


def with_gap(seconds: float) -> Callable[[NDArray[np.int16]], NDArray[np.generic]]:
    half = RATE // 2
    return lambda samples: np.concatenate(
        [samples[:half], np.zeros(round(seconds * RATE)), samples[half:]]
    )


BROKEN = {
    "no samples": (with_sound(GOOD, lambda x: x[:0]), "silent"),
    "zeros": (with_sound(GOOD, np.zeros_like), "silent"),
    "a whisper": (with_sound(GOOD, lambda x: x // 40), "silent"),
    "two channels": (
        replace(GOOD, samples=np.stack([GOOD.samples, GOOD.samples], axis=1)),
        "no mono sound of 16 bits (int16, 2 dimensions)",
    ),
    "floats": (replace(GOOD, samples=GOOD.samples / 32768), "no mono sound of 16 bits (float64"),
    "cut short": (with_sound(GOOD, lambda x: x[: RATE // 4]), "0.25 s long, though 6"),
    "endless": (with_sound(GOOD, lambda x: np.tile(x, 5)), "s long, though 6 syllables take"),
    "off centre": (with_sound(GOOD, lambda x: x + 700), "off centre by +2.1% of full scale"),
    "off centre below": (with_sound(GOOD, lambda x: x - 700), "off centre by -2.1%"),
    "too loud": (with_sound(GOOD, louder(3)), "clipped, "),
    "a gap": (with_sound(GOOD, with_gap(1.5)), "silent for 1.5 s in its middle, from 0.5 s on"),
    "cut in a syllable": (with_sound(GOOD, lambda x: x[: -RATE * 6 // 10]), "cut at its end"),
    "no words": (replace(GOOD, words=()), "without word times"),
    "words backwards": (replace(GOOD, words=GOOD.words[::-1]), "out of order"),
    "times outside": (
        replace(GOOD, words=(replace(GOOD.words[0], ends_at=99.0),)),
        "out of order",
    ),
    "a span outside": (replace(GOOD, words=(replace(GOOD.words[0], end=99),)), "out of order"),
    "one word missing": (
        replace(GOOD, words=GOOD.words[:-1]),
        "without times for 1 of 6 syllables",
    ),
    "the end unheard": (
        with_sound(GOOD, lambda x: np.concatenate([x[: RATE // 2], np.zeros(len(x) - RATE // 2)])),
        "quiet before its last word",
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_proof_names_what_is_wrong(how: str) -> None:
    """Whatever an engine does to a clip is named in a few words."""
    clip, wrong = BROKEN[how]
    assert wrong in problem(clip, SPOKEN, LOW)


BEARABLE = {
    "nothing": lambda x: x,
    "a long pause": with_gap(1.1),
    "full scale touched": louder(0),
    "as loud as fits, the other way": lambda x: -louder(0)(x),
    "a breath before": lambda x: np.concatenate([np.zeros(RATE // 2), x]),
    "a noisy room": lambda x: x + np.random.default_rng(4).normal(0, 5, len(x)),
}


@pytest.mark.parametrize("how", BEARABLE)
def test_what_is_bearable_passes(how: str) -> None:
    """Pauses, loud voices, breath and a little noise are no faults."""
    assert problem(with_sound(GOOD, BEARABLE[how]), SPOKEN, LOW) == ""


def test_a_line_said_twice_is_found() -> None:
    """A clip that holds its line twice is too long for it."""
    twice = with_sound(LINE_CLIP, lambda x: np.tile(x, 2))
    assert problem(LINE_CLIP, LINE, LOW) == ""
    assert "s long, though" in problem(twice, LINE, LOW)


def test_half_a_line_is_found_wherever_it_is_cut() -> None:
    """A line cut at a pause ends quietly, but it is too short or its last words are not heard."""
    for seconds in np.arange(0.3, LINE_CLIP.words[-1].starts_at, 0.1):
        whole = round(float(seconds) * RATE)
        samples = np.concatenate([LINE_CLIP.samples[:whole], np.zeros(RATE // 10, np.int16)])
        words = tuple(word for word in LINE_CLIP.words if word.ends_at <= len(samples) / RATE)
        assert problem(Clip(samples, RATE, words), LINE, LOW)


def test_marks_in_a_row_may_be_a_longer_silence() -> None:
    """Where the text pauses twice, the voice may."""
    text = reading("今天", "。", "。", "发布", "。")
    clip = ToneEngine().speak(text, LOW)  # pauses for 0.9 s itself
    assert problem(with_sound(clip, with_gap(0.7)), text, LOW) == ""
    assert "silent for 1.9 s in its middle" in problem(with_sound(clip, with_gap(1.0)), text, LOW)


def test_a_slow_voice_may_pause_longer_but_not_break_off() -> None:
    """Its pauses grow with its pace; a hole does not."""
    slow = replace(LOW, speed=0.5)
    clip = ToneEngine().speak(LINE, slow)
    assert problem(with_sound(clip, with_gap(1.5)), LINE, slow) == ""
    assert "silent for 1.9 s" in problem(with_sound(clip, with_gap(1.9)), LINE, slow)


@pytest.mark.parametrize(
    ("text", "seconds"), [("kubectl", 2.6), ("tmux", 1.8), ("NATO", 0.5), ("ASML", 0.5)]
)
def test_latin_may_be_said_or_spelled(text: str, seconds: float) -> None:
    """An engine says KUBECTL letter by letter or as a word; neither is too long or too short."""
    read = spoken(text)
    samples = np.resize(GOOD.samples[: RATE // 5], round(seconds * RATE))
    samples[-RATE // 20 :] = 0
    clip = Clip(samples, RATE, (Word(0, len(text), 0.1, seconds - 0.1),))
    assert problem(clip, read, LOW) == ""


def test_the_proof_knows_the_pace_of_the_voice() -> None:
    """A slow voice may take longer, also between words, and a fast one less."""
    slow = ToneEngine().speak(LINE, replace(LOW, speed=0.2))
    assert "long" in problem(slow, LINE, LOW)
    assert problem(slow, LINE, replace(LOW, speed=0.2)) == ""
    fast = ToneEngine().speak(LINE, replace(LOW, speed=5.0))
    assert "long" in problem(fast, LINE, LOW)
    assert problem(fast, LINE, replace(LOW, rate="+300%")) == ""


def test_tokens_that_are_silent_need_no_time() -> None:
    """Marks and what stays silent are left out of the count."""
    text = reading("今天", "，", "「", "发布", "」", "。")
    assert problem(ToneEngine().speak(text, LOW), text, LOW) == ""


@pytest.mark.slow
def test_real_clips_pass_at_negligible_cost() -> None:
    """The embedded voice passes, long, short and odd; the proof costs below 1 % of the making."""
    engine, voice = KokoroEngine(), Voice("kokoro", "zm_yunxi")
    engine.speak(SPOKEN, voice)  # loads the model
    made = proved = 0.0
    for text in (LINE.raw, "好，", "……他说——“AI！”"):
        read = spoken(text)
        started = time.perf_counter()
        clip = engine.speak(read, voice)
        between = time.perf_counter()
        assert problem(clip, read, voice) == ""
        made += between - started
        proved += time.perf_counter() - between
    assert proved < 0.01 * made


def test_a_minute_is_proved_in_no_time() -> None:
    """A clip of a minute, longer than any line, takes milliseconds."""
    text = reading("今天模型发布" * 55)
    clip = ToneEngine().speak(text, LOW)
    assert clip.seconds > 59
    fastest = min(_seconds(clip, text) for _ in range(5))
    assert fastest < 0.1


def _seconds(clip: Clip, text: object) -> float:
    started = time.process_time()  # of this process alone, whatever else is going on
    assert problem(clip, text, LOW) == ""  # type: ignore[arg-type]
    return time.process_time() - started
