"""Collect the news items of a post in order, and all other text with the reason to leave it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from podcast.digest import body, margins, outside, readings, titles
from podcast.digest.measures import Reading
from podcast.digest.outline import CERTAIN, Outline
from podcast.digest.trimming import is_prose
from podcast.digest.wording import key
from podcast.model import Block, Candidate, Item, LeftOut

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEVER = frozenset({"words of a program", "advertisement", "licence"})
"""The reasons for which prose is left out even when an item would then be empty."""
_REPEATED = 3
"""A bold line that this number of items have is one of the blog's own labels."""


@dataclass(frozen=True, slots=True)
class News:
    """The items of a post, the text left out, and the ways in which the post could be read."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    candidates: tuple[Candidate, ...]


def read(outline: Outline) -> News:
    """Return the items of a post and what is left out."""
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
    left_out = [one for draft in drafts for one in (*draft.left_out, *_nameless(draft.item))]
    left_out += outside.outside(outline, spans)
    left_out += outside.of_form(outline)
    listed_once = [one for one in left_out if one.text or not one.routine]
    return News(items, tuple(_sort_once(listed_once)), candidates)


def _nameless(item: Item) -> list[LeftOut]:
    """Return the blocks of a draft without a headline, which becomes no item."""
    if item.headline:
        return []
    return [
        LeftOut(outside.NO_ITEM, block.line, f"{block.label}：{block.text}".strip("："))
        for block in item.blocks
    ]


def _sort_once(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """Return what is left out, sorted by line and without duplicates."""
    return sorted(dict.fromkeys(left_out), key=lambda one: one.line)


# --- Which blocks -------------------------------------------------------------------------------


def _form(outline: Outline, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the bold lines with a colon that several items have: the blog's own labels."""
    counts: Counter[str] = Counter()
    for start, end in spans:
        counts.update(
            {
                key(outline.blocks[place].words)
                for place in range(start + 1, end)
                if titles.is_bold(outline.blocks[place])
                and outline.blocks[place].words.endswith(("：", ":"))
            }
        )
    return frozenset(words for words, times in counts.items() if times >= _REPEATED)


# --- One item -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """An item that has no number yet, and the text left out of the item."""

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
    blocks: list[Block] = []
    if rest:
        blocks.append(Block("paragraph", rest, outline.blocks[first].line))
    for place in range(start if whole else first + 1, end):
        block = outline.blocks[place]
        if outline.around[place] in CERTAIN:
            left_out.append(LeftOut(outline.around[place], block.line, block.words, True))
            continue
        if outline.texts[place].cuts:
            left_out += [
                LeftOut(cut.why, block.line, cut.text, True) for cut in outline.texts[place].cuts
            ]
        if place == outline.title_at:
            left_out.append(LeftOut("section", block.line, outline.headline(place), True))
        elif block.level:
            blocks += body.subheading(outline, place, left_out)
        elif block.kind == "text" and outline.texts[place].text:
            body.add_line(outline, place, blocks, form, left_out, first=outline.blocks[start])
    if not whole:
        left_out += [
            LeftOut(cut.why, outline.blocks[place].line, cut.text, True)
            for place in range(start, first + 1)
            for cut in outline.texts[place].cuts
        ]
    if not blocks:
        blocks, left_out = _restore_prose(left_out)
    inside = [outline.blocks[place] for place in range(start, end)]
    links = {link.url: link for block in reversed(inside) for link in reversed(block.links)}
    item = Item(
        number=0,
        headline=headline,
        blocks=tuple(blocks),
        images=tuple(dict.fromkeys(image for block in inside for image in block.images)),
        links=tuple(reversed(links.values())),
        line=outline.blocks[start].line if not whole else _first_line(outline),
        section="" if whole else section,
    )
    return _Draft(item, tuple(left_out))


def _restore_prose(left_out: list[LeftOut]) -> tuple[list[Block], list[LeftOut]]:
    """Return prose that was left out as blocks, and what remains left out.

    An item must not become empty because its prose looks like something that is not news.
    """
    prose = [one for one in left_out if is_prose(one.text) and one.what not in _NEVER]
    others = [one for one in left_out if one not in prose]
    return [Block("paragraph", one.text, one.line) for one in prose], others


def _first_line(outline: Outline) -> int:
    return next(
        (block.line for block, width in zip(outline.blocks, outline.widths, strict=True) if width),
        1,
    )


def _headline(outline: Outline, span: tuple[int, int], *, whole: bool) -> tuple[str, str, int]:
    """Return an item's headline, the rest of its line, and the index of its block."""
    start, end = span
    if whole:
        return outline.title, "", start - 1
    if outline.blocks[start].level and outline.headline(start):
        return outline.headline(start), "", start
    for place in range(start, end):
        title = outline.title_of(place)
        if title.headline and not outline.around[place]:
            return title.headline, title.rest, place
    return "", "", start


def _sections(outline: Outline, openers: frozenset[int]) -> dict[int, str]:
    """Return the headline of each item's section, by the item's first block; empty without one.

    The heading of a section has a lower level than the item, or the same level and no words below.
    """
    sections: dict[int, str] = {}
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
            heading = above[-1] if above else -1
            is_section = (
                heading >= 0 and heading != outline.title_at and not outline.around[heading]
            )
            sections[index] = outline.headline(heading) if is_section else ""
            if entry >= 0 and block.depth > outline.blocks[entry].depth:
                sections[index] = outline.texts[entry].text.rstrip("：: ")
        elif block.opens and not _is_in_item(index, openers, outline):
            entry = index
        if not block.depth and not block.level and block.words:
            entry = -1
    return sections


def _is_in_item(index: int, openers: frozenset[int], outline: Outline) -> bool:
    """Say whether an entry belongs to an item, because it stands below the entry that opens it."""
    depth = outline.blocks[index].depth
    for place in range(index - 1, -1, -1):
        block = outline.blocks[place]
        if block.opens and block.depth < depth:
            return place in openers
        if not block.depth:
            return False
    return False


def _encloses(outline: Outline, heading: int, level: int) -> bool:
    """Say whether a heading is that of an item's section: of a lower level, or equal and empty."""
    own = outline.blocks[heading].level
    if own < level:
        return True
    return own == level and not outline.is_followed_by_words(heading)


def _without_originals(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Leave out titles in another language below headlines, if most items have such titles."""
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
    original = LeftOut("original title", first.line, first.text, True)
    return _Draft(replace(draft.item, blocks=tuple(rest)), (*draft.left_out, original))
