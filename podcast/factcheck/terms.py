"""What a host reckons with: the figures of an item, and those that a line worked out before.

A `Claim` is a figure of a line that may be worked out, with all that it could be worked out from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from podcast.factcheck.bases import bases
from podcast.factcheck.dimensions import COUNT, CURRENCIES, SHARE, TIMES, kin
from podcast.factcheck.matching import equal, fits
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.quantities import Quantity

Known = Mapping[Quantity, tuple[Passage, ...]]
"""The figures of a line that are true, with the sentences of the item that they rest on."""

LEAST_DIGITS = 10
"""A figure below it is too small to be more than chance."""
_LARGE = 10000
"""A figure without a unit from which on it may be an amount of money."""
_MOST = 24
"""The figures of an item that are compared with each other."""
_TOUCH = 2
"""The pairs of characters by which a line shows that it tells a sentence of the item."""
_BACK, _AHEAD = 14, 4
_BEFORE, _BEHIND = 8, 5
"""How many code points before and behind a clause, and a figure, name the arithmetic."""
_HAN_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_NUMERALS = frozenset("零一二两三四五六七八九十百千万亿")
_NO_CHANGE = re.compile("差不多|最多|至多")
"""Words that hold the character of a change and are none."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number that a host reckons with."""

    dimension: str
    value: Fraction
    unit: str
    passage: Passage
    """The sentence of the item on which it rests."""
    told: bool = False
    """Whether the line tells it."""
    touched: bool = False
    """Whether the line tells its sentence, by the words that they share."""
    rate: bool = False
    """Whether it is one of that for which a rate is told: 每小时."""
    of_line: bool = False
    """Whether it stands in the line: a figure that was worked out before."""
    bare: bool = False
    """Whether it is a large figure without a unit, which may be money."""
    span: Span = (0, 0)
    """Where it stands in its sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a line, with all that it could be worked out from."""

    quantity: Quantity
    line: Passage
    own: Source
    known: Known
    terms: tuple[Term, ...]
    about: str
    """The clause of the figure, with some words around it, which may name the arithmetic."""
    clause: str
    """The clause of the figure alone."""
    beside: str
    """The words right before and behind the figure."""
    before: str
    """The words right before the figure, which say whether it is a change."""


def claim(
    quantity: Quantity, line: Passage, own: Source, known: Known, worked: Sequence[Term] = ()
) -> Claim:
    """Return a figure of a line with what it could be worked out from.

    `worked` are the figures of the line that were worked out before.
    """
    start, end = line.clause_of(quantity.start)
    before = _NO_CHANGE.sub("", line.text[start : quantity.start])
    if quantity.bound == "near":
        before = before.removesuffix("快")  # 快三分之一了 is nearly a third, and no growth
    return Claim(
        quantity=quantity,
        line=line,
        own=own,
        known=known,
        terms=(*_terms(line, own), *(one for one in worked if one.span[1] <= quantity.start)),
        about=_NO_CHANGE.sub("", line.text[max(0, start - _BACK) : end + _AHEAD]),
        clause=_NO_CHANGE.sub("", line.text[start:end]),
        beside=before[-_BEFORE:] + line.text[quantity.end : end][:_BEHIND],
        before=before[-_BEFORE:],
    )


@lru_cache(maxsize=64)
def _terms(line: Passage, own: Source) -> tuple[Term, ...]:
    """Return the figures and rates of an item; those of a long one that the line tells first."""
    blocks = _told_blocks(line, own)
    found = [
        _term(one, each, told=_is_told(one, line), touched=_block(each) in blocks)
        for each, one in own.quantities
        if not (one.ordinal or one.vague) and one.value
    ]
    found.sort(key=lambda each: (not each.told, not each.touched))
    rates = [
        Term(
            one.dimension,
            one.value,
            one.unit,
            each,
            touched=_block(each) in blocks,
            rate=True,
            span=(one.start, one.end),
        )
        for each in own.passages
        for one in bases(each)
    ]
    return (*found[:_MOST], *rates[:_MOST])


def _term(one: Quantity, passage: Passage, *, told: bool, touched: bool) -> Term:
    bare = one.dimension == COUNT and not one.unit and one.face >= _LARGE
    return Term(
        one.dimension,
        one.value,
        one.unit,
        passage,
        told=told,
        touched=touched,
        bare=bare,
        span=(one.start, one.end),
    )


def of_line(one: Quantity, passage: Passage) -> Term:
    """Return a figure of a line that was worked out from a sentence, for the next one."""
    return replace(_term(one, passage, told=True, touched=True), of_line=True)


def _is_told(one: Quantity, line: Passage) -> bool:
    """Tell whether a figure of the line says what a figure of the item says."""
    return any(
        equal(each, one)
        or ((each.dimension == one.dimension or _may_be_money(each, one)) and fits(each, one.value))
        for each in line.quantities
        if each.face != 1 or each.dimension != COUNT or (one.face == 1 and each.unit == one.unit)
    )


def _may_be_money(each: Quantity, one: Quantity) -> bool:
    bare = each.dimension == COUNT and not each.unit and each.face >= LEAST_DIGITS
    return bare and one.dimension not in {SHARE, TIMES}


def _told_blocks(line: Passage, own: Source) -> frozenset[tuple[int, int]]:
    """Return the blocks of an item that a line may tell: those with the words of the line.

    When it has the words of none, it may tell each. The headline is what any line is about.
    """
    shared: dict[tuple[int, int], int] = {}
    for each in own.passages:
        common = len(_pairs(line) & _pairs(each))
        shared[_block(each)] = max(common, shared.get(_block(each), 0))
    enough = min(_TOUCH, max(shared.values(), default=0))
    headline = {_block(each) for each in own.passages[:1]}
    return frozenset(each for each, common in shared.items() if common >= enough) | headline


def _block(passage: Passage) -> tuple[int, int]:
    return passage.item, passage.post_line


@lru_cache(maxsize=2048)
def _pairs(passage: Passage) -> frozenset[str]:
    """Return the pairs of Chinese characters of a text, without its numerals."""
    found = (match[1] for match in _HAN_PAIR.finditer(passage.text))
    return frozenset(each for each in found if not _NUMERALS & set(each))


def near(one: Term, other: Term) -> bool:
    """Tell whether two figures stand in one block of the item."""
    return _block(one.passage) == _block(other.passage)


def measure_alike(one: Term, other: Term) -> bool:
    """Tell whether two figures measure the same; one of two amounts may lack its currency."""
    if one.dimension != other.dimension:
        return one.dimension in CURRENCIES and other.bare
    return one.dimension != COUNT or one_sort(one.unit, other.unit)


def one_sort(one: str, other: str) -> bool:
    """Tell whether two classifiers may count the same things; 个 counts any."""
    return (
        not (one and other) or one == other or kin(one) == kin(other) != "" or "个" in (one, other)
    )


def fits_unit(quantity: Quantity, unit: str) -> bool:
    """Tell whether a figure may be a count of what the unit counts; other figures may."""
    return quantity.dimension != COUNT or one_sort(quantity.unit, unit)


def measures(quantity: Quantity, one: Term) -> bool:
    """Tell whether a figure of a line may be an amount of what another one measures."""
    return quantity.dimension == one.dimension and fits_unit(quantity, one.unit)
