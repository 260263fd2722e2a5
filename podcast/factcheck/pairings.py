"""Find two things of a line that have changed places: what is told of A holds of B, and of B of A.

Two figures of one dimension are laid beside the same figures of the post. The words that stand at
one of them only must not be those that the post has at the other one. Two clauses without figures
are laid beside two neighbouring clauses of the post in the same way; there, a word that stays in
its place (领投, 跟投) takes the part of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import matching
from podcast.factcheck.dimensions import COUNT
from podcast.factcheck.passages import Passage, Source, latin
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content, holds
from podcast.model import Objection

_LINK = re.compile("[和与及跟、而比到至]|其余|剩下")
"""Words behind a figure that go on to another thing."""
_FORMER = re.compile("前者|后者")
_JOINED = re.compile("[和与及、]")
_IN_TURN = re.compile("分别|依次")
"""Between things and their figures, or what else is told of them, in the same order."""
_ROW = re.compile(
    r"[A-Za-z][A-Za-z0-9 .+-]*(?:、[A-Za-z][A-Za-z0-9 .+-]*)*\s?[和与及]\s?[A-Za-z][A-Za-z0-9 .+-]*"
    rf"(?=[，,]?[{HAN} ]{{0,12}}$)"
)
"""Matches a row of Latin names at the end of a text, before the word for their figures."""
_NEAR = 10
"""How many code points beside 和 name one of two things."""
_COMMON_WORDS = """
上一代 上代 新款 公司 数据 平均 单次 合计 总共 目前 以前 原来 现在 模型 产品
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_IS = re.compile("(?<!不)是(?!否)")
"""What two clauses have that set one thing beside another: 国内是守城，海外是攻城."""
_PAST = re.compile("(?:过去|近|最近|未来|这|前后|以往)$")
"""Before a time over which something is told, rather than of which it is told."""
_SMALL = 2
_HAN_PAIR = re.compile(f"[{HAN}]{{2}}")
_PARTS = (("领投", "跟投"), ("跟投", "领投"))
"""Verbs of two who take different parts in one thing."""
_LONGEST = 12

Words = frozenset[str]


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield what has changed places; the first value tells a violation."""
    yield from _figures(line, own)
    yield from _clauses(line, own)
    yield from _in_turn(line, own)
    yield from _parts(line, own)


def _figures(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the first of two figures that stand at each other's things."""
    told = [
        each
        for each in line.quantities
        if (each.dimension != COUNT or each.face > _SMALL)
        and not _PAST.search(line.text[: each.start])
    ]
    for one, other in combinations(told, 2):
        if not _is_sort(one, other) or matching.equal(one, other):
            continue
        nearest = _crossed(_context(one, line), _context(other, line), one, other, own)
        if nearest:
            yield (
                True,
                Objection("swap", line.text[one.start : one.end], one.start, one.end, nearest),
            )
            return


