"""Rules for angles, places on the globe, and lengths and times that are written with primes."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match, before

_PRIME = "['′]"
_DOUBLE = "(?:[\"″]|'')"
_ARC = re.compile(
    rf"(?P<d>\d{{1,3}})°\s?(?P<m>[0-5]?\d){_PRIME}(?:\s?(?P<s>[0-5]?\d(?:\.\d+)?){_DOUBLE})?"
    r"(?:\s?(?P<side>[NSEW])(?![A-Za-z]))?"
)
_DEGREES = re.compile(r"(?P<d>\d{1,3}(?:\.\d+)?)°\s?(?P<side>[NSEW])(?![A-Za-z])")
_SIDE_FIRST = re.compile(
    rf"(?P<side>[NSEW])\s?(?P<d>\d{{1,3}}(?:\.\d+)?)°(?:\s?(?P<m>[0-5]?\d){_PRIME})?"
)
_SIDES = {"N": "北纬", "S": "南纬", "E": "东经", "W": "西经"}
_NAMED = re.compile(r"(?:[南北]纬|[东西]经)\s?$")
_TO = re.compile(r"\s?(?:[-~–—]|(?P<to>[至到]))\s?")

_LAP = re.compile(
    rf"(?P<m>\d{{1,2}}){_PRIME}(?P<s>[0-5]\d){_DOUBLE}(?P<rest>\d{{1,3}})?"
    r"|(?P<minutes>(?:(?<=小时)[0-5]?\d['′]|\d{1,3}′)(?!\d))|(?P<short>\d{1,2})[\"″](?P<part>\d{2,3})(?!\d)|(?<=\d分)(?P<seconds>[0-5]?\d)[\"″]"
)
_FEET = re.compile(rf"(?P<feet>\d){_PRIME}(?P<inches>\d{{1,2}}){_DOUBLE}")
_PLAYER = re.compile(r"\s?的?(?:[后前中]?[卫锋]|球员|球星|选手|男|女|个子|身高|身材)")
_TALL = re.compile(r"身[高长]\s?[为达约]?\s?$")
_INCHES = re.compile(
    r"(?P<num>\d{1,3}(?:\.\d+)?)(?:″(?<=\d\.\d″)(?!\d)|″(?<=\d\.\d\d″)(?!\d)|[\"″](?=\s?(?:显示|屏|笔记本|电视|平板|面板|晶圆|轮毂|轮圈|曲面|OLED|LCD|Mini|4K)))"
)
"""Matches a size in inches: with decimals, which no time has, or in front of what has a screen."""
_OF_ANGLE = re.compile(r"(?:角[^\d，。；！？]{0,6}|视差|视宁度|自行)[为达约到]?\s?$")
"""Matches words before seconds of arc."""


def angle(text: str, start: int) -> Match | None:
    """Read an angle or a place: `30°15′` 三十度十五分, `39.9°N` 北纬三十九点九度, `15°N-55°N`."""
    match = _place(text, start)
    link = _TO.match(text, match.end) if match else None
    last = _place(text, link.end()) if link else None
    if match and link and last:
        return Match(last.end, "range", f"{match.reading}{link['to'] or '到'}{last.reading}")
    return match


def _place(text: str, start: int) -> Match | None:
    match = next(
        (m for rule in (_ARC, _DEGREES, _SIDE_FIRST) if (m := rule.match(text, start))), None
    )
    if not match:
        return None
    parts = match.groupdict()
    named = not parts["side"] or _NAMED.search(before(text, start))
    words = ("" if named else _SIDES[parts["side"]]) + numbers.with_unit(parts["d"], "度")
    for name, unit in (("m", "分"), ("s", "秒")):
        words += _padded(parts[name]) + unit if parts.get(name) else ""
    return Match(match.end(), "quantity", words)


def _padded(figures: str) -> str:
    """Return minutes or seconds in words, with the zero of `05`: 零五."""
    zero = "零" if figures[0] == "0" and float(figures) >= 1 else ""
    return zero + numbers.number(figures)


def primes(text: str, start: int) -> Match | None:
    """Read a time or a length with primes: `1'23"` 一分二十三秒, `27″显示器`, `身高5'10"`."""
    feet = _FEET.match(text, start)
    if feet and (_TALL.search(before(text, start)) or _PLAYER.match(text, feet.end())):
        words = f"{numbers.cardinal(feet['feet'])}英尺{numbers.cardinal(feet['inches'])}英寸"
        return Match(feet.end(), "quantity", words)
    inches = _INCHES.match(text, start)
    if inches and text.count('"', 0, start) % 2 == 0:
        unit = "角秒" if _OF_ANGLE.search(before(text, start)) else "英寸"
        return Match(inches.end(), "quantity", numbers.number(inches["num"]) + unit)
    match = _LAP.match(text, start)
    if not match:
        return None
    for name, unit in (("minutes", "分"), ("seconds", "秒")):
        if match[name]:
            return Match(match.end(), "time", numbers.cardinal(match[name].rstrip("'′")) + unit)
    if match["short"]:
        words = f"{numbers.cardinal(match['short'])}秒{numbers.digits(match['part'])}"
        return Match(match.end(), "time", words)
    words = f"{numbers.with_unit(match['m'].lstrip('0') or '0', '分')}{_padded(match['s'])}秒"
    return Match(match.end(), "time", words + numbers.digits(match["rest"] or ""))
