"""Falsify spoken forms: each kind of loss that the meaning check has to find, with a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_NUMERAL = re.compile("[零一二两三四五六七八九十百千万亿幺]+")
_DIGIT = re.compile("[一二两三四五六七八九幺]")
_SIGNED = re.compile("(?:零下|负)(?:百分之)?$")
_SIGN = re.compile("(?:零下|正负|负)(?=百分之|[零一二两三四五六七八九十])")

_UNITS = """
摄氏度=华氏度 美元=欧元 欧元=美元 公里=米 厘米=毫米 毫米=厘米 纳米=毫米 公斤=克 毫克=克
小时=分钟 分钟=小时 秒=分钟 毫秒=秒 天=年 千瓦时=千瓦 兆赫兹=千赫兹 赫兹=千赫兹 英寸=厘米
个百分点=个基点 平方米=立方米 平方公里=平方米 毫安时=安时 毫升=升 伏=安 瓦时=瓦 分贝=赫兹
度=分 元=美元 倍=成 岁=年
"""
_TURNS = """
上涨=下跌 下跌=上涨 上升=下降 下降=上升 涨=跌 跌=涨 增长=下降 增加=减少 减少=增加 提高=降低
降低=提高 提升=下降 大于=小于 小于=大于 北纬=南纬 南纬=北纬 东经=西经 西经=东经
上半年=下半年 下半年=上半年 以上=以下
"""
_SHARES = {"百分之": "千分之", "千分之": "百分之", "万分之": "百分之"}


def _rows(table: str) -> dict[str, str]:
    return dict(row.split("=") for row in table.split())


@dataclass(frozen=True, slots=True)
class Mutant:
    """A line, its right spoken form, a false one, and the kind of falsehood."""

    kind: str
    written: str
    right: str
    false: str


def mutants(rows: Sequence[tuple[str, str]], count: int, seed: int) -> Iterator[Mutant]:
    """Yield `count` falsified spoken forms of rows (written, spoken), all kinds in turn."""
    chance = random.Random(seed)  # noqa: S311 -- falsehoods, not secrets
    made = 0
    kinds = list(KINDS)
    while made < count:
        kind = kinds[made % len(kinds)]
        written, right = chance.choice(rows)
        false = KINDS[kind](_marked(written, right), chance).translate(_UNMARKED)
        if false and false != right:
            yield Mutant(kind, written, right, false)
            made += 1


_HIDDEN = dict(zip("零一二两三四五六七八九十百千万亿", "〇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮", strict=True))
_UNMARKED = str.maketrans({mark: char for char, mark in _HIDDEN.items()})


def _marked(written: str, said: str) -> str:
    """Return the spoken form with the numerals hidden that are written in Chinese characters."""
    runs = [each[0] for each in _NUMERAL.finditer(written)]
    return _NUMERAL.sub(
        lambda each: (
            "".join(_HIDDEN.get(char, char) for char in each[0]) if each[0] in runs else each[0]
        ),
        said,
    )


def _swap_one(said: str, pattern: str, table: dict[str, str], chance: random.Random) -> str:
    places = list(re.finditer(pattern, said))
    if not places:
        return ""
    place = chance.choice(places)
    return said[: place.start()] + table[place[0]] + said[place.end() :]


def _without_sign(said: str, chance: random.Random) -> str:
    places = list(_SIGN.finditer(said))
    if not places:
        return ""
    place = chance.choice(places)
    return said[: place.start()] + said[place.end() :]


def _with_sign(said: str, chance: random.Random) -> str:
    places = [each for each in _NUMERAL.finditer(said) if said[: each.start()][-1:] not in "点分"]
    places = [each for each in places if not _SIGNED.search(said[: each.start()])]
    if not places:
        return ""
    place = chance.choice(places).start()
    return said[:place] + "负" + said[place:]


def _reordered(said: str, chance: random.Random) -> str:
    places = list(_NUMERAL.finditer(said))
    if len(places) < 2:
        return ""
    first = chance.randrange(len(places) - 1)
    one, other = places[first], places[first + 1]
    between = said[one.end() : other.start()]
    return said[: one.start()] + other[0] + between + one[0] + said[other.end() :]


def _other_unit(said: str, chance: random.Random) -> str:
    table = _rows(_UNITS)
    words = "|".join(sorted(table, key=len, reverse=True))
    return _swap_one(said, f"(?<=[零一二两三四五六七八九十百千万亿])(?:{words})", table, chance)


def _other_share(said: str, chance: random.Random) -> str:
    return _swap_one(said, "百分之|千分之|万分之", _SHARES, chance)


def _turned(said: str, chance: random.Random) -> str:
    table = _rows(_TURNS)
    return _swap_one(said, "|".join(sorted(table, key=len, reverse=True)), table, chance)


def _other_digit(said: str, chance: random.Random) -> str:
    places = list(_DIGIT.finditer(said))
    if not places:
        return ""
    place = chance.choice(places)
    old = {"两": "二", "幺": "一"}.get(place[0], place[0])
    new = chance.choice([digit for digit in "一二三四五六七八九" if digit != old])
    return said[: place.start()] + new + said[place.end() :]


def _other_magnitude(said: str, chance: random.Random) -> str:
    table = {"万": "亿", "亿": "万"}
    return _swap_one(
        said, "(?<=[零一二两三四五六七八九十百千])(?:万|亿(?!.*万))(?!分之)", table, chance
    )


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "sign dropped": _without_sign,
    "sign added": _with_sign,
    "order swapped": _reordered,
    "unit changed": _other_unit,
    "share changed": _other_share,
    "direction turned": _turned,
    "digit changed": _other_digit,
    "magnitude changed": _other_magnitude,
}
"""The kinds of falsehood, each with the function that makes one."""
