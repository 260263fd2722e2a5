"""Judge lines of a narration: what is false in them, what is doubtful, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from podcast.factcheck import (
    agents,
    bodies,
    comparisons,
    deeds,
    denominators,
    directions,
    figures,
    holders,
    inventions,
    lookalikes,
    misquotes,
    names,
    namings,
    negation,
    neighbours,
    opposites,
    pairings,
    persons,
    portions,
    quotations,
    rankings,
    rhythms,
    roles,
    sources,
    speakers,
    superlatives,
    timing,
)
from podcast.factcheck.passages import Passage, Source, joined, passage, source, together
from podcast.model import OCCASION, Block, Digest, Item, Line, Objection, Support, Verdict

Found = tuple[bool, Objection]
"""Whether it is a violation or a warning, and the objection."""

LONGEST = 500
"""The most characters that are judged at once; the time grows with the square of their number."""
_OF_FRAMES = frozenset(
    {"number", "unit", "percent", "money", "date", "rounding", "version", "latin-name"}
)
"""The kinds of claims that a frame may make; one that only names subjects states nothing else."""
_COUNTED = 7
"""A rundown leaves all items but one to six."""
_LEAST_HEADLINE = 0.6
"""The share of a line's pairs of characters that are those of a headline which it tells."""
_LEAST_PAIRS, _LEAST_SHARE = 2, 0.2
"""The pairs of characters, and their share of the line's, that a sentence has in common with a line
that rests on it."""


def judge(text: str, item: Item, items: Sequence[Item], today: date) -> Verdict:
    """Judge a line about an item; `items` are all of its post, `today` is the post's date."""
    return _judged(text, item, tuple(items), today)


@lru_cache(maxsize=512)
def _judged(text: str, item: Item, items: tuple[Item, ...], today: date) -> Verdict:
    """Judge a line; a build asks twice, when it has the script and when it has the manifest."""
    line = passage(text, today)
    own = source(item, today)
    others = tuple(source(each, today) for each in items if each.number != item.number)
    return _verdict(text, line, own, others, today)


def judge_frame(
    text: str, items: Sequence[Item], today: date, own_words: Sequence[str] = ()
) -> Verdict:
    """Judge a line that is about the whole post: of the opening, the rundown or the closing.

    A line that tells a headline is about that item, so that a figure of another item is a swap.
    `own_words` are what a show may say of itself: its name, and the names of its hosts.
    """
    told = _headline_told(text, items)
    if told:
        return judge(text, _with(told, own_words), items, today)
    whole = together(tuple(items), today, tuple(own_words))
    verdict = _verdict(text, passage(text, today), whole, (), today)
    traced = tuple(each for each in verdict.violations if each.kind in _OF_FRAMES)
    return replace(verdict, violations=traced)


def _with(item: Item, own_words: Sequence[str]) -> Item:
    """Return an item with what a show may say of itself: it may have told of the same before."""
    return replace(
        item, blocks=(*item.blocks, *(Block("paragraph", each, 0) for each in own_words))
    )


def _headline_told(text: str, items: Sequence[Item]) -> Item | None:
    """Return the item whose headline a line tells, if it tells one."""
    pairs = _pairs(joined(text))
    shares = [(len(pairs & _pairs(joined(each.headline))), each) for each in items]
    most, item = max(shares, key=lambda each: each[0], default=(0, None))
    return item if pairs and most >= len(pairs) * _LEAST_HEADLINE else None


