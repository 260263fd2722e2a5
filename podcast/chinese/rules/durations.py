"""Rules for durations: with colons after words such as 用时, or with Latin units."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match, before

_COLONS = re.compile(
    r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?:\.(?P<part>\d+))?(?![\d:])"
)
_TAKES = re.compile(
    r"(?:用时|时长|总长|片长|耗时|历时|成绩|纪录|完赛时间|坚持了?|播放了?|持续了?|录音|赛道记录)\s?[为是达了约:]?\s?$"
)
_RESULT = re.compile(r"\s?(?:的|这一)?(?:成绩|纪录|用时|佳绩|时长)")
"""Matches words after a time that a race took."""
_UNITS = re.compile(
    r"(?:(?P<d>\d{1,3})\s?d)?(?:\s?(?P<h>\d{1,3})\s?h(?:rs?)?)?(?:\s?(?P<m>\d{1,2})\s?m(?:ins?)?)?"
    r"(?:\s?(?P<s>\d{1,2})\s?s(?:ec)?)?(?![A-Za-z0-9/²])"
)


def duration(text: str, start: int) -> Match | None:
    """Read a duration: `用时1:02:33` 一小时零二分三十三秒, `2h15min` 两小时十五分钟."""
    return _with_colons(text, start) or _with_units(text, start)


def _with_colons(text: str, start: int) -> Match | None:
    match = _COLONS.match(text, start)
    if not match:
        return None
    if not (_TAKES.search(before(text, start)) or _RESULT.match(text, match.end())):
        return None
    words = _count(match["h"], "小时") if match["h"] and int(match["h"]) else ""
    words += _sixtieth(match["m"], "分", first=not words)
    if int(match["s"]) or not words:
        words += _sixtieth(match["s"], "秒", first=not words) or "零秒"
    return Match(match.end(), "time", words + numbers.digits(match["part"] or ""))


def _count(figures: str, unit: str) -> str:
    return numbers.with_unit(figures.lstrip("0") or "0", unit)


def _sixtieth(figures: str, unit: str, *, first: bool) -> str:
    """Return minutes or seconds; after hours with the zero of `05`, and none of `00`."""
    if not int(figures):
        return ""
    if first:
        return _count(figures, unit)
    zero = "零" if figures[0] == "0" else ""
    return zero + numbers.cardinal(figures) + unit


def _with_units(text: str, start: int) -> Match | None:
    match = _UNITS.match(text, start)
    parts = [(name, match[name]) for name in "dhms" if match[name]] if match else []
    if not match or len(parts) == 1 or not parts:
        return None
    names = {"d": "天", "h": "小时", "m": "分" if match["s"] else "分钟", "s": "秒"}
    words = ""
    for name, figures in parts:
        padded = words and figures[0] == "0" and int(figures)
        words += ("零" if padded else "") + _count(figures, names[name])
    return Match(match.end(), "time", words)
