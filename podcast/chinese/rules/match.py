"""The type that rules return, and pieces of regular expressions that several rules share.

A rule is a function of the folded text and a position. It returns the span that it claims from the
position on, with a reading, or None. Rules never see each other's output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from podcast.chinese.rules import units
from podcast.model import Kind


@dataclass(frozen=True, slots=True)
class Match:
    """A span that a rule claims, up to the index `end`. The other fields are those of Token."""

    end: int
    kind: Kind
    reading: str
    spell: bool = False
    pinyin: tuple[str, ...] = ()
    english: str = ""
    guessed: bool = False
    meant: bool = False


Rule = Callable[[str, int], Match | None]


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


NUMBER = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d++(?:\.\d++)?)(?!\.\d)"
"""Matches a number with grouping commas and a decimal point, but not a part of a version."""

MAGNITUDE = (
    r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万(?!里挑|能)"
    r"|千(?![米克瓦卡赫帕伏焦字问兆])|百(?![分度货科]))"
)

TO = r"\s?(?:-{1,2}|~{1,2}|–{1,2}|—{1,2}|－{1,2}|(?P<to>[至到]))\s?"
"""Matches the sign between the ends of a range; a pattern may have it only once (named group).

A hyphen after another sign is not part of it, but the minus of the upper end: 3~-5.
"""

YEAR = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
"""Matches figures that may be a year."""


def classifiers(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words` where it begins no other word (项 in 项目)."""
    return "|".join(
        word + (f"(?![{units.NOT_BEFORE[word]}])" if word in units.NOT_BEFORE else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


_LATIN_UNIT = alternatives({*units.SAID, *units.LETTERS})
_CLASSIFIER = classifiers(units.CLASSIFIERS)
LONG_UNIT = rf"(?:{alternatives(unit for unit in units.SAID if len(unit) > 1)})(?![A-Za-z])"
# A unit, with or without a space before it.
UNIT = (
    rf"(?:\s?(?P<latin>{_LATIN_UNIT})(?![A-Za-z])"
    rf"|\s?(?P<han>(?:{_CLASSIFIER})))"
)

_PER = alternatives(units.PER)
_EACH = classifiers(units.EACH)
_COUNTED = r"(?:(?:输入|输出|(?:in|out)put\s)\s?)?(?:tokens?|Tokens?)|词元|字符|字|次调用|次|张|条"
PER = (
    rf"\s?/\s?(?:(?P<many>1?[KM]|百万|十万|千|万|百)?\s?(?P<thing>{_COUNTED})(?![A-Za-z])"
    rf"|(?:(?P<each>{_PER})(?![A-Za-z0-9²³])|(?P<per>{_EACH}))(?:\s?/\s?(?P<also>{_EACH}))?)"
)

_SCALE = {"K": "千", "1K": "千", "M": "百万", "1M": "百万"}
AFTER_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.]*-$|[A-Za-z#]$|\+\+$")
"""Matches the end of a Latin name to which the number after it belongs."""

AFTER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+#-]*\s(?:\d\s)?$")
"""Matches a Latin name and a space before a number: RTX 5090."""


def before(text: str, start: int, length: int = 24) -> str:
    """Return up to `length` characters before `start`."""
    return text[max(0, start - length) : start]


def to(match: re.Match[str]) -> str:
    """Return the word between the ends of a range: 至 if the text has it, else 到."""
    return match["to"] or "到"


def per(match: re.Match[str]) -> str:
    """Return the words of `/月`, `/人/天` or `/百万tokens`: 每月, 每人每天, 每百万tokens."""
    groups = match.groupdict()
    if groups.get("thing"):
        many = groups["many"] or ""
        return "每" + _SCALE.get(many, many) + groups["thing"]
    first = units.PER[groups["each"]] if groups.get("each") else groups.get("per")
    return "".join("每" + word for word in (first, groups.get("also")) if word)
