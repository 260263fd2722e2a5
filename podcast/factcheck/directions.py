"""Compare which way things went: what grew in the post must not fall in a line.

A direction is bound to the nearest figure of its clause, or to the subject when there is none. Only
words of one axis contradict each other: that a delivery is quick says nothing about its growth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from podcast.factcheck import entities, figures, matching
from podcast.factcheck.dimensions import POINTS
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import Statement, content, likeness, statements, weights
from podcast.model import Objection

_N = r"(?=\ ?[\d零一二两三四五六七八九十半百几约]|了|出)"
_M = r"(?=\ ?[\d零二两三四五六七八九十百几])"
_UP = rf"""

增长|增加|增至|增到|上涨|上升|提高|提升|升至|升到|升为|上调|调高|扩大|扩张|扩至|走高|攀升|上扬|反弹|大涨|飙升|回升|猛增|激增|暴涨

|走强|抬升|拉高|推高|反超|超过(?=[A-Za-z“])|领先|高出|高于|多出|多过|更高|更多|拉长|延长|变长|变贵|更贵|贵{_N}|贵出|胖{_N}|大了|长了|(?<=[前去上]年)多(?=[了出])|(?<=[前上]一年)多(?=[了出])|(?<![快慢高低好大小长短贵强宜秒米天年月个元块万千百十亿倍成次人台家时分名位岁度斤最])多(?=\
?(?:[\d零二两三四五六七八九十百几]|[了出]\ ?[\d零一二两三四五六七八九十百几近将约大]))|新增(?=\
?[\d零二两三四五六七八九十百几])|大{_M}|[反又还就]倒?多了(?=[\d零一二两三四五六七八九十百近将约大])|多花|厚了|重了|更重|高{_N}

|涨|(?<![零一二两三四五六七八九十百千\d])升(?!级|温|学|序|华|值|幅|职|旗|空|降|入|任)|增(?!速|幅|长率|值|强|设|资|发|添|持|量|收|产|程|援|补)|往上|向上|加码|看高|走俏|水涨船高
|冲高|抬高|加价|提价|涨价|翻番|翻倍
"""
_DOWN = rf"""

下降|下滑|下跌|减少|降低|降至|降到|降为|下调|调低|收窄|缩小|走低|回落|滑落|跌至|跌到|缩水|缩减|削减|萎缩|缩短|变短|瘦身|砍掉|砍到

|掉到|掉了|在掉|落到|落至|低于|少于|逊于|逊色|略逊|不及|更低|更少|便宜(?!的|手机|货|车|机|版|电脑)|小了|短了|瘦{_N}|少{_N}|小{_M}|节省|节约|省[出了下去掉]|少花|薄{_N}|轻{_M}|轻了|更轻|低{_N}|缩到|缩至|缩{_N}|走弱|大跌|暴跌

|锐减|骤降|减至|减到|减{_N}|减掉|裁掉|跌(?!幅|停|破|宕)|降(?!幅|温|噪|落|生|临|级|本|水|价|息)|下挫|往下|向下|看低|收缩|腰斩|跳水|滑坡|打折|降价|(?<![否卖关扔丢甩换停删])掉{_N}
"""
_FASTER, _SLOWER = r"加快|提速|更快|快{_N}", r"放缓|变慢|更慢|减速|慢{_N}"
_EARLIER = rf"提前|提早|早{_N}|往前提|往前挪|提到了"
_LATER = rf"推迟|延后|延迟|延期|晚{_N}|拖后|往后推|往后挪|往后拖|后延|顺延"

_AXES = (
    ("growth", _UP, _DOWN),
    ("speed", _FASTER.replace("{_N}", _N), _SLOWER.replace("{_N}", _N)),
    ("time", _LATER, _EARLIER),
)
_DIRECTION = re.compile(
    "|".join(
        f"(?P<{axis}_{sign}>{words.replace(chr(10), '')})"
        for axis, up, down in _AXES
        for sign, words in (("up", up), ("down", down))
    )
)
_NOT_A_WORD = re.compile(
    "涨幅|降幅|跌幅|增幅|增速|增长率|增长点|增量|最多|最高|最低|最少|至少|不少|差不多|多少"
    "|身高|升级|降噪|减产|减排"
    "|提高到底|上涨预期|高于一切|涨停|跌停|(?:上升|下降|增长|上涨|下跌|提升)(?:速率|速度|率"
    "|空间|趋势|通道|势头|动力)|更多的?是|大多|增长预测|增长预期|多半|至多|多数|多次|多年"
    "|多家|多名|多个|多种|多款|多位|多项"
    "|过高|偏高|偏低|年少(?=[时年轻的])|早在|早就|早晚|早已|早上|早餐|早期|最早|晚上|晚间|今晚|昨晚|晚高峰"
    "|快要|快递|快速|畅快|尽快|赶快|快手|快乐|快讯"
    "|减少数|收入增长点|高一|高二|高三|高中|高校|低端|低头|少一点|一半以上|多模态|多端|多一点|多点"
)
_NEGATED = re.compile(
    "(?:没有?|未|并未|没能|不|不再|停止|止|尚未|不会|未能|无需|没怎么|避免|防止)(?:再|跟着"
    "|继续|随之|明显|大幅)?$"
)
_RATE = re.compile("[涨降跌增]幅|增速|增长率")
"""Words for how fast something grows, which may fall while it still grows."""
_BESIDE_ANOTHER = frozenset({"低于", "高于", "少于", "超过", "逊于", "不及", "高出", "多过"})
"""Words before a figure that something else is compared with: 涨13%，低于上季的28%."""
_ROUNDED = Fraction(1, 10)
"""How far a figure told in round numbers may be from the one of the post."""
_BACK = 12
"""How many code points before a clause may name its subject."""
_TOPIC_WEIGHT = 0.75
"""How much of a clause of the post a line must share to be about the same subject."""
_HIGHER = 1.3
"""How much more alike the contradicting clause must be than one that agrees."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says which way something went."""

    start: int
    end: int
    text: str
    axis: str
    up: bool


