"""What stands outside the items of a post, each with the reason why it is not told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podcast.digest.outline import Outline
from podcast.digest.told import around
from podcast.model import LeftOut

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
    held = [False] * len(outline.blocks)
    for start, end in spans:
        held[start:end] = [True] * (end - start)
    for place, block in enumerate(outline.blocks):
        if held[place] or block.kind in ("rule", "left out"):
            continue
        if block.level:
            yield from _outside_heading(outline, place, held)
        elif outline.around[place]:
            yield LeftOut(outline.around[place], block.line, block.words, True)
        elif block.words:
            yield from _outside_text(outline, place)


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
    elif (
        section
        or place == outline.title_at
        or any(outline.blocks[row].words for row in range(place + 1, following))
    ):
        yield LeftOut("section", block.line, words, True)
    else:
        yield LeftOut(f"the heading “{words}”", block.line, words)


def _outside_text(outline: Outline, place: int) -> Iterator[LeftOut]:
    block = outline.blocks[place]
    for cut in outline.told[place].cuts:
        yield LeftOut(cut.why, block.line, cut.text, True)
    if not outline.told[place].text:
        return
    if why := around(block):
        yield LeftOut(why, block.line, block.words, True)
        return
    heading = outline.enclosing[place]
    words = outline.headline(heading) if heading >= 0 and heading != outline.title_at else ""
    what = f"text under the heading “{words}”" if words else _NO_ITEM
    yield LeftOut(what, block.line, outline.told[place].text)
