"""The rule of three: what the item tells for one thing, a line tells anew for another.

240 an hour are one in 15 seconds, and 68 yuan a seat are 680 yuan for ten people.
The line says for what it tells the rate anew: with 每 or 一 (一分钟), or as a figure (十个人).
Such a figure need not stand in the item when it is so round that a host may suppose it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple

from podcast.factcheck.bases import Base, bases
from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, YUAN
from podcast.factcheck.matching import equal
from podcast.factcheck.passages import Passage
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.terms import LEAST_DIGITS, Claim, Term, measures, near, one_sort

Rated = tuple[Fraction, Passage, Quantity | None]
"""A value, the sentence that it rests on, and the figure of the line that it supposes."""

_PARTS = frozenset({SHARE, POINTS, TIMES})
"""Dimensions of figures for which no rate is told."""
_PRODUCTS = re.compile(
    "流水|销售额|营收|进账|收入|成交额|算|就是|一共|总|合|得|要|也就|花|省|值|加起来|下来|拢共|共|只要|才|到|等于|相当于|坐|能|够|为"
)
_ALL = re.compile("照|算|一共|总|合计|全部|加起来|下来|合起来|拢共|累计")
_MEAN = re.compile("平均|均摊|平摊|人均|摊")
_AVERAGES = re.compile(f"{_MEAN.pattern}|每|折算|单价|合|一[个天年周人台份]")
_LESS_FREE = re.compile("免费|不要钱|不收钱|白送|头|前|超出|超过|扣|减|赠")
"""Words for a part that costs nothing, which is taken from the whole."""
_INCLUDED = re.compile("(?:含|免费|前|头|首)\\s?$")
_WITHIN = re.compile("\\s?(?:以内|之内|内|免费)")
"""Words before and behind an amount that a price includes."""
_DAY = 86400
"""The seconds of a day."""
_MONTH_SECONDS = (Fraction(30 * _DAY), Fraction(365 * _DAY, 12))
"""The seconds of a month, as a host reckons with it: thirty days, or a twelfth of a year."""
_LARGE = 1000
"""The least amount of money that a line may work out from a price that it does not tell."""
_MOST_DIGITS = 2
"""The digits of a figure that a host may suppose: 十个人, 一千分钟, 五十二周."""


class _Anew(NamedTuple):
    """That for which a line tells a rate anew: 一分钟, 每辆, or a figure such as 十个人."""

    dimension: str
    value: Fraction
    unit: str
    supposed: Quantity | None = None
    """The figure of the line, if the item does not have it."""
    known: bool = True
    """Whether the item has the figure, or it is one of its unit."""
    base: bool = False
    """Whether the line says 每 or 一 before it."""


def of(claim: Claim) -> Iterator[Rated]:
    """Yield what the rates of the item give for what the line tells them for."""
    if claim.quantity.dimension in _PARTS:
        yield from _part_of_whole(claim)
        return
    yield from _share_of_supposed(claim)
    anew = tuple(_told_anew(claim))
    for amount in claim.terms:
        if claim.quantity.dimension == COUNT and amount.told and not amount.rate:
            yield from _how_often(amount, anew)
        if measures(claim.quantity, amount):
            yield from _of_all(amount, claim)
            for each in anew:
                yield from _again(amount, each, claim)
                yield from _for_each(amount, each, claim)
                yield from _product(amount, each, claim)


def _how_often(amount: Term, anew: tuple[_Anew, ...]) -> Iterator[Rated]:
    """Yield how often a time goes into one of the line: 1.61毫秒一圈, 一秒钟六百来圈."""
    for each in anew:
        if each.dimension == amount.dimension == "time" and each.value > amount.value:
            yield each.value / amount.value, amount.passage, None


def _for_each(amount: Term, anew: _Anew, claim: Claim) -> Iterator[Rated]:
    """Yield `amount * anew / other` for all that the amount may be told for in the item."""
    if amount.of_line:
        return
    for other in claim.terms:
        if other is amount or other.dimension in _PARTS or (amount.rate and other.rate):
            continue
        if other.passage is amount.passage and other.span[1] == amount.span[1]:
            continue  # 一分钟 is a figure and a base
        if not _belong_together(amount, other, claim):
            continue
        told = amount.told and other.told
        each = other.dimension == COUNT and other.value == 1 and other.unit == anew.unit
        rate = other.rate or amount.rate or anew.base or each
        if rate or told or _AVERAGES.search(claim.about):
            for whole in _in_one_measure(anew, other):
                yield amount.value * whole, amount.passage, anew.supposed


def _of_all(amount: Term, claim: Claim) -> Iterator[Rated]:
    """Yield what an amount for one makes for all that the item counts: 每组45件, 32万组."""
    if amount.rate or amount.of_line or not (amount.told or amount.touched):
        return
    if not _ALL.search(claim.about):
        return
    each = [
        one
        for one in claim.terms
        if one.rate and one.dimension == COUNT and one.passage is amount.passage
    ]
    for one, whole in product(each, claim.terms):
        counts = whole.dimension == COUNT and whole.unit == one.unit and not whole.rate
        if counts and whole.value > 1 and near(whole, one):
            yield amount.value * whole.value, amount.passage, None


def _again(amount: Term, anew: _Anew, claim: Claim) -> Iterator[Rated]:
    """Yield a rate that the line worked out, told anew: 月卡贵了五块，一年六十块."""
    for base in bases(claim.line) if amount.of_line else ():
        if base.is_period and (base.dimension, base.value) != (anew.dimension, anew.value):
            for whole in _in_one_measure(anew, base):
                yield amount.value * whole, amount.passage, anew.supposed


def _belong_together(amount: Term, other: Term, claim: Claim) -> bool:
    """Tell whether an amount and what it is told for are a rate of the item."""
    if amount.passage is other.passage:
        return amount.told or amount.touched or other.told
    if other.rate or amount.rate:
        return False
    return (amount.told and other.told) or bool(_MEAN.search(claim.about))


def _product(amount: Term, anew: _Anew, claim: Claim) -> Iterator[Rated]:
    """Yield what an amount for one makes for all of a count: 一次两分钟, 七次十四分钟."""
    if amount.rate or anew.dimension != COUNT or anew.value <= 1:
        return
    large = claim.quantity.face >= _LARGE and anew.known and amount.dimension in CURRENCIES
    if not (amount.told or (amount.touched and (anew.supposed or large))):
        return
    if not _PRODUCTS.search(claim.about):
        return
    others = amount.dimension != COUNT or not one_sort(anew.unit, amount.unit)
    others = others and (amount.dimension != COUNT or claim.quantity.face >= LEAST_DIGITS)
    if amount.dimension in CURRENCIES or (others and anew.known):
        yield amount.value * anew.value, amount.passage, anew.supposed


def _told_anew(claim: Claim) -> Iterator[_Anew]:
    """Yield that for which a line may tell a rate anew."""
    for base in bases(claim.line):
        if not base.start <= claim.quantity.start < base.end:
            yield _Anew(base.dimension, base.value, base.unit, base=True)
    rest = [
        one
        for one in claim.line.quantities
        if one.start != claim.quantity.start
        and not one.ordinal
        and one.value
        and one.dimension not in _PARTS | CURRENCIES - {YUAN}
    ]
    for one in rest:
        if one in claim.known:
            yield _Anew(one.dimension, one.value, one.unit)
        elif _is_simple(one):
            yield _Anew(one.dimension, one.value, one.unit, one, known=False)
    yield from _beyond_included(rest, claim)
    if not _LESS_FREE.search(claim.line.text):
        return
    for one, free in permutations(rest, 2):
        alike = (one.dimension, one.unit) == (free.dimension, free.unit)
        if not alike or one.value <= free.value or free not in claim.known:
            continue
        if one in claim.known or _is_simple(one):
            supposed = None if one in claim.known else one
            yield _Anew(one.dimension, one.value - free.value, one.unit, supposed, known=False)


def _beyond_included(rest: list[Quantity], claim: Claim) -> Iterator[_Anew]:
    """Yield what is left of an amount beyond that which a price includes: 9元含3公里."""
    prices = claim.quantity.dimension in CURRENCIES
    for one, term in product(rest, claim.terms if prices else ()):
        alike = not term.rate and (one.dimension, one.unit) == (term.dimension, term.unit)
        if not alike or one.value <= term.value or not (one in claim.known or _is_simple(one)):
            continue
        text = term.passage.text
        if _INCLUDED.search(text[: term.span[0]]) or _WITHIN.match(text[term.span[1] :]):
            supposed = None if one in claim.known else one
            yield _Anew(one.dimension, one.value - term.value, one.unit, supposed, known=False)


def _is_simple(one: Quantity) -> bool:
    """Tell whether a figure is so round that a host may suppose it."""
    digits = str(one.face.numerator).rstrip("0") if one.face.denominator == 1 else str(one.face)
    return len(digits) <= _MOST_DIGITS and one.bound in {"exact", "whole", "above", "about"}


def _in_one_measure(anew: _Anew, other: Term | Base) -> Iterator[Fraction]:
    """Yield how often what a rate is told for goes into what it is told for anew."""
    if anew.dimension == other.dimension:
        alike = anew.dimension != COUNT or (
            bool(anew.unit and other.unit) and one_sort(anew.unit, other.unit)
        )
        if alike and anew.value != other.value:
            yield anew.value / other.value
    for seconds in _MONTH_SECONDS:
        if (anew.dimension, other.dimension) == ("months", "time"):
            yield anew.value * seconds / other.value
        if (anew.dimension, other.dimension) == ("time", "months"):
            yield anew.value / (other.value * seconds)


def _share_of_supposed(claim: Claim) -> Iterator[Rated]:
    """Yield what a share of the item is of a round amount: 一百八十斤的人能掉二十六斤, 14.6%."""
    quantity = claim.quantity
    wholes = [
        one
        for one in claim.line.quantities
        if one.dimension == quantity.dimension
        and one.value > abs(quantity.value)
        and not one.ordinal
        and _is_simple(one)
        and not any(equal(one, known) for _, known in claim.own.quantities)
        and (one.dimension != COUNT or (one.unit and one_sort(one.unit, quantity.unit)))
    ]
    for whole, term in product(wholes, claim.terms):
        if term.dimension == SHARE and not term.of_line and 0 < term.value < 1:
            yield whole.value * term.value, term.passage, whole


def _part_of_whole(claim: Claim) -> Iterator[Rated]:
    """Yield the part that a figure of the item is of one of the line: 一年的三分之一."""
    line, quantity = claim.line, claim.quantity
    whole = next(
        (one for one in line.quantities if one.end + 1 == quantity.start and one.value), None
    )
    if whole is None or line.text[whole.end] != "的" or quantity.dimension != SHARE:
        return
    for term in claim.terms:
        if term.dimension == whole.dimension and not term.rate and term.value < whole.value:
            yield term.value / whole.value, term.passage, whole
