"""Which blocks of a post are its news items: every way to list news is tried, the best one wins.

A row of the table names a way and says which blocks would open an item. Each is measured on the
whole post by one function: how much of the prose its items hold, how even they are, how much their
titles look like headlines. A new shape of post is a new row.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from podcast.digest import numbering, titles, told
from podcast.digest.blocks import Block
from podcast.digest.outline import Outline
from podcast.digest.wording import LABEL_KEYS, key
from podcast.model import Candidate
from podcast.plaintext import clean

_ENOUGH = 0.5
"""Share of the prose that a reading carries, or sections of comment are read as news as well."""
_SECTION_INTRO = 120
"""Columns of prose with which a heading may introduce the items of its section."""
_DATE = re.compile(
    r"(?:20\d\d)?[-./年]?\d{1,2}[-./月]\d{1,2}日?|第\s?\d+\s?[期天周]|(?:星期|周)[一二三四五六日]"
)
_SURE = 1.5
"""How many times better a reading must be that takes sections of comment for news."""
_OPEN = 1 / 3
"""Share of the items with text behind their entry, from which that text belongs to them."""
_WHOLE = 0.2
_WHOLE_WITH_HEADINGS = 0.09
"""What speaks for one story: less where headings may divide the post into several."""
_HEADING_LEAST = 0.35
"""Least likeness of a heading to a headline: a heading is meant to name something."""
_LINKED_LEAST = 5
"""Items with a link before last ones without are the blog's comment."""
_NAME = 0.8
"""Least likeness to a headline of words that are a link."""
_OTHERS = 0.7
"""Likeness to headlines of the other items, from which a section among them is known as one."""
_SHELF = 0.35
"""By how much headings are less likely to be items when headlines stand right below each."""
_ESSAY = 400
"""Columns of prose a heading on the mean, from which short headings divide one story."""

