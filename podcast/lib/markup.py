"""Make text fit for XML and HTML: drop forbidden characters, shorten, check links, write times."""

from __future__ import annotations

import math
import re
from urllib.parse import quote, urlsplit

_PLANES = range(0, 0x110000, 0x10000)
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES)
_FORBIDDEN = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)
"""Matches characters that XML 1.0 forbids (2.2, Char) or HTML calls a parse error."""

_URL_SAFE = ":/?#[]@!$&'()*+,;=%~"
_ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[。！？；…]+[”’」』）]*|[.!?](?=\s)")


def clean(text: str) -> str:
    """Return `text` on one line, without the characters that XML or HTML cannot carry."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return text  # printable text has no such characters, and no space but U+0020
    return " ".join(_FORBIDDEN.sub("", text).split())


def clip(text: str, length: int) -> str:
    """Return `text` cleaned and cut to at most `length` characters, an ellipsis included."""
    text = clean(text)
    if len(text) <= length:
        return text
    return text[: max(length - 1, 0)].rstrip() + _ELLIPSIS


def web_link(url: str | None) -> str | None:
    """Return `url` in ASCII when it is an absolute http(s) address, else None.

    Every `href` comes from this function, so that `javascript:` and the like never appear.
    """
    if not url:
        return None
    url = clean(url)
    try:
        parts = urlsplit(url)
    except ValueError:  # for example an IPv6 host without its closing bracket
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    return quote(url, safe=_URL_SAFE)


def clock(seconds: float) -> str:
    """Return a time as `HH:MM:SS`, the form that Apple and Spotify both read as a chapter."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}"


def whole_seconds(seconds: float) -> int:
    """Return a length in whole seconds: the nearest, a half upwards.

    Whatever tells how long an episode is takes this number, so that all say the same.
    """
    return math.floor(seconds + 0.5)


def length_in_words(seconds: float) -> str:
    """Return a length in Chinese: `46 秒`, `7 分 14 秒`, `1 小时 0 分 3 秒`."""
    minutes, second = divmod(whole_seconds(seconds), 60)
    hours, minute = divmod(minutes, 60)
    parts = [f"{hours} 小时"] if hours else []
    parts += [f"{minute} 分"] if minutes else []
    return " ".join([*parts, f"{second} 秒"])


def true_or_false(value: bool) -> str:
    """Return a truth value as feeds write it."""
    return "true" if value else "false"


def clip_bytes(text: str, limit: int) -> str:
    """Return `text` cleaned and cut to at most `limit` bytes of UTF-8.

    It is cut after a sentence; if even the first sentence is too long, it is cut inside, and ends
    with an ellipsis.
    """
    text = clean(text)
    if len(text.encode()) <= limit:
        return text
    room = text.encode()[:limit].decode("utf-8", "ignore")
    ends = [match.end() for match in _SENTENCE_END.finditer(room)]
    if ends:
        return room[: ends[-1]].rstrip()
    short = text.encode()[: max(limit - len(_ELLIPSIS.encode()), 0)].decode("utf-8", "ignore")
    return short.rstrip() + _ELLIPSIS
