"""Which blocks of a post are its news items: every way to list news is tried, the best one wins."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from podcast.digest.candidates import TABLE, openers
from podcast.digest.measures import Reading, is_head, measured, whole
from podcast.digest.outline import Outline
from podcast.model import Candidate

_ENOUGH = 0.5
"""Share of the prose that a reading carries, or sections of comment are read as news as well."""
_NOTHING = 0.02
"""Share of the prose below which a reading carries nothing, and every section is read as news."""
_SURE = 1.5
"""How many times better a reading must be that takes sections of comment for news."""
_LINKED_LEAST = 5
"""Items with a link before last ones without are the blog's comment."""
_OTHERS = 0.7
"""Likeness to headlines of the other items, from which a section among them is known as one."""


def choose(outline: Outline) -> tuple[Outline, Reading, tuple[Candidate, ...]]:
    """Return the best reading of a post, and all candidates, the best first.

    When it carries less than half of the prose, the sections that only their names make comment
    may be the news of this post: then the outline that comes back has them as such.
    """
    readings = _readings(outline)
    for wider, enough in ((outline.with_comments(), _ENOUGH), (outline.with_all(), _NOTHING)):
        if _share_of_all(outline, readings[0]) >= enough:
            break
        again = _readings(wider)
        if _carried(wider, again[0]) > _SURE * _carried(outline, readings[0]):
            outline, readings = wider, again
    best = replace(readings[0], spans=_without_afterword(outline, readings[0]))
    best = replace(best, spans=tuple(_shelves_opened(outline, best)))
    return outline, best, tuple(reading.measured for reading in readings)


def _without_afterword(outline: Outline, reading: Reading) -> tuple[tuple[int, int], ...]:
    """Cut off last sections without a link when every item before them has one: they comment."""
    if not reading.spans:
        return ()
    linked = [
        any(outline.blocks[place].links for place in range(start, end))
        for start, end in reading.spans
    ]
    keep = len(linked)
    while keep and not linked[keep - 1]:
        keep -= 1
    if not (reading.row.headings or outline.blocks[reading.spans[0][0]].depth):
        return reading.spans
    sure = keep >= _LINKED_LEAST and all(linked[:keep]) and 3 * keep >= 2 * len(linked)
    if not sure or keep == len(linked):
        return reading.spans
    before, after = reading.spans[keep - 1][0], reading.spans[keep][0]
    section = max(
        (place for place in range(before, after) if outline.blocks[place].level), default=-1
    )
    return reading.spans[:keep] if section > before else reading.spans


def _shelves_opened(outline: Outline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the items; one that has the name of a section and holds only a list is that list."""
    likeness = [outline.likeness(outline.headline(start)) for start, _ in reading.spans]
    everything = sum(likeness)
    for (start, end), like in zip(reading.spans, likeness, strict=True):
        others = (everything - like) / max(1, len(likeness) - 1)
        entries = list_alone(outline, start, end) if reading.row.headings else []
        if like < 0.5 and others >= _OTHERS and entries:  # noqa: PLR2004 -- half a headline
            yield from zip(entries, [*entries[1:], end], strict=True)
        else:
            yield start, end


def list_alone(outline: Outline, start: int, end: int) -> list[int]:
    """Return where the entries of a list begin that is all a heading has below it."""
    below = [place for place in range(start + 1, end) if outline.told[place].text]
    entries = [
        place for place in below if outline.blocks[place].opens and outline.blocks[place].depth == 1
    ]
    alone = all(outline.blocks[place].depth for place in below)
    leads = [_follows_address(outline, place) for place in entries]
    heads = [is_head(outline.blocks[place]) for place in entries]
    return entries if alone and len(entries) > 1 and (all(heads) or all(leads)) else []


def _follows_address(outline: Outline, place: int) -> bool:
    """Say whether an entry's words stand on the line below its address."""
    before = outline.blocks[place - 1]
    return before.group == outline.blocks[place].group and bool(before.links) and not before.words


def _carried(outline: Outline, reading: Reading) -> float:
    """Return how good a reading is when all prose of the post counts."""
    return reading.measured.score * math.sqrt(_share_of_all(outline, reading))


def _readings(outline: Outline) -> list[Reading]:
    """Return the post read in every way of the table, the best first."""
    found: dict[tuple[int, ...], Reading] = {}
    for row in TABLE:
        begins = tuple(openers(outline, row))
        if not begins:
            continue
        reading = measured(outline, row, begins)
        known = found.get(begins)
        if known is None or known.measured.score < reading.measured.score:
            found[begins] = reading
    return sorted([*found.values(), whole(outline)], key=lambda one: -one.measured.score)


def _share_of_all(outline: Outline, reading: Reading) -> float:
    """Return how much of all prose a reading carries, that of sections around the news included."""
    everything = sum(outline.all_widths)
    widths = outline.all_widths if reading.row.headings else outline.widths
    carried = sum(sum(widths[start:end]) for start, end in reading.spans)
    return carried / everything if everything else 1.0
