"""Rules for dates, years, quarters, clock times and times of day."""

from __future__ import annotations

import re
from calendar import monthrange

from podcast.chinese import numbers
from podcast.chinese.match import TO, UNIT, Match, before, to

_YEAR = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"

_FULL = re.compile(
    rf"(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>{_MONTH})(?P=sep)(?P<d>{_DAY})(?![\d])(?!(?P=sep)\d)"
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
_YEARS = re.compile(
    rf"(?P<a>{_YEAR})(?P<first>\s?年)?{TO}(?P<b>{_YEAR})(?![\d.,%])"
    rf"(?:(?P<year>\s?年(?!级))|(?!{UNIT}|\s?[余多万亿]))"
)
_SEASON = re.compile(r"(?P<a>20\d\d|[0-4]\d)[-/–](?P<b>\d\d)(?=\s?(?:赛季|学年|财年|年度|雪季))")
_QUARTER = re.compile(
    r"(?P<y>20\d\d|\d\d)\s?年?\s?(?:[Qq](?P<q>[1-4])|H(?P<h>[12]))(?![A-Za-z0-9])"
    rf"(?:{TO}Q(?P<last>[1-4])(?![A-Za-z0-9]))?"
)
_BUSINESS = (
    "财报|营收|季|业绩|净利|利润|收入|财季|财务|出货|毛利|指引|末|初|同比|环比|产能|产量|销量|交付|增长|增速|有望|预计"
    "|预期|单季|整体|全球|中国|国内|市场|现金流|资本|开支|亏损|盈利|至|到|[-–—~]Q"
)
"""What follows a quarter or a half-year that stands without its year."""
_REPORTED = re.compile(
    r"(?P<n>[1-4])(?P<part>[QH])(?P<y>2\d)(?![A-Za-z0-9])|(?P<m>[3-9])M(?P<my>2\d)(?!\w)"
)
_QUARTER_FIRST = re.compile(
    r"(?:Q(?P<q>[1-4])|H(?P<h>[12]))\s?[,/]?\s?(?P<y>20\d\d)(?!\d)(?:\s?年)?"
    r"|(?P<fy>FY)\s?(?P<y2>20\d\d|\d\d)(?!\d)(?:\s?Q(?P<q3>[1-4])(?!\d))?"
    rf"|(?<![A-Za-z0-9])Q(?P<from>[1-4]){TO}Q(?P<last>[1-4])(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9])(?:Q(?P<q2>[1-4])|H(?P<h2>[12]))(?=\s?(?:{_BUSINESS}))"
)
_NAMED = re.compile(r"[A-Za-z]\s?(?:\d+\s)?$")
"""A name before figures that only look like a half-year: Windows 11 24H2."""
_DECADE = re.compile(
    r"(?P<y>[5-9][05]|0[05]|1[05])(?P<tail>后(?![天面来续期台勤端])|(?=、\d\d后))"
    r"|(?P<model>(?:19[5-9]|20[0-4])\d)款"
)
_EVENT = re.compile(
    r"(?P<m>\d{1,2})[·•](?P<d>\d{1,2})(?!\d)"
    r"|(?P<day>\d\.\d{2}|\d{3,4})(?=[”\"』]?\s?(?:大促|购物节|晚会|事件|年中|程序员节|狂欢|表白|曝光))"
    r"|(?:(?<=京东)|(?<=天猫)|(?<=双11[和及、])|(?<=双十一[和及、]))618(?!\d)|618(?=期间|战报|促销|活动)"
)
_CENTURY = re.compile(r"(?P<y>(?:1[5-9]|20)\d0)\s?年代|(?P<short>[1-9]0)\s?年代")
_LONE_YEAR = re.compile(r"(?:19[5-9]\d|20(?!00)[0-4]\d)(?![\d,%‰]|\.\d|[-/:~–—]\d)")
_COUNTING = re.compile(r"[约超达共近过有足每]\s?$|总计\s?$|多达\s?$")
_DURATION = re.compile(r"(?:长达|历时|距今|约|近|超过|持续|大约|跨越|已有|存在)\s?$")

_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?:\s?(?P<m>[0-5]\d)(?:\s?:\s?(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:])"
    r"(?!\s?[元个万亿%美条款人项种名])(?:\s?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
)
_RATIO_BEFORE = re.compile(
    r"(?:比例|比分|比值|宽高比|纵横比|画幅|屏幕|比率|配比|以|战胜|击败|大胜|领先|胜|负|平|之比)\s?(?:为|是|约|达)?\s?$"
)
_RATIO_AFTER = re.compile(
    r"\s?(?:的?比例|的?画幅|屏幕?|的?宽高比|战胜|击败|领先|大胜|险胜|逆转|战平)"
)
_HUNDREDTHS = re.compile(r"(?<=\d秒)\d\d(?![\d.:%])")
_SPOKEN_TIME = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?(?P<word>点|时(?!代|速|空|间|尚|差|长|效|刻|机|序|延))"
    r"(?:(?P<half>半)|\s?(?P<m>[0-5]?\d)\s?分(?!之|钟))?"
)


def _date(year: str | None, month: str | None, day: str | None, word: str = "日") -> str:
    words = numbers.year(year) + "年" if year else ""
    words += numbers.cardinal(month) + "月" if month else ""
    return words + (numbers.cardinal(day) + word if day else "")


