"""Write numbers in Chinese words: functions from decimal digits to Chinese characters.

The readings follow broadcasters: one 零 for skipped places, 两 before 千, 万, 亿 and a leading 百
(两百, but 一千二百), 一十 only inside a number, digits after 点 one by one.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_FULL = 1000  # the smallest group of four digits without an empty first place
_LARGEST = 16  # digits: 万亿 is the largest unit that newsreaders use

_TWOS = ("2万", "2亿")
_COUNTED = re.compile(r"\d{1,2}|\d00|(?!2000)\d000")
"""Matches numbers in names that are not read digit by digit; 2000 is a year and does not match."""

_BY_DIGIT = str.maketrans("0123456789", _DIGITS)
_BY_PHONE = str.maketrans("0123456789", _DIGITS.replace("一", "幺"))


def digits(text: str) -> str:
    """Read the digits of `text` one by one: `2026` -> 二零二六. Other characters do not change."""
    return text.translate(_BY_DIGIT)


def phone(text: str) -> str:
    """Read digits one by one with 幺 for 1, as telephone numbers are read."""
    return text.translate(_BY_PHONE)


def year(text: str) -> str:
    """Read a year: `2025` -> 二零二五."""
    return digits(text)


def cardinal(value: int | str) -> str:
    """Read a whole number: `1010` -> 一千零一十, `200` -> 两百, `2` -> 二.

    More than 16 digits are read one by one. A string may have leading zeros.
    """
    text = str(value)
    if text.startswith("-"):
        return "负" + cardinal(text[1:])
    text = text.lstrip("0") or "0"
    if len(text) > _LARGEST:
        return digits(text)
    if text == "0":
        return "零"
    words = "".join(_groups(text))
    return words.removeprefix("一") if words.startswith("一十") else words


def _groups(text: str) -> list[str]:
    """Return each group of four digits in words, with its 万 or 亿, and 零 for skipped places."""
    count = -(-len(text) // 4)
    padded = text.zfill(count * 4)
    parts: list[str] = []
    gap = False
    for index in range(count):
        group = int(padded[index * 4 : index * 4 + 4])
        if group == 0:
            gap = bool(parts)
            continue
        if parts and (gap or group < _FULL):
            parts.append("零")
        unit = _unit(count - index - 1, padded[index * 4 + 4 :])
        parts.append(_group(group, leading=not parts, unit=unit) + unit)
        gap = False
    return parts


def _unit(level: int, rest: str) -> str:
    """Return the unit of a group; 万亿 becomes 万 if 亿 follows because the next group is not 0."""
    if level == len(_GROUPS) - 1 and int(rest[:4]):
        return "万"
    return _GROUPS[level]


def _group(group: int, *, leading: bool, unit: str) -> str:
    """Return 1 to 9999 in words; `leading` says that the group begins the number."""
    if f"{group}{unit[:1]}" in _TWOS and leading:
        return "两"
    parts: list[str] = []
    text = str(group)
    zero = False
    for index, digit in enumerate(text):
        place = len(text) - index - 1
        if digit == "0":
            zero = True
            continue
        if zero:
            parts.append("零")
            zero = False
        parts.append(_digit(digit, place, first=leading and index == 0) + _PLACES[place])
    return "".join(parts)


def _digit(digit: str, place: int, *, first: bool) -> str:
    if digit == "2" and (place == len(_PLACES) - 1 or (first and _PLACES[place] == "百")):
        return "两"
    return digits(digit)


def number(text: str) -> str:
    """Read a number with commas between groups, a decimal point or a leading minus.

    `1,000,000` -> 一百万, `2.10` -> 二点一零, `-0.5` -> 负零点五.
    """
    plain = text.replace(",", "")
    sign = "负" if plain.startswith("-") else ""
    whole, _, fraction = plain.removeprefix("-").partition(".")
    words = cardinal(whole or "0")
    return sign + words + ("点" + digits(fraction) if fraction else "")


def version(text: str) -> str:
    """Read a dotted version: the first part as a number, the others digit by digit.

    `6.0.0.130` -> 六点零点零点一三零.
    """
    first, *rest = text.split(".")
    head = digits(first) if len(first) > 1 and first[0] == "0" else cardinal(first)
    return "点".join([head, *map(digits, rest)])


def product(text: str, *, size: bool = False) -> str:
    """Read the number in a product's name: `80` 八十, `200` 两百, `5090` 五零九零, `0528` 零五二八.

    With `size` the number counts parameters (`235B`) and is read as a whole number.
    """
    if "." in text:
        return version(text)
    if text[0] == "0" and len(text) > 1:
        return digits(text)
    return (
        cardinal(text)
        if (size and len(text) < len("1000")) or _COUNTED.fullmatch(text)
        else digits(text)
    )


def scaled(text: str, scale: int) -> str:
    """Read `text` times `scale` in 万, 亿 or 万亿: `1.5` times 10**9 -> 十五亿."""
    value = Decimal(text.replace(",", "")) * scale
    for power, unit in ((12, "万亿"), (8, "亿"), (4, "万")):
        if value >= 10**power:
            return with_unit(_plain(value / 10**power), unit)
    return number(_plain(value))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(text: str, unit: str, *, two: bool = True) -> str:
    """Read a number with its unit: a 2 is 两 when `two` is set, else 二."""
    return ("两" if two and text == "2" else number(text)) + unit
