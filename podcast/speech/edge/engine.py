"""Engine `edge`: the online voices of Microsoft Edge. Only this module imports edge-tts.

edge-tts (7.3.1) leaves some work to its callers: a connection that closes early ends the stream
like a complete answer; after the handshake there is no timeout; Chinese without spaces is not cut
at the service's limit; refusals arrive as aiohttp's errors. So each request is one piece of text
that fits, each wait has a limit, and a reply counts only when it is whole. edge-tts makes the SSML
and escapes the text.
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
from podcast.online import faults
from podcast.online.faults import ServiceFault
from podcast.online.pacing import DEFAULTS, Pacing
from podcast.online.proxy import proxy_for
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

if TYPE_CHECKING:
    from edge_tts.typing import TTSChunk
    from numpy.typing import NDArray

TICKS_PER_SECOND = 10_000_000
CONNECT_SECONDS = 5
STALL_SECONDS = 15.0
"""The longest wait for the next message, in seconds; the first wait includes the connection."""

_MOST_SOUND = 4_000_000
"""The most bytes of an answer: eleven minutes of MP3, while the longest request takes five."""
_MOST_WORDS = 20_000
"""The most boundaries of an answer, and the most characters in them; a request has up to 3000."""

_Answer = tuple[bytes, tuple[Boundary, ...]]
"""The MP3 and the word boundaries of an answer, both not yet checked."""


class EdgeEngine:
    """Speaks through the service, with a connection for each request. Honours `Voice.rate`.

    The delay of the service's MP3 encoder is unknown and not removed, so words may be heard some
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
        """Create an engine for one episode; the limits are those of `pacing.Pacing`.

        `proxy` is an address; None means the proxy of the environment. There are more calls at once
        than connections, as some calls decode or wait for another try.
        """
        self.parallel = 2 * parallel
        self._pacing = Pacing(
            self.name, parallel=parallel, per_second=per_second, deadline=deadline
        )
        self._proxy = proxy

    def voices(self) -> tuple[str, ...]:
        """Return the Mandarin voices; the service has others, too."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the sound of a text. Raises errors as `Engine.speak` does.

        When the service sends no sound for a voice that is not in `voices()`, it is assumed not to
        know the voice (SpeechError), as it gives no reason itself.
        """
        check_request(self, spoken, voice)
        sent = sent_text(spoken)
        sounds: list[NDArray[np.int16]] = []
        characters: list[HeardCharacters] = []
        clock = 0.0
        with self._pacing.speaking():
            for piece in cuts(sent):
                reply = self._ask(sent.text[slice(*piece)], voice)
                characters += _characters(sent, piece, reply, clock)
                sounds.append(reply.samples)
                clock += reply.seconds
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words(spoken, characters, clock)))

    def stop(self, why: str) -> None:
        """End the requests of other lines at once."""
        self._pacing.stop(why)

    def _ask(self, text: str, voice: Voice) -> Reply:
        """Return a whole reply; the kind of a fault decides how many times it is tried again."""
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


def _characters(
    sent: SentText, piece: tuple[int, int], reply: Reply, clock: float
) -> Iterator[HeardCharacters]:
    moved = [Boundary(b.text, b.starts_at + clock, b.ends_at + clock) for b in reply.boundaries]
    return locate(sent, piece, moved)


async def _request(text: str, voice: Voice, proxy: str | None) -> _Answer:
    """Make one request. Raises ServiceFault when it fails, SpeechError for a malformed voice."""
    # the address is the one that edge-tts uses now; aiohttp alone would only read WSS_PROXY
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
    letter_count = 0
    with _translated():
        async for chunk in _chunks(request):
            if chunk["type"] == "audio":
                audio += chunk["data"]
            else:
                boundaries.append(_boundary(chunk))
                letter_count += len(chunk["text"])
            if len(audio) > _MOST_SOUND or max(len(boundaries), letter_count) > _MOST_WORDS:
                raise ServiceFault(faults.GARBLED, "it does not end")
    # edge-tts counts the bytes only at `turn.end`: nothing else shows that a connection broke
    if request.state["cumulative_audio_bytes"] != len(audio):
        raise ServiceFault(faults.TRUNCATED, "the connection closed early")
    return bytes(audio), tuple(boundaries)


async def _chunks(request: edge_tts.Communicate) -> AsyncIterator[TTSChunk]:
    """Yield the messages, with a limit for each wait; edge-tts has a limit only for the handshake.

    The stream is not closed here: a WebSocket that closes reads on until the other side closes,
    too, and for ever if the other side goes on sending. The end of the request cuts the connection.
    """
    stream = request.stream()
    while True:
        try:
            chunk = await deadline.within(anext(stream), STALL_SECONDS)
        except StopAsyncIteration:
            return
        yield chunk


def _boundary(chunk: TTSChunk) -> Boundary:
    """Return a boundary in seconds. Raises ServiceFault or an error of `_UNPARSED` for nonsense."""
    starts_at = chunk["offset"] / TICKS_PER_SECOND
    ends_at = starts_at + chunk["duration"] / TICKS_PER_SECOND
    if not (isinstance(chunk["text"], str) and 0 <= starts_at <= ends_at < math.inf):
        raise ServiceFault(faults.GARBLED, "a word without a time")
    return Boundary(chunk["text"], starts_at, ends_at)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn errors of edge-tts and aiohttp into a ServiceFault of their kind; the order matters."""
    try:
        yield
    except aiohttp.WSServerHandshakeError as error:
        wait = faults.asked_wait(error.headers.get("Retry-After") if error.headers else None)
        raise ServiceFault(_refusal(error.status), f"HTTP {error.status}", wait) from error
    # these errors may quote the proxy's password; a UnicodeEncodeError is always about it, as all
    # other text that is sent is Latin-1
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
"""The errors that edge-tts raises for a malformed message, as it parses without checks."""


def _words(error: aiohttp.ClientError | TimeoutError) -> str:
    """Return an error's message without memory addresses, as the manifest quotes messages."""
    return re.sub(r"\s+ssl:(<[^>]*>|\w+)", "", str(error))


def _proxy_fault(error: Exception) -> ServiceFault:
    if not isinstance(error, aiohttp.ClientHttpProxyError):
        return ServiceFault(faults.BAD_PROXY, "its address cannot be used")
    passing = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = faults.UNREACHABLE if passing else faults.BAD_PROXY
    return ServiceFault(kind, f"the proxy answers HTTP {error.status}")


def _refusal(status: int) -> faults.FaultKind:
    """Return the kind of fault of an HTTP status other than 101."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return faults.BUSY
    return faults.FORBIDDEN
