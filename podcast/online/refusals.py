"""What a service with OpenAI's API means when it refuses a request.

Services agree on the request and on little else. Their errors come as `{"error": {"message"}}`,
`{"detail": [...]}` or plain text; a wrong address answers with a web page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from podcast.online import faults
from podcast.online.faults import FaultKind, ServiceFault
from podcast.online.redaction import repeats

_ELSE = "or use `{instead}`"
NO_KEY = FaultKind(
    "the service refuses the key", 1, 0.0, "set a key that is good for it in the variable"
)
BAD_KEY = FaultKind("the key cannot be sent", 1, 0.0, "set it again, as it was given: the variable")
NO_CREDIT = FaultKind("the account may not be used", 1, 0.0, f"see to its credit, {_ELSE}")
BAD_ADDRESS = FaultKind(
    "the service's address cannot be used", 1, 0.0, f"mend `url` of `{{settings}}`, {_ELSE}"
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
    "the service is somewhere else", 1, 0.0, "write its address as `url` of `{settings}`"
)
REFUSED = FaultKind("the service refuses the request", 1, 0.0, f"check `{{settings}}`, {_ELSE}")
TOO_LARGE = FaultKind("the answer is too large", 3, 0.5, "check `url` of `{settings}`")

BAD_REQUEST = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
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
_NAMES = re.compile(r"voice|model|speaker", re.IGNORECASE)
_MOST_WORDS = 64_000
"""The most bytes of an error's answer that are parsed."""
_QUOTED = 120
"""The most characters of the service's own text in a message."""


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
        wait = faults.asked_wait(answer.headers.get("retry-after"), answer.headers.get("date"))
        return ServiceFault(kind, _quoted(answer, key), wait)
    status = f"HTTP {answer.status}"
    if kind is ELSEWHERE:
        return ServiceFault(kind, _safe(f"{status} to {_origin(answer)}", key))
    if kind is NO_KEY:  # services like to repeat the key here
        return ServiceFault(kind, status if key else f"{status}, none is set")
    return ServiceFault(kind, _quoted(answer, key))


def _kind(answer: ServiceAnswer) -> FaultKind:
    """Return what kind of refusal a status other than 200 is."""
    status, words = answer.status, words_of(answer)
    if "insufficient_quota" in words:  # OpenAI's, as 429; no wait helps
        return NO_CREDIT
    if status in _KINDS:
        return _KINDS[status]
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return ELSEWHERE
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return faults.BUSY
    if status in BAD_REQUEST and _LENGTH.search(words):
        return TOO_LONG
    return UNKNOWN if status in BAD_REQUEST and _NAMES.search(words) else REFUSED


def is_packed(answer: ServiceAnswer) -> bool:
    """Tell whether an answer is compressed, which nobody asks for: it may unpack to gigabytes."""
    return answer.headers.get("content-encoding", "identity").strip().lower() != "identity"


def _origin(answer: ServiceAnswer) -> str:
    try:
        parts = urlsplit(answer.headers.get("location", ""))
        host = parts.hostname
    except ValueError:
        host = None
    return f"{parts.scheme or 'http'}://{host}" if host else "another path"


# --- The service's own text ----------------------------------------------------------------------


def _quoted(answer: ServiceAnswer, key: str) -> str:
    words = " ".join(words_of(answer).split())
    quote = "".join(char for char in words if char.isprintable())[:_QUOTED]
    return _safe(f"HTTP {answer.status}: {quote}" if quote else f"HTTP {answer.status}", key)


def _safe(text: str, key: str) -> str:
    """Return the text, or only the status at its start when it repeats a part of the key."""
    if repeats(text, key):
        return " ".join(text.split(maxsplit=2)[:2]).rstrip(":")
    return text


def words_of(answer: ServiceAnswer) -> str:
    """Return the message of an error answer, without the request that some services repeat."""
    if is_packed(answer):
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
