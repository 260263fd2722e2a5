"""The news items of a post: what belongs to each, in order, and a reason for all that does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from podcast.digest import body, margins, outside, readings, titles
from podcast.digest.measures import Reading
from podcast.digest.outline import CERTAIN, Outline
from podcast.digest.told import is_prose
from podcast.digest.wording import key
from podcast.model import Block, Candidate, Item, LeftOut

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEVER = frozenset({"words of a program", "advertisement", "licence"})
"""Reasons for which also prose is left out."""
_REPEATED = 3
"""Items in which a bold line must stand for it to be a label of the blog's own form."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a post holds: its items, what is left out, and how else it could be read."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    candidates: tuple[Candidate, ...]


def read(outline: Outline) -> Found:
    """Return the items of a post and what it holds beside them."""
    outline, reading, candidates = readings.choose(outline)
    spans = sorted([*reading.spans, *margins.orphans(outline, reading)])
    spans = margins.without_footer(outline, spans)
    labels = _form(outline, spans)
    sections = _sections(outline, frozenset(start for start, _ in spans))
    drafts = [_draft(outline, reading, span, labels, sections.get(span[0], "")) for span in spans]
    drafts = _without_originals(drafts)
    items = tuple(
        replace(draft.item, number=number)
        for number, draft in enumerate((d for d in drafts if d.item.headline), 1)
    )
    left_out = [one for draft in drafts for one in draft.left_out]
    left_out += outside.outside(outline, spans)
    left_out += outside.of_form(outline)
    known = [one for one in left_out if one.text or not one.routine]
    return Found(items, tuple(_once(known)), candidates)


