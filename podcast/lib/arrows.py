"""Arrows and triangles in words: ↓30% is 下降30%, and 上海→北京 is 上海到北京.

They carry meaning beside a figure and between words; elsewhere they are ornaments, which the caller
takes out. Pictures of a rise and a fall (📈, 🔻) count as such only where they touch a figure.
"""

from __future__ import annotations

import re

RISE = dict.fromkeys("↑⬆↗", "上升") | dict.fromkeys("↓⬇↘", "下降")
"""The verbs of arrows."""
QUOTED = dict.fromkeys("▲🔺📈", "上涨") | dict.fromkeys("▼🔻📉", "下跌")
"""The verbs of the signs that quotations of prices have."""
TRADED = dict.fromkeys("↑⬆↗▲🔺", "上涨") | dict.fromkeys("↓⬇↘▼🔻", "下跌")
"""The verbs behind the level that a price or an index reached."""
CHANGED = re.compile(
    r"(?:下降|降低?|减少|下滑|跌|缩短|上升|增长|提升|提高|增加|涨|升)[了至到约近超]?\s?$"
)
"""Matches the end of a text that says by itself how a figure behind it has changed."""
POINTS = re.compile(r"(?:[顶上下底见回]|[顶底]部|[上下][方文图面]|如图|点击)$")
"""Matches words behind which an arrow points to a place of the page."""

_SIGNS = "".join((*RISE, *QUOTED))
_BY = re.compile(r"(?:[跌降减]|增|涨|升|变)幅[为是约达]?\s?$")
"""Matches the end of a text that names the change: 涨幅."""
_FIGURE = r"[¥$€£]?\d[\d,]*(?:\.\d+)?"
_SHARE = r"(?:%|‰|倍|个?百分点|个?基点|bps?)"
_BEFORE = re.compile(rf"(?P<sign>[{_SIGNS}]) ?(?=\+?{_FIGURE})\+?")
_BEHIND = re.compile(
    rf"(?P<figure>(?<![\d.]){_FIGURE}(?: ?{_SHARE}|[\u4e00-\u9fffA-Za-z℃°]{{0,4}}))"
    rf" ?(?P<sign>[{_SIGNS}])(?! ?\+?[¥$€£]?\d)"
)
_FIGURE_LAST = re.compile(rf"{_FIGURE}(?:{_SHARE}|[\u4e00-\u9fffA-Za-z]{{0,2}})$")
_IS_SHARE = re.compile(rf"{_SHARE}$")
_LEVEL = re.compile(r"(?:(?<!增长|下降)率|占比|比例|份额|比重)[为是达约]?\s?$")
"""Matches words behind which a share is a level, not a change."""
_IS_PRICE = re.compile(r"^[¥$€£]|[点元]$")
_ALONE = re.compile(rf"(?<=[\u4e00-\u9fff])(?P<sign>[{''.join(RISE)}])(?=$|[ ，。；、！）)/|])")
_FALLS = "下降减跌缩"

_RIGHT = "→➔➙➛➜➝➞➟➠➡➤➥⇒⟶⟹"
_ARROWS = re.compile(f"([{_RIGHT}])")
_TERM = re.compile(r"[^\s，。；：！？、|]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_TERM_MOST = 4
"""A term has so many Chinese characters at most; what is longer is a clause."""
_NEAR = 40
"""So many characters beside an arrow tell what it leads from and to."""
_ENDS, _BEGINS = "%‰℃°）)”》+", "“《$¥€£+"
"""The marks with which a term may end and begin."""
_MEASURED = re.compile(r"\d[^\W\d_]{0,4}[%‰℃°]?$")
_FIGURE_FIRST = re.compile(r"[¥$€£]?\d")
_OF_PAGE = re.compile(
    "详情|详见|全文|原文|更多|查看|点击|访问|前往|打开|链接|地址|官网|此处|这里|阅读|下载|返回|目录|首页|[上下]一?[页篇]|传送门"
)
"""Matches words of a page, beside which an arrow leads to another page."""
_ANY = re.compile(f"[{_SIGNS}{_RIGHT}]")


def in_words(text: str) -> str:
    """Return a text on one line with the arrows that carry meaning in words; others stay."""
    if not _ANY.search(text):
        return text
    text = _BEFORE.sub(_changed, _BEHIND.sub(_moved, text))
    return _led(_ALONE.sub(_trend, text))


def _moved(match: re.Match[str]) -> str:
    """Return a figure with the verb of the sign behind it: before a share, behind a level."""
    figure, sign, left = match["figure"], match["sign"], match.string[: match.start()]
    if _says(left):
        return figure
    if _IS_SHARE.search(figure):
        verb = (RISE | QUOTED)[sign]
        return f"{figure}，{verb}" if _LEVEL.search(left) else f"{verb}{figure}"
    return f"{figure}{(TRADED if _IS_PRICE.search(figure) else RISE | QUOTED)[sign]}"


def _changed(match: re.Match[str]) -> str:
    """Return the verb of the sign before a figure; nothing where the text has said it."""
    sign, left = match["sign"], match.string[: match.start()]
    if sign in QUOTED and _is_bullet(match):
        return match[0]
    verb = (RISE | QUOTED)[sign]
    said = CHANGED.search(left)
    if _BY.search(left) or (said and (said[0][0] in _FALLS) == (verb[0] in _FALLS)):
        return ""
    return f"，{verb}" if _FIGURE_LAST.search(left) else verb


def _says(left: str) -> bool:
    return bool(CHANGED.search(left) or _BY.search(left))


def _is_bullet(match: re.Match[str]) -> bool:
    """Tell whether a triangle or a picture opens an entry, or marks a number of votes."""
    left = match.string[: match.start()]
    if match[0].endswith(" ") or not left.strip():
        return True
    share = re.match(rf"{_FIGURE} ?{_SHARE}", match.string[match.end() :])
    return not share and not left[-1].isalnum()


def _trend(match: re.Match[str]) -> str:
    """Return the verb of an arrow behind a word: 成本↓. One that points to a place stays."""
    left = match.string[: match.start()]
    return match["sign"] if POINTS.search(left) or _OF_PAGE.search(left) else RISE[match["sign"]]


def _led(text: str) -> str:
    """Return a text with its arrows to the right as 到 between terms, as commas between clauses."""
    told, *others = _ARROWS.split(text)
    for sign, after in zip(others[::2], others[1::2], strict=True):
        said = _between(told, after)
        told = f"{told.rstrip() if said else told}{said or sign}{after.lstrip() if said else after}"
    return told


def _between(before: str, after: str) -> str:
    """Return what is said for an arrow between two texts; nothing for an ornament."""
    left, right = _TERM.findall(before[-_NEAR:])[-1:], _TERM.match(after.lstrip()[:_NEAR])
    if not left or before.rstrip()[-1:] != left[0][-1] or not right:
        return ""
    ends = left[0][-1].isalnum() or left[0][-1] in _ENDS
    begins = right[0][0].isalnum() or right[0][0] in _BEGINS
    if not (ends and begins) or _OF_PAGE.search(left[0]) or _OF_PAGE.match(right[0]):
        return ""
    *way, last = left[0].split("到")
    figures = _MEASURED.search(last) and _FIGURE_FIRST.match(right[0])
    if not figures and max(len(_HAN.findall(each)) for each in (last, right[0])) > _TERM_MOST:
        return "，"
    return "再到" if way and way[-1] else "到"
