"""Engine `edge`: the online voices of Microsoft Edge, by edge-tts. The one file that imports it.

What edge-tts leaves to its callers (seen with 7.3.1): a connection that closes early ends the
stream as if all were said; after the handshake no timeout holds; Chinese without spaces is not
cut at the service's limit; refusals arrive as aiohttp's errors. So each request is one piece of
text that fits, each wait has a limit, and a reply counts only when it is whole.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import edge_tts
import numpy as np
import stamina
from edge_tts import exceptions

from podcast.errors import AudioError, EngineUnavailable, SpeechError
from podcast.ffmpeg import decode
from podcast.model import Clip, Spoken, Voice
from podcast.speech import faults
from podcast.speech.boundaries import (
    Boundary,
    Heard,
    SentText,
    cuts,
    letters,
    locate,
    sent_text,
    words,
)
from podcast.speech.engine import check_request
from podcast.speech.faults import Fault
from podcast.speech.voices import known_voices

if TYPE_CHECKING:
    from edge_tts.typing import TTSChunk
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
TICKS_PER_SECOND = 10_000_000
CONNECT_SECONDS = 5
STALL_SECONDS = 15.0
"""The longest wait for the next message, the connection included before the first."""
RETRY_SECONDS = 60.0
"""No try begins later than this after the first."""

_LEAST_COVERAGE = 0.9
"""Share of the text that the boundaries must name: the service is known to leave out whole
sentences without a sign (edge-tts issue 190). Less than all, as it may name a word differently."""
_LATEST_BOUNDARY = 0.1
"""Seconds that the last boundary may lie behind the end of the sound."""

# stamina reports every retry by logging; without a handler Python would print that on stderr
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class _Reply:
    """A whole answer to one request: int16 samples (n,) and the words in them."""

    samples: NDArray[np.int16]
    boundaries: tuple[Boundary, ...]


class EdgeEngine:
    """Speaks through the service, one connection a request. Honours `Voice.rate`.

    The delay of the service's MP3 encoder, which is not known, is left in: words may be heard some
    hundredths of a second after their times.
    """

    name = "edge"
    version = "1"  # of the requests; the service's voices change without notice

    def __init__(self, *, parallel: int = 3) -> None:
        """`parallel` connections at once; the service refuses clients that open many."""
        self.parallel = parallel

    def voices(self) -> tuple[str, ...]:
        """Return the Mandarin voices; the service knows more."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the text as sound. Raises as the protocol says.

        A voice that is not one of `voices()` and gets no sound is taken to be unknown to the
        service (SpeechError): the service itself gives no reason.
        """
        check_request(self, spoken, voice)
        sent = sent_text(spoken)
        sounds: list[NDArray[np.int16]] = []
        heard: list[Heard] = []
        clock = 0.0
        for piece in cuts(sent):
            reply = _ask(sent.text[slice(*piece)], voice)
            heard += _heard(sent, piece, reply, clock)
            sounds.append(reply.samples)
            clock += len(reply.samples) / SAMPLE_RATE
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words(spoken, heard, clock)))


def _heard(sent: SentText, piece: tuple[int, int], reply: _Reply, clock: float) -> Iterator[Heard]:
    moved = [Boundary(b.text, b.starts_at + clock, b.ends_at + clock) for b in reply.boundaries]
    return locate(sent, piece, moved)


def _ask(text: str, voice: Voice) -> _Reply:
    """Get a whole reply, with retries by kind of fault."""
    retries = faults.Retries()
    try:
        for attempt in stamina.retry_context(on=retries, attempts=None, timeout=RETRY_SECONDS):
            with attempt:
                return _proved(text, *asyncio.run(_request(text, voice)))
    except Fault as fault:
        if fault.kind is faults.NO_AUDIO and voice.name not in known_voices("edge"):
            raise SpeechError(
                f"edge: no sound for voice `{voice.name}`; it may not exist: use one of "
                f"{', '.join(known_voices('edge'))}"
            ) from fault
        raise EngineUnavailable(
            f"edge: {fault.kind.what} ({fault}) after {_tries(retries)}; {fault.kind.remedy}"
        ) from fault
    raise AssertionError  # retry_context ends by a return or an exception


def _tries(retries: faults.Retries) -> str:
    return "1 try" if retries.total == 1 else f"{retries.total} tries"


async def _request(text: str, voice: Voice) -> tuple[bytes, tuple[Boundary, ...]]:
    """Make one request and return MP3 bytes and boundaries. Raises Fault."""
    try:
        communicate = edge_tts.Communicate(
            text,
            voice.name,
            rate=voice.rate,
            boundary="WordBoundary",
            connect_timeout=CONNECT_SECONDS,
            receive_timeout=int(STALL_SECONDS),
        )
    except ValueError as error:
        raise SpeechError(f"edge: {error} Mend the voice in voices.yaml.") from error
    audio = bytearray()
    boundaries: list[Boundary] = []
    with _translated():
        async for chunk in _chunks(communicate):
            if chunk["type"] == "audio":
                audio += chunk["data"]
            else:
                boundaries.append(_boundary(chunk))
    # edge-tts counts the bytes at `turn.end` only: the one trace of a connection that closed early
    if communicate.state["cumulative_audio_bytes"] != len(audio):
        raise Fault(faults.TRUNCATED, "the connection closed early")
    return bytes(audio), tuple(boundaries)


async def _chunks(communicate: edge_tts.Communicate) -> AsyncIterator[TTSChunk]:
    """Yield the messages; edge-tts's own limit ends with the handshake, so each wait gets one."""
    async with aclosing(communicate.stream()) as stream:
        while True:
            try:
                async with asyncio.timeout(STALL_SECONDS):
                    chunk = await anext(stream)
            except StopAsyncIteration:
                return
            yield chunk


