"""Rules for clock times and times of day."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match, before

_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?:\s?(?P<m>[0-5]\d)(?:\s?:\s?(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:])"
    r"(?!\s?[元个万亿%美条款人项种名])(?:\s?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
)
_RATIO_BEFORE = re.compile(
    r"(?:比例|比分|比值|宽高比|纵横比|画幅|屏幕|比率|配比|以|战胜|击败|大胜|领先|胜|负|平|之比)\s?(?:为|是|约|达)?\s?$"
)
_RATIO_AFTER = re.compile(
    r"\s?(?:的?比例|的?画幅|屏幕?|的?宽高比|战胜|击败|领先|大胜|险胜|逆转|战平)"
)
_HUNDREDTHS = re.compile(r"(?<=\d秒)\d\d(?![\d.:%])")
_SPOKEN_TIME = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?(?P<word>点|时(?!代|速|空|间|尚|差|长|效|刻|机|序|延))"
    r"(?:(?P<half>半)|\s?(?P<m>[0-5]?\d)\s?分(?!之|钟))?"
)


def clock(text: str, start: int) -> Match | None:
    """`8:00`, `20:30`, `12:30:45`, `8:00 PM`; near words of scores and shapes it is a ratio."""
    found = _CLOCK.match(text, start)
    if not found:
        return None
    if _RATIO_BEFORE.search(before(text, start)) or _RATIO_AFTER.match(text, found.end()):
        return None
    words = _hour(found["h"]) + (_minutes(found["m"]) or ("零分" if found["s"] else ""))
    words += _sixtieths(found["s"], "秒") if found["s"] else ""
    half = {"a": "上午", "p": "下午"}.get((found["half"] or "").lower(), "")
    return Match(found.end(), "clock", half + words)


def _hour(hour: str, word: str = "点") -> str:
    return ("两" if hour.lstrip("0") == "2" else numbers.cardinal(hour)) + word


def _minutes(minutes: str) -> str:
    if int(minutes) == 0:
        return ""
    return _sixtieths(minutes, "分")


def _sixtieths(figures: str, word: str) -> str:
    """Read minutes or seconds, a zero before a single figure included: `05` 零五分."""
    zero = "零" if figures[0] == "0" and int(figures) else ""
    return zero + numbers.cardinal(figures) + word


def time(text: str, start: int) -> Match | None:
    """`8点30分`, `20时`, `9点半`; the hundredths of `9秒58`."""
    hundredths = _HUNDREDTHS.match(text, start)
    if hundredths:
        return Match(hundredths.end(), "time", numbers.digits(hundredths[0]))
    found = _SPOKEN_TIME.match(text, start)
    if not found:
        return None
    words = _hour(found["h"], found["word"]) + (found["half"] or "")
    if found["m"]:
        words += _minutes(found["m"]) or "整"
    return Match(found.end(), "time", words)
