"""Rules for numbers with slashes between them: lists, fractions, pressures of blood and shares."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match, before

_SEVERAL = re.compile(
    r"(?P<all>\d{1,4}(?:\s?/\s?\d{1,4}){2,}|0\d\d?\s?/\s?\d+|\d+\s?/\s?0\d+|\d{3,4}/\d{3,4}"
    r"|(?!1/\d+\s?英?寸)\d{1,4}(?:/\d{1,4})+"
    r"(?=\s?(?:[GTMK]B?(?![A-Za-z])|英寸|[号月日寸]|赛季|财年|工作制)))(?![\d/])"
)
"""Matches figures with slashes that are a list, not a fraction: 2/3/4号, 12/256GB, 996/007."""
_ITEM = r"\d+(?:,\d{3})*(?:\.\d+)*"
_EXACT = re.compile(rf"(?P<all>{_ITEM}(?:\s?/\s?{_ITEM})+)(?!\d|[/.]\d)(?P<percent>\s?%)?")
"""Matches a list of numbers with points or commas, which no fraction has: 1.99/2.99."""
_SENSOR = re.compile(
    r"1\s?/\s?(?P<b>\d\.\d+)(?=\s?(?:英?寸|[\"″]|型|inch|超?大底|CMOS|传感器|主摄))"
)
"""Matches the size of a camera's sensor, a fraction of an inch with a point in it."""
_FRACTION = re.compile(
    r"(?P<a>\d{1,4})\s?/\s?(?P<b>\d{1,3}(?:,\d{3})+|[1-9]\d*0000|(?<=1/)[1-9]\d{4,8}|\d{1,4})(?!\d|[/.]\d|\s?[年月日])"
)
_PRESSURE = re.compile(
    r"(?P<a>\d{2,3})\s?/\s?(?P<b>\d{2,3})(?!\d|[/.]\d)(?P<unit>\s?(?:mmHg|毫米汞柱))?"
)
_OF_BLOOD = re.compile(r"(?:血压|收缩压|舒张压)[^\d，。；！？]{0,6}$")
_SHARES = re.compile(
    r"(?P<a>[1-9]\d)\s?/\s?(?P<b>[1-9]\d)(?!\d|[/.]\d)(?P<law>(?=\s?(?:法则|定律|原则|定理)))?"
)
_WHOLE = 100


def slashed(text: str, start: int) -> Match | None:
    """Read numbers with slashes: `120/80mmHg`, `50/50`, `1.99/2.99`, `2/3/4号`, `1/3`."""
    rules = (_pressure, _shares, _sensor, _exact, _several, _fraction)
    return next((match for rule in rules if (match := rule(text, start))), None)


def _pressure(text: str, start: int) -> Match | None:
    """Read the two pressures of blood with 比: 120/80mmHg 一百二十比八十毫米汞柱."""
    match = _PRESSURE.match(text, start)
    if not match or not (match["unit"] or _OF_BLOOD.search(before(text, start))):
        return None
    words = f"{numbers.number(match['a'])}比{numbers.number(match['b'])}"
    return Match(match.end(), "ratio", words + ("毫米汞柱" if match["unit"] else ""))


def _shares(text: str, start: int) -> Match | None:
    """Read two shares of a hundred with 比, and apart in the name of a law: 80/20法则."""
    match = _SHARES.match(text, start)
    if not match or int(match["a"]) + int(match["b"]) != _WHOLE:
        return None
    link = "比" if match["law"] is None else " "  # apart, or they would be one number
    words = f"{numbers.number(match['a'])}{link}{numbers.number(match['b'])}"
    return Match(match.end(), "ratio", words)


def _sensor(text: str, start: int) -> Match | None:
    match = _SENSOR.match(text, start)
    return Match(match.end(), "fraction", numbers.number(match["b"]) + "分之一") if match else None


def _exact(text: str, start: int) -> Match | None:
    match = _EXACT.match(text, start)
    if not match or not set(".,") & set(match["all"]):
        return None
    if "." not in match["all"] and _FRACTION.match(text, start):
        return None
    head = "百分之" if match["percent"] else ""
    items = re.split(r"\s?/\s?", match["all"])
    words = "、".join(head + _item(item) for item in items)
    return Match(match.end(), "percentage" if head else "number", words)


def _item(figures: str) -> str:
    return numbers.version(figures) if figures.count(".") > 1 else numbers.number(figures)


def _several(text: str, start: int) -> Match | None:
    match = _SEVERAL.match(text, start)
    if not match:
        return None
    figures = re.split(r"\s?/\s?", match["all"])
    coded = any(figure[0] == "0" for figure in figures)
    words = "、".join(map(numbers.digits if coded else numbers.number, figures))
    return Match(match.end("all"), "number", words)


def _fraction(text: str, start: int) -> Match | None:
    match = _FRACTION.match(text, start)
    if not match or not int(match["b"].replace(",", "")):
        return None
    words = f"{numbers.number(match['b'])}分之{numbers.cardinal(match['a'])}"
    return Match(match.end(), "fraction", words)