def find(text: str) -> tuple[Direction, ...]:
    """Return the directions of a folded text, in order, without those that are negated."""
    masked = [match.span() for match in _NOT_A_WORD.finditer(text)]
    found = []
    for match in _DIRECTION.finditer(text):
        start, end = match.span()
        if any(start < stop and first < end for first, stop in masked):
            continue
        if _NEGATED.search(text[max(0, start - 6) : start]):
            continue
        name = match.lastgroup or ""
        axis, _, sign = name.rpartition("_")
        found.append(Direction(start, end, match[0], axis, sign == "up"))
    return tuple(found)


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to directions; the first value tells whether it is a violation."""
    rounding = {one.start for one in line.quantities if one.bound == "near"}
    directions = tuple(
        each for each in find(line.text) if each.text != "快" or each.end not in rounding
    )
    bound: set[Direction] = set()
    for quantity in line.quantities:
        direction = _bound(quantity, line, directions)
        if direction is None or quantity.face == 1 == quantity.value:
            continue
        if figures.traced(quantity, line, own) and not _is_gap(quantity, own):
            bound.add(direction)
        nearest = _contradicted(quantity, direction, line, own)
        if nearest:
            yield True, _objection(direction, quantity, line, nearest)
    yield from _reversed_ranges(line, own)
    yield from _turned_ends(line, own)
    yield from _compared(line, own)
    yield from _beside_names(line, own)
    for direction in directions:
        if direction not in bound:
            yield from _of_subject(direction, line, own)


def _objection(direction: Direction, quantity: Quantity, line: Passage, nearest: str) -> Objection:
    start, end = min(direction.start, quantity.start), max(direction.end, quantity.end)
    return Objection("direction", line.text[start:end], start, end, nearest)


def _bound(
    quantity: Quantity, passage: Passage, directions: tuple[Direction, ...]
) -> Direction | None:
    """Return the direction that stands nearest to a figure in its clause, if it is its own."""
    start, end = passage.clause_of(quantity.start)
    near = [each for each in directions if start <= each.start < end]
    others = [each for each in passage.quantities if each is not quantity]

    def between(each: Direction) -> bool:
        low, high = min(each.end, quantity.end), max(each.start, quantity.start)
        return any(low <= other.start < high for other in others)

    before = [each for each in near if each.end <= quantity.start and not between(each)]
    if before:
        return before[-1]
    after = [each for each in near if each.start >= quantity.end and not between(each)]
    return after[0] if after else None


def _contradicted(quantity: Quantity, direction: Direction, line: Passage, own: Source) -> str:
    """Return the clause of the post in which the same figure goes the other way, else nothing."""
    against = ""
    traced = figures.traced(quantity, line, own)
    for post, figure in own.quantities:
        if not (
            matching.equal(quantity, figure) or (post in traced and _is_near(quantity, figure))
        ):
            continue
        if {figure.dimension, quantity.dimension} == {"share", "times"}:
            continue
        theirs = _bound(figure, post, find(post.text)) or _after(figure, post)
        if theirs is None or theirs.axis != direction.axis or theirs.text in _BESIDE_ANOTHER:
            continue
        start, end = post.clause_of(figure.start)
        if theirs.up == direction.up or _is_other_side(line, quantity, post.text[start:end]):
            return ""
        against = post.text[start:end]
    return against or _against_change(quantity, direction, own)


_THAN_WHAT = re.compile(
    "比\\s?(?P<what>[^，。；比]{1,10}?)\\s?(?:便宜|贵|低|高|轻|重|少|多|快|慢|短|长|小|大|早|晚)"
)


def _is_other_side(line: Passage, quantity: Quantity, clause: str) -> bool:
    """Tell whether a line tells a comparison from its other side: 乙比甲贵, 甲比乙便宜."""
    theirs = _THAN_WHAT.search(clause)
    start, _ = line.clause_of(quantity.start)
    before = line.text[start : quantity.start].split("比")[0]
    return bool(theirs and theirs["what"] in before)


def _against_change(quantity: Quantity, direction: Direction, own: Source) -> str:
    """Return a change of the post that a figure measures, if it went the other way.

    贵了九块五 is false of 从21元降到11.5元, whose difference is 9.5.
    """
    if direction.axis != "growth":
        return ""
    against = ""
    for post in own.passages:
        for one, other in zip(post.quantities, post.quantities[1:], strict=False):
            if not _is_change(one, other, post) or not _measures(quantity, one, other):
                continue
            if (other.value > one.value) is direction.up:
                return ""
            against = post.text
    return against


def _measures(quantity: Quantity, one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure is the difference of two others, or their change in proportion."""
    difference = abs(one.value - other.value)
    if quantity.dimension in {one.dimension, POINTS}:
        return quantity.value == difference
    share = difference / one.value if one.value else Fraction(0)
    return quantity.dimension == "share" and abs(share - quantity.value) <= Fraction(1, 100)