def _boundary(chunk: TTSChunk) -> Boundary:
    starts_at = chunk["offset"] / TICKS_PER_SECOND
    return Boundary(chunk["text"], starts_at, starts_at + chunk["duration"] / TICKS_PER_SECOND)


def _proved(text: str, audio: bytes, boundaries: Sequence[Boundary]) -> _Reply:
    """Decode a reply and compare it with what it should say. Raises Fault."""
    named = sum(len(letters(boundary.text)) for boundary in boundaries)
    coverage = named / len(letters(text))
    if coverage < _LEAST_COVERAGE:
        raise Fault(faults.TRUNCATED, f"word boundaries name {coverage:.0%} of the text")
    try:
        samples = decode(audio, SAMPLE_RATE)
    except AudioError as error:
        raise Fault(faults.GARBLED, str(error)) from error
    seconds = len(samples) / SAMPLE_RATE
    if seconds + _LATEST_BOUNDARY < boundaries[-1].ends_at:
        raise Fault(
            faults.TRUNCATED,
            f"{seconds:.1f} s of sound for {boundaries[-1].ends_at:.1f} s of words",
        )
    return _Reply(samples, tuple(boundaries))


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what edge-tts and aiohttp raise into a Fault of the right kind; the order matters."""
    try:
        yield
    except aiohttp.WSServerHandshakeError as error:
        raise Fault(_refusal(error.status), f"HTTP {error.status}") from error
    except (aiohttp.ClientHttpProxyError, aiohttp.InvalidURL) as error:
        # without the error's own words: they may hold the proxy's password
        raise Fault(faults.UNREACHABLE, "the proxy does not let it pass") from error
    except exceptions.SkewAdjustmentError as error:
        raise Fault(faults.FORBIDDEN, "HTTP 403") from error
    except aiohttp.ClientSSLError as error:
        raise Fault(faults.INSECURE, _words(error)) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Fault(faults.UNREACHABLE, _words(error)) from error
    except TimeoutError as error:
        raise Fault(faults.STALLED, f"nothing for {STALL_SECONDS:g} s") from error
    except exceptions.NoAudioReceived as error:
        raise Fault(faults.NO_AUDIO, "no audio") from error
    except (aiohttp.ClientError, exceptions.WebSocketError, OSError) as error:
        raise Fault(faults.RESET, str(error) or type(error).__name__) from error
    except (exceptions.EdgeTTSException, ValueError, KeyError) as error:
        # edge-tts parses messages without checks, so nonsense ends in a ValueError or KeyError
        raise Fault(faults.GARBLED, f"{type(error).__name__}: {error}") from error


def _words(error: aiohttp.ClientError | TimeoutError) -> str:
    """Return an error's words without the address of an object: the manifest repeats them."""
    return re.sub(r"\s+ssl:(<[^>]*>|\w+)", "", str(error))


def _refusal(status: int) -> faults.FaultKind:
    """Return the kind of an HTTP status other than 101."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return faults.BUSY
    return faults.FORBIDDEN
