"""An answer of an OpenAI-like service: the meaning of a refusal, and whether a sound is whole.

Services agree on the request and on little else. Their errors come as `{"error": {"message"}}`,
`{"detail": [...]}` or plain text; a WAV that is streamed has no length in its header; a wrong
address answers with a web page and status 200.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from podcast.errors import AudioError
from podcast.lib.ffmpeg import decode
from podcast.speech.online import estimate, faults
from podcast.speech.online.faults import FaultKind, ServiceFault
from podcast.speech.online.redaction import repeats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
"""The sample rate of the clip in Hz, whatever the service sends; most services send this rate."""
LONGEST_SECONDS = 660.0
"""The longest accepted sound, in seconds: no request needs more, but few bytes may be hours."""
SHORTEST_SYLLABLE = 0.08
"""The shortest syllable in seconds: nobody speaks faster, so a shorter sound is incomplete."""

_ELSE = "or use `--engine kokoro`"
NO_KEY = FaultKind(
    "the service refuses the key", 1, 0.0, "set a key that is good for it in the variable"
)
BAD_KEY = FaultKind("the key cannot be sent", 1, 0.0, "set it again, as it was given: the variable")
NO_CREDIT = FaultKind("the account may not be used", 1, 0.0, f"see to its credit, {_ELSE}")
BAD_ADDRESS = FaultKind(
    "the service's address cannot be used", 1, 0.0, f"mend `url` of `speech.openai`, {_ELSE}"
)
UNKNOWN = FaultKind("the service does not know what is asked for", 1, 0.0, "")
TOO_LONG = FaultKind("the text is too long for the service", 1, 0.0, f"change the line, {_ELSE}")
NO_CERTIFICATES = FaultKind(
    "the certificates of SSL_CERT_FILE cannot be read",
    1,
    0.0,
    f"name a file of certificates there, or none, {_ELSE}",
)
ELSEWHERE = FaultKind(
    "the service is somewhere else", 1, 0.0, "write its address as `url` of `speech.openai`"
)
REFUSED = FaultKind("the service refuses the request", 1, 0.0, f"check `speech.openai`, {_ELSE}")
GARBLED = FaultKind(
    "the answer is no sound", 3, 0.5, f"check `url` of `speech.openai` in show.yaml, {_ELSE}"
)

_BAD_REQUEST = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
_KINDS: dict[int, FaultKind] = {
    HTTPStatus.UNAUTHORIZED: NO_KEY,
    HTTPStatus.PAYMENT_REQUIRED: NO_CREDIT,
    HTTPStatus.FORBIDDEN: NO_KEY,
    HTTPStatus.NOT_FOUND: UNKNOWN,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: faults.BAD_PROXY,
    HTTPStatus.REQUEST_TIMEOUT: faults.BUSY,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TOO_LONG,
    HTTPStatus.TOO_EARLY: faults.BUSY,
    HTTPStatus.TOO_MANY_REQUESTS: faults.BUSY,
}
_MUCH = "at most|exceed|length|maximum|limit|many"
_TEXT = "input|text|characters?|tokens?"
_LENGTH = re.compile(
    rf"too.?(?:long|large)|(?:{_TEXT})\b.{{0,60}}(?:{_MUCH})|(?:{_MUCH})\b.{{0,60}}(?:{_TEXT})",
    re.IGNORECASE,
)
_FORMAT = re.compile(r"format|\bwav\b", re.IGNORECASE)
_NAMES = re.compile(r"voice|model|speaker", re.IGNORECASE)
_MOST_WORDS = 64_000
"""The most bytes of an error's answer that are parsed."""
_MOST_CHUNKS = 100
"""The most chunks of a WAV file that are read; real files have a few."""
_QUOTED = 120
"""The most characters of the service's own text in a message."""
_SLOWEST_RATE, _FASTEST_RATE = 8_000, 192_000
"""The accepted sample rates in Hz. At a lower rate a few bytes would be hours of sound."""
_STREAMED = 0x7FFFFFFF
"""A WAV header with a size of at least this means a stream of unknown length."""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """A whole HTTP answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def refusal(answer: ServiceAnswer, key: str) -> ServiceFault | None:
    """Return the fault that the status of an answer means, or None for a success."""
    if answer.status == HTTPStatus.OK:
        return None
    kind = _kind(answer)
    if kind is faults.BUSY:
        wait = faults.asked_wait(answer.headers.get("retry-after"))
        return ServiceFault(kind, _quoted(answer, key), wait)
    status = f"HTTP {answer.status}"
    if kind is ELSEWHERE:
        return ServiceFault(kind, _safe(f"{status} to {_origin(answer)}", key))
    if kind is NO_KEY:  # services like to repeat the key here
        return ServiceFault(kind, status if key else f"{status}, none is set")
    return ServiceFault(kind, _quoted(answer, key))


def refuses_format(answer: ServiceAnswer) -> bool:
    """Tell whether the service says that it does not make WAV."""
    if answer.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        return True
    return answer.status in _BAD_REQUEST and _FORMAT.search(_words(answer)) is not None


def proved(answer: ServiceAnswer, least: float) -> NDArray[np.int16]:
    """Return a sound of at least `least` seconds, int16 (n,) at SAMPLE_RATE.

    Raises ServiceFault when the answer is no sound, or an incomplete sound.
    """
    content = answer.content
    if not content:
        raise ServiceFault(faults.NO_AUDIO, "the answer is empty")
    if _is_packed(answer):
        raise ServiceFault(GARBLED, "it is compressed, which was not asked for")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    begin = content[:200].lstrip()[:1]
    if kind.startswith("text/") or kind.endswith("json") or begin in {b"<", b"{"}:
        raise ServiceFault(GARBLED, "a web page" if begin == b"<" else "a text")
    missing = _missing(content)
    if missing:
        raise ServiceFault(faults.TRUNCATED, f"{missing} bytes of the sound are missing")
    rate = _rate(content)
    if rate is not None and not _SLOWEST_RATE <= rate <= _FASTEST_RATE:
        raise ServiceFault(GARBLED, f"a sound of {rate} Hz")
    try:
        samples = decode(content, SAMPLE_RATE, limit=LONGEST_SECONDS)
    except AudioError as error:
        raise ServiceFault(GARBLED, "it cannot be decoded") from error
    if len(samples) >= LONGEST_SECONDS * SAMPLE_RATE:
        raise ServiceFault(GARBLED, f"more than {LONGEST_SECONDS:g} s of sound")
    runs = estimate.audible(samples, SAMPLE_RATE)
    if not runs:
        raise ServiceFault(faults.NO_AUDIO, "silence")
    seconds = len(samples) / SAMPLE_RATE
    if seconds < least:
        raise ServiceFault(
            faults.TRUNCATED, f"{seconds:.2f} s of sound, at least {least:.2f} s of words"
        )
    return samples


def _kind(answer: ServiceAnswer) -> FaultKind:
    """Return what kind of refusal a status other than 200 is."""
    status, words = answer.status, _words(answer)
    if "insufficient_quota" in words:  # OpenAI's, as 429; no wait helps
        return NO_CREDIT
    if status in _KINDS:
        return _KINDS[status]
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return ELSEWHERE
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return faults.BUSY
    if status in _BAD_REQUEST and _LENGTH.search(words):
        return TOO_LONG
    return UNKNOWN if status in _BAD_REQUEST and _NAMES.search(words) else REFUSED


def _is_packed(answer: ServiceAnswer) -> bool:
    return answer.headers.get("content-encoding", "identity").strip().lower() != "identity"


def _missing(content: bytes) -> int:
    """Return how many bytes of sound the answer lacks by the header of its WAV."""
    for name, at, size in _chunks(content):
        if name == b"data":
            return 0 if size >= _STREAMED else max(0, at + size - len(content))
    return 0


def _rate(content: bytes) -> int | None:
    """Return the sample rate (Hz) that the header of a WAV names, or None."""
    for name, at, _ in _chunks(content):
        if name == b"fmt " and at + 8 <= len(content):
            return int(struct.unpack_from("<I", content, at + 4)[0])
    return None


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, the offset of the first byte and the size of each chunk of a WAV."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(content):
            return
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, at + 8, size
        at += 8 + size + size % 2


def _origin(answer: ServiceAnswer) -> str:
    try:
        parts = urlsplit(answer.headers.get("location", ""))
        host = parts.hostname
    except ValueError:
        host = None
    return f"{parts.scheme or 'http'}://{host}" if host else "another path"


# --- The service's own text ----------------------------------------------------------------------


def _quoted(answer: ServiceAnswer, key: str) -> str:
    words = " ".join(_words(answer).split())
    quote = "".join(char for char in words if char.isprintable())[:_QUOTED]
    return _safe(f"HTTP {answer.status}: {quote}" if quote else f"HTTP {answer.status}", key)


def _safe(text: str, key: str) -> str:
    """Return the text, or only the status at its start when it repeats a part of the key."""
    if repeats(text, key):
        return " ".join(text.split(maxsplit=2)[:2]).rstrip(":")
    return text


def _words(answer: ServiceAnswer) -> str:
    """Return the message of an error answer, without the request that some services repeat."""
    if _is_packed(answer):
        return ""
    try:
        return " ".join(_strings(json.loads(answer.content[:_MOST_WORDS])))
    except (ValueError, RecursionError):
        is_text = answer.headers.get("content-type", "").startswith("text/plain")
        return answer.content[:1000].decode("utf-8", "replace") if is_text else ""


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for each in data:
            yield from _strings(each)
    elif isinstance(data, dict):
        for name in ("error", "detail", "errors", "code", "param", "loc", "message", "msg"):
            yield from _strings(data.get(name))
