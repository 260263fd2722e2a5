"""Figures that a host works out from figures of the item: sums, differences, shares, multiples.

A figure counts as worked out when the arithmetic holds on figures of the item, what it gives
measures what the figure measures, and words near the figure say which arithmetic it is: a
difference wants 多, 少 or 降, a total 总共, a share 占, an earlier value 原来. Rates that are told
anew are in rates.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby, pairwise, permutations

from podcast.chinese.fold import HAN
from podcast.factcheck import periods, rates
from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, YUAN
from podcast.factcheck.matching import FRACTIONS, equal, fits, is_bare
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content
from podcast.factcheck.terms import (
    LEAST_DIGITS,
    Claim,
    Known,
    Term,
    claim,
    fits_unit,
    measure_alike,
    measures,
    near,
    of_line,
    one_sort,
)

Worked = tuple[Passage, Quantity, Quantity | None]
"""The sentence that a figure rests on, the figure as it is meant, and the figure that the line
supposes for it."""

_CHANGES = re.compile(
    "[多少差涨跌轻重瘦降升增减高低缩贵快慢省掉砍超添扩短长早晚跳剩抬抵退再还刨扣除]|便宜|提前|提了|[上往]提|上调|调[高低]|下调|推迟|相差|拉开"
    "|领先|落后|距离|扩大|收窄|下滑|提高|加|优惠|到手|失败"
)
_SHRINKS = re.compile("[少差跌降减低缩慢省掉砍短轻瘦]|便宜|下滑|收窄")
_GROWS = re.compile("[多涨升增高贵快长重添]|再加|提速|扩大|提高|翻")
_GROWS_OR_SHRINKS = re.compile(f"{_SHRINKS.pattern}|{_GROWS.pattern}")
_COUNTERPARTS = (("国内", "海外"), ("国内", "境外"), ("男", "女"), ("线上", "线下"))
"""Words for two parts that make the whole."""
_RESTS_ALONE = re.compile("剩|其余|余下|另外|其他|反过来|反方向|男|女")
_DENIES = re.compile("不(?![过仅只光但错少久同断到足满超])|未(?!来)|没|无")
_TOTALS = re.compile(
    "加上|连同|摞|总|一共|加起来|加在一起|合计|全部|一起|下来|拢共|累计|共|凑|合起来|合在一起|加一块"
    "|统共|前后"
)
_ADDED = re.compile("加起来|摞|叠|凑|加在一起|合起来|合计|加一块|合在一起|两次一共")
"""Words for a sum of figures that the item gives far from each other."""
_ADDS = re.compile(
    "新增|增加|扩招|补[发招增建]|追加|(?:再|还要|还将|另|新)(?:次)?[\u4e00-\u9fff]{1,2}$"
)
_RESTS = re.compile("剩|其余|余下|另外|其他|别的|反过来|反方向|没|另有|另一|还有")
_COMPLEMENTS = re.compile(
    f"{_RESTS.pattern}|不(?![过仅只光但错少久同断到足满超])|未(?!来)|男|女|晚点|失败|错"
)
"""Words for the part that a share leaves; many of them deny what the item says of the share."""
_EARLIER = re.compile(
    "原来|原先|原价|此前|之前|以前|上一?[代版轮届季个]|老版|前一?[代版]|前作|去年|前年|上年|倒推|老款|旧款|从前|投前"
    "|融资前|标准版|一开始|当初|算起来|算下来|反推"
)
_PRICED = re.compile("[按照][^，。]{0,8}算|单价|总价")
_RECKONED = re.compile("算下来|折合|[照按]这(?:么|个|样)算|反推|折算|换算")
_MULTIPLE = re.compile("是([^，。；]{2,8})的?\\s?$")
_CAPACITY = re.compile("[够能装放塞容抵顶]|相当于|等于")
_FASTER = re.compile("[快慢高低大小贵]了?$")
_MANY_TIMES = 5
"""From so many times on, 快七十五倍 is said for 75 times as fast."""
_PART = re.compile("占|靠|贡献|来自")
_LEVEL = re.compile(
    "(?:到|至|剩下?|只有|仅有?|等于|相当于|为|是|占)(?:了|原来的|其|它的|过去的|以前的){0,2}$"
)
"""Before a share, says that it is what is left, not by how much something changed."""
_RISES = re.compile("(?:增加|增长|提高|提升|上涨|多|涨|贵|高|升|增|快|长|重)[了出]?$")
_FALLS = re.compile("(?:减少|下降|降低|便宜|缩短|少|降|减|低|短|轻|薄|小|慢|快)了?$")
_FROM_TO = re.compile("[到至]")
_MOST_BETWEEN = 12
"""The most code points between the ends of a change."""
_COMPARES = re.compile("[比较]")
_EXTENT = re.compile("[涨增升]幅")
_EACH_DAY = re.compile("平均[一每]天|日均")
_SMALL_MONEY = re.compile("[块毛]")
_PERIODS = frozenset({"time", "months"})
_DAYS_OF_MONTH = 30
_UPWARDS = frozenset({"above", "least"})
"""Bounds that say that the true figure is above the one that is told."""
_EXACT = frozenset({"exact", "about", "whole"})
"""Bounds that name no side."""
_WRONG_SIDE = Fraction(10, 100)
"""How close, as a share, a figure is that must have been meant by a rounded one."""
_MOST_TIMES = 3
"""How many times a price by the year the same by the month comes to at most."""
_BOTH = 2
_MUCH_SMALLER = 100
"""How many times smaller a figure is that no host adds to another, or takes from it."""


def reckoned(line: Passage, own: Source, traced: Known) -> dict[Quantity, tuple[Passage, ...]]:
    """Return the figures of a line that can be worked out, each with a sentence it rests on.

    `traced` are those that the item states. A figure that was worked out serves for the next, and
    a figure that is only supposed is returned with the one that was worked out from it.
    """
    found: dict[Quantity, tuple[Passage, ...]] = {}
    terms: list[Term] = []
    waiting = [one for one in line.quantities if one not in traced]
    again = bool(waiting)
    while again:
        again = False
        for quantity in waiting:
            if quantity in found:
                continue
            worked = _worked_out(claim(quantity, line, own, {**traced, **found}, terms))
            if worked is None:
                continue
            again = len(waiting) > 1
            sentence, meant, supposed = worked
            found[quantity] = (sentence,)
            terms.append(of_line(meant, sentence))
            if supposed is not None:
                found.setdefault(supposed, (sentence,))
    return found


def _worked_out(one: Claim) -> Worked | None:
    """Return what a figure rests on when the arithmetic holds for one of its meanings."""
    if _is_on_the_wrong_side(one.quantity, one.line, one.own) and not _tells_a_pair(one):
        return None
    for meant in _meanings(one.quantity, one.line, one.own):
        each = replace(one, quantity=meant)
        found: Worked | None = None
        for value, sentence, supposed in rates.of(each):
            if (found is None or supposed) and fits(meant, value):
                found = sentence, meant, supposed
        if found is not None:
            return found
        against = [rated for rated in _against_rates(each) if fits(meant, rated[0])]
        if against:
            _, sentence, supposed = max(against, key=lambda rated: rated[2] is not None)
            return sentence, meant, supposed
        for value, sentence in _values(each):
            if fits(meant, value):
                return sentence, meant, None
    return None


def _against_rates(one: Claim) -> Iterator[rates.Rated]:
    """Yield by how much a price that a line tells differs from what a rate makes: 12 * 15 - 128."""
    if one.quantity.dimension not in CURRENCIES or not _CHANGES.search(one.beside):
        return
    prices = [each for each in one.terms if each.told and measures(one.quantity, each)]
    for value, sentence, supposed in rates.of(one) if prices else ():
        for price in prices:
            own_price = value / price.value < _MOST_TIMES  # and not the rate itself
            if price.passage is sentence and value != price.value and own_price:
                yield abs(value - price.value), sentence, supposed


def _meanings(quantity: Quantity, line: Passage, own: Source) -> Iterator[Quantity]:
    """Yield a figure as it may be meant: one without a unit may be money, 块 any currency."""
    yield quantity
    for dimension, value in quantity.readings[1:]:
        grain = quantity.grain * abs(value / quantity.value) if quantity.value else quantity.grain
        yield replace(quantity, readings=((dimension, value),), grain=grain)
    if quantity.dimension == COUNT and not quantity.unit and quantity.face >= LEAST_DIGITS:
        for name in sorted({one.dimension for _, one in own.quantities} & CURRENCIES):
            yield replace(quantity, readings=((name, quantity.face),), unit=name)
        yield from _with_units_of(quantity, line)
    if quantity.dimension == COUNT and quantity.unit in {"", "个"} and _tells_points(line):
        grain = quantity.grain / 100
        yield replace(quantity, readings=((POINTS, quantity.face / 100),), unit="个点", grain=grain)
    if quantity.unit in _KILOMETRES and any(one.dimension == "speed" for _, one in own.quantities):
        yield replace(quantity, readings=(("speed", quantity.face),), unit="公里每小时")
    if quantity.dimension == YUAN and _SMALL_MONEY.search(quantity.text):
        named = {one.dimension for one in line.quantities} & CURRENCIES - {YUAN}
        for name in sorted(named):
            yield replace(quantity, readings=((name, quantity.value),))


_KILOMETRES = frozenset({"公里", "千米"})
"""Units in which hosts tell speeds as well: 降了十公里."""


def _tells_points(line: Passage) -> bool:
    """Tell whether a line tells shares, so that a bare figure may be in points: 隔着五个半."""
    return any(one.dimension in {SHARE, POINTS} for one in line.quantities)


def _with_units_of(quantity: Quantity, line: Passage) -> Iterator[Quantity]:
    """Yield a figure with the units of the line's others: 七千两百毫安时，一下子多了一千四."""
    for one in line.quantities:
        if one.unit and one.face and one.dimension not in {COUNT, SHARE, TIMES, *CURRENCIES}:
            factor = abs(one.value / one.face)
            yield replace(
                quantity,
                readings=((one.dimension, quantity.face * factor),),
                unit=one.unit,
                grain=quantity.grain * factor,
            )


