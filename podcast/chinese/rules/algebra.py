"""Rules for lists of numbers in brackets and for algebra: variables, terms and differences."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers, units
from podcast.chinese.rules.match import Match, alternatives, before

_LISTED_BEFORE = re.compile(r"(?P<open>[\[({])\s?(?:[-+]?\d+(?:\.\d+)?\s?[,，]\s?)*[-+]?$")
_LISTED = re.compile(
    r"(?P<num>\d+(?:\.\d+)?)(?P<rest>(?:\s?[,，]\s?[-+]?\d+(?:\.\d+)?)*)\s?(?P<close>[\])}])"
)
_POINT = re.compile(r"(?:坐标|像素|[原顶端定]?点|位置|向量|形状)[为是在]?\s?$")
"""Matches words before the coordinates of a point."""
_INTERVAL = re.compile(r"(?:范围|区间|取值|阈值|值域|介于|落在|限制|[设定]在)[^，。；！？\d]{0,3}$")
_INTERVAL_AFTER = re.compile(r"\s?(?:之间|区间|范围|以?内)")
"""Match words before and after two numbers in brackets that are the ends of an interval."""
_LOW_END = re.compile(r"[\[(]\s?[-+]?\d+(?:\.\d+)?\s?$")
_HIGH_END = re.compile(r"(?P<link>[,，]\s?)[-+]?\d+(?:\.\d+)?\s?[\])]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")

_VARIABLE = "[a-z](?:[²³]|\\^\\d+)?"
_TERM = re.compile(r"(?P<num>\d{1,4}(?:\.\d+)?)(?=[a-z](?![A-Za-z0-9]))")
_TERM_AFTER = re.compile(rf"{_VARIABLE}\s?[-+=<>≥≤]\s?[\da-z(]")
_TERM_BEFORE = re.compile(r"(?:[a-z\d)²³]\s?[-+=]|=\s?-?)\s?$")
_UNITS = "".join(sorted(unit for unit in {*units.SAID, *units.LETTERS, *"xwdt"} if len(unit) == 1))
_LONG = f"(?:{alternatives(unit for unit in {*units.SAID, *units.LETTERS} if len(unit) > 1)})"
_RANGE = re.compile(
    rf"\d+(?:\.\d+)?(?P<unit>[{_UNITS}])?\s?[-~–]\s?\d+(?:\.\d+)?"
    rf"(?(unit)(?:(?i:(?P=unit))|{_LONG})|x)(?!\s?[=+A-Za-z0-9])"
)
"""Matches a range of multiples or with a unit on both sides, 2x-3x or 8h-10h: no difference."""
_DIFFERENCE = re.compile(r"(?P<num>\d+(?:\.\d+)?)(?=\s?[-−]\s?\d+(?:\.\d+)?\s?=)")
_REDUCED = re.compile(r"(?<=满)(?P<num>\d+)\s?-\s?(?P<less>\d+)(?![\d.%]|\s?[岁周年个天月级])")
"""Matches how much a price falls from which sum on: 满300-50."""
_LETTER = re.compile(r"(?P<letter>[a-z])(?=-\d{0,3}(?:[a-z]|(?<=\d))(?![\d.A-Za-z]))")
_RAISED = re.compile(
    r"(?P<letter>[A-Za-z])\^[{(]?(?P<up>-?\d{1,3}|[a-z](?![A-Za-z]))[)}]?(?![\d.])"
)
_COUNTED = re.compile(
    r"(?P<letter>[a-zNTD])(?P<sign>[-+])(?P<num>\d{1,2})(?=\s?[层个次位项步维阶轮行列种天日期时](?!\w?度))"
)
"""Matches an index and what it counts: n-1层."""
_ALONE = re.compile(r"(?P<letter>[xyznk])(?P<sign>[-+])(?P<num>\d{1,2})(?![\w.%+-])")
"""Matches a variable and what is taken from it or added to it: x-1."""
_IN_NAME = re.compile(r"[A-Za-z0-9.-]\s?$")
_COEFFICIENT = re.compile(r"(?<![A-Za-z0-9.])\d{1,4}(?:\.\d+)?$|(?<![A-Za-z])[a-z]?[=+(]\s?$")
_INDEX = re.compile(r"第$")
_MINUS_BEFORE = re.compile(r"(?<![A-Za-z])(?:\d*[a-z]|\d+)[²³)]?\s?$|[²³)]\s?$")
_MINUS = re.compile(r"-(?=\s?(?:\d+(?:\.\d+)?)?\s?[a-z(](?![A-Za-z])|\s?\d)")
_RAISED_BEFORE = re.compile(r"(?<![A-Za-z])[A-Za-z][²³]\s?$")
"""Matches a letter with an exponent, behind which a hyphen is always a minus: n²-1."""
_EQUATION = re.compile(r"[-+=\d.a-z²³()^*/\s]*$")
_EQUATION_AFTER = re.compile(r"[-+\d.a-z²³()^*/\s]*=")


def figure(text: str, start: int) -> Match | None:
    """Read a number of a list in brackets, of a term such as `2x`, or of a difference."""
    listed = _listed(text, start)
    if listed:
        return listed
    term = _TERM.match(text, start)
    if _RANGE.match(text, start):
        return None
    if term and (_TERM_AFTER.match(text, term.end()) or _TERM_BEFORE.search(before(text, start))):
        return Match(term.end(), "number", numbers.number(term["num"]))
    reduced = _REDUCED.match(text, start)
    if reduced:
        words = f"{numbers.number(reduced['num'])}减{numbers.number(reduced['less'])}"
        return Match(reduced.end(), "number", words)
    match = _DIFFERENCE.match(text, start)
    return Match(match.end(), "number", numbers.number(match["num"])) if match else None


def _listed(text: str, start: int) -> Match | None:
    """Read one number of `[1,10]`; `(1,024)` is one number, but `[128,256]` are two."""
    opened = _LISTED_BEFORE.search(before(text, start, 48))
    match = _LISTED.match(text, start) if opened else None
    if not opened or not match:
        return None
    inside = text[start - len(opened[0]) + 1 : match.start("close")].strip()
    if "," not in inside and "，" not in inside:
        return None
    point = _POINT.search(before(text, start - len(opened[0])))
    if opened["open"] == "(" and _GROUPED.fullmatch(inside) and not point:
        return None
    return Match(match.end("num"), "number", numbers.number(match["num"]))


def interval(text: str, start: int) -> Match | None:
    """Read the comma between the ends of an interval with 到: 取值范围为[-1,1]."""
    low = _LOW_END.search(before(text, start))
    high = _HIGH_END.match(text, start)
    if not low or not high:
        return None
    if _INTERVAL.search(before(text, start - len(low[0]))) or _INTERVAL_AFTER.match(
        text, high.end()
    ):
        return Match(high.end("link"), "range", "到")
    return None


def variable(text: str, start: int) -> Match | None:
    """Read a letter that is a variable: the n of `2n-1`, the x of `y=x-1`, `x^2`, `n-1层`."""
    power = _RAISED.match(text, start)
    if power and not before(text, start, 1).isalpha():
        return Match(power.end(), "number", power["letter"] + _power(power["up"]), spell=True)
    index = _COUNTED.match(text, start) or _ALONE.match(text, start)
    if index and not _IN_NAME.search(before(text, start)):
        sign = "减" if index["sign"] == "-" else "加"
        words = f"{index['letter']}{sign}{numbers.cardinal(index['num'])}"
        return Match(index.end(), "number", words, spell=True)
    match = _LETTER.match(text, start)
    left = before(text, start)
    if not match or not (_COEFFICIENT.search(left) or _INDEX.search(left)):
        return None
    return Match(match.end(), "acronym", match["letter"], spell=True)


def _power(up: str) -> str:
    """Return the words of an exponent, which is a number or a letter."""
    if up in _SMALL:
        return _SMALL[up]
    return f"的{up if up.isalpha() else numbers.number(up)}次方"


_SMALL = {"2": "平方", "3": "立方"}


def minus(text: str, start: int) -> Match | None:
    """Read a minus between two terms: `10-3=7`, `3x-2y`, `第n-1层`."""
    left = before(text, start)
    if not _MINUS.match(text, start) or not _MINUS_BEFORE.search(left):
        return None
    if _RAISED_BEFORE.search(left):
        return Match(start + 1, "chinese", "减")
    letter = re.search(r"[a-z²³)]\s?$", left)
    equation = "=" in (_EQUATION.search(left) or [""])[0] or _EQUATION_AFTER.match(text, start + 1)
    if not equation and not (letter and re.search(r"(?:\d[a-z]|第[a-z]|[=+(][a-z])\s?$", left)):
        return None
    return Match(start + 1, "chinese", "减")
