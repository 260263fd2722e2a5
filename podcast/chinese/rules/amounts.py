"""Rules for amounts: percentages, money, quantities with units, ranges, ratios, fractions."""

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
"""What a number with a unit is, when it is no quantity."""
_BY_THE_HOUR = re.compile(r"时速[约达近超]?\s?$")
"""What says already that a speed is by the hour."""
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
    """`42.8%`, `10~20%`, `3‰`, `99%+`."""
    found = _PERCENT.match(text, start)
    if not found:
        return None
    head = "百分之" if found["mark"] == "%" else "千分之"
    reading = head + _percent(found["low"], head)
    if found["high"]:
        reading += (
            to(found) + ("负" if found["sign"] else "") + head + _percent(found["high"], head)
        )
    kind: Kind = "range" if found["high"] else "percentage"
    return Match(found.end(), kind, reading + ("以上" if found["plus"] else ""))


def _percent(number: str, head: str) -> str:
    return "百" if number == "100" and head == "百分之" else numbers.number(number)


def money(text: str, start: int) -> Match | None:
    """`$20`, `¥99/月`, `US$1.5B`, `€5-8`: the currency is said after the amount."""
    found = _MONEY.match(text, start)
    if not found:
        return None
    name = units.CURRENCY[found["sign"]]
    high = found["high"] or found["num"]
    if found["scale"]:
        amount = numbers.scaled(high, units.SCALES[found["scale"]])
    else:
        amount = numbers.counted(high, found["mag"] or "")
    if found["high"]:
        amount = numbers.counted(found["num"], "") + to(found) + amount
    if found["plus"]:
        amount += "多"
    kind: Kind = "range" if found["high"] else "money"
    return Match(found.end(), kind, per(found) + amount + name)


def quantity(text: str, start: int) -> Match | None:
    """`2个`, `12.5GB`, `7.5 亿`, `300+`, `120km/h`, `20美元`: a number with what it counts."""
    found = _QUANTITY.match(text, start)
    if not found or _LEADING_ZERO.match(text, start):
        return None
    if not (found["mag"] or found["plus"] or found["latin"] or found["han"] or per(found)):
        return None
    each = "" if _BY_THE_HOUR.search(before(text, start)) else per(found)
    return Match(found.end(), _kind(found), each + _amount(found), _spelled(found))


def rate(text: str, start: int) -> Match | None:
    """`100 tokens/s`: an English word counted per time."""
    found = _RATE.match(text, start)
    if not found:
        return None
    amount = numbers.counted(found["num"], found["mag"] or "", two=bool(found["mag"]))
    return Match(found.end(), "quantity", per(found) + amount + found["word"])


def _kind(found: re.Match[str]) -> Kind:
    for kind, words in _KINDS.items():
        if found["han"] in words:
            return kind
    return "quantity"


def _spelled(found: re.Match[str]) -> bool:
    return bool(found["latin"]) and found["latin"] in units.LETTERS - units.WORDS


def _amount(found: re.Match[str]) -> str:
    """Read number, magnitude and unit of a quantity or of the upper end of a range."""
    number, magnitude = found["num"], found["mag"] or ""
    if found["latin"] in units.DIGITWISE and re.fullmatch(r"\d{3,}", number):
        return numbers.digits(number) + found["latin"]
    unit = unit_words(found)
    if not found["plus"]:
        return numbers.counted(number, magnitude + unit, two=_two(found))
    amount = numbers.counted(number, magnitude, two=_two(found))
    small = not magnitude and bool(re.fullmatch(r"\d|\d+\.\d+", number))
    return f"{amount}{unit}以上" if small else f"{amount}多{unit}"


def unit_words(found: re.Match[str]) -> str:
    """Return how the unit of `found` is said; letters stay letters."""
    latin = found["latin"]
    if latin:
        return units.SAID.get(latin, latin)
    return found["han"] or ""


def _two(found: re.Match[str]) -> bool:
    """Tell whether a bare 2 is 两 here: 两个, 两亿, 两毫秒, 两GB, but 二月, 二K, 二维."""
    if found["mag"]:
        return True
    if found["latin"]:
        return found["latin"] not in units.PLAIN_TWO
    return found["han"] in units.TWO


def ranges(text: str, start: int) -> Match | None:
    """`10-20人`, `3~5倍`, `20-30亿美元`, `0-1`: two numbers with 到 between them."""
    found = _RANGE.match(text, start)
    if not found or _LEADING_ZERO.match(text, start) or _LEADING_ZERO.match(found["num"]):
        return None
    if _backwards(found):
        return None
    low_unit = found["lowunit"] or ""
    if low_unit and low_unit.isascii() and low_unit not in {*units.SAID, *units.LETTERS}:
        return None
    low_words = (found["lowmag"] or "") + units.SAID.get(low_unit, low_unit)
    low = numbers.counted(found["low"], low_words, two=_two(found))
    return Match(
        found.end(), "range", f"{per(found)}{low}{to(found)}{_amount(found)}", _spelled(found)
    )


def _backwards(found: re.Match[str]) -> bool:
    """Tell whether the numbers fall with nothing counted: 4-3 is a score, not a range."""
    counted = found["mag"] or found["latin"] or found["han"] or found["lowmag"]
    low, high = (float(found[name].replace(",", "")) for name in ("low", "num"))
    return not counted and low >= high
