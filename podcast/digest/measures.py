"""Measure how good a reading of a post is, with one score for every way to list news.

The score is a product of measures between 0 and 1, so that a strength cannot outweigh a fault: the
share of the prose in the items, how even their sizes are, how much their titles look like headlines
and differ from each other, how many items there are, how similar their beginnings are, and whether
they have news of their own or only group other items.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from podcast.digest import extents, numbering, titles, trimming, wording
from podcast.digest.blocks import PostBlock
from podcast.digest.candidates import Way, counts, is_series
from podcast.digest.outline import Outline
from podcast.digest.wording import key
from podcast.model import Candidate

_INTRODUCTION = 120
"""The most columns of prose with which a heading may introduce the headings below it."""
_WHOLE = 0.2
_WHOLE_WITH_HEADINGS = 0.09
"""The score of the whole post as one item, if headings may divide the post into several."""
_HEADING_LEAST = 0.35
"""The least likeness to a headline of any heading, as a heading usually names something."""
_NUMBERED_LEAST = 0.5
"""The least likeness of a heading in a numbered series, as sections are seldom numbered."""
NAME = 0.8
"""The least likeness to a headline of words that are a link."""
_LABEL_MOST = 12
"""The widest bold beginning before a colon, in columns, that is a label."""
_LABELS = 0.7
"""The share by which the score falls when all titles begin with labels."""
_SHELF = 0.35
"""The share by which the score falls when headlines stand right below each heading."""
_ESSAY = 400
"""Short headings with more columns of prose below them, on average, divide one story."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A post read in one way: the [start, end) of each item, in blocks."""

    row: Way
    spans: tuple[tuple[int, int], ...]
    candidate: Candidate


def measure(outline: Outline, row: Way, openers: Sequence[int]) -> Reading:
    """Return the reading of a post in one way, with its score; items begin at `openers`."""
    spans = extents.spans(outline, row, openers)
    heads = [_title(outline, row, index) for index in openers]
    least = [_least_likeness(outline, row, index) for index in openers]
    likeness = [max(outline.likeness(head), low) for head, low in zip(heads, least, strict=True)]
    headlines = sum(likeness) / len(likeness) * _distinct(outline, spans, heads)
    if not row.headings:
        headlines *= 1 - _LABELS * sum(map(_is_labelled, heads)) / len(heads)
    sizes = [_size(outline, span, head) for span, head in zip(spans, heads, strict=True)]
    share = _share(outline, openers, spans, sizes)
    evenness = _evenness(sizes)
    score = (
        row.prior
        * (share if row.headings else share**1.3)
        * (0.35 + 0.65 * evenness)
        * headlines
        * _by_count(outline, row, openers)
        * (0.4 + 0.6 * _alikeness(outline, openers))
        * _shelves(outline, row, openers, spans)
        * _leaf(outline, row, openers, spans)
        * _news_like(outline, row, openers, spans, headlines)
    )
    candidate = Candidate(
        row.name,
        len(openers),
        round(share, 3),
        round(evenness, 3),
        round(headlines, 3),
        round(score, 4),
        outline.blocks[openers[0]].line,
    )
    return Reading(row, tuple(spans), candidate)


def _least_likeness(outline: Outline, row: Way, index: int) -> float:
    """Return the lower bound that the form of a title sets for its likeness to a headline."""
    if row.headings:
        in_series = counts(row) and outline.is_numbered(index) and not outline.announces(index)
        return _NUMBERED_LEAST if in_series else _HEADING_LEAST
    return NAME if outline.blocks[index].linked and outline.texts[index].text else 0.0


def _shelves(
    outline: Outline, row: Way, openers: Sequence[int], spans: Sequence[tuple[int, int]]
) -> float:
    """Return a factor, lower for headings of sections, which have headlines right below them."""
    if not row.headings or is_series(outline, openers):
        return 1.0
    shelves = sum(_is_shelf(outline, start, end) for start, end in spans)
    return 1 - _SHELF * shelves / len(spans)


