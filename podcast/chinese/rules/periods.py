"""Rules for years, ranges of them, quarters, halves and decades."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import TO, UNIT, YEAR, Match, before, to

_YEARS = re.compile(
    rf"(?P<a>{YEAR})(?P<first>\s?年)?{TO}(?P<b>{YEAR})(?![\d.,%])"
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
_CENTURY = re.compile(r"(?P<y>(?:1[5-9]|20)\d0)\s?年代|(?P<short>[1-9]0)\s?年代")
_LONE_YEAR = re.compile(r"(?:19[5-9]\d|20(?!00)[0-4]\d)(?![\d,%‰]|\.\d|[-/:~–—]\d)")
_COUNTING = re.compile(r"[约超达共近过有足每]\s?$|总计\s?$|多达\s?$")


def years(text: str, start: int) -> Match | None:
    """Ranges of years: `2024-2026`, `2025年至2030年`, `2025-26赛季`."""
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


def quarter_of_year(text: str, start: int) -> Match | None:
    """`2025Q4`, `25H1`, `2026年Q1至Q3`: figures before the letter."""
    found = _QUARTER.match(text, start)
    if not found or _NAMED.search(before(text, start)):
        return None
    words = _year(found["y"]) + _part(found["q"], found["h"])
    words += to(found) + _part(found["last"], None) if found["last"] else ""
    return Match(found.end(), "date", words)


def reported(text: str, start: int) -> Match | None:
    """Read `3Q25`, `1H25`, `9M25`, as financial reports write them."""
    found = _REPORTED.match(text, start)
    if not found:
        return None
    if found["m"]:
        words = f"{numbers.year(found['my'])}年前{numbers.cardinal(found['m'])}个月"
        return Match(found.end(), "date", words)
    quarter, half = (found["n"], None) if found["part"] == "Q" else (None, found["n"])
    return Match(found.end(), "date", _year(found["y"]) + _part(quarter, half))


def _year(year: str | None) -> str:
    return numbers.year(year) + "年" if year else ""


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
    words = _year(found["y"]) + _part(found["q"], found["h"])
    return Match(found.end(), "date", words)


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
