"""The numbers and dates that a programme says of itself, in Chinese characters."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_TENS = re.compile("([二三四五六七八九]?)十([一二三四五六七八九]?)")
_WEEKDAYS = "一二三四五六日"
_SMALL = {"半": "0.5", "一": "1", "两": "2", **dict(zip("三四五六七八九", "3456789", strict=True))}
_IN_BASE = {
    "毫秒": ("秒", "0.001"), "ms": ("秒", "0.001"), "s": ("秒", "1"), "分钟": ("秒", "60"),
    "小时": ("秒", "3600"), "千米": ("米", "1000"), "公里": ("米", "1000"), "km": ("米", "1000"),
    "厘米": ("米", "0.01"), "cm": ("米", "0.01"), "公斤": ("克", "1000"), "千克": ("克", "1000"),
    "kg": ("克", "1000"), "吨": ("克", "1000000"), "g": ("克", "1"), "千瓦": ("瓦", "1000"),
    "kW": ("瓦", "1000"), "W": ("瓦", "1"),
}  # fmt: skip
"""Units of measure, each with its base unit and how much of that it is."""
_MEASURE = re.compile(
    r"(?<![\d.])(\d{1,12}(?:\.\d{1,6})?|[半一两三四五六七八九])\s?个?"
    rf"({'|'.join(sorted(_IN_BASE, key=len, reverse=True))})(?![A-Za-z/])"
)


def spoken_date(day: date) -> str:
    """Return a date as it is spoken in the greeting: 二月六日，星期五."""
    weekday = _WEEKDAYS[day.weekday()]
    return f"{in_chinese(day.month)}月{in_chinese(day.day)}日，星期{weekday}"


def in_chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese characters, a larger one in digits."""
    if number > 99:  # noqa: PLR2004
        return str(number)
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return f"{ten}{_DIGITS[ones] if ones or not tens else ''}"


def count(number: int) -> str:
    """Return a number before a measure word: 两 for two."""
    return "两" if number == 2 else in_chinese(number)  # noqa: PLR2004


def in_digits(text: str) -> str:
    """Return a text with its Chinese numbers from 10 to 99 in digits: 历时18个月."""
    return _TENS.sub(
        lambda match: str(
            (_DIGITS.index(match[1]) if match[1] else 1) * 10
            + (_DIGITS.index(match[2]) if match[2] else 0)
        ),
        text,
    )


def in_base_units(text: str) -> str:
    """Return a text with its times, lengths, weights and powers in seconds, metres, grams, watts.

    So 500ms and 0.5 秒 are the same, and 一小时 and 60分钟.
    """
    return _MEASURE.sub(_in_base, text)


def _in_base(match: re.Match[str]) -> str:
    unit, times = _IN_BASE[match[2]]
    amount = Decimal(_SMALL.get(match[1], match[1])) * Decimal(times)
    return f"{amount.normalize():f}{unit}"
