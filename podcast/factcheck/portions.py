"""Compare where a part comes from or goes to: 八成来自企业 is false where they come from residents.

The line tells a figure of the post with a word such as 来自, 用于 or 天内 behind it, and the post
has behind the same figure and the like word something that shares no word with the line's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck import bodies, matching
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content, holds
from podcast.model import Objection

_FROM = "来自|源自|出自|源于|由[^，。；]{0,2}贡献|靠的?是"
_FOR = "用于|用来|用在|用作|投向|投入|流向|花在|投给|投到|留给|分给|属于"
_TOLD = re.compile(
    f"[^，。；：\\d]{{0,6}}?(?:(?P<source>{_FROM})|(?P<use>{_FOR})|(?P<within>(?<=[天日时周月年钟])(?:之|以)?内))了?，?(?P<what>[^，。；：]{{2,14}})"
)
_ENOUGH = 2
"""The least figure that tells one part from another; 一 is told of many things."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield what a line has behind such a word in the place of another; all are violations."""
    for quantity in line.quantities:
        told = _TOLD.match(line.text, quantity.end)
        small = quantity.face.denominator == 1 and quantity.face < _ENOUGH
        if told is None or small:
            continue
        mine = content(told["what"])
        theirs = list(_of_post(quantity, own, _sort(told)))
        if not mine or not theirs or None in theirs:
            continue  # 补贴12亿元，帮助农村用电 has no such word
        if any(_share(mine, told["what"], known) for known in filter(None, theirs)):
            continue
        start, end = told.span("what")
        yield True, Objection("swap", line.text[start:end], start, end, theirs[0] or "")


def _sort(told: re.Match[str]) -> str:
    """Return which sort of word stands behind a figure: 来自, 用于, or 内 of a time."""
    return next(name for name in ("source", "use", "within") if told[name])


def _of_post(quantity: Quantity, own: Source, sort: str) -> Iterator[str | None]:
    """Yield what the post has behind the same figure and a word of the same sort, None if none."""
    for passage, one in own.quantities:
        if matching.equal(quantity, one):
            told = _TOLD.match(passage.text, one.end)
            alike = told and _sort(told) == sort and content(told["what"])
            yield told["what"] if told and alike else None


def _share(mine: frozenset[str], said: str, known: str) -> bool:
    """Tell whether two sides have a word in common, in any form, or begin or end alike."""
    theirs = content(known)
    if any(holds(known, word) or bodies.has(known, word) for word in mine):
        return True
    if any(holds(said, word) for word in theirs):
        return True
    return any(one[:1] == other[:1] or one[-1:] == other[-1:] for one in mine for other in theirs)
