"""Examples in small round numbers, by which a host tells a share: 每一百个里有七个."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, permutations

from podcast.factcheck.dimensions import SHARE, TIMES
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.terms import fits_unit

_EXAMPLES = re.compile(
    "每|原来|相当于|里|如果|当中|好比|等于|也就是|换句话|假如|比方|打个|原本|挣|花"
)
_WITHIN = re.compile("[里中有只剩到变成降涨漏错挣花赚赔亏袋]|现在|如今")
"""Words between the base of an example and its part."""
_ROUND_BASES = frozenset(Fraction(base) for base in (1, 3, 4, 5, 10, 100, 1000, 10000))
"""The bases that examples are made with."""
_MOST_SPREAD = Fraction(3, 100)
"""How far an example with a small base may be from the share: 每四个里有一个 for 23 %."""
_MOST_OF_SENTENCE = 6
"""The figures of a sentence that are compared with each other."""
_BEFORE = 4
"""How many code points before the base of an example 每 may stand: 每卖出一百台."""
_FAR = 24
"""How many code points apart the figures of an example may be."""


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
            between = line.text[one.end : other.start] if one.start < other.start else one.text
            each = "每" in line.text[max(0, one.start - _BEFORE) : one.start]
            if _is_part(one, other, shares) and (each or _WITHIN.search(between)):
                return True
    return False


def _is_part(base: Quantity, part: Quantity, shares: Sequence[Fraction]) -> bool:
    """Tell whether one figure is such a part of a round base as the item gives."""
    if base.unit == "里":  # 一千个里漏掉二十一个 is one figure
        whole, said = 1 / base.grain, part.face
    elif base.dimension == part.dimension and not base.ordinal:
        whole, said = base.value, part.value
    else:
        return False
    if whole not in _ROUND_BASES or base.bound != "exact" or (said == 1 and part.text == "一"):
        return False
    most = part.until if part.until is not None else said
    if part.bound == "above" and part.grain:  # 二十一块多
        return any(said / whole <= share < (said + part.grain) / whole for share in shares)
    spread = min(1 / whole / 2, _MOST_SPREAD) if part.until is None else Fraction(0)
    return any(said / whole - spread <= share <= most / whole + spread for share in shares)


@lru_cache(maxsize=64)
def _shares(own: Source) -> tuple[Fraction, ...]:
    """Return all shares of an item, what is left beside them, and what they make of a whole.

    Two figures of one paragraph that measure alike give a share as well.
    """
    found: list[Fraction] = []
    for _, block in groupby(own.passages, key=lambda each: each.post_line):
        figures = [one for each in block for one in each.quantities if not one.ordinal]
        for one in figures:
            if one.dimension == SHARE:
                found += [one.value, 1 - one.value, 1 + one.value]
            if one.dimension == TIMES:
                found.append(one.value)
        for one, other in permutations(figures[:_MOST_OF_SENTENCE], 2):
            alike = one.dimension == other.dimension and fits_unit(one, other.unit)
            if one.unit == other.unit and alike and other.value:
                found.append(one.value / other.value)
    return tuple(found)
