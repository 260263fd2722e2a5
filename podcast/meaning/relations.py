"""Signs between and beside figures, and the words that say them: arrows, comparisons, ranges.

A sign must be heard as one of its words, and such a word must be written: as itself or as one of
its signs. Words that say a rise or a fall must not change into each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcast.meaning.alignment import Side
from podcast.meaning.figures import Discrepancy, Fault

_FIGURE = re.compile(r"\d|[²³¹⁰⁴-⁹½⅓⅔¼¾①-⑳Ⅰ-Ⅻ↑↓▲▼△▽±≥≤≈<>%‰$€£]")
_NUMERAL = re.compile("[零一二两三四五六七八九十百千万亿]")


def has_figure(text: str) -> bool:
    """Tell whether a text has a figure, an arrow, or another sign that is said in words."""
    return bool(_FIGURE.search(text))


def may_differ(written: str, said: str) -> bool:
    """Tell whether a line has a figure, or other Chinese numerals than its spoken form."""
    return has_figure(written) or _NUMERAL.findall(written) != _NUMERAL.findall(said)


# --- The tables ----------------------------------------------------------------------------------

_RISING, _FALLING = "↑▲△⬆🔺↗📈", "↓▼▽⬇🔻↘📉"
_TRIANGLES = "▲△▼▽🔺🔻"
_RISE, _FALL = "上升|上涨|升|涨|增|提高|高|多|加快", "下降|下跌|降|跌|减|低|少|缩|慢"
_TOWARDS = "到|至|变|升|降|涨|跌|增|减|成|为"


def _beside(arrows: str) -> str:
    """Return a pattern of an arrow beside an amount; a triangle that opens a line is a bullet."""
    plain = "".join(char for char in arrows if char not in _TRIANGLES)
    sharp = "".join(char for char in arrows if char in _TRIANGLES)
    return (
        rf"[{plain}]\ufe0f?(?=\s?[\d$¥])|(?<=\w)[{sharp}](?=[\d$¥])|[{sharp}](?=\d+(?:\.\d+)?%)"
        rf"|(?<=[\d%点元倍℃])\s?[{arrows}]"
    )


_SAME_UNIT = (
    r"\d[万亿]{0,2}([一-龥]{1,3}|(?![eE]-)[A-Za-zμΩ%℃]{1,4})\s?[-–—~]\s?(?=\d[\d,.]*[万亿]{0,2}\1)"
)
"""Matches the first end of a range with the same unit at both ends: 200米-500米."""
_UNIT = "(?:[A-Za-z%℃°Ω/²]{0,5}|[万亿]{0,2}[元台人分米度天个倍秒岁档]?)"
_RULES: tuple[tuple[Fault, str, str], ...] = (
    ("direction", r"(?<![A-Za-z])(?:H1|1H)(?![\da-z])", "上半|H"),
    ("direction", r"(?<![A-Za-z])(?:H2|2H)(?![\da-z])", "下半|H"),
    ("unit", r"(?<=\d)\s?%", "百分之|百分点|百分号"),
    ("unit", r"(?<=\d)\s?‰", "千分之|千分号"),
    ("direction", _beside(_RISING), _RISE),
    ("direction", _beside(_FALLING), _FALL),
    ("relation", r"[≥≧⩾]|(?<![<>=-])>=", "大于等于|不少于|不低于|以上|至少"),
    ("relation", r"[≤≦⩽]|(?<![<>=-])<=", "小于等于|不超过|不高于|以下|至多"),
    ("relation", r"[≈≒≃≅]", "约|等于|近"),
    ("relation", r"±", "正负|上下|误差"),
    ("relation", r"(?<=[\w%℃°])\s?(?:-{1,2}>|=>|→|⇒|➝|➞|➜|➔|➡\ufe0f?)\s?(?=[\d$¥])", _TOWARDS),
    ("relation", _SAME_UNIT, "到|至|比"),
    ("relation", rf"\d{_UNIT}[~～](?=[-+]?\d)", "到|至"),
)  # fmt: skip
"""What is lost when a written sign is not said in one of its words."""

_LICENCES: tuple[tuple[Fault, str, str], ...] = (
    ("relation", "大于等于", r"[≥≧⩾]|>="),
    ("relation", "小于等于", r"[≤≦⩽]|<="),
    ("relation", "大于(?!等于)", r"(?<![-=])[>≫＞]"),
    ("relation", "小于(?!等于)", r"[<≪＜]"),
    ("relation", "(?<!大于)(?<!小于)(?<!约)(?<!不)等于", r"=|≡"),
    ("direction", "以下", r"[<≤-]"),
    ("direction", "上半", r"H1|1H"),
    ("direction", "下半", r"H2|2H"),
    ("direction", "上升|上涨|增长|增加", rf"[+{_RISING}]"),
    ("direction", "下降|下跌|减少|降低", rf"[-−–{_FALLING}]"),
    ("relation", "到|至", r"[-–—−~～〜→➜➔➡⇒➝➞➙>/'‘’]|[\[(]\s?[-+]?[\d.]+\s?[,，]\s?[-+]?\d"),
    ("relation", "比(?!特)", r"[:∶/比-]|–|—|−"),
    ("relation", "乘", r"[×xX*✕·eE⋅✖]|\d\s?[A-Za-z]\d|24/7|7/24"),
    ("relation", "正负", r"±|\+/-"),
    ("relation", "减", r"[-−](?!\d+(?:\.\d+)?([dthkK])(?![A-Za-z]))"),
    ("unit", "百分之", r"%|[/⁄½-⅞]|pct|percent"),
    ("unit", "千分之", r"‰|[/⁄]"),
    ("relation", "以上|多", r"\+|[≥>＞]"),
)
"""What is added when a word is said for which neither itself nor one of its signs is written."""

_OPPOSITES = """
上下 涨跌 升降 增减 高低 多少 大小 北南 东西 加减 盈亏 快慢 增降 升跌 涨降 提降
"""
"""Pairs of characters that must not change into each other beside a figure."""

_MUST = tuple((fault, re.compile(sign), re.compile(said)) for fault, sign, said in _RULES)
_MAY = tuple((fault, re.compile(said), re.compile(sign)) for fault, said, sign in _LICENCES)
_SIGNED = re.compile(rf"[%‰≥≧⩾≤≦⩽≈≒≃≅±→⇒➡~～H={_RISING}{_FALLING}-]|–|—")
"""Matches a character without which no rule of _RULES finds anything."""
_TURNS = frozenset(pair for row in _OPPOSITES.split() for pair in (row, row[::-1]))
_NEAR = 30
"""How many characters of the clause around a sign may hold the word that says it: 跌↓3%."""
_BESIDE = 12
"""How many characters before a plus may hold the rise that it stands for."""
_ASIDE = 6
"""How many characters behind a gap may hold the sign: 3倍↑ is 上升三倍."""


# --- What is lost --------------------------------------------------------------------------------


def lost(left: Side, right: Side, groups: Sequence[tuple[int, int]]) -> Iterator[Discrepancy]:
    """Yield signs that are not said, words that are not written, and words that were turned.

    `groups` are the gaps and words that figures stand in: a sign in a group may be said anywhere in
    it.
    """
    yield from _unsaid(left, right)
    for gap in range(0, 2 * len(left.common) + 1, 2):
        (start, end), (begin, stop) = left.span(gap, gap), right.span(gap, gap)
        if begin == stop:
            continue
        group = next((each for each in groups if each[0] <= gap <= each[1]), (gap, gap))
        fault = _unwritten(left.text, *left.span(*group), right.text[begin:stop])
        if not fault and _is_turned(left.text[start:end], right.text[begin:stop]):
            fault = "direction"
        if fault:
            yield Discrepancy(fault, left.text[start:end], right.text[begin:stop], start, end)


def _unsaid(left: Side, right: Side) -> Iterator[Discrepancy]:
    """Yield the written signs that the clause around them does not say."""
    if not _SIGNED.search(left.text):
        return
    for fault, sign, words in _MUST:
        for found in sign.finditer(left.text):
            first, last = left.stretch(*found.span())
            begin, stop = right.span(first - first % 2, last + last % 2)
            if not words.search(_clause(right.text, begin, stop)):
                yield Discrepancy(fault, found[0], right.text[begin:stop], *found.span())


def _clause(said: str, begin: int, stop: int) -> str:
    """Return a stretch of speech with what stands beside it in the same clause."""
    before = re.split("[，。；！？]", said[max(0, begin - _NEAR) : begin])[-1]
    after = re.split("[，。；！？]", said[stop : stop + _NEAR])[0]
    return before + said[begin:stop] + after


def _unwritten(text: str, start: int, end: int, heard: str) -> Fault | None:
    """Return what is said between two words of a line without standing there, if anything."""
    if not _NUMERAL.search(heard):
        return None
    around = text[max(0, start - 1) : end + _ASIDE]
    for fault, words, sign in _MAY:
        found = words.search(heard)
        if found and found[0] not in text[start:end] and not sign.search(around):
            return fault
    return None


def _is_turned(written: str, heard: str) -> bool:
    """Tell whether a word is written and its opposite is said: 涨 and 跌."""
    return any(char + opposite in _TURNS for char in written for opposite in heard)


# --- Signs as words ------------------------------------------------------------------------------

_RISES = re.compile("上升|上涨|增长|增加|提升|提高|涨|升|增")
_FALLS = re.compile("下降|下跌|减少|降低|跌|降|减")
_FALLEN = re.compile(r"(?:下降|下跌|下滑|减少|降低|回落|降价|跌|降|减)了?\s?$")
"""Matches a fall right before a figure, behind which a minus says nothing more."""


def worded(before: str, heard: str) -> frozenset[str]:
    """Return the signs that words say of a figure: those said in the place of the sign.

    `heard` is what only the spoken form has; a rise that is written before the figure is a plus.
    """
    falls = _FALLS.search(heard) or _FALLEN.search(before)
    rises = _RISES.search(heard) or _RISES.search(before[-_BESIDE:])
    return frozenset([*(["-"] if falls else []), *(["+"] if rises else [])])
