"""Compare what a figure of a line counts, and for which time a rate is told, with the post.

The figure itself stands in the post: 9800辆车 is false where 12辆车 made 9800趟, 五十万个汉字 where
the post counts tokens, and 每月190元 where it says 全年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from podcast.factcheck import entities
from podcast.factcheck.bases import Base, bases
from podcast.factcheck.dimensions import COUNT, kin
from podcast.factcheck.matching import equal
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.model import Objection

_THING = re.compile("的?([\u4e00-\u9fff]{2})")
_REGIONS = frozenset("省市县国州区镇村")
_REGION = re.compile("的?([省市县国州区镇村])(?=[^\u4e00-\u9fff]|[的和与及都就也，]|$)")
"""Things that are counted, and named by one character."""
_NO_THING = re.compile(
    "增|减|提|降|升|涨|跌|扩|缩|到|至|以|左右|上下|的|是|在|和|与|中|就|也|都|来|多"
)
"""The beginning of what stands behind a figure and names nothing."""
_SORTS_OF_TEXT = (
    re.compile("[Tt]okens?|词元"),
    re.compile("汉字|字(?![节符母])"),
    re.compile("单词|英文词"),
    re.compile("字符"),
    re.compile("行"),
    re.compile("页"),
    re.compile("参数"),
)
"""What texts and models are measured in; none of them is another."""
_BY = re.compile("(?:少|缩短|降|减少|下降|降低|涨|增加|增长|提高|便宜|贵|缩小)了\\s?$")
"""Before a figure, says that it is a change."""
_TO = re.compile("(?:降低?|减少?|缩短?|涨|升|提高?|增加?|下降|上升|收窄|延长|扩大)[到至为]\\s?$")
"""Before a figure, says that it is the end of a change."""
_MEASURES = frozenset({"mass", "volume", "length", "area", "energy"})
"""What measured amounts a rate is told for: 每公斤, 每升."""
_BEFORE = 10
"""The most code points between 一分钟 and the figure of its rate."""


def check(quantity: Quantity, line: Passage, own: Source) -> Iterator[Objection]:
    """Yield an objection to a figure of the post that a line tells of other things."""
    nearest = _of_other_things(quantity, line, own)
    if nearest:
        span = line.text[quantity.start : quantity.end]
        yield Objection("swap", span, quantity.start, quantity.end, nearest)
        return
    nearest = _as_change(quantity, line, own)
    if nearest:
        span = line.text[quantity.start : quantity.end]
        yield Objection("number", span, quantity.start, quantity.end, nearest)
        return
    nearest = _in_other_units(quantity, line, own)
    if nearest:
        span = line.text[quantity.start : quantity.end]
        yield Objection("unit", span, quantity.start, quantity.end, nearest)


def _of_other_things(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure of the things that a line counts, when its own counts others."""
    if quantity.dimension != COUNT or quantity.ordinal or not quantity.unit:
        return ""
    mine: list[tuple[Passage, Quantity]] = []
    theirs: list[tuple[Passage, Quantity]] = []
    for each, one in own.quantities:
        if one.dimension != COUNT or one.ordinal or not one.unit:
            continue
        (mine if equal(quantity, one) else theirs).append((each, one))
    if not mine:
        return ""
    thing = _thing(quantity, line)
    counted = any(
        _thing(one, each) == thing and (thing in _REGIONS or one.unit == quantity.unit)
        for each, one in (theirs if thing else ())
    )
    for each, one in mine:
        if kin(one.unit) == kin(quantity.unit) or not (kin(one.unit) and kin(quantity.unit)):
            other = _thing(one, each)
            named = thing == other or thing in _phrase(one, each)
            if not thing or not other or named or (thing in each.text and not counted):
                return ""
    for each, one in theirs:
        alike = kin(one.unit) == kin(quantity.unit) and kin(one.unit)
        same = bool(thing) and _thing(one, each) == thing
        if same or (alike and all(kin(o.unit) != kin(quantity.unit) for _, o in mine)):
            return str(one.text)
    return ""


def _thing(quantity: Quantity, passage: Passage) -> str:
    """Return the two characters behind a figure, which name what is counted, if they do."""
    if quantity.unit in _REGIONS:
        return quantity.unit
    region = _REGION.match(passage.text[quantity.end :])
    if region:
        return region[1]
    match = _THING.match(passage.text[quantity.end :])
    return match[1] if match and not _NO_THING.match(match[1]) else ""


_PHRASE = re.compile("[^，。；：！？、（）()]{0,12}")


def _phrase(quantity: Quantity, passage: Passage) -> str:
    """Return the words behind a figure, the last of which may name what is counted: 7项三维专利."""
    match = _PHRASE.match(passage.text, quantity.end)
    return match[0] if match else ""


