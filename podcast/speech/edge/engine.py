"""Engine `edge`: the online voices of Microsoft Edge, by edge-tts. The one file that imports it.

What edge-tts leaves to its callers (seen with 7.3.1): a connection that closes early ends the
stream as if all were said; after the handshake no timeout holds; Chinese without spaces is not
cut at the service's limit; refusals arrive as aiohttp's errors. So each request is one piece of
text that fits, each wait has a limit, and a reply counts only when it is whole. edge-tts makes
the SSML and escapes the text in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import edge_tts
import numpy as np
from edge_tts import communicate, exceptions

from podcast.errors import SpeechError
from podcast.lib import deadline
from podcast.model import Clip, Spoken, Voice
from podcast.show.voices import known_voices
from podcast.speech.edge.boundaries import (
    Boundary,
    HeardCharacters,
    SentText,
    cuts,
    locate,
    sent_text,
    words,
)
from podcast.speech.edge.reply import SAMPLE_RATE, Reply, proved
from podcast.speech.engine import check_request
from podcast.speech.online import faults
from podcast.speech.online.faults import ServiceFault
from podcast.speech.online.pacing import DEFAULTS, Pacing
from podcast.speech.online.proxy import proxy_for

if TYPE_CHECKING:
    from edge_tts.typing import TTSChunk
    from numpy.typing import NDArray

TICKS_PER_SECOND = 10_000_000
CONNECT_SECONDS = 5
STALL_SECONDS = 15.0
"""The longest wait for the next message, the connection included before the first."""

_MOST_SOUND = 4_000_000
"""Bytes: eleven minutes of the MP3 that edge-tts asks for, of a text that takes five."""
_MOST_WORDS = 20_000
"""Boundaries of an answer, and characters in them; the text has a thousand or three."""

_Answer = tuple[bytes, tuple[Boundary, ...]]
"""MP3 and word boundaries as they came."""


class EdgeEngine:
    """Speaks through the service, one connection a request. Honours `Voice.rate`.

    The delay of the service's MP3 encoder, which is not known, is left in: words may be heard some
    hundredths of a second after their times.
    """

    name = "edge"
    version = "1"  # of the requests; the service's voices change without notice

    def __init__(
        self,
        *,
        parallel: int = DEFAULTS.parallel,
        per_second: float = DEFAULTS.per_second,
        deadline: float = DEFAULTS.deadline,
        proxy: str | None = DEFAULTS.proxy,
    ) -> None:
        """Make an engine for one episode; the limits are those of `pacing.Pacing`.

        `proxy` is an address; without one that of the environment is used. While some calls
        decode or wait for another try, others use the connections: so there are more of them.
        """
        self.parallel = 2 * parallel
        self._pacing = Pacing(
            self.name, parallel=parallel, per_second=per_second, deadline=deadline
        )
        self._proxy = proxy

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
        heard: list[HeardCharacters] = []
        clock = 0.0
        with self._pacing.speaking():
            for piece in cuts(sent):
                reply = self._ask(sent.text[slice(*piece)], voice)
                heard += _heard(sent, piece, reply, clock)
                sounds.append(reply.samples)
                clock += reply.seconds
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words(spoken, heard, clock)))

    def stop(self, why: str) -> None:
        """End the requests of other lines at once."""
        self._pacing.stop(why)

    def _ask(self, text: str, voice: Voice) -> Reply:
        """Get a whole reply, with retries by kind of fault."""
        try:
            return faults.persist(lambda: proved(text, *self._answer(text, voice)), self._pacing)
        except ServiceFault as fault:
            if fault.kind is faults.NO_AUDIO and voice.name not in self.voices():
                raise SpeechError(
                    f"edge: no sound for voice `{voice.name}`; it may not exist: use one of "
                    f"{', '.join(self.voices())}"
                ) from fault
            raise fault.unavailable(self.name) from fault

    def _answer(self, text: str, voice: Voice) -> _Answer:
        with self._pacing.connection():
            return self._pacing.run(_request(text, voice, self._proxy))


def _heard(
    sent: SentText, piece: tuple[int, int], reply: Reply, clock: float
) -> Iterator[HeardCharacters]:
    moved = [Boundary(b.text, b.starts_at + clock, b.ends_at + clock) for b in reply.boundaries]
    return locate(sent, piece, moved)


async def _request(text: str, voice: Voice, proxy: str | None) -> _Answer:
    """Make one request. Raises Fault."""
    # the address is edge-tts's own, at this moment; aiohttp would read WSS_PROXY alone
    by = proxy_for(communicate.WSS_URL, proxy)  # type: ignore[attr-defined]
    try:
        request = edge_tts.Communicate(
            text,
            voice.name,
            rate=voice.rate,
            boundary="WordBoundary",
            proxy=by,
            connect_timeout=CONNECT_SECONDS,
            receive_timeout=int(STALL_SECONDS),
        )
    except ValueError as error:
        raise SpeechError(f"edge: {error} Mend the voice in voices.yaml.") from error
    audio = bytearray()
    boundaries: list[Boundary] = []
    named = 0
    with _translated():
        async for chunk in _chunks(request):
            if chunk["type"] == "audio":
                audio += chunk["data"]
            else:
                boundaries.append(_boundary(chunk))
                named += len(chunk["text"])
            if len(audio) > _MOST_SOUND or max(len(boundaries), named) > _MOST_WORDS:
                raise ServiceFault(faults.GARBLED, "it does not end")
    # edge-tts counts the bytes at `turn.end` only: the one trace of a connection that closed early
    if request.state["cumulative_audio_bytes"] != len(audio):
        raise ServiceFault(faults.TRUNCATED, "the connection closed early")
    return bytes(audio), tuple(boundaries)


async def _chunks(request: edge_tts.Communicate) -> AsyncIterator[TTSChunk]:
    """Yield the messages; edge-tts's own limit ends with the handshake, so each wait gets one.

    Nobody waits here for the stream to close: a WebSocket reads on until the other side says
    farewell, for ever where that goes on talking. The end of the request closes it.
    """
    stream = request.stream()
    while True:
        try:
            chunk = await deadline.within(anext(stream), STALL_SECONDS)
        except StopAsyncIteration:
            return
        yield chunk


def _boundary(chunk: TTSChunk) -> Boundary:
    """Return a boundary in seconds. Raises Fault, or what `_UNPARSED` names, for nonsense."""
    starts_at = chunk["offset"] / TICKS_PER_SECOND
    ends_at = starts_at + chunk["duration"] / TICKS_PER_SECOND
    if not (isinstance(chunk["text"], str) and 0 <= starts_at <= ends_at < math.inf):
        raise ServiceFault(faults.GARBLED, "a word without a time")
    return Boundary(chunk["text"], starts_at, ends_at)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what edge-tts and aiohttp raise into a Fault of the right kind; the order matters."""
    try:
        yield
    except aiohttp.WSServerHandshakeError as error:
        wait = faults.asked_wait(error.headers.get("Retry-After") if error.headers else None)
        raise ServiceFault(_refusal(error.status), f"HTTP {error.status}", wait) from error
    # these errors may hold parts of the proxy's password; nothing else that is sent is no Latin-1
    except (aiohttp.ClientHttpProxyError, aiohttp.InvalidURL, UnicodeEncodeError) as error:
        raise _proxy_fault(error) from None
    except exceptions.SkewAdjustmentError as error:
        raise ServiceFault(faults.FORBIDDEN, "HTTP 403") from error
    except aiohttp.ClientSSLError as error:
        raise ServiceFault(faults.INSECURE, _words(error)) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise ServiceFault(faults.UNREACHABLE, _words(error)) from error
    except TimeoutError as error:
        raise ServiceFault(faults.STALLED, f"nothing for {STALL_SECONDS:g} s") from error
    except exceptions.NoAudioReceived as error:
        raise ServiceFault(faults.NO_AUDIO, "no audio") from error
    except (aiohttp.ClientError, exceptions.WebSocketError, OSError) as error:
        raise ServiceFault(faults.RESET, str(error) or type(error).__name__) from error
    except (exceptions.EdgeTTSException, *_UNPARSED) as error:
        raise ServiceFault(faults.GARBLED, f"{type(error).__name__}: {error}") from error


_UNPARSED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What nonsense ends in: edge-tts parses messages without checks."""


def _words(error: aiohttp.ClientError | TimeoutError) -> str:
    """Return an error's words without the address of an object: the manifest repeats them."""
    return re.sub(r"\s+ssl:(<[^>]*>|\w+)", "", str(error))


def _proxy_fault(error: Exception) -> ServiceFault:
    if not isinstance(error, aiohttp.ClientHttpProxyError):
        return ServiceFault(faults.BAD_PROXY, "its address cannot be used")
    passing = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = faults.UNREACHABLE if passing else faults.BAD_PROXY
    return ServiceFault(kind, f"the proxy answers HTTP {error.status}")


def _refusal(status: int) -> faults.FaultKind:
    """Return the kind of an HTTP status other than 101."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return faults.BUSY
    return faults.FORBIDDEN
