"""Find the front matter of a post by its fences; all other modules use this one.

YAML stands between `---` (Jekyll also ends it with `...`, and Hexo allows `key: value` lines that
only end with `---`), TOML between `+++` (Hugo), JSON in braces, between `---json` and `---`, or as
pairs above `;;;`.

If the text is only the beginning of a post, the end of the front matter may be missing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Form = Literal["YAML", "TOML", "JSON"]

_BEFORE = re.compile(r"\ufeff*\s*")
"""Matches byte order marks and white space."""
_OPENING = re.compile(r"(-{3,}|\+{3})[ \t]*(?:\r?\n|\r|\Z)")
_LENGTH = 3
"""The length of a fence. Hexo allows longer fences of dashes; both fences must be equally long."""

_OBJECT = re.compile(r"\{\s*[\"}]")
_CLOSING_BRACE = re.compile(r"\}[ \t]*\r?$", re.MULTILINE)
_JSON_OPENING = re.compile(r"---[ \t]*json[ \t]*\r?\n")
_PAIRS = re.compile(r"\"[^\"\n]+\"[ \t]*:")
_PAIRS_END = re.compile(r"^;{3,}[ \t]*\r?$", re.MULTILINE)

_START = re.compile(r"\ufeff*(?:[ \t]*\r?\n)*")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"(?P<quote>['\"]?)([^\s:#'\"\[{>|`*-][^:'\"]*+)(?P=quote)[ \t]*:(?:[ \t]|$)")
_GOES_ON = re.compile(r"[ \t]|-[ \t]|#|$")
"""Matches lines that may stand between keys: indented lines, list entries, comments, empty lines.
"""
_FENCE = re.compile(r"-{3,}[ \t]*$")
_KNOWN = frozenset(
    {
        "title", "date", "tags", "tag", "categories", "category", "layout", "permalink", "slug",
        "draft", "published", "updated", "description", "author", "cover", "comments",
        "hidden", "private", "status", "password", "publish", "publishdate", "expirydate",
    }
)  # fmt: skip
"""Front matter without a first fence must have one of these keys, because a text may begin with a
line with a colon and a rule below it."""
_MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Fences:
    """Offsets into a post: the front matter is [start, end), with its fences [first, body)."""

    form: Form
    first: int
    """The beginning of the first fence, or of the front matter without one."""
    start: int
    """The beginning of the line after the first fence."""
    end: int
    """The beginning of the closing fence."""
    body: int
    """The end of the closing fence, without its line end."""


class UnendedError(ValueError):
    """Raised for front matter that begins at `first` and lacks its end, which would be `fence`."""

    def __init__(self, first: int, fence: str) -> None:
        super().__init__(f"no line {fence}")
        self.first, self.fence = first, fence


def find(text: str, *, whole: bool = True) -> Fences | None:
    """Return where the front matter is, or None for a post without front matter.

    `whole` says that `text` is the whole post. Raises UnendedError when the end is missing.
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
        return None  # it is a rule above a text
    if closing is None:
        raise UnendedError(first, fence)
    form: Form = "YAML" if fence[0] == "-" else "TOML"
    return _fenced(form, first, opening.end(), closing)


def is_json(text: str, first: int = 0) -> bool:
    """Tell whether JSON begins at `first`; pairs without braces need a line `;;;` after them."""
    if _PAIRS.match(text, first):
        return _PAIRS_END.search(text, first) is not None
    return bool(_OBJECT.match(text, first) or _JSON_OPENING.match(text, first))


@lru_cache(maxsize=8)
def _closing(fence: str) -> re.Pattern[str]:
    """Return the pattern of the closing fence for an opening fence."""
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
    """Return the end of an object. Raises UnendedError if the end is missing.

    If `text` is the whole post, a broken object ends at the first `}` at the end of a line.
    """
    try:
        return json.JSONDecoder().raw_decode(text, first)[1]
    except (json.JSONDecodeError, RecursionError):
        closing = _CLOSING_BRACE.search(text, first) if whole else None
        if closing is None:
            raise UnendedError(first, "}") from None
        return closing.start() + 1


def _without_opening(text: str) -> Fences | None:
    """Find front matter without a first fence, as Hexo allows: `key: value` lines, then `---`."""
    before = _START.match(text)
    start = place = before.end() if before else 0
    has_known_key = False
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, place)
        if line is None or line.end() == place:
            return None
        if _FENCE.match(line[1]):
            return Fences("YAML", start, start, place, line.end(1)) if has_known_key else None
        key = _KEY.match(line[1])
        if key is None and (place == start or not _GOES_ON.match(line[1])):
            return None
        has_known_key = has_known_key or (key is not None and key[2].strip().lower() in _KNOWN)
        place = line.end()
    return None