Opens = Callable[[Outline, int], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A way to list news: `opens` says whether a block begins an item in it."""

    name: str
    prior: float
    opens: Opens
    headings: bool = False
    whole_lists: bool = False
    """Whether a list in which most entries open an item gives all of them."""
    across: bool = False
    """Whether entries of the same list may belong to one item."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A post read one way: where its items lie, [start, end) in the blocks."""

    row: Row
    spans: tuple[tuple[int, int], ...]
    measured: Candidate


def choose(outline: Outline) -> tuple[Outline, Reading, tuple[Candidate, ...]]:
    """Return the best reading of a post, and all candidates, the best first.

    When it carries less than half of the prose, the sections that only their names make comment
    may be the news of this post: then the outline that comes back has them as such.
    """
    readings = _readings(outline)
    if _share_of_all(outline, readings[0]) < _ENOUGH:
        wider = outline.with_comments()
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
    section = max((place for place in range(before, after) if outline.blocks[place].level), default=-1)
    return reading.spans[:keep] if section > before else reading.spans


def _shelves_opened(outline: Outline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the items; one that has the name of a section and holds only a list is that list."""
    likeness = [titles.likeness(outline.headline(start)) for start, _ in reading.spans]
    for (start, end), like in zip(reading.spans, likeness, strict=True):
        others = (sum(likeness) - like) / max(1, len(likeness) - 1)
        entries = list_alone(outline, start, end) if reading.row.headings else []
        if like < 0.5 and others >= _OTHERS and entries:  # noqa: PLR2004 -- half a headline
            yield from zip(entries, [*entries[1:], end], strict=True)
        else:
            yield start, end


def list_alone(outline: Outline, start: int, end: int) -> list[int]:
    """Return where the entries of a list begin that is all a heading has below it."""
    below = [place for place in range(start + 1, end) if outline.told[place].text]
    entries = [place for place in below if outline.blocks[place].opens and outline.blocks[place].depth == 1]
    alone = all(outline.blocks[place].depth for place in below)
    leads = [_follows_address(outline, place) for place in entries]
    heads = [_is_head(outline.blocks[place]) for place in entries]
    return entries if alone and len(entries) > 1 and (all(heads) or all(leads)) else []


def _follows_address(outline: Outline, place: int) -> bool:
    """Say whether an entry's words stand on the line below its address."""
    before = outline.blocks[place - 1]
    return before.group == outline.blocks[place].group and bool(before.links) and not before.words


def _carried(outline: Outline, reading: Reading) -> float:
    """Return how good a reading is when all prose of the post counts."""
    return reading.measured.score * math.sqrt(_share_of_all(outline, reading))


def _readings(outline: Outline) -> list[Reading]:
    found = {}
    for row in TABLE:
        openers = _openers(outline, row)
        if openers and tuple(openers) not in found:
            found[tuple(openers)] = _measured(outline, row, openers)
    whole = _whole(outline)
    return sorted([*found.values(), whole], key=lambda one: -one.measured.score)


def _share_of_all(outline: Outline, reading: Reading) -> float:
    """Return how much of all prose a reading carries, that of sections around the news included."""
    everything = sum(outline.all_widths)
    widths = outline.all_widths if reading.row.headings else outline.widths
    carried = sum(sum(widths[start:end]) for start, end in reading.spans)
    return carried / everything if everything else 1.0


# --- The table ----------------------------------------------------------------------------------


def _is_news(outline: Outline, index: int) -> bool:
    return not outline.around[index] and bool(
        outline.told[index].text or _is_bare_number(outline.blocks[index])
    )


def _is_bare_number(block: Block) -> bool:
    return any(style.fullmatch(block.words) for style in numbering.STYLES.values())


def _heading(level: int, outline: Outline, index: int) -> bool:
    return outline.blocks[index].level == level and _may_head(outline, index)


def _numbered_heading(outline: Outline, index: int) -> bool:
    one = outline.numbers[index]
    return one is not None and one.number is not None and _may_head(outline, index)


def _may_head(outline: Outline, index: int) -> bool:
    """Say whether a heading has words, and not such as only announce (核心要点) or title the post."""
    words = outline.headline(index)
    numbered = outline.numbers[index]
    label = LABEL_KEYS.fullmatch(key(words)) and (numbered is None or numbered.number is None)
    return bool(key(words)) and not label and index != outline.title_at


def _entry(depth: int, ordered: bool, outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return (
        block.opens
        and block.depth == depth
        and block.ordered is ordered
        and not block.quoted
        and not _is_embed_of_links(outline, index)
    )


def _is_embed_of_links(outline: Outline, index: int) -> bool:
    return not outline.told[index].text


def _linked_entry(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return block.opens and bool(block.linked) and not told.is_link_word(block.linked)


def _bold_entry(ordered: bool, outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return block.opens and block.ordered is ordered and bool(clean(block.strong))


def _numbered_line(style: re.Pattern[str], outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return _is_line(block) and bool(style.match(_bare(block)))


def _is_line(block: Block) -> bool:
    """Say whether a block is a line of a paragraph, in no list and no quotation."""
    return not (block.level or block.depth or block.quoted)


def _bare(block: Block) -> str:
    return block.text.lstrip(" \t*_　[").lstrip()


def _bold_line(outline: Outline, index: int) -> bool:
    """A line that is bold from end to end, outside of lists."""
    block = outline.blocks[index]
    strong = key(clean(block.strong))
    return _is_line(block) and bool(strong) and strong == key(block.words)


def _bold_lead(outline: Outline, index: int) -> bool:
    """A paragraph that begins with something bold."""
    block = outline.blocks[index]
    first = index == 0 or outline.blocks[index - 1].group != block.group
    return _is_line(block) and first and bool(clean(block.strong))


def _category_line(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return _is_line(block) and titles.has_category(block)


def _sign_line(outline: Outline, index: int) -> bool:
    """A paragraph behind a sign that a person types for a list: •, ◆, ▶."""
    block = outline.blocks[index]
    return _is_line(block) and block.text.lstrip()[:1] in tuple("·•◆◇■□▪●○▶►※➤★☆▍")


def _link_line(outline: Outline, index: int) -> bool:
    """A paragraph that begins with a link, or is one."""
    block = outline.blocks[index]
    return _is_line(block) and bool(block.linked) and not told.is_link_word(block.linked)


def _name_line(outline: Outline, index: int) -> bool:
    """A line such as 项目地址：[名字](…), in a list or not."""
    block = outline.blocks[index]
    return not block.level and bool(outline.told[index].text) and told.names(block)


def _after_rule(outline: Outline, index: int) -> bool:
    """The first words behind a rule, where no heading stands."""
    for place in range(index - 1, -1, -1):
        block = outline.blocks[place]
        if block.kind == "rule":
            return not outline.blocks[index].level
        if block.level or outline.told[place].text:
            return False
    return False


def _quotation(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    before = outline.blocks[index - 1] if index else None
    fresh = before is None or before.group != block.group
    return block.quoted and not block.depth and fresh and (before is None or not before.quoted)


def _paragraph(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    first = index == 0 or outline.blocks[index - 1].group != block.group
    return _is_line(block) and first and bool(block.links)


TABLE: tuple[Row, ...] = (
    Row("numbered headings", 1.1, _numbered_heading, headings=True),
    *(Row(f"headings of level {n}", 1.0, partial(_heading, n), headings=True) for n in range(1, 7)),
    *(Row(f"numbered list, depth {n}", 0.93, partial(_entry, n, True)) for n in (1, 2, 3)),
    *(Row(f"list, depth {n}", 0.9, partial(_entry, n, False)) for n in (1, 2, 3)),
    Row("list entries that begin with a link", 0.93, _linked_entry, whole_lists=True),
    Row("numbered list entries that begin bold", 0.95, partial(_bold_entry, True), whole_lists=True),
    Row("list entries that begin bold", 0.93, partial(_bold_entry, False), whole_lists=True),
    *(
        Row(f"lines that begin with {name}", 0.97, partial(_numbered_line, style))
        for name, style in numbering.STYLES.items()
    ),
    Row("bold lines", 0.93, _bold_line),
    Row("paragraphs that begin bold", 0.85, _bold_lead),
    Row("lines that begin with a category", 0.93, _category_line),
    Row("lines that begin with a sign", 0.93, _sign_line),
    Row("paragraphs that begin with a link", 0.85, _link_line),
    Row("stretches between rules", 0.93, _after_rule, across=True),
    Row("lines with the label of a name", 1.0, _name_line, across=True),
    Row("quotations", 0.6, _quotation),
    Row("paragraphs with a link", 0.5, _paragraph),
)
"""Ways to list news, with how much each is to be preferred when all else is equal."""


def _openers(outline: Outline, row: Row) -> list[int]:
    news = [
        index
        for index in range(len(outline.blocks))
        if outline.blocks[index].kind in ("heading", "text")
        and _is_news(outline, index)
        and row.opens(outline, index)
    ]
    if row.opens is _numbered_heading:
        news = _with_unnumbered(outline, news) if _is_series(outline, news) else []
    if row.headings:
        numbered = 2 * sum(_has_number(outline, index) for index in news) > len(news)
        return [index for index in news if not _is_empty_section(outline, index, numbered=numbered)]
    if row.whole_lists:
        news = _with_siblings(outline, news)
    return news if len(news) > 1 else []


def _with_siblings(outline: Outline, openers: Sequence[int]) -> list[int]:
    """Return the openers with the entries of the same lists that begin in another way.

    A list of which half the entries are news is news: one without a link may stand among them.
    """
    chosen = set(openers)
    found: set[int] = set()
    for entries in _lists(outline):
        own = [index for index in entries if index in chosen]
        found.update(entries if 2 * len(own) > len(entries) else own)
    return sorted(found)


def _lists(outline: Outline) -> Iterator[list[int]]:
    """Yield the entries of each list that have words, by depth and kind, up to the next heading."""
    open_lists: dict[tuple[int, bool], list[int]] = {}
    for index, block in enumerate(outline.blocks):
        if block.level or block.kind == "rule":
            yield from open_lists.values()
            open_lists = {}
        elif block.opens and _is_news(outline, index):
            open_lists.setdefault((block.depth, block.ordered), []).append(index)
    yield from open_lists.values()


def _with_unnumbered(outline: Outline, openers: Sequence[int]) -> list[int]:
    """Return numbered headings with those beside them that tell something without a number."""
    beside = {(outline.blocks[index].level, outline.parents[index]) for index in openers}
    more = [
        index
        for index, block in enumerate(outline.blocks)
        if (block.level, outline.parents[index]) in beside
        and not outline.around[index]
        and not _has_number(outline, index)
        and _may_head(outline, index)
        and outline.headlines[key(outline.headline(index))] == 1
        and _tells(outline, index)
    ]
    return sorted({*openers, *more})


def _tells(outline: Outline, heading: int) -> bool:
    """Say whether words stand between a heading and the next one."""
    for place in range(heading + 1, len(outline.blocks)):
        if outline.blocks[place].level:
            return False
        if outline.widths[place]:
            return True
    return False


def _is_empty_section(outline: Outline, index: int, *, numbered: bool) -> bool:
    """Say whether a heading only names the ones behind it, though it has their level.

    It has nothing below, the name of a section, and no number where most (`numbered`) have one.
    """
    level = outline.blocks[index].level
    below = (block for block in outline.blocks[index + 1 :] if block.words or block.images)
    empty = next((0 < block.level <= level for block in below), True)
    alike = _has_number(outline, index) and numbered
    return empty and not alike and titles.likeness(outline.headline(index)) < 0.5  # noqa: PLR2004


def _is_series(outline: Outline, headings: Sequence[int]) -> bool:
    """Say whether headings count 1, 2, 3 … whatever their levels."""
    numbers = [one.number for index in headings if (one := outline.numbers[index])]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


# --- Where items end ----------------------------------------------------------------------------


def _spans(outline: Outline, row: Row, openers: Sequence[int]) -> list[tuple[int, int]]:
    """Return where each item lies: up to the next one or the next section."""
    following = [*openers[1:], len(outline.blocks)]
    counts = row.opens is _numbered_heading
    ends = [
        _end(
            outline,
            index,
            after,
            headings=row.headings,
            siblings=not (row.headings or row.across),
            inner=counts and after < len(outline.blocks),
        )
        for index, after in zip(openers, following, strict=True)
    ]
    if counts and _hold_shallower(outline, openers, ends):
        ends[-1] = _end(outline, openers[-1], following[-1], headings=True, inner=True)
    spans = list(zip(openers, ends, strict=True))
    if row.headings:
        return spans
    own = [_own_end(outline, index, end) for index, end in spans]
    inner = [
        end == following and _own_end(outline, index, following) <= end
        for index, end, following in zip(openers, ends, openers[1:], strict=False)
    ]
    inner.append(False)  # behind the last one of a section anything may stand
    goes_on = [
        any(outline.widths[place:end]) for place, (_, end) in zip(own, spans, strict=True)
    ]
    known = [more for more, between in zip(goes_on, inner, strict=True) if between] or goes_on
    if sum(known) > _OPEN * len(known):
        return spans
    return [
        span if between else (span[0], shorter)
        for span, between, shorter in zip(spans, inner, own, strict=True)
    ]


def _hold_shallower(outline: Outline, openers: Sequence[int], ends: Sequence[int]) -> bool:
    """Say whether the items hold headings above their own level, as copied texts do."""
    holds = [
        any(0 < outline.blocks[place].level <= outline.blocks[index].level for place in range(index + 1, end))
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
    """Return where an item must end: at a heading that is not below it, at what is no news.

    With `inner`, headings of any level with much text belong to it: between the third and the
    fourth of a series nothing else can stand. With `siblings`, the next entry of the list ends it.
    """
    first = outline.blocks[index]
    level = outline.blocks[index].level if headings else outline.level_at(index) or 7
    for place in range(index + 1, following):
        block = outline.blocks[place]
        if outline.around[place] and not (headings and outline.around_level[place] > level):
            return place
        if block.level and block.level <= level and not _only_announces(outline, place):
            if not inner or sum(outline.widths[place:following]) <= _SECTION_INTRO:
                return place
        if siblings and first.depth and block.opens and _are_siblings(first, block):
            return place
    return following


def _are_siblings(first: Block, block: Block) -> bool:
    return block.depth <= first.depth and block.ordered is first.ordered


def _only_announces(outline: Outline, index: int) -> bool:
    return bool(LABEL_KEYS.fullmatch(key(outline.headline(index))))


def _own_end(outline: Outline, index: int, end: int) -> int:
    """Return where the entry or paragraph ends that opens an item."""
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


# --- Measures -----------------------------------------------------------------------------------


def _measured(outline: Outline, row: Row, openers: Sequence[int]) -> Reading:
    spans = _spans(outline, row, openers)
    heads = [_title(outline, row, index) for index in openers]
    least = [_least_likeness(outline, row, index) for index in openers]
    likeness = [max(titles.likeness(head), low) for head, low in zip(heads, least, strict=True)]
    headlines = sum(likeness) / len(likeness) * _distinct(heads)
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


def _least_likeness(outline: Outline, row: Row, index: int) -> float:
    """Return how much a title is a headline by its form: a heading and a link name something."""
    if row.headings:
        return _HEADING_LEAST
    return _NAME if outline.blocks[index].linked and outline.told[index].text else 0.0


def _shelves(
    outline: Outline, row: Row, openers: Sequence[int], spans: Sequence[tuple[int, int]]
) -> float:
    """Return less for headings with rows of headlines right below them: they are sections."""
    if not row.headings or _is_series(outline, openers):
        return 1.0
    shelves = sum(_is_shelf(outline, start, end) for start, end in spans)
    return 1 - _SHELF * shelves / len(spans)


def _is_shelf(outline: Outline, start: int, end: int) -> bool:
    below = [place for place in range(start + 1, end) if outline.told[place].text]
    heads = [place for place in below if _is_head(outline.blocks[place])]
    return len(heads) > 1 and heads[0] == below[0]


def _is_head(block: Block) -> bool:
    """Say whether a line looks like the headline of something: linked, bold, numbered."""
    strong = clean(block.strong)
    bold = bool(strong) and (key(strong) == key(block.words) or block.number is not None)
    linked = bool(block.linked) and not told.is_link_word(block.linked)
    by_hand = not block.depth and any(style.match(_bare(block)) for style in numbering.STYLES.values())
    return not block.level and (bold or linked or by_hand)


def _title(outline: Outline, row: Row, index: int) -> str:
    if row.headings:
        return outline.headline(index)
    block = outline.blocks[index]
    found = titles.of_line(block, outline.told[index]).headline
    if found or index + 1 >= len(outline.blocks):
        return found
    return titles.of_line(outline.blocks[index + 1], outline.told[index + 1]).headline


def _distinct(heads: Sequence[str]) -> float:
    """Return the share of titles that differ in more than a date."""
    keys = [key(_DATE.sub("", head)) or key(head) for head in heads]
    return len(set(keys)) / len(keys)


def _size(outline: Outline, span: tuple[int, int], head: str) -> int:
    return sum(outline.widths[span[0] : span[1]]) + told.columns(head)


def _share(
    outline: Outline,
    openers: Sequence[int],
    spans: Sequence[tuple[int, int]],
    sizes: Sequence[int],
) -> float:
    """Return how much of the prose the items hold; headlines that are no items count as lost."""
    sums = [0, *accumulate(outline.widths)]
    limit = outline.afterword if openers[-1] < outline.afterword else len(outline.blocks)
    inside = sum(sums[min(end, limit)] - sums[start] for start, end in spans if start < limit)
    held = [False] * len(outline.blocks)
    for start, end in spans:
        held[start:end] = [True] * (end - start)
    lost = sum(
        told.columns(outline.headline(index)) * _loss(outline, index)
        for index, block in enumerate(outline.blocks[:limit])
        if block.level and not held[index] and not outline.around[index]
    )
    whole = sums[limit] + lost
    heads = sum(sizes) - sum(sums[end] - sums[start] for start, end in spans)
    return (inside + heads) / (whole + heads) if whole + heads else 0.0


def _loss(outline: Outline, index: int) -> float:
    """Return how much it would be a loss not to tell a heading: that of a section is none."""
    return 0.0 if index == outline.title_at else titles.likeness(outline.headline(index)) ** 2


def _evenness(sizes: Sequence[int]) -> float:
    """Return the entropy of the sizes over that of equal ones, 0 to 1."""
    total = sum(sizes)
    if len(sizes) < 2 or not total:  # noqa: PLR2004 -- one item is as even as can be
        return 1.0
    shares = [size / total for size in sizes if size]
    return -sum(share * math.log(share) for share in shares) / math.log(len(sizes))


def _by_count(outline: Outline, row: Row, openers: Sequence[int]) -> float:
    """Return what the number of items says: one may be a title, many are a list."""
    if row.headings and len(openers) == 1:
        return _by_one_heading(outline, openers[0])
    return {1: 0.5, 2: 0.8, 3: 0.92}.get(len(openers), 1.0)


def _by_one_heading(outline: Outline, heading: int) -> float:
    """Return what a single heading says: with a number and a paragraph it is a story with its list."""
    headings = [row for row, block in enumerate(outline.blocks) if block.level]
    if not _has_number(outline, heading):
        return 0.6
    if set(headings) - {heading, outline.title_at}:
        return 0.9
    following = outline.blocks[heading + 1 :]
    first = next((block for block in following if block.words), None)
    return 1.6 if first is not None and not first.level and not first.depth else 0.9


def _alikeness(outline: Outline, openers: Sequence[int]) -> float:
    """Return the share of the items that begin in the form in which most begin."""
    forms = Counter(
        (
            bool(block.strong.strip()) and not block.level,
            bool(block.linked),
            block.number is None,
            _has_number(outline, index),
            told.names(block),
            next((name for name, style in numbering.STYLES.items() if style.match(_bare(block))), ""),
        )
        for index, block in ((index, outline.blocks[index]) for index in openers)
    )
    return max(forms.values()) / len(openers)


def _leaf(
    outline: Outline, row: Row, openers: Sequence[int], spans: Sequence[tuple[int, int]]
) -> float:
    """Return how many of the items tell something themselves, and do not only gather others."""
    if row.headings:
        gathers = [_gathers(outline, start, end) for start, end in spans]
    else:
        gathers = [
            outline.blocks[index].depth > 0
            and told.columns(outline.told[index].text) <= 16  # noqa: PLR2004 -- eight characters
            and sum(
                outline.blocks[place].opens and outline.blocks[place].depth > outline.blocks[index].depth
                for place in range(index + 1, end)
            ) > 1
            for index, (_, end) in zip(openers, spans, strict=True)
        ]
    return (1 - sum(gathers) / len(gathers)) ** 1.5


def _gathers(outline: Outline, start: int, end: int) -> bool:
    """Say whether a heading has headlines below it, and at most an introduction of its own."""
    deeper = [place for place in range(start + 1, end) if outline.blocks[place].level]
    if not deeper:
        return False
    own = range(start + 1, deeper[0])
    intro = sum(outline.widths[place] for place in own)
    listed = any(outline.blocks[place].opens and outline.widths[place] for place in own)
    numbered = _has_number(outline, start) and intro > 0
    return intro <= _SECTION_INTRO and not listed and not numbered and not _divide(outline, deeper)


def _divide(outline: Outline, headings: Sequence[int]) -> bool:
    """Say whether headings only divide an item: such as other items have too (影响), or labels."""
    dividing = sum(
        outline.headlines[key(outline.headline(index))] > 1 or _only_announces(outline, index)
        for index in headings
    )
    return 2 * dividing >= len(headings)


def _news_like(
    outline: Outline,
    row: Row,
    openers: Sequence[int],
    spans: Sequence[tuple[int, int]],
    headlines: float,
) -> float:
    """Return less for headings of an essay: short, not numbered, without a link, much text each."""
    if not row.headings or headlines > 0.5 or any(_has_number(outline, index) for index in openers):  # noqa: PLR2004
        return 1.0
    linked = any(outline.blocks[place].links for start, end in spans for place in range(start, end))
    mean = sum(sum(outline.widths[start:end]) for start, end in spans) / len(spans)
    return 0.2 if mean > _ESSAY and not linked else 1.0


def _has_number(outline: Outline, index: int) -> bool:
    one = outline.numbers[index]
    return one is not None and one.number is not None


def _whole(outline: Outline) -> Reading:
    """Return the post as one item."""
    row = Row("the whole post", _WHOLE, lambda _outline, _index: False)
    some = any(outline.widths)
    headings = sum(bool(block.level) for block in outline.blocks) > 1
    score = (_WHOLE_WITH_HEADINGS if headings else _WHOLE) if some else 0.0
    candidate = Candidate(row.name, int(some), 1.0, 1.0, 1.0, score, 0)
    return Reading(row, ((0, len(outline.blocks)),) if some else (), candidate)
