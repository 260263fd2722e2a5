"""Figures that a host works out from figures of the item, and examples in small round numbers.

A figure counts as worked out when the arithmetic holds on two figures of the item that measure
alike, and words near it say which arithmetic it is: a difference wants 多, 少 or 降, a total 总共,
an average 平均, an earlier value 原来. An example (每一百个里有七个) is a round number and a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, kin
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity

_CHANGES = re.compile(
    "[多少差涨跌降升增减高低缩贵快慢省掉砍超短长]|便宜|提前|推迟|领先|落后|距离|扩大|收窄|下滑|提高|加"
)
_SHRINKS = re.compile("[少差跌降减低缩慢省掉砍短]|便宜|下滑|收窄")
_GROWS = re.compile("[多涨升增高贵快长]|扩大|提高|翻")
_SHARED = re.compile("占|其中|里|部分|当中|分|归|成|剩|原|前|倒推|总|一共|涨|降|省|少|多")
_TOTALS = re.compile("总|一共|加起来|加在一起|合计|全部|一起|下来|拢共|累计|共")
_AVERAGES = re.compile("平均|每|人均|平摊|摊|折算|均摊|单价")
_RESTS = re.compile("剩|其余|余下|另外|其他|不到|别的|那边|反过来|反方向|没")
_EARLIER = re.compile(
    "原来|原先|原价|此前|之前|以前|上一?[代版轮届季个]|去年|前年|上年|倒推|老款|旧款|从前|投前|标准版|一开始|当初"
)
_EXAMPLES = re.compile(
    "每|原来|相当于|里|如果|当中|好比|等于|也就是|换句话|假如|比方|打个|原本|挣|花"
)
_ROUND_BASES = frozenset(Fraction(base) for base in (1, 3, 4, 5, 10, 100, 1000, 10000))
"""The bases that examples are made with."""
_MONTHS_OF_YEAR, _DAYS_OF_MONTH = 12, 30
_ROUGH_SHARE = Fraction(15, 1000)
"""How far a share in tenths (三成) or a fraction may be from the share that was worked out."""
_FRACTIONS = frozenset({"半", "分之"})
"""The units of 一半 and 四分之一, which round more than 三成 does."""
_FRACTION_SHARE, _ABOUT_FRACTION = Fraction(25, 1000), Fraction(30, 100)
"""How far a fraction may be from the true share; and with 超过 or 不到, as a share of it."""
_ABOUT_SHARE = Fraction(25, 1000)
"""The same with a word such as 左右."""
_ROUGH_TIMES = Fraction(6, 100)
"""The same for a multiple."""
_NEARLY = Fraction(15, 100)
"""How far below a figure the true one may be for 近 and 快, as a share of it."""
_WRONG_SIDE = Fraction(10, 100)
"""How close, as a share, a figure is that must have been meant by a rounded one."""
_MOST, _MOST_OF_SENTENCE = 24, 6
"""The figures of an item, and of a sentence, that are compared with each other."""
_FAR = 24
"""How many code points apart the figures of an example may be."""
_BACK = 14
"""How many code points before a clause may name the arithmetic."""
_LARGE = 10000
"""A figure without a unit from which on it may be an amount of money."""
BOTH = 2
_LEAST_DIGITS = 10
"""A total or difference below it is too small to be more than chance in another sentence."""


class Words(NamedTuple):
    """The words of a line that say how a figure was worked out."""

    about: str
    """The clause of the figure, with some words around it."""
    before: str
    """The words right before the figure."""


def reckoned(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield the sentences that hold a figure from which a line's figure can be worked out."""
    if _is_on_the_wrong_side(quantity, own):
        return
    words = Words(_around(quantity, line), _before(quantity, line))
    figures = [
        (each, one) for each, one in own.quantities if not (one.ordinal or one.vague) and one.value
    ][:_MOST]
    told = [one for _, one in figures if _is_told(one, quantity, line)]
    for (each, one), (other_sentence, other) in permutations(figures, 2):
        near = each is other_sentence or each.post_line == other_sentence.post_line
        values = _of_two(
            quantity, one, other, words, near=near, told=(one in told) + (other in told)
        )
        if any(fits(quantity, value) for value in values):
            yield each
    for each, one in figures:
        if any(fits(quantity, value) for value in _of_one(quantity, one, words.about)):
            yield each


def _is_on_the_wrong_side(quantity: Quantity, own: Source) -> bool:
    """Tell whether a rounded figure is near one of the item that it rounds to the wrong side."""
    if quantity.bound in {"exact", "about", "whole"}:
        return False
    upwards = quantity.bound in {"above", "least"}
    return any(
        abs(one.value - quantity.value) <= quantity.value * _WRONG_SIDE
        and (one.value < quantity.value if upwards else one.value > quantity.value)
        for _, one in own.quantities
        if one.dimension == quantity.dimension and _fits_unit(quantity, one)
    )


