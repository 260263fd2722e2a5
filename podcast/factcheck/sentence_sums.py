"""Figures that a host works out from a whole sentence or paragraph: sums, lengths of time, rests.

The figures of a list make a total, two dates a time, a count and its part what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise, permutations

from podcast.factcheck import periods
from podcast.factcheck.arithmetic_words import (
    ADDED,
    AGE,
    COMPLEMENTS,
    DAY_SECONDS,
    DENIES,
    EXACT,
    GROWS_OR_SHRINKS,
    PERIODS,
    RESTS,
    TOTALS,
)
from podcast.factcheck.dimensions import COUNT, POINTS, SHARE, TIMES
from podcast.factcheck.passages import Passage
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.terms import (
    Claim,
    fits_unit,
    measures,
    one_sort,
)

_RISES = re.compile("(?:增加|增长|提高|提升|上涨|多|涨|贵|高|升|增|快|长|重)[了出]?$")
_FALLS = re.compile("(?:减少|下降|降低|便宜|缩短|少|降|减|低|短|轻|薄|小|慢|快)了?$")
_COMPARES = re.compile("[比较]")
_EACH_DAY = re.compile("平均[一每]天|日均")
_DAYS_OF_MONTH = 30


def of_sentence(one: Claim, post: Passage) -> Iterator[Fraction]:
    """Yield the sums of a sentence, what it compares with, and the times between its dates."""
    quantity = one.quantity
    alike = [
        value
        for each in post.quantities
        if not each.ordinal
        and (value := each.within(quantity.dimension)) is not None
        and fits_unit(quantity, each.unit)
    ]
    sums = list(_sums(alike)) if quantity.dimension != TIMES else []
    if TOTALS.search(one.line.text) and quantity.face != 1:
        yield from sums
    if quantity.dimension == SHARE and (COMPLEMENTS.search(one.about) or RESTS.search(post.text)):
        yield from (1 - each for each in sums)
    figures = [each for each in post.quantities if each.dimension == quantity.dimension]
    for each, other in pairwise(figures if quantity.bound in EXACT else ()):
        before, between = post.text[: each.start].strip(), post.text[each.end : other.start].strip()
        if not (_RISES.search(before) or _FALLS.search(before)):
            yield from _of_change(each, other, between)
    if quantity.bound != "exact" and _EACH_DAY.search(one.line.text):
        yield from (
            each.value / _DAYS_OF_MONTH for each in post.quantities if each.unit == quantity.unit
        )
    if quantity.dimension == "time":
        lengths = tuple(periods.of_times(post, one.own.today))
        yield from lengths
        if quantity.unit == "天" and _BOTH_DAYS.search(one.line.text):
            yield from (each + DAY_SECONDS for each in lengths if each)
    if quantity.dimension == "months" and quantity.bound not in {"least", "most"}:
        years = quantity.unit in {"年", "年多"}
        yield from periods.of_months(post, one.own.today, years=years)


_BOTH_DAYS = re.compile("前后|一共|总共|为期|连续|连着|连开|历时")
"""Words by which a line counts the first day and the last one."""
_LASTED = re.compile(
    "前后|以?后|之前|才|历时|用了|花了|拖了|等了|过了|隔了|时隔|还剩|只剩|剩下|不到|再|撑|还有|来|以来|这|[从由自]|工夫|时间|一直"
)
"""Words by which a line tells how long it was between two dates of an item."""


def of_dates(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the times between the dates of different sentences, and until the day of the post."""
    quantity = one.quantity
    long = quantity.dimension == "months" or quantity.value >= DAY_SECONDS
    lasted = AGE in one.line.text or _LASTED.search(one.line.text)
    if quantity.dimension not in PERIODS or not long or not lasted:
        return
    days = [(day, each) for each, moment in one.own.moments if (day := periods.rough_day(moment))]
    days.append((one.own.today, one.own.passages[0]))
    for (first, passage), (last, _) in permutations(days, 2):
        length = Fraction((last - first).days)
        if length <= 0:
            continue
        if quantity.dimension == "time":
            yield length * DAY_SECONDS, passage
        else:
            months = length / periods.DAYS_OF_MONTH
            yield from ((value, passage) for value in (months, Fraction(round(months * 2), 2)))


