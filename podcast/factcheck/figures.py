"""Trace the figures of a line: each must stand in the post, be rounded rightly, or be derived.

A figure is told in any spelling and unit of the same dimension. What stands in no sentence of the
item is a violation: `swap` when another item has it, `unit` when only the unit differs, `rounding`
when a word such as 超过 rounds it to the wrong side, else by what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise

from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, YUAN, kin
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.reckoning import is_example, reckoned
from podcast.model import Objection

_ABOUT = Fraction(1, 10)
"""How far 约 may be from the figure of the post, as a share of it."""
_FAR_ABOVE = Fraction(35, 100)
"""How far above a figure the true value may be that is told as 超过."""
_FAR_BELOW = {"near": Fraction(15, 100), "below": Fraction(30, 100), "most": Fraction(30, 100)}
"""How far below a figure the true value may be that is told with 近, 不到 or 以内."""
_OPPOSITE = ({"least", "most"}, {"least", "below"}, {"most", "above"}, {"least", "near"})
"""Limits that exclude each other: 至少五个, 不超过五个."""
_LIMITS = frozenset({"least", "most"})
_SAME_SIDE = ({"above", "least"}, {"below", "near", "most"})
"""Words of one row round to the same side: 超过, 以上; 不到, 近, 以内."""
_NEARLY, _EXACTLY = Fraction(5, 100), Fraction(5, 1000)
"""How far a figure that was worked out may be from the one that is told, with and without 约."""
_THIRD = Fraction(4, 1000)
"""By how much 三分之一 may differ from a percentage that the post gives."""

_SUMS = re.compile("合计|一共|加起来|加在一起|合起来|总共|共|凑|累计|合在一起|加一块|拢共|总计")
_DIFFERENCES = re.compile(
    "[多少差涨跌轻重降升增减高低缩贵快慢长短早晚跳砍掉省没未剩抬]|失败|便宜|提前|推迟|相差|拉开"
    "|领先|落后|距离|扩大|收窄|下滑|提高"
)
_EARLIER = re.compile("老款|旧款|上一代|上代|原价|原来|原先|此前|之前|以前|算起来|算下来")
"""Words for what was before a change, which is worked out from it."""
_REST = re.compile("剩下|其余|余下|另外|其他|剩余|另有")
_LISTING = frozenset({"条", "则", "点", "段", "部分"})
"""Units with which a host counts the news themselves, when there are few of them."""
_MOST_NEWS = 40
"""The most news of an episode."""
_THING = re.compile("的?([\u4e00-\u9fff]{2})")
_CHANGES = re.compile("增|减|提|降|升|涨|跌|扩|缩|到|至|以|左右|上下|的|是|在|和|与|中")
"""The beginning of what stands behind a figure and names nothing."""
_SPAN = {
    "年": (
        "年"
    ), "月": "月", "个月": "月", "周": "周", "星期": "周", "天": "天", "日": "天", "小时": "小时",
    "分钟": "分钟", "秒": "秒", "季度": "季度",
}  # fmt: skip
_RATE = re.compile("每(?:一)?(个月|星期|小时|分钟|季度|[年月周天日秒])")
"""A time behind 每."""
_EDITIONS = frozenset({"", "版", "代"})
"""Units behind the number of a version: 第十二版."""
_SINGLE = frozenset({"块", "角", "分", "度", "两", "号", "里", "分钱"})
"""Units that mean something else behind 一: 这一块, 一度, 一号."""
_PLACES = frozenset({"", "名", "位", "大", "家"})
"""Units of a place in a list: 第二名, 第三大."""
_SMALL_COUNT = 2
_LONGEST_LIST = 12
"""The longest list whose things are counted."""
_SEASONS = {"Q1": Fraction(3), "H1": Fraction(6)}
"""The months of the seasons that a host calls 头三个月 and 头六个月."""
_MONTH = 30
"""The days of a month, of which a host tells the average day."""
_INSIDE: dict[str, Fraction] = {
    **dict.fromkeys(("exact", "whole", "about"), Fraction(1)),
    **dict.fromkeys(("above", "least"), Fraction(102, 100)),
    **dict.fromkeys(("below", "near", "most"), Fraction(98, 100)),
}
"""A factor that takes a rounded figure to a value on its right side."""
_DAY = 86400
"""The seconds of a day."""
_LARGE = 1000
"""The least figure without a unit that may be an amount of money: 少了两亿."""
_BACK = 10
"""How many code points before a clause may say what its figure was worked out for."""
_MOST_FIGURES = 8
"""The figures of a sentence that are compared with each other."""
_ENUMERATION = re.compile(
    r"[^，。；：！？、]+(?:、[^，。；：！？、]+)*(?:、|和|与|及|以及)[^，。；：！？、和与]+"
)


def check(line: Passage, own: Source, others: Iterable[Source]) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to figures; the first value tells whether it is a violation."""
    others = tuple(others)
    for quantity in line.quantities:
        if _says_nothing(quantity, line):
            continue
        if not traced(quantity, line, own):
            yield _objection(quantity, line, own, others)
            continue
        nearest = _of_other_things(quantity, line, own)
        if nearest:
            span = line.text[quantity.start : quantity.end]
            yield True, Objection("swap", span, quantity.start, quantity.end, nearest)
    yield from _rates(line, own)


