"""Try every way to list news on a post, and choose the reading with the best score."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from podcast.digest.candidates import TABLE, openers
from podcast.digest.measures import Reading, is_head, measure, whole
from podcast.digest.outline import Outline
from podcast.model import Candidate

_ENOUGH = 0.5
"""Sections of comment are tried as news, too, when the items hold less than this share of prose."""
_NOTHING = 0.02
"""Every section is tried as news when the items hold less than this share of the prose."""
_SURE = 1.5
"""How many times better a reading must be if it reads sections of comment as news."""
_LINKED_LEAST = 5
"""From this number of items with a link on, last items without a link are taken for comment."""
_OTHERS = 0.7
"""An item may be read as a section when the others have at least this likeness to headlines."""


def choose(outline: Outline) -> tuple[Outline, Reading, tuple[Candidate, ...]]:
    """Return the outline, the best reading of a post, and all candidates, the best first.

    When the items hold less than half of the prose, sections that look like comment by their names
    may be the news of this post. The returned outline then has these sections as news.
    """
    readings = _readings(outline)
    for wider, enough in ((outline.with_comments(), _ENOUGH), (outline.with_all(), _NOTHING)):
        if _share_of_all(outline, readings[0]) >= enough:
            break
        again = _readings(wider)
        if _score_of_all(wider, again[0]) > _SURE * _score_of_all(outline, readings[0]):
            outline, readings = wider, again
    best = replace(readings[0], spans=_without_afterword(outline, readings[0]))
    best = replace(best, spans=tuple(_open_shelves(outline, best)))
    return outline, best, tuple(reading.candidate for reading in readings)


def _without_afterword(outline: Outline, reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the items without the last ones if only these have no link.

    Such last items are comment.
    """
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


def _open_shelves(outline: Outline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the items; an item that is only a section with a list is replaced by its entries."""
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
    """Return the first blocks of the entries if a heading has only a list below it, else none."""
    below = [place for place in range(start + 1, end) if outline.texts[place].text]
    entries = [
        place for place in below if outline.blocks[place].opens and outline.blocks[place].depth == 1
    ]
    alone = all(outline.blocks[place].depth for place in below)
    leads = [_follows_address(outline, place) for place in entries]
    heads = [is_head(outline.blocks[place]) for place in entries]
    return entries if alone and len(entries) > 1 and (all(heads) or all(leads)) else []


def _follows_address(outline: Outline, place: int) -> bool:
    """Say whether an entry's words stand on the line below an address."""
    before = outline.blocks[place - 1]
    return before.group == outline.blocks[place].group and bool(before.links) and not before.words


def _score_of_all(outline: Outline, reading: Reading) -> float:
    """Return the score of a reading, lowered by the share of all prose that its items lack."""
    return reading.candidate.score * math.sqrt(_share_of_all(outline, reading))


def _readings(outline: Outline) -> list[Reading]:
    """Return the readings of the post in every way of the table, the best first."""
    by_openers: dict[tuple[int, ...], Reading] = {}
    for row in TABLE:
        begins = tuple(openers(outline, row))
        if not begins:
            continue
        reading = measure(outline, row, begins)
        other = by_openers.get(begins)
        if other is None or other.candidate.score < reading.candidate.score:
            by_openers[begins] = reading
    return sorted([*by_openers.values(), whole(outline)], key=lambda one: -one.candidate.score)


def _share_of_all(outline: Outline, reading: Reading) -> float:
    """Return the share of all prose, also of sections that are not news, in a reading's items."""
    everything = sum(outline.all_widths)
    widths = outline.all_widths if reading.row.headings else outline.widths
    carried = sum(sum(widths[start:end]) for start, end in reading.spans)
    return carried / everything if everything else 1.0
