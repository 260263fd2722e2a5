"""Decide whether a post is public on a day, by its front matter and its folder.

In doubt a post is not public, because a draft that is published by mistake cannot be taken back.
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
"""The keys that hide a post unless they are false."""
_SHOWING = ("published", "publish")
"""The keys that hide a post when they are false: of Jekyll and Hexo, and of Obsidian."""
_STATES = frozenset({"draft", "private", "pending", "hidden", "unpublished", "草稿"})
"""The values of `status:` that hide a post."""
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
"""Matches a scalar whose text is its value; any other value needs the YAML parser."""
_FENCE = re.compile(r"\A-{3,}[ \t]*\n")
_FIRST = re.compile(r"^(?![ \t]*(?:#.*)?$).", re.MULTILINE)
"""Matches the first character of the first line that is neither empty nor a comment. If it is a
space, all keys are indented."""
_LINE_ENDS = "\x85\u2028\u2029"
"""The characters other than `\\n` that end a line in YAML."""
_DATE_LINE = re.compile(
    rf"^['\"]?(?:{'|'.join(frontmatter.DATE_KEYS)})['\"]?[ \t]*[:=]", re.MULTILINE | re.IGNORECASE
)
_OWN_DATE = re.compile(r"^['\"]?date['\"]?[ \t]*[:=][ \t]*\S", re.MULTILINE | re.IGNORECASE)
_LATER = "it is built when its day has come"
_SHOWN = 30
"""The most characters of a value in a message."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A reason why a post is not public."""

    kind: Kind
    place: str
    """Where the reason stands: `file:line`, or only the file."""
    why: str
    """A predicate such as `is a draft`."""
    remedy: str

    @property
    def option(self) -> str:
        """The option of `build` and `script` with which such a post becomes a preview."""
        return f"--{self.kind}s" if self.kind == "draft" else f"--{self.kind}"

    def as_line(self) -> str:
        """Return place, reason and remedy as one line."""
        return f"{self.place}: {self.why}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the front matter that may hide the post, with its value."""

    key: str
    value: object
    line: int | None

    @property
    def word(self) -> str:
        return self.value.strip().lower() if isinstance(self.value, str) else "?"

    @property
    def words(self) -> frozenset[str]:
        """The values of a list, or the single value, in small letters."""
        if not isinstance(self.value, list):
            return frozenset({self.word})
        return frozenset(str(each).strip().lower() for each in self.value)

    @property
    def quoted_line(self) -> str:
        """The line as messages quote it, shortened and without control characters."""
        value = self.value if isinstance(self.value, str) else "…"
        clean = "".join(char for char in value if char.isprintable())
        return f"`{self.key}: {clean[:_SHOWN]}`"


def hidden(head: Head, day: date | None, zone: ZoneInfo, today: date) -> tuple[Hidden, ...]:
    """Return the reasons why a post of `day` is not public; empty for a public post.

    Only dates are compared, so a post of today is public at any hour. `zone` is the show's.
    """
    return tuple(_reasons(head, day, zone, today))


def _reasons(head: Head, day: date | None, zone: ZoneInfo, today: date) -> Iterator[Hidden]:
    if head.in_drafts:
        yield _draft(at(head.path), f"lies in `{DRAFTS}/`", "move it to the posts to publish it")
    keys = _keys(head)
    for each in keys:
        yield from _switched_off(head, each, zone)
        yield from _out_of_time(head, each, zone, today)
    if day is not None and day > today:
        why = f"is of {day}, which is after today ({today})"
        yield Hidden("future", _place_of_date(head), why, _LATER)


def _place_of_date(head: Head) -> str:
    """Return file and line of the date in the front matter, or the file without such a line."""
    match = _DATE_LINE.search(head.text)
    return at(head.path, head.text.count("\n", 0, match.start()) + 1 if match else None)


def _switched_off(head: Head, key: _Key, zone: ZoneInfo) -> Iterator[Hidden]:
    place, name, word = at(head.path, key.line), key.key.lower(), key.word
    if word in EMPTY:
        return
    if name in _HIDING and word not in _FALSE:
        doubt = "" if word in _TRUE else ", neither true nor false"
        yield _draft(
            place,
            f"{_HIDING[name]} ({key.quoted_line}{doubt})",
            f"take `{key.key}` out to publish it",
        )
    elif name in _SHOWING and _is_off(key, zone):
        yield _draft(
            place, f"is not published ({key.quoted_line})", f"write `{key.key}: true` for it"
        )
    elif name == "status" and key.words & _STATES:
        yield _draft(
            place, f"is not published ({key.quoted_line})", "change its status to publish it"
        )
    elif name == "password":  # the message must not show its value
        yield _draft(place, "has a `password`", "take it out to publish it")
    elif name in _RENDERED and _is_unrendered(key.value):
        yield _draft(place, f"is not rendered (`{key.key}`)", "let it be rendered to publish it")