def _is_gap(quantity: Quantity, own: Source) -> bool:
    """Tell whether a figure is by how much something of the item has changed: 由54%降至47%."""
    return any(
        _measures(quantity, one, other)
        for post in own.passages
        for one, other in zip(post.quantities, post.quantities[1:], strict=False)
        if one.dimension == other.dimension and _FROM_TO.search(post.text[: one.start])
    )


def _is_near(quantity: Quantity, figure: Quantity) -> bool:
    """Tell whether a figure may be the one that a line tells in round numbers: 两成 for 18.8%."""
    if quantity.dimension != figure.dimension or not figure.value:
        return False
    if "分之" in quantity.unit and quantity.value != figure.value:
        return False  # a third is no 35%
    return abs(quantity.value - figure.value) <= abs(figure.value) * _ROUNDED


def _after(figure: Quantity, post: Passage) -> Direction | None:
    """Return a direction behind another figure of the clause: 由399美元上调至499美元."""
    start, end = post.clause_of(figure.start)
    ways = [each for each in find(post.text) if start <= each.start < end]
    return ways[0] if len({(each.axis, each.up) for each in ways}) == 1 else None


_ABOVE = re.compile(
    r"(?:超过|高于|优于|领先于?|反超|多于|胜过|压过|好过)了?“?(?P<name>[A-Za-z][A-Za-z0-9.-]+)"
)
_BELOW = re.compile(
    r"(?:低于|不如|不及|落后于?|逊于|少于|输给|差于)了?“?(?P<name>[A-Za-z][A-Za-z0-9.-]+)"
)


