"""The protocol of a speech engine, and how an engine is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

from podcast.errors import EngineUnavailable, SpeechError, near
from podcast.model import Clip, Spoken, Voice
from podcast.show.config import Speech
from podcast.show.voices import ENGINES, advice, is_voice
from podcast.speech.syllablecount import is_speakable


class Engine(Protocol):
    """A speech engine turns text into sound; one instance serves all threads of a run."""

    name: str
    version: str
    """A part of the cache key; it changes whenever the same text and voice sound different."""
    parallel: int
    """How many speak() calls may run at once."""

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices that the engine knows."""
        ...

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the sound of a text, with times of words, which are spans of `spoken.raw`.

        The words are in order, and their times lie inside the sound. Raises EngineUnavailable when
        the engine cannot be reached or is not installed (another engine may be tried), SpeechError
        for an unknown voice and for a text with nothing to say.
        """
        ...

    def stop(self, why: str) -> None:
        """Make the speak() calls of other threads end soon, because a line has failed for good.

        From then on every call may raise EngineUnavailable with the reason `why`.
        """
        ...


def load(name: str, **settings: Any) -> Engine:
    """Import an engine and create it with `settings`, the keyword arguments of its class.

    Raises SpeechError for an unknown name, EngineUnavailable when a package is missing.
    """
    if name not in ENGINES:
        raise SpeechError(
            f"no engine `{name}`{near(name, ENGINES)}; there are {', '.join(ENGINES)}"
        )
    module, _, attribute = ENGINES[name].implementation.partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)(**settings))
    except ImportError as error:
        raise EngineUnavailable(
            f"{name}: not installed ({error}); run `podcast doctor`, or install this program again"
        ) from error


def settings(name: str, speech: Speech) -> dict[str, Any]:
    """Return the settings of show.yaml that `load` passes to the engine of this name."""
    online = {
        "parallel": speech.parallel,
        "per_second": speech.per_second,
        "deadline": speech.deadline,
        "proxy": speech.proxy,
    }
    if name == "openai":
        return {**online, "service": speech.openai}
    return online if name == "edge" else {}


def check_request(engine: Engine, spoken: Spoken, voice: Voice) -> None:
    """Raise SpeechError for an unknown voice or another engine's, or for a text without words."""
    if voice.engine != engine.name:
        raise SpeechError(f"{engine.name}: `{voice.name}` is a voice of {voice.engine}")
    if not is_voice(engine.name, voice.name):
        raise SpeechError(advice(engine.name, voice.name))
    if not is_speakable(spoken):
        raise SpeechError(
            f"{engine.name}: nothing to say in `{spoken.raw[:40]}`; "
            "give the line words or delete it"
        )
