"""Whether a post is public: what its front matter and its folder say, today.

In doubt it is not: a draft that is read aloud cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from podcast.digest import fences, frontmatter
from podcast.digest.dates import read_date
from podcast.digest.frontmatter import EMPTY
from podcast.digest.heads import DRAFTS, Head
from podcast.errors import DigestError, at

Kind = Literal["draft", "future"]

_TRUE = frozenset({"true", "yes", "on", "1", "y", "t", "是"})
_FALSE = frozenset({"false", "no", "off", "0", "n", "f", "否"})
_HIDING = {
    "draft": "is a draft",
    "hidden": "is hidden",
    "private": "is private",
    "headless": "has no page of its own",
}
"""Keys that hide a post unless they are false."""
_SHOWING = ("published", "publish")
"""Keys that hide a post when they are false: Jekyll's and Hexo's, Obsidian's."""
_STATES = frozenset({"draft", "private", "pending", "hidden", "unpublished", "草稿"})
"""Values of `status:` that hide."""
_BEGINS = ("publishdate", "pubdatetime", "pubdate")
_ENDS = ("expirydate", "unpublishdate")
_RENDERED = ("build", "_build")
_KEYS = (*_HIDING, *_SHOWING, "status", "password", *_BEGINS, *_ENDS, *_RENDERED)
_LINE = re.compile(
    rf"^(['\"]?)({'|'.join(_KEYS)})\1[ \t]*[:=][ \t]*+(.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SIMPLE = re.compile(
    r"(['\"]?)([^\s'\"#&*!|>{}\[\],%@`](?:[^'\"#\n]*[^\s'\"#])?)\1[ \t]*(?:[ \t]#.*)?"
)
"""A scalar that is what it looks like; anything else is for the YAML parser."""
_FENCE = re.compile(r"\A-{3,}[ \t]*\n")
_FIRST = re.compile(r"^(?![ \t]*(?:#.*)?$).", re.MULTILINE)
"""Matches the beginning of the first line that is neither empty nor a comment. Where that line is
indented, so are all keys."""
_LINE_ENDS = "\x85\u2028\u2029"
"""Beyond `\\n`, those of YAML."""
_DATE_LINE = re.compile(
    rf"^['\"]?(?:{'|'.join(frontmatter.DATE_KEYS)})['\"]?[ \t]*[:=]", re.MULTILINE | re.IGNORECASE
)
_OWN_DATE = re.compile(r"^['\"]?date['\"]?[ \t]*[:=][ \t]*\S", re.MULTILINE | re.IGNORECASE)
_LATER = "it is built when its day has come"
_SHOWN = 30
"""Characters of a value in a message."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why a post is not public."""

    kind: Kind
    place: str
    """`file:line`, or the file."""
    why: str
    """As a predicate: `is a draft`."""
    remedy: str

    @property
    def option(self) -> str:
        """The option of `build` and `script` that makes a preview of such a post."""
        return f"--{self.kind}s" if self.kind == "draft" else f"--{self.kind}"

    def told(self) -> str:
        """Return the whole of it."""
        return f"{self.place}: {self.why}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Said:
    """A key of the front matter."""

    key: str
    value: object
    line: int | None

    @property
    def word(self) -> str:
        return self.value.strip().lower() if isinstance(self.value, str) else "?"

    @property
    def words(self) -> frozenset[str]:
        """All that a list says, or the one word."""
        if not isinstance(self.value, list):
            return frozenset({self.word})
        return frozenset(str(each).strip().lower() for each in self.value)

    @property
    def shown(self) -> str:
        """The line as messages quote it, without control characters."""
        value = self.value if isinstance(self.value, str) else "…"
        clean = "".join(char for char in value if char.isprintable())
        return f"`{self.key}: {clean[:_SHOWN]}`"


def hidden(head: Head, day: date | None, zone: ZoneInfo, today: date) -> tuple[Hidden, ...]:
    """Return the reasons for which a post of `day` is not public; none when it is.

    Days are compared, not times: a post of today is public at any hour. `zone` is the show's.
    """
    return tuple(_reasons(head, day, zone, today))


def _reasons(head: Head, day: date | None, zone: ZoneInfo, today: date) -> Iterator[Hidden]:
    if head.in_drafts:
        yield _draft(at(head.path), f"lies in `{DRAFTS}/`", "move it to the posts to publish it")
    said = _said(head)
    for each in said:
        yield from _switched_off(head, each, zone)
        yield from _out_of_time(head, each, zone, today)
    if day is not None and day > today:
        why = f"is of {day}, which is after today ({today})"
        yield Hidden("future", _place_of_date(head), why, _LATER)


def _place_of_date(head: Head) -> str:
    """Return the line on which a head has its date; the file, where its name has it."""
    found = _DATE_LINE.search(head.text)
    return at(head.path, head.text.count("\n", 0, found.start()) + 1 if found else None)