def _is_sort(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures measure the same, or the second leaves its unit to the first."""
    return one.dimension == other.dimension or not other.unit


def _crossed(ours: str, theirs: str, one: Quantity, other: Quantity, own: Source) -> str:
    """Return the sentence of the post whose figures are those of the other thing, or nothing."""
    mine, yours = _apart(_words(ours) | _unknown(ours, own), _words(theirs) | _unknown(theirs, own))
    found = ""
    for (post, first), (behind, second) in _pairs(one, other, own):
        at_first, at_second = _context(first, post), _context(second, behind)
        swapped = _swapped(mine, yours, at_first, at_second)
        if swapped:
            found = post.text
        elif _fit(mine, at_first, at_second) or _fit(yours, at_second, at_first):
            return ""
    return found


def _pairs(
    one: Quantity, other: Quantity, own: Source
) -> Iterator[tuple[tuple[Passage, Quantity], tuple[Passage, Quantity]]]:
    firsts = [(post, each) for post, each in own.quantities if matching.equal(one, each)]
    seconds = [(post, each) for post, each in own.quantities if matching.equal(other, each)]
    return ((first, second) for first in firsts for second in seconds if first[1] != second[1])


def _swapped(mine: Words, yours: Words, at_first: str, at_second: str) -> bool:
    """Tell whether words at one figure are those at the other one, and fit nowhere else."""
    mine_away, yours_away = _fit(mine, at_second, at_first), _fit(yours, at_first, at_second)
    if mine_away and yours_away:
        return True
    at_home = _fit(mine, at_first, "") or _fit(yours, at_second, "")
    named = any(map(_is_name, mine)) and any(map(_is_name, yours))
    return named and any(map(_is_name, mine_away | yours_away)) and not at_home


def _is_name(word: str) -> bool:
    """Tell whether no dictionary has a word: only names are told of one figure alone."""
    return not words.frequency(word)


def _fit(told: Words, text: str, other: str) -> Words:
    """Return the words that a text has, and another text has not."""
    return frozenset(
        word for word in told if _has(text, word) and not (other and _has(other, word))
    )


def _has(text: str, word: str) -> bool:
    return word in text.lower() if word.isascii() else holds(text, word)


def _apart(one: Words, other: Words) -> tuple[Words, Words]:
    return one - other, other - one


def _words(text: str) -> Words:
    """Return the content words of a text, of Latin ones with their number: HS-200."""
    names = {match[0].lower() for match in latin(text)}
    parts = {part for name in names for part in re.findall("[a-z]+", name)}
    return frozenset(((content(text) - parts) | names) - _COMMON)


def _unknown(text: str, own: Source) -> Words:
    """Return the names of two characters that the dictionary splits, and the item has twice."""
    found: set[str] = set()
    for one, other in pairwise(words.cut(text)):
        name = one + other
        if len(one) == len(other) == 1 and not words.frequency(name) and _HAN_PAIR.fullmatch(name):
            found.update({name} if own.text.count(name) >= _SMALL else ())
    return frozenset(found)


def _context(figure: Quantity, passage: Passage) -> str:
    """Return what stands at a figure: its clause, up to the figures beside it."""
    start, end = passage.clause_of(figure.start)
    inside = [each for each in passage.quantities if start <= each.start < end]
    before = [each.end for each in inside if each.end <= figure.start]
    after = [each.start for each in inside if each.start >= figure.end]
    low, high = max(before, default=start), min(after, default=end)
    tail = passage.text[figure.end : high]
    link = _LINK.search(tail)
    text = passage.text[low : figure.start] + " " + (tail[: link.start()] if link else tail)
    return _resolved(text, passage.text[:start])


def _resolved(text: str, before: str) -> str:
    """Return a text with the name that its 前者 or 后者 stands for."""
    match = _FORMER.search(text)
    joints = list(_JOINED.finditer(before)) if match else []
    if not match or not joints:
        return text
    place = joints[-1].start()
    name = before[max(0, place - _NEAR) : place] if match[0] == "前者" else before[place:][:_NEAR]
    return f"{text} {name}"


def _clauses(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the first of two clauses of which each has the thing of the other one."""
    for spans in pairwise(line.clauses):
        (start, end), (first, last) = spans
        one, other = _words(line.text[start:end]), _words(line.text[first:last])
        mine, yours = _apart(one, other)
        parallel = one & other or all(_IS.search(line.text[slice(*each)]) for each in spans)
        if not (mine and yours and parallel) or line.text[end : end + 1] in {"？", "?"}:
            continue  # only what is told alike: 软件差距在缩小，硬件差距没有
        for post in own.passages:
            if _IN_TURN.search(post.text):
                continue  # what belongs together stands apart
            for (a, b), (c, d) in pairwise(post.clauses):
                names = _latin_of_headline(own) - _words(post.text)
                if _turned(mine - names, yours - names, post.text[a:b], post.text[c:d]):
                    yield (
                        True,
                        Objection("swap", line.text[start:end], start, end, post.text[a:d]),
                    )
                    return


def _in_turn(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a figure of a row that stands at another thing of the row: A 和 B 分别为 1 和 2."""
    for post in own.passages:
        for link in _IN_TURN.finditer(post.text):
            things = _things(post.text[: link.start()])
            figures = [each for each in post.quantities if each.start >= link.end()][: len(things)]
            if len(things) < _SMALL or len(figures) < len(things):
                continue
            for told in line.quantities:
                places = [at for at, each in enumerate(figures) if matching.equal(told, each)]
                named = _thing_at(_context(told, line), things)
                if len(places) == 1 and named is not None and named != places[0]:
                    span = line.text[told.start : told.end]
                    yield True, Objection("swap", span, told.start, told.end, post.text)


def _things(text: str) -> list[str]:
    """Return the names of a row that ends a text, in order: A、B 和 C,起售价."""
    row = _ROW.search(text)
    return [each.strip().lower() for each in _JOINED.split(row[0])] if row else []


def _thing_at(text: str, things: Sequence[str]) -> int | None:
    """Return which thing a text names; a longer name goes before one that it begins with."""
    found = [
        at
        for at, thing in enumerate(things)
        if thing in text.lower()
        and not any(thing in other and other != thing and other in text.lower() for other in things)
    ]
    return found[0] if len(found) == 1 else None


def _latin_of_headline(own: Source) -> Words:
    """Return the Latin words of the headline, which name what a line is about all along."""
    headline = own.passages[0].text if own.passages else ""
    return frozenset(word for word in _words(headline) if word.isascii())


def _turned(mine: Words, yours: Words, first: str, second: str) -> bool:
    """Tell whether two clauses have exchanged a word each, and a word of theirs has stayed."""
    away, back = _fit(mine, second, first), _fit(yours, first, second)
    stays, keeps = _fit(mine, first, second), _fit(yours, second, first)
    if not away or not back:
        return False
    whole = mine <= away | stays and yours <= back | keeps
    return whole and bool(stays or keeps)


def _parts(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield who takes the part that somebody else has in the post: 领投 for 跟投."""
    for verb, other in _PARTS:
        for start, who in _before(verb, line.text):
            right = any(_same_end(who, each) for _, each in _before(verb, own.text))
            wrong = [each for _, each in _before(other, own.text) if _same_end(who, each)]
            if wrong and not right:
                yield True, Objection("swap", who, start, start + len(who), f"{wrong[0]}{other}")


def _before(verb: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the words before a verb in its clause, from behind 由 on."""
    for match in re.finditer(verb, text):
        before = re.split(
            r"[，。；：、由和]", text[max(0, match.start() - _LONGEST) : match.start()]
        )
        who = before[-1].rstrip()
        if len(who) >= _SMALL:
            yield text.rindex(who, 0, match.start()), who


def _same_end(one: str, other: str) -> bool:
    """Tell whether two texts end in the same name."""
    size = min(len(one), len(other), 4)
    return one[-size:] == other[-size:]
