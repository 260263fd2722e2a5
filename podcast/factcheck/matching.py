"""Tell whether a figure of a line says a value: one that the post states, or one worked out.

A figure without a word of rounding says its own value. One with such a word says a value on the
right side of it, and not farther away than the next round number: 超过六成 is false of 80 %.
"""

from __future__ import annotations

import re
from fractions import Fraction

from podcast.factcheck.dimensions import COUNT, CURRENCIES, PHYSICAL, SHARE, TIMES
from podcast.factcheck.quantities import Quantity

_ABOUT = ((10, Fraction(1, 10)), (100, Fraction(6, 100)), (10**30, Fraction(3, 100)))
"""How far 约 may be from the figure of the post, as a share of it, by the size without zeros."""
_ABOUT_HALF_UNIT = Fraction(20, 100)
"""The same for 半年 and 半斤, which stand for any part near the half."""
_FAR_BELOW = {"near": Fraction(15, 100), "below": Fraction(30, 100), "most": Fraction(30, 100)}
"""How far below a figure the true value may be that is told with 近, 不到 or 以内."""
_FAR_ABOVE = Fraction(15, 100)
"""How far above a figure of two digits the true value may be that is told as 超过."""
_FAR_ABOVE_EXACT = Fraction(2, 100)
"""The same for a figure of three digits or more: 突破六亿零二百万."""
_TENTH = Fraction(1, 10)
"""The step from a share to the next one: what is more than 八成 is less than 九成."""
_HUNDREDTH = Fraction(1, 100)
"""How far a share may be from 三成 that is told without a word of rounding."""
_JUST_BELOW = Fraction(5, 1000)
"""How far below a round price the true one may be: 16,999, 199."""
_TWO_DIGITS = 100
_ABOVE_HALF = {"above": Fraction(7, 100), "least": Fraction(10, 100)}
"""By how much the true share may be above 一半 with 超过, or with 以上; from then on it is 六成."""
_OPPOSITE = ({"least", "most"}, {"least", "below"}, {"most", "above"}, {"least", "near"})
"""Limits that exclude each other: 至少五个, 不超过五个."""
_LIMITS = frozenset({"least", "most"})
_SAME_SIDE = ({"above", "least"}, {"below", "near", "most"})
"""Words of one row round to the same side: 超过, 以上; 不到, 近, 以内."""
_THIRD = Fraction(4, 1000)
"""By how much 三分之一 may differ from a percentage that the post gives."""

_ROUGH_SHARE = Fraction(15, 1000)
"""How far a share in tenths (三成) or a fraction may be from the share that was worked out."""
FRACTIONS = frozenset({"半", "分之"})
"""The units of 一半 and 四分之一, which round more than 三成 does."""
_FRACTION_SHARE, _ABOUT_FRACTION = Fraction(25, 1000), Fraction(30, 100)
"""How far a fraction may be from the true share; and with 超过 or 不到, as a share of it."""
_ABOUT_SHARE = Fraction(25, 1000)
"""The same with a word such as 左右."""
_ABOUT_HALF = Fraction(4, 100)
"""The same for 一半."""
_ROUGH_TIMES = Fraction(6, 100)
"""The same for a multiple."""
_ROUGH_HALF_YEAR = Fraction(3, 2)
"""How many months 一年半 may be from the time that two dates make."""
_UNDER_ONE = Fraction(1, 2)
"""How far below a whole year or month the true time may be for 不满."""
_DOUBLED = Fraction(8, 10)
"""The least growth of which a host says that something has doubled, in whatever round words."""
_HALF_MINUTE = Fraction(3, 100)
"""How far a time told in halves may be from the true one, as a share of it."""
_NEARLY = Fraction(15, 100)
"""How far below a worked-out figure the true one may be for 近 and 快, as a share of it."""
_AMOUNTS = frozenset({COUNT, *CURRENCIES})
"""Dimensions of figures that hosts tell without their unit."""
_LEAST_BARE = 13
"""The least figure without a unit in the post that a line may tell with one."""
_CALENDAR = frozenset({"天", "日", "周", "星期", "个星期", "个月", "年"})
_OF_ROWS = frozenset({"周", "天", "个月", "年", "季度", "个季度"})
"""Units of times of which a post tells the last one: 从第一周的38%降到第四周的12%."""
_ONE_BY_ONE = frozenset({"次", "回", "笔", "张", "起", "桩", "轮", "场", "封", "份"})
"""Units of what comes one after the other, so that the last one's place is their number."""
_DAYS_OF_MONTH = (30, 31)
_DAY = 86400
"""The seconds of a day."""