def _is_shelf(outline: Outline, start: int, end: int) -> bool:
    below = [outline.blocks[place] for place in range(start + 1, end) if outline.texts[place].text]
    return len(below) > 1 and is_head(below[0]) and any(map(is_head, below[1:]))


def is_head(block: PostBlock) -> bool:
    """Say whether a line looks like a headline: it is bold, numbered or begins with a link."""
    if block.level:
        return False
    if titles.is_bold(block) or (block.bold and block.number is not None):
        return True
    if block.linked and not trimming.is_link_word(block.linked):
        return True
    return not block.depth and bool(numbering.style(block.text))


def _title(outline: Outline, row: Way, index: int) -> str:
    if row.headings:
        return outline.headline(index)
    block = outline.blocks[index]
    if row.bold and (label := _label(block)):
        return label
    headline = outline.title_of(index).headline
    if headline or index + 1 >= len(outline.blocks):
        return headline
    return outline.title_of(index + 1).headline


def _label(block: PostBlock) -> str:
    """Return bold words before a colon that are too short for a headline, such as 性能."""
    strong = block.bold.rstrip("：: ")
    behind = block.words[len(strong) :].lstrip()
    labels = behind[:1] in ("：", ":") and trimming.columns(strong) <= _LABEL_MOST
    return strong if labels and block.words.startswith(strong) else ""


def _is_labelled(head: str) -> bool:
    """Say whether a title begins with a label that no headline has: 详情：, 状态：."""
    label, colon, _ = head.partition("：")
    return bool(colon) and bool(wording.why("label", label.strip()))


def _distinct(outline: Outline, spans: Sequence[tuple[int, int]], heads: Sequence[str]) -> float:
    """Return the share of titles that differ in more than a date, among items that differ.

    The same title above different texts counts against the reading; a repeated item does not.
    """
    keys = [outline.undated(head) for head in heads]
    texts = [_text(outline, *span) for span in spans]
    texts_or_places = [
        text if len(text) > _LABEL_MOST or trimming.columns(text) > _LABEL_MOST else str(place)
        for place, text in enumerate(texts)
    ]
    return len(set(keys)) / len(set(zip(keys, texts_or_places, strict=True)))


def _text(outline: Outline, start: int, end: int) -> str:
    """Return the text of an item without the number of its heading."""
    title = outline.title_of(start)
    below = (each.text for each in outline.texts[start + 1 : end])
    return "\n".join((title.headline, title.rest, *below)).strip()


def _size(outline: Outline, span: tuple[int, int], head: str) -> int:
    return outline.sums[span[1]] - outline.sums[span[0]] + trimming.columns(head)


def _share(
    outline: Outline,
    openers: Sequence[int],
    spans: Sequence[tuple[int, int]],
    sizes: Sequence[int],
) -> float:
    """Return the share of the prose in the items; headlines outside of items count as prose."""
    sums = outline.sums
    limit = outline.afterword if openers[-1] < outline.afterword else len(outline.blocks)
    inside = sum(sums[min(end, limit)] - sums[start] for start, end in spans if start < limit)
    in_item = extents.in_items(outline, spans)
    lost = sum(
        trimming.columns(outline.headline(index)) * _loss(outline, index)
        for index, block in enumerate(outline.blocks[:limit])
        if block.level and not in_item[index] and not outline.around[index]
    )
    whole = sums[limit] + lost
    heads = sum(sizes) - sum(sums[end] - sums[start] for start, end in spans)
    return (inside + heads) / (whole + heads) if whole + heads else 0.0


def _loss(outline: Outline, index: int) -> float:
    """Return the loss, 0 to 1, if a heading is left out; the name of a section is no loss."""
    return 0.0 if index == outline.title_at else outline.likeness(outline.headline(index)) ** 2


def _evenness(sizes: Sequence[int]) -> float:
    """Return the entropy of the sizes divided by that of equal sizes, 0 to 1."""
    total = sum(sizes)
    if len(sizes) < 2 or not total:  # noqa: PLR2004 -- one item is as even as can be
        return 1.0
    shares = [size / total for size in sizes if size]
    return -sum(share * math.log(share) for share in shares) / math.log(len(sizes))


