"""Figures that a line works out aloud: 十二块，便宜两成，那原来就是十五块.

Where the line tells both figures of the item and says that it reckons, any arithmetic of the two
holds; no other word has to say which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from podcast.factcheck.dimensions import COUNT, SHARE, TIMES
from podcast.factcheck.passages import Passage
from podcast.factcheck.terms import Claim, Term, measure_alike, measures

_ALOUD = re.compile(
    "(?:^|[，。；])那[^，。；家个位款项种名台是]{0,10}(?:就是|就得|起步就是|也就)|反推|倒推|推回去|算回去|倒着|往回"
    "|(?:^|[，。；])合着|刨[开去掉]|两下一[加减乘除]|[，。；]一[加减乘除]|一[加减乘除](?=[，。])|等于说"
    "|换算下来|折下来"
)
"""Words by which a host says that a figure is worked out from what was just told."""
_PARTS = frozenset({SHARE, TIMES})


def worked_aloud(one: Claim) -> Iterator[tuple[Fraction, Passage]]:
    """Yield what two figures give that the line tells, if it says that it reckons."""
    if not _ALOUD.search(one.line.text):
        return
    told = [each for each in one.terms if each.told and not each.rate]
    for term, other in permutations(told, 2):
        for value in _of_both(one, term, other):
            yield value, term.passage


def _of_both(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield all that two figures give in the measure of a line's figure."""
    if measure_alike(term, other):
        yield from _of_one_measure(one, term, other)
    if term.dimension in _PARTS or not measures(one.quantity, term):
        return
    if other.dimension == COUNT and other.value > 1 and term.dimension != COUNT:
        yield from (term.value * other.value, term.value / other.value)
    if other.dimension == SHARE and other.value > 0:
        yield from (term.value * other.value, term.value / other.value)
        yield from (term.value * (1 + other.value), term.value / (1 + other.value))
        if other.value < 1:
            yield from (term.value * (1 - other.value), term.value / (1 - other.value))
    if other.dimension == TIMES and other.value > 0:
        yield from (term.value * other.value, term.value / other.value)
        yield term.value / (1 + other.value)


def _of_one_measure(one: Claim, term: Term, other: Term) -> Iterator[Fraction]:
    """Yield the sum, the difference, the share or the multiple of two figures of one measure."""
    high, low = term.value, other.value
    if measures(one.quantity, term):
        yield from (high + low, abs(high - low))
    if one.quantity.dimension in _PARTS and high > low > 0:
        yield high / low if one.quantity.dimension == TIMES else low / high
