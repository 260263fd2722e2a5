"""Rules for dates in figures or with 年月日: whole dates, parts of them, and ranges."""

from __future__ import annotations

import re
from calendar import monthrange

from podcast.chinese.rules import numbers, periods
from podcast.chinese.rules.match import MAGNITUDE, TO, UNIT, YEAR, Match, before, to

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
_ERA = re.compile(r"(?:(?<=公元)|(?<=公元前))\d{3,4}(?=\s?年)")
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
_DOTTED_MONTHS = re.compile(
    rf"(?P<y>20\d\d)\.(?P<m>{_MONTH}){TO}(?P<y2>20\d\d)\.(?P<m2>{_MONTH})(?![\d.])"
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
_DAY_TO_DAY = re.compile(
    rf"(?P<m>{_MONTH})/(?P<d>{_DAY}){TO}(?P<m2>{_MONTH})/(?P<d2>{_DAY})(?![\d/]|\.\d)"
)
_DATED = re.compile(
    r"(?:时间|日期|期间|档期|假期|截[止至]|[定将]于|排期|展期|会期|ddl|DDL|[Dd]eadline)\s?[:为是]?\s?$"
)
"""Matches words before a day and a month with a slash between, which could be a fraction."""
_FESTIVAL = (
    "元旦|情人节|妇女节|植树节|愚人节|劳动节|青年节|护士节|儿童节|建军节|教师节|国庆|万圣|光棍节"
    "|平安夜|圣诞|纪念日"
)
"""The festivals with a fixed day of the solar calendar."""
_ONE_DAY = re.compile(
    rf"(?P<m>{_MONTH})/(?P<d>{_DAY})(?![\d/]|[.,]\d|\s?[日号][线楼元])"
    r"(?P<sure>\s?[日号](?![线楼元])|(?=\s[012]?\d:[0-5]\d)|(?=\s?[(（](?:周|星期)"
    rf"|\s?(?:当天|当晚|凌晨|早上|晚上|开幕|开售|首发|上映|起售|{_FESTIVAL})))?"
)
_EACH = re.compile(r"[每逢]月?\s?$")
_SHOPPING = (
    "大促|年中|预售|首日|当天|期间|战报|促销|活动|收官|前夕|开门红|开售|狂欢"
    "|假期|小长假|黄金周|年终|盛典|晚会|事件|恐怖袭击|恐袭|袭击|表白|曝光|程序员|成交"
)
"""Words after the figures of a day on which shops sell, or of another day with a name."""
_KNOWN_DAY = r"(?:3/8|3/15|5/20|6/18|8/18|9/11|9/18|10/24|11/11|12/12)"
"""The days with a name that are also written with a slash, which is else a date or a fraction."""
_EVENT = re.compile(
    r"(?P<month>\d{1,2})[·•](?P<dotted>\d{1,2})(?!\d)"
    rf"|(?P<day>\d{{1,2}}\.\d{{1,2}}|{_KNOWN_DAY}|\d{{3,4}})(?=[”\"』]?\s?(?:{_SHOPPING}|(?![个届场周多余万亿])[^\W\da-zA-Z]{{1,3}}节))"
    r"|(?P<known>3\.8|3\.15|5\.20|6\.18|8\.18|9\.9|11\.11|12\.12)(?=[^\W\da-zA-Z]{1,6}节)"
    r"|618(?=[、和及与]双)|(?<=[“「『\"])618(?=[”」』\"])|(?P<shop>38|88|99)(?=会员节|划算节|女王节|妇女节|节|大促)"
    r"|(?:(?<=京东)|(?<=天猫)|(?<=淘宝)|(?<=[今去前]年)|(?<=历年)|(?<=本届)|(?<=双1[12][和及、])|(?<=双十[一二][和及、]))(?:618|520)"
    rf"(?!\d|{UNIT}|\s?{MAGNITUDE})"
)
_SAID_AS = {"1111": "双十一", "1212": "双十二", "101": "十一"}
"""What is said for the figures of a day where they are not read one by one."""
_PACKED = re.compile(
    rf"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d%]|[.,]\d|\s?{MAGNITUDE}|(?![起日]){UNIT})日?"
)
_PACKED_TO = re.compile(r"\s?(?:[-~–—]|(?P<to>[至到]))\s?")
_DURATION = re.compile(r"(?:长达|历时|距今|约|近|超过|持续|大约|跨越|已有|存在)\s?$")


def _date(year: str | None, month: str | None, day: str | None, word: str = "日") -> str:
    words = numbers.year(year) + "年" if year else ""
    words += numbers.cardinal(month) + "月" if month else ""
    return words + (numbers.cardinal(day) + word if day else "")


def date(text: str, start: int) -> Match | None:
    """Read dates in figures or with 年月日, months, days, and ranges of them."""
    figures = (_event, _packed, periods.years, periods.fiscal, periods.reported)
    for rule in (*figures, periods.quarter_of_year, _full, _with_year, _ranges, _partial):
        match = rule(text, start)
        if match:
            return match
    return None


def _event(text: str, start: int) -> Match | None:
    """Read a day that names an event: `3·15`, `11.11购物节`, `618大促`."""
    match = _EVENT.match(text, start)
    if not match:
        return None
    figures = "".join(filter(str.isdigit, match[0]))
    return Match(match.end(), "date", _SAID_AS.get(figures) or numbers.digits(figures))


def _packed(text: str, start: int) -> Match | None:
    """Read a date of eight figures, or two of them: `20260315`, `20251001-20251008`."""
    first = _PACKED.match(text, start)
    if not first or not _exists(first):
        return None
    link = _PACKED_TO.match(text, first.end())
    last = _PACKED.match(text, link.end()) if link else None
    if not (link and last and _exists(last)):
        return Match(first.end(), "date", _date(first["y"], first["m"], first["d"]))
    words = _date(first["y"], first["m"], first["d"]) + to(link)
    return Match(last.end(), "range", words + _date(last["y"], last["m"], last["d"]))


def _exists(match: re.Match[str]) -> bool:
    return int(match["d"]) <= monthrange(int(match["y"]), int(match["m"]))[1]


def _full(text: str, start: int) -> Match | None:
    match = _FULL.match(text, start)
    if match and _exists(match):
        return Match(match.end(), "date", _date(match["y"], match["m"], match["d"]))
    match = _YEAR_MONTH.match(text, start)
    return Match(match.end(), "date", _date(match["y"], match["m"], None)) if match else None


def _with_year(text: str, start: int) -> Match | None:
    era = _ERA.match(text, start)
    if era:
        return Match(era.end(), "date", numbers.year(era[0]))
    match = _WRITTEN.match(text, start)
    if match:
        return _year_in_words(text, start, match)
    short = _SHORT_YEAR.match(text, start)
    return Match(short.end(), "date", _date(short["y"], None, None)) if short else None


def _year_in_words(text: str, start: int, match: re.Match[str]) -> Match | None:
    if not match["m"] and _is_duration(text, start, match):
        return None
    words = _date(match["y"], match["m"], None) + (match["part"] or "")
    if match["d"]:
        words += numbers.cardinal(match["d"]) + match["day"]
    return Match(match.end(), "date", words)


def _is_duration(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the number counts years: 3000年, 2000年前, 距今1500年."""
    round_number = match["y"] in {"1000", "2000"} and not text.startswith("前后", match.end())
    return (
        not re.fullmatch(YEAR, match["y"])
        or (round_number and text.startswith(("前", "来", "历史", "以"), match.end()))
        or bool(_DURATION.search(before(text, start)))
    )


def _ranges(text: str, start: int) -> Match | None:
    days = _DOTTED_DAYS.match(text, start)
    if days:
        first, last = _date(None, days["m"], days["d"]), _date(None, days["m2"], days["d2"])
        return Match(days.end(), "range", first + to(days) + last)
    slashed = _DAY_TO_DAY.match(text, start)
    if slashed and _are_days(text, start, slashed):
        first = _date(None, slashed["m"], slashed["d"])
        words = first + to(slashed) + _date(None, slashed["m2"], slashed["d2"])
        return Match(slashed.end(), "range", words)
    months = _DOTTED_MONTHS.match(text, start)
    if months:
        first, last = _date(months["y"], months["m"], None), _date(months["y2"], months["m2"], None)
        return Match(months.end(), "range", first + to(months) + last)
    match = _MONTHS.match(text, start)
    if match:
        low, high = numbers.cardinal(match["a"]), numbers.cardinal(match["b"])
        return Match(match.end(), "range", f"{low}{to(match)}{high}月{match['part'] or ''}")
    match = _DAYS.match(text, start)
    if match:
        low, high = numbers.cardinal(match["a"]), numbers.cardinal(match["b"])
        return Match(match.end(), "date", f"{low}{to(match)}{high}{match['day']}")
    return None


def _are_days(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a range is one of days and not of fractions, as 1/2-1/3 and 2/5-3/8 are.

    A word before it decides where it could be both.
    """
    month, day, month2, day2 = (int(match[name]) for name in ("m", "d", "m2", "d2"))
    proper = month < day and month2 < day2
    usual = month == month2 == 1 or max(day, day2) <= _USUAL
    return bool(_DATED.search(before(text, start))) or not (proper and usual)


_USUAL = 10
"""The largest denominator of usual fractions whose numerator is not one."""


def _one_day(text: str, start: int) -> Match | None:
    """Read a day with a slash where words show that it is one: `12/1日`, `截止12/31`.

    The first of a month needs no such words, because nobody writes a fraction of ones.
    """
    match = _ONE_DAY.match(text, start)
    left = before(text, start)
    if not match or left[-1:] == "/":
        return None
    if match["sure"] is None and int(match["d"]) != 1 and not _DATED.search(left):
        return None
    listed = int(match["m"]) + 1 == int(match["d"]) or _EACH.search(left)
    if match["sure"] and listed:
        return None  # 2/3号 and 每月1/15号 are two days of a month
    word = (match["sure"] or "日").strip()
    return Match(match.end(), "date", _date(None, match["m"], match["d"], word))


def _partial(text: str, start: int) -> Match | None:
    match = _MONTH_DAY.match(text, start)
    if match:
        day = numbers.cardinal(match["d"])
        if match["d2"]:
            day += to(match) + numbers.cardinal(match["d2"])
        return Match(match.end(), "date", f"{numbers.cardinal(match['m'])}月{day}{match['day']}")
    for pattern, word in ((_MONTH_ALONE, "月"), (_DAY_ALONE, "日")):
        match = pattern.match(text, start)
        if match:
            return Match(match.end(), "date", numbers.cardinal(match[1]) + word)
    match = _SLASHED.match(text, start)
    if match:
        month, day = (figure for figure in match.groups() if figure)
        return Match(match.end(), "date", _date(None, month, day))
    return _one_day(text, start)
