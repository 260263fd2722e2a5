"""Rules for dates: in figures or with 年月日, whole, in part, from one to another."""

from __future__ import annotations

import re
from calendar import monthrange

from podcast.chinese.rules import numbers, periods
from podcast.chinese.rules.match import TO, YEAR, Match, before, to

_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"

_FULL = re.compile(
    rf"(?P<y>{YEAR})(?P<sep>[-/.])(?P<m>{_MONTH})(?P=sep)(?P<d>{_DAY})(?![\d])(?!(?P=sep)\d)"
    r"(?:T(?=\d\d:))?"
)
_YEAR_MONTH = re.compile(r"(?P<y>20\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![\d/-])")
_WRITTEN = re.compile(
    rf"(?P<y>\d{{4}})\s?年(?!度?级)(?:\s?(?P<m>{_MONTH})\s?月(?P<part>份)?"
    rf"(?:\s?(?P<d>{_DAY})\s?(?P<day>[日号]))?)?"
)
_SHORT_YEAR = re.compile(
    r"(?P<y>[0-4]\d)年(?=\s?(?:\d{1,2}月|第?[一二三四1-4]季|[Qq][1-4]|[初底末]|[上下]半年|全年))"
)
_MONTH_DAY = re.compile(
    rf"(?P<m>{_MONTH})\s?月\s?(?P<d>{_DAY})(?:{TO}(?P<d2>{_DAY}))?\s?(?P<day>[日号])"
)
_DOTTED_DAYS = re.compile(
    rf"(?P<m>{_MONTH})\.(?P<d>{_DAY}){TO}(?P<m2>{_MONTH})\.(?P<d2>{_DAY})"
    r"(?=\s?(?:日|在|于|召开|举行|举办|开展|促销|期间|限时|大促|活动|开幕|特惠|抢购))"
)
_MONTHS = re.compile(rf"(?P<a>{_MONTH}){TO}(?P<b>{_MONTH})\s?月(?P<part>份)?(?!\d)")
_DAYS = re.compile(rf"(?P<a>{_DAY}){TO}(?P<b>{_DAY})\s?(?P<day>[日号])(?![线楼元])")
_MONTH_ALONE = re.compile(rf"(?P<m>{_MONTH})\s?月(?!球|亮|饼|光|嫂|卡)")
_DAY_ALONE = re.compile(rf"(?P<d>{_DAY})\s?日(?![元均产活志程常报本])")
_SLASHED = re.compile(
    rf"(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])(?![\d/])|(?P<m2>{_MONTH})/(?P<d2>0[1-9])(?![\d/])"
    rf"|(?P<m3>0[1-9])-(?P<d3>0[1-9]|[12]\d|3[01])(?![\d-])"
    rf"|(?<=周[一二三四五六日天][( ])(?P<m4>{_MONTH})/(?P<d4>{_DAY})(?![\d/])"
)
_EVENT = re.compile(
    r"(?P<m>\d{1,2})[·•](?P<d>\d{1,2})(?!\d)"
    r"|(?P<day>\d\.\d{2}|\d{3,4})(?=[”\"』]?\s?(?:大促|购物节|晚会|事件|年中|程序员节|狂欢|表白|曝光))"
    r"|(?:(?<=京东)|(?<=天猫)|(?<=双11[和及、])|(?<=双十一[和及、]))618(?!\d)|618(?=期间|战报|促销|活动)"
)
_DURATION = re.compile(r"(?:长达|历时|距今|约|近|超过|持续|大约|跨越|已有|存在)\s?$")


def _date(year: str | None, month: str | None, day: str | None, word: str = "日") -> str:
    words = numbers.year(year) + "年" if year else ""
    words += numbers.cardinal(month) + "月" if month else ""
    return words + (numbers.cardinal(day) + word if day else "")


def date(text: str, start: int) -> Match | None:
    """Dates in figures or with 年月日, months, days, ranges of them."""
    figures = (_event, periods.years, periods.reported, periods.quarter_of_year)
    for rule in (*figures, _full, _written, _ranges, _partial):
        found = rule(text, start)
        if found:
            return found
    return None


def _event(text: str, start: int) -> Match | None:
    """Read a day that names an event: `3·15`, `9·11`, `618大促`."""
    found = _EVENT.match(text, start)
    if not found:
        return None
    figures = "".join(filter(str.isdigit, found[0]))
    read = numbers.phone if figures == "618" else numbers.digits  # as the shops say it
    return Match(found.end(), "date", read(figures))


def _full(text: str, start: int) -> Match | None:
    found = _FULL.match(text, start)
    if found:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
        if day <= monthrange(year, month)[1]:
            return Match(found.end(), "date", _date(found["y"], found["m"], found["d"]))
    found = _YEAR_MONTH.match(text, start)
    return Match(found.end(), "date", _date(found["y"], found["m"], None)) if found else None


def _written(text: str, start: int) -> Match | None:
    found = _WRITTEN.match(text, start)
    if found:
        return _written_year(text, start, found)
    short = _SHORT_YEAR.match(text, start)
    return Match(short.end(), "date", _date(short["y"], None, None)) if short else None


def _written_year(text: str, start: int, found: re.Match[str]) -> Match | None:
    if not found["m"] and _is_duration(text, start, found):
        return None
    words = _date(found["y"], found["m"], None) + (found["part"] or "")
    if found["d"]:
        words += numbers.cardinal(found["d"]) + found["day"]
    return Match(found.end(), "date", words)


def _is_duration(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether the years are counted: 3000年, 2000年前, 距今1500年."""
    round_number = found["y"] in {"1000", "2000"}
    return (
        not re.fullmatch(YEAR, found["y"])
        or (round_number and text.startswith(("前", "来", "历史", "以"), found.end()))
        or bool(_DURATION.search(before(text, start)))
    )


def _ranges(text: str, start: int) -> Match | None:
    days = _DOTTED_DAYS.match(text, start)
    if days:
        first, last = _date(None, days["m"], days["d"]), _date(None, days["m2"], days["d2"])
        return Match(days.end(), "range", first + to(days) + last)
    found = _MONTHS.match(text, start)
    if found:
        low, high = numbers.cardinal(found["a"]), numbers.cardinal(found["b"])
        return Match(found.end(), "range", f"{low}{to(found)}{high}月{found['part'] or ''}")
    found = _DAYS.match(text, start)
    if found:
        low, high = numbers.cardinal(found["a"]), numbers.cardinal(found["b"])
        return Match(found.end(), "date", f"{low}{to(found)}{high}{found['day']}")
    return None


def _partial(text: str, start: int) -> Match | None:
    found = _MONTH_DAY.match(text, start)
    if found:
        day = numbers.cardinal(found["d"])
        if found["d2"]:
            day += to(found) + numbers.cardinal(found["d2"])
        return Match(found.end(), "date", f"{numbers.cardinal(found['m'])}月{day}{found['day']}")
    for pattern, word in ((_MONTH_ALONE, "月"), (_DAY_ALONE, "日")):
        found = pattern.match(text, start)
        if found:
            return Match(found.end(), "date", numbers.cardinal(found[1]) + word)
    found = _SLASHED.match(text, start)
    if found:
        month, day = (figure for figure in found.groups() if figure)
        return Match(found.end(), "date", _date(None, month, day))
    return None
