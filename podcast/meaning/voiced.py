"""Find the numbers and units of a spoken form, which is written in Chinese characters.

This module knows nothing of how figures are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from podcast.meaning.figures import Heard
from podcast.meaning.measures import HEMISPHERES, SAID_UNITS, SHARES
from podcast.meaning.numerals import DIGITS, PLACES, decimal, whole

_N = f"[{DIGITS}{PLACES}]"
_NUMERAL = rf"{_N}+(?:(?:(?<=[{PLACES}])[多余来]|几)[{PLACES}]+)?(?:(?<=亿) 亿)?(?:点{_N}+)*"
_SIGNS = {
    "减负": "?", "加负": "?", "正负": "±", "负": "-", "零下": "-", "零上": "",
    "正": "+", "加": "+", "减": "-?",
}  # fmt: skip
"""The signs that words in front of a number say. 减 may join two numbers as well; two signs in a
row are none."""
_SIGN = "|".join(_SIGNS)
_SHARE = "|".join(sorted(SHARES, key=len, reverse=True))
_ITEM = re.compile(
    rf"(?P<rate>每(?P<many>(?![二三]次方){_NUMERAL})?)|(?P<side>{'|'.join(HEMISPHERES.values())})"
    rf"|(?P<sign>{_SIGN})?(?P<share>{_SHARE})(?P<inner>{_SIGN})?(?P<part>{_NUMERAL})"
    rf"|(?P<outer>{_SIGN})?(?:(?P<below>{_NUMERAL})分之)?(?P<number>{_NUMERAL})"
)
_UNIT = re.compile(" ?[多余来几]?(" + "|".join(SAID_UNITS) + ")")
_APPROXIMATE = re.compile("[多余几来 ]")
_EXPONENT = "次方"
"""The word behind an exponent, which the unit of the number follows."""


def heard(said: str) -> tuple[Heard, ...]:
    """Return the numbers, units and rates of a spoken form in order.

    A fraction is its numerator before its denominator, a percentage its number before 百分之.
    """
    return tuple(_heard(said))


def _heard(said: str) -> Iterator[Heard]:
    place = 0
    while match := _ITEM.search(said, place):
        items = _rate(said, match) if match["rate"] else _figure(said, match)
        place = max(match.end(), *(item.end for item in items))
        yield from items


def _rate(said: str, match: re.Match[str]) -> list[Heard]:
    """Return how many of what a figure is for: 每百公里 is for 100 公里."""
    unit = _UNIT.match(said, match.end())
    whole_unit = _UNIT.match(said, match.end() - 1)
    if match["many"] in ("千", "百") and whole_unit:  # 每千瓦时 is for one 千瓦时
        return [Heard("rate", match.start(), whole_unit.end(), f"1 {whole_unit[1]}")]
    end = unit.end() if unit else match.end()
    many = decimal(match["many"] or "一") or "?"
    return [Heard("rate", match.start(), end, f"{many} {unit[1] if unit else ''}")]


def _figure(said: str, match: re.Match[str]) -> list[Heard]:
    """Return a number with its sign and its units, or a hemisphere."""
    span = match.span()
    if match["side"]:
        return [Heard("rate", *span, match["side"])]
    if match["share"]:
        sign = _SIGNS.get(match["sign"] or match["inner"] or "", "")
        return [_number(match["part"], sign, *span), Heard("unit", *span, match["share"])]
    items = [_number(match["number"], _SIGNS.get(match["outer"] or "", ""), *span)]
    if match["below"]:
        return [*items, _number(match["below"], "", *span), *_units(said, match.end())]
    return [*items, *_units(said, match.end())]


def _units(said: str, place: int) -> Iterator[Heard]:
    while unit := _UNIT.match(said, place):
        place = unit.end()
        yield Heard("unit", unit.start(1), place, unit[1])
        if unit[1] != _EXPONENT:
            return


def _number(numeral: str, sign: str, start: int, end: int) -> Heard:
    plain = _APPROXIMATE.sub("", numeral)
    by_digit = not any(place in plain for place in PLACES)
    parts = tuple(whole(part) or "?" for part in plain.split("点"))
    return Heard("number", start, end, decimal(plain) or "?", sign, parts, by_digit)


# --- Forms with several meanings -----------------------------------------------------------------


def ways(items: Sequence[Heard], said: str) -> Iterator[tuple[Heard, ...]]:
    """Yield each way to understand the items: 三点十分 as hour and minute, 五千克 as 5 and 千克."""
    if not items:
        yield ()
        return
    for head, count in _choices(items, said):
        for tail in ways(items[count:], said):
            yield (*head, *tail)


def _choices(items: Sequence[Heard], said: str) -> Iterator[tuple[tuple[Heard, ...], int]]:
    """Yield the ways to understand the first items, each with the count of items that it covers."""
    first = items[0]
    yield (first,), 1
    if len(first.parts) > 1:
        yield tuple(_around_points(first)), 1
    both = _with_prefix(first, items[1], said) if len(items) > 1 else None
    if both:
        yield both, 2


def _with_prefix(item: Heard, unit: Heard, said: str) -> tuple[Heard, Heard] | None:
    """Return a number and its unit with the last character of the numeral before the unit."""
    prefix = said[item.end - 1]
    attached = item.kind == "number" and unit.kind == "unit" and unit.start == item.end
    if not attached or prefix not in "千百" or prefix + unit.value not in SAID_UNITS:
        return None
    numeral = re.sub(f"^(?:{_SIGN})", "", said[item.start : item.end - 1])
    number = _number(numeral, item.sign, item.start, item.end - 1)
    if number.value == "?":
        return None
    return number, replace(unit, start=item.end - 1, value=prefix + unit.value)


def _around_points(item: Heard) -> Iterator[Heard]:
    for index, part in enumerate(item.parts):
        if index:
            yield Heard("unit", item.start, item.end, "点")
        sign = "" if index else item.sign
        yield Heard("number", item.start, item.end, part, sign, (part,), item.by_digit)
