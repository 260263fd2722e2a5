"""Compare what a figure or a date is told of: its words must not be those of another one.

A clause of a line with a figure is laid beside the clauses of the post that have one of the same
dimension. Where it is clearly most like one with another figure, and unlike the ones that have
its own, the figure is told of the wrong thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, entities, figures, moments
from podcast.factcheck.dimensions import COUNT, POINTS, SHARE
from podcast.factcheck.matching import equal
from podcast.factcheck.moments import Moment
from podcast.factcheck.passages import Passage, Source, Span, Version
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import Statement, content, holds, statements, weights
from podcast.model import Objection

_LEAST = 1.0
"""How much of another clause's words a line must have."""
_SHARE = 0.34
"""How little of that it may have in common with the clause that has the figure."""
_LONGEST_LABEL = 10
"""The most code points of the words that a list gives to a figure."""
_LEAST_HELD = 0.5
"""The share of a label from which on a line tells it."""
_BACK = 16
"""How many code points before a clause may name what its figure is told of."""
_CLOSE = 12
"""The part of a figure by which another one may differ from it in round numbers."""
_WIDE = 24
"""How many code points before its clause may say what a figure is told of."""
_VERBS = re.compile(
    "下跌|下降|上涨|增长|交付|分别|其中|次日|跌|涨|降|升|增|为|是|有|达|约|近|超|仅|占|了|的"
)
"""What a label has beside the name of the thing."""
_PLANS = re.compile("目标|计划|打算|预计|将|还想|希望|争取|年底|明年")
"""What is planned of a thing stands beside what is so, of which a line may tell the one alone."""
_FEW = 3
_ENOUGH = 2
"""So many other figures of one sentence show that a line tells that sentence."""


def check(line: Passage, own: Source, today: date) -> Iterator[tuple[bool, Objection]]:
    """Yield figures and dates that are told of something else; the first value: a violation."""
    for quantity in line.quantities:
        if _is_small(quantity):
            continue
        nearest = (
            _misplaced_figure(quantity, line, own)
            or _of_other_label(quantity, line, own)
            or _of_other_name(quantity, line, own)
            or _of_other_word(quantity, line, own)
            or _of_word_elsewhere(quantity, line, own)
            or _of_bullet(quantity, line, own)
            or _of_owner(quantity, line, own)
        )
        if nearest:
            yield True, _objection(figures.kind_of(quantity), quantity, line, nearest)
        elif rounded := _rounds_another(quantity, line, own):
            yield True, _objection("rounding", quantity, line, rounded)
    yield from _misplaced_times(line, own)


