"""Compare for what a figure is: 368 瓦时每升 is false where the post has 368 瓦时/公斤.

Only what stands right behind a figure is compared, for measures; for which price or time a rate is
told is in things.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.rules import units
from podcast.factcheck.matching import equal
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.model import Objection

_MEASURES = (
    "公斤", "升", "克", "吨", "米", "公里", "秒", "分钟", "小时", "平方米", "立方米", "度", "英里",
)  # fmt: skip
_SAME = {
    **{sign: said for sign, said in units.SAID.items() if said in _MEASURES},
    "千克": "公斤", "l": "升", "t": "吨", "千米": "公里", "秒钟": "秒", "平米": "平方米",
    "立方": "立方米",
}  # fmt: skip
"""Measures by the signs and words for them."""
_LONGEST_FIRST = sorted((*_SAME, *_MEASURES), key=len, reverse=True)
_PER = re.compile(
    rf"\ ?(?:/|每)\ ?(?P<unit>{'|'.join(map(re.escape, _LONGEST_FIRST))})(?![A-Za-z])"
)


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield measures that the item has of its figure as well, but another one: violations."""
    for quantity in line.quantities:
        said = _PER.match(line.text, quantity.end)
        known = {_unit(match) for match in _behind(quantity, own)} if said else set()
        if said and known and _unit(said) not in known:
            nearest = f"{quantity.text}/{min(known)}"
            yield True, Objection("unit", said[0].strip(), said.start(), said.end(), nearest)


def _behind(quantity: Quantity, own: Source) -> Iterator[re.Match[str]]:
    """Yield what stands behind the same figure in an item."""
    for passage, each in own.quantities:
        match = _PER.match(passage.text, each.end) if equal(quantity, each) else None
        if match:
            yield match


def _unit(match: re.Match[str]) -> str:
    return _SAME.get(match["unit"], match["unit"])