def is_example(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a figure is the base of an example, or the part of it that the item gives."""
    if not _EXAMPLES.search(line.text):
        return False
    shares = list(_shares(own))
    for one in line.quantities:
        for other in line.quantities:
            if one is other or quantity not in (one, other) or other.ordinal:
                continue
            if abs(one.start - other.start) > _FAR or "exact" not in (one.bound, other.bound):
                continue
            if _is_part(one, other, shares):
                return True
    return False


def _is_part(base: Quantity, part: Quantity, shares: Sequence[Fraction]) -> bool:
    """Tell whether one figure is such a part of a round base as the item gives."""
    if base.unit == "里":  # 一千个里漏掉二十一个 is one figure
        whole, said = 1 / base.grain, part.face
    elif base.dimension == part.dimension and not base.ordinal:
        whole, said = base.face, part.face
    else:
        return False
    if whole not in _ROUND_BASES or base.bound != "exact" or (said == 1 and part.text == "一"):
        return False
    most = part.until if part.until is not None else said
    spread = max(1 / whole / 2, Fraction(1, 200)) if part.until is None else Fraction(0)
    return any(said / whole - spread <= share <= most / whole + spread for share in shares)


def _shares(own: Source) -> Iterator[Fraction]:
    """Yield all shares of an item, what is left beside them, and what they make of a whole.

    Two figures of one sentence that measure alike give a share as well.
    """
    for each in own.passages:
        figures = [one for one in each.quantities if not one.ordinal]
        for one in figures:
            if one.dimension == SHARE:
                yield from (one.value, 1 - one.value, 1 + one.value)
            if one.dimension == TIMES:
                yield one.value
        for one, other in permutations(figures[:_MOST_OF_SENTENCE], 2):
            if one.unit == other.unit and _measure_alike(one, other) and other.value:
                yield one.value / other.value


def _before(quantity: Quantity, line: Passage) -> str:
    """Return the words right before a figure, which say whether it is a change."""
    return line.text[max(0, line.clause_of(quantity.start)[0], quantity.start - 8) : quantity.start]


def _around(quantity: Quantity, line: Passage) -> str:
    """Return the clause of a figure with some words before it and the next few behind."""
    start, end = line.clause_of(quantity.start)
    return line.text[max(0, start - _BACK) : end + 4]


def _is_told(one: Quantity, quantity: Quantity, line: Passage) -> bool:
    """Tell whether another figure of the line says what a figure of the item says."""
    return any(
        each is not quantity and _measures(each, one) and fits(each, one.value)
        for each in line.quantities
    )


def _measure_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures measure the same; one of two amounts may lack its currency."""
    if one.dimension != other.dimension:
        return one.dimension in CURRENCIES and _is_large_and_bare(other)
    return one.dimension != COUNT or _one_sort(one.unit, other.unit)


def _is_large_and_bare(one: Quantity) -> bool:
    return one.dimension == COUNT and not one.unit and one.face >= _LARGE


def _one_sort(one: str, other: str) -> bool:
    """Tell whether two classifiers may count the same things; 个 counts any."""
    return (
        not (one and other) or one == other or kin(one) == kin(other) != "" or "个" in (one, other)
    )


def _of_two(
    quantity: Quantity, one: Quantity, other: Quantity, words: Words, *, near: bool, told: int
) -> Iterator[Fraction]:
    """Yield what two figures give in the dimension of a line's figure.

    `near` says that they stand together, `told` how many of them the line tells.
    """
    if _measure_alike(one, other):
        yield from _of_alike(quantity, one, other, words, near=near, told=told)
    elif one.dimension != other.dimension:
        yield from _of_unlike(quantity, one, other, words.about, told=told > 0)


def _of_alike(
    quantity: Quantity, one: Quantity, other: Quantity, words: Words, *, near: bool, told: int
) -> Iterator[Fraction]:
    about, before = words
    high, low = one.value, other.value
    if high <= low or low <= 0:
        return
    same = one.dimension != SHARE and _measures(quantity, one) and _fits_unit(quantity, one)
    points = quantity.dimension == POINTS and one.dimension == SHARE
    if (same or points) and (told == BOTH or quantity.face >= _LEAST_DIGITS):
        if any(each.search(about) for each in (_CHANGES, _RESTS, _EARLIER)):
            yield high - low
        if same and _TOTALS.search(about):
            yield high + low
    rounded = quantity.bound not in {"exact", "whole", "about"}
    enough = told == BOTH or (quantity.unit != "%" and told)
    if near and (quantity.unit in _FRACTIONS or (quantity.unit != "%" and not rounded)):
        enough = True
    if quantity.dimension == SHARE and enough:
        yield from _share_of_two(high, low, before)
    if quantity.dimension == TIMES and told:
        yield high / low


def _share_of_two(high: Fraction, low: Fraction, before: str) -> Iterator[Fraction]:
    """Yield the change from one value to the other if a word says so, else the part."""
    shrinks, grows = bool(_SHRINKS.search(before)), bool(_GROWS.search(before))
    if shrinks:
        yield (high - low) / high
    if grows:
        yield (high - low) / low
    if not (shrinks or grows):
        yield low / high


def _of_unlike(
    quantity: Quantity, one: Quantity, other: Quantity, about: str, *, told: bool
) -> Iterator[Fraction]:
    """Yield parts, averages, totals and earlier values, of a whole and its share or its count."""
    if not (_measures(quantity, one) and _fits_unit(quantity, one)):
        return
    parts = other.dimension == COUNT and other.value > 1
    if parts and one.dimension not in {SHARE, POINTS, TIMES} and _AVERAGES.search(about):
        yield one.value / other.value
    if not told:
        return
    if parts and _TOTALS.search(about):
        yield one.value * other.value
    if other.dimension == POINTS and one.dimension == SHARE:
        yield from (one.value - other.value, one.value + other.value)
    if other.dimension == TIMES and _EARLIER.search(about):
        yield from (one.value / other.value, one.value / (other.value + 1))
    if other.dimension == SHARE and 0 < other.value < 1 and _SHARED.search(about):
        yield from _of_share(one.value, other.value, about)


def _of_share(whole: Fraction, share: Fraction, about: str) -> Iterator[Fraction]:
    """Yield the part of a whole, the rest, what it was before a change, and a whole of its part."""
    yield whole * share
    if _RESTS.search(about) or _SHRINKS.search(about):
        yield whole * (1 - share)
    if _EARLIER.search(about):
        yield from (whole / (1 - share), whole / (1 + share))
    if _TOTALS.search(about):
        yield whole / share


def _of_one(quantity: Quantity, one: Quantity, about: str) -> Iterator[Fraction]:
    """Yield what is left beside a share, and what a price makes in a year or a month."""
    if one.dimension == SHARE == quantity.dimension and one.value < 1 and _RESTS.search(about):
        yield 1 - one.value
    if one.dimension in CURRENCIES and quantity.dimension == one.dimension:
        if re.search("年|算下来", about):
            yield one.value * _MONTHS_OF_YEAR
        if re.search("每?个?月", about):
            yield from (one.value / _MONTHS_OF_YEAR, one.value * _DAYS_OF_MONTH)


def _fits_unit(quantity: Quantity, one: Quantity) -> bool:
    """Tell whether a count may be one of the other's things; 个 counts any."""
    return quantity.dimension != COUNT or _one_sort(quantity.unit, one.unit)


def _measures(quantity: Quantity, one: Quantity) -> bool:
    """Tell whether a figure of a line, which may have no unit, measures what the other does."""
    bare = quantity.dimension == COUNT and not quantity.unit and quantity.face >= _LEAST_DIGITS
    return quantity.dimension == one.dimension or (bare and one.dimension not in {SHARE, TIMES})


def fits(quantity: Quantity, true: Fraction) -> bool:
    """Tell whether a figure, as it is rounded, says a value that was worked out."""
    said, true = abs(quantity.value), abs(true)
    if said == true:
        return quantity.bound not in {"above", "below"} or quantity.dimension in {SHARE, TIMES}
    if quantity.until is not None:
        return said <= true <= quantity.until
    grain = max(quantity.grain, Fraction(0))
    if quantity.bound in {"above", "least"}:
        return said < true < said + _above(quantity, grain)
    if quantity.bound in {"below", "near", "most"}:
        return said - _below(quantity, grain) <= true < said
    if quantity.bound == "about":
        rough = _ABOUT_SHARE if quantity.dimension == SHARE else grain / 2
        return abs(said - true) <= max(rough, said / 20)
    return abs(said - true) <= _spread(quantity, grain)


def _above(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far above a figure the true one may be: 两成多 is less than 30 %."""
    if quantity.dimension == TIMES:
        return Fraction(1)
    if quantity.dimension == SHARE:
        return quantity.value * _ABOUT_FRACTION if quantity.unit in _FRACTIONS else grain
    return quantity.value / 4


def _below(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far below a figure the true one may be."""
    if quantity.unit in _FRACTIONS:
        return quantity.value * _ABOUT_FRACTION
    if quantity.dimension == SHARE:
        return max(grain * 3 / 4, Fraction(2, 100))
    return quantity.value * _NEARLY


def _spread(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far a figure that is told without a word of rounding may be from the true one."""
    if quantity.dimension == SHARE:
        return _FRACTION_SHARE if quantity.unit in _FRACTIONS else min(grain / 2, _ROUGH_SHARE)
    if quantity.dimension == TIMES:
        return min(grain / 2, quantity.value * _ROUGH_TIMES)
    return min(grain / 2, quantity.value / 100)
