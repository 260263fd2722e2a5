"""List the text outside the items of a post, with the reason why it is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcast.digest import extents
from podcast.digest.outline import Outline
from podcast.digest.trimming import around, columns
from podcast.model import OCCASION, LeftOut

_INTRODUCTION = 160
"""The width in columns of the longest line that may be an introduction."""
_NAME = 24
"""The width in columns of the longest entry that may only name the entries below it."""
NO_ITEM = "text that belongs to no item"
"""The reason for text that no other reason explains."""
_EVENTS = "(?:峰会|大会|论坛|年会|研讨会|座谈会|发布会|博览会|展会|车展|听证会|电影节|大赛)"
_TAKES_PLACE = "(?:开幕|揭幕|闭幕|落幕|举行|举办|召开|收官|开赛)"
_OCCASION = re.compile(f"{_EVENTS}[^。]{{0,12}}{_TAKES_PLACE}|{_TAKES_PLACE}[^。]{{0,16}}{_EVENTS}")
_BY_FORM = frozenset(
    {"table", "code block", "HTML block", "HTML comment that is never closed", "struck-out text"}
)
"""The kinds of text that are left out because of their form, but with a warning."""


def of_form(outline: Outline) -> Iterator[LeftOut]:
    """Yield the text that is left out because of its form: tables, code, HTML, footnotes."""
    for block in outline.blocks:
        if block.kind == "left out":
            words = block.words or ("" if block.why == "HTML block" else block.text)
            routine = block.why not in _BY_FORM or (block.why == "HTML block" and not words)
            yield LeftOut(block.why, block.line, words, routine)


def outside(outline: Outline, spans: Sequence[tuple[int, int]]) -> Iterator[LeftOut]:
    """Yield all text outside the items, with the reason why it is left out."""
    in_item = extents.in_items(outline, spans)
    for place, block in enumerate(outline.blocks):
        if in_item[place] or block.kind in ("rule", "left out"):
            continue
        if block.level:
            yield from _outside_heading(outline, place, in_item)
        elif outline.around[place]:
            yield LeftOut(outline.around[place], block.line, block.words, True)
        elif block.words:
            if _names_entries(outline, place, in_item):
                yield LeftOut("section", block.line, outline.texts[place].text, True)
                continue
            if not any(in_item[:place]) and _OCCASION.search(outline.texts[place].text):
                yield LeftOut(OCCASION, block.line, outline.texts[place].text, True)
                continue
            introduces = _introduces(outline, place, in_item)
            yield from _outside_text(outline, place, introduces=introduces)


def _outside_heading(outline: Outline, place: int, in_item: Sequence[bool]) -> Iterator[LeftOut]:
    block, words = outline.blocks[place], outline.headline(place)
    following = next(
        (
            row
            for row in range(place + 1, len(outline.blocks))
            if outline.blocks[row].level or in_item[row]
        ),
        len(outline.blocks),
    )
    section = following < len(outline.blocks) and (
        in_item[following] or outline.blocks[following].level > block.level
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


def _names_entries(outline: Outline, place: int, in_item: Sequence[bool]) -> bool:
    """Say whether an entry only names the items in the list below it."""
    block = outline.blocks[place]
    below = place + 1
    return (
        block.opens
        and below < len(in_item)
        and in_item[below]
        and outline.blocks[below].depth > block.depth
        and columns(outline.texts[place].text) <= _NAME
    )


def _introduces(outline: Outline, place: int, in_item: Sequence[bool]) -> bool:
    """Say whether a text introduces the items after it: it is short and has no digits.

    Such a text stands before all items, or right under the heading of their section.
    """
    text = outline.texts[place].text
    if columns(text) > _INTRODUCTION or re.search(r"\d", text):
        return False
    if not any(in_item[:place]):
        return True
    behind = (row for row in range(place + 1, len(in_item)) if outline.blocks[row].words)
    heading = outline.enclosing[place]
    under = heading >= 0 and not in_item[heading]
    return under and next((in_item[row] for row in behind), False)


def _outside_text(outline: Outline, place: int, *, introduces: bool) -> Iterator[LeftOut]:
    block = outline.blocks[place]
    for cut in outline.texts[place].cuts:
        yield LeftOut(cut.why, block.line, cut.text, True)
    if not outline.texts[place].text:
        return
    if why := around(block):
        yield LeftOut(why, block.line, block.words, True)
        return
    if introduces:
        yield LeftOut("introduction", block.line, outline.texts[place].text, True)
        return
    heading = outline.enclosing[place]
    words = outline.headline(heading) if heading >= 0 and heading != outline.title_at else ""
    what = f"text under the heading “{words}”" if words else NO_ITEM
    yield LeftOut(what, block.line, outline.texts[place].text)
