"""Rules for ratios, scores, fractions, products, ordinals and signed amounts."""

from __future__ import annotations

import re
import unicodedata

from podcast.chinese.rules import numbers
from podcast.chinese.rules.amounts import percentage, quantity, ranges
from podcast.chinese.rules.match import NUMBER, TO, Match, before, to

_LEADING_ZERO = re.compile(r"0\d")
_CLOCKLIKE = r"(?P<a>\d+(?:\.\d+)?)\s?:\s?(?P<b>\d+(?:\.\d+)?)"
_RATIO = re.compile(rf"{_CLOCKLIKE}(?P<more>(?:\s?:\s?\d+(?:\.\d+)?)*)(?![\d:])")
_WORDED = re.compile(r"(\d+(?:\.\d+)?)\s?([比拆])\s?(\d+(?:\.\d+)?)(?![\d.%])")
_SCORE = re.compile(r"(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?![-–—:/.%]?\d)")
_SETS = re.compile(r"(?:[67]-[0-7]|[0-7]-[67])(?:\([^)]*\))?[,、，\s]+$")
"""Matches the score of a set of tennis in front of the score of the next set."""
_SCORE_WORDS = re.compile(r"(?:比分|大胜|战胜|击败|完胜|险胜|负于|战平|领先|落后|逆转|横扫|大比分)")
_FRACTION = re.compile(r"(?P<a>\d{1,4})\s?/\s?(?P<b>\d{1,4})(?![\d/.]|\s?[年月日])")
_SEVERAL = re.compile(
    r"(?P<all>\d{1,4}(?:\s?/\s?\d{1,4}){2,}|0\d\d?\s?/\s?\d+|\d+\s?/\s?0\d+|\d{3,4}/\d{3,4}"
    r"|\d{1,4}(?:/\d{1,4})+(?=\s?(?:[GTMK]B?(?![A-Za-z])|英寸|[号月日寸]|赛季|财年|工作制)))(?![\d/])"
)
"""Matches figures with slashes that are a list, not a fraction: 2/3/4号, 12/256GB, 996/007."""
_ROUND_THE_CLOCK = re.compile(r"(?:24\s?/\s?7|7\s?/\s?24)(?!\d)(?:\s?小时)?")
_TIMES = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?[×✕*]\s?(?=\d|[A-Z]+\d)|[xX](?=\d+(?![\dA-Za-z])|\d+[A-Z]?B|[A-Z]+\d)|\s[xX]\s(?=\d))"
)
_FOLD = re.compile(rf"(?P<num>{NUMBER})\s?(?:[×x✕]|(?<!\d{{4}})(?P<large>X))(?![A-Za-z0-9])")
_GROWS = re.compile(r"[\s升速快高达约至到长涨省降多大强了超近过为的]$|^$")
"""Matches text before a number whose capital X means 倍, unlike the X of a name (极氪9X)."""
_POWER = re.compile(
    r"(?P<base>\d+)(?:\^(?P<sign>-)?(?P<exp>\d+)|(?P<up>[⁰¹²³⁴-⁹]+))(?![\d.])"
    r"|(?P<mantissa>\d(?:\.\d+)?)[eE](?P<esign>[-+])?(?P<tens>\d{1,3})(?![\dA-Za-z])"
)
_SHARP = re.compile(r"(?P<num>\d++)(?:st|nd|rd|th)(?![A-Za-z])")
_ORDINAL = re.compile(rf"第\s?(?P<num>{NUMBER})(?:{TO}第?(?P<high>\d++))?(?![.\d])")


def score(text: str, start: int) -> Match | None:
    """Read the result of a game with 比: `4-3`, `2-1`."""
    match = _SCORE.match(text, start)
    if not match:
        return None
    near = text[max(0, start - 8) : match.end() + 6]
    falling = int(match["a"]) >= int(match["b"]) and not _LEADING_ZERO.match(match["a"])
    falling = falling or bool(_SETS.search(before(text, start)))
    if not falling and not _SCORE_WORDS.search(near):
        return None
    return Match(match.end(), "ratio", _versus(match["a"], match["b"]))


def ratio(text: str, start: int) -> Match | None:
    """Read a ratio: `3:2`, `16:9`, `1:1:2`. The rule for clock times comes before this one."""
    match = _RATIO.match(text, start)
    if not match:
        return None
    rest = [part.strip() for part in match["more"].split(":") if part.strip()]
    return Match(match.end(), "ratio", _versus(match["a"], match["b"], *rest))


def worded(text: str, start: int) -> Match | None:
    """Read a ratio that is written with a word: `4比1`, `1拆10`."""
    match = _WORDED.match(text, start)
    if not match:
        return None
    return Match(
        match.end(), "ratio", f"{numbers.number(match[1])}{match[2]}{numbers.number(match[3])}"
    )


def _versus(*sides: str) -> str:
    return "比".join(numbers.number(side) for side in sides)


def fraction_of_week(text: str, start: int) -> Match | None:
    """Read `24/7` as 七乘二十四小时."""
    match = _ROUND_THE_CLOCK.match(text, start)
    return Match(match.end(), "quantity", "七乘二十四小时") if match else None


