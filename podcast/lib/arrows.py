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
TRADED = dict.fromkeys("↑⬆↗▲🔺📈", "上涨") | dict.fromkeys("↓⬇↘▼🔻📉", "下跌")
"""The verbs behind the level that a price or an index reached."""
CHANGED = re.compile(
    r"(?:下降|降[低价]?|减少|下滑|跌|缩短|上升|增长|提升|提高|增加|涨价?|升)[了至到约近超]?\s?$"
)
"""Matches the end of a text that says by itself how a figure behind it has changed."""

_SIGNS = "".join((*RISE, *QUOTED))
_BY = re.compile(r"(?<!涨)(?:(?P<fall>[跌降减])|[增涨升])幅[为是约达]?\s?$")
"""Matches the end of a text that names the change and its direction: 涨幅."""
_MEASURABLE = re.compile(
    r"(?:成本|[股房油金票币单均售电运]?价格?|指数|沪指|纳指|道指|恒指|大盘|销[量售]额?|营收|利润|收入|支出|日活|月活|用户数?|延迟|"
    r"功耗|能耗|油耗|重量|体积|面积|速度|性能|效率|排名|名次|评分|得分|总分|温度|气温|水温|库存|产能|产量|订单|流量|负荷|"
    r"人数|次数|票房|市值|估值|估价|汇率|利率|热度|压力|风险|质量|精度|[占份]额|占比|比例|时长|耗时|寿命|续航|容量|带宽|"
    r"同比|环比|较[去上]年|比[去上]年|(?<!效)率|(?<![数音视])[量额值度])\s?$"
)
"""Matches the end of a text that names what rises and falls."""
_FIGURE = r"[¥$€£]?\d[\d,]*(?:\.\d+)?"
_SHARE = r"(?:%|‰|倍|个?百分点|个?基点|bps?)"
_BEFORE = re.compile(rf"(?P<sign>[{_SIGNS}]) ?(?=\+?{_FIGURE})\+?")
_BEHIND = re.compile(
    rf"(?P<figure>(?<![\d.]){_FIGURE}(?: ?{_SHARE}|[\u4e00-\u9fffA-Za-z℃°]{{0,4}}))"
    rf" ?(?P<sign>[{_SIGNS}])(?! ?\+?[¥$€£]?\d)"
)
_AMOUNT = rf"{_FIGURE}(?:{_SHARE}|[\u4e00-\u9fffA-Za-z]{{0,2}})"
_FIGURE_LAST = re.compile(rf"{_AMOUNT}$")
_SHARE_NEXT = re.compile(rf"{_FIGURE} ?{_SHARE}")
_IS_SHARE = re.compile(rf"{_SHARE}$")
_LEVEL = re.compile(r"(?:(?<!增长|下降)率|占比|比例|份额|比重)[为是达约]?\s?$")
"""Matches words behind which a share is a level, not a change."""
_IS_PRICE = re.compile(r"^[¥$€£]|[点元]$")
_BESIDE_FIGURE = re.compile(rf"{_AMOUNT}\s?[(（]$")
"""Matches a figure and a bracket, in which stands by how much it changed: 92%（↑3.1）."""
_SIGNED = re.compile(r"(?:[-+−±~→到至]|[\d.])\s?$")
"""Matches what stands before a figure that says its direction by itself."""
_GOES_ON = re.compile(r"\s?[至到]")
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
_ENDS, _BEGINS = "%‰℃°）)”》+", "“《$¥€£+∞"
"""The marks with which a term may end and begin."""
_SAID = "到至往向"
"""Words that say a way by themselves."""
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


def _left(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def _moved(match: re.Match[str]) -> str:
    """Return a figure with the verb of the sign behind it: before a share, behind a level."""
    figure, sign, left = match["figure"], match["sign"], _left(match)
    goes_on = _GOES_ON.match(match.string, match.end())
    verb = (RISE | QUOTED)[sign]
    if goes_on or _SIGNED.search(left) or _says(left, verb):
        return figure
    if _IS_SHARE.search(figure):
        return f"{figure}，{verb}" if _LEVEL.search(left) else f"{verb}{figure}"
    return f"{figure}{TRADED[sign] if _IS_PRICE.search(figure) else verb}"


def _changed(match: re.Match[str]) -> str:
    """Return the verb of the sign before a figure; nothing where the text has said it.

    A sign that opens an entry, points to a picture or counts votes stays.
    """
    sign, left = match["sign"], _left(match)
    share = _SHARE_NEXT.match(match.string, match.end())
    opens = not left.strip() or (
        sign in QUOTED and not left[-1].isalnum() and left[-1] not in "（("
    )
    named = _MEASURABLE.search(left) or _BY.search(left) or CHANGED.search(left)
    beside = _FIGURE_LAST.search(left) or _BESIDE_FIGURE.search(left)
    if not (named or beside or (share and not (opens and sign in QUOTED))):
        return match[0]
    verb = (RISE | QUOTED)[sign]
    if _says(left, verb):
        return ""
    return f"，{verb}" if _FIGURE_LAST.search(left) else verb


def _says(left: str, verb: str) -> bool:
    """Tell whether a text says at its end what a verb would say again."""
    by, said = _BY.search(left), CHANGED.search(left)
    falls = verb[0] in _FALLS
    return bool((by and bool(by["fall"]) == falls) or (said and (said[0][0] in _FALLS) == falls))


def _trend(match: re.Match[str]) -> str:
    """Return the verb of an arrow behind what is measured: 成本↓. Another one points, and stays."""
    left = _left(match)
    return RISE[match["sign"]] if _MEASURABLE.search(left) else match["sign"]


def _led(text: str) -> str:
    """Return a text with its arrows to the right as 到 between terms, as commas between clauses."""
    told, *others = _ARROWS.split(text)
    way = False
    for sign, after in zip(others[::2], others[1::2], strict=True):
        said = _between(told, after)
        if said == "到":
            told = f"{told.rstrip()}{'再到' if way else '到'}{after.lstrip()}"
        else:
            told = f"{told.rstrip()}，{after.lstrip()}" if said else f"{told}{sign}{after}"
        way = said == "到" and bool(_TERM.fullmatch(after.strip()))
    return told


def _between(before: str, after: str) -> str:
    """Return what is said for an arrow between two texts; nothing for an ornament."""
    left, right = _TERM.findall(before[-_NEAR:])[-1:], _TERM.match(after.lstrip()[:_NEAR])
    if not left or before.rstrip()[-1:] != left[0][-1] or not right:
        return ""
    ends = (left[0][-1].isalnum() and left[0][-1] not in _SAID) or left[0][-1] in _ENDS
    begins = (right[0][0].isalnum() and right[0][0] not in _SAID) or right[0][0] in _BEGINS
    if not (ends and begins) or _OF_PAGE.search(left[0]) or _OF_PAGE.match(right[0]):
        return ""
    last = re.split("再?到", left[0])[-1]
    figures = _MEASURED.search(last) and _FIGURE_FIRST.match(right[0])
    if not figures and max(len(_HAN.findall(each)) for each in (last, right[0])) > _TERM_MOST:
        return "，"
    return "到"
