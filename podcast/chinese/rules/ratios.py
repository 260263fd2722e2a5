"""Rules for ratios, scores, marks, products, powers and ordinals."""

from __future__ import annotations

import re
import unicodedata

from podcast.chinese.rules import numbers
from podcast.chinese.rules.amounts import measured
from podcast.chinese.rules.match import MAGNITUDE, NUMBER, TO, Match, before, to

_LEADING_ZERO = re.compile(r"0\d")
_CLOCKLIKE = r"(?P<a>\d+(?:\.\d+)?)\s?:\s?(?P<b>\d+(?:\.\d+)?)"
_RATIO = re.compile(
    rf"{_CLOCKLIKE}(?P<more>(?:\s?:\s?\d+(?:\.\d+)?)*)(?![\d:])(?P<mag>{MAGNITUDE})?"
)
_WORDED = re.compile(r"(\d+(?:\.\d+)?)\s?([比拆选进])\s?(\d+(?:\.\d+)?)(?![\d.%])")
_SCORE = re.compile(r"(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?![-–—:/.%]?\d|\s?[百千万亿])")
_SETS = re.compile(r"(?:[67]-[0-7]|[0-7]-[67])(?:\([^)]*\))?[,、，\s]+$")
"""Matches the score of a set of tennis in front of the score of the next set."""
_SCORE_WORDS = re.compile(r"(?:比分|大胜|战胜|击败|完胜|险胜|负于|战平|领先|落后|逆转|横扫|大比分)")
_OUT_OF = re.compile(
    r"(?P<num>\d+(?:\.\d+)?)\s?/\s?(?P<all>5|10|20|30|40|50|60|100|120|150|200|300|750|5\.0|10\.0|100\.0)(?![\d/.]|\s?[年月日])"
)
_MARKED = re.compile(
    r"(?:评分|得分|打分|评价|口碑|总分|均分|成绩|分数|评级|满意度|星级|评测|打出|给出|考[了出取])\s?[为是:达约]?\s?$"
)
"""Matches words before a mark out of a largest mark: 评分4.8/5."""
_MARK_AFTER = re.compile(r"\s?分(?![钟之析类享布别成])")
_ROUND_THE_CLOCK = re.compile(
    r"(?:24\s?/\s?7|7\s?/\s?24(?!\s?的))(?!\d|\s?[-~–—至到]\s?\d|[日号])(?:\s?小时)?"
)
_TIMES = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?[×✕*]\s?(?=\d|[A-Z]+\d)|[xX](?=\d+(?![\dA-Za-z])|\d+[A-Z]?B|[A-Z]+\d)|\s[xX]\s(?=\d))"
)
_FOLDS = re.compile(rf"(?P<low>{NUMBER})\s?[xX×]?{TO}(?P<num>{NUMBER})\s?[xX](?![A-Za-z0-9])")
_FOLD = re.compile(rf"(?P<num>{NUMBER})\s?(?:[×x✕]|(?<!\d{{4}})(?P<large>X))(?![A-Za-z0-9])")
_GROWS = re.compile(r"[\s升速快高达约至到长涨省降多大强了超近过为的]$|^$")
"""Matches text before a number whose capital X means 倍, unlike the X of a name (极氪9X)."""
_POWER = re.compile(
    r"(?P<base>\d+(?:\.\d+)?)(?:(?:\^|\*\*)[({]?(?P<sign>-)?(?P<exp>\d+|[a-z](?![A-Za-z]))(?:(?<=[\d^*({-][\da-z])[)}])?|(?P<up>⁻?[⁰¹²³⁴-⁹]+|ⁿ))(?![\d.])"
    r"|(?P<mantissa>\d(?:\.\d+)?)[eE](?P<esign>[-+])?(?P<tens>\d{1,3})(?!\d)(?:(?![A-Za-z])|(?<=[-+]\d\d)(?=[A-Z]?[a-z]*[A-Za-z](?![A-Za-z])))"
)
_SHARP = re.compile(r"(?P<num>\d++)(?:st|nd|rd|th)(?![A-Za-z])")
_ORDINAL = re.compile(
    rf"第\s?(?P<num>{NUMBER})(?:{TO}第?(?P<high>\d++))?(?![.\d])(?P<mag>{MAGNITUDE})?"
)
_GROUPED = re.compile(r"第\s?(?P<num>[1-9]\d{0,2}(?: \d{3})+)(?=\s?[名位个家条届天次])")
"""Matches an ordinal whose groups of three figures stand apart: 第1 000名."""
_CLAUSE = re.compile(
    r"第\s?(?:[(\[【〔]\s?(?P<num>\d{1,3}|[一二三四五六七八九十百零]+)\s?[)\]】〕]|(?P<circled>[①-⑳]))"
    r"(?P<more>(?:\s?[至到、和及与或]第?\s?[(\[【〔]\s?(?:\d{1,3}|[一二三四五六七八九十百零]+)\s?[)\]】〕])*)"
)
_CLAUSE_MORE = re.compile(
    r"(?P<link>[至到、和及与或]第?)[^\d一二三四五六七八九十百零]+(?P<num>[^\s)\]】〕]+)"
)
"""Matches one more clause of a list, which _CLAUSE has found: 第（二）、（三）项."""


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
    words = _versus(match["a"], match["b"], *rest) + (match["mag"] or "")
    return Match(match.end(), "ratio", words)


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