def _is_unrendered(value: object) -> bool:
    """Tell whether Hugo makes no page of the post (`build: {render: never}`)."""
    return isinstance(value, dict) and str(value.get("render")).lower() in {"never", "false"}


def _is_off(key: _Key, zone: ZoneInfo) -> bool:
    """Tell whether `published:` is false; a date as its value is checked elsewhere."""
    if key.word in _TRUE:
        return False
    return key.word in _FALSE or not any(char.isdigit() for char in key.word)


def _out_of_time(head: Head, key: _Key, zone: ZoneInfo, today: date) -> Iterator[Hidden]:
    name = key.key.lower()
    begins = name in _BEGINS or (name == "published" and _moment(key, zone) is not None)
    if not (begins or name in _ENDS) or key.word in EMPTY:
        return
    place, moment = at(head.path, key.line), _moment(key, zone)
    if moment is None:
        # without a key `date`, this key may give the post's date, whose error is reported elsewhere
        if name in _ENDS or _OWN_DATE.search(head.text):
            remedy = f"write it like `{key.key}: 2026-02-06`"
            yield _draft(place, f"has a date that is none ({key.quoted_line})", remedy)
    elif begins and moment.date() > today:
        why = f"is to be published on {moment.date()} ({key.quoted_line}), after today ({today})"
        yield Hidden("future", place, why, _LATER)
    elif name in _ENDS and _last_day(moment) < today:
        yield _draft(
            place, f"has expired ({key.quoted_line})", f"take `{key.key}` out to publish it"
        )


def _moment(key: _Key, zone: ZoneInfo) -> datetime | None:
    return read_date(key.value, zone) if isinstance(key.value, str) else None


def _last_day(expiry: datetime) -> date:
    """Return the last day on which a post is public; expiry at midnight means the day before."""
    return (expiry - timedelta(microseconds=1)).date()


def _draft(place: str, why: str, remedy: str) -> Hidden:
    return Hidden("draft", place, why, remedy)


def _keys(head: Head) -> list[_Key]:
    """Return the keys of the front matter that may hide the post.

    For most posts a pattern finds the keys, as parsing the YAML of ten years of posts takes
    seconds.
    """
    lines = [
        _Key(match[2], match[3].rstrip(" \t"), head.text.count("\n", 0, match.start()) + 1)
        for match in _LINE.finditer(head.text)
    ]
    if _is_plain(head.text) and all(_SIMPLE.fullmatch(str(each.value)) for each in lines):
        return [_Key(each.key, _unquoted(str(each.value)), each.line) for each in lines]
    try:
        return _parse_keys(head)
    except DigestError:  # reported when this post is built; its lines may still hide it
        return [_Key(each.key, _unquoted(str(each.value)), each.line) for each in lines]


def _is_plain(text: str) -> bool:
    """Tell whether a pattern finds the top-level keys as surely as the YAML parser does."""
    start = text.lstrip("\ufeff \t\n")
    if start.startswith("+++") or fences.is_json(start):
        return not any(key in text.lower() for key in _KEYS)
    first = _FIRST.search(_FENCE.sub("", start))
    odd = "\n?" in text or "<<" in text or any(end in text for end in _LINE_ENDS)
    return not odd and (first is None or first[0] not in " \t{[?!&*<")


def _parse_keys(head: Head) -> list[_Key]:
    matter = frontmatter.parse(frontmatter.split(head.text, head.path), head.path)
    return [
        _Key(key, value, matter.lines.get(key))
        for key, value in _with_merged_keys(matter.values).items()
        if key.lower() in _KEYS
    ]


def _with_merged_keys(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values with those that YAML's merge key `<<` adds."""
    merged_in = values.get("<<")
    return {**merged_in, **values} if isinstance(merged_in, dict) else values


def _unquoted(value: str) -> str:
    match = _SIMPLE.fullmatch(value)
    return match[2] if match else value
