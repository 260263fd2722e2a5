"""A table of the ways in which a post can list its news, and the blocks that open items in each.

A new shape of post needs a new row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from podcast.digest import numbering, titles, trimming, wording
from podcast.digest.blocks import PostBlock
from podcast.digest.outline import Outline
from podcast.digest.wording import key

Opens = Callable[[Outline, int], bool]
Over = Literal["headings", "entries", "lines", "all"]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to list news.

    `opens` says whether a block begins an item; the score of a reading is multiplied by `prior`.
    """

    name: str
    prior: float
    opens: Opens
    over: Over = "lines"
    """The kind of blocks that `opens` judges."""
    bold: bool = False
    """Whether the items begin with bold words."""
    whole_lists: bool = False
    """Whether all entries of a list open items when most of them do."""
    across: bool = False
    """Whether several entries of one list may belong to the same item."""

    @property
    def headings(self) -> bool:
        """Whether the items are headings."""
        return self.over == "headings"


# --- Which blocks open an item -------------------------------------------------------------------


def _heading(level: int, outline: Outline, index: int) -> bool:
    return outline.blocks[index].level == level and _may_head(outline, index)


def _numbered_heading(outline: Outline, index: int) -> bool:
    return outline.is_numbered(index) and _may_head(outline, index)


def _may_head(outline: Outline, index: int) -> bool:
    """Say whether a heading has words, and is neither a label (核心要点) nor the post's title."""
    words = outline.headline(index)
    if wording.why("line", words) == "words of a program":
        return False
    return bool(key(words)) and not outline.is_label(index) and index != outline.title_at


