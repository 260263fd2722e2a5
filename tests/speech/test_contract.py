"""What every engine must do. A new engine is one more row in ENGINES."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from openai_service import KEY, MODEL, OpenAIService
from readings import reading

from podcast.errors import SpeechError
from podcast.model import Voice
from podcast.show.config import OpenAI
from podcast.speech import ENGINES, Engine, known_voices, load, proof

VARIABLE = "PROBE_KEY"
ROWS = [
    pytest.param("tone", id="tone"),
    pytest.param("edge", id="edge"),
    pytest.param("openai", id="openai"),
    pytest.param("kokoro", id="kokoro", marks=pytest.mark.slow),
]
SHORT = reading("今天", "，", "发布", "。")
LONG = reading("今天", "，", "模型", ("3.0", "三点零", "version"), "和", "Qwen", "正式发布", "。")


@pytest.fixture(params=ROWS)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine; those that are online speak to local services."""
    if request.param == "edge":
        request.getfixturevalue("edge_service")
    if request.param == "openai":
        service = request.getfixturevalue("openai_service")
        return load("openai", service=OpenAI(service.url, MODEL, VARIABLE))
    return load(request.param)


@pytest.fixture
def openai_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIService]:
    """Run a service that must find no fault with the requests."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv(VARIABLE, KEY)
    with OpenAIService() as service:
        yield service
    assert not service.violations


def test_every_engine_has_a_row() -> None:
    """No engine can be added without being held to the contract."""
    assert {row.values[0] for row in ROWS} == set(ENGINES)


def test_speaks_with_its_default_voices(engine: Engine) -> None:
    """A clip passes its proof: not silent, a length its syllables can have, times in order."""
    for name in known_voices(engine.name)[:2]:
        voice = Voice(engine.name, name)
        clip = engine.speak(LONG, voice)
        assert clip.samples.dtype == np.int16
        assert clip.samples.ndim == 1
        assert proof.problem(clip, LONG, voice) == ""


def test_longer_text_gives_longer_audio(engine: Engine) -> None:
    """What is added to a text is heard."""
    voice = Voice(engine.name, engine.voices()[0])
    assert engine.speak(LONG, voice).seconds > engine.speak(SHORT, voice).seconds + 1


def test_words_cover_the_text_in_order(engine: Engine) -> None:
    """Every token that is said has a time, and tokens read otherwise than written are one word."""
    clip = engine.speak(LONG, Voice(engine.name, engine.voices()[0]))
    covered = {i for word in clip.words for i in range(word.start, word.end)}
    assert covered == {i for i, char in enumerate(LONG.raw) if char not in "，。"}
    assert [LONG.raw[w.start : w.end] for w in clip.words].count("3.0") == 1
    assert [LONG.raw[w.start : w.end] for w in clip.words].count("Qwen") == 1
    for first, second in pairwise(clip.words):
        assert first.end <= second.start
        assert first.ends_at <= second.starts_at
    assert clip.words[0].starts_at >= 0
    assert clip.words[-1].ends_at <= clip.seconds


def test_unknown_voice_is_an_error(engine: Engine) -> None:
    """A voice that the engine cannot have is refused with the names it has."""
    with pytest.raises(SpeechError, match=engine.voices()[0]):
        engine.speak(SHORT, Voice(engine.name, "nobody"))


@pytest.mark.parametrize("spoken", [reading(), reading("，", "。"), reading(("🎉", "", "latin"))])
def test_nothing_to_say_is_an_error(engine: Engine, spoken) -> None:
    """Empty text, punctuation and silent tokens never become an empty clip."""
    with pytest.raises(SpeechError):
        engine.speak(spoken, Voice(engine.name, engine.voices()[0]))
