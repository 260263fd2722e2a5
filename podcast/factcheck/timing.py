"""Trace the dates, periods and clock times of a line to those of the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from podcast.factcheck import moments, numerals, periods
from podcast.factcheck.moments import Moment
from podcast.factcheck.passages import Passage, Source
from podcast.model import Objection

_TWO_YEARS = 2
_UNTIL = re.compile("到|至|-|—|–|~")
_BETWEEN = 8
"""The longest words between the ends of a range: 一直做到."""
_YEAR_ON_YEAR = re.compile("同比|上年|去年|一年前|上一年|同期|前一年|一年|逐年|年增")
"""The words by which a post compares a figure with that of the year before."""


def check(line: Passage, own: Source, today: date) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to moments that no sentence of the item holds."""
    yield from _ranges(line, own)
    for moment in line.moments:
        compared = line.text[max(0, moment.start - 2) : moment.start].endswith(("比", "较", "跟"))
        asked = line.text[line.clause_of(moment.start)[1] :][:1] in {"?", "？"}
        if moment.today or asked or traced(moment, own, today):
            continue
        if compared and any(_month_before(moment, own)):
            continue
        if _is_worked_out(moment, line, own):
            continue
        nearest = _nearest(moment, own)
        yield (
            True,
            Objection(
                "date", line.text[moment.start : moment.end], moment.start, moment.end, nearest
            ),
        )


def _ranges(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield an end of a range whose other end has another partner in the post."""
    for first, last in zip(line.moments, line.moments[1:], strict=False):
        if not _is_range(first, last, line):
            continue
        theirs = [
            (one, other)
            for each in own.passages
            for one, other in zip(each.moments, each.moments[1:], strict=False)
            if _is_range(one, other, each)
        ]
        fits = [(moments.agree(first, one), moments.agree(last, other)) for one, other in theirs]
        if (True, True) in fits or not any(map(any, fits)):
            continue
        begins, _ = next(each for each in fits if any(each))
        wrong = last if begins else first
        nearest = next(
            (other if begins else one).text
            for (one, other), each in zip(theirs, fits, strict=True)
            if any(each)
        )
        span = line.text[wrong.start : wrong.end]
        yield True, Objection("date", span, wrong.start, wrong.end, nearest)


def _is_range(first: Moment, last: Moment, passage: Passage) -> bool:
    between = passage.text[first.end : last.start]
    return len(between) < _BETWEEN and bool(_UNTIL.search(between))


def traced(moment: Moment, own: Source, today: date) -> tuple[Passage, ...]:
    """Return the sentences whose moments say what a moment of a line says."""
    if len(own.items) > 1 and _is(moment, today):
        return own.passages[:1]
    found = tuple(each for each, one in own.moments if moments.agree(moment, one))
    found = found or tuple(_as_long_ago(moment, own))
    return found or tuple(_by_year(moment, own, today))


def _is_worked_out(moment: Moment, line: Passage, own: Source) -> bool:
    """Tell whether a moment is so long after one of the item as both texts say: 先试两年."""
    if moment.day and any(_is_days_later(moment, own)):
        return True
    end = periods.rough_day(moment)
    lengths = {
        value
        for _, one in own.quantities
        for value in [one.within("months")]
        if value and any(each.within("months") == value for each in line.quantities)
    }
    starts = [day for _, one in own.moments if (day := periods.rough_day(one))]
    return end is not None and any(
        abs((end - start).days - length * periods.DAYS_OF_MONTH) <= _ROUGHLY
        for start in starts
        for length in lengths
    )


_DAYS_LATER = re.compile(
    "(?<![一二两三四五六七八九十百\\d多月首.])"
    "(?:次日|第二天|(?P<days>[一二两三四五六七八九十\\d]{1,2})\\s?天(?:之?后|以后))"
)
"""Matches a day that is told by how long after another one it is."""


def _is_days_later(end: Moment, own: Source) -> Iterator[bool]:
    """Yield whether a day is so many days after one of the item as the item says: 两天后."""
    starts = {day for _, one in own.moments if one.day and (day := periods.rough_day(one))}
    for each in own.passages:
        for match in _DAYS_LATER.finditer(each.text):
            number = numerals.read(match["days"]) if match["days"] else None
            days = int(number.value) if number else 1
            for start in starts:
                day = start + timedelta(days)
                yield day.day == end.day and end.month in {None, day.month}


_ROUGHLY = 10
"""How many days a moment may be from the one that was worked out: 5月1日起两年, 到四月底."""
_AGO = re.compile(f"(?P<number>{numerals.VALUE})年(?:之|以)?前")


def _as_long_ago(moment: Moment, own: Source) -> Iterator[Passage]:
    """Yield the sentences with a time since which something holds: 三年前, 三年来首次."""
    match = _AGO.fullmatch(moment.text)
    number = numerals.read(match["number"]) if match else None
    for each, one in own.quantities:
        if number and one.within("months") == number.value * _MONTHS:
            yield each


_MONTHS = 12


def _is(moment: Moment, day: date) -> bool:
    """Tell whether a moment is the day of the post, which the frame of an episode names."""
    known = (moment.year or day.year, moment.month, moment.day)
    return known == (day.year, day.month, day.day)


def _month_before(moment: Moment, own: Source) -> Iterator[Passage]:
    """Yield sentences with 环比 whose month is the one after the moment's."""
    if not moment.month or moment.day:
        return
    after = moment.month % 12 + 1
    for each in own.passages:
        if "环比" in each.text and any(one.month == after for one in each.moments):
            yield each


def _by_year(moment: Moment, own: Source, today: date) -> Iterator[Passage]:
    """Yield sentences about a year that they do not name: 同比, or any of the post's year."""
    if moment.year is None:
        return
    back = today.year - moment.year
    if back == 0 and not moment.edge and not moment.precise:
        yield from own.passages[:1]
    for each in own.passages:
        if not _YEAR_ON_YEAR.search(_without_dates(each)):
            continue
        if back == 1 and (not moment.precise or _a_year_later(moment, each)):
            yield each
        if (
            back == _TWO_YEARS
            and not moment.precise
            and any(one.year == today.year - 1 for one in each.moments)
        ):
            yield each


def _without_dates(post: Passage) -> str:
    """Return a sentence without the words of its precise dates: 去年11月 compares with nothing."""
    text = post.text
    for one in post.moments:
        if one.month:
            text = text.replace(one.text, "，")
    return text


def _a_year_later(moment: Moment, post: Passage) -> bool:
    """Tell whether a sentence compares with the moment: 去年一月, where 1月 has 同比 beside it."""
    later = replace(moment, year=(moment.year or 0) + 1)
    return any(moments.agree(later, one) for one in post.moments)


def _nearest(moment: Moment, own: Source) -> str:
    def likeness(one: Moment) -> int:
        parts = ("year", "month", "day", "season", "edge", "minutes")
        return sum(
            2 * (getattr(one, part) == getattr(moment, part)) + 1
            for part in parts
            if getattr(one, part) and getattr(moment, part)
        )

    found = [one for _, one in own.moments]
    best = max(found, key=likeness, default=None)
    return best.text if best else ""
