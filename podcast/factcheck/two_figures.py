"""Figures that a host works out from two: differences, shares, multiples, parts, earlier values.

`contradicted` finds a change that a line tells with both of its ends, and with another share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from podcast.factcheck.arithmetic_words import (
    ADDED,
    AGE,
    BOTH,
    CHANGES,
    COMPLEMENTS,
    EARLIER,
    EXACT,
    GROWS,
    GROWS_OR_SHRINKS,
    LEVEL,
    PERIODS,
    RESTS,
    SHRINKS,
    TOTALS,
)
from podcast.factcheck.dimensions import COUNT, POINTS, SHARE, TIMES
from podcast.factcheck.matching import FRACTIONS, equal, fits
from podcast.factcheck.terms import (
    LEAST_DIGITS,
    Claim,
    Term,
    measure_alike,
    measures,
    near,
)

_COUNTERPARTS = (("国内", "海外"), ("国内", "境外"), ("男", "女"), ("线上", "线下"))
"""Words for two parts that make the whole."""
_ADDS = re.compile(
    "新增|增加|扩招|补[发招增建]|追加|(?:再|还要|还将|另|新)(?:次)?[\u4e00-\u9fff]{1,2}$"
)
_WORKED_OUT = re.compile("算起来|算下来|反推|倒推")
"""Words for an earlier figure that are said of any other one as well that is worked out."""
_PRICED = re.compile("[按照][^，。]{0,8}算|单价|总价")
_RECKONED = re.compile(
    "算下来|折合|[照按]这(?:么|个|样)算|[照按]这个?(?:比例|价码?|价格|份额|占比)|反推|倒推|折算|换算|推算"
)
_ON_AVERAGE = re.compile("平均|折算|人均|均摊|分摊|摊[到下]|每[一家个人位名台辆户]|一[家户]")
"""Words for what each of several gets of a whole."""
_WHOLE = re.compile("整家|整个|全家|全公司|估值|身价|总量|全部|全年|一共|总共|倒推|反推|推算")
"""Words for a whole that a line works out from a part and its share."""
_MULTIPLE = re.compile("是([^，。；]{2,8})的?\\s?$")
_CAPACITY = re.compile("[够能装放塞容抵顶]|相当于|等于")
_FASTER = re.compile("[快慢高低大小贵]了?$")
_MANY_TIMES = 5
"""From so many times on, 快七十五倍 is said for 75 times as fast."""
_PART = re.compile("占|靠|贡献|来自")
_FROM_TO = re.compile("[到至]")
_MOST_BETWEEN = 12
"""The most code points between the ends of a change."""
_FELL = re.compile("(?:降价?|降低|下降|下调|便宜|减少|少|低|减)了?$")
_ROSE = re.compile("(?:涨价?|上涨|上调|贵|增加|多|高|增)了?$")
_MUCH_SMALLER = 100
"""How many times smaller a figure is that no host adds to another, or takes from it."""


def of_two(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield what two figures give in the dimension of a line's figure."""
    if measure_alike(term, other):
        high, low = abs(term.value), abs(other.value)
        if high > low > 0:
            yield from _in_their_measure(one, term, other)
            yield from _ratios(one, term, other)
    elif term.dimension not in {other.dimension, TIMES} and measures(one.quantity, term):
        yield from _of_unlike(one, term, other)