def _misplaced_times(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield versions and dates that are told of something else."""
    for version in line.versions:
        nearest = _misplaced_version(version, line, own)
        if nearest:
            yield True, _objection("version", version, line, nearest)
    for moment in line.moments:
        if not (moment.precise or _is_written_year(moment)) or moment.today:
            continue
        nearest = _misplaced_moment(moment, line, own)
        if nearest:
            yield True, _objection("date", moment, line, nearest)


def _is_small(quantity: Quantity) -> bool:
    """Tell whether a figure is so common that it shows nothing: 两个, 一天."""
    few = quantity.face <= _FEW and quantity.dimension == COUNT
    return few or (quantity.face == 1 and quantity.dimension in {"time", "months"})


def _objection(
    kind: str, one: Quantity | Moment | Version, line: Passage, nearest: str
) -> Objection:
    return Objection(kind, line.text[one.start : one.end], one.start, one.end, nearest)


def _misplaced_figure(quantity: Quantity, line: Passage, own: Source) -> str:
    having, other = [], []
    for each in statements(own):
        inside = [
            one
            for one in each.passage.quantities
            if _in(one.start, each.span) and not (_is_small(one) and not equal(quantity, one))
        ]
        if any(equal(quantity, one) for one in inside):
            having.append(each)
        elif any(_is_like(quantity, one) and not _is_close(quantity, one) for one in inside):
            other.append(each)
    if any(_tells_more(each.passage, quantity, line) for each in having):
        return ""
    told = [one for one in line.quantities if one is not quantity]
    other = [
        each
        for each in other
        if not any(_tells(each, one) or _tells_gap(each, quantity, one) for one in told)
    ]
    return _clearly_other(line, line.clause_of(quantity.start), having, other, own)


def _of_other_label(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure whose label a line gives to another figure of the same list.

    A list gives each figure a short label: 美洲680万台，欧洲430万台，其他地区220万台.
    """
    start, _ = line.clause_of(quantity.start)
    earlier = _end_before(quantity, line)
    said = line.text[max(0, start - _BACK, min(earlier, start)) : quantity.start]
    for labelled in _labelled(own):
        mine = [label for one, label in labelled if equal(quantity, one)]
        if len(mine) != 1 or _share_held(mine[0], said) > _LEAST_HELD:
            continue
        for one, label in labelled:
            if one.face == 1:
                continue
            same = one.dimension == quantity.dimension and _is_like(quantity, one)
            told = any(equal(each, one) for each in line.quantities)
            if same and not told and _share_held(label - mine[0], said) == 1:
                return str(one.text)
    return ""


def _of_other_name(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure that is told of the name beside a figure of a line.

    DRAM收入128亿，NAND收入41亿: DRAM卖了四十一个亿 is false, as its own name is another one.
    """
    known = entities.known(own)
    said = _segment(quantity, line)
    names = {name for name in known if name in said}
    mine = [(each, one) for each, one in own.quantities if equal(quantity, one)]
    if not names or len(mine) != 1:
        return ""
    ((passage, figure),) = mine
    at_mine = {name for name in known if name in _segment(figure, passage)}
    lead = line.text[_end_before(quantity, line) : quantity.start]
    if any(name in lead for name in at_mine):
        return ""  # 首批H2里头，墨枢拨了两百台
    if not at_mine or any(_is_part(one, other) for one in at_mine for other in names):
        return ""
    for each, one in own.quantities:
        if not _is_like(figure, one) or one.value == figure.value:
            continue
        told = _segment(one, each)
        if each is passage and all(name in told for name in names):
            return str(one.text)
    return ""


def _of_other_word(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the post's figure whose word stands at a figure of a line: 输入0.8元，输出3.2元."""
    segment = _segment(quantity, line)
    for each in own.passages:
        worded = [(one, _word(one, each)) for one in each.quantities]
        mine = [word for one, word in worded if word and equal(quantity, one)]
        if len(mine) != 1 or mine[0] in line.text:
            continue
        for one, word in worded:
            if not word or word == mine[0] or not _is_like(quantity, one):
                continue
            told = any(equal(other, one) for other in line.quantities)
            if word in segment and not told and not equal(quantity, one):
                return str(one.text)
    return ""


def _of_word_elsewhere(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the figure whose word stands at a line's, which is another sentence's of another word.

    手机占三成五 of an item where 5纳米 has 35% and, in the next sentence, 智能手机 25%.
    """
    if quantity.dimension not in {SHARE, POINTS}:
        return ""
    segment = _segment(quantity, line)
    worded = [
        (one, _word(one, each) or _measure(one, each))
        for each in own.passages
        for one in each.quantities
    ]
    mine = [word for one, word in worded if equal(quantity, one)]
    if len(mine) != 1 or not mine[0] or mine[0][-_SUFFIX:] in line.text:
        return ""
    alike = [
        one
        for one, word in worded
        if word and word[-_SUFFIX:] != mine[0][-_SUFFIX:] and word[-_SUFFIX:] in segment
        if _is_like(quantity, one) and not equal(quantity, one)
    ]
    told = any(equal(other, one) for one in alike for other in line.quantities)
    return str(alike[0].text) if len(alike) == 1 and not told else ""


def _measure(quantity: Quantity, passage: Passage) -> str:
    """Return the unit of the figure of which a share is told: 纳米 of 5 纳米占 35%."""
    first = _end_before(quantity, passage)
    if not first or _VERBS.sub("", passage.text[first : quantity.start]).strip():
        return ""
    return next(one.unit for one in passage.quantities if one.end == first)


_SUFFIX = 2
"""The characters at the end of a word by which a host may call it: 手机 for 智能手机."""


def _word(quantity: Quantity, passage: Passage) -> str:
    """Return the noun that names what a figure of a list is told of, right before it.

    What stands right behind another figure is told of that: 六成现金、四成股票.
    """
    start, _ = passage.clause_of(quantity.start)
    first = max(start, _end_before(quantity, passage))
    if _is_behind(first, start, passage.text):
        return ""
    before = _VERBS.sub("", passage.text[first : quantity.start].strip(" 、和与及"))
    word = (words.cut(before) or ("",))[-1]
    return word if len(word) > 1 and words.tag(word)[:1] == "n" and content(word) else ""


_OWNER = re.compile(r"(?P<name>[A-Za-z][A-Za-z]{2,})(?:\ ?[A-Za-z]*[\d.]+)?\ ?的\ ?$")
"""Matches the name of whom a figure is said to be: 高于 Orbis 5 的68.9."""


_CAPITAL = re.compile("(?<![A-Za-z])[A-Z][A-Za-z]{2,}")
_OF_OTHERS = re.compile("上一?代|前代|旧版|对手|另一|同行|别家|竞品|第[一二三]|后者|前者")
"""Matches words for another thing that a line does not name."""


def _of_owner(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the name that has a line's figure in the item, where the line names others only."""
    mine = [(each, one) for each, one in own.quantities if equal(quantity, one)]
    if len(mine) != 1:
        return ""
    ((passage, figure),) = mine
    owner = _OWNER.search(passage.text[: figure.start])
    if not owner or bodies.has(line.text, owner["name"]) or _OF_OTHERS.search(line.text):
        return ""
    said = line.text[slice(*line.clause_of(quantity.start))]
    known = {name.lower() for name in _CAPITAL.findall(own.text)}
    names_another = any(name.lower() in known for name in _CAPITAL.findall(said))
    return owner["name"].lower() if names_another else ""


def _is_behind(end: int, start: int, text: str) -> bool:
    """Tell whether the words behind the end of a figure, in a clause from `start` on, are its."""
    return end > start and text[end] not in _SEPARATORS


def _of_bullet(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the figure of the point that a line names, where another point has the line's.

    输入：降60%, 输出：降40%: 输出也降了六成 is false, though the headline has the sixty as well.
    """
    segment = _segment(quantity, line)
    named = [(each, match[1]) for each in own.passages if (match := _POINT.match(each.text))]
    mine = [
        label
        for each, label in named
        if any(equal(quantity, one) for one in each.quantities) and label not in line.text
    ]
    for each, label in named:
        if not mine or label not in segment or label in mine:
            continue
        alike = [one for one in each.quantities if _is_like(quantity, one)]
        told = any(equal(one, other) for one in alike for other in line.quantities)
        if alike and not told:
            return str(alike[0].text)
    return ""


_SEPARATORS = frozenset(" 、/;,和与及对而,")
_POINT = re.compile(f"([{HAN}]{{2,4}}):")
"""The word at the head of a point of a list."""


def _rounds_another(quantity: Quantity, line: Passage, own: Source) -> str:
    """Return the figure that a line rounds to the wrong side, where a far one would fit.

    不到二十万辆 of 吉利, which sold 206,000, fits another one's capacity of 150,000.
    """
    if quantity.bound in {"exact", "whole", "about"} or _is_small(quantity):
        return ""
    text = line.text[slice(*line.clause_of(quantity.start))]
    weight = weights(own)
    having = [
        (each, one)
        for each, one in _stated_in(own)
        if equal(quantity, one) and one.value != quantity.value
    ]
    if not having or any(
        equal(quantity, one) and one.value == quantity.value for _, one in _stated_in(own)
    ):
        return ""
    far = min(abs(one.value - quantity.value) for _, one in having)
    mine = max(_likeness(text, each, weight) for each, _ in having)
    for each, one in _stated_in(own):
        gap = abs(one.value - quantity.value)
        near = _is_like(quantity, one) and not equal(quantity, one) and 0 < gap < far
        told = any(equal(other, one) for other in line.quantities)
        if near and gap * _CLOSE_TENTH <= quantity.value and not told:
            theirs = _likeness(text, each, weight)
            if theirs > mine and theirs >= _LEAST / 2:
                return str(one.text)
    return ""


_CLOSE_TENTH = 10
"""The part of a figure by which the one that it rounds may differ from it."""


def _stated_in(own: Source) -> Iterator[tuple[Statement, Quantity]]:
    """Yield the figures of an item with the clauses that have them."""
    for each in statements(own):
        for one in each.passage.quantities:
            if _in(one.start, each.span):
                yield each, one


def _end_before(quantity: Quantity, passage: Passage) -> int:
    """Return where the figure before one ends; that of a rate (每百万) is no figure of its own."""
    ends = (
        one.end
        for one in passage.quantities
        if one.end <= quantity.start and "每" not in passage.text[max(0, one.start - 1) : one.end]
    )
    return max(ends, default=0)


def _is_part(one: str, other: str) -> bool:
    one, other = bodies.canonical(one), bodies.canonical(other)
    return one in other or other in one


def _segment(quantity: Quantity, passage: Passage) -> str:
    """Return the words before a figure in its clause, from the figure before it on."""
    start, _ = passage.clause_of(quantity.start)
    first = _end_before(quantity, passage)
    before = passage.text[max(start, first) : quantity.start]
    if len(before.strip()) > 1:
        return before
    _, end = passage.clause_of(quantity.start)
    later = min((one.start for one in passage.quantities if one.start >= quantity.end), default=end)
    return before + passage.text[quantity.end : min(end, later)]  # 7300台在日本


@lru_cache(maxsize=64)
def _labelled(own: Source) -> tuple[tuple[tuple[Quantity, frozenset[str]], ...], ...]:
    """Return for each sentence its figures that have a label, with it."""
    return tuple(
        tuple((one, label) for one in each.quantities if (label := _label(one, each)))
        for each in own.passages
    )


def _label(quantity: Quantity, passage: Passage) -> frozenset[str]:
    """Return the pairs of characters of the few words of its clause that stand before a figure."""
    start, _ = passage.clause_of(quantity.start)
    first = max((one.end for one in passage.quantities if one.end <= quantity.start), default=0)
    if _is_behind(_end_before(quantity, passage), start, passage.text):
        return frozenset()
    said = passage.text[max(start, first) : quantity.start].strip(" 、和与及")
    if not 1 < len(said) <= _LONGEST_LABEL:
        return frozenset()
    said = _VERBS.sub("", said).replace(" ", "")
    return frozenset(said[place : place + 2] for place in range(len(said) - 1))


def _share_held(label: frozenset[str], text: str) -> float:
    """Return the share of a label's pairs of characters that a text has; none of no label."""
    text = text.replace(" ", "")
    return sum(pair in text for pair in label) / len(label) if label else 0.0


def _tells_more(passage: Passage, quantity: Quantity, line: Passage) -> bool:
    """Tell whether a line tells two other figures of the sentence that has its figure."""
    others = [one for one in passage.quantities if not equal(quantity, one)]
    told = [
        each
        for each in line.quantities
        if each is not quantity and any(equal(each, one) for one in others)
    ]
    return len(told) >= _ENOUGH


def _tells(statement: Statement, quantity: Quantity) -> bool:
    """Tell whether a figure of a line is one of a clause, beside which the line tells its own."""
    return quantity.face != 1 and any(
        equal(quantity, one)
        for one in statement.passage.quantities
        if _in(one.start, statement.span)
    )


def _tells_gap(statement: Statement, quantity: Quantity, gap: Quantity) -> bool:
    """Tell whether a line tells by how much its figure differs from one of a clause."""
    return gap.dimension in {quantity.dimension, POINTS} and any(
        one.dimension == quantity.dimension and abs(one.value - quantity.value) == gap.value
        for one in statement.passage.quantities
        if _in(one.start, statement.span)
    )


def _is_like(line: Quantity, post: Quantity) -> bool:
    """Tell whether two figures measure the same, of counts with the same classifier."""
    if line.dimension != post.dimension or post.ordinal:
        return False
    return line.dimension != COUNT or line.unit == post.unit


def _is_close(line: Quantity, post: Quantity) -> bool:
    """Tell whether a figure may be the same in round numbers: 四成 and 四成多."""
    return line.unit == "成" and abs(line.value - post.value) * _CLOSE <= abs(post.value)


def _misplaced_moment(moment: Moment, line: Passage, own: Source) -> str:
    having, other = [], []
    for each in statements(own):
        inside = [one for one in each.passage.moments if _in(one.start, each.span)]
        if any(moments.agree(moment, one) for one in inside):
            having.append(each)
        elif any(_same_sort(moment, one) for one in inside):
            other.append(each)
    return _clearly_other(line, line.clause_of(moment.start), having, other, own)


def _misplaced_version(version: Version, line: Passage, own: Source) -> str:
    """Return the clause of the post that tells of another version what a line tells of one."""
    having, other = [], []
    for each in statements(own):
        inside = [one for one in each.passage.versions if _in(one.start, each.span)]
        if any(one.number == version.number for one in inside):
            having.append(each)
        elif inside:
            other.append(each)
    return _clearly_other(line, line.clause_of(version.start), having, other, own)


def _is_written_year(moment: Moment) -> bool:
    """Tell whether a moment is a year alone, as it is written: 2028年, but not 去年."""
    return bool(moment.year) and not moment.precise and bool(_WRITTEN_YEAR.match(moment.text))


_WRITTEN_YEAR = re.compile(r"\d{4}|[一二][〇零一二三四五六七八九]{3}")


def _same_sort(line: Moment, post: Moment) -> bool:
    return bool(
        (_is_written_year(line) and _is_written_year(post))
        or (line.month and post.month)
        or (line.season and post.season)
        or (line.minutes is not None and post.minutes is not None)
    )


def _in(place: int, span: Span) -> bool:
    return span[0] <= place < span[1]


def _clearly_other(
    line: Passage, span: Span, having: list[Statement], other: list[Statement], own: Source
) -> str:
    """Return the clause with another figure that a clause of the line tells, or nothing."""
    if not having or not other:
        return ""
    weight = weights(own)
    text = line.text[span[0] : span[1]]
    best = max(other, key=lambda each: _likeness(text, each, weight))
    subject = any(each.passage is best.passage for each in having)
    theirs = _likeness(text, best, weight, unnamed=subject)
    if _PLANS.search(line.text[max(0, span[0] - _WIDE) : span[1]]) and any(
        each.passage is best.passage and _PLANS.search(each.text) for each in having
    ):
        return ""  # 目标是年底降到0.03元, of the subject of the clause before it
    if any(each.passage is best.passage and _continues(each, line, having) for each in having):
        return ""  # 从0.42元降到0.09元，目标是0.03元
    _, after = line.clause_of(span[1] + 1)
    before = line.text[max(0, span[0] - _WIDE) : after]
    mine = max(_widely(before, each, weight) for each in having)
    return best.text if theirs >= _LEAST and mine <= theirs * _SHARE else ""


def _continues(statement: Statement, line: Passage, having: list[Statement]) -> bool:
    """Tell whether a clause goes on with its sentence, and a line tells its figure alone."""
    own = having[0].passage.quantities if having else ()
    told = [one for one in line.quantities if any(one.dimension == q.dimension for q in own)]
    return (
        len(told) <= _FEW
        and len(statement.own) <= _FEW
        and all(holds(line.text, word) for word in statement.own)
        and sum(one.dimension == told[0].dimension for one in told) == 1
        if told
        else False
    )


def _likeness(
    text: str, statement: Statement, weight: dict[str, float], *, unnamed: bool = False
) -> float:
    """Return the weight of a clause's words that a text has; `unnamed` leaves out Latin names.

    The name at the head of a sentence is what all its clauses are about.
    """
    own = (word for word in statement.own if not (unnamed and word.isascii()))
    return sum(weight[word] for word in own if holds(text, word))


def _widely(text: str, statement: Statement, weight: dict[str, float]) -> float:
    """Return the weight of the words that a text shares with a clause and the one before it."""
    return sum(
        weight.get(word, 0) for word in statement.own | statement.around if holds(text, word)
    )
