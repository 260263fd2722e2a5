"""Engine `openai`: any service that has OpenAI's `POST /audio/speech`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Clip, Spoken, Voice
from podcast.online import faults, refusals
from podcast.online.faults import ServiceFault
from podcast.online.pacing import DEFAULTS, Pacing
from podcast.online.refusals import ServiceAnswer
from podcast.online.request import Endpoint, key_in, post
from podcast.show.voices import known_voices
from podcast.speech import estimate
from podcast.speech.edge.boundaries import (
    MOST_BYTES,
    HeardCharacters,
    SentText,
    cuts,
    sent_text,
    words,
)
from podcast.speech.engine import check_request
from podcast.speech.openai import reply
from podcast.speech.openai.reply import SAMPLE_RATE
from podcast.speech.proof import pace
from podcast.speech.syllablecount import count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podcast.show.config import OpenAI

NOT_CONFIGURED = (
    "openai: not configured; write into show.yaml, below `speech:`, "
    "`openai: {url: https://example.com/v1, model: tts-1, key: OPENAI_API_KEY}` "
    "(`key` is the name of the environment variable that holds the key)"
)
_SLOWEST, _FASTEST = 0.25, 4.0
"""The bounds of `speed` in OpenAI's API."""
_MOST_SOUND = 64 * 1024 * 1024
"""The most bytes of an answer: more than ten minutes of mono in 16 bits at 48 kHz."""
_FEWEST_BYTES = 60
"""The fewest bytes for which a refusal as too long is believed: 20 Chinese characters."""


class OpenAIEngine:
    """Speaks through the service of show.yaml. Honours `Voice.speed` and `Voice.rate`.

    The service gives no times, so word times are estimates (see `estimate`).
    """

    name = "openai"

    def __init__(
        self,
        *,
        service: OpenAI | None = None,
        parallel: int = DEFAULTS.parallel,
        per_second: float = DEFAULTS.per_second,
        deadline: float = DEFAULTS.deadline,
        proxy: str | None = DEFAULTS.proxy,
    ) -> None:
        """Create an engine for one episode; the limits are those of `pacing.Pacing`.

        Raises EngineUnavailable when show.yaml names no `service`.
        """
        if service is None:
            raise EngineUnavailable(NOT_CONFIGURED)
        # the same text and voice sound different from another address or model
        identity = json.dumps([service.url, service.model]).encode()
        self.version = f"1/{hashlib.sha256(identity).hexdigest()[:16]}"
        self.parallel = 2 * parallel  # while some decode or wait, others use the connections
        self._service = service
        self._endpoint = Endpoint(
            service.url, "/audio/speech", service.key, proxy, most_bytes=_MOST_SOUND
        )
        self._pacing = Pacing(
            self.name, parallel=parallel, per_second=per_second, deadline=deadline
        )
        # lowered when the service refuses the format or the length
        self._format = "wav"
        self._most_bytes = MOST_BYTES

    def voices(self) -> tuple[str, ...]:
        """Return the default voice; a service may have others."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the sound of a text. Raises errors as `Engine.speak` does."""
        check_request(self, spoken, voice)
        sent = sent_text(spoken)
        sounds: list[NDArray[np.int16]] = []
        characters: list[HeardCharacters] = []
        clock = 0.0
        with self._pacing.speaking():
            for piece, samples in self._pieces(sent, (0, len(sent.text)), spoken, voice):
                for each in estimate.heard(sent, piece, spoken.tokens, samples, SAMPLE_RATE):
                    times = (each.starts_at + clock, each.ends_at + clock)
                    characters.append(HeardCharacters(each.place, each.length, *times))
                sounds.append(samples)
                clock += len(samples) / SAMPLE_RATE
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words(spoken, characters, clock)))

    def stop(self, why: str) -> None:
        """End the requests of other lines at once."""
        self._pacing.stop(why)

    def _pieces(
        self, sent: SentText, whole: tuple[int, int], spoken: Spoken, voice: Voice
    ) -> Iterator[tuple[tuple[int, int], NDArray[np.int16]]]:
        """Yield the pieces of a stretch of the text with their sound.

        A piece that the service refuses as too long is divided.
        """
        part = SentText(sent.text[slice(*whole)], sent.places[slice(*whole)])
        for first, last in cuts(part, self._most_bytes):
            piece = (whole[0] + first, whole[0] + last)
            samples = self._ask(sent, piece, spoken, voice)
            if samples is None:
                yield from self._pieces(sent, piece, spoken, voice)
            else:
                yield piece, samples

    def _ask(
        self, sent: SentText, piece: tuple[int, int], spoken: Spoken, voice: Voice
    ) -> NDArray[np.int16] | None:
        """Return the sound of a piece, or None when the service refuses the piece as too long.

        The kind of a fault decides about retries.
        """
        text = sent.text[slice(*piece)]
        share = len(text) / len(sent.text)
        least = count(spoken) * share * reply.SHORTEST_SYLLABLE / pace(voice)
        try:
            return faults.persist(
                lambda: reply.proved(self._answer(text, voice), least), self._pacing
            )
        except ServiceFault as fault:
            size = len(text.encode())
            if fault.kind is refusals.TOO_LONG and size > _FEWEST_BYTES:
                self._most_bytes = min(self._most_bytes, size // 2)
                return None
            raise self._final(fault, voice) from fault

    def _final(self, fault: ServiceFault, voice: Voice) -> SpeechError:
        """Return the error for a text that failed for good."""
        error = fault.unavailable(self.name)
        if fault.kind in {refusals.NO_KEY, refusals.BAD_KEY}:
            return EngineUnavailable(f"{error} {self._service.key}", error.reason)
        if fault.kind is refusals.UNKNOWN:
            return EngineUnavailable(
                f"openai: the service refuses model `{self._service.model}` or voice "
                f"`{voice.name}` ({fault}), or its address is another; mend `speech:` in "
                f"show.yaml or the voice in voices.yaml (many services know `{self.voices()[0]}`)",
                error.reason,
            )
        return error

    def _answer(self, text: str, voice: Voice) -> ServiceAnswer:
        """Make one request, and another when the service refuses WAV. Raises ServiceFault."""
        form = self._format
        answer = self._post(text, voice, form)
        if form == "wav" and reply.refuses_format(answer):
            self._format = "mp3"
            answer = self._post(text, voice, "mp3")
        fault = refusals.refusal(answer, key_in(self._service.key))
        if fault is not None:
            raise fault
        return answer

    def _post(self, text: str, voice: Voice, form: str) -> ServiceAnswer:
        body = {
            "model": self._service.model,
            "voice": voice.name,
            "input": text,
            "response_format": form,
            "speed": round(min(max(pace(voice), _SLOWEST), _FASTEST), 3),
        }
        with self._pacing.connection():
            return self._pacing.run(post(self._endpoint, body))
