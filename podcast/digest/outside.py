"""What stands outside the items of a post, each with the reason why it is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcast.digest import extents
from podcast.digest.outline import Outline
from podcast.digest.told import around, columns
from podcast.model import LeftOut

_INTRODUCTION = 160
"""Columns of the longest line that only introduces what follows."""
_NAME = 24
"""Columns of the widest entry that only names those below it."""
_NO_ITEM = "text that belongs to no item"
_BY_FORM = frozenset(
    {"table", "code block", "HTML block", "HTML comment that is never closed", "struck-out text"}
)
"""What is left out by its form and yet named to a person: it may have been meant."""


def of_form(outline: Outline) -> Iterator[LeftOut]:
    """Yield what is never told because of its form: tables, code, HTML, footnotes."""
    for block in outline.blocks:
        if block.kind == "left out":
            words = block.words or ("" if block.why == "HTML block" else block.text)
            routine = block.why not in _BY_FORM or (block.why == "HTML block" and not words)
            yield LeftOut(block.why, block.line, words, routine)


def outside(outline: Outline, spans: Sequence[tuple[int, int]]) -> Iterator[LeftOut]:
    """Yield all that stands outside the items, with why it is not told."""
    held = extents.held(outline, spans)
    for place, block in enumerate(outline.blocks):
        if held[place] or block.kind in ("rule", "left out"):
            continue
        if block.level:
            yield from _outside_heading(outline, place, held)
        elif outline.around[place]:
            yield LeftOut(outline.around[place], block.line, block.words, True)
        elif block.words:
            if _names_entries(outline, place, held):
                yield LeftOut("section", block.line, outline.told[place].text, True)
                continue
            introduces = _introduces(outline, place, held)
            yield from _outside_text(outline, place, introduces=introduces)


def _outside_heading(outline: Outline, place: int, held: Sequence[bool]) -> Iterator[LeftOut]:
    block, words = outline.blocks[place], outline.headline(place)
    following = next(
        (
            row
            for row in range(place + 1, len(outline.blocks))
            if outline.blocks[row].level or held[row]
        ),
        len(outline.blocks),
    )
    section = following < len(outline.blocks) and (
        held[following] or outline.blocks[following].level > block.level
    )
    if outline.around[place]:
        yield LeftOut(outline.around[place], block.line, words, True)
    elif not words:
        yield LeftOut("a heading without words", block.line)
    elif place == outline.title_at:
        yield LeftOut("the title", block.line, words, True)
    elif section or any(outline.blocks[row].words for row in range(place + 1, following)):
        yield LeftOut("section", block.line, words, True)
    else:
        yield LeftOut(f"the heading “{words}”", block.line, words)


def _names_entries(outline: Outline, place: int, held: Sequence[bool]) -> bool:
    """Say whether an entry only names the items that stand in the list below it."""
    block = outline.blocks[place]
    below = place + 1
    return (
        block.opens
        and below < len(held)
        and held[below]
        and outline.blocks[below].depth > block.depth
        and columns(outline.told[place].text) <= _NAME
    )


def _introduces(outline: Outline, place: int, held: Sequence[bool]) -> bool:
    """Say whether a text leads to the items behind it: short, without a figure.

    It stands before all of them, or right under the heading of their section.
    """
    said = outline.told[place].text
    if columns(said) > _INTRODUCTION or re.search(r"\d", said):
        return False
    if not any(held[:place]):
        return True
    behind = (row for row in range(place + 1, len(held)) if outline.blocks[row].words)
    heading = outline.enclosing[place]
    under = heading >= 0 and not held[heading]
    return under and next((held[row] for row in behind), False)


def _outside_text(outline: Outline, place: int, *, introduces: bool) -> Iterator[LeftOut]:
    block = outline.blocks[place]
    for cut in outline.told[place].cuts:
        yield LeftOut(cut.why, block.line, cut.text, True)
    if not outline.told[place].text:
        return
    if why := around(block):
        yield LeftOut(why, block.line, block.words, True)
        return
    if introduces:
        yield LeftOut("introduction", block.line, outline.told[place].text, True)
        return
    heading = outline.enclosing[place]
    words = outline.headline(heading) if heading >= 0 and heading != outline.title_at else ""
    what = f"text under the heading “{words}”" if words else _NO_ITEM
    yield LeftOut(what, block.line, outline.told[place].text)
