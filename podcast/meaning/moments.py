"""Written dates, times of day, durations with colons, decades, quarters and fiscal years."""

from __future__ import annotations

import re

from podcast.meaning.figures import Figure, Number, Reading, Words
from podcast.meaning.place import Place, number, words
from podcast.meaning.prefixes import prefix
from podcast.meaning.suffixes import suffix

_DATE = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?(?:Z|[+-](\d{2}):?\d{2}(?!\d))?)?(?![\d:])"
)
_ZONE = re.compile(r"[+-](\d{2}):?\d{2}(?!\d)|Z")
_DECADE = re.compile(r"(?<![\d.])(\d{0,2})(\d0)['’]?s(?![A-Za-z])")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?!\d)")
_PERIOD = re.compile(
    r"(?<![A-Za-z])(?:([1-4])([QH])|([QH])([1-4]))(?![\dA-Za-z])"
    r"(?:[ ,]*(?:FY)?((?:19|20)?\d{2})(?!\d))?"
    r"|(?<![A-Za-z])([1-4])([QH])(?:FY)?((?:19|20)?\d{2})(?!\d)"
)
"""Matches a quarter or a half, perhaps before its year: Q3 2025, 4QFY25, 1H26, H1."""
_YEAR_OF_PERIOD = re.compile(
    r"(?:(?<!\d)((?:19|20)?\d{2})(?=(?:年|财年)?\s?[QH][1-4](?!\d))|(?<=FY)((?:19|20)?\d{2})(?!\d))"
    r"(?:年|财年)?"
)
_DAY = words("年", "月", "日|号")
_TWO_UNITS = (
    words("点|时", "分"), words("小时|个小时", "分|分钟"), words("分|分钟", "秒"), words("点"), (),
)  # fmt: skip
_THREE_UNITS = (words("点|时", "分", "秒"), words("小时|个小时", "分|分钟", "秒"), ())


def date(place: Place) -> Figure | None:
    """Read a date in figures: 2026-03-15, 2026/3/5, 2026.03.15."""
    match = _DATE.match(place.text, place.start)
    if not match:
        return None
    parts = tuple(map(number, (match[1], match[3], match[4])))
    ways = (Reading(parts, _DAY), Reading(parts), Reading((number(match[0]),)))
    return Figure(place.start, match.end(), ways)


def packed(place: Place) -> Figure | None:
    """Read a date in figures without signs between them: 20260315. It may as well be a number."""
    match = _PACKED.match(place.text, place.start)
    if not match:
        return None
    behind = suffix(place, match.end())
    front = prefix(place, measured=behind.measured)
    parts = tuple(map(number, filter(None, match.groups())))
    ways = [Reading(parts, _DAY[: len(parts)])]
    for factor, units, rates in behind.ways:
        if factor == 1:
            every = (*front.currency, *units)
            ways.append(Reading((number(match[0], front.signs),), every, rates))
    return Figure(front.begin, behind.end, tuple(ways))


def clock(place: Place) -> Figure | None:
    """Read a time of day, a duration or a ratio with colons, perhaps with a time zone."""
    match = _CLOCK.match(place.text, place.start)
    if not match:
        return None
    front = prefix(place, measured=False)
    hour, minute, second, fraction, zone = match.groups()
    end = match.end()
    stamped = not second and place.before.endswith("T")
    behind = _ZONE.match(place.text, end) if stamped else None
    if behind:
        zone, end = behind[1], behind.end()
    first = number(hour, front.signs | {""})
    ways = _with_seconds(first, minute, second, fraction) if second else _two(first, minute)
    if zone:
        ways += [Reading((number(zone), *each.numbers), each.units) for each in ways]
    return Figure(front.begin, end, tuple(ways))


def _two(first: Number, minute: str) -> list[Reading]:
    """Return the ways to understand `14:30`; a full hour may have no minutes."""
    ways = [Reading((first, number(minute)), units) for units in _TWO_UNITS]
    if not int(minute):
        units = (words("点|时"), (), words("分|分钟"), words("小时"))
        ways += [Reading((first,), unit) for unit in units]
    if first.texts <= {"0", "00"}:
        ways.append(Reading((number(minute),), words("秒")))
    return ways


def _with_seconds(first: Number, minute: str, second: str, fraction: str | None) -> list[Reading]:
    """Return the ways to understand `1:02:33`; parts that are zero may be missing."""
    minutes = number(minute)
    seconds = Number(frozenset({second, f"{second}.{fraction}"} if fraction else {second}))
    ways = [Reading((first, minutes, seconds), units) for units in _THREE_UNITS]
    ways.append(Reading((minutes, seconds), words("分|分钟", "秒")))
    if not int(second):
        ways += [Reading((first, minutes), units) for units in _TWO_UNITS]
    if not int(minute):
        ways.append(Reading((first, seconds), words("小时", "秒")))
    if not int(minute) and not int(second):
        ways += [Reading((first,), words("小时|个小时")), Reading((first,), words("点|时"))]
    if first.texts <= {"0", "00"} and not int(second):
        ways.append(Reading((minutes,), words("分|分钟")))
    return ways


def decade(place: Place) -> Figure | None:
    """Read a decade, by its century or not: 1980s, 90s. It may be seconds."""
    match = _DECADE.match(place.text, place.start)
    if not match or place.verbatim(match.end() - 1, match.end()):
        return None
    century, tens = match.groups()
    whole = (number(century + tens),)
    ways = [Reading(whole, words("年代")), Reading(whole, words("秒"))]
    if century:
        parts = (number(str(int(century) + 1)), number(tens))
        ways.append(Reading(parts, words("世纪", "年代")))
    return Figure(place.start, match.end(), tuple(ways))


def period(place: Place) -> Figure | None:
    """Read a quarter or a half-year, perhaps with its year behind it: Q3 2025, 1HFY26."""
    match = _PERIOD.match(place.text, place.start)
    if not match:
        return None
    quarterly = "Q" in (match[2], match[3], match[7])
    part = number(match[1] or match[4] or match[6])
    parts, units = ((part,), words("季度")) if quarterly else ((), ())
    year = match[5] or match[8]
    if not year:
        return Figure(place.start, match.end(), (Reading(parts, units), Reading((part,))))
    every = (*words("年|财年"), *units)
    return Figure(place.start, match.end(), (Reading((_year(year), *parts), every),))


def year_of_period(place: Place) -> Figure | None:
    """Read the year before a quarter or a half-year: 2025Q4, FY2026, 26财年Q3."""
    match = _YEAR_OF_PERIOD.match(place.text, place.start)
    if not match:
        return None
    year = (_year(match[1] or match[2]),)
    unit: tuple[Words, ...] = words("年|财年")
    return Figure(place.start, match.end(), (Reading(year, unit), Reading(year)))


def _year(digits: str) -> Number:
    return Number(frozenset({digits, f"20{digits}"}))
