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
from itertools import pairwise, permutations, product

from podcast.chinese.fold import HAN
from podcast.factcheck import entities, matching, numerals, passages, senses, things
from podcast.factcheck.bases import bases
from podcast.factcheck.dimensions import COUNT, CURRENCIES, POINTS, SHARE, TIMES, YUAN, kin
from podcast.factcheck.examples import is_example
from podcast.factcheck.matching import compare
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.reckoning import reckoned
from podcast.factcheck.statements import content
from podcast.factcheck.terms import claim
from podcast.factcheck.two_figures import contradicted
from podcast.model import Objection

_LISTING = frozenset({"条", "则", "点", "段", "部分"})
"""Units with which a host counts the news themselves, when there are few of them."""
_FEW = 9
"""So few of them are counted for the listener's sake."""
_MOST_NEWS = 40
"""The most news of an episode."""
_EDITIONS = frozenset({"", "版", "代"})
"""Units behind the number of a version: 第十二版."""
_SINGLE = frozenset({"块", "角", "分", "度", "两", "号", "里", "分钱", "方"})
"""Units that mean something else behind 一: 这一块, 一度, 一号, 控股的一方."""
_PLACES = frozenset({"", "名", "位", "大", "家"})
"""Units of a place in a list: 第二名, 第三大."""
_SMALL_COUNT = 2
_LONGEST_LIST = 12
"""The longest list whose things are counted."""
_ENUMERATION = re.compile(
    r"[^，。；：！？、]+(?:、[^，。；：！？、]+)*(?:、|和|与|及|以及|加上|外加|连同)[^，。；：！？、和与]+"
)


_JOINT = re.compile("、|和|与|以及|及|加上|外加|连同")


def check(line: Passage, own: Source, others: Iterable[Source]) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to figures; the first value tells whether it is a violation."""
    others = tuple(others)
    for quantity in line.quantities:
        if _says_nothing(quantity, line, own) or _names_version(quantity, line, own):
            continue
        if not traced(quantity, line, own):
            yield _objection(quantity, line, own, others)
            continue
        share = quantity.dimension == SHARE
        other = contradicted(claim(quantity, line, own, _traces(line, own))) if share else ""
        if other:
            span = line.text[quantity.start : quantity.end]
            yield True, Objection("percent", span, quantity.start, quantity.end, other)
        yield from ((True, each) for each in things.check(quantity, line, own))
        yield from ((True, each) for each in senses.check(quantity, line, own))
    yield from ((True, each) for each in things.rates(line, own))


def _names_version(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a bare decimal number is that of a version of the item: 3.0 只要四十一秒."""
    written = line.text[quantity.start : quantity.end].strip()
    return "." in written and any(one.number == written for _, one in own.versions)


