"""Where the front matter of a post stands: the one reader of its fences.

YAML stands between `---` (Jekyll ends it with `...` as well, and Hexo lets the first fence away:
`key: value` lines, then `---`), TOML between `+++` (Hugo), JSON in braces, between `---json` and
`---`, or as pairs above `;;;`.

A text that was cut is read no further than it goes: what has no end in it may have one behind it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Form = Literal["YAML", "TOML", "JSON"]

_BEFORE = re.compile(r"\ufeff*\s*")
"""Byte order marks and white space."""
_OPENING = re.compile(r"(-{3,}|\+{3})[ \t]*(?:\r?\n|\r|\Z)")
_LENGTH = 3
"""Characters of a fence; Hexo takes longer ones of dashes, which their like must close."""

_OBJECT = re.compile(r"\{\s*[\"}]")
_CLOSING_BRACE = re.compile(r"\}[ \t]*\r?$", re.MULTILINE)
_JSON_OPENING = re.compile(r"---[ \t]*json[ \t]*\r?\n")
_PAIRS = re.compile(r"\"[^\"\n]+\"[ \t]*:")
_PAIRS_END = re.compile(r"^;{3,}[ \t]*\r?$", re.MULTILINE)

_START = re.compile(r"\ufeff*(?:[ \t]*\r?\n)*")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"(?P<quote>['\"]?)([^\s:#'\"\[{>|`*-][^:'\"]*+)(?P=quote)[ \t]*:(?:[ \t]|$)")
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
class Fences:
    """Offsets into a post: the matter is [start, end), its fences are [first, body)."""

    form: Form
    first: int
    """Where the first fence begins, or the matter where there is no such fence."""
    start: int
    """The beginning of the line behind the first fence."""
    end: int
    """The beginning of the closing fence."""
    body: int
    """The end of the closing fence, without its line end."""


class UnendedError(ValueError):
    """Raised for front matter without an end; it begins at `first`, and `fence` would end it."""

    def __init__(self, first: int, fence: str) -> None:
        super().__init__(f"no line {fence}")
        self.first, self.fence = first, fence


def find(text: str, *, whole: bool = True) -> Fences | None:
    """Return where the front matter stands at the beginning of a post; None without one.

    `whole`: the text is all of the post. Raises UnendedError when it begins and has no end.
    """
    before = _BEFORE.match(text)
    first = before.end() if before else 0
    if is_json(text, first):
        return _json(text, first, whole=whole)
    opening = _OPENING.match(text, first)
    if opening is None:
        return _without_opening(text)
    fence = opening[1]
    closing = _closing(fence).search(text, opening.end())
    if closing is None and len(fence) > _LENGTH:
        return None  # a rule above a text
    if closing is None:
        raise UnendedError(first, fence)
    form: Form = "YAML" if fence[0] == "-" else "TOML"
    return _fenced(form, first, opening.end(), closing)


def is_json(text: str, first: int = 0) -> bool:
    """Tell whether JSON begins here: pairs alone are some only when a line `;;;` follows."""
    if _PAIRS.match(text, first):
        return _PAIRS_END.search(text, first) is not None
    return bool(_OBJECT.match(text, first) or _JSON_OPENING.match(text, first))


@lru_cache(maxsize=8)
def _closing(fence: str) -> re.Pattern[str]:
    """Return what ends front matter behind a fence."""
    ends = r"-{3,}|\.{3}" if fence == "---" else re.escape(fence)
    return re.compile(rf"^(?:{ends})[ \t]*\r?$", re.MULTILINE)


def _fenced(form: Form, first: int, start: int, closing: re.Match[str]) -> Fences:
    return Fences(
        form, first, start, closing.start(), closing.start() + len(closing[0].rstrip("\r"))
    )


def _json(text: str, first: int, *, whole: bool) -> Fences:
    if _OBJECT.match(text, first):
        end = _end_of_object(text, first, whole=whole)
        return Fences("JSON", first, first, end, end)
    opening = _JSON_OPENING.match(text, first)
    start = opening.end() if opening else first
    closing = (_closing("---") if opening else _PAIRS_END).search(text, start)
    if closing is None:
        raise UnendedError(first, "---")
    return _fenced("JSON", first, start, closing)


def _end_of_object(text: str, first: int, *, whole: bool) -> int:
    """Return where an object ends; in a whole text, a broken one ends with a line's brace."""
    try:
        return json.JSONDecoder().raw_decode(text, first)[1]
    except (json.JSONDecodeError, RecursionError):
        closing = _CLOSING_BRACE.search(text, first) if whole else None
        if closing is None:
            raise UnendedError(first, "}") from None
        return closing.start() + 1


def _without_opening(text: str) -> Fences | None:
    """Find `key: value` lines that end with a fence, as Hexo takes them."""
    before = _START.match(text)
    start = place = before.end() if before else 0
    known = False
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, place)
        if line is None or line.end() == place:
            return None
        if _FENCE.match(line[1]):
            return Fences("YAML", start, start, place, line.end(1)) if known else None
        key = _KEY.match(line[1])
        if key is None and (place == start or not _GOES_ON.match(line[1])):
            return None
        known = known or (key is not None and key[2].strip().lower() in _KNOWN)
        place = line.end()
    return None
