"""Find what a rate is told for: 每分钟, 一小时, 日均, 时速, 人均, 年费, 每块.

A base is one unit of something: a time, a length, a thing that is counted. 每千次 and 每12小时 have
a numeral, and are quantities (quantities.py).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from podcast.factcheck import dimensions
from podcast.factcheck.dimensions import COUNT
from podcast.factcheck.passages import Passage

_UNITS = "|".join(
    map(
        re.escape,
        sorted({*dimensions.MEANINGS, *dimensions.CLASSIFIERS, "月", "晚", "席"}, key=len)[::-1],
    )
)
_EACH = re.compile(rf"(?:每|平均|(?<=[\d元时度里克升吨米斤瓦])\ ?/\ ?)(?:一|单)?(?P<unit>{_UNITS})")
_ONE = re.compile(
    r"(?<![第十百千万亿零一二两三四五六七八九年月日点])(?:一(?:整)?"
    r"(?P<short>个?(?:小时|钟头)|[晚秒]|分钟|秒钟)"
    r"|(?<![前上下后去])一(?:整)?(?P<long>个?(?:月|星期|季度)|[年天周日]))(?![到半代多])"
)
_WORDS = (
    ("秒", re.compile(r"(?<=[A-Za-z\d])\ ?/\ ?s(?![A-Za-z])")),
    ("小时", re.compile(r"(?<=[A-Za-z\d])\ ?/\ ?h(?![A-Za-z])")),
    ("小时", re.compile("时速|每时|(?<!小)时均")),
    ("天", re.compile("日均|日产|日耗|天天|每日|每晚|一晚|昼夜|一整天|(?<=[一每])天")),
    ("个月", re.compile("月均|月费|月租|月薪|月产|月供|月付|月入|月卡|月票|包月|按月|(?<=每)月")),
    (
        "年",
        re.compile(
            r"年费|年薪|年产|年付|年卡|年票|年均|包年|全年|按年|年租|年入|整年|(?<=每)年"
            r"|(?<![\d今去明前后多半全\s])年(?=[用耗发产销处][电水能]?量)"
        ),
    ),
    ("人", re.compile("人均|每人")),
    ("周", re.compile("周均|每周|每星期|每礼拜|首周|单周|当周|一周")),
    ("天", re.compile("首日|单日|当日")),
    ("个月", re.compile("首月|单月|当月")),
    ("半年", re.compile("[上下]半(?:财年|年)|半财年")),
)
_HALF_YEAR = 6
"""The months of half a year."""
_SAME = {"月": "个月", "晚": "天", "日": "天", "秒钟": "秒", "钟头": "小时"}
_PERIODS = frozenset({"time", "months"})


class Base(NamedTuple):
    """One of what a rate is told for."""

    start: int
    end: int
    text: str
    dimension: str
    value: Fraction
    unit: str

    @property
    def may_follow(self) -> bool:
        """Whether it may stand behind the figure of its rate: 25公里每小时, 25 km/h."""
        return self.text.lstrip().startswith(("每", "/"))

    @property
    def is_period(self) -> bool:
        """Whether the rate is told for a time."""
        return self.dimension in _PERIODS


@lru_cache(maxsize=4096)
def bases(passage: Passage) -> tuple[Base, ...]:
    """Return what the rates of a passage are told for, in order, each place once."""
    found: dict[tuple[str, int], Base] = {}
    for match in _EACH.finditer(passage.text):
        one = _base(match, match["unit"])
        found.setdefault((one.unit, match.end()), one)
    for match in _ONE.finditer(passage.text):
        one = _base(match, match["short"] or match["long"])
        found.setdefault((one.unit, match.end()), one)
    for unit, words in _WORDS:
        for match in words.finditer(passage.text):
            found.setdefault((unit, match.end()), _base(match, unit))
    return tuple(sorted(found.values()))


def _base(match: re.Match[str], written: str) -> Base:
    unit = written.removeprefix("个") if written not in {"个月", "个"} else written
    unit = _SAME.get(unit, unit)
    if unit == "半年":
        return Base(match.start(), match.end(), match[0], "months", Fraction(_HALF_YEAR), unit)
    meaning = dimensions.meanings(unit)[0]
    dimension, value = meaning.dimension, meaning.factor
    if unit not in dimensions.MEANINGS:
        dimension, value = COUNT, Fraction(1)
    return Base(match.start(), match.end(), match[0], dimension, value, unit)
