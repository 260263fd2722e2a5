"""The value of numerals in Chinese characters, as text in decimal digits."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = "零〇一二两三四五六七八九幺"
PLACES = "十百千万亿"
_VALUES = dict(zip(DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 1), strict=True))
_SECTION = re.compile(
    r"(?:(?P<k>[一二两三四五六七八九])?千)?零?(?:(?P<h>[一二两三四五六七八九])?百)?零?"
    r"(?:(?P<t>[一二三四五六七八九])?十)?零?(?P<u>[一二两三四五六七八九])?"
)
"""Matches a number below 10000."""
_PLACE_OF = {"k": ("千", 1000), "h": ("百", 100), "t": ("十", 10)}
_SCALE = re.compile(f"[{PLACES}]+$")
_DIGITS_ONLY = re.compile(f"[{DIGITS}]+")
MAGNITUDES = {
    "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "亿亿": 10**16, "百": 100,
    "十": 10, "十万亿": 10**13, "百万亿": 10**14, "千万亿": 10**15,
}  # fmt: skip
"""The factors that may follow a number with figures or with decimals: 1.5万亿."""


@lru_cache(maxsize=8192)
def whole(numeral: str) -> str | None:
    """Return the digits of a whole number, or None for characters that are no number.

    Digits in a row stay digits (零零七 is 007); anything else is a number (二十 is 20).
    """
    if _DIGITS_ONLY.fullmatch(numeral):
        return "".join(str(_VALUES[char]) for char in numeral)
    value = _value(numeral)
    return None if value is None else str(value)


def _value(numeral: str) -> int | None:
    for mark, factor in (("亿", 10**8), ("万", 10**4)):
        left, found, right = numeral.rpartition(mark)
        if found:
            more = _value(right.removeprefix("零")) if right.strip("零") else 0
            bare = factor == 10**4 and right  # 一万两千万 is a number, 一万两千万零五 is none
            many = (_below_ten_thousand(left) if bare else _value(left)) if left else 1
            if many is None or more is None or more >= factor:
                return None
            return many * factor + more
    return _below_ten_thousand(numeral)


def _below_ten_thousand(numeral: str) -> int | None:
    match = _SECTION.fullmatch(numeral)
    if not match or not numeral:
        return None
    total = 0
    for name, (place, factor) in _PLACE_OF.items():
        if match[name]:
            total += _VALUES[match[name]] * factor
        elif place in numeral:
            total += factor
    return total + (_VALUES[match["u"]] if match["u"] else 0)


def scaled(digits: str, factor: int) -> str:
    """Return the digits of a decimal number times a factor: 1.5 and 10000 are 15000."""
    return format((Decimal(digits) * factor).normalize(), "f")


@lru_cache(maxsize=8192)
def decimal(numeral: str) -> str | None:
    """Return the digits of a number with 点: 三点一四 is 3.14, 一点五万 is 15000.

    Several 点 separate the parts of a version or of an address: 一点零点二 is 1.0.2. Returns None
    where the parts after 点 are no single digits (八点三十).
    """
    first, *rest = numeral.split("点")
    head = whole(first)
    if head is None or not rest:
        return head
    scale = _SCALE.search(rest[-1])
    if scale and len(rest) == 1:
        tail = _DIGITS_ONLY.fullmatch(rest[0][: scale.start()])
        factor = MAGNITUDES.get(scale[0])
        if tail and factor and scale[0] != "十":
            return scaled(f"{head}.{whole(tail[0])}", factor)
        return None
    parts = [whole(part) for part in rest]
    if None in parts or (len(rest) == 1 and not _DIGITS_ONLY.fullmatch(rest[0])):
        return None
    return ".".join([head, *(part for part in parts if part)])
