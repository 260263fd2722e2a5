"""Rules for years, ranges of years, quarters, half-years and decades."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import TO, UNIT, YEAR, Match, before, to

_YEARS = re.compile(
    rf"(?P<a>{YEAR})(?P<first>\s?年)?{TO}(?P<b>{YEAR})(?![\d.,%])"
    rf"(?:(?P<year>\s?年(?!级))|(?!{UNIT}|\s?[余多万亿]))"
)
_SEASON = re.compile(
    r"(?P<a>(?:19|20)\d\d|\d\d)[-/–](?P<b>(?:19|20)\d\d|\d\d)(?![\d/.-])"
    r"(?P<word>(?=\s?(?:赛季|学年|财年|年度|雪季|榨季)))?"
)
_QUARTER = re.compile(
    r"(?P<y>(?:19|20)\d\d|\d\d)\s?年?\s?(?:[Qq](?P<q>[1-4])|H(?P<h>[12]))(?![A-Za-z0-9])"
    rf"(?:{TO}Q(?P<last>[1-4])(?![A-Za-z0-9]))?"
)
_BUSINESS = (
    "财报|营收|季|业绩|净利|利润|收入|财季|财务|出货|毛利|指引|末|初|同比|环比|产能|产量|销量|交付|增长|增速|有望|预计"
    "|预期|单季|整体|全球|中国|国内|市场|现金流|资本|开支|亏损|盈利|至|到|[-–—~]Q"
)
"""Matches words after a quarter or a half-year without a year."""
_REPORTED = re.compile(
    r"(?P<n>[1-4])(?P<part>[QH])(?P<y>2\d)(?![A-Za-z0-9])|(?P<m>[3-9])M(?P<my>2\d)(?!\w)"
)
_QUARTER_FIRST = re.compile(
    r"(?:Q(?P<q>[1-4])|H(?P<h>[12]))\s?[,/]?\s?(?P<y>(?:19|20)\d\d)(?!\d)(?:\s?年)?"
    rf"|(?<![A-Za-z0-9])Q(?P<from>[1-4]){TO}Q(?P<last>[1-4])(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9])(?:Q(?P<q2>[1-4])|H(?P<h2>[12]))(?=\s?(?:{_BUSINESS}))"
)
_FISCAL = re.compile(
    r"(?:(?P<n>[1-4])(?P<part>[QH])\s?|(?P<part2>[QH])(?P<n2>[1-4])\s)?FY\s?(?P<y>20\d\d|\d\d)(?![\d.])"
    rf"(?:\s?(?P<part3>[QH])(?P<n3>[1-4])(?![\dA-Za-z]))?(?:{TO}FY\s?(?P<y2>20\d\d|\d\d)(?!\d))?"
    r"|(?P<y3>20\d\d|\d\d)\s?财年\s?(?P<part4>[QH])(?P<n4>[1-4])(?![\dA-Za-z])"
)
_NAMED = re.compile(r"[A-Za-z]\s?(?:\d+\s)?$")
"""Matches the end of a name before figures that only look like a half-year: Windows 11 24H2."""
_DECADE = re.compile(
    r"(?P<y>[5-9][05]|0[05]|1[05])(?P<tail>后(?![天面来续期台勤端])|(?=、\d\d后))"
    r"|(?P<model>(?:19[5-9]|20[0-4])\d)款"
)
_CENTURY = re.compile(
    r"(?P<y>(?:1[5-9]|20)\d0)\s?年代|(?P<english>(?:18|19|20)\d0)'?s(?![A-Za-z])"
    r"|(?:(?P<other>[1-9]0)\s?/\s?)?(?P<short>[1-9]0)\s?年代"
)
_LASTS = re.compile(r"(?:用时|耗时|延迟|时延|超时|仅需|只需|[约达近超])\s?$")
"""Matches words before seconds, which the s of 1980s is not."""
_APOSTROPHE = re.compile(r"'(?P<y>\d\d)(?P<tail>年|款|级|届)|'(?P<decade>[1-9]0)'?s(?![A-Za-z])")
_STYLE = (
    "复古|怀旧|像素|老歌|金曲|迪斯科|摇滚|情怀|童年|美学|审美|穿搭|港风|画风|曲风|风格|风潮|风情|经典"
    "|游戏厅|随身听"
)
_OF_STYLE = re.compile(
    rf"(?P<decade>[2-9]0)s(?=\s?的?[^，。！？；]{{0,3}}(?:{_STYLE}|风(?![险扇力机速])))"
)
"""Matches a decade of the last century, by its style; else `80s` are seconds."""
_ZERO_YEAR = re.compile(rf"(?P<y>0\d)(?P<year>年)(?![度级])(?:{TO}(?P<y2>\d\d)年(?![度级]))?")
_EVENT_YEAR = re.compile(
    r"(?P<y>[5-9]\d)年(?=世界杯|欧洲杯|奥运|亚运|抗洪|洪水|金融危机|春晚|央视|国庆|高考|香港|版|[春夏秋冬][天季]?"
    r"|生人|出生|毕业|入职|入学)"
)
"""Matches a year of two figures before what happened in it; else so many years: 98年历史."""
_LONE_YEAR = re.compile(r"(?:19[5-9]\d|20(?!00)[0-4]\d)(?![\d,%‰]|\.\d|[-/:~–—]\d)")
_COUNTING = re.compile(r"[约超达共近过有足每]\s?$|总计\s?$|多达\s?$")


def years(text: str, start: int) -> Match | None:
    """Read ranges of years: `2024-2026`, `2025年至2030年`, `2025-26赛季`."""
    match = _YEARS.match(text, start)
    if match:
        first, last = ("年" if match[name] else "" for name in ("first", "year"))
        words = f"{numbers.year(match['a'])}{first}{to(match)}{numbers.year(match['b'])}{last}"
        return Match(match.end(), "range", words)
    season = _SEASON.match(text, start)
    if season and _is_season(season):
        words = f"{numbers.year(season['a'])}到{numbers.year(season['b'])}"
        return Match(season.end(), "range", words)
    return None


def _is_season(match: re.Match[str]) -> bool:
    """Tell whether two years follow each other and are named a season, or written as 1998/99."""
    follows = (int(match["a"]) + 1 - int(match["b"])) % 100 == 0
    full = len(match["a"]) == len("1998") and "/" in match[0]
    return follows and (full or match["word"] is not None)


def quarter_of_year(text: str, start: int) -> Match | None:
    """Read a year with a quarter or half-year after it: `2025Q4`, `25H1`, `2026年Q1至Q3`."""
    match = _QUARTER.match(text, start)
    if not match or _NAMED.search(before(text, start)):
        return None
    words = _year(match["y"]) + _part(match["q"], match["h"])
    words += to(match) + _part(match["last"], None) if match["last"] else ""
    return Match(match.end(), "date", words)


def reported(text: str, start: int) -> Match | None:
    """Read periods as financial reports write them: `3Q25`, `1H25`, `9M25`."""
    match = _REPORTED.match(text, start)
    if not match:
        return None
    if match["m"]:
        words = f"{numbers.year(match['my'])}年前{numbers.cardinal(match['m'])}个月"
        return Match(match.end(), "date", words)
    quarter, half = (match["n"], None) if match["part"] == "Q" else (None, match["n"])
    return Match(match.end(), "date", _year(match["y"]) + _part(quarter, half))


def _year(year: str | None) -> str:
    return numbers.year(year) + "年" if year else ""


def _part(quarter: str | None, half: str | None) -> str:
    if quarter:
        return f"第{numbers.cardinal(quarter)}季度"
    return "上半年" if half == "1" else "下半年"


def quarter(text: str, start: int) -> Match | None:
    """Read a quarter or half-year with or without a year (`H1 2026`, `Q4财报`)."""
    match = _QUARTER_FIRST.match(text, start)
    if not match:
        return None
    if match["last"]:
        words = _part(match["from"], None) + to(match) + _part(match["last"], None)
        return Match(match.end(), "range", words)
    if match["q2"] or match["h2"]:
        return Match(match.end(), "date", _part(match["q2"], match["h2"]))
    words = _year(match["y"]) + _part(match["q"], match["h"])
    return Match(match.end(), "date", words)


def fiscal(text: str, start: int) -> Match | None:
    """Read a fiscal year, with a quarter or half before or after it: `FY27H1`, `4QFY25`."""
    match = _FISCAL.match(text, start)
    if not match or before(text, start, 1).isdigit():
        return None
    names = ("n", "n2", "n3", "n4")
    part = next((match[name.replace("n", "part")] for name in names if match[name]), "")
    number = next((match[name] for name in names if match[name]), None)
    words = numbers.year(match["y"] or match["y3"]) + "财年"
    if part:
        words += _part(number, None) if part == "Q" else _part(None, number)
    if match["y2"]:
        return Match(match.end(), "range", f"{words}{to(match)}{numbers.year(match['y2'])}财年")
    return Match(match.end(), "date", words)


def decade(text: str, start: int) -> Match | None:
    """Read decades and model years: `90后` 九零后, `2026款`, `1980年代`, `80s复古风`."""
    style = _OF_STYLE.match(text, start)
    if style:
        return Match(style.end(), "date", numbers.cardinal(style["decade"]) + "年代")
    match = _DECADE.match(text, start)
    if match and match["model"]:
        return Match(match.end(), "date", numbers.year(match["model"]) + "款")
    if match:
        return Match(match.end(), "date", numbers.year(match["y"]) + match["tail"])
    match = _CENTURY.match(text, start)
    if not match or (match["english"] and _LASTS.search(before(text, start))):
        return _zero_year(text, start)
    year = match["y"] or match["english"]
    words = numbers.cardinal(match["short"]) if match["short"] else numbers.year(year)
    if match["other"]:
        words = f"{numbers.cardinal(match['other'])}、{words}"
    return Match(match.end(), "date", words + "年代")


def _zero_year(text: str, start: int) -> Match | None:
    """Read a year of two figures: `08年`, `07年至12年`, before an event `98年世界杯`."""
    event = _EVENT_YEAR.match(text, start)
    if event and not _COUNTING.search(before(text, start)):
        return Match(event.end(), "date", numbers.year(event["y"]) + "年")
    match = _ZERO_YEAR.match(text, start)
    if not match:
        return None
    words = numbers.year(match["y"]) + "年"
    if match["y2"]:
        return Match(match.end(), "range", f"{words}{to(match)}{numbers.year(match['y2'])}年")
    return Match(match.end(), "date", words)


def apostrophe(text: str, start: int) -> Match | None:
    """Read a year or decade without its century: `'98年` 九八年, `'80s` 八十年代."""
    match = _APOSTROPHE.match(text, start)
    if not match:
        return None
    if match["decade"]:
        return Match(match.end(), "date", numbers.cardinal(match["decade"]) + "年代")
    return Match(match.end(), "date", numbers.year(match["y"]) + match["tail"])


def lone_year(text: str, start: int) -> Match | None:
    """Read 1950 to 2049, but not 2000, as a year without 年 (`CES 2026`), unless after 约 etc."""
    match = _LONE_YEAR.match(text, start)
    if not match or _COUNTING.search(before(text, start)):
        return None
    return Match(match.end(), "date", numbers.year(match[0]))
