"""Which figures of a clause a text has more exactly: 1.8万辆 is told by 18342辆.

A listener who hears the exact figure need not hear the rounded one as well. Both are of the same
unit; the exact one has more digits and differs by little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?<![\d.,A-Za-z-])(?P<number>\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?)"
    r" ?(?P<times>万亿|[百千]?万|亿|千)? ?"
    r"(?P<unit>%|公里|公斤|公顷|毫[秒米升安]|小时|分钟|[美欧日港韩]元|英镑|平方|立方|[\u4e00-\u9fff]|[A-Za-z]+)?"
)
"""Matches a figure with its multiple and the beginning of its unit."""
_TIMES = {
    None: 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
}  # fmt: skip
"""Multiples, as powers of ten."""
_NUMERALS = "一二三四五六七八九"
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_TENTHS = re.compile(
    f"(?P<near>近|接近|将近|不到)?(?P<over>超|超过|逾)?约?(?P<tenths>[{_NUMERALS}])成"
    "(?P<more>多|以上)?(?!立|为|功|员|果|本|了|绩|品|都|交)"
)
"""Matches a share in tenths."""
_TENTH = 10
_OF_CALENDAR = frozenset("年月日号")
_NEAR = Decimal("0.05")
"""An exact figure differs from the rounded one by this share of it at most."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure as written, its value, that of its last digit that counts, its unit or multiple."""

    written: str
    value: Decimal
    place: Decimal
    unit: str


def told_exactly(clause: str, text: str) -> frozenset[str]:
    """Return the figures of a clause, as written, that a text has more exactly."""
    exact = list(_amounts(text))
    return frozenset(
        each.written for each in _amounts(clause) if any(_rounds(each, other) for other in exact)
    )


def _rounds(rounded: _Amount, exact: _Amount) -> bool:
    """Tell whether a figure is the rounded form of an exact one."""
    difference = abs(exact.value - rounded.value)
    return (
        bool(rounded.unit)
        and rounded.unit == exact.unit
        and rounded.unit not in _OF_CALENDAR
        and exact.place < rounded.place
        and 2 * difference <= rounded.place
        and difference <= _NEAR * rounded.value
    )


def told_in_percent(clause: str, text: str) -> frozenset[str]:
    """Return the shares of a clause in tenths that a text has exactly: 60 of 近六成 for 58%."""
    shares = [float(share) for share in _PERCENT.findall(text)]
    told: set[str] = set()
    for match in _TENTHS.finditer(clause):
        tenths = 10 * (_NUMERALS.index(match["tenths"]) + 1)
        over = match["over"] or match["more"]
        low = -_TENTH if match["near"] else 0 if over else -_TENTH / 2
        high = 0 if match["near"] else _TENTH if over else _TENTH / 2
        if any(tenths + low <= share <= tenths + high for share in shares):
            told.add(str(tenths))
    return frozenset(told)


def _amounts(text: str) -> Iterator[_Amount]:
    for match in _AMOUNT.finditer(text):
        digits = match["number"].replace(",", "")
        power = _TIMES[match["times"]]
        decimals = len(digits.partition(".")[2])
        round_digits = 0 if decimals or not power else len(digits) - len(digits.rstrip("0"))
        yield _Amount(
            match["number"],
            Decimal(digits).scaleb(power),
            Decimal(1).scaleb(power + round_digits - decimals),
            match["unit"] or match["times"] or "",
        )