def _once(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """Sort by line; a table is named once, its cells keep their words."""
    return sorted(dict.fromkeys(left_out), key=lambda one: one.line)


# --- Which blocks -------------------------------------------------------------------------------


def _form(outline: Outline, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the bold lines that announce something in several items: the blog's own form."""
    found: Counter[str] = Counter()
    for start, end in spans:
        found.update(
            {
                key(outline.blocks[place].words)
                for place in range(start + 1, end)
                if titles.is_bold(outline.blocks[place])
                and outline.blocks[place].words.endswith(("：", ":"))
            }
        )
    return frozenset(words for words, times in found.items() if times >= _REPEATED)


# --- One item -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """An item without its number, and what stood in its place and is not told."""

    item: Item
    left_out: tuple[LeftOut, ...]


def _draft(
    outline: Outline,
    reading: Reading,
    span: tuple[int, int],
    form: frozenset[str],
    section: str,
) -> _Draft:
    start, end = span
    whole = span == (0, len(outline.blocks)) and not reading.row.headings
    left_out: list[LeftOut] = []
    headline, rest, first = _headline(outline, span, whole=whole)
    told: list[Block] = []
    if rest:
        told.append(Block("paragraph", rest, outline.blocks[first].line))
    for place in range(start if whole else first + 1, end):
        block = outline.blocks[place]
        if outline.around[place] in CERTAIN:
            left_out.append(LeftOut(outline.around[place], block.line, block.words, True))
            continue
        if outline.told[place].cuts:
            left_out += [
                LeftOut(cut.why, block.line, cut.text, True) for cut in outline.told[place].cuts
            ]
        if place == outline.title_at:
            left_out.append(LeftOut("section", block.line, outline.headline(place), True))
        elif block.level:
            told += body.subheading(outline, place, left_out)
        elif block.kind == "text" and outline.told[place].text:
            body.tell(outline, place, told, form, left_out, first=outline.blocks[start])
    if not whole:
        left_out += [
            LeftOut(cut.why, outline.blocks[place].line, cut.text, True)
            for place in range(start, first + 1)
            for cut in outline.told[place].cuts
        ]
    if not told:
        told, left_out = _restored(left_out)
    inside = [outline.blocks[place] for place in range(start, end)]
    links = {link.url: link for block in reversed(inside) for link in reversed(block.links)}
    item = Item(
        number=0,
        headline=headline,
        blocks=tuple(told),
        images=tuple(dict.fromkeys(image for block in inside for image in block.images)),
        links=tuple(reversed(links.values())),
        line=outline.blocks[start].line if not whole else _first_line(outline),
        section="" if whole else section,
    )
    return _Draft(item, tuple(left_out))


def _restored(left_out: list[LeftOut]) -> tuple[list[Block], list[LeftOut]]:
    """Return prose that was left out as blocks: a reason must not empty a whole item."""
    prose = [one for one in left_out if is_prose(one.text) and one.what not in _NEVER]
    kept = [one for one in left_out if one not in prose]
    return [Block("paragraph", one.text, one.line) for one in prose], kept


def _first_line(outline: Outline) -> int:
    return next(
        (block.line for block, width in zip(outline.blocks, outline.widths, strict=True) if width),
        1,
    )


def _headline(outline: Outline, span: tuple[int, int], *, whole: bool) -> tuple[str, str, int]:
    """Return an item's headline, the rest of its line, and in which block it stands."""
    start, end = span
    if whole:
        return outline.title, "", start - 1
    if outline.blocks[start].level:
        return outline.headline(start), "", start
    for place in range(start, end):
        title = outline.title_of(place)
        if title.headline:
            return title.headline, title.rest, place
    return "", "", start


def _sections(outline: Outline, openers: frozenset[int]) -> dict[int, str]:
    """Return for each item, by its first block, the headline of its section; empty without one.

    A section's heading has a lower level, or the same one and nothing below it.
    """
    found: dict[int, str] = {}
    above: list[int] = []
    entry = -1
    for index, block in enumerate(outline.blocks):
        level = block.level or 7
        if block.level and index not in openers:
            while above and outline.blocks[above[-1]].level >= level:
                above.pop()
            above.append(index)
        elif index in openers:
            while above and not _encloses(outline, above[-1], level):
                above.pop()
            named = above[-1] if above else -1
            told = named >= 0 and named != outline.title_at and not outline.around[named]
            found[index] = outline.headline(named) if told else ""
            if entry >= 0 and block.depth > outline.blocks[entry].depth:
                found[index] = outline.told[entry].text.rstrip("：: ")
        elif block.opens and not _is_held(index, openers, outline):
            entry = index
        if not block.depth and not block.level and block.words:
            entry = -1
    return found


def _is_held(index: int, openers: frozenset[int], outline: Outline) -> bool:
    """Say whether an entry stands in an item: below another entry that opens one."""
    depth = outline.blocks[index].depth
    for place in range(index - 1, -1, -1):
        block = outline.blocks[place]
        if block.opens and block.depth < depth:
            return place in openers
        if not block.depth:
            return False
    return False


def _encloses(outline: Outline, heading: int, level: int) -> bool:
    """Say whether a heading is the section of an item: above it, or of its level and empty."""
    own = outline.blocks[heading].level
    if own < level:
        return True
    return own == level and not outline.is_followed_by_words(heading)


def _without_originals(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Leave out the title in another language that stands below the headline of most items."""
    with_original = [draft for draft in drafts if _original(draft.item)]
    if len(drafts) < _REPEATED or 2 * len(with_original) < len(drafts):
        return list(drafts)
    return [_without_original(draft) if _original(draft.item) else draft for draft in drafts]


def _original(item: Item) -> bool:
    first = item.blocks[0] if item.blocks else None
    if first is None or first.kind != "paragraph" or not _HAN.search(item.headline):
        return False
    return not _HAN.search(first.text) and len(first.text) > 8 and len(item.blocks) > 1  # noqa: PLR2004


def _without_original(draft: _Draft) -> _Draft:
    first, *rest = draft.item.blocks
    gone = LeftOut("original title", first.line, first.text, True)
    return _Draft(replace(draft.item, blocks=tuple(rest)), (*draft.left_out, gone))
