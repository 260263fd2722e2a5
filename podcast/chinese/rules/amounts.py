"""Rules for amounts: percentages, money, quantities with units, rates (tokens/s) and ranges."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers, units
from podcast.chinese.rules.match import (
    LONG_UNIT,
    MAGNITUDE,
    NUMBER,
    PER,
    TO,
    UNIT,
    Match,
    alternatives,
    before,
    per,
    to,
)
from podcast.model import Kind

_KINDS: dict[Kind, frozenset[str]] = {
    "money": units.MONEY,
    "ordinal": units.ORDINAL,
    "percentage": frozenset({"个百分点", "百分点"}),
}
"""The units that show that a number is not a quantity, by the kind of the number."""
_BY_THE_HOUR = re.compile(r"时速[约达近超]?\s?$")
"""Matches words before a speed that already say "per hour"."""
_LEADING_ZERO = re.compile(r"0\d")
_PERCENT = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?[%‰]?{TO}(?P<sign>-)?(?P<high>{NUMBER}))?\s?(?P<mark>[%‰])"
    rf"(?P<plus>\+(?!\d))?"
)
_QUANTITY = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?(?P<mag>{MAGNITUDE}))?(?P<plus>\s?\+(?![\dA-Za-z])|\+(?={LONG_UNIT}))?{UNIT}?(?:{PER})?"
)
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?(?P<lowmag>{MAGNITUDE}))?(?P<lowunit>℃|°C|°|元|亿元|[A-Za-zμ]{{1,3}})?"
    rf"{TO}(?P<num>{NUMBER})(?![-–~:/]\d)(?:\s?(?P<mag>{MAGNITUDE}))?(?P<plus>\+(?!\d))?{UNIT}?(?:{PER})?"
)
_MONEY = re.compile(
    rf"(?P<sign>{alternatives(units.CURRENCY)})\s?(?P<num>{NUMBER})"
    rf"(?:{TO}(?:{alternatives(units.CURRENCY)})?(?P<high>{NUMBER}))?"
    rf"(?:\s?(?P<scale>{alternatives(units.SCALES)})(?![A-Za-z])|\s?(?P<mag>{MAGNITUDE}))?"
    rf"(?P<plus>\s?\+(?!\d))?(?:\s?(?:美元|元|欧元|美金))?(?:{PER})?"
)
_RATE = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?(?P<mag>{MAGNITUDE}))?\s?(?P<word>[A-Za-z]{{2,12}}){PER}"
)


def percentage(text: str, start: int) -> Match | None:
    """Read a percentage: `42.8%`, `10~20%`, `3‰`, `99%+`."""
    match = _PERCENT.match(text, start)
    if not match:
        return None
    head = "百分之" if match["mark"] == "%" else "千分之"
    reading = head + _percent(match["low"], head)
    if match["high"]:
        reading += (
            to(match) + ("负" if match["sign"] else "") + head + _percent(match["high"], head)
        )
    kind: Kind = "range" if match["high"] else "percentage"
    return Match(match.end(), kind, reading + ("以上" if match["plus"] else ""))


def _percent(number: str, head: str) -> str:
    return "百" if number == "100" and head == "百分之" else numbers.number(number)


def money(text: str, start: int) -> Match | None:
    """Read an amount of money, the currency last: `$20`, `¥99/月`, `US$1.5B`, `€5-8`."""
    match = _MONEY.match(text, start)
    if not match:
        return None
    name = units.CURRENCY[match["sign"]]
    high = match["high"] or match["num"]
    if match["scale"]:
        amount = numbers.scaled(high, units.SCALES[match["scale"]])
    else:
        amount = numbers.with_unit(high, match["mag"] or "")
    if match["high"]:
        amount = numbers.with_unit(match["num"], "") + to(match) + amount
    if match["plus"]:
        amount += "多"
    kind: Kind = "range" if match["high"] else "money"
    return Match(match.end(), kind, per(match) + amount + name)


def quantity(text: str, start: int) -> Match | None:
    """Read a number with its unit: `2个`, `12.5GB`, `7.5 亿`, `300+`, `120km/h`, `20美元`."""
    match = _QUANTITY.match(text, start)
    if not match or _LEADING_ZERO.match(text, start):
        return None
    if not (match["mag"] or match["plus"] or match["latin"] or match["han"] or per(match)):
        return None
    each = "" if _BY_THE_HOUR.search(before(text, start)) else per(match)
    return Match(match.end(), _kind(match), each + _amount(match), _is_spelled(match))


def rate(text: str, start: int) -> Match | None:
    """Read a number of things with an English name per unit of time: `100 tokens/s`."""
    match = _RATE.match(text, start)
    if not match:
        return None
    amount = numbers.with_unit(match["num"], match["mag"] or "", two=bool(match["mag"]))
    return Match(match.end(), "quantity", per(match) + amount + match["word"])


def _kind(match: re.Match[str]) -> Kind:
    for kind, words in _KINDS.items():
        if match["han"] in words:
            return kind
    return "quantity"


def _is_spelled(match: re.Match[str]) -> bool:
    return bool(match["latin"]) and match["latin"] in units.LETTERS - units.WORDS


def _amount(match: re.Match[str]) -> str:
    """Return number, magnitude and unit of a quantity, or of the upper end of a range, in words."""
    number, magnitude = match["num"], match["mag"] or ""
    if match["latin"] in units.DIGITWISE and re.fullmatch(r"\d{3,}", number):
        return numbers.digits(number) + match["latin"]
    unit = unit_words(match)
    if not match["plus"]:
        return numbers.with_unit(number, magnitude + unit, two=_two(match))
    amount = numbers.with_unit(number, magnitude, two=_two(match))
    small = not magnitude and bool(re.fullmatch(r"\d|\d+\.\d+", number))
    return f"{amount}{unit}以上" if small else f"{amount}多{unit}"


def unit_words(match: re.Match[str]) -> str:
    """Return the unit of a match in words; letters that are spelled stay letters."""
    latin = match["latin"]
    if latin:
        return units.SAID.get(latin, latin)
    return match["han"] or ""


def _two(match: re.Match[str]) -> bool:
    """Tell whether a bare 2 is 两 here: 两个, 两亿, 两毫秒, 两GB, but 二月, 二K, 二维."""
    if match["mag"]:
        return True
    if match["latin"]:
        return match["latin"] not in units.PLAIN_TWO
    return match["han"] in units.TWO


def ranges(text: str, start: int) -> Match | None:
    """Read a range with 到: `10-20人`, `3~5倍`, `20-30亿美元`, `0-1`."""
    match = _RANGE.match(text, start)
    if not match or _LEADING_ZERO.match(text, start) or _LEADING_ZERO.match(match["num"]):
        return None
    if _is_falling(match):
        return None
    low_unit = match["lowunit"] or ""
    if low_unit and low_unit.isascii() and low_unit not in {*units.SAID, *units.LETTERS}:
        return None
    low_words = (match["lowmag"] or "") + units.SAID.get(low_unit, low_unit)
    low = numbers.with_unit(match["low"], low_words, two=_two(match))
    return Match(
        match.end(), "range", f"{per(match)}{low}{to(match)}{_amount(match)}", _is_spelled(match)
    )


def _is_falling(match: re.Match[str]) -> bool:
    """Tell whether the numbers do not rise and have no unit: 4-3 is a score, not a range."""
    has_unit = match["mag"] or match["latin"] or match["han"] or match["lowmag"]
    low, high = (float(match[name].replace(",", "")) for name in ("low", "num"))
    return not has_unit and low >= high
