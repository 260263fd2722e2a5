"""Compare what a superlative of a line is told of with what it is told of in the post.

The post has a superlative of the same class, but of another figure (创下纪录 of the former
fine), of another name (居首 of another maker), of a shorter time (四年来第一次), of one among
several (之一), or it says of the thing itself that it is the second or the third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck import bodies, entities, matching
from podcast.factcheck.dimensions import COUNT
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content, holds
from podcast.factcheck.superlatives import Superlative, find
from podcast.model import Objection

_ORDINAL = re.compile(
    "第[二三四五六七八九十\\d]+\\s?(?P<unit>[个次款家回座部颗例条枚台项张笔艘批代起桩宗轮届份位名度])"
)
_FIRST_UNIT = re.compile(
    "(?:首|头一|第一)(?P<unit>[个次款家回遭座部颗例条枚台项张笔艘起桩宗轮届份位名度])(?![字词句])"
)
_SAME_UNIT = {"回": "次", "项": "个", "家": "个"}
_FORMER = re.compile("此前|之前|去年|前年|上次|上一|原先|原来|当年|那时|日本|国外|美国|全球")
"""In a clause about another first one than the thing itself."""
_ONE_OF = re.compile("之一|数一数二|最[^，。；]{1,4}的(?:几|那?一?批|两|三)")
_SINCE = re.compile("(?P<since>[^，。；：的是]{2,12}?)以来")
_SPAN = re.compile(
    "(?:年来|个月来|以来|年内|半年来|[\\d一二两三四五六七八九十]+年(?:多)?里)[^，。；]{0,8}(?:首|第一|头一|最|新高|新低)"
)
"""A time for which a superlative of the post holds."""
_ALWAYS = re.compile(
    "史上|历来|历史上|有史以来|一直以来|成立以来|上市以来|创办以来|进入[^，。]{1,4}以来|诞生以来"
)
_ALWAYS_OF_POST = re.compile(
    "史|成立|上市|创办|创立|诞生|历来|开办|建|首次公开|有记录|有统计|推出|发布|开播|开服"
)
_LIMITED = re.compile(
    "(?:最大|第一大)的?(?P<limit>外部|单一|民营|机构|个人|海外|境外|国内|本土|流通)(?:的)?(?P<what>股东|客户|市场|供应商|厂商|基地)"
)
_PLAINLY = re.compile("(?:最大|第一大)的?(?P<what>股东|客户|市场|供应商|厂商|基地)")
_SHARPLY = frozenset({"most", "rank", "record"})
"""The classes of which a figure or a name may be the one that has it."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield superlatives that the post tells of something else; all are violations."""
    theirs = [each for passage in own.passages for each in find(passage)]
    yield from _without_limit(line, own)
    for one in find(line):
        alike = [each for each in theirs if each.kind == one.kind and each.how == one.how]
        nearest = (
            _numbered(one, line, own)
            or _one_of_several(one, line, alike)
            or _of_less_time(one, alike, own)
            or _of_itself(one, line, alike)
            or _of_one_house(one, alike)
            or _of_wider_field(one, line, alike)
        )
        if not nearest and one.kind in _SHARPLY and alike:
            nearest = _of_other_figure(one, line, alike, own) or _of_other_name(one, alike, own)
        if nearest:
            yield True, Objection("superlative", one.text, one.start, one.end, nearest)