def without_part(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the share that is left of counted ones: 十七位里有四位还不能, 17名, 其中13人可以."""
    behind = one.line.text[one.quantity.end : one.line.clause_of(one.quantity.end - 1)[1]]
    if one.quantity.unit != "里" or not (COMPLEMENTS.search(behind) or DENIES.search(behind)):
        return
    for passage in one.own.passages:
        counts = [each for each in passage.quantities if each.dimension == COUNT and each.value]
        for whole, part in permutations(counts, 2):
            _, end = passage.clause_of(part.start)
            if DENIES.search(passage.text[part.end : end]):
                continue
            if part.value < whole.value and one_sort(whole.unit, part.unit):
                yield 1 - part.value / whole.value, passage


_PACE = re.compile(
    "[按照][^，。；]{0,10}(?:速度|节奏|势头|水平|算)|年化|跑满|跑上|一[年月天小时]{1,2}下来|全年"
)
_TIMES_OF_PACE = ("季度", "月", "周", "天", "小时", "分钟")
_LONGER = (4, 12, 30, 60, 24, 7, 52, 365)
"""How many quarters, months, days, minutes, hours and weeks a longer time has."""


def of_pace(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield what a figure of a short time makes in a longer one: 按这个季度的速度跑一年."""
    if not _PACE.search(one.line.text):
        return
    for term in one.terms:
        told = term.touched or any(
            each in one.line.text and each in term.passage.text for each in _TIMES_OF_PACE
        )
        if measures(one.quantity, term) and told and not term.of_line:
            for times in _LONGER:
                yield term.value * times, term.passage


def of_all(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the sum of all amounts of one measure in an item, where a line adds up."""
    if not ADDED.search(one.line.text) or one.quantity.dimension in {SHARE, TIMES, POINTS}:
        return
    alike = [
        (found.value, each)
        for each, found in one.own.quantities
        if found.dimension == one.quantity.dimension
        and found.unit
        and not found.ordinal
        and fits_unit(one.quantity, found.unit)
    ]
    for value in _sums([value for value, _ in alike]):
        yield value, alike[0][1]


def of_shares(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the sums of the shares that a paragraph gives one after the other."""
    if one.quantity.dimension != SHARE or not ADDED.search(one.line.text):
        return
    for _, block in groupby(one.own.passages, key=lambda each: each.post_line):
        told = [(found, each) for each in block for found in each.quantities]
        shares = [(found.value, each) for found, each in told if found.dimension == SHARE]
        for value in _sums([value for value, _ in shares]):
            if value < 1:
                yield value, shares[0][1]


def of_parts(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield a count of all parts, and the share of one, where a line tells both: 五个里八成是低危.

    Where a sentence counts one middling and four slight flaws, four of five are eighty percent.
    """
    quantity = one.quantity
    if GROWS_OR_SHRINKS.search(one.before):
        return
    rest = [each for each in one.line.quantities if each is not quantity]
    for passage in one.own.passages:
        counts = [each for each in passage.quantities if each.dimension == COUNT and each.unit]
        for part, other in permutations(counts, 2):
            total = part.value + other.value
            if part.unit != other.unit or part.ordinal or other.ordinal:
                continue
            share, whole = part.value / total, (COUNT, total)
            if quantity.dimension == SHARE and any(
                each.readings[0] == whole and each.unit == part.unit for each in rest
            ):
                yield share, passage
            if quantity.dimension == COUNT and any(
                each.dimension == SHARE and each.value == share for each in rest
            ):
                yield total, passage


def _of_change(one: Quantity, other: Quantity, between: str) -> Iterator[Fraction]:
    """Yield what was before a change, or is after it: 11分钟，比T2短7分钟; 比3200万台多2000万台."""
    rises, falls = bool(_RISES.search(between)), bool(_FALLS.search(between))
    compares = bool(_COMPARES.search(between))
    if (rises and not compares) or (falls and compares):
        yield one.value + other.value
    if (falls and not compares) or (rises and compares):
        yield abs(one.value - other.value)


def _sums(values: Sequence[Fraction]) -> Iterator[Fraction]:
    """Yield the sums of rows of neighbours."""
    for first in range(len(values)):
        total = values[first]
        for value in values[first + 1 :]:
            total += value
            yield total
