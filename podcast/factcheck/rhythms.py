"""Compare how often something is done: 每月结算 is false where the post has 每季度结算.

Only words without a figure are compared here; for which time a rate is told is in things.py. A
clause of a line is laid beside the clause of the post that tells the same, by its other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import content, holds, statements, weights
from podcast.model import Objection

_OFTEN = re.compile(
    r"(?:每|按|逐|隔)(?:隔|一|个|一个)?(?P<unit>天|日|周|星期|礼拜|月|季度?|半年|年)"
    r"(?![份度轻代龄限前后底初末内]|\d)"
)
_SAME = {"日": "天", "星期": "周", "礼拜": "周", "季": "季度"}
_LEAST = 0.5
"""The share of a clause's other words that a clause of the post must have to tell the same."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the words for how often, where the same is done at other times only: violations."""
    known = set(_rhythms(own.text))
    for match in _OFTEN.finditer(line.text):
        start, end = line.clause_of(match.start())
        counted = any(start <= each.start < end and each.face != 1 for each in line.quantities)
        if counted or not known or _unit(match) in known:
            continue
        nearest = _retold(
            line.text[start : match.start()] + "，" + line.text[match.end() : end], own
        )
        if nearest:
            yield True, Objection("date", match[0], match.start(), match.end(), nearest)


def _rhythms(text: str) -> Iterator[str]:
    return (_unit(match) for match in _OFTEN.finditer(text))


def _unit(match: re.Match[str]) -> str:
    return _SAME.get(match["unit"], match["unit"])


def _retold(text: str, own: Source) -> str:
    """Return the clause of the post with a rhythm that has the most of a text's words."""
    said, weight = content(text), weights(own)
    whole = sum(weight.get(word, 1) for word in said)
    for each in statements(own):
        told = sum(weight.get(word, 1) for word in said if holds(each.text, word))
        if whole and told >= whole * _LEAST and any(_rhythms(each.text)):
            return each.text
    return ""