def _in_their_measure(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield the difference and the sum of two figures; the difference of two shares is in points.

    Both must be told, or stand in one block that the line tells, or give more than a small figure.
    """
    quantity = one.quantity
    high, low = abs(term.value), abs(other.value)
    told = term.told + other.told
    same = term.dimension != SHARE and measures(quantity, term) and low * _MUCH_SMALLER >= high
    if not told and term.dimension == COUNT and low * LEAST_DIGITS < high:
        return  # a few of one thing are not taken from many of another
    points = quantity.dimension == POINTS and term.dimension == SHARE
    if same and EARLIER.search(one.clause) and _compares_with_earlier(other):
        yield high + low if _FELL.search(_before(other)) else high - low
        return
    both = (term.told or term.touched) and (other.told or other.touched)
    tells = told == BOTH or (both and (told or near(term, other)))
    tells = tells or (points and _leads_to(term, other))
    if (same or points) and (tells or quantity.face >= LEAST_DIGITS):
        if _names_difference(one, told):
            yield abs(term.value - other.value)  # from 40 below zero to 85 are 125 degrees
        if told and term.unit == other.unit and _leaves(one, other):
            yield high - low
        if same and near(term, other) and (_is_added(term) or _is_added(other)):
            yield high + low
        small = told < BOTH and high + low < LEAST_DIGITS
        twice = (high - low) * _MUCH_SMALLER < high and term.passage is not other.passage
        if same and not (small or twice) and TOTALS.search(one.about):
            yield high + low
    if same and both and ADDED.search(one.line.text):
        yield high + low
    if same and both and CHANGES.search(one.about) and _turns_to_profit(one.line.text):
        yield high + low


def _before(term: Term) -> str:
    start = term.span[0]
    return term.passage.text[max(0, start - _MOST_BETWEEN) : start].rstrip()


def _compares_with_earlier(term: Term) -> bool:
    """Tell whether a figure says by how much something changed: 与上代相比，起售价降了500元."""
    changed = _FELL.search(_before(term)) or _ROSE.search(_before(term))
    return bool(changed and EARLIER.search(term.passage.text))


def _turns_to_profit(text: str) -> bool:
    """Tell whether a line tells a loss and a profit, which differ by their sum: 去年亏, 今年赚."""
    return "亏" in text and bool(_PROFIT.search(text))


_PROFIT = re.compile("赚|盈利|净利|挣")


def _leaves(one: Claim, part: Term) -> bool:
    """Tell whether a line tells what a part leaves of a whole: 留给国内的 beside 其中海外8万台."""
    return bool(COMPLEMENTS.search(one.about)) or are_counterparts(one.clause, part.passage.text)


def are_counterparts(clause: str, text: str) -> bool:
    """Tell whether a clause and a text have the words for two parts that make the whole."""
    return any(
        (one in clause and other in text) or (other in clause and one in text)
        for one, other in _COUNTERPARTS
    )


def _names_difference(one: Claim, told: int) -> bool:
    """Tell whether words near a figure say that it is a difference.

    They stand right beside a figure of one digit that the line does not show to be worked out.
    """
    exact = one.quantity.grain and abs(one.quantity.value / one.quantity.grain) >= LEAST_DIGITS
    if told == BOTH and one.quantity.bound == "exact" and one.quantity.face > 1:
        return True
    if told == BOTH or exact:
        return any(each.search(one.about) for each in (CHANGES, RESTS, EARLIER))
    beside = CHANGES.search(one.beside)
    return bool(beside or RESTS.search(one.clause) or EARLIER.search(one.clause))


def _is_added(term: Term) -> bool:
    """Tell whether the item says of a figure that it comes to another one: 新增1200个."""
    return bool(_ADDS.search(_before(term)))


def _ratios(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield the share, the change or the multiple that two figures make."""
    quantity = one.quantity
    high, low = abs(term.value), abs(other.value)
    told, together = term.told + other.told, near(term, other) and term.touched
    if told < BOTH and not _same_things(term, other):
        return
    if quantity.dimension == SHARE and _is_share_told(one, term, other):
        yield from _share_of_two(high, low, _said_before(one))
    multiple = _MULTIPLE.search(one.line.text[: quantity.start])
    named = multiple is not None and not EARLIER.search(multiple[1])
    earlier = EARLIER.search(one.before) and EARLIER.search(other.passage.text)
    together = together or bool(earlier and term.touched and other.touched)
    alone = not (named and any(each.told and measure_alike(each, term) for each in one.terms))
    if quantity.dimension == TIMES and (
        told or (alone and together and _may_be_multiple(term, other, one.before))
    ):
        yield high / low
        if _FASTER.search(one.before) and quantity.face >= _MANY_TIMES:
            yield high / low + 1
        if quantity.bound == "near" and GROWS.search(one.before):
            yield high / low - 1  # 贵了快一倍半
    measured = term.dimension not in {COUNT, SHARE, TIMES}
    counts = quantity.dimension == COUNT and measured and (told or term.touched)
    if counts and (_CAPACITY.search(one.about) or _RECKONED.search(one.about)):
        yield high / low


def _said_before(one: Claim) -> str:
    """Return the words before a share; 涨幅 in the clause before says that it is a change."""
    rate = _RATES.search(one.line.text[: one.quantity.start])
    return (rate[0] if rate else "") + one.before


_RATES = re.compile("[涨跌降增]幅")


def _may_be_multiple(term: Term, other: Term, before: str) -> bool:
    """Tell whether a sentence compares two figures, of which a line may tell the multiple alone."""
    timed = term.dimension in PERIODS and not _FASTER.search(before)
    earlier = EARLIER.search(before) and EARLIER.search(other.passage.text)
    beside = near(term, other) or (earlier and term.unit == other.unit)
    return bool(beside) and other.touched and not timed


def _same_things(term: Term, other: Term) -> bool:
    """Tell whether two counts with 个 may be of one sort: not 9个国家 and 35个实验室."""
    if term.dimension != COUNT or "个" not in {term.unit, other.unit}:
        return True
    one, another = (each.passage.text[each.span[1] :].strip()[:2] for each in (term, other))
    return one == another or not (one[:1].isalnum() and another[:1].isalnum())


def contradicted(one: Claim) -> str:
    """Return the sentence whose change a line tells with its two ends, and with another share.

    从二十块降到十二块，便宜了六成 is false, though another price of the item fell by 60 %.
    """
    changes = GROWS_OR_SHRINKS.search(one.before) and not LEVEL.search(one.before)
    if one.quantity.dimension != SHARE or not changes:
        return ""
    told = [each for each in one.terms if each.told and each.dimension not in {SHARE, TIMES}]
    ends = [
        (high, low)
        for high, low in permutations(told, 2)
        if high.passage is low.passage
        and measure_alike(high, low)
        and high.unit != AGE
        and high.value > low.value > 0
        and _leads_to(high, low)
    ]
    fit = any(
        fits(one.quantity, value)
        for high, low in ends
        for value in _share_of_two(high.value, low.value, one.before)
    )
    inside = any(equal(one.quantity, each) for high, _ in ends for each in high.passage.quantities)
    return "" if fit or inside or not ends else ends[0][0].passage.text


def _is_share_told(one: Claim, term: Term, other: Term) -> bool:
    """Tell whether a share may be that of two figures.

    The line tells both, or the share is a rough one and the line tells one of them or their block.
    Of figures that it does not tell, it rounds only the change that a sentence gives: 从1.9降到0.7.
    """
    told = term.told + other.told
    if told == BOTH:
        return True
    both = term.touched and other.touched
    said = _said_before(one)
    changes = bool(GROWS_OR_SHRINKS.search(said)) and not LEVEL.search(one.before)
    if term.dimension == SHARE and not changes and one.quantity.unit not in FRACTIONS:
        return False
    if not told and _is_range(term, other):
        changes = False  # 再涨8%至13% is no change from one to the other
    if term.dimension in PERIODS and not (both and _may_be_part(one, term, other)):
        return False
    if one.quantity.unit == "%":
        part = bool(_PART.search(one.about)) and near(term, other)
        return both and (part or (changes and _leads_to(term, other)))
    if told:
        return near(term, other) or both
    return both and _is_rough_share(one, term, other, changes=changes)


def _may_be_part(one: Claim, term: Term, other: Term) -> bool:
    """Tell whether a sentence gives a time as a part of another, which a line tells roughly."""
    fraction = one.quantity.unit in FRACTIONS and term.passage is other.passage
    return _leads_to(term, other) or (fraction and term.unit == other.unit)


def _is_rough_share(one: Claim, term: Term, other: Term, *, changes: bool) -> bool:
    """Tell whether a share is as rough as one of figures that the line does not tell."""
    together = near(term, other) if _PART.search(one.about) else term.passage is other.passage
    if one.quantity.unit not in FRACTIONS and one.quantity.bound not in EXACT:
        return together and changes and _leads_to(term, other)
    return together and (term.dimension != COUNT or min(term.value, other.value) > 1)


def _leads_to(term: Term, other: Term) -> bool:
    """Tell whether a sentence gives two figures as the ends of a change: 从1.9降到0.7."""
    first, last = sorted((term.span, other.span))
    between = term.passage.text[first[1] : last[0]]
    if term.passage is not other.passage:
        return False
    return len(between) <= _MOST_BETWEEN and bool(_FROM_TO.search(between))


_BEGINS = re.compile("从|由|自|原|此前|上[年季月]")


def _is_range(term: Term, other: Term) -> bool:
    """Tell whether two shares are the ends of one figure, and not those of a change."""
    first, last = sorted((term.span, other.span))
    text = term.passage.text
    between = text[first[1] : last[0]].strip()
    begins = _BEGINS.search(text[max(0, first[0] - _MOST_BETWEEN) : first[0]])
    return term.passage is other.passage and between in {"至", "到", "-", "~", "—"} and not begins


def _share_of_two(high: Fraction, low: Fraction, before: str) -> Iterator[Fraction]:
    """Yield the change from one value to the other if a word says so, else the part."""
    level = bool(LEVEL.search(before))
    shrinks = not level and bool(SHRINKS.search(before))
    grows = not level and bool(GROWS.search(before))
    if shrinks:
        yield (high - low) / high
    if grows:
        yield (high - low) / low
        if high > 2 * low:
            yield low / (high - low)  # 新增60人，总数260人
    if not (shrinks or grows):
        yield low / high


def _of_unlike(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield parts, averages, totals and earlier values, of a whole and its share or its count.

    Where the line tells both, or tells one and they stand in one sentence, no word is needed.
    """
    told = term.told + other.told
    together = term.passage is other.passage
    parts = other.dimension == COUNT and other.value > 1
    if (
        parts
        and told == BOTH
        and term.dimension not in {SHARE, POINTS}
        and (TOTALS.search(one.about))
    ):
        yield term.value * other.value
    if other.dimension == POINTS and term.dimension == SHARE and (told == BOTH or together):
        yield from (term.value - other.value, term.value + other.value)
    if parts and told == BOTH and _ON_AVERAGE.search(one.about):
        yield term.value / other.value
    if parts and _PRICED.search(one.about) and term.touched and other.touched:
        yield term.value * other.value
    earlier = EARLIER.search(one.about) or _is_multiple_of(other, one.line.text)
    if other.dimension == TIMES and (together or told == BOTH) and earlier:
        yield from (term.value / other.value, term.value / (other.value + 1))
    if other.dimension == SHARE and 0 < other.value < 1 and term.dimension != SHARE:
        yield from _of_whole_and_share(one, term, other)


def _is_multiple_of(times: Term, text: str) -> bool:
    """Tell whether a text names that of which the item tells a multiple: 是预测的1.4倍."""
    match = _MULTIPLE.search(times.passage.text[: times.span[0]])
    whole = match[1] if match else ""
    return any(whole[place : place + 2] in text for place in range(len(whole) - 1))


def _of_whole_and_share(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield what a share of a whole gives, when the line shows that it reckons with them."""
    told = term.told + other.told
    together = term.passage is other.passage
    if other.unit == "折" and (together or other.told):
        yield term.value * other.value
    rough = together and one.quantity.bound == "about"
    both = term.touched and other.touched
    reckons = bool(_RECKONED.search(one.about))
    rough = rough or (both and reckons)
    before = together and term.touched and EARLIER.search(one.clause)
    if one.quantity.bound not in EXACT and told < BOTH:
        before = None
    if one.quantity.dimension == COUNT and one.quantity.unit != term.unit:
        before = None
    if EARLIER.search(one.about) and together and _is_level(other):
        yield term.value / other.value
    either = term.told or term.touched or other.told or other.touched
    if either and reckons and _WHOLE.search(one.line.text):
        yield term.value / other.value
    if (
        before
        or (reckons and together)
        or (together and term.touched and GROWS_OR_SHRINKS.search(one.before))
    ):
        yield from (term.value / (1 - other.value), term.value / (1 + other.value))
        yield from (
            term.value * other.value / (1 - other.value),
            term.value * other.value / (1 + other.value),
        )
    if told == BOTH or (told and together and not other.of_line):
        yield from _of_share(term.value, other.value, one)
    elif rough:
        yield term.value * other.value
        if together and one.quantity.bound in EXACT and TOTALS.search(one.about):
            yield term.value / other.value


def _is_level(term: Term) -> bool:
    """Tell whether the item says of a share that something comes to it: 是V4的四分之三."""
    return bool(
        re.search(
            "(?:是|为|只有|相当于|等于)[^，。；]{1,20}的\\s?$", term.passage.text[: term.span[0]]
        )
    )


def _of_share(whole: Fraction, share: Fraction, one: Claim) -> Iterator[Fraction]:
    """Yield the part of a whole, the rest, what it was before a change, and a whole of its part."""
    earlier = EARLIER.search(one.clause)
    if earlier:
        yield from (whole / (1 - share), whole / (1 + share))
    if not earlier or _WORKED_OUT.search(one.clause):
        yield whole * share
    if RESTS.search(one.about) or SHRINKS.search(one.about):
        yield whole * (1 - share)
    if TOTALS.search(one.about) or _WHOLE.search(one.about):
        yield whole / share
