"""Front matter without its first fence, as Hexo takes it: `key: value` lines, then `---`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(r"\A\ufeff?(?:[ \t]*\r?\n)*")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"(?P<quote>['\"]?)([^\s:#'\"\[{>|`*-][^:'\"]*)(?P=quote)[ \t]*:(?:[ \t]|$)")
_GOES_ON = re.compile(r"[ \t]|-[ \t]|#|$")
"""What may stand between keys: indented lines, entries of a list, comments, empty lines."""
_FENCE = re.compile(r"-{3,}[ \t]*$")
_KNOWN = frozenset(
    {
        "title", "date", "tags", "tag", "categories", "category", "layout", "permalink", "slug",
        "draft", "published", "updated", "description", "author", "cover", "comments",
        "hidden", "private", "status", "password", "publish", "publishdate", "expirydate",
    }
)  # fmt: skip
"""One of these must be there: a text may begin with a line that has a colon, above a rule."""
_MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Unfenced:
    """Offsets into the text: the keys are [start, end), the closing fence is [end, fence_end)."""

    start: int
    end: int
    fence_end: int
    """Without its line end."""


def find(text: str) -> Unfenced | None:
    """Return where such a front matter stands at the beginning of a post; None without one.

    Every byte counts as one character when bytes are given as Latin-1: the offsets are then those
    of the bytes.
    """
    start = place = _first(text)
    known = False
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, place)
        if line is None or line.end() == place:
            return None
        if _FENCE.match(line[1]):
            return Unfenced(start, place, line.end(1)) if known else None
        key = _KEY.match(line[1])
        if key is None and (place == start or not _GOES_ON.match(line[1])):
            return None
        known = known or (key is not None and key[2].strip().lower() in _KNOWN)
        place = line.end()
    return None


def _first(text: str) -> int:
    start = _START.match(text.removeprefix("\xef\xbb\xbf"))  # a byte order mark, as Latin-1
    return (len(text) - len(text.removeprefix("\xef\xbb\xbf"))) + (start.end() if start else 0)
