"""A title as the heading of a page: the series, the first headline, and the others below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.lib.markup import clean
from podcast.lib.punctuation import full_width

_SERIES = re.compile(
    r"(?P<series>[^：；]{0,16}(?:报|讯|闻|刊|报道|速递|播客|头条|盘点|资讯|简报|news|daily|weekly|digest))"
    r"[ ]?[：:][ ]?(?=\S)",
    re.IGNORECASE,
)
"""Matches the name of a series before the headlines of a title: `AI日报：`."""

_OPENERS, _CLOSERS = "“‘「『《〈（(【[", "”’」』》〉）)】]"


@dataclass(frozen=True, slots=True)
class Heading:
    """The parts of a title; `series` and `others` may be empty."""

    series: str
    first: str
    others: str


def heading(title: str) -> Heading:
    """Return the parts of a title, whose headlines are parted by semicolons.

    A title with one headline is that headline, with all that stands before it.
    """
    whole = full_width(clean(title))
    headlines = _divided(whole)
    if len(headlines) == 1:
        return Heading("", whole, "")
    named = _SERIES.match(headlines[0])
    series = named["series"] if named else ""
    first = headlines[0][named.end() :] if named else headlines[0]
    return Heading(series, first, "；".join(headlines[1:]))


def _divided(title: str) -> list[str]:
    """Return what stands between the semicolons outside of brackets and quotation marks."""
    parts, depth, begin = [], 0, 0
    for place, char in enumerate(title):
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif char in "；;" and depth == 0:
            parts.append(title[begin:place])
            begin = place + 1
    parts.append(title[begin:])
    return [part.strip() for part in parts if part.strip()] or [title]