def judge_lines(
    lines: Iterable[Line], digest: Digest, own_words: Sequence[str] = ()
) -> tuple[Verdict, ...]:
    """Judge lines in order; a line of no item, or of an unknown one, is about the whole post.

    `own_words` are what a show may say of itself (`judge_frame`), beside the post's title, the
    occasion of its news, and how many items there are, or are left behind a rundown.
    """
    counted = (f"{number}条" for number in range(len(digest.items) + 1)[-_COUNTED:])
    occasion = (one.text for one in digest.left_out if one.what == OCCASION)
    own_words = (*own_words, digest.title, *counted, *occasion)
    items = {item.number: item for item in digest.items}

    def judged(line: Line, text: str) -> Verdict:
        if line.item in items:
            return judge(text, items[line.item], digest.items, digest.date)
        return judge_frame(text, digest.items, digest.date, own_words)

    return tuple(
        _joined([(start, judged(line, part)) for start, part in _parts(line.text)])
        for line in lines
    )


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield a line, or the parts of a very long one with their places; each takes bounded time."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind("。", start, start + LONGEST) + 1 or start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _joined(verdicts: Sequence[tuple[int, Verdict]]) -> Verdict:
    """Return the verdict on a line from those on its parts."""
    return Verdict(
        violations=tuple(_moved(each, at) for at, one in verdicts for each in one.violations),
        warnings=tuple(_moved(each, at) for at, one in verdicts for each in one.warnings),
        supports=tuple(dict.fromkeys(each for _, one in verdicts for each in one.supports)),
    )


def _moved(objection: Objection, by: int) -> Objection:
    return replace(objection, start=objection.start + by, end=objection.end + by)


def _verdict(
    text: str, line: Passage, own: Source, others: tuple[Source, ...], today: date
) -> Verdict:
    found = [
        each for each in _found(line, own, others, today) if not _is_verbatim(each[1], line, own)
    ]
    return Verdict(
        violations=_in_order((each for surely, each in found if surely), text),
        warnings=_in_order((each for surely, each in found if not surely), text),
        supports=tuple(_supports(line, own, today)),
    )


def _found(line: Passage, own: Source, others: tuple[Source, ...], today: date) -> Iterator[Found]:
    yield from figures.check(line, own, others)
    yield from timing.check(line, own, today)
    yield from portions.check(line, own)
    yield from rhythms.check(line, own)
    yield from denominators.check(line, own)
    yield from names.check(line, own, others)
    yield from namings.check(line, own)
    yield from bodies.check(line, own, others)
    yield from persons.check(line, own)
    yield from lookalikes.check(line, own)
    yield from agents.check(line, own)
    yield from neighbours.check(line, own, today)
    yield from directions.check(line, own)
    yield from comparisons.check(line, own)
    yield from negation.check(line, own)
    yield from superlatives.check(line, own)
    yield from holders.check(line, own)
    yield from rankings.check(line, own)
    yield from quotations.check(line, own)
    yield from misquotes.check(line, own)
    yield from speakers.check(line, own)
    yield from sources.check(line, own)
    yield from deeds.check(line, own)
    yield from roles.check(line, own)
    yield from opposites.check(line, own)
    yield from pairings.check(line, own)
    yield from inventions.check(line, own)


def _is_verbatim(objection: Objection, line: Passage, own: Source) -> bool:
    """Tell whether an objection is to a clause that the post has word for word."""
    start, end = line.clause_of(objection.start)
    return objection.end <= end and joined(line.text[start:end]) in own.clauses


def _in_order(found: Iterable[Objection], text: str) -> tuple[Objection, ...]:
    """Return objections in the order of the line, their spans as the line is written."""
    unique = {(each.start, each.end, each.kind): each for each in found}
    return tuple(
        Objection(each.kind, text[each.start : each.end], each.start, each.end, each.nearest)
        for _, each in sorted(unique.items())
    )


def _supports(line: Passage, own: Source, today: date) -> Iterator[Support]:
    """Yield the sentences that hold the line's figures and moments, else those most like it."""
    traced = {each for one in line.quantities for each in figures.traced(one, line, own)[:1]} | {
        each for one in line.moments for each in timing.traced(one, own, today)[:1]
    }
    pairs = _pairs(line.text)
    best = max(own.passages, key=lambda each: len(pairs & _pairs(each.text)), default=None)
    if best and len(pairs & _pairs(best.text)) >= max(_LEAST_PAIRS, len(pairs) * _LEAST_SHARE):
        traced.add(best)
    for each in own.passages:
        if each in traced and each.post_line:
            yield Support(each.item, each.post_line, each.written)


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