def fraction(text: str, start: int) -> Match | None:
    """Read a fraction: `1/3` 三分之一; or a list of figures with slashes: `2/3/4号`."""
    several = _SEVERAL.match(text, start)
    if several:
        figures = re.split(r"\s?/\s?", several["all"])
        coded = any(figure[0] == "0" for figure in figures)
        words = "、".join(map(numbers.digits if coded else numbers.number, figures))
        return Match(several.end("all"), "number", words)
    match = _FRACTION.match(text, start)
    if not match or not int(match["b"]):
        return None
    return Match(
        match.end(), "fraction", f"{numbers.cardinal(match['b'])}分之{numbers.cardinal(match['a'])}"
    )


def product(text: str, start: int) -> Match | None:
    """Read a factor: `8x` of `8x7B` and `1920×` of `1920×1080` with 乘, `3x` alone with 倍."""
    match = _TIMES.match(text, start)
    if match and not text.startswith("0x", start):
        return Match(match.end(), "quantity", numbers.number(match["num"]) + "乘")
    fold = _FOLD.match(text, start)
    if fold and fold["large"] and not _GROWS.search(before(text, start)):
        return None
    return Match(fold.end(), "quantity", numbers.with_unit(fold["num"], "倍")) if fold else None


def power(text: str, start: int) -> Match | None:
    """Read a power: `10^25`, `10²⁵` 十的二十五次方; `3.2e25` 三点二乘十的二十五次方."""
    match = _POWER.match(text, start)
    if not match:
        return None
    raised = match["exp"] or match["tens"] or unicodedata.normalize("NFKC", match["up"] or "")
    minus = "负" if "-" in {match["sign"], match["esign"]} else ""
    if match["mantissa"]:
        if not minus and len(raised) == 1:
            return None  # 3e5 may be a name
        head = numbers.number(match["mantissa"]) + "乘十"
    else:
        head = numbers.cardinal(match["base"])
    return Match(match.end(), "number", f"{head}的{minus}{numbers.cardinal(raised)}次方")


def ordinal(text: str, start: int) -> Match | None:
    """Read an ordinal: `第2名`, `第3-5名`, `1st`."""
    english = _SHARP.match(text, start)
    if english:
        return Match(english.end(), "ordinal", "第" + numbers.cardinal(english["num"]))
    match = _ORDINAL.match(text, start)
    if not match:
        return None
    reading = "第" + _place(match["num"])
    if match["high"]:
        reading += to(match) + "第" + _place(match["high"])
    return Match(match.end(), "ordinal", reading)


def _place(number: str) -> str:
    return numbers.digits(number) if number[0] == "0" else numbers.number(number)


_SIGNED = (percentage, quantity)
_TEMPERATURE = re.compile(r"[度℃℉]|°|摄氏|华氏")
_MINUS_AFTER = re.compile(
    r"[为是达至到约温于跌降低在负增:：(（,，、=~]$|(?:利润|收益|现金流|增速|增长率|毛利率|净利率|营收)$"
    r"|[^\w\u3400-\u9fff]$|^$|^-?$"
)
_COMPARED = re.compile(r"(?:同比|环比)\s?$")
_CHANGE = {"+": "增长", "-": "下降"}
_MOVED = {"+": "上升", "-": "下降"}
"""The verbs for a change in 百分点."""


def signed(text: str, start: int) -> Match | None:
    """Read an amount with a sign: `-3℃` 零下三摄氏度, `-5%` 负百分之五, `±5%`, `+5%`.

    A hyphen in a name is not a minus.
    """
    sign = text[start]
    if sign not in "-+±" or not text[start + 1 : start + 2].isdigit():
        return None
    if sign in "-+" and before(text, start, 1).isascii() and before(text, start, 1).isalnum():
        return None
    inner = next((match for rule in _SIGNED if (match := rule(text, start + 1))), None)
    if inner and sign in _CHANGE and _COMPARED.search(before(text, start)):
        change = _MOVED[sign] if inner.reading.endswith("点") else _CHANGE[sign]
        return Match(inner.end, inner.kind, change + inner.reading, inner.spell)
    if sign == "+":
        good = inner and inner.kind == "percentage"
        return Match(inner.end, inner.kind, "正" + inner.reading) if inner and good else None
    if sign == "±":
        return _with_sign(text, start, "正负", inner)
    return _negative(text, start, inner)


def _with_sign(text: str, start: int, word: str, inner: Match | None) -> Match | None:
    if inner:
        return Match(inner.end, inner.kind, word + inner.reading, inner.spell)
    match = re.compile(NUMBER).match(text, start + 1)
    return Match(match.end(), "number", word + numbers.number(match[0])) if match else None


def _negative(text: str, start: int, inner: Match | None) -> Match | None:
    """Read a minus before a percentage or degrees, or after certain words and marks."""
    if inner and _TEMPERATURE.search(text[start : inner.end]):
        return Match(inner.end, inner.kind, "零下" + inner.reading)
    span = ranges(text, start + 1)
    if span and _TEMPERATURE.search(text[start : span.end]):
        return Match(span.end, "range", "零下" + span.reading)
    if (inner and inner.kind == "percentage") or _MINUS_AFTER.search(before(text, start)):
        return _with_sign(text, start, "负", inner)
    return None