def out_of(text: str, start: int) -> Match | None:
    """Read a mark and the largest mark: `评分4.8/5` 评分四点八，满分五."""
    match = _OUT_OF.match(text, start)
    if not match or float(match["num"]) > float(match["all"]):
        return None
    marked = _MARKED.search(before(text, start)) or _MARK_AFTER.match(text, match.end())
    if not ("." in match["num"] or marked):
        return None
    words = f"{numbers.number(match['num'])}，满分{numbers.number(match['all'])}"
    return Match(match.end(), "number", words)


def product(text: str, start: int) -> Match | None:
    """Read a factor: `8x` of `8x7B` and `1920×` of `1920×1080` with 乘, `3x` alone with 倍."""
    match = _TIMES.match(text, start)
    if match and not text.startswith("0x", start):
        return Match(match.end(), "quantity", numbers.number(match["num"]) + "乘")
    folds = _FOLDS.match(text, start)
    if folds:
        words = (
            numbers.with_unit(folds["low"], "") + to(folds) + numbers.with_unit(folds["num"], "倍")
        )
        return Match(folds.end(), "range", words)
    fold = _FOLD.match(text, start)
    if fold and fold["large"] and not _GROWS.search(before(text, start)):
        return None
    return Match(fold.end(), "quantity", numbers.with_unit(fold["num"], "倍")) if fold else None


def power(text: str, start: int) -> Match | None:
    """Read a power: `10^25`, `10²⁵` 十的二十五次方; `3.2e25` 三点二乘十的二十五次方."""
    match = _POWER.match(text, start)
    if not match:
        return None
    up = match["up"] or ""
    raised = match["exp"] or match["tens"] or unicodedata.normalize("NFKC", up.removeprefix("⁻"))
    minus = "负" if "-" in {match["sign"], match["esign"]} or up.startswith("⁻") else ""
    if match["mantissa"]:
        bare = not match["esign"] and len(raised) == 1 and "." not in match["mantissa"]
        if bare and re.search(r"[A-Za-z]\s?$", before(text, start)):
            return None  # it belongs to a name
        head = numbers.number(match["mantissa"]) + "乘十"
    else:
        head = numbers.number(match["base"])
    if raised.isalpha():
        return Match(match.end(), "number", f"{head}的{minus}{raised}次方", spell=True)
    words = f"{head}的{minus}{numbers.cardinal(raised)}次方"
    end, words = measured(text, start, match.end(), words)
    return Match(end, "number", words)


def ordinal(text: str, start: int) -> Match | None:
    """Read an ordinal: `第2名`, `第3-5名`, `1st`."""
    english = _SHARP.match(text, start)
    if english:
        return Match(english.end(), "ordinal", "第" + numbers.cardinal(english["num"]))
    grouped = _GROUPED.match(text, start)
    if grouped:
        return Match(
            grouped.end(), "ordinal", "第" + numbers.cardinal(grouped["num"].replace(" ", ""))
        )
    match = _ORDINAL.match(text, start)
    if not match:
        return _clause(text, start)
    reading = "第" + _place(match["num"])
    if match["mag"]:
        reading = "第" + numbers.with_unit(match["num"], match["mag"])
    if match["high"]:
        reading += to(match) + "第" + _place(match["high"])
    return Match(match.end(), "ordinal", reading)


def _clause(text: str, start: int) -> Match | None:
    """Read ordinals with numbers in brackets or circles: `第④项`, `第（二）、（三）项`."""
    match = _CLAUSE.match(text, start)
    if not match:
        return None
    number = match["num"] or str(int(unicodedata.numeric(match["circled"])))
    reading = "第" + _in_words(number)
    for more in _CLAUSE_MORE.finditer(match["more"]):
        reading += more["link"] + _in_words(more["num"])
    return Match(match.end(), "ordinal", reading)


def _in_words(number: str) -> str:
    return numbers.cardinal(number) if number.isdigit() else number


def _place(number: str) -> str:
    coded = number[0] == "0" and number.isdecimal()
    return numbers.digits(number) if coded else numbers.number(number)