def date(text: str, start: int) -> Match | None:
    """Dates in figures or with 年月日, months, days, ranges of them."""
    for rule in (_event, _years, _reported, _quarter, _full, _written, _ranges, _partial):
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
        not re.fullmatch(_YEAR, found["y"])
        or (round_number and text.startswith(("前", "来", "历史", "以"), found.end()))
        or bool(_DURATION.search(before(text, start)))
    )


def _years(text: str, start: int) -> Match | None:
    found = _YEARS.match(text, start)
    if found:
        first, last = ("年" if found[name] else "" for name in ("first", "year"))
        words = f"{numbers.year(found['a'])}{first}{to(found)}{numbers.year(found['b'])}{last}"
        return Match(found.end(), "range", words)
    season = _SEASON.match(text, start)
    if season:
        words = f"{numbers.year(season['a'])}到{numbers.year(season['b'])}"
        return Match(season.end(), "range", words)
    return None


def _quarter(text: str, start: int) -> Match | None:
    found = _QUARTER.match(text, start)
    if not found or _NAMED.search(before(text, start)):
        return None
    words = _date(found["y"], None, None) + _part(found["q"], found["h"])
    words += to(found) + _part(found["last"], None) if found["last"] else ""
    return Match(found.end(), "date", words)


def _reported(text: str, start: int) -> Match | None:
    """Read `3Q25`, `1H25`, `9M25`, as financial reports write them."""
    found = _REPORTED.match(text, start)
    if not found:
        return None
    if found["m"]:
        words = f"{numbers.year(found['my'])}年前{numbers.cardinal(found['m'])}个月"
        return Match(found.end(), "date", words)
    quarter, half = (found["n"], None) if found["part"] == "Q" else (None, found["n"])
    return Match(found.end(), "date", _date(found["y"], None, None) + _part(quarter, half))


def _part(quarter: str | None, half: str | None) -> str:
    if quarter:
        return f"第{numbers.cardinal(quarter)}季度"
    return "上半年" if half == "1" else "下半年"


def quarter(text: str, start: int) -> Match | None:
    """`H1 2026`, `Q4 2025`, `FY2026`, `Q4财报`: figures behind the letter."""
    found = _QUARTER_FIRST.match(text, start)
    if not found:
        return None
    if found["fy"]:
        words = numbers.year(found["y2"]) + "财年"
        return Match(found.end(), "date", words + (_part(found["q3"], None) if found["q3"] else ""))
    if found["last"]:
        words = _part(found["from"], None) + to(found) + _part(found["last"], None)
        return Match(found.end(), "range", words)
    if found["q2"] or found["h2"]:
        return Match(found.end(), "date", _part(found["q2"], found["h2"]))
    words = _date(found["y"], None, None) + _part(found["q"], found["h"])
    return Match(found.end(), "date", words)


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


def decade(text: str, start: int) -> Match | None:
    """`90后` 九零后, `2026款`, `1980年代`."""
    found = _DECADE.match(text, start)
    if found and found["model"]:
        return Match(found.end(), "date", numbers.year(found["model"]) + "款")
    if found:
        return Match(found.end(), "date", numbers.year(found["y"]) + found["tail"])
    found = _CENTURY.match(text, start)
    if not found:
        return None
    words = numbers.cardinal(found["short"]) if found["short"] else numbers.year(found["y"])
    return Match(found.end(), "date", words + "年代")


def lone_year(text: str, start: int) -> Match | None:
    """Read a bare 1950 to 2049 that counts nothing: `CES 2026`. A word like 约 before it counts."""
    found = _LONE_YEAR.match(text, start)
    if not found or _COUNTING.search(before(text, start)):
        return None
    return Match(found.end(), "date", numbers.year(found[0]))


def clock(text: str, start: int) -> Match | None:
    """`8:00`, `20:30`, `12:30:45`, `8:00 PM`; near words of scores and shapes it is a ratio."""
    found = _CLOCK.match(text, start)
    if not found:
        return None
    if _RATIO_BEFORE.search(before(text, start)) or _RATIO_AFTER.match(text, found.end()):
        return None
    words = _hour(found["h"]) + (_minutes(found["m"]) or ("零分" if found["s"] else ""))
    words += _sixtieths(found["s"], "秒") if found["s"] else ""
    half = {"a": "上午", "p": "下午"}.get((found["half"] or "").lower(), "")
    return Match(found.end(), "clock", half + words)


def _hour(hour: str, word: str = "点") -> str:
    return ("两" if hour.lstrip("0") == "2" else numbers.cardinal(hour)) + word


def _minutes(minutes: str) -> str:
    if int(minutes) == 0:
        return ""
    return _sixtieths(minutes, "分")


def _sixtieths(figures: str, word: str) -> str:
    """Read minutes or seconds, a zero before a single figure included: `05` 零五分."""
    zero = "零" if figures[0] == "0" and int(figures) else ""
    return zero + numbers.cardinal(figures) + word


def time(text: str, start: int) -> Match | None:
    """`8点30分`, `20时`, `9点半`; the hundredths of `9秒58`."""
    hundredths = _HUNDREDTHS.match(text, start)
    if hundredths:
        return Match(hundredths.end(), "time", numbers.digits(hundredths[0]))
    found = _SPOKEN_TIME.match(text, start)
    if not found:
        return None
    words = _hour(found["h"], found["word"]) + (found["half"] or "")
    if found["m"]:
        words += _minutes(found["m"]) or "整"
    return Match(found.end(), "time", words)
