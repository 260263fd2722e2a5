"""Find where each item ends: at the next item, or at the end of its section."""

from __future__ import annotations

from collections.abc import Sequence

from podcast.digest.blocks import PostBlock
from podcast.digest.candidates import Way, counts
from podcast.digest.outline import Outline

_SECTION_INTRO = 120
"""The most columns of prose that may introduce a section below its heading."""
_OPEN = 1 / 3
"""If text follows more than this share of the items, such text belongs to the item before it."""


def spans(outline: Outline, row: Way, openers: Sequence[int]) -> list[tuple[int, int]]:
    """Return [start, end) of each item, in blocks: up to the next item or the next section."""
    following = [*openers[1:], len(outline.blocks)]
    in_series = counts(row)
    ends = [
        _end(
            outline,
            index,
            after,
            headings=row.headings,
            siblings=not (row.headings or row.across),
            inner=in_series and after < len(outline.blocks),
        )
        for index, after in zip(openers, following, strict=True)
    ]
    if in_series and _hold_shallower(outline, openers, ends):
        ends[-1] = _end(outline, openers[-1], following[-1], headings=True, inner=True)
    spans = list(zip(openers, ends, strict=True))
    if row.headings:
        return spans
    own = [_own_end(outline, index, end) for index, end in spans]
    inner = [
        end == following and _own_end(outline, index, following) <= end
        for index, end, following in zip(openers, ends, openers[1:], strict=False)
    ]
    inner.append(False)  # any text may follow the last item
    sums = outline.sums
    goes_on = [sums[end] > sums[place] for place, (_, end) in zip(own, spans, strict=True)]
    samples = [more for more, between in zip(goes_on, inner, strict=True) if between] or goes_on
    if sum(samples) > _OPEN * len(samples):
        return spans
    return [
        span if between else (span[0], shorter)
        for span, between, shorter in zip(spans, inner, own, strict=True)
    ]


def in_items(outline: Outline, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Return for each block whether it belongs to an item."""
    inside = [False] * len(outline.blocks)
    for start, end in spans:
        inside[start:end] = [True] * (end - start)
    return inside


def _hold_shallower(outline: Outline, openers: Sequence[int], ends: Sequence[int]) -> bool:
    """Say whether most items hold headings of their own or a higher level.

    Such headings come from texts that were pasted into the post as they were.
    """
    holds = [
        any(
            0 < outline.blocks[place].level <= outline.blocks[index].level
            for place in range(index + 1, end)
        )
        for index, end in zip(openers[:-1], ends, strict=False)
    ]
    return bool(holds) and 2 * sum(holds) > len(holds)


def _end(
    outline: Outline,
    index: int,
    following: int,
    *,
    headings: bool,
    inner: bool = False,
    siblings: bool = True,
) -> int:
    """Return where the item at `index` must end, at the latest at `following`.

    The item ends at a heading that is not below it, and at a section that is not news. With
    `inner`, headings of any level with much text belong to the item, as between the third and the
    fourth heading of a numbered series. With `siblings`, the next list entry ends the item.
    """
    first = outline.blocks[index]
    level = outline.blocks[index].level if headings else outline.level_at(index) or 7
    for place in range(index + 1, following):
        block = outline.blocks[place]
        if outline.around[place] and not (headings and outline.around_level[place] > level):
            return place
        if block.level and block.level <= level and not outline.announces(place):
            section = sum(outline.widths[place:following]) <= _SECTION_INTRO
            if not inner or section:
                return place
        if siblings and first.depth and block.opens and _are_siblings(first, block):
            return place
    return following


def _are_siblings(first: PostBlock, block: PostBlock) -> bool:
    return block.depth <= first.depth and block.ordered is first.ordered


def _own_end(outline: Outline, index: int, end: int) -> int:
    """Return the end of the entry or paragraph that opens an item."""
    first = outline.blocks[index]
    for place in range(index + 1, end):
        block = outline.blocks[place]
        inside = (
            block.depth > first.depth or (block.depth == first.depth and not block.opens)
            if first.depth
            else block.group == first.group
        )
        if block.kind != "left out" and not inside:
            return place
    return end