def _switched_off(head: Head, said: _Said, zone: ZoneInfo) -> Iterator[Hidden]:
    place, key, word = at(head.path, said.line), said.key.lower(), said.word
    if word in EMPTY:
        return
    if key in _HIDING and word not in _FALSE:
        doubt = "" if word in _TRUE else ", neither true nor false"
        yield _draft(
            place, f"{_HIDING[key]} ({said.shown}{doubt})", f"take `{said.key}` out to publish it"
        )
    elif key in _SHOWING and _is_off(said, zone):
        yield _draft(place, f"is not published ({said.shown})", f"write `{said.key}: true` for it")
    elif key == "status" and said.words & _STATES:
        yield _draft(place, f"is not published ({said.shown})", "change its status to publish it")
    elif key == "password":  # its value is nobody's business
        yield _draft(place, "has a `password`", "take it out to publish it")
    elif key in _RENDERED and _is_unrendered(said.value):
        yield _draft(place, f"is not rendered (`{said.key}`)", "let it be rendered to publish it")


def _is_unrendered(value: object) -> bool:
    """Tell whether Hugo makes no page of it (`build: {render: never}`)."""
    return isinstance(value, dict) and str(value.get("render")).lower() in {"never", "false"}


def _is_off(said: _Said, zone: ZoneInfo) -> bool:
    """Tell whether `published:` says no; where it holds a date, the date says it."""
    if said.word in _TRUE:
        return False
    return said.word in _FALSE or not any(char.isdigit() for char in said.word)


def _out_of_time(head: Head, said: _Said, zone: ZoneInfo, today: date) -> Iterator[Hidden]:
    key = said.key.lower()
    begins = key in _BEGINS or (key == "published" and _moment(said, zone) is not None)
    if not (begins or key in _ENDS) or said.word in EMPTY:
        return
    place, moment = at(head.path, said.line), _moment(said, zone)
    if moment is None:
        if key in _ENDS or _OWN_DATE.search(head.text):  # else it is an error: it is the date
            remedy = f"write it like `{said.key}: 2026-02-06`"
            yield _draft(place, f"has a date that is none ({said.shown})", remedy)
    elif begins and moment.date() > today:
        why = f"is to be published on {moment.date()} ({said.shown}), after today ({today})"
        yield Hidden("future", place, why, _LATER)
    elif key in _ENDS and _last_day(moment) < today:
        yield _draft(place, f"has expired ({said.shown})", f"take `{said.key}` out to publish it")


def _moment(said: _Said, zone: ZoneInfo) -> datetime | None:
    return read_date(said.value, zone) if isinstance(said.value, str) else None


def _last_day(expiry: datetime) -> date:
    """Return the last day of a post that is gone at a moment: midnight ends the day before."""
    return (expiry - timedelta(microseconds=1)).date()


def _draft(place: str, why: str, remedy: str) -> Hidden:
    return Hidden("draft", place, why, remedy)


def _said(head: Head) -> list[_Said]:
    """Return what the front matter says about itself.

    Most heads are decided by their lines: parsing the YAML of ten years of posts takes seconds.
    """
    lines = [
        _Said(match[2], match[3].rstrip(" \t"), head.text.count("\n", 0, match.start()) + 1)
        for match in _LINE.finditer(head.text)
    ]
    if _is_plain(head.text) and all(_SIMPLE.fullmatch(str(each.value)) for each in lines):
        return [_Said(each.key, _unquoted(str(each.value)), each.line) for each in lines]
    try:
        return _parsed(head)
    except DigestError:  # broken, and told when it is built, unless its lines say: not public
        return [_Said(each.key, _unquoted(str(each.value)), each.line) for each in lines]


def _is_plain(text: str) -> bool:
    """Tell whether the top-level keys of a head are the words before colons in its lines."""
    start = text.lstrip("\ufeff \t\n")
    if start.startswith("+++") or fences.is_json(start):
        return not any(key in text.lower() for key in _KEYS)
    first = _FIRST.search(_FENCE.sub("", start))
    odd = "\n?" in text or "<<" in text or any(end in text for end in _LINE_ENDS)
    return not odd and (first is None or first[0] not in " \t{[?!&*<")


def _parsed(head: Head) -> list[_Said]:
    matter = frontmatter.parse(frontmatter.split(head.text, head.path), head.path)
    return [
        _Said(key, value, matter.lines.get(key))
        for key, value in _merged(matter.values).items()
        if key.lower() in _KEYS
    ]


def _merged(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the keys with those that YAML's `<<` brings in from elsewhere."""
    brought = values.get("<<")
    return {**brought, **values} if isinstance(brought, dict) else values


def _unquoted(value: str) -> str:
    match = _SIMPLE.fullmatch(value)
    return match[2] if match else value
