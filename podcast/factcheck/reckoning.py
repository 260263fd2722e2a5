"""Figures that a host works out from figures of the item: sums, differences, shares, multiples.

A figure counts as worked out when the arithmetic holds on figures of the item, what it gives
measures what the figure measures, and words near the figure say which arithmetic it is: a
difference wants 多, 少 or 降, a total 总共, a share 占, an earlier value 原来; they stand in
arithmetic_words.py. What two figures give is in two_figures.py, what a sentence gives in
sentence_sums.py, and rates that are told anew in rates.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from podcast.chinese.fold import HAN
from podcast.factcheck import periods, rates
from podcast.factcheck.aloud import worked_aloud
from podcast.factcheck.arithmetic_words import (
    AGE,
    BOTH,
    CHANGES,
    COMPLEMENTS,
    DAY_SECONDS,
    DENIES,
    EARLIER,
    EXACT,
    GROWS_OR_SHRINKS,
    LEVEL,
    NOT_DONE,
)
from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, YUAN
from podcast.factcheck.matching import FRACTIONS, fits, is_bare
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.sentence_sums import (
    of_all,
    of_dates,
    of_pace,
    of_parts,
    of_sentence,
    of_shares,
    without_part,
)
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
    of_line,
)
from podcast.factcheck.two_figures import (
    are_counterparts,
    of_two,
)

Worked = tuple[Passage, Quantity, Quantity | None]
"""The sentence that a figure rests on, the figure as it is meant, and the figure that the line
supposes for it."""
_RESTS_ALONE = re.compile("剩|其余|余下|另外|其他|反过来|反方向|男|女")
_EXTENT = re.compile("[涨增升]幅")
_SMALL_MONEY = re.compile("[块毛]")
_MONTHS_OF_YEAR = 12
_UPWARDS = frozenset({"above", "least"})
"""Bounds that say that the true figure is above the one that is told."""
_WRONG_SIDE = Fraction(10, 100)
"""How close, as a share, a figure is that must have been meant by a rounded one."""
_MOST_TIMES = 3
"""How many times a price by the year the same by the month comes to at most."""
_FAR_APART = 10000
"""How many times larger a figure is of which no host tells the share that another one is."""


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
    if one.quantity.dimension not in CURRENCIES or not CHANGES.search(one.beside):
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
    exact = quantity.face >= LEAST_DIGITS or quantity.face.denominator > 1
    if quantity.dimension == COUNT and not quantity.unit and exact:
        for name in sorted({one.dimension for _, one in own.quantities} & CURRENCIES):
            yield replace(quantity, readings=((name, quantity.face),), unit=name)
        yield from _with_units_of(quantity, line)
    decimal = quantity.face.denominator > 1 and quantity.unit in {"", "分"}
    if quantity.dimension == COUNT and decimal and _shares(own):
        grain = quantity.grain / 100
        yield replace(quantity, readings=((SHARE, quantity.face / 100),), unit="%", grain=grain)
    if quantity.dimension == COUNT and quantity.unit in {"", "个"} and _tells_points(line):
        grain = quantity.grain / 100
        yield replace(quantity, readings=((POINTS, quantity.face / 100),), unit="个点", grain=grain)
    if quantity.unit == AGE:  # 1948 年就有的厂子，快八十岁了
        months = quantity.face * _MONTHS_OF_YEAR
        yield replace(
            quantity,
            readings=(("months", months),),
            unit="年",
            grain=quantity.grain * _MONTHS_OF_YEAR,
        )
    if quantity.unit in _KILOMETRES and any(one.dimension == "speed" for _, one in own.quantities):
        yield replace(quantity, readings=(("speed", quantity.face),), unit="公里每小时")
    if quantity.dimension == YUAN and _SMALL_MONEY.search(quantity.text):
        told = {one.dimension for one in line.quantities}
        told |= {name for name in CURRENCIES if name in line.text}
        named = told & CURRENCIES - {YUAN}
        for name in sorted(named):
            yield replace(quantity, readings=((name, quantity.value),))


_KILOMETRES = frozenset({"公里", "千米"})
"""Units in which hosts tell speeds as well: 降了十公里."""


def _shares(own: Source) -> bool:
    """Tell whether an item tells shares, which a host tells without their unit: 占比七点三."""
    return any(one.dimension == SHARE for _, one in own.quantities)


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
    return bool(GROWS_OR_SHRINKS.search(before)) and not LEVEL.search(before)


_BACK = 6
"""How many code points before a share say whether it is a change."""


def _is_on_the_wrong_side(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a rounded figure is near one of the item that it rounds to the wrong side."""
    if quantity.bound in EXACT:
        return False
    start, end = line.clause_of(quantity.start)
    earlier = bool(EARLIER.search(line.text[start:end]))
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
            if one.bound not in EXACT and upwards != (one.bound in _UPWARDS):
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
        if (
            told_pairs
            and not (term.told and other.told)
            and not _stand_beside_told(one, term, other)
        ):
            continue
        for value in of_two(one, term, other):
            yield value, term.passage
    for passage in one.own.passages:
        for value in of_sentence(one, passage):
            yield value, passage
    yield from of_all(one)
    yield from of_pace(one)
    yield from of_dates(one)
    yield from without_part(one)
    yield from of_shares(one)
    yield from of_parts(one)
    yield from worked_aloud(one)


