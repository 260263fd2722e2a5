"""Compare what an amount is said to be: a valuation is no round, a part is no total.

The sense of a figure is the word of the table that stands nearest before it in its sentence, behind
the figure before it. A figure of the post that a line tells in another sense is false when the post
has another figure in the sense of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from podcast.factcheck.dimensions import COUNT, CURRENCIES, SHARE, kin
from podcast.factcheck.matching import equal, is_bare
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.model import Objection

_OF_MONEY = {
    "valuation": "估值|市值|身价",
    "round": (
        "[这本该]一?轮(?!下来|之后|过后|完)|融资|融了|募资|募集|募了|筹资|[一二三四A-HＡ-Ｈ]轮(?!下来|之后|过后|完)"
        "|领投|投了|注资"
    ),
    "revenue": "营收|收入|进账|销售额|入账",
    "loss": "亏",
    "profit": "利润|净利|盈利|净赚",
    "budget": "预算",
    "fine": "罚",
}
_OF_COUNTS = {
    "added": "新增|增加|多了|新招|再招|还要招|还要再招|扩招|增聘|新开",
    "total": "总数|总共|一共|合计|总计|总量",
}
_OF_SHARES = {
    "year": "同比|去年同期|上年同期|比去年|比上年|跟去年比",
    "quarter": "环比|(?:比|跟|较)上一?个?(?:季度?|月)|上个?(?:季度?|月)比|上一个?季度比",
}
_VALUED = re.compile("估值[^。！？；]*$")
"""Before a figure, says that the line goes on with valuations: 估值四十一亿，上一轮才十八亿."""
_STRONG = frozenset({"valuation", "round", "loss", "profit", "revenue"})
"""Senses of which none is said for another, even where the item has no figure in it."""
_SENTENCE = re.compile("[。！？!?；;]")
_MONEY_FROM = 10**6
"""The least figure without a unit that may be an amount of money."""
_FAR = 16
"""The most code points between a figure and the word for its sense."""

_Sense = tuple[str, str]
"""A table, and the sense in it."""


def check(quantity: Quantity, line: Passage, own: Source) -> Iterator[Objection]:
    """Yield an objection to a figure that the post tells in another sense."""
    said = _sense(quantity, line)
    if not said:
        return
    mine = [(each, one) for each, one in own.quantities if equal(quantity, one)]
    senses = [_sense(one, each) for each, one in mine]
    if not mine or said in senses or not all(_excludes(said, each) for each in senses):
        return
    nearest = next(
        (
            one
            for (each, one), (_, known) in product(own.quantities, mine[:1])
            if _sense(one, each) == said and not equal(quantity, one) and _alike(one, known)
        ),
        None,
    )
    if nearest is None and {said, *senses} <= _STRONG:
        nearest = mine[0][1]
    if nearest is not None:
        span = line.text[quantity.start : quantity.end]
        yield Objection("swap", span, quantity.start, quantity.end, nearest.text)


def _excludes(said: str, known: str) -> bool:
    """Tell whether a figure in one sense is none in the other; a part may lack a word for it."""
    return bool(known) or said == "total"


def _alike(one: Quantity, known: Quantity) -> bool:
    """Tell whether two figures of the post measure the same."""
    if one.dimension != known.dimension or one.ordinal:
        return False
    same = one.unit == known.unit or (kin(one.unit) == kin(known.unit) != "")
    return one.dimension != COUNT or same


def _sense(quantity: Quantity, passage: Passage) -> str:
    """Return the sense of a figure, by the last word for one before it, empty for none."""
    table = _table(quantity, passage)
    earlier = (one for one in passage.quantities if one.end <= quantity.start)
    first = max(
        (one.end for one in earlier if one.unit != "轮" and (one.unit or one.face != 1)), default=0
    )
    before = passage.text[max(first, quantity.start - _FAR) : quantity.start]
    before = _SENTENCE.split(before)[-1]
    found = [
        (match.end(), name) for name, words in table.items() for match in re.finditer(words, before)
    ]
    if found:
        _, sense = max(found)
        goes_on = sense == "round" and before.endswith(
            ("轮才", "轮", "轮是", "轮还", "轮为", "轮只有")
        )
        return "valuation" if goes_on and _VALUED.search(passage.text[:first]) else sense
    _, end = passage.clause_of(quantity.start)
    last = min((one.start for one in passage.quantities if one.start >= quantity.end), default=end)
    behind = passage.text[quantity.end : min(end, last)]
    return next((name for name, words in table.items() if re.search(words, behind)), "")


def _table(quantity: Quantity, passage: Passage) -> dict[str, str]:
    """Return the senses that a figure may have, by what it measures."""
    if quantity.dimension == SHARE:
        return _OF_SHARES
    if quantity.dimension in CURRENCIES:
        return _OF_MONEY
    if is_bare(quantity) and quantity.face >= _MONEY_FROM:
        return _OF_MONEY | _OF_COUNTS
    return _OF_COUNTS if quantity.dimension == COUNT else {}