def _of_other_things(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure of the things that a line counts, when its own counts others.

    9800辆车 is false where 12辆车 made 9800趟.
    """
    if quantity.dimension != COUNT or quantity.ordinal or not quantity.unit:
        return ""
    mine: list[tuple[Passage, Quantity]] = []
    theirs: list[tuple[Passage, Quantity]] = []
    for each, one in own.quantities:
        if one.dimension != COUNT or one.ordinal or not one.unit:
            continue
        (mine if equal(quantity, one) else theirs).append((each, one))
    if not mine:
        return ""
    thing = _thing(quantity, line)
    for each, one in mine:
        if kin(one.unit) == kin(quantity.unit) or not (kin(one.unit) and kin(quantity.unit)):
            other = _thing(one, each)
            if not thing or not other or thing == other or thing in each.text:
                return ""
    for each, one in theirs:
        alike = kin(one.unit) == kin(quantity.unit) and kin(one.unit)
        same = bool(thing) and _thing(one, each) == thing
        if same or (alike and all(kin(o.unit) != kin(quantity.unit) for _, o in mine)):
            return str(one.text)
    return ""


def _thing(quantity: Quantity, passage: Passage) -> str:
    """Return the two characters behind a figure, which name what is counted, if they do."""
    match = _THING.match(passage.text[quantity.end :])
    return match[1] if match and not _CHANGES.match(match[1]) else ""


def _rates(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a time behind 每 that the post does not have, beside a figure that it has: 每年68元."""
    for match in _RATE.finditer(line.text):
        start, end = line.clause_of(match.start())
        beside = [one for one in line.quantities if start <= one.start < end and one.face != 1]
        for quantity in beside:
            theirs = [
                other
                for each, one in own.quantities
                if equal(quantity, one)
                for other in _RATE.findall(_clause(each, one))
            ]
            if theirs and not any(_SPAN[match[1]] == _SPAN[each] for each in theirs):
                span = (match.start(), max(match.end(), quantity.end))
                yield True, Objection("unit", line.text[span[0] : span[1]], *span, f"每{theirs[0]}")
                break


def _clause(passage: Passage, quantity: Quantity) -> str:
    start, end = passage.clause_of(quantity.start)
    return passage.text[start:end]


def traced(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences in which a figure stands, or from which it can be worked out."""
    found = tuple(
        each
        for each, one in own.quantities
        if equal(quantity, one) and not _swaps_change(quantity, line, one, each)
    )
    if found:
        return found
    found = tuple(
        each
        for each, one in own.versions
        if quantity.unit in _EDITIONS and _is_version(quantity, one.number)
    )
    return (
        found
        or tuple(_derived(quantity, line, own))
        or tuple(_complement(quantity, line, own))
        or tuple(_part_of_unit(quantity, line, own))
        or _listed(quantity, line, own)
        or tuple(reckoned(quantity, line, own))
        or (own.passages[:1] if is_example(quantity, line, own) else ())
        or _in_foreign_money(quantity, line, own)
    )


def _in_foreign_money(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure in the currency that the line names elsewhere.

    Hosts tell parts of any currency in 块 and 毛: Max 要二十美元，Mini 才一块六.
    """
    if quantity.dimension != YUAN or not re.search("[块毛]", quantity.text):
        return ()
    named = {one.dimension for one in line.quantities if one.dimension in CURRENCIES - {YUAN}}
    return tuple(
        each
        for name in sorted(named)
        for each in traced(replace(quantity, readings=((name, quantity.value),)), line, own)
    )


_MIDWAY = re.compile("[干做走写看吃聊说听学跑爬]到$|进行到$|[干做走写看吃聊说听学跑]了$")
"""Before 一半, says that something stops somewhere in the middle."""
_FALL = re.compile("降|减|少|便宜|缩|跌|省|砍|瘦|掉")
_CHANGE = re.compile(
    "(?:降低?|下降|减少?|减|少|便宜|缩小?|缩水|跌|省|砍掉?|涨|增长|增加|提高|上涨|上升|高|多"
    "|贵|升)(?<!差不多)(?<!最多)(?<!至多)(?:了|出|去|掉|吃|花|用|约|近|超过|将近|大约"
    "|差不多){0,2}$"
)
_LEVEL = re.compile(
    "(?:只有|仅有?|只是|只要|只剩|剩下?|是|为|占|到|至|达|有|不足|不到)(?:了|约|上一版的"
    "|原来的|其|它的|过去的|上代的|以前的){0,2}$"
)


def _role(quantity: Quantity, passage: Passage) -> str:
    """Return whether a part is a change or what is left: 便宜了八分之一, 只有八分之一."""
    before = passage.text[max(0, quantity.start - 8) : quantity.start].rstrip()
    if _CHANGE.search(before):
        return "change"
    return "level" if _LEVEL.search(before) else ""


def _swaps_change(line: Quantity, said: Passage, post: Quantity, known: Passage) -> bool:
    """Tell whether a line makes a change of what is left, or the other way round."""
    if line.dimension != SHARE or post.dimension != SHARE:
        return False
    before = said.text[max(0, line.start - 4) : line.start]
    roles = _role(line, said), _role(post, known)
    return roles == ("change", "level") or (
        roles == ("level", "change") and bool(re.search("只有|仅|剩|[到至]", before))
    )


def _complement(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield sentences that tell what is left where the line tells the change: 少吃四分之一, 3/4."""
    role = _role(quantity, line)
    if quantity.dimension != SHARE or not role:
        return
    for each, one in own.quantities:
        other = _role(one, each)
        if one.dimension != SHARE or other in {"", role} or one.value >= 1:
            continue
        change = (quantity, line) if role == "change" else (one, each)
        if not _FALL.search(change[1].text[max(0, change[0].start - 8) : change[0].start]):
            continue
        if _compare(quantity, quantity.value, 1 - one.value, one, quantity.grain):
            yield each


def _part_of_unit(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield sentences with the product of a unit and its part: 一毫米的百分之一 is 0.01毫米."""
    whole = next((one for one in line.quantities if one.end + 1 == quantity.start), None)
    if whole is None or quantity.dimension != SHARE or line.text[whole.end] != "的":
        return
    for each, one in own.quantities:
        if one.within(whole.dimension) == whole.value * quantity.value:
            yield each


def _is_version(quantity: Quantity, number: str) -> bool:
    try:
        return Fraction(number) == quantity.face
    except ValueError:
        return False


def equal(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure of a line says what a figure of a post says, roundings included."""
    if line.ordinal != post.ordinal and not _is_ordinal(line, post):
        return False
    if _month_as_days(line, post):
        return True
    return (
        any(
            _fits(line, one, other, post)
            for dimension, one in line.readings
            for also, other in post.readings
            if dimension == also or _is_bare(line) or _is_bare(post)
        )
        or _by_face(line, post)
        or _reciprocal(line, post)
    )


def _is_ordinal(line: Quantity, post: Quantity) -> bool:
    """Tell whether a count of the post is the place of the line: 完成三笔, 第三笔."""
    return line.ordinal and line.unit == post.unit and line.face == post.face > 1


def _month_as_days(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure in months is that of the post in days, or the other way round."""
    if {line.dimension, post.dimension} != {"months", "time"} or post.unit not in {
        "天",
        "个月",
        "年",
    }:
        return False
    long, short = (line, post) if line.dimension == "months" else (post, line)
    days = short.value / 86400
    if line is long and line.bound != "exact":
        return _bounds(line, line.value, days / 30, line.grain) if line.bound != "whole" else False
    return long.value * 30 <= days <= long.value * 31


def _is_bare(quantity: Quantity) -> bool:
    return quantity.unit in {"", "起"} and quantity.dimension == COUNT


def _by_face(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure without a unit is that of the post: 掉到二点八 for 2.8%."""
    if line.unit and post.unit:
        return False
    if not line.unit:
        return _compare(line, line.face, post.face, post, line.grain)
    same = post.dimension == COUNT and line.face == post.face
    return same and _compare(line, line.face, post.face, post, line.grain)


def _reciprocal(line: Quantity, post: Quantity) -> bool:
    """Tell whether one is a share and the other its multiple: 四分之一 and 四倍, 一半 and 两倍."""
    if {line.dimension, post.dimension} != {SHARE, TIMES} or not post.value:
        return False
    return _compare(line, line.value, 1 / post.value, post, line.grain) and line.unit != "%"


def _fits(line: Quantity, one: Fraction, other: Fraction, post: Quantity) -> bool:
    if line.until is not None:
        return one <= other <= line.until
    if line.unit == "里" and abs(one - other) <= line.grain / 4:
        return True  # 每三个里有两个 for 64%
    return _compare(line, one, other, post, line.grain)


def _compare(
    line: Quantity, said: Fraction, true: Fraction, post: Quantity, grain: Fraction
) -> bool:
    """Tell whether a figure that is said with a bound fits the figure of the post."""
    if line.vague:
        return said <= abs(true) < said * 10
    said, true = abs(said), abs(true)
    same = said == true or (line.unit == "分之" and abs(said - true) < _THIRD)
    if line.bound == "exact":
        return same
    if line.bound == "whole":
        return same and post.bound in {"exact", "whole"}
    if same:
        return (
            line.bound == "about"
            or (line.bound in _LIMITS and {line.bound, post.bound} not in _OPPOSITE)
            or any({line.bound, post.bound} <= each for each in _SAME_SIDE)
        )
    return _bounds(line, said, true, grain)


def _bounds(line: Quantity, said: Fraction, true: Fraction, grain: Fraction) -> bool:
    """Tell whether a true figure is on the right side of a rounded one, and close enough."""
    if line.bound == "about":
        return abs(said - true) <= _ABOUT * true
    if line.bound in {"above", "least"}:
        tight = line.text[-1:] in "多余来" or "多" in line.text
        return said < true <= said + (grain if tight else max(grain, said * _FAR_ABOVE))
    return said * (1 - _FAR_BELOW[line.bound]) <= true < said


_POINT = re.compile("个?(?:数字|问题|原因|看点|变化|方面|亮点|意思|好处|细节|消息|信号)")
"""What a host counts when telling: 第三个数字, 第二个看点."""


_ANSWER = re.compile("个?字[，：:,]")


def _says_nothing(quantity: Quantity, line: Passage) -> bool:
    """Tell whether a figure claims nothing: 一个, 第三条, 两头."""
    if not quantity.unit and len(quantity.text) == 1 and quantity.dimension == COUNT:
        return not quantity.text.isdecimal()  # 三 alone is part of a word more often than a figure
    before, after = line.text[: quantity.start], line.text[quantity.end :]
    if quantity.unit in _LISTING and quantity.face <= _MOST_NEWS:
        return True
    if _ANSWER.match(quantity.unit + after) or (quantity.ordinal and _POINT.match(after)):
        return True  # 只回了五个字：没有时间表; 第三个数字是目标
    placed = quantity.unit in _PLACES and before.endswith(("前", "头"))
    midway = quantity.unit == "半" and _MIDWAY.search(before)  # 干到一半
    if quantity.text == "第二天" or placed or midway:
        return True
    if quantity.face != 1 or quantity.bound not in {"exact", "whole"}:
        return False
    return after.startswith("的") or (
        quantity.dimension in {COUNT, "time", "months"} or quantity.unit in _SINGLE
    )


def _listed(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences that list as many things as are counted, or as the place needs."""
    if quantity.ordinal and quantity.unit not in _PLACES:
        return ()
    if (
        quantity.dimension != COUNT
        or quantity.face not in range(2, _LONGEST_LIST + 1)
        or quantity.bound != "exact"
    ):
        return ()
    most = int(quantity.face)
    found = tuple(each for each in own.passages if _fits_list(_lengths(each.text), quantity, most))
    here = _fits_list(_lengths(line.text), quantity, most)
    if found or here or most <= _SMALL_COUNT:
        return found or own.passages[:1]
    return ()


def _fits_list(lengths: set[int], quantity: Quantity, number: int) -> bool:
    return any(number <= each if quantity.ordinal else number == each for each in lengths)


def _lengths(text: str) -> set[int]:
    return {len(re.split("、|和|与|以及|及", match[0])) for match in _ENUMERATION.finditer(text)}


# --- What can be worked out ---------------------------------------------------------------------


def _derived(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    if _is_bare(quantity) and quantity.face >= _LARGE:
        for name in sorted({one.dimension for _, one in own.quantities} & CURRENCIES):
            money = replace(quantity, readings=((name, quantity.face),), unit=name)
            yield from _derived(money, line, own)
    for each in own.passages:
        values = (
            *_worked_out(quantity, line, each),
            *_days_until(quantity, each, own.today),
            *_months_in(quantity, line, each, own.today),
        )
        if any(_close(quantity, value) for value in values):
            yield each
    if _SUMS.search(line.text) or quantity.bound == "about" or _EARLIER.search(line.text):
        yield from _across(quantity, line, own)
    if quantity.dimension != POINTS:
        return
    for each in _blocks(own):
        shares = [one.value for one in each.quantities if one.dimension == SHARE]
        if any(abs(a - b) == quantity.value for a, b in combinations(shares, 2)):
            yield each


def _across(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield sentences with one of two figures of the item that give a sum, difference or multiple.

    A sum wants a word such as 加起来, a difference one such as 老款, a multiple one such as 差不多.
    """
    figures = [(each, one) for each, one in own.quantities if not one.ordinal and one.value]
    shares = [one for _, one in figures if one.dimension == SHARE and 0 < one.value < 1]
    for (each, one), (_, other) in combinations(figures[: _MOST_FIGURES * 3], 2):
        if one.dimension != other.dimension or one.dimension == COUNT:
            continue
        low, high = sorted((abs(one.value), abs(other.value)))
        values: list[Fraction] = []
        if quantity.dimension == one.dimension and _SUMS.search(line.text):
            values.append(low + high)
        if quantity.dimension == one.dimension and _EARLIER.search(line.text):
            values += [high - low, high + low]
        if quantity.dimension == one.dimension and _EARLIER.search(line.text):
            values += [each.value / part.value for each in (one, other) for part in shares]
        if quantity.dimension == TIMES and quantity.bound == "about":
            values.append(high / low)
        if any(_close(quantity, value) for value in values):
            yield each


@lru_cache(maxsize=512)
def _blocks(own: Source) -> tuple[Passage, ...]:
    """Return the blocks of an item, the figures of whose sentences are compared."""
    found: list[Passage] = []
    for each in own.passages:
        if found and (found[-1].item, found[-1].post_line) == (each.item, each.post_line):
            before = found.pop()
            found.append(
                replace(
                    each,
                    text=before.text + each.text,
                    quantities=before.quantities + each.quantities,
                    moments=before.moments + each.moments,
                )
            )
        else:
            found.append(each)
    return tuple(found)


def _close(quantity: Quantity, value: Fraction) -> bool:
    said = quantity.value
    if quantity.bound in {"above", "least"}:
        return said < value <= said * (1 + _NEARLY)
    if quantity.bound in {"below", "near", "most"}:
        return said * (1 - _NEARLY) <= value < said
    return abs(said - value) <= said * (_ABOUT if quantity.bound == "about" else _EXACTLY)


def _worked_out(quantity: Quantity, line: Passage, post: Passage) -> Iterator[Fraction]:
    """Yield what the figures of one sentence give: sums, differences, shares, multiples."""
    figures = [one for one in post.quantities if not one.ordinal]
    clause = line.text[
        max(0, line.clause_of(quantity.start)[0] - _BACK) : line.clause_of(quantity.start)[1]
    ]
    same = [each for one in figures if (each := one.within(quantity.dimension)) is not None]
    if _SUMS.search(line.text) and len(same) > 1 and quantity.face != 1:
        yield from _sums(same)
    if quantity.dimension == SHARE and _REST.search(clause):
        yield from (1 - each for each in (*same, *_sums(same)))
    yield from _before_change(quantity, post)
    if re.search("平均|人均|每人|每个", line.text):
        yield from _averages(quantity, post)
    if re.search("平均[一每]天|日均", line.text) and quantity.bound != "exact":
        yield from (one.value / _MONTH for one in post.quantities if one.unit == quantity.unit)
    if quantity.dimension == "time" and _DIFFERENCES.search(line.text):
        yield from _days_between(post)
    changes = bool(_DIFFERENCES.search(clause))
    for one, other in combinations(figures[:_MOST_FIGURES], 2):
        if changes:
            yield from _difference(quantity, one, other)
        yield from _of_two(quantity, one, other)


def _difference(quantity: Quantity, one: Quantity, other: Quantity) -> Iterator[Fraction]:
    """Yield the difference of two figures of one dimension; that of two shares is in points."""
    wanted = POINTS if one.dimension == SHARE else one.dimension
    if one.dimension == other.dimension and quantity.dimension == wanted:
        yield abs(one.value - other.value)


def _before_change(quantity: Quantity, post: Passage) -> Iterator[Fraction]:
    """Yield what another one has, by which a figure is more or less: 11分钟，比T2缩短7分钟."""
    for one, other in pairwise(post.quantities):
        between = post.text[one.end : other.start]
        if one.dimension == other.dimension == quantity.dimension and re.search("[比较]", between):
            yield from (one.value + other.value, abs(one.value - other.value))


def _averages(quantity: Quantity, post: Passage) -> Iterator[Fraction]:
    """Yield the amounts of money and the like that fall to each of those who are counted."""
    for one, other in combinations(post.quantities[:_MOST_FIGURES], 2):
        whole, parts = (one, other) if other.dimension == COUNT else (other, one)
        if parts.dimension == COUNT and whole.dimension == quantity.dimension and parts.value > 1:
            each = whole.value / parts.value
            near = _compare(quantity, quantity.value, each, quantity, quantity.grain)
            yield quantity.value * _INSIDE[quantity.bound] if near else each


def _of_two(quantity: Quantity, one: Quantity, other: Quantity) -> Iterator[Fraction]:
    """Yield the ratio and the change of two figures, or the part of one that the other tells."""
    low, high = sorted((abs(one.value), abs(other.value)))
    if not low:
        return
    if one.dimension != other.dimension:
        both = {one.dimension, other.dimension}
        if SHARE in both and quantity.dimension in both - {SHARE}:
            yield one.value * other.value
        return
    if quantity.dimension == TIMES and quantity.bound != "whole":
        yield high / low
    if one.dimension == COUNT and not _alike(one, other):
        return
    if quantity.value == low / high:
        yield low / high


def _alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures count things of one sort, or measure."""
    if one.dimension != COUNT:
        return True
    if not one.unit and not other.unit:
        return min(one.face, other.face) >= _LARGE
    return bool(one.unit) and (one.unit == other.unit or kin(one.unit) == kin(other.unit) != "")


def _days_until(quantity: Quantity, post: Passage, today: date) -> Iterator[Fraction]:
    """Yield the time from the day of the post to the days of a sentence, in seconds."""
    if quantity.dimension != "time" or quantity.value < _DAY:
        return
    for one in post.moments:
        if one.month and one.day and one.year:
            days = abs((date(one.year, one.month, one.day) - today).days) * _DAY
            fits = quantity.bound not in {"exact", "whole"} and _bounds(
                quantity, quantity.value, Fraction(days), Fraction(7 * _DAY)
            )
            yield quantity.value * _INSIDE[quantity.bound] if fits else Fraction(days)


def _months_in(quantity: Quantity, line: Passage, post: Passage, today: date) -> Iterator[Fraction]:
    """Yield the months that the moments of a sentence span, and those since its years."""
    if quantity.dimension != "months":
        return
    for one in post.moments:
        if one.year and one.month and (one.year, one.month) <= (today.year, today.month):
            yield Fraction((today.year - one.year) * 12 + today.month - one.month)
    for one in post.moments if quantity.unit in {"年", "年多"} else ():
        if one.year and one.year < today.year:
            months = Fraction((today.year - one.year) * 12)
            fits = quantity.bound != "exact" and _compare(
                quantity, quantity.value, months, quantity, quantity.grain
            )
            yield quantity.value * _INSIDE[quantity.bound] if fits else months
    if any(_SEASONS.get(one.season) == quantity.value for one in post.moments):
        yield quantity.value
    for one, other in combinations(post.moments, 2):
        if one.month and other.month and one.year and other.year and not (one.day or other.day):
            between = abs((other.year - one.year) * 12 + other.month - one.month)
            yield from (Fraction(between), Fraction(between + 1))
    match = re.search(r"1月?[至到-](\d{1,2})月", post.text)
    if match:
        yield Fraction(int(match[1]))


def _days_between(post: Passage) -> Iterator[Fraction]:
    """Yield the time between two days of a sentence, in seconds."""
    for one, other in combinations(post.moments, 2):
        if one.month and one.day and other.month and other.day and one.year and other.year:
            days = date(other.year, other.month, other.day) - date(one.year, one.month, one.day)
            yield Fraction(abs(days.days) * _DAY)


def _sums(values: list[Fraction]) -> Iterator[Fraction]:
    """Yield the sum of all values, and of each row of neighbours."""
    for first in range(len(values)):
        total = values[first]
        for value in values[first + 1 :]:
            total += value
            yield total


# --- What is wrong ------------------------------------------------------------------------------


def _objection(
    quantity: Quantity, line: Passage, own: Source, others: tuple[Source, ...]
) -> tuple[bool, Objection]:
    kind, nearest = _kind(quantity, own, others)
    span = line.text[quantity.start : quantity.end]
    surely = not (quantity.vague or _is_soft(quantity))
    return surely, Objection(kind, span, quantity.start, quantity.end, nearest)


def _is_soft(quantity: Quantity) -> bool:
    small = quantity.dimension == COUNT and quantity.face <= _SMALL_COUNT
    return quantity.text == "大半" or (small and not quantity.ordinal)


def _kind(quantity: Quantity, own: Source, others: tuple[Source, ...]) -> tuple[str, str]:
    """Return the kind of the objection, and the figure of the post that comes nearest."""
    near = _nearest(quantity, own)
    if near and near.face == quantity.face and near.dimension != quantity.dimension:
        both = {near.dimension, quantity.dimension} <= CURRENCIES
        return ("money" if both else "unit"), near.text
    rounded = quantity.bound != "exact" and near and near.dimension == quantity.dimension
    if rounded and near and abs(near.value - quantity.value) <= quantity.value / 2:
        return "rounding", near.text
    if quantity.face > _LONGEST_LIST or quantity.dimension not in {COUNT, "months"}:
        for source in others:
            for each, one in source.quantities:
                if one.dimension == quantity.dimension and one.value == quantity.value:
                    return "swap", each.text
    return kind_of(quantity), near.text if near else ""


def kind_of(quantity: Quantity) -> str:
    """Return the kind of claim that a figure makes."""
    if quantity.dimension in {SHARE, POINTS}:
        return "percent"
    return "money" if quantity.dimension in CURRENCIES else "number"


def _nearest(quantity: Quantity, own: Source) -> Quantity | None:
    """Return the post's figure with the same number, else the closest of the same dimension."""
    figures = [one for _, one in own.quantities if one.ordinal == quantity.ordinal]
    for one in figures:
        if one.face == quantity.face and quantity.face != 1:
            return one
    alike = [one for one in figures if one.dimension == quantity.dimension]
    return min(alike, key=lambda one: abs(one.value - quantity.value), default=None)
