"""The numbers and dates that a programme says of itself, in Chinese characters."""

from __future__ import annotations

import re
from datetime import date

_DIGITS = "零一二三四五六七八九"
_TENS = re.compile("([二三四五六七八九]?)十([一二三四五六七八九]?)")
_WEEKDAYS = "一二三四五六日"


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
