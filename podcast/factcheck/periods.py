"""Yield the lengths of time that the dates of a post give: until a day, between two days, a season.

A host says 再过一个多月 where the post has a date, and 用了三年 where it has two years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from podcast.factcheck.moments import Moment
from podcast.factcheck.passages import Passage

_DAY = 86400
"""The seconds of a day."""
_MINUTES_OF_DAY = 1440
DAYS_OF_MONTH = Fraction(3044, 100)
"""The days of a month, in the mean."""
_EDGES = {"初": 5, "上旬": 5, "中": 15, "中旬": 15, "底": 27, "末": 27, "下旬": 25}
"""The days that stand for parts of a month."""
_MONTHS_OF_EDGES = {"初": 1, "中": 6, "底": 12}
"""The months that stand for the edges of a year."""
_MIDDLE = 15
_SEASONS = {"Q1": Fraction(3), "H1": Fraction(6)}
"""The months of the seasons that a host calls 头三个月 and 头六个月."""
_LENGTHS = {"Q": 3, "H": 6}
"""The months of a quarter and of a half-year."""
_MONTHS = re.compile(r"1月?[至到-](\d{1,2})月")
"""A range of months that begins with the year."""


def of_times(post: Passage, today: date) -> Iterator[Fraction]:
    """Yield the seconds between two days, two clock times, and the post's day and another."""
    days = [found for one in post.moments if (found := _day(one))]
    yield from (Fraction(abs((each - today).days) * _DAY) for each in days)
    yield from (Fraction(abs((other - one).days) * _DAY) for one, other in combinations(days, 2))
    clocks = [one.minutes for one in post.moments if one.minutes is not None]
    yield from (Fraction(abs(other - one) * 60) for one, other in combinations(clocks, 2))
    over_night = ((one, other) for one, other in combinations(clocks, 2) if other < one)
    yield from (Fraction((other - one + _MINUTES_OF_DAY) * 60) for one, other in over_night)


def of_months(post: Passage, today: date, *, years: bool) -> Iterator[Fraction]:
    """Yield the months that the dates of a sentence span, and those since or until its dates.

    `years` says that whole years are wanted, which a year alone gives.
    """
    for one in post.moments:
        if one.year and one.month:
            yield Fraction(abs((today.year - one.year) * 12 + today.month - one.month))
        if years and one.year and one.year < today.year:
            yield Fraction((today.year - one.year) * 12)
        if one.season in _SEASONS:
            yield _SEASONS[one.season]
        day = _day(one)
        if day:
            yield Fraction(abs((day - today).days)) / DAYS_OF_MONTH
    for one, other in combinations(post.moments, 2):
        yield from _months_between(one, other, years=years)
    match = _MONTHS.search(post.text)
    if match:
        yield Fraction(int(match[1]))


def _months_between(one: Moment, other: Moment, *, years: bool) -> Iterator[Fraction]:
    """Yield the months between two dates of one sort; between months also with both counted."""
    if not (one.year and other.year):
        return
    if years:
        yield Fraction(abs(other.year - one.year) * 12)
    for first, last in product(_ends(one), _ends(other)):
        if one.season or other.season:
            yield Fraction(abs((other.year - one.year) * 12 + last - first))
    if one.month and other.month and one.day == other.day:
        between = abs((other.year - one.year) * 12 + other.month - one.month)
        yield Fraction(between)
        if not one.day:
            yield Fraction(between + 1)


def _ends(moment: Moment) -> tuple[int, ...]:
    """Return the first and the last month of a quarter or half-year, or the month of a date."""
    length = _LENGTHS.get(moment.season[:1])
    if length is None:
        return (moment.month,) if moment.month else ()
    last = int(moment.season[1]) * length
    return last - length + 1, last


def rough_day(moment: Moment) -> date | None:
    """Return the day of a moment, roughly where it only has a month; None without one."""
    month = moment.month or _MONTHS_OF_EDGES.get(moment.edge)
    if not (moment.year and month):
        return None
    day = moment.day or _EDGES.get(moment.edge or "", _MIDDLE)
    try:
        return date(moment.year, month, day)
    except ValueError:
        return None  # 2月30日


def _day(moment: Moment) -> date | None:
    """Return the day of a moment that names one."""
    return rough_day(moment) if moment.day else None