def _tells_a_pair(one: Claim) -> bool:
    """Tell whether a line tells two figures of the item whose share or multiple it may tell."""
    if one.quantity.dimension not in {SHARE, TIMES} or EARLIER.search(one.before):
        return False  # 是上一代的三倍, whatever else the line tells
    told = [
        each
        for each in one.terms
        if each.told and each.dimension not in {SHARE, TIMES} and each.value > 1
    ]
    return any(
        each.value < other.value < each.value * _FAR_APART and measure_alike(each, other)
        for each, other in permutations(told, 2)
    )


def _stand_beside_told(one: Claim, term: Term, other: Term) -> bool:
    """Tell whether two figures stand beside two of another measure that later clauses tell.

    存储大一倍，从五百四十九到六百四十九: the sizes stand beside the prices.
    """
    if term.passage is not other.passage or one.quantity.dimension != TIMES:
        return False
    start, end = one.line.clause_of(one.quantity.start)
    alone = not any(
        start <= each.start < one.quantity.start for each in one.line.quantities
    ) and not any(one.quantity.end <= each.start < end for each in one.line.quantities)
    told = [each for each in one.terms if each.told and each.passage is term.passage]
    return alone and len(told) >= BOTH and all(each.dimension != term.dimension for each in told)


def _of_one(one: Claim, term: Term) -> Iterator[Fraction]:
    """Yield what is left beside a share, and a growth of more than the whole as a multiple."""
    if one.quantity.dimension == "months" and term.dimension == "time":
        yield term.value / DAY_SECONDS / periods.DAYS_OF_MONTH
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
    if are_counterparts(clause, text):
        return True
    if not COMPLEMENTS.search(clause):
        return False
    text = text[slice(*term.passage.clause_of(term.span[0]))]
    return bool(_RESTS_ALONE.search(clause)) or not DENIES.search(text)


_DENIED_OF_SHARE = re.compile(
    f"[^，。；]{{0,6}}?(?:不需要?|不用|不必|不会|不能|不是|没有?|{NOT_DONE}|无需|无须)(?P<what>[{HAN}]{{2,6}})"
)


def _affirms_denied(clause: str, term: Term) -> bool:
    """Tell whether a clause affirms what the item denies of a share: 87% 不需要处理, 要处理的."""
    denied = _DENIED_OF_SHARE.match(term.passage.text, term.span[1])
    if denied is None or DENIES.search(clause):
        return False
    return any(len(word) > 1 and word in clause for word in content(denied["what"]))