def _compared(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield comparisons with a name that the post has the other way: 低于X for 超过X."""
    for mine, theirs in ((_ABOVE, _BELOW), (_BELOW, _ABOVE)):
        for match in mine.finditer(line.text):
            same = {each["name"] for each in mine.finditer(own.text)}
            against = [each for each in theirs.finditer(own.text) if each["name"] == match["name"]]
            if against and match["name"] not in same:
                yield (
                    True,
                    Objection("direction", match[0], match.start(), match.end(), against[0][0]),
                )


_LACKS = re.compile(r"[多少]了(?![\d零一二两三四五六七八九十百几半约近不])[^，。；]")
"""A thing that is there, or is there no more: 多了USD，少了视频."""
_OPPOSITES = dict(zip("高多大快强贵长重好早", "低少小慢弱宜短轻差晚", strict=True))
_DOWNWARDS = {low: high for high, low in _OPPOSITES.items()}
_MUCH = "(?:还|要|更|都|略|稍|又|来得|明显|再|微|有点)*(?:便)?"
_ANY_AXIS = "*"
_OVER = re.compile("(?:超过|反超|领先于?|胜过|压过|好过|优于|强于)了?“?$")
_UNDER = re.compile("(?:不如|不及|落后于?|逊于|输给|差于|比不上|没超过)了?“?$")


def _beside_names(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield comparisons with a name that the post makes once, the other way: 比甲略高, 略低于甲."""
    for name in entities.known(own):
        theirs = list(_towards(own.text, name))
        if len({up for _, _, up, _ in theirs}) != 1:
            continue
        _, _, known, axis = theirs[0]
        for start, end, up, along in _towards(line.text, name):
            same = _ANY_AXIS in (axis, along) or axis == along
            if up is not known and same:
                yield True, Objection("direction", line.text[start:end], start, end, name)


def _towards(text: str, name: str) -> Iterator[tuple[int, int, bool, str]]:
    """Yield where a text compares with a name: the span, whether above it, and along what."""
    for place in re.finditer(re.escape(name), text):
        before, behind = text[max(0, place.start() - 6) : place.start()], text[place.end() :]
        for pattern, up in ((_OVER, True), (_UNDER, False)):
            match = pattern.search(before)
            if match:
                yield place.start() - len(match[0]), place.end(), up, _ANY_AXIS
        than = re.search("([高多大快强长重早低少小慢弱短轻差晚])于了?“?$", before)
        if than:
            yield (place.start() - len(than[0]), place.end(), *_axis(than[1]))
        match = _THAN.match(behind) if before.endswith(("比", "比“")) else None
        if match:
            yield (place.start() - 1, place.end() + match.end(), *_axis(match["how"]))


_THAN = re.compile(
    f"”?(?:的?[^，。；比]{{0,4}}?){_MUCH}(?P<how>[高多大快强贵长重好早低少小慢弱宜短轻差晚])"
)


def _axis(how: str) -> tuple[bool, str]:
    """Return whether a word says more, and the axis along which it says so."""
    return how in _OPPOSITES, _DOWNWARDS.get(how, how)


_BEFORE_IT = re.compile(
    "，?(?:而)?(?:[上去]年同期|上年|去年|上[季月周]度?|一年前|此前|原来|原先|之前)[为是的]?\\s?"
)
"""Between two figures, says that the second is the earlier one: 23.8GB，上年同期20.1GB."""
_STAYS = re.compile("维持|不变|持平|没变|未变")
_FROM_TO = re.compile("从|由|自")


def _reversed_ranges(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield pairs of figures that the post has in the other order: 从九千万元扩大到一亿八千万元."""
    for one, other in zip(line.quantities, line.quantities[1:], strict=False):
        if not _is_change(one, other, line) or one.value == other.value:
            continue
        orders = {_order(one, other, post) for post in own.passages} - {0}
        if orders == {-1}:
            yield (
                True,
                Objection("direction", line.text[one.start : other.end], one.start, other.end, ""),
            )


_UP_TO = re.compile(
    "(?:[降跌减缩压砍升涨增提加]|下降|上升|提高|下调|上调|缩短|减少|增加)(?:低|高)?[到至]了?\\s?$"
)
"""Before a figure, says that it is the end of a change."""


def _turned_ends(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the beginning of a change that is told as its end: 降到两毛一 of 从0.21降到0.12."""
    for quantity in line.quantities:
        before = line.text[line.clause_of(quantity.start)[0] : quantity.start]
        if not _UP_TO.search(before) or _FROM_TO.search(before):
            continue
        mine = [(post, one) for post, one in own.quantities if matching.equal(quantity, one)]
        ends = [
            other
            for post, one in mine
            for first, other in zip(post.quantities, post.quantities[1:], strict=False)
            if first is one and _is_change(first, other, post) and first.value != other.value
        ]
        if mine and len(ends) == len(mine) and not _tells_any(line, ends):
            span = line.text[quantity.start : quantity.end]
            yield True, Objection("direction", span, quantity.start, quantity.end, ends[0].text)


def _tells_any(line: Passage, figures: list[Quantity]) -> bool:
    return any(matching.equal(one, other) for one in line.quantities for other in figures)


def _is_change(one: Quantity, other: Quantity, passage: Passage) -> bool:
    before = passage.text[max(0, one.start - 14) : one.start]
    between = passage.text[one.end : other.start]
    return (
        one.dimension == other.dimension
        and bool(_FROM_TO.search(before))
        and bool(re.search("[到至为成]", between))
        and len(between) < 10  # noqa: PLR2004 -- a word of direction and its particles
    )


def _order(one: Quantity, other: Quantity, post: Passage) -> int:
    for pair in zip(post.quantities, post.quantities[1:], strict=False):
        first, second = pair
        if _BEFORE_IT.fullmatch(post.text[first.end : second.start]):
            second, first = pair
        elif not _is_change(first, second, post):
            continue
        if matching.equal(one, first) and matching.equal(other, second):
            return 1
        if matching.equal(one, second) and matching.equal(other, first):
            return -1
    return 0


def _of_subject(
    direction: Direction, line: Passage, own: Source
) -> Iterator[tuple[bool, Objection]]:
    """Yield a direction without a figure whose subject went the other way in the post."""
    if _LACKS.match(line.text, direction.start):
        return
    nearest = _stays_of_named(direction, line, own)
    text = "" if nearest else _about(line.clause_of(direction.start), line, weights(own))
    nearest = nearest or (_went_otherwise(text, direction, own) if text else "")
    if nearest:
        start, end = line.clause_of(direction.start)
        yield True, Objection("direction", line.text[start:end], start, end, nearest)


def _about(span: Span, line: Passage, weight: dict[str, float]) -> str:
    """Return the words that say what goes up or down: a clause, with what stands before it."""
    text = line.text[slice(*span)]
    if sum(weight.get(word, 0) for word in content(text)) < _TOPIC_WEIGHT / 4:
        before = [line.text[slice(*each)] for each in line.clauses if each[1] <= span[0]][-1:]
        if not _COMPARES.match(text) or not before:
            return ""
        text = f"{before[0]}，{text}"  # 研发投入两亿元，比上年同期明显增加
    if sum(weight.get(word, 0) for word in content(text)) < _TOPIC_WEIGHT:
        return line.text[max(0, span[0] - _BACK) : span[1]]
    return text


def _went_otherwise(text: str, direction: Direction, own: Source) -> str:
    """Return the clause of the post by which what a text is about went the other way, or stays."""
    weight = weights(own)
    rate = bool(_RATE.search(text))
    same, against, clause, plain = 0.0, 0.0, "", False
    for each in statements(own):
        if bool(_RATE.search(each.text)) is not rate:
            continue
        ways = [way for way in _ways(each) if way.axis == direction.axis]
        alike = likeness(text, each, weight)
        if any(way.up == direction.up for way in ways):
            same = max(same, alike)
        elif ways and alike > against:
            against, clause = alike, each.text
            plain = _is_plain(each.passage.text, direction.axis)
    if not against:
        clause = _unchanged(text, own, weight, same)
        against, plain = (_TOPIC_WEIGHT, False) if clause else (0.0, False)
    least = _TOPIC_WEIGHT if same or not plain else _TOPIC_WEIGHT / 1.5
    return clause if against >= least and against > same * _HIGHER else ""


_COMPARES = re.compile("\\s?[比较]")
"""Matches the beginning of a clause that compares, and has no subject of its own."""
_FORMERLY = re.compile("此前|原先|之前|曾|一直")


def _stays_of_named(direction: Direction, line: Passage, own: Source) -> str:
    """Return the clause by which what changes in a line stays, of those whom the line names.

    甲银行利率同步下调 beside 乙银行下调利率, 甲银行利率维持不变.
    """
    span = line.clause_of(direction.start)
    said = content(line.text[span[0] : span[1]]) - content(direction.text)
    named = [name for name in entities.known(own) if name in line.text[: span[1]]]
    if not named or not said:
        return ""
    for each in statements(own):
        of_it = any(name in each.passage.text[: each.span[1]] for name in named)
        if not of_it or not _STAYS.search(each.text) or not said & each.own:
            continue
        others = [one for one in statements(own) if one is not each]
        of_others = any(
            said & one.own
            and _ways(one)
            and (one.passage is each.passage or any(name in one.passage.text for name in named))
            for one in others
        )
        if not of_others and not _FORMERLY.search(each.text):
            return each.text
    return ""


def _is_plain(text: str, axis: str) -> bool:
    """Tell whether all in a sentence goes one way, and nothing in it is a rate of growth."""
    ways = {way.up for way in find(text) if way.axis == axis}
    return len(ways) == 1 and not _RATE.search(text)


def _unchanged(text: str, own: Source, weight: dict[str, float], same: float) -> str:
    """Return the clause of the post by which the subject of a direction has stayed as it was."""
    for each in statements(own):
        alike = likeness(text, each, weight)
        if _STAYS.search(each.text) and alike >= _TOPIC_WEIGHT and alike > same * _HIGHER:
            return each.text
    return ""


def _ways(statement: Statement) -> list[Direction]:
    start, end = statement.span
    return [each for each in find(statement.passage.text) if start <= each.start < end]