def traced(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences that hold a figure of a line, or from which it can be worked out."""
    return _traces(line, own).get(quantity, ())


@lru_cache(maxsize=512)
def _traces(line: Passage, own: Source) -> dict[Quantity, tuple[Passage, ...]]:
    """Return the figures of a line that are true, with the sentences that they rest on."""
    found = {one: each for one in line.quantities if (each := _stated(one, line, own))}
    found |= reckoned(line, own, found)
    for one in line.quantities:
        if one not in found and is_example(one, line, own):
            found[one] = own.passages[:1]
    return found


def _stated(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences that state a figure of a line, in whatever words."""
    found = tuple(
        each
        for each, one in own.quantities
        if matching.equal(quantity, one)
        and not _counts_people(quantity, one, each)
        and not _swaps_change(quantity, line, one, each)
        and not _is_told_exactly(one, quantity, line)
    )
    if found:
        return () if _rounds_another(quantity, line, own, found) else found
    found = tuple(
        each
        for each, one in own.versions
        if quantity.unit in _EDITIONS and _is_version(quantity, one.number)
    )
    return (
        found
        or _short_of(quantity, line, own)
        or _as_written(quantity, line, own)
        or _scored(quantity, own)
        or tuple(_power_alone(quantity, own))
        or tuple(_orders(quantity, own))
        or tuple(_last_of_row(quantity, line, own))
        or _in_scale_before(quantity, line, own)
        or _in_range(quantity, line, own)
        or _in_pieces(quantity, line, own)
        or tuple(_complement(quantity, line, own))
        or _listed(quantity, line, own)
        or _named(quantity, line, own)
        or _with_this_one(quantity, line, own)
        or _in_foreign_money(quantity, line, own)
        or _in_unit_before(quantity, line, own)
        or tuple(_one_of_rate(quantity, own))
        or tuple(_comes_next(quantity, line, own))
        or tuple(_day_of_row(quantity, own))
    )


_PEOPLE = re.compile(
    "(?:用户|[日月]活|粉丝|下载量?|销量|播放量?|人数|安装量?|订阅者?|星标?)[^，。；]{0,6}$"
)


def _counts_people(quantity: Quantity, one: Quantity, post: Passage) -> bool:
    """Tell whether a figure without a unit is no money, as people or the like stand before it."""
    money = quantity.dimension in CURRENCIES and matching.is_bare(one)
    return money and bool(_PEOPLE.search(post.text[: one.start]))


def _is_told_exactly(one: Quantity, quantity: Quantity, line: Passage) -> bool:
    """Tell whether a line tells a figure of the post exactly beside a rounded one that fits it.

    三十八亿的投资里出了三十亿还多: the second figure is another one.
    """
    if quantity.bound in {"exact", "whole"} or one.value == quantity.value:
        return False
    return any(
        each.bound == "exact"
        and matching.equal(each, one)
        and not _says_again(quantity, each, line)
        for each in line.quantities
        if each is not quantity and each.face != 1
    )


def _rounds_another(
    quantity: Quantity, line: Passage, own: Source, found: tuple[Passage, ...]
) -> bool:
    """Tell whether a line rounds to the wrong side what it names, and fits another thing's figure.

    良率还不到六成 of 62% is false, though a market share of the item is 54%.
    """
    if quantity.bound not in {"above", "below", "near", "least", "most"}:
        return False
    said = content(line.text[max(0, quantity.start - _NAMES_BEFORE) : quantity.start])
    named = [each for each in own.passages if any(word in each.text.lower() for word in said)]
    if any(each in named for each in found):
        return False
    upwards = quantity.bound in {"above", "least"}
    far = [
        one.value - quantity.value
        for each in named
        for one in each.quantities
        if one.dimension == quantity.dimension
        and (one.unit == quantity.unit or {one.unit, quantity.unit} == {"%", "成"})
    ]
    return 0 not in far and any(
        abs(each) <= quantity.value * _CLOSE and upwards == (each < 0) for each in far
    )


_NAMES_BEFORE = 16
"""How many code points before a figure name what it is of."""
_CLOSE = Fraction(1, 10)
"""How close, as a share, a figure is that must have been meant by a rounded one."""


def _says_again(rounded: Quantity, exact: Quantity, line: Passage) -> bool:
    """Tell whether a rounded figure and an exact one are one: 百分之十二，差不多八次就有一次."""
    if rounded.dimension != exact.dimension and not matching.is_bare(rounded):
        return True
    first, last = sorted((rounded, exact), key=lambda each: each.start)
    between = line.text[first.end : last.start]
    if len(between) <= _BETWEEN_AGAIN or _AGAIN.search(between):
        return True
    close = abs(rounded.value - exact.value) <= exact.value * _FAR_AGAIN
    return close and rounded is last


_FAR_AGAIN = Fraction(15, 100)
"""How far, as a share, a rounded figure may be from the exact one that it says again."""
_BETWEEN_AGAIN = 3
_AGAIN = re.compile("准确|确切|具体|精确|也就是|就是|其实|严格|算")
_ENDS_AT = re.compile("(?:[降涨升跌减增调变改]|提高|下降|上升|回落)[到至成为]了?$")


def _scored(quantity: Quantity, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a score in percent that a line tells in points: 71.4 分, 71.4%."""
    if quantity.unit != "分" or quantity.face.denominator == 1:
        return ()
    return tuple(
        each for each, one in own.quantities if one.unit == "%" and one.face == quantity.face
    )


def _in_scale_before(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure in the scale of the one before: 七千八百万，四千一."""
    before = [one for one in line.quantities if one.end <= quantity.start]
    while before and not re.search("[万亿]", before[-1].text) and matching.is_bare(before[-1]):
        before.pop()  # 九十四万台，日本五十一，北美四十三
    if not before or not matching.is_bare(quantity):
        return ()
    scale = next(
        (10**4 if sign == "万" else 10**8 for sign in "万亿" if sign in before[-1].text), 1
    )
    if scale == 1 or quantity.face >= scale:
        return ()
    last = before[-1]
    meant = replace(
        quantity,
        readings=((last.dimension, quantity.face * scale),),
        face=quantity.face * scale,
        grain=quantity.grain * scale,
        unit=last.unit,
    )
    return tuple(each for each, one in own.quantities if matching.equal(meant, one))


_ORDERS = re.compile(f"(?<![零一二两三四五六七八九十百千\\d])(?P<n>{numerals.VALUE})\\s?个数量级")


def _orders(quantity: Quantity, own: Source) -> Iterator[Passage]:
    """Yield the sentences with orders of magnitude that a line tells as a multiple: 一百倍."""
    for each in own.passages:
        for match in _ORDERS.finditer(each.text):
            number = numerals.read(match["n"])
            if number and quantity.dimension == TIMES and quantity.face == 10**number.value:
                yield each


_SO_FAR = re.compile("就有|就是|已经|一共|总共|共有|累计")


def _last_of_row(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield the sentences with the place of the last one, where a line counts all: 就有八个了."""
    counts = quantity.dimension == COUNT and not quantity.ordinal and quantity.face > 1
    if counts and _SO_FAR.search(line.text[: quantity.start]):
        for each, one in own.quantities:
            if one.ordinal and one.unit == quantity.unit and one.face == quantity.face:
                yield each


_POWERS = {100: "百", 1000: "千", 10**4: "万", 10**8: "亿"}
"""Round numbers that stand without a digit."""


def _power_alone(quantity: Quantity, own: Source) -> Iterator[Passage]:
    """Yield the sentences with a round number that stands without a digit: 千颗起订价, 百家企业."""
    power = _POWERS.get(int(quantity.face))
    if not power or quantity.face.denominator != 1 or not quantity.unit:
        return
    words = "[近约]?" if quantity.bound in {"below", "near", "most"} else "[逾超过约]?"
    alone = re.compile(
        f"(?<![{_DIGITS}逾超过近约])(?<![{_DIGITS}] ){words}{power}{re.escape(quantity.unit)}"
    )
    yield from (each for each in own.passages if alone.search(each.text))


_DIGITS = "零一二两三四五六七八九十百千万亿几数\\d"
_TO = re.compile(r"\s?(?:–|—|-|~|至|到)\s?")


def _in_range(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a range that a line tells by a round figure in it: 两成上下."""
    if quantity.bound != "about":
        return ()
    said = content(line.text)
    return tuple(
        each
        for each in own.passages
        for low, high in pairwise(each.quantities)
        if low.dimension == high.dimension == quantity.dimension
        and _TO.fullmatch(each.text[low.end : high.start])
        and low.value < quantity.value < high.value
        and any(word in each.text[slice(*each.clause_of(low.start))].lower() for word in said)
    )


_NAMED_SIZE = re.compile(r"\d+(?:\.\d+)?[A-Z]{1,2}")


def _as_written(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a size that is part of a name: the 35B of Qwen3.5-35B."""
    written = line.text[quantity.start : quantity.end].replace(" ", "")
    if not _NAMED_SIZE.fullmatch(written):
        return ()
    size = re.compile(rf"(?<![\d.]){re.escape(written)}(?![A-Za-z0-9])")
    return tuple(each for each in own.passages if size.search(each.text))


def _in_pieces(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with an amount of foreign money that a line tells in 块 and 毛."""
    colloquial = re.search("[块毛]", quantity.text) and "人民币" not in line.text
    if quantity.dimension != YUAN or not colloquial:
        return ()
    return tuple(
        each
        for each, one in own.quantities
        if one.dimension in CURRENCIES - {YUAN} and one.value == quantity.value
    )


_SHORT_OF = re.compile(r"[差缺]了?$")
_WOULD_BE = re.compile(
    r"(?:块|钱|元)*[^，。；]{0,2}就?(?:能|可以)?(?:到|满|够|凑[够满成]|成了?|是)?$"
)


def _short_of(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure that is told by what it lacks: 差十五亿就到三百亿."""
    for one, other in pairwise(line.quantities):
        if quantity not in (one, other):
            continue
        between = line.text[one.end : other.start]
        money = one.dimension in CURRENCIES or one.face >= other.face > 0
        if between in {"差", "缺"} and money:  # 一万块差一块钱
            return _worth(one.value - other.value, own)
        if _OFF.search(line.text[: one.start]) and _STILL.fullmatch(between):
            return _left_to(one, other, own)  # 离一亿还差六百来万
        if not _SHORT_OF.search(line.text[: one.start]):
            continue
        if "就" not in between or not _WOULD_BE.fullmatch(between):
            continue
        return _worth(other.value - one.value, own)
    return ()


_OFF = re.compile("(?:离|距离?)$")
_STILL = re.compile("(?:大关|目标|的目标|的大关)?(?:还|只|就|也就|仅|仅仅)?[差缺少](?:了|着|个)?")


def _left_to(goal: Quantity, rest: Quantity, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure that is short of a round one by what a line tells."""
    return tuple(
        each
        for each, post in own.quantities
        if post.value < goal.value and matching.fits(rest, goal.value - post.value)
    )


def _worth(meant: Fraction, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure of some worth, or two that make it."""
    found = tuple(
        each
        for each, post in own.quantities
        if post.value == meant or abs(post.face - meant) < 1 <= meant
    )
    return found or _worked_before(meant, own)


def _worked_before(meant: Fraction, own: Source) -> tuple[Passage, ...]:
    """Return the sentences of a figure and a difference that make a value: 8999元，便宜998元."""
    for each in own.passages:
        for one, other in permutations(each.quantities, 2):
            alike = one.dimension == other.dimension and one.dimension not in {SHARE, COUNT}
            if alike and meant in {one.value + other.value, one.value - other.value}:
                return (each,)
    return ()


def _in_unit_before(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with a figure that lacks the unit of the one before: 从八美分降到六."""
    before = [one for one in line.quantities if one.end <= quantity.start]
    if not (before and matching.is_bare(quantity)) or not before[-1].face:
        return ()
    if not _ENDS_AT.search(line.text[before[-1].end : quantity.start]):
        return ()
    last = before[-1]
    factor = last.value / last.face
    meant = replace(
        quantity,
        readings=((last.dimension, quantity.face * factor),),
        unit=last.unit,
        grain=quantity.grain * factor,
    )
    return () if matching.is_bare(last) else _stated(meant, line, own)


def _one_of_rate(quantity: Quantity, own: Source) -> Iterator[Passage]:
    """Yield the sentences that tell a rate for the one that a line names: 一度电, 每度0.31元."""
    days = quantity.unit == "天" or quantity.text.startswith("半")
    if not (quantity.face == 1 or days) or quantity.bound != "exact" or quantity.ordinal:
        return
    for each in own.passages:
        if any((one.dimension, one.value) in quantity.readings for one in bases(each)):
            yield each


def _day_of_row(quantity: Quantity, own: Source) -> Iterator[Passage]:
    """Yield the sentences with the days of a row that a line counts: 发布之后的第三天."""
    days = {
        (each, date(one.year, one.month, one.day))
        for each, one in own.moments
        if one.year and one.month and one.day
    }
    if quantity.ordinal and quantity.unit == "天":
        for (each, day), (_, other) in product(days, days):
            if (other - day).days in {int(quantity.face) - 1, int(quantity.face)}:
                yield each


def _comes_next(quantity: Quantity, line: Passage, own: Source) -> Iterator[Passage]:
    """Yield the sentences with the times that a line tells before a place: 前两回没成, 第三次."""
    if not quantity.ordinal:
        return
    counted = _precedes(quantity, line.quantities)
    for each in own.passages:
        before = [one for one in each.quantities if _ALREADY.search(each.text[: one.start])]
        if _precedes(quantity, each.quantities if counted else before):
            yield each


def _precedes(place: Quantity, figures: Iterable[Quantity]) -> bool:
    """Tell whether one of several figures counts the times before a place in a row."""
    return any(
        kin(place.unit) == kin(one.unit) == "times" and one.face + 1 == place.face
        for one in figures
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
        for each in _stated(replace(quantity, readings=((name, quantity.value),)), line, own)
    )


_MIDWAY = re.compile("[干做走写看吃聊说听学跑爬]到$|进行到$|[干做走写看吃聊说听学跑]了$")
"""Before 一半, says that something stops somewhere in the middle."""
_FALL = re.compile("降|减|少|便宜|缩|跌|省|砍|瘦|掉")
_CHANGE = re.compile(
    "(?:降低?|下降|减少?|减|少|便宜|缩小?|缩水|跌|省|砍掉?|损失|失去|衰减|流失|(?<![砍去吃用花出裁])掉|涨|增长|增加|提高|上涨|上升|高|多"
    "|贵|升)(?<!差不多)(?<!最多)(?<!至多)(?:了|出|去|掉|吃|花|用|约|近|超过|将近|大约"
    "|差不多){0,2}$"
)
_ROUNDS = re.compile("(?:不到|不足|接近|将近|近|超过|逾|大约|约|差不多)$")
"""Words that round a figure behind them: 降了不到两成."""
_EXTENT = re.compile("[涨降跌增减]幅[^，。；]{0,4}$")
"""Before a share, says that it is a change, whatever follows: 降幅为22%."""
_OF_THE_FIRST = re.compile("(?:最初|起初|当初|原来|原先|原本|初始|最早)的$")
"""Before a share, names the whole that was there first, of a change as of what is left."""
_LEVEL = re.compile(
    "(?:只有|仅有?|仅为|只是|只剩|相当于|保持|维持|保留|是|为)[^，。；]{1,12}的$|(?:只有|仅为)[^，。；\\d]{1,6}$|(?:只有|仅有?|只是|只要|只剩|剩下?|留着?|留下|保留|保住|保持在?|维持在?|守住|还有|是|为|占|到|至|达|有|不足|不到)(?:了|约|上一版的"
    "|原来的|其|它的|过去的|上代的|以前的){0,2}$"
)


_OF_EARLIER = re.compile("是(?:前一年|去年|上年|上一?代|原来|之前|以前)[^，。；]{0,4}的\\s?$")
"""Before a share, says that it is one of what was before: 是前一年的118%."""


def _role(quantity: Quantity, passage: Passage) -> str:
    """Return whether a part is a change or what is left: 便宜了八分之一, 只有八分之一."""
    before = passage.text[max(0, quantity.start - 14) : quantity.start].rstrip()
    before = _OF_THE_FIRST.sub("", before)
    if _CHANGE.search(_ROUNDS.sub("", before)) or _EXTENT.search(before):
        return "change"
    return "level" if _LEVEL.search(before) else ""


def _swaps_change(line: Quantity, said: Passage, post: Quantity, known: Passage) -> bool:
    """Tell whether a line makes a change of what is left, or the other way round.

    Behind another share, 只剩 compares two rates of change: 一季度是22%，到二季度只剩14%.
    """
    if line.dimension != SHARE or post.dimension != SHARE:
        return False
    before = said.text[max(0, line.start - 4) : line.start]
    roles = _role(line, said), _role(post, known)
    rates = any(one.dimension == SHARE and one.end <= line.start for one in said.quantities)
    left = "(?<!不)[到至]" if rates else "只有|仅|剩|(?<!不)[到至]"
    if roles == ("level", "change"):
        whole = _OF_EARLIER.search(said.text[max(0, line.start - 14) : line.start])
        return bool(whole or re.search(left, before))
    return roles == ("change", "level")


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
        if compare(quantity, quantity.value, 1 - one.value, one, quantity.grain):
            yield each


def _is_version(quantity: Quantity, number: str) -> bool:
    """Tell whether a figure is the number of a version, or its first parts: 6.0 of 6.0.0.130."""
    if "点" in quantity.text or "." in quantity.text:
        said = passages.version_number(quantity.text.removesuffix(quantity.unit).strip())
        if number.startswith(f"{said}."):
            return True
    try:
        return Fraction(number) == quantity.face
    except ValueError:
        return False


_POINT = re.compile("个?(?:数字|问题|原因|看点|变化|方面|亮点|意思|好处|细节|消息|信号)")
"""What a host counts when telling: 第三个数字, 第二个看点."""


_NONE_OF_IT = re.compile("(?:也|都|钱)?(?:没|不(?!到)|未|无)")
"""Behind one of something, says that there is none of it: 一公里没少."""
_ANSWER = re.compile("个?字[，：:,]")
_WORDS_COUNTED = re.compile("个?字")
_COUNTED_QUOTE = re.compile(f"个?字[，：:,]?[“‘「『]([{HAN}\\W]+)[”’」』]")
_QUOTED = re.compile("[“‘「『]([^”’」』]+)[”’」』]")


def _says_nothing(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a figure claims nothing: 一个, 第三条, 两头."""
    if not quantity.unit and len(quantity.text) == 1 and quantity.dimension == COUNT:
        return not quantity.text.isdecimal()  # 三 alone is part of a word more often than a figure
    before, after = line.text[: quantity.start], line.text[quantity.end :]
    if quantity.unit in _LISTING and quantity.face <= _MOST_NEWS:
        counted = any(one.unit == quantity.unit and one.face > _FEW for _, one in own.quantities)
        return not counted or quantity.face <= _FEW  # of 32条 in the item, no host tells 二十三条
    if _counts_words(quantity, line):
        return True
    placed = quantity.unit in _PLACES and before.endswith(("前", "头", "前面", "头里"))
    midway = quantity.unit == "半" and _MIDWAY.search(before)  # 干到一半
    pointed = quantity.ordinal and _POINT.match(after)  # 第三个数字是目标
    if quantity.text == "第二天" or pointed or placed or midway:
        return True
    return _is_one(quantity, after)


def _is_one(quantity: Quantity, after: str) -> bool:
    """Tell whether a figure is one of something, which is more an article than a count."""
    if quantity.face != 1 or quantity.bound not in {"exact", "whole"}:
        return False
    return (
        bool(_NONE_OF_IT.match(after))
        or (quantity.dimension == COUNT and after.startswith("的"))
        or (quantity.dimension in {COUNT, "time", "months"} or quantity.unit in _SINGLE)
    )


def _counts_words(quantity: Quantity, line: Passage) -> bool:
    """Tell whether a figure counts the characters that follow it, or that a line quotes.

    只回了五个字：没有时间表; 用四个字来评价，“毫无意义”.
    """
    behind = quantity.unit + line.text[quantity.end :]
    if not _WORDS_COUNTED.match(behind):
        return False
    follows = _COUNTED_QUOTE.match(behind)
    quoted = [follows[1]] if follows else _QUOTED.findall(line.text)
    if any(len(re.sub(r"\W", "", each)) == quantity.face for each in quoted):
        return True
    return not follows and bool(_ANSWER.match(behind))


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
    if quantity.face == _SMALL_COUNT and not _is_free(quantity, line, own):
        return ()
    most = int(quantity.face)
    found = tuple(
        each
        for each in own.passages
        if _fits_list(_lengths(each.text) | _rows(each), quantity, most)
    )
    here = _fits_list(_lengths(line.text), quantity, most)
    if found or here or most <= _SMALL_COUNT:
        return found or own.passages[:1]
    return ()


_CLASS = re.compile(
    "(?:(?!公司)[\u4e00-\u9fff]){0,4}(?:运营商|平台|公司|企业|厂商|巨头|大厂|品牌|机构|国家|城市|地区|车型|机型"
    "|手机|模型|应用|软件|产品|芯片|大学|学校|医院|银行|选手|球队|作者|人|方)"
)
"""What is counted when a host counts those whom an item names."""


def _named(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the item's sentences if it names so many, and counts none of the kind itself.

    三家平台态度不一 of an item that tells of 美团, 京东 and 饿了么.
    """
    if quantity.ordinal or quantity.dimension != COUNT or quantity.bound != "exact":
        return ()
    if quantity.face not in range(2, _LONGEST_LIST + 1) or quantity.unit not in _OF_NAMED:
        return ()
    counted = any(
        one.unit in _OF_NAMED
        and kin(one.unit) == kin(quantity.unit)
        and one.face > 1
        and one.bound == "exact"
        for _, one in own.quantities
    )
    if counted or not _CLASS.match(line.text, quantity.end):
        return ()
    return own.passages[:1] if len(entities.known(own)) >= quantity.face else ()


_OF_NAMED = frozenset({"家", "个", "位", "款", "名", "座", "国", "大", "方", "所"})
_THIS_ONE = re.compile(
    "(?:算上|加上|连同|连|包括|连着)(?:这|此|本)[^，。]{0,4}[次回笔张起桩家轮场个]|累计|先后|前后|已经|加起来|摞"
)
_ALREADY = re.compile("此前|之前|以前|先前|曾|已|过去|去年|前年|第")


def _with_this_one(quantity: Quantity, line: Passage, own: Source) -> tuple[Passage, ...]:
    """Return the sentences with the earlier ones that a line counts together with the one told.

    算上这一回，已经被罚了三次 of an item that says 此前两笔.
    """
    small = quantity.dimension == COUNT and quantity.face in range(2, _LONGEST_LIST + 1)
    if not small or quantity.bound != "exact" or not _THIS_ONE.search(line.text):
        return ()
    return tuple(
        each
        for each, one in own.quantities
        if one.dimension == COUNT
        and one.face + 1 == quantity.face
        and one.unit in _TIMES_UNITS
        and _ALREADY.search(each.text[: one.start])
    )


_TIMES_UNITS = frozenset({"次", "回", "笔", "张", "起", "桩", "轮", "场", "家", "个", "度"})


def _is_free(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether 两 may count what the post names, as no figure of it stands in its place.

    每完成两次 is no free count where the post has 每完成七次.
    """
    if quantity.ordinal:
        return True
    if not quantity.text.startswith(("两", "二")) or line.text[: quantity.start].endswith("其中"):
        return False
    place = line.text[max(0, quantity.start - 2) : quantity.start]
    return not any(
        one.unit == quantity.unit
        and one.face > _SMALL_COUNT
        and each.text[max(0, one.start - 2) : one.start] == place
        for each, one in own.quantities
        if len(place) == 2  # noqa: PLR2004 -- the two characters before a figure
    )


def _fits_list(lengths: set[int], quantity: Quantity, number: int) -> bool:
    return any(number <= each if quantity.ordinal else number == each for each in lengths)


def _rows(passage: Passage) -> set[int]:
    """Return how many things a sentence gives a figure of one unit each: A 30张，B 12张，C 8张."""
    rows, length = set(), 1
    for one, other in pairwise(passage.quantities):
        between = passage.text[one.end : other.start]
        goes_on = one.unit == other.unit and _NEXT_OF_ROW.fullmatch(between)
        length = length + 1 if goes_on else 1
        rows.add(length)
    return rows - {1, _SMALL_COUNT}


_NEXT_OF_ROW = re.compile("[^，。；、]{0,6}[，、；][^，。；、]{1,12}")
"""What stands between two figures of a row."""


def _lengths(text: str) -> set[int]:
    return {
        len(re.split("、|和|与|以及|及|加上|外加|连同", match[0]))
        for match in _ENUMERATION.finditer(text)
    }


# --- What is wrong ------------------------------------------------------------------------------


def _objection(
    quantity: Quantity, line: Passage, own: Source, others: tuple[Source, ...]
) -> tuple[bool, Objection]:
    kind, nearest = _kind(quantity, own, others)
    span = line.text[quantity.start : quantity.end]
    surely = not (quantity.vague or _is_soft(quantity, line, own))
    return surely, Objection(kind, span, quantity.start, quantity.end, nearest)


def _is_soft(quantity: Quantity, line: Passage, own: Source) -> bool:
    """Tell whether a figure may be a manner of speaking: 大半, 一两句."""
    if quantity.text == "大半":
        return True
    small = quantity.dimension == COUNT and quantity.face in {1, _SMALL_COUNT}
    in_place = quantity.face == _SMALL_COUNT and not _is_free(quantity, line, own)
    return small and not quantity.ordinal and not in_place


def _kind(quantity: Quantity, own: Source, others: tuple[Source, ...]) -> tuple[str, str]:
    """Return the kind of the objection, and the figure of the post that comes nearest."""
    near = _nearest(quantity, own)
    if near and near.face == quantity.face and near.readings != quantity.readings:
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