def _by_count(outline: Outline, row: Way, openers: Sequence[int]) -> float:
    """Return a factor for the number of items: one item may be a title, many items are a list."""
    if row.headings and len(openers) == 1:
        return _by_one_heading(outline, openers[0])
    return {1: 0.5, 2: 0.8, 3: 0.92}.get(len(openers), 1.0)


def _by_one_heading(outline: Outline, heading: int) -> float:
    """Return the factor for a single heading, best when it has a number and a paragraph."""
    headings = [row for row, block in enumerate(outline.blocks) if block.level]
    if not outline.is_numbered(heading):
        return 0.6
    if set(headings) - {heading, outline.title_at}:
        return 0.9
    following = outline.blocks[heading + 1 :]
    first = next((block for block in following if block.words), None)
    return 1.6 if first is not None and not first.level and not first.depth else 0.9


def _alikeness(outline: Outline, openers: Sequence[int]) -> float:
    """Return the share of the items that begin in the most frequent form."""
    forms = Counter(
        (
            bool(block.strong.strip()) and not block.level,
            bool(block.linked),
            block.number is None,
            outline.is_numbered(index),
            trimming.names(block),
            outline.styles[index],
        )
        for index, block in ((index, outline.blocks[index]) for index in openers)
    )
    return max(forms.values()) / len(openers)


def _leaf(
    outline: Outline, row: Way, openers: Sequence[int], spans: Sequence[tuple[int, int]]
) -> float:
    """Return a factor for the share of items that do not only group other items."""
    if row.headings:
        gathers = [_gathers(outline, start, end) for start, end in spans]
    else:
        gathers = [
            outline.blocks[index].depth > 0
            and trimming.columns(outline.texts[index].text) <= 16  # noqa: PLR2004 -- eight characters
            and sum(
                outline.blocks[place].opens
                and outline.blocks[place].depth > outline.blocks[index].depth
                for place in range(index + 1, end)
            )
            > 1
            for index, (_, end) in zip(openers, spans, strict=True)
        ]
    return math.pow(1 - sum(gathers) / len(gathers), 1.5)


def _gathers(outline: Outline, start: int, end: int) -> bool:
    """Say whether a heading has headlines below it and at most an introduction before them."""
    deeper = [place for place in range(start + 1, end) if outline.blocks[place].level]
    if not deeper:
        return False
    own = range(start + 1, deeper[0])
    intro = sum(outline.widths[place] for place in own)
    has_list = any(outline.blocks[place].opens and outline.widths[place] for place in own)
    numbered = outline.is_numbered(start) and intro > 0
    return intro <= _INTRODUCTION and not has_list and not numbered and not _divide(outline, deeper)


def _divide(outline: Outline, headings: Sequence[int]) -> bool:
    """Say whether headings only divide an item: they are labels, or other items have them, too."""
    dividing = sum(
        outline.headlines[key(outline.headline(index))] > 1 or outline.announces(index)
        for index in headings
    )
    return 2 * dividing >= len(headings)


def _news_like(
    outline: Outline,
    row: Way,
    openers: Sequence[int],
    spans: Sequence[tuple[int, int]],
    headlines: float,
) -> float:
    """Return a factor, lower for an essay: short headings, no numbers, no links, much text."""
    if not row.headings or headlines > 0.5 or any(outline.is_numbered(index) for index in openers):  # noqa: PLR2004
        return 1.0
    linked = any(outline.blocks[place].links for start, end in spans for place in range(start, end))
    mean = sum(outline.sums[end] - outline.sums[start] for start, end in spans) / len(spans)
    return 0.2 if mean > _ESSAY and not linked else 1.0


def whole(outline: Outline) -> Reading:
    """Return the post as one item."""
    row = Way("the whole post", _WHOLE, lambda _outline, _index: False)
    some = any(outline.widths)
    headings = sum(bool(block.level) for block in outline.blocks) > 1
    score = (_WHOLE_WITH_HEADINGS if headings else _WHOLE) if some else 0.0
    candidate = Candidate(row.name, int(some), 1.0, 1.0, 1.0, score, 0)
    return Reading(row, ((0, len(outline.blocks)),) if some else (), candidate)
