"""Read numerals: the exact value of a number in figures, in Chinese characters, or in both.

`VALUE` finds a numeral, `read` returns its value. 1,200 = 1200 = 1.2千 = 一千二百 = 一千二;
7.5亿 = 七亿五千万 = 七点五亿; 二〇二六 is read digit by digit. Values are fractions, so that no two
different numbers are ever equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
_ENGLISH = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
}

_POINT = "点(?=[零〇一二三四五六七八九两])[零〇一二三四五六七八九两]+"
_NO_UNIT = "(?![瓦克米帕赫卡伏安升])"
"""Behind 千, tells the number from the units 千瓦, 千克 and 千米."""
VALUE = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:\ ?(?:[十百千]?[多余来几]?(?:万亿|[万亿])(?:\d+[千百]?万)?|[百千]{_NO_UNIT})"
    r"|\ ?(?:[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion)(?![A-Za-z]))?"
    rf"|(?:[零〇一二三四五六七八九十百万亿]|(?<![二三四五六七八九十])两"
    rf"|千{_NO_UNIT}|(?<=[万亿][一二三四五六七八九])千)+(?:{_POINT})?"
    r"(?:[十百千]?[多余来几]?(?:万亿|[万亿]))?"
)
"""A pattern (without groups) of a numeral and the 多 inside it, as in 三千一百多万."""

_PIECES = re.compile(
    r"(?P<figures>\d[\d,]*(?:\.\d+)?)?(?P<han>[零〇一二三四五六七八九十百千万亿两]*)"
    r"(?:点(?P<point>[零〇一二三四五六七八九两]+))?(?P<over>[多余来几])?"
    r"(?P<scale>[十百千]?(?:万亿|[万亿])|[百千])?\ ?(?P<english>[A-Za-z]+)?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written."""

    value: Fraction
    grain: Fraction
    """The worth of its last significant place: 100 for 三千一百, 0.1 for 8.7."""
    over: bool = False
    """Whether 多, 余 or 来 inside it says that it is a little more: 三千一百多万."""


def read(text: str) -> Numeral | None:
    """Return the number that a numeral stands for, or None when it is none (万亿, 百)."""
    match = _PIECES.fullmatch("".join(text.split()))
    if not match or not (match["figures"] or match["han"]):
        return None
    factor = Fraction(_scale(match["scale"]) * _ENGLISH.get((match["english"] or "").lower(), 1))
    if match["over"] and match["scale"] and "亿" in match["han"][:-1]:
        high, _, low = match["han"].rpartition("亿")  # 七亿七千多万
        return _sum_of(read(f"{high}亿"), read(f"{low}{match['over']}{match['scale']}"))
    if match["figures"]:
        base = _of_figures(match["figures"], match["han"], match["point"])
    else:
        base = _of_han(match["han"], match["point"])
    if base is None:
        return None
    return Numeral(base.value * factor, base.grain * factor, bool(match["over"]))


def _sum_of(high: Numeral | None, low: Numeral | None) -> Numeral | None:
    """Return the number of two parts, of which the second one gives the last place."""
    if high is None or low is None:
        return None
    return Numeral(high.value + low.value, low.grain, low.over)


def _scale(marks: str | None) -> int:
    factor = 1
    for mark in marks or "":
        factor *= _SMALL.get(mark) or _GREAT[mark]
    return factor


def _of_figures(figures: str, han: str, point: str | None) -> Numeral | None:
    """Return the number of 1,200 and 4.2万, also of 1亿2千万 in its first part."""
    if point or any(char not in "十百千万亿" for char in han):
        return None
    plain = figures.replace(",", "")
    value, factor = Fraction(plain), _scale(han)
    places = len(plain.partition(".")[2])
    zeros = 0 if places else len(plain) - len(plain.rstrip("0"))
    zeros = zeros if value else 0
    return Numeral(value * factor, Fraction(10) ** (zeros - places) * factor)


def _of_han(han: str, point: str | None) -> Numeral | None:
    """Return the number of 两千三百五十亿, 一万二, 二〇二六 and 六点四万."""
    whole = _whole(han)
    if whole is None or point is None:
        return whole
    digits = "".join(str(_DIGITS[char]) for char in point)
    fraction = Fraction(int(digits), 10 ** len(digits))
    return Numeral(whole.value + fraction, Fraction(1, 10 ** len(digits)))


def _whole(han: str) -> Numeral | None:
    if all(char in _DIGITS for char in han):
        return Numeral(Fraction(int("".join(str(_DIGITS[char]) for char in han))), Fraction(1))
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        before, mark, after = han.rpartition(unit)
        if mark:
            return _joined(_before(before), worth, after)
    return _below_ten_thousand(han)


def _before(han: str) -> Numeral | None:
    """Return the number before 万 or 亿, which may be 百 or 千 alone: 百万, 千亿."""
    if han in _SMALL:
        return Numeral(Fraction(_SMALL[han]), Fraction(_SMALL[han]))
    return _whole(han) if han else None


def _joined(before: Numeral | None, worth: int, after: str) -> Numeral | None:
    """Return `before` times `worth`, and what is behind it: 七亿 and 五千万, 一万 and 二."""
    if before is None:
        return None
    high = Numeral(before.value * worth, before.grain * worth)
    if not after:
        return high
    low = _whole(after)
    if low is None:
        return None
    short = len(after) == 1 and after in _DIGITS
    factor = worth // 10 if short else 1
    return Numeral(high.value + low.value * factor, low.grain * factor)


def _below_ten_thousand(han: str) -> Numeral | None:
    """Return the number of 八百一十六, 三百二 (320) and 十三."""
    total, digit, last, grain = 0, -1, 1, 1
    for char in han:
        if char in _DIGITS:
            # behind 零 a digit counts ones: 一千零五
            digit, last = _DIGITS[char], last if _DIGITS[char] else 10
            continue
        if digit < 0 and (char != "十" or total):
            return None  # 百 and 千 are no numbers without a digit
        last = grain = _SMALL[char]
        total += max(digit, 1) * last
        digit = -1
    if digit > 0:
        grain = max(last // 10, 1)
        total += digit * grain
    return Numeral(Fraction(total), Fraction(grain))
