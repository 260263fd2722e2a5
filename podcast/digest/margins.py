"""Adjust a reading at its margins: add sections that are stories, cut off the parting words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcast.digest import extents, readings
from podcast.digest.measures import Reading
from podcast.digest.outline import Outline
from podcast.digest.trimming import around

_ORPHAN = 80
"""A section outside the items with at least this many columns of prose is an item of its own."""
_LARGE = 0.2
"""A section after the last item with at least this share of the post's prose is an item."""


def orphans(outline: Outline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of sections outside the items that tell a story of their own.

    A section after the last item is the blog's afterword, unless it is a large part of the post.
    """
    last = reading.spans[-1][0] if reading.spans else 0
    limit = outline.afterword
    enough = _LARGE * sum(outline.widths)
    in_item = extents.in_items(outline, reading.spans)
    place = 0
    while place < limit:
        block = outline.blocks[place]
        if not block.level or in_item[place] or outline.around[place] or place == outline.title_at:
            place += 1
            continue
        end = place + 1
        while end < limit and not in_item[end] and not outline.around[end]:
            if outline.blocks[end].level and outline.blocks[end].level <= block.level:
                break
            end += 1
        least = _ORPHAN if place < last else max(_ORPHAN, enough)
        alone = end == len(outline.blocks) or not in_item[end] or outline.blocks[end].level > 0
        is_story = sum(outline.widths[place:end]) >= least or readings.list_alone(
            outline, place, end
        )
        if alone and is_story and not _is_notice(outline, place):
            yield place, end
        place = end


def _is_notice(outline: Outline, heading: int) -> bool:
    """Say whether a heading is marked as an advertisement or a notice of the blog: 【招聘】."""
    return bool(
        re.match(
            r"\W*[\[【](?:活动|广告|赞助|推广|招聘|公告|通知|福利)", outline.blocks[heading].text
        )
    )


def without_footer(outline: Outline, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut the blog's parting words off the last item: after a rule, or lines of parting words."""
    if not spans:
        return []
    start, end = spans[-1]
    rules = [place for place in range(start, end) if outline.blocks[place].kind == "rule"]
    if rules:
        behind = [outline.blocks[place] for place in range(rules[-1], end)]
        has_news = any(outline.widths[start : rules[-1]])
        if has_news and not any(block.depth or block.level for block in behind):
            end = rules[-1]
    while end > start + 1:
        block = outline.blocks[end - 1]
        words = block.kind == "text" and bool(block.words)
        if block.level or (words and not around(block)):
            break
        if words and not any(outline.widths[start + 1 : end - 1]) and not block.spans:
            break  # an item keeps its only text
        end -= 1
    return [*spans[:-1], (start, max(end, start + 1))]