def _entry(depth: int, ordered: bool | None, outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return (
        block.opens
        and block.depth == depth
        and ordered in (None, block.ordered)
        and bool(outline.texts[index].text)
    )


def _linked_entry(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return block.opens and bool(block.linked) and not trimming.is_link_word(block.linked)


def _bold_entry(ordered: bool, outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return block.opens and block.ordered is ordered and bool(block.bold)


def _numbered_line(style: str, outline: Outline, index: int) -> bool:
    return outline.styles[index] == style and _is_line(outline.blocks[index])


def _is_line(block: PostBlock) -> bool:
    """Say whether a block is a line of a paragraph outside of lists and quotations."""
    return not (block.level or block.depth or block.quoted)


def _is_first(outline: Outline, index: int) -> bool:
    """Say whether a line is the first line of its paragraph."""
    return index == 0 or outline.blocks[index - 1].group != outline.blocks[index].group


def _opens_paragraph(outline: Outline, index: int) -> bool:
    """Say whether a line is the first of a paragraph outside of lists and quotations."""
    return _is_line(outline.blocks[index]) and _is_first(outline, index)


def _bold_line(outline: Outline, index: int) -> bool:
    """Say whether a line is bold from end to end, outside of lists."""
    block = outline.blocks[index]
    if not (_is_line(block) and titles.is_bold(block)):
        return False
    return wording.why("heading", key(block.bold)) not in ("contents", "references")


def _bold_lead(outline: Outline, index: int) -> bool:
    """Say whether a paragraph begins with bold words."""
    block = outline.blocks[index]
    return _opens_paragraph(outline, index) and bool(block.bold)


def _category_line(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    return _is_line(block) and titles.has_category(block)


def _sign_line(outline: Outline, index: int) -> bool:
    """Say whether a line begins with a sign that people type instead of a list: •, ◆, ▶."""
    block = outline.blocks[index]
    return _is_line(block) and block.text.lstrip()[:1] in tuple("·•◆◇■□▪●○▶►※➤★☆▍▲▼△▽")


def _link_line(outline: Outline, index: int) -> bool:
    """Say whether a line begins with a link, or is a link."""
    block = outline.blocks[index]
    return _is_line(block) and bool(block.linked) and not trimming.is_link_word(block.linked)


def _name_line(outline: Outline, index: int) -> bool:
    """Say whether a line is like 项目地址：[名字](…), in a list or not."""
    block = outline.blocks[index]
    return not block.level and bool(outline.texts[index].text) and trimming.names(block)


def _after_rule(outline: Outline, index: int) -> bool:
    """Say whether a block holds the first words after a rule and is not a heading."""
    return not outline.blocks[index].level and outline.first_behind_rule[index]


def _section_paragraph(outline: Outline, index: int) -> bool:
    """Say whether a paragraph stands under a heading such as 国内 or 模型动态."""
    heading = outline.enclosing[index]
    in_section = heading >= 0 and titles.is_section(outline.headline(heading))
    return in_section and _opens_paragraph(outline, index)


def _quotation(outline: Outline, index: int) -> bool:
    block = outline.blocks[index]
    before = outline.blocks[index - 1] if index else None
    apart = before is None or before.quoted != block.quoted
    return bool(block.quoted) and not block.depth and _is_first(outline, index) and apart


def _paragraph(outline: Outline, index: int) -> bool:
    return _opens_paragraph(outline, index) and bool(outline.blocks[index].links)


TABLE: tuple[Way, ...] = (
    Way("numbered headings", 1.1, _numbered_heading, "headings"),
    *(Way(f"headings of level {n}", 1.0, partial(_heading, n), "headings") for n in range(1, 7)),
    *(
        Way(f"numbered list, depth {n}", 0.93, partial(_entry, n, True), "entries")
        for n in (1, 2, 3)
    ),
    *(Way(f"list, depth {n}", 0.9, partial(_entry, n, False), "entries") for n in (1, 2, 3)),
    Way("lists of both kinds", 0.85, partial(_entry, 1, None), "entries"),
    Way("list entries that begin with a link", 0.93, _linked_entry, "entries", whole_lists=True),
    Way(
        "numbered list entries that begin bold",
        0.95,
        partial(_bold_entry, True),
        "entries",
        whole_lists=True,
        bold=True,
    ),
    Way(
        "list entries that begin bold",
        0.93,
        partial(_bold_entry, False),
        "entries",
        whole_lists=True,
        bold=True,
    ),
    *(
        Way(f"lines that begin with {name}", 0.97, partial(_numbered_line, name))
        for name in numbering.STYLES
    ),
    Way("bold lines", 0.93, _bold_line),
    Way("paragraphs that begin bold", 0.85, _bold_lead, bold=True),
    Way("lines that begin with a category", 0.93, _category_line),
    Way("lines that begin with a sign", 0.93, _sign_line),
    Way("paragraphs that begin with a link", 0.85, _link_line),
    Way("stretches between rules", 0.93, _after_rule, "all", across=True),
    Way("lines with the label of a name", 1.0, _name_line, "all", across=True),
    Way("paragraphs under the names of sections", 0.8, _section_paragraph),
    Way("quotations", 0.6, _quotation),
    Way("paragraphs with a link", 0.5, _paragraph),
)
"""The ways to list news. The number is the factor `prior`, which ranks otherwise equal ways."""


# --- The openers in a post -----------------------------------------------------------------------


def openers(outline: Outline, row: Way) -> list[int]:
    """Return the indices of the blocks that open an item when the post is read in this way."""
    news = [index for index in outline.news[row.over] if row.opens(outline, index)]
    if counts(row):
        news = _with_unnumbered(outline, news) if is_series(outline, news) else []
    if row.over == "headings":
        numbered = 2 * sum(outline.is_numbered(index) for index in news) > len(news)
        return [index for index in news if not _is_empty_section(outline, index, numbered=numbered)]
    if row.whole_lists:
        news = _with_siblings(outline, news)
    return news if len(news) > 1 else []


def _with_siblings(outline: Outline, openers: Sequence[int]) -> list[int]:
    """Return the openers, and all entries of the lists in which most entries open an item.

    For example, an entry without a link may stand among entries with links.
    """
    opening = set(openers)
    entries_of_news: set[int] = set()
    for entries in _lists(outline):
        own = [index for index in entries if index in opening]
        entries_of_news.update(entries if 2 * len(own) > len(entries) else own)
    return sorted(entries_of_news)


def _lists(outline: Outline) -> Iterator[list[int]]:
    """Yield, for each list, its entries that have words.

    Entries of the same depth and kind (numbered or not) make a list. A heading or a rule ends all
    lists.
    """
    open_lists: dict[tuple[int, bool], list[int]] = {}
    for index, block in enumerate(outline.blocks):
        if block.level or block.kind == "rule":
            yield from open_lists.values()
            open_lists = {}
        elif block.opens and outline.is_news(index):
            open_lists.setdefault((block.depth, block.ordered), []).append(index)
    yield from open_lists.values()


def _with_unnumbered(outline: Outline, openers: Sequence[int]) -> list[int]:
    """Return the openers, and their unnumbered siblings: headings that have text of their own."""
    beside = {(outline.blocks[index].level, outline.parents[index]) for index in openers}
    more = [
        index
        for index, block in enumerate(outline.blocks)
        if (block.level, outline.parents[index]) in beside
        and not outline.around[index]
        and not outline.is_numbered(index)
        and _may_head(outline, index)
        and outline.headlines[key(outline.headline(index))] == 1
        and _tells(outline, index)
    ]
    return sorted({*openers, *more})


def _tells(outline: Outline, heading: int) -> bool:
    """Say whether news stands between a heading and the next heading."""
    for place in range(heading + 1, len(outline.blocks)):
        if outline.blocks[place].level:
            return False
        if outline.widths[place]:
            return True
    return False


def _is_empty_section(outline: Outline, index: int, *, numbered: bool) -> bool:
    """Say whether a heading only names a section, although the next headings have the same level.

    Such a heading has no text below it, the name of a section as its words, and no number although
    most headings have one (`numbered`).
    """
    if numbered and outline.is_numbered(index):
        return False
    if outline.likeness(outline.headline(index)) >= 0.5:  # noqa: PLR2004 -- half a headline
        return False
    level = outline.blocks[index].level
    rest = map(outline.blocks.__getitem__, range(index + 1, len(outline.blocks)))
    below = (block for block in rest if block.words or block.images)
    return next((0 < block.level <= level for block in below), True)


def is_series(outline: Outline, headings: Sequence[int]) -> bool:
    """Say whether headings are numbered 1, 2, 3 … in this order, whatever their levels."""
    numbers = [one.number for index in headings if (one := outline.numbers[index])]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def counts(row: Way) -> bool:
    """Say whether a way takes headings that are numbered from 1."""
    return row.opens is _numbered_heading