def _in_other_units(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure when it counts things of another name and another classifier."""
    if quantity.dimension != COUNT or quantity.ordinal or quantity.face <= 1:
        return ""
    if _counts_both(quantity, own):
        return ""
    mine = [(each, one) for each, one in own.quantities if equal(quantity, one)]
    if not mine or any(one.dimension != COUNT or one.ordinal for _, one in mine):
        return ""
    sort = _sort_of_text(quantity, line)
    sorts = {_sort_of_text(one, each) for each, one in mine}
    if sort and sorts and None not in sorts and sort not in sorts:
        return str(mine[0][1].text)
    thing = _thing(quantity, line)
    if not thing or thing in own.text or not quantity.unit:
        return ""
    others = [_thing(one, each) for each, one in mine]
    foreign = all(
        one.unit
        and one.unit != quantity.unit
        and "个" not in one.unit + quantity.unit
        and kin(one.unit) != (kin(quantity.unit) or "none")
        for _, one in mine
    )
    return str(mine[0][1].text + others[0]) if foreign and all(others) else ""


_TWO = 2
_BOTH_SIDES = frozenset({"家", "人", "方", "位", "边", "个人"})


def _counts_both(quantity: Quantity, own: Source) -> bool:
    """Tell whether 两家 or 两人 are the two of whom an item tells, of which it need not say so."""
    two = quantity.text.startswith("两") and quantity.face == _TWO
    return two and quantity.unit in _BOTH_SIDES and len(entities.known(own)) > 1


def _as_change(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the end of a change that a line tells as the change itself: 减到54辆, 少了五十四辆."""
    if not _BY.search(line.text[: quantity.start]):
        return ""
    mine = [(each, one) for each, one in own.quantities if equal(quantity, one)]
    ends = [one for each, one in mine if _TO.search(each.text[: one.start])]
    return str(ends[0].text) if ends and len(ends) == len(mine) else ""


def _sort_of_text(quantity: Quantity, passage: Passage) -> re.Pattern[str] | None:
    """Return what a figure measures a text in, if it does: 词元, 汉字."""
    behind = passage.text[quantity.end :].lstrip()
    for sort in _SORTS_OF_TEXT:
        if sort.fullmatch(quantity.unit.removeprefix("个")):
            return sort
    if quantity.unit in {"", "个"}:
        return next(
            (sort for sort in _SORTS_OF_TEXT if sort.match(behind.removeprefix("个"))), None
        )
    return None


def rates(line: Passage, own: Source) -> Iterator[Objection]:
    """Yield a time for which a line tells a figure that the post tells for another time."""
    for base in bases(line):
        if not base.is_period and base.dimension not in {*_MEASURES, COUNT}:
            continue
        start, end = line.clause_of(base.start)
        for quantity in line.quantities:
            if not start <= quantity.start < end or quantity.face == 1:
                continue
            if not _is_told_for(base, quantity, line):
                continue
            nearest = _for_another_time(base, quantity, own)
            if nearest:
                span = (min(base.start, quantity.start), max(base.end, quantity.end))
                yield Objection("unit", line.text[span[0] : span[1]], *span, nearest)
                break


def _is_told_for(base: Base, quantity: Quantity, passage: Passage) -> bool:
    """Tell whether a figure is told for a time: 每 anywhere in its clause, 一 right before it."""
    if base.text.startswith("每"):
        return True
    between = passage.text[base.end : quantity.start]
    return base.end <= quantity.start and len(between) <= _BEFORE and "里" not in between[:2]


def _told_for(quantity: Quantity, own: Source, *, measured: bool = False) -> list[Base]:
    """Return the times for which the post tells a figure, or the amounts if it is `measured`."""
    found: list[Base] = []
    for each, one in own.quantities:
        if not equal(quantity, one):
            continue
        start, end = each.clause_of(one.start)
        found += [
            base
            for base in bases(each)
            if start <= base.start < end
            and (base.dimension in _MEASURES if measured else base.is_period)
            and (base.end <= one.start or base.may_follow)
        ]
    return found


def _for_another_time(base: Base, quantity: Quantity, own: Source) -> str:
    """Return what the post has of a figure that a line tells for a time, if that is another one.

    It is another time, or none, where the post has a rate of that measure: 每秒96GB is false of a
    card with 96GB whose bandwidth is 2.4TB/s.
    """
    theirs = _told_for(quantity, own, measured=not base.is_period)
    if theirs:
        return theirs[0].text if all(_differ(base, each) for each in theirs) else ""
    mine = [one for _, one in own.quantities if equal(quantity, one)]
    if not mine or quantity.dimension == COUNT or not base.is_period:
        return ""
    rated = (
        one
        for passage in own.passages
        for each, one in product(bases(passage), passage.quantities)
        if not _differ(base, each) and 0 <= each.start - one.end <= 1
    )
    alike = (one for one in rated if one.dimension == quantity.dimension)
    return next((mine[0].text for one in alike if not equal(quantity, one)), "")


def _differ(one: Base, other: Base) -> bool:
    return (one.dimension, one.value) != (other.dimension, other.value)