def _without_limit(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 第一大股东 where the item has 最大外部股东 of the same name, and the line no limit."""
    known = entities.known(own)
    for match in _PLAINLY.finditer(line.text):
        mine = _names(line.text, known)
        for limited in _LIMITED.finditer(own.text):
            if limited["what"] != match["what"] or limited["limit"] in line.text:
                continue
            before = re.split("[。；]", own.text[: limited.start()])[-1]
            if mine & _names(re.split("，", before)[-1] or before, known):
                yield True, Objection("superlative", match[0], *match.span(), limited[0])
                return


def _numbered(one: Superlative, line: Passage, own: Source) -> str:
    """Return 第二张 of the post where a line has it as 首张, and does not count itself."""
    match = _FIRST_UNIT.match(one.text)
    if not match or _ORDINAL.search(line.text):
        return ""
    weighed = content(one.clause)
    for passage in own.passages:
        for other in _ORDINAL.finditer(passage.text):
            start, end = passage.clause_of(other.start())
            clause = passage.text[start:end]
            if not _is_unit(match["unit"], other["unit"]):
                continue
            if re.search("首|第一|头一", clause):
                continue  # 首次……第二次
            if sum(holds(clause, word) for word in weighed) >= 1:
                return clause
    return ""


def _is_unit(one: str, other: str) -> bool:
    return one == "遭" or _SAME_UNIT.get(one, one) == _SAME_UNIT.get(other, other)


def _one_of_several(one: Superlative, line: Passage, alike: list[Superlative]) -> str:
    """Return the clause that has 之一 where the line is of the only one."""
    if one.kind != "most" or _ONE_OF.search(line.text) or not alike:
        return ""
    return alike[0].clause if all("之一" in each.clause for each in alike) else ""


def _of_less_time(one: Superlative, alike: list[Superlative], own: Source) -> str:
    """Return the time of the post's superlative where the line has it for all times."""
    match = _ALWAYS.search(one.clause)
    theirs = "".join(each.sentence for each in alike) or own.text
    if not match or _ALWAYS_OF_POST.search(theirs):
        return ""
    span = _SPAN.search(own.text)
    return span[0] if span else ""


_AMONG_ALL = re.compile("(?:首|头一|第一)[家款位名颗枚台座](?!字|词)")
_AMONG = re.compile("里头|当中|之中|[里中](?=，|的|就)|国内|全国|业内|行业|全球")
_FOR_ONCE = re.compile("首[次度回]|(?:第一|头一)[次回]")


def _of_itself(one: Superlative, line: Passage, alike: list[Superlative]) -> str:
    """Return the clause where something does what it has not done before: 首次 is no 第一家.

    The line must name those among whom it is the first: 国内平台里头第一家.
    """
    if one.kind != "first" or not _AMONG_ALL.match(one.text) or not alike:
        return ""
    wide = one.scope in {"world", "country"}
    if not (wide or _AMONG.search(line.text[: one.start])):
        return ""
    return alike[0].clause if all(_FOR_ONCE.match(each.text) for each in alike) else ""


_OF_ONE_HOUSE = re.compile("(?:该|本|这家)(?:公司|企业|厂商|校|院|所|机构)的?|自家|旗下|其")
_OF_ALL = frozenset({"world", "country"})


def _of_one_house(one: Superlative, alike: list[Superlative]) -> str:
    """Return the clause where a house does for the first time what the line calls 全国头一枚."""
    if one.kind != "first" or one.scope not in _OF_ALL or not alike:
        return ""
    own = [
        each
        for each in alike
        if _OF_ONE_HOUSE.search(each.clause[: each.clause.find(each.text)]) and not each.scope
    ]
    return own[0].clause if len(own) == len(alike) else ""


_FIELD = re.compile("(?P<field>[\u4e00-\u9fff]{2,4})(?:领域|赛道|行业|板块|类目|这一类)")


def _of_wider_field(one: Superlative, line: Passage, alike: list[Superlative]) -> str:
    """Return the clause whose superlative holds in a field that the line leaves out for all times.

    历来最大的和解案 is false of 儿童安全领域金额最大的和解案.
    """
    if one.kind not in _SHARPLY or not _ALWAYS.search(one.clause) or not alike:
        return ""
    fields = [_FIELD.search(each.clause[: each.clause.find(each.text)]) for each in alike]
    told = [match["field"] for match in fields if match]
    left_out = len(told) == len(alike) and not any(field[-2:] in line.text for field in told)
    return alike[0].clause if left_out else ""


def _of_other_figure(one: Superlative, line: Passage, alike: list[Superlative], own: Source) -> str:
    """Return the sentence with another figure, where none of the post's has that of the line."""
    if one.kind != "record":
        return ""
    figure = _figure(one, line)
    if figure is None:
        return ""
    nearest = ""
    for each in alike:
        told = _figures_of(each, own)
        sort = [other for other in told if _is_sort(figure, other)]
        if not sort or any(matching.equal(figure, other) for other in sort):
            return ""
        nearest = each.sentence
    return nearest


def _figure(one: Superlative, line: Passage) -> Quantity | None:
    """Return the only figure of a superlative's clause, else of the clause before it."""
    span = line.clause_of(one.start)
    before = [each for each in line.clauses if each[1] <= span[0]][-1:]
    for start, end in (span, *before):
        found = [each for each in line.quantities if start <= each.start < end]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _figures_of(one: Superlative, own: Source) -> list[Quantity]:
    return [each for passage, each in own.quantities if passage.text == one.sentence]


def _is_sort(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and (one.dimension != COUNT or one.unit == other.unit)


def _of_other_name(one: Superlative, alike: list[Superlative], own: Source) -> str:
    """Return the clause that has it of another name, where each clause with it has one."""
    known = entities.known(own)
    mine = _names(one.clause[: one.clause.find(one.text)], known)
    if not mine:
        return ""
    for each in alike:
        theirs = _names(each.clause, known) or _names(_earlier(each), known)
        if not theirs or _meet(mine, theirs):
            return ""
    return alike[0].clause


def _earlier(one: Superlative) -> str:
    """Return the clause before that of a superlative, whose subject goes on."""
    before = one.sentence[: one.sentence.find(one.clause)]
    return re.split("[，。；]", before.rstrip("，。；"))[-1]


def _names(text: str, known: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in known:
        if name in text and not entities.is_common(name):
            found.add(bodies.canonical(name))
            text = text.replace(name, "，")
    return found


def _meet(mine: set[str], theirs: set[str]) -> bool:
    return any(one in other or other in one for one in mine for other in theirs)
