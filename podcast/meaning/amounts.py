"""Written numbers: with a sign, a currency, a magnitude and a unit; fractions, pairs and powers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from podcast.meaning.figures import Figure, Number, Reading
from podcast.meaning.numerals import scaled
from podcast.meaning.place import Place, number, words
from podcast.meaning.prefixes import Prefix, prefix
from podcast.meaning.suffixes import Suffix, suffix

SMALL_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
_AS_PLAIN = str.maketrans(SMALL_DIGITS + "₀₁₂₃₄₅₆₇₈₉−", "0123456789-+0123456789-")
_SPACES = " \u00a0\u202f\u2009"
_NUMBER = (
    rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:\.\d+)*"
)
_NUMBERS = re.compile(_NUMBER)
_FRACTION = re.compile(rf"(\d+)/({_NUMBER})(?![-/:\d])")
_LONG = 3
"""The digits of a denominator that no day of a date has."""
_SHARES = {"100": "百分之", "1000": "千分之", "10000": "万分之"}
_PAIR = re.compile(r"(?<![\d.])(\d{1,4})([-/.·])(\d{1,2})(?![\d.]*[\d:])")
_MONTHS, _DAYS = 12, 31
_NAMED_DAYS = {
    ("10", "1"): Reading((number("11"),)),  # 十一 is the first of October
    ("24", "7"): Reading((number("7"), number("24")), words("小时")),  # 七乘二十四小时
    ("7", "24"): Reading((number("7"), number("24")), words("小时")),
}
_SCIENTIFIC = re.compile(
    r"(?<![\dA-Za-z])(\d+(?:\.\d+)?)[eE]([-+]?\d+)(?!\d)(?:(?![A-Za-z])|(?<=[-+]\d\d))"
)
_POWER = re.compile(rf"(\d+(?:\.\d+)?)(?:(?:\^|\*\*)[({{]?([-−+]?\d+)[)}}]?|([{SMALL_DIGITS}]+))")
_RAISED_LETTER = re.compile(r"(?<=[A-Za-z)]\^)\d+|(?<=[A-Za-z)]\^-)\d+")
_SQUARE_OR_CUBE = {"2", "3"}
_FULL_HOUR = re.compile(r"\d[点时]$")
_IN_BRACKETS = re.compile(r"[\[({][^\])}]*$")
_ORDINAL = re.compile(r"第\s?$")


def amount(place: Place) -> Figure | None:
    """Read a number with what stands around it; groups of three may be a list as well."""
    match = _NUMBERS.match(place.text, place.start)
    if not match:
        return None
    behind = suffix(place, match.end())
    front = prefix(place, measured=behind.measured or "." in match[0])
    ways = list(_ways(re.sub(f"[,{_SPACES}]", "", match[0]), front, behind))
    if not match[0].strip("0.") and _FULL_HOUR.search(place.text[: front.begin]):
        ways.append(Reading())  # 两点整 is 2点0分
    if "," in match[0] and _IN_BRACKETS.search(place.before):
        ways.append(Reading(tuple(map(number, match[0].split(",")))))
    if " " in match[0] and not _ORDINAL.search(place.before):
        parts = tuple(map(number, match[0].split()))
        ways += [Reading(parts, units, rates) for _, units, rates in behind.ways]
    return Figure(front.begin, behind.end, tuple(ways))


def _ways(digits: str, front: Prefix, behind: Suffix) -> Iterator[Reading]:
    """Yield each way to understand one number with what stands around it."""
    for factor, units, rates in behind.ways:
        value = number(_times(digits, factor), front.signs)
        yield Reading((value,), (*front.currency, *units), rates)


def _times(digits: str, factor: int) -> str:
    return digits if factor == 1 or digits.count(".") > 1 else scaled(digits, factor)


# --- Two numbers ---------------------------------------------------------------------------------


def fraction(place: Place) -> Figure | None:
    """Read a fraction whose denominator is no day of a date: 3/100, 1/1,000,000."""
    match = _FRACTION.match(place.text, place.start)
    if not match or len(match[2]) < _LONG:
        return None
    front = prefix(place, measured=True)
    behind = suffix(place, match.end())
    parts = (number(match[1], front.signs), number(match[2].replace(",", "")))
    ways = [Reading(parts, units, rates) for _, units, rates in behind.ways]
    if match[2] in _SHARES:
        ways.append(Reading(parts[:1], words(_SHARES[match[2]])))
    return Figure(front.begin, behind.end, tuple(ways))


def pair(place: Place) -> Figure | None:
    """Read two numbers that may be a day, a range, a fraction or one decimal: 11/5, 3.15."""
    match = _PAIR.match(place.text, place.start)
    if not match:
        return None
    first, joint, second = match.groups()
    behind = suffix(place, match.end())
    front = prefix(place, measured=behind.measured or joint == ".")
    if front.currency and joint == "/":
        return None
    parts = (number(first, front.signs), number(second))
    if joint == ".":
        ways = [*_ways(f"{first}.{second}", front, behind), Reading(parts)]
    else:
        ways = [*_both(first, second, front, behind), Reading(parts)]
    ways += _as_day(first, second)
    if (first, second) in _NAMED_DAYS:
        ways.append(_NAMED_DAYS[first, second])
    return Figure(front.begin, behind.end, tuple(ways))


def _both(first: str, second: str, front: Prefix, behind: Suffix) -> Iterator[Reading]:
    """Yield the ways to understand a range; a magnitude may belong to both of its ends."""
    for factor, units, rates in behind.ways:
        every = (*front.currency, *units)
        high = number(_times(second, factor))
        for low in dict.fromkeys((first, _times(first, factor))):
            yield Reading((number(low, front.signs), high), every, rates)


def _as_day(first: str, second: str) -> Iterator[Reading]:
    """Yield the ways to understand two numbers as a day or a month: 三月十五日, 三一五, 双十一."""
    parts, joined = (number(first), number(second)), Reading((number(first + second),))
    if len(first) == len("2026"):
        yield from (Reading(parts, words("年", "月")), joined)
    elif 1 <= int(first) <= _MONTHS and 1 <= int(second) <= _DAYS:
        yield from (Reading(parts, words("月", "日|号")), joined)
    if first == second:
        yield Reading((number(first),))


# --- Powers, and characters that are numbers -----------------------------------------------------


def scientific(place: Place) -> Figure | None:
    """Read a number with a power of ten behind e: 1e-5, which may be said without its 1."""
    match = _SCIENTIFIC.match(place.text, place.start)
    if not match:
        return None
    front = prefix(place, measured=True)
    behind = suffix(place, match.end())
    exponent = _exponent(match[2])
    ways = [_raised((number(match[1], front.signs), number("10"), exponent), behind)]
    if match[1] == "1":
        ways.append(_raised((number("10", front.signs), exponent), behind))
    return Figure(front.begin, behind.end, tuple(ways))


def power(place: Place) -> Figure | None:
    """Read a power: 10⁶, 2^128; a square or a cube may be said without its exponent."""
    match = _POWER.match(place.text, place.start)
    if not match:
        return None
    front = prefix(place, measured=True)
    behind = suffix(place, match.end())
    base, exponent = number(match[1], front.signs), _exponent(match[2] or match[3])
    ways = [_raised((base, exponent), behind)]
    if exponent.texts <= _SQUARE_OR_CUBE:
        ways.append(replace(ways[0], numbers=(base,), units=ways[0].units[1:]))
    return Figure(front.begin, behind.end, tuple(ways))


def _exponent(digits: str) -> Number:
    plain = digits.translate(_AS_PLAIN)
    return number(plain.lstrip("+-"), frozenset({"-" if plain[0] == "-" else ""}))


def _raised(numbers: tuple[Number, ...], behind: Suffix) -> Reading:
    """Return a reading whose last number is an exponent; 次方 stands behind it, then the unit."""
    _, units, rates = min(behind.ways, key=lambda way: way[0])  # 10⁸m is in metres, no million
    return Reading(numbers, (*words("次方"), *units), rates)


def raised_letter(place: Place) -> Figure | None:
    """Read the exponent of a letter: x^2."""
    match = _RAISED_LETTER.match(place.text, place.start)
    if not match:
        return None
    ways = [Reading((number(match[0], frozenset({"", "-"})),), words("次方"))]
    if match[0] in _SQUARE_OR_CUBE:
        ways.append(Reading())
    return Figure(place.start, match.end(), tuple(ways))


def means_number(char: str) -> bool:
    """Tell whether a character is a number without being a digit: ½, ①, Ⅲ, ₂."""
    return not char.isdecimal() and unicodedata.category(char) in {"No", "Nl"}


def single(place: Place) -> Figure | None:
    """Read a character that is a number, or a row of small digits."""
    text, start = place.text, place.start
    if not means_number(text[start]):
        return None
    end = start
    while end < len(text) and text[end] not in "0123456789" and _is_digit(text[end]):
        end += 1
    if end > start:
        return Figure(
            start, end, (Reading((number(text[start:end].translate(_AS_PLAIN)),)), Reading())
        )
    value = Fraction(unicodedata.numeric(text[start], 0)).limit_denominator(100)
    parts = [value.numerator, *([value.denominator] if value.denominator > 1 else [])]
    return Figure(start, start + 1, (Reading(tuple(number(str(each)) for each in parts)),))


def _is_digit(char: str) -> bool:
    return char.translate(_AS_PLAIN).isdecimal()
