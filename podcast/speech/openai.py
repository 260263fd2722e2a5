"""Engine `openai`: any service that has OpenAI's `POST /audio/speech`, by httpx.

The key comes from the environment for each request, goes into one header and nowhere else: no
redirect is followed, no word of the service that repeats a part of the key is told, and httpx's
transport, which would log response headers, is kept quiet.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import httpx
import numpy as np

from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Clip, Spoken, Voice
from podcast.speech import estimate, faults, openai_reply
from podcast.speech.boundaries import MOST_BYTES, Heard, SentText, cuts, sent_text, words
from podcast.speech.engine import check_request
from podcast.speech.faults import Fault, FaultKind
from podcast.speech.openai_reply import SAMPLE_RATE, Answer
from podcast.speech.pacing import Pacing
from podcast.speech.proof import pace
from podcast.speech.proxy import proxy_for
from podcast.speech.syllables import count
from podcast.speech.voices import known_voices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podcast.config import OpenAI

NOT_CONFIGURED = (
    "openai: not configured; write into show.yaml, below `speech:`, "
    "`openai: {url: https://example.com/v1, model: tts-1, key: OPENAI_API_KEY}` "
    "(`key` is the name of the environment variable that holds the key)"
)
CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 60.0
"""The longest wait for the next bytes: many services send nothing before all is spoken."""

_SLOWEST, _FASTEST = 0.25, 4.0
"""What OpenAI takes as `speed`."""
_FEWEST_BYTES = 60
"""A text of 20 Chinese characters that is called too long is not the fault of its length."""
_MOST_SOUND = 64 * 1024 * 1024
"""Bytes of an answer; ten minutes of 16 bits at 48 kHz."""
_UNPACKED = {"Accept-Encoding": "identity"}
"""Packed sound would be no smaller, and what is unpacked could be a thousand times as much."""

# at DEBUG the transport logs the headers of answers, in which a service might repeat the key
for _name in ("httpcore", "httpx"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class OpenAIEngine:
    """Speaks through the service of show.yaml. Honours `Voice.speed` and `Voice.rate`.

    The service gives no times: those of the words are estimates (see `estimate`).
    """

    name = "openai"

    def __init__(
        self,
        *,
        service: OpenAI | None = None,
        parallel: int = 3,
        per_second: float = 4.0,
        deadline: float = 300.0,
        proxy: str = "",
    ) -> None:
        """Make an engine for one episode; the limits are those of `pacing.Pacing`.

        Raises EngineUnavailable when show.yaml names no `service`.
        """
        if service is None:
            raise EngineUnavailable(NOT_CONFIGURED)
        # the same text and voice sound different from another address or model
        made_of = json.dumps([service.url, service.model]).encode()
        self.version = f"1/{hashlib.sha256(made_of).hexdigest()[:16]}"
        self.parallel = 2 * parallel  # while some decode or wait, others use the connections
        self._service = service
        self._proxy = proxy
        self._pacing = Pacing(
            self.name, parallel=parallel, per_second=per_second, deadline=deadline
        )
        # what the service was found to take
        self._format = "wav"
        self._most_bytes = MOST_BYTES

    def voices(self) -> tuple[str, ...]:
        """Return the voice of a host that names none; which others there are, the service knows."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the text as sound. Raises as the protocol says."""
        check_request(self, spoken, voice)
        sent = sent_text(spoken)
        sounds: list[NDArray[np.int16]] = []
        heard: list[Heard] = []
        clock = 0.0
        with self._pacing.speaking():
            for piece, samples in self._pieces(sent, (0, len(sent.text)), spoken, voice):
                for each in estimate.heard(sent, piece, spoken.tokens, samples, SAMPLE_RATE):
                    times = (each.starts_at + clock, each.ends_at + clock)
                    heard.append(Heard(each.place, each.length, *times))
                sounds.append(samples)
                clock += len(samples) / SAMPLE_RATE
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words(spoken, heard, clock)))

    def stop(self, why: str) -> None:
        """End the requests of other lines at once."""
        self._pacing.stop(why)

    def _pieces(
        self, sent: SentText, whole: tuple[int, int], spoken: Spoken, voice: Voice
    ) -> Iterator[tuple[tuple[int, int], NDArray[np.int16]]]:
        """Yield the pieces of a stretch of the text with their sound; smaller ones if need be."""
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
        """Get the sound of a piece, with retries by kind of fault; None: it is too long."""
        text = sent.text[slice(*piece)]
        share = len(text) / len(sent.text)
        least = count(spoken) * share * openai_reply.SHORTEST_SYLLABLE / pace(voice)
        try:
            return faults.persist(
                lambda: openai_reply.proved(self._answer(text, voice), least), self._pacing
            )
        except Fault as fault:
            size = len(text.encode())
            if fault.kind is openai_reply.TOO_LONG and size > _FEWEST_BYTES:
                self._most_bytes = min(self._most_bytes, size // 2)
                return None
            raise self._final(fault, voice) from fault

    def _final(self, fault: Fault, voice: Voice) -> SpeechError:
        """Return the error for a text that failed for good."""
        if fault.kind in {openai_reply.NO_KEY, openai_reply.BAD_KEY}:
            return EngineUnavailable(f"{fault.unavailable(self.name)} {self._service.key}")
        if fault.kind is openai_reply.UNKNOWN:
            return EngineUnavailable(
                f"openai: the service refuses model `{self._service.model}` or voice "
                f"`{voice.name}` ({fault}), or its address is another; mend `speech:` in "
                f"show.yaml or the voice in voices.yaml (many services know `{self.voices()[0]}`)"
            )
        return fault.unavailable(self.name)

    def _answer(self, text: str, voice: Voice) -> Answer:
        """Make one request, and one more when the service does not make WAV. Raises Fault."""
        form = self._format
        answer = self._post(text, voice, form)
        if form == "wav" and openai_reply.refuses_format(answer):
            self._format = "mp3"
            answer = self._post(text, voice, "mp3")
        fault = openai_reply.refusal(answer, _key(self._service))
        if fault is not None:
            raise fault
        return answer

    def _post(self, text: str, voice: Voice, form: str) -> Answer:
        body = {
            "model": self._service.model,
            "voice": voice.name,
            "input": text,
            "response_format": form,
            "speed": round(min(max(pace(voice), _SLOWEST), _FASTEST), 3),
        }
        with self._pacing.connection():
            return self._pacing.run(_request(self._service, body, self._proxy))


async def _request(service: OpenAI, body: dict[str, object], proxy: str) -> Answer:
    """Make one request and read its answer. Raises Fault for what is no answer."""
    url = f"{service.url}/audio/speech"
    by = proxy_for(url, proxy)
    # without TLS nobody need be trusted
    is_secure = url.startswith("https:")
    trusted = certificates() if is_secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    key = _key(service)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with _translated():
        async with (
            httpx.AsyncClient(
                verify=trusted,
                proxy=by,
                timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
                trust_env=False,  # proxy_for has read it
            ) as client,
            client.stream("POST", url, json=body, headers={**_UNPACKED, **headers}) as response,
        ):
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > _MOST_SOUND:
                    raise Fault(openai_reply.GARBLED, f"more than {_MOST_SOUND >> 20} MB")
            return Answer(response.status_code, dict(response.headers), bytes(content))


@cache
def certificates() -> ssl.SSLContext:
    """Return the trusted certificates, read once: it takes longer than a request. Raises Fault."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise Fault(openai_reply.NO_CERTIFICATES, error.strerror or "no reason given") from error


def _key(service: OpenAI) -> str:
    """Return the key, empty without one: a service of one's own may need none.

    Raises Fault for what cannot stand in a header, without showing it.
    """
    key = os.environ.get(service.key, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise Fault(openai_reply.BAD_KEY, "it holds other things than ASCII letters and digits")
    return key


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what httpx raises into a Fault of the right kind; the order matters.

    The errors' own words are left out where they may hold what a service or a proxy sent.
    """
    kind: FaultKind
    try:
        yield
    except httpx.ProxyError:
        raise Fault(faults.BAD_PROXY, "it refuses") from None
    except httpx.ConnectError as error:
        kind = faults.INSECURE if "ssl" in str(error).lower() else faults.UNREACHABLE
        raise Fault(kind, str(error)) from error
    except httpx.ConnectTimeout as error:
        raise Fault(faults.UNREACHABLE, f"no connection in {CONNECT_SECONDS:g} s") from error
    except httpx.TimeoutException as error:
        raise Fault(faults.STALLED, f"nothing for {SILENCE_SECONDS:g} s") from error
    except httpx.RemoteProtocolError as error:
        kind = faults.TRUNCATED if "message body" in str(error) else faults.RESET
        raise Fault(kind, "the connection closed early") from None
    except httpx.TransportError as error:
        raise Fault(faults.RESET, type(error).__name__) from None
    except (httpx.InvalidURL, ValueError):
        raise Fault(faults.BAD_PROXY, "its address cannot be used") from None
