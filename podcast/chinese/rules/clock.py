"""Rules for clock times and times of day."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match, before

_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?:\s?(?P<m>[0-5]\d)(?:\s?:\s?(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:])"
    r"(?P<zone>Z(?![A-Za-z])|(?:\+|(?<=T.{5})-|(?<=T.{8})-)(?:0\d|1[0-4]):?[0-5]\d(?!\d))?"
    r"(?!\s?[元个万亿%美条款人项种名])(?:\s?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
)
_RATIO_BEFORE = re.compile(
    r"(?:比例|比分|比值|宽高比|纵横比|画幅|屏幕|比率|配比|以|战胜|击败|大胜|领先|胜|负|平|之比)\s?(?:为|是|约|达)?\s?$"
)
_RATIO_AFTER = re.compile(
    r"\s?(?:的?比例|的?画幅|屏幕?|的?宽高比|战胜|击败|领先|大胜|险胜|逆转|战平)"
)
_HUNDREDTHS = re.compile(r"(?<=\d秒)\d\d(?![\d.:%])")
_COMPARED = re.compile(r"[=<>≤≥≠]\s?$")
"""Matches a sign before the value of a variable: in 当k=5时, 时 means when."""
_SPOKEN_TIME = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?(?P<word>点|时(?!代|速|空|间|尚|差|长|效|刻|机|序|延))"
    r"(?:(?P<half>半)|\s?(?P<m>[0-5]?\d)\s?分(?!之|钟))?"
)


def clock(text: str, start: int) -> Match | None:
    """Read a clock time: `8:00`, `20:30`, `12:30:45`, `8:00 PM`.

    Next to words about scores or shapes the figures are a ratio and no time.
    """
    match = _CLOCK.match(text, start)
    if not match:
        return None
    if _RATIO_BEFORE.search(before(text, start)) or _RATIO_AFTER.match(text, match.end()):
        return None
    seconds = match["s"] if not match["zone"] or int(match["s"] or 0) else None
    words = _zone(match["zone"]) + _hour(match["h"])
    words += _minutes(match["m"]) or ("零分" if seconds else "")
    words += _sixtieths(seconds, "秒") if seconds else ""
    half = {"a": "上午", "p": "下午"}.get((match["half"] or "").lower(), "")
    return Match(match.end(), "clock", half + words)


_STAMP = re.compile(r"\d{4}-\d\d-\d\dT$")
_OFFSET = re.compile(
    r"(?P<name>UTC|GMT)\s?(?P<sign>[+-])\s?0?(?P<h>\d{1,2})(?::?(?P<m>[0-5]\d))?(?![\d:])"
)


def stamped(text: str, start: int) -> Match | None:
    """Read the time of a time stamp, behind its T: `2025-11-03T14:30:00Z`."""
    return clock(text, start) if _STAMP.search(before(text, start)) else None


def offset(text: str, start: int) -> Match | None:
    """Read a time zone by its distance from UTC: `UTC+8` UTC加八, `GMT-4` GMT减四."""
    match = _OFFSET.match(text, start)
    if not match:
        return None
    word = "加" if match["sign"] == "+" else "减"
    half = "点五" if int(match["m"] or 0) else ""
    reading = match["name"] + word + numbers.cardinal(match["h"]) + half
    return Match(match.end(), "acronym", reading, spell=True)


def _zone(zone: str | None) -> str:
    """Return the name of a time zone: Z is 协调世界时, +08:00 北京时间, -05:00 西五区."""
    if not zone:
        return ""
    hours, minutes = zone[1:3], zone[-2:]
    if zone == "Z" or not int(hours + minutes):
        return "协调世界时"
    if zone[0] == "+" and hours == "08" and not int(minutes):
        return "北京时间"
    side = "东" if zone[0] == "+" else "西"
    return f"{side}{numbers.cardinal(hours)}区" + ("半" if int(minutes) else "")


def _hour(hour: str, word: str = "点") -> str:
    return ("两" if hour.lstrip("0") == "2" else numbers.cardinal(hour)) + word


def _minutes(minutes: str) -> str:
    if int(minutes) == 0:
        return ""
    return _sixtieths(minutes, "分")


def _sixtieths(figures: str, word: str) -> str:
    """Return minutes or seconds in words, with the zero of `05`: 零五分."""
    zero = "零" if figures[0] == "0" and int(figures) else ""
    return zero + numbers.cardinal(figures) + word


def time(text: str, start: int) -> Match | None:
    """Read a time with 点 or 时 (`8点30分`, `20时`, `9点半`), or hundredths (`9秒58`)."""
    hundredths = _HUNDREDTHS.match(text, start)
    if hundredths:
        return Match(hundredths.end(), "time", numbers.digits(hundredths[0]))
    match = _SPOKEN_TIME.match(text, start)
    if not match or _COMPARED.search(before(text, start)):
        return None
    words = _hour(match["h"], match["word"]) + (match["half"] or "")
    if match["m"]:
        words += _minutes(match["m"]) or "整"
    return Match(match.end(), "time", words)