def _changes(passage: Passage, quantity: Quantity) -> bool:
    """Tell whether a share is by how much something changes, rather than what is left of it."""
    before = passage.text[max(0, quantity.start - _BACK) : quantity.start]
    return bool(_GROWS_OR_SHRINKS.search(before)) and not _LEVEL.search(before)


_BACK = 6
"""How many code points before a share say whether it is a change."""


def _is_on_the_wrong_side(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a rounded figure is near one of the item that it rounds to the wrong side."""
    if quantity.bound in _EXACT:
        return False
    start, end = line.clause_of(quantity.start)
    earlier = bool(_EARLIER.search(line.text[start:end]))
    times = [one for one in line.moments if start <= one.start < end and one.year]
    upwards = quantity.bound in _UPWARDS
    for each, one in own.quantities:
        bare = is_bare(quantity) and one.dimension in CURRENCIES
        if not bare and (one.dimension != quantity.dimension or not fits_unit(quantity, one.unit)):
            continue
        if quantity.dimension == SHARE and _changes(each, one) != _changes(line, quantity):
            continue  # 轻一半以上, 一半都不到
        if earlier and not any(each_time.year in _years(each) for each_time in times):
            continue  # the figure of an earlier time is another one
        close = abs(one.value - quantity.value) <= quantity.value * _WRONG_SIDE
        if one.value == quantity.value:
            if one.bound not in _EXACT and upwards != (one.bound in _UPWARDS):
                return True
        elif close and upwards == (one.value < quantity.value):
            return True
    return False


def _years(passage: Passage) -> set[int | None]:
    """Return the years that a sentence of the item names."""
    return {one.year for one in passage.moments}


def _values(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield what one, two or more figures of the item give without a rate."""
    figures = [each for each in one.terms if not each.rate]
    for term in figures:
        for value in _of_one(one, term):
            yield value, term.passage
    told_pairs = _tells_a_pair(one)
    for term, other in permutations(figures, 2):
        if told_pairs and not (term.told and other.told):
            continue
        for value in _of_two(one, term, other):
            yield value, term.passage
    for passage in one.own.passages:
        for value in _of_sentence(one, passage):
            yield value, passage
    yield from _of_all(one)
    yield from _of_pace(one)
    yield from _of_dates(one)
    yield from _without_part(one)
    yield from _of_shares(one)
    yield from _of_parts(one)


def _tells_a_pair(one: Claim) -> bool:
    """Tell whether a line tells two figures of the item whose share or multiple it may tell."""
    if one.quantity.dimension not in {SHARE, TIMES}:
        return False
    told = [
        each
        for each in one.terms
        if each.told and each.dimension not in {SHARE, TIMES} and each.value > 1
    ]
    return any(
        each.value != other.value and measure_alike(each, other)
        for each, other in permutations(told, 2)
    )


def _of_one(one: Claim, term: Term) -> Iterator[Fraction]:
    """Yield what is left beside a share, and a growth of more than the whole as a multiple."""
    if one.quantity.dimension == "months" and term.dimension == "time":
        yield term.value / _DAY_SECONDS / periods.DAYS_OF_MONTH
    if term.dimension != SHARE:
        return
    told = term.told and one.quantity.unit not in FRACTIONS
    turned = told or _turns_round(one.clause, term) or _affirms_denied(one.about, term)
    if one.quantity.dimension == SHARE and term.value < 1 and turned:
        yield 1 - term.value
    if one.quantity.dimension == TIMES and term.value >= 1:
        yield term.value + (0 if _EXTENT.search(one.before) else 1)


def _turns_round(clause: str, term: Term) -> bool:
    """Tell whether a clause is about what a share leaves, by a word that the post does not have."""
    text = term.passage.text
    if _are_counterparts(clause, text):
        return True
    if not _COMPLEMENTS.search(clause):
        return False
    return bool(_RESTS_ALONE.search(clause)) or not _DENIES.search(text)


_DENIED_OF_SHARE = re.compile(
    f"[^，。；]{{0,6}}?(?:不需要?|不用|不必|不会|不能|不是|没有?|未(?!来)|无需|无须)(?P<what>[{HAN}]{{2,6}})"
)


def _affirms_denied(clause: str, term: Term) -> bool:
    """Tell whether a clause affirms what the item denies of a share: 87% 不需要处理, 要处理的."""
    denied = _DENIED_OF_SHARE.match(term.passage.text, term.span[1])
    if denied is None or _DENIES.search(clause):
        return False
    return any(len(word) > 1 and word in clause for word in content(denied["what"]))


# --- A whole sentence -----------------------------------------------------------------------------


def _of_sentence(one: Claim, post: Passage) -> Iterator[Fraction]:
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
    if _TOTALS.search(one.line.text) and quantity.face != 1:
        yield from sums
    if quantity.dimension == SHARE and (_COMPLEMENTS.search(one.about) or _RESTS.search(post.text)):
        yield from (1 - each for each in sums)
    figures = [each for each in post.quantities if each.dimension == quantity.dimension]
    for each, other in pairwise(figures if quantity.bound in _EXACT else ()):
        before, between = post.text[: each.start].strip(), post.text[each.end : other.start].strip()
        if not (_RISES.search(before) or _FALLS.search(before)):
            yield from _of_change(each, other, between)
    if quantity.bound != "exact" and _EACH_DAY.search(one.line.text):
        yield from (
            each.value / _DAYS_OF_MONTH for each in post.quantities if each.unit == quantity.unit
        )
    if quantity.dimension == "time":
        yield from periods.of_times(post, one.own.today)
    if quantity.dimension == "months" and quantity.bound not in {"least", "most"}:
        years = quantity.unit in {"年", "年多"}
        yield from periods.of_months(post, one.own.today, years=years)


_LASTED = re.compile(
    "前后|以?后|之前|才|历时|用了|花了|拖了|等了|过了|隔了|时隔|还剩|只剩|剩下|不到|再|撑|还有|来|以来|这|[从由自]|工夫|时间"
)
"""Words by which a line tells how long it was between two dates of an item."""
_DAY_SECONDS = 86400


def _of_dates(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the times between the dates of different sentences, and until the day of the post."""
    quantity = one.quantity
    long = quantity.dimension == "months" or quantity.value >= _DAY_SECONDS
    if quantity.dimension not in _PERIODS or not long or not _LASTED.search(one.line.text):
        return
    days = [(day, each) for each, moment in one.own.moments if (day := periods.rough_day(moment))]
    days.append((one.own.today, one.own.passages[0]))
    for (first, passage), (last, _) in permutations(days, 2):
        length = Fraction((last - first).days)
        if length <= 0:
            continue
        if quantity.dimension == "time":
            yield length * _DAY_SECONDS, passage
        else:
            months = length / periods.DAYS_OF_MONTH
            yield from ((value, passage) for value in (months, Fraction(round(months * 2), 2)))


def _without_part(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the share that is left of counted ones: 十七位里有四位还不能, 17名, 其中13人可以."""
    if one.quantity.unit != "里":
        return
    for passage in one.own.passages:
        counts = [each for each in passage.quantities if each.dimension == COUNT and each.value]
        for whole, part in permutations(counts, 2):
            if part.value < whole.value and one_sort(whole.unit, part.unit):
                yield 1 - part.value / whole.value, passage


_PACE = re.compile(
    "[按照][^，。；]{0,10}(?:速度|节奏|势头|水平|算)|年化|跑满|跑上|一[年月天小时]{1,2}下来|全年"
)
_TIMES_OF_PACE = ("季度", "月", "周", "天", "小时", "分钟")
_LONGER = (4, 12, 30, 60, 24, 7, 52, 365)
"""How many quarters, months, days, minutes, hours and weeks a longer time has."""


def _of_pace(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
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


def _of_all(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the sum of all amounts of one measure in an item, where a line adds up."""
    if not _ADDED.search(one.line.text) or one.quantity.dimension in {SHARE, TIMES, POINTS}:
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


def _of_shares(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield the sums of the shares that a paragraph gives one after the other."""
    if one.quantity.dimension != SHARE or not _ADDED.search(one.line.text):
        return
    for _, block in groupby(one.own.passages, key=lambda each: each.post_line):
        told = [(found, each) for each in block for found in each.quantities]
        shares = [(found.value, each) for found, each in told if found.dimension == SHARE]
        for value in _sums([value for value, _ in shares]):
            if value < 1:
                yield value, shares[0][1]


def _of_parts(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield a count of all parts, and the share of one, where a line tells both: 五个里八成是低危.

    Where a sentence counts one middling and four slight flaws, four of five are eighty percent.
    """
    quantity = one.quantity
    if _GROWS_OR_SHRINKS.search(one.before):
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


# --- Two figures ----------------------------------------------------------------------------------


def _of_two(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
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
    both = (term.told or term.touched) and (other.told or other.touched)
    tells = told == _BOTH or (both and (told or near(term, other)))
    tells = tells or (points and _leads_to(term, other))
    if (same or points) and (tells or quantity.face >= LEAST_DIGITS):
        if _names_difference(one, told):
            yield abs(term.value - other.value)  # from 40 below zero to 85 are 125 degrees
        if told and term.unit == other.unit and _leaves(one, other):
            yield high - low
        if same and near(term, other) and (_is_added(term) or _is_added(other)):
            yield high + low
        small = told < _BOTH and high + low < LEAST_DIGITS
        twice = (high - low) * _MUCH_SMALLER < high and term.passage is not other.passage
        if same and not (small or twice) and _TOTALS.search(one.about):
            yield high + low
    if same and both and _ADDED.search(one.line.text):
        yield high + low


def _leaves(one: Claim, part: Term) -> bool:
    """Tell whether a line tells what a part leaves of a whole: 留给国内的 beside 其中海外8万台."""
    return bool(_COMPLEMENTS.search(one.about)) or _are_counterparts(one.clause, part.passage.text)


def _are_counterparts(clause: str, text: str) -> bool:
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
    if told == _BOTH and one.quantity.bound == "exact" and one.quantity.face > 1:
        return True
    if told == _BOTH or exact:
        return any(each.search(one.about) for each in (_CHANGES, _RESTS, _EARLIER))
    beside = _CHANGES.search(one.beside)
    return bool(beside or _RESTS.search(one.clause) or _EARLIER.search(one.clause))


def _is_added(term: Term) -> bool:
    """Tell whether the item says of a figure that it comes to another one: 新增1200个."""
    start = term.span[0]
    return bool(_ADDS.search(term.passage.text[max(0, start - _MOST_BETWEEN) : start].rstrip()))


def _ratios(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield the share, the change or the multiple that two figures make."""
    quantity = one.quantity
    high, low = abs(term.value), abs(other.value)
    told, together = term.told + other.told, near(term, other) and term.touched
    if told < _BOTH and not _same_things(term, other):
        return
    if quantity.dimension == SHARE and _is_share_told(one, term, other):
        yield from _share_of_two(high, low, _said_before(one))
    multiple = _MULTIPLE.search(one.line.text[: quantity.start])
    named = multiple is not None and not _EARLIER.search(multiple[1])
    alone = not (named and any(each.told and measure_alike(each, term) for each in one.terms))
    if quantity.dimension == TIMES and (
        told or (alone and together and _may_be_multiple(term, other, one.before))
    ):
        yield high / low
        if _FASTER.search(one.before) and quantity.face >= _MANY_TIMES:
            yield high / low + 1
        if quantity.bound == "near" and _GROWS.search(one.before):
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
    timed = term.dimension in _PERIODS and not _FASTER.search(before)
    return near(term, other) and other.touched and not timed


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
    changes = _GROWS_OR_SHRINKS.search(one.before) and not _LEVEL.search(one.before)
    if one.quantity.dimension != SHARE or not changes:
        return ""
    told = [each for each in one.terms if each.told and each.dimension not in {SHARE, TIMES}]
    ends = [
        (high, low)
        for high, low in permutations(told, 2)
        if high.passage is low.passage
        and measure_alike(high, low)
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
    if told == _BOTH:
        return True
    both = term.touched and other.touched
    changes = bool(_GROWS_OR_SHRINKS.search(one.before)) and not _LEVEL.search(one.before)
    if term.dimension == SHARE and not changes and one.quantity.unit not in FRACTIONS:
        return False
    if term.dimension in _PERIODS and not (both and _may_be_part(one, term, other)):
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
    if one.quantity.unit not in FRACTIONS and one.quantity.bound not in _EXACT:
        return together and changes and _leads_to(term, other)
    return together and (term.dimension != COUNT or min(term.value, other.value) > 1)


def _leads_to(term: Term, other: Term) -> bool:
    """Tell whether a sentence gives two figures as the ends of a change: 从1.9降到0.7."""
    first, last = sorted((term.span, other.span))
    between = term.passage.text[first[1] : last[0]]
    if term.passage is not other.passage:
        return False
    return len(between) <= _MOST_BETWEEN and bool(_FROM_TO.search(between))


def _share_of_two(high: Fraction, low: Fraction, before: str) -> Iterator[Fraction]:
    """Yield the change from one value to the other if a word says so, else the part."""
    level = bool(_LEVEL.search(before))
    shrinks = not level and bool(_SHRINKS.search(before))
    grows = not level and bool(_GROWS.search(before))
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
        and told == _BOTH
        and term.dimension not in {SHARE, POINTS}
        and (_TOTALS.search(one.about))
    ):
        yield term.value * other.value
    if other.dimension == POINTS and term.dimension == SHARE and (told == _BOTH or together):
        yield from (term.value - other.value, term.value + other.value)
    if parts and _PRICED.search(one.about) and term.touched and other.touched:
        yield term.value * other.value
    earlier = _EARLIER.search(one.about) or _is_multiple_of(other, one.line.text)
    if other.dimension == TIMES and (together or told == _BOTH) and earlier:
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
    before = together and term.touched and _EARLIER.search(one.clause)
    if one.quantity.bound not in _EXACT and told < _BOTH:
        before = None
    if one.quantity.dimension == COUNT and one.quantity.unit != term.unit:
        before = None
    if _EARLIER.search(one.about) and together and _is_level(other):
        yield term.value / other.value
    if (
        before
        or (reckons and together)
        or (together and term.touched and _GROWS_OR_SHRINKS.search(one.before))
    ):
        yield from (term.value / (1 - other.value), term.value / (1 + other.value))
        yield from (
            term.value * other.value / (1 - other.value),
            term.value * other.value / (1 + other.value),
        )
    if told == _BOTH or (told and together and not other.of_line):
        yield from _of_share(term.value, other.value, one)
    elif rough:
        yield term.value * other.value
        if together and one.quantity.bound in _EXACT and _TOTALS.search(one.about):
            yield term.value / other.value


def _is_level(term: Term) -> bool:
    """Tell whether the item says of a share that something comes to it: 是V4的四分之三."""
    return bool(
        re.search(
            "(?:是|为|只有|相当于|等于)[^，。；]{1,12}的\\s?$", term.passage.text[: term.span[0]]
        )
    )


def _of_share(whole: Fraction, share: Fraction, one: Claim) -> Iterator[Fraction]:
    """Yield the part of a whole, the rest, what it was before a change, and a whole of its part."""
    if _EARLIER.search(one.clause):
        yield from (whole / (1 - share), whole / (1 + share))
    else:
        yield whole * share
    if _RESTS.search(one.about) or _SHRINKS.search(one.about):
        yield whole * (1 - share)
    if _TOTALS.search(one.about):
        yield whole / share