def equal(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure of a line says what a figure of a post says, roundings included."""
    if line.ordinal != post.ordinal:
        return _is_ordinal(line, post)
    if _month_as_days(line, post):
        return True
    return (
        any(
            _fits(line, one, other, post)
            for dimension, one in line.readings
            for also, other in post.readings
            if dimension == also or _may_lack_unit(line, dimension, post, also)
        )
        or _by_face(line, post)
        or _reciprocal(line, post)
        or _multiplied(line, post)
        or (_counts_units(line, post) and compare(line, line.face, post.face, post, line.grain))
    )


def _is_ordinal(line: Quantity, post: Quantity) -> bool:
    """Tell whether a count and a place are one: 完成三笔, 第三笔; 第四周, 四周时间; 第15公里."""
    one_row = line.ordinal or post.unit in _OF_ROWS or line.dimension in PHYSICAL
    one_row = one_row or (post.unit in _ONE_BY_ONE and line.bound == "exact")
    return one_row and line.unit == post.unit and line.face == post.face > 1


def _month_as_days(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure in months is that of the post in days, or the other way round."""
    if {line.dimension, post.dimension} != {"months", "time"} or post.unit not in _CALENDAR:
        return False
    long, short = (line, post) if line.dimension == "months" else (post, line)
    days = short.value / _DAY
    least, most = _DAYS_OF_MONTH
    same = long.value * least <= days <= long.value * most
    if line is short or line.bound in {"exact", "whole"}:
        return same
    return (same and line.bound in {"about", *_LIMITS}) or _bounds(
        line, line.value, days / least, line.grain
    )


def _may_lack_unit(line: Quantity, dimension: str, post: Quantity, also: str) -> bool:
    """Tell whether one of two figures has no unit, and the other counts or is money."""
    return (is_bare(line) and also in _AMOUNTS) or (is_bare(post) and dimension in _AMOUNTS)


def is_bare(quantity: Quantity) -> bool:
    """Tell whether a figure has no unit of its own."""
    return quantity.unit in {"", "起"} and quantity.dimension == COUNT


def _by_face(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure without a unit is that of the post: 掉到二点八 for 2.8%."""
    if line.unit and post.unit:
        return False
    if not line.unit:
        return compare(line, line.face, post.face, post, line.grain)
    same = post.dimension == COUNT and line.face == post.face
    same = same and (post.face >= _LEAST_BARE or line.dimension in _AMOUNTS)
    return same and compare(line, line.face, post.face, post, line.grain)


def _reciprocal(line: Quantity, post: Quantity) -> bool:
    """Tell whether one is a share and the other its multiple: 四分之一 and 四倍, 一半 and 两倍."""
    if {line.dimension, post.dimension} != {SHARE, TIMES} or not post.value:
        return False
    if (line if line.dimension == SHARE else post).unit not in FRACTIONS:
        return False
    true = 1 / post.value
    far = abs(true - line.value) > line.value * _FAR_ABOVE
    return not far and line.unit != "%" and compare(line, line.value, true, post, line.grain)


def _multiplied(line: Quantity, post: Quantity) -> bool:
    """Tell whether a multiple is rounded from a growth: 翻了一番还多 of 同比增长102%."""
    rounded = line.unit == "番" and line.bound not in {"exact", "whole"}
    if not rounded or post.dimension != SHARE or post.value < _DOUBLED:
        return False
    return compare(line, line.value, 1 + post.value, post, line.grain)


def _counts_units(line: Quantity, post: Quantity) -> bool:
    """Tell whether a bare 个 counts what the post measures with 个: 一百六十一个 of 161个比特."""
    return line.unit == "个" and post.unit.startswith("个") and line.face >= _LEAST_BARE


def _fits(line: Quantity, one: Fraction, other: Fraction, post: Quantity) -> bool:
    if line.until is not None:
        return one <= other <= line.until
    if line.unit == "里" and abs(one - other) <= line.grain / 4:
        return True  # 每三个里有两个 for 64%
    return compare(line, one, other, post, line.grain)


def compare(
    line: Quantity, said: Fraction, true: Fraction, post: Quantity, grain: Fraction
) -> bool:
    """Tell whether a figure that is said with a bound fits the figure of the post."""
    if line.vague:
        return said <= abs(true) < said * 10
    said, true = abs(said), abs(true)
    same = said == true or (line.unit == "分之" and abs(said - true) < _THIRD)
    if line.bound == "exact":
        if (
            line.dimension == "time"
            and "半" in line.text
            and abs(said - true) <= true * _HALF_MINUTE
        ):
            return True  # 四分半钟 for 274 seconds
        close = line.unit == "个点" and abs(said - true) * 2 < grain
        return same or close or _is_simpler(line, said, true, post)
    if line.bound == "whole":
        return same and post.bound in {"exact", "whole"}
    if same:
        return (
            line.bound == "about"
            or (line.bound in _LIMITS and {line.bound, post.bound} not in _OPPOSITE)
            or any({line.bound, post.bound} <= each for each in _SAME_SIDE)
        )
    limits = line.bound in _LIMITS and post.bound == line.bound  # 十六岁以下, 14岁以下
    return not limits and _bounds(line, said, true, grain)


def _is_simpler(line: Quantity, said: Fraction, true: Fraction, post: Quantity) -> bool:
    """Tell whether a host says a rounder figure for the true one: 17000 for 16,999, 三成 for 31%.

    A price that ends just below a round number is meant to be read as less than that number.
    """
    if line.dimension == SHARE and line.unit == "成" and post.unit == "%":
        near = _HUNDREDTH if line.grain == _TENTH else line.grain / 2
        return post.bound == "exact" and abs(said - true) <= near
    money = line.dimension == post.dimension or is_bare(line)
    if post.dimension not in CURRENCIES or not money:
        return False
    return said - true == post.grain < line.grain and said - true <= true * _JUST_BELOW


def _bounds(line: Quantity, said: Fraction, true: Fraction, grain: Fraction) -> bool:
    """Tell whether a true figure is on the right side of a rounded one, and close enough."""
    if line.bound == "about":
        if _SOME.search(line.text) and said <= true < said + grain:
            return True  # 二十来米 of 23 metres
        far = _ABOUT_HALF_UNIT if line.text.startswith("半") else _about(said, grain)
        return abs(said - true) <= far * true
    if line.bound in {"above", "least"}:
        return said < true < said + _step(line, said, grain)
    return said - _step_below(line, said, grain) < true < said


_SOME = re.compile("[十百千万]来")
"""In a figure, says that it is a little more or less."""


def _step(line: Quantity, said: Fraction, grain: Fraction) -> Fraction:
    """Return how far it is from a figure to the next one that a host would have said instead."""
    if line.unit == "半" and line.dimension == SHARE:
        return _ABOVE_HALF[line.bound]
    if line.unit == "分之":
        return said * _ABOUT_FRACTION  # 三分之一还多
    if line.tight or "多" in line.text or line.text[-1:] in {"余", "来"}:
        return grain  # 三千一百多 is less than 3200
    if not grain or line.dimension == TIMES:
        return max(grain, said / 2)
    far = _FAR_ABOVE if said / grain < _TWO_DIGITS else _FAR_ABOVE_EXACT
    step = max(grain, said * far)
    return min(step, _TENTH) if line.dimension == SHARE else step


def _step_below(line: Quantity, said: Fraction, grain: Fraction) -> Fraction:
    """Return how far it is from a figure to the next one below that a host would have said."""
    if line.bound == "near" or not grain:
        return said * _FAR_BELOW["near"]
    most = said * _FAR_BELOW[line.bound]
    if line.unit == "成":
        return min(grain, most)
    return min(max(grain, said * _FAR_BELOW["near"]), most)


def _about(said: Fraction, grain: Fraction) -> Fraction:
    """Return how far a figure with 约 may be from the true one; less, the more digits it has."""
    digits = said / grain if grain else _TWO_DIGITS
    return next(far for most, far in _ABOUT if digits < most)


def fits(quantity: Quantity, true: Fraction) -> bool:
    """Tell whether a figure, as it is rounded, says a value that was worked out."""
    said, true = abs(quantity.value), abs(true)
    if said == true:
        return quantity.bound not in {"above", "below"} or quantity.dimension in {SHARE, TIMES}
    if quantity.until is not None:
        return said <= true <= quantity.until
    grain = max(quantity.grain, Fraction(0))
    if quantity.bound in {"above", "least"}:
        return said < true < said + _above(quantity, grain)
    if quantity.bound in {"below", "near", "most"}:
        return said - _below(quantity, grain) <= true < said
    if quantity.bound == "about":
        rough = _ABOUT_SHARE if quantity.dimension == SHARE else grain / 2
        rough = _ABOUT_HALF if quantity.unit == "半" else rough
        return abs(said - true) <= max(rough, said / 20)
    return abs(said - true) <= _spread(quantity, grain)


def _above(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far above a figure the true one may be: 两成多 is less than 30 %."""
    if quantity.dimension == TIMES:
        return Fraction(1)
    if quantity.dimension == SHARE:
        return quantity.value * _ABOUT_FRACTION if quantity.unit in FRACTIONS else grain
    return max(min(grain, quantity.value / 2), quantity.value * _FAR_ABOVE)


def _below(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far below a figure the true one may be."""
    if quantity.unit in FRACTIONS:
        return quantity.value * _ABOUT_FRACTION
    if quantity.dimension == SHARE:
        return max(grain * 3 / 4, Fraction(2, 100))
    if (
        quantity.bound == "below"
        and quantity.dimension in {"months", "time"}
        and quantity.face == 1
    ):
        return quantity.value * _UNDER_ONE  # 还不满一年
    return quantity.value * _NEARLY


def _spread(quantity: Quantity, grain: Fraction) -> Fraction:
    """Return how far a figure that is told without a word of rounding may be from the true one."""
    if quantity.dimension == SHARE:
        return _FRACTION_SHARE if quantity.unit in FRACTIONS else min(grain / 2, _ROUGH_SHARE)
    if quantity.dimension == TIMES:
        return min(grain / 2, quantity.value * _ROUGH_TIMES)
    if quantity.dimension == "months" and quantity.text.endswith("半"):
        return _ROUGH_HALF_YEAR
    return min(grain / 2, quantity.value / 100)
