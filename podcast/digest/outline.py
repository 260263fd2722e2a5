"""A post's blocks with the news in each block, before it is decided which blocks make an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate

from podcast.digest import numbering, titles, trimming, wording
from podcast.digest.blocks import PostBlock
from podcast.digest.titles import Title
from podcast.digest.trimming import NewsText, columns
from podcast.digest.wording import key

_ASIDE = re.compile(r"\s*[（(【\[][^（）()【】\[\]]*[)）】\]]\s*$")
_MARK = re.compile(r"\s*[-–—:：|｜·]\s*|\s+")
_MENU_MOST = 40
"""The width in columns of the longest text that may introduce a table of contents."""
_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_REPEATED = 0.3
"""A summary is a mere repetition if the rest of the post has this share of its character pairs."""
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_ISSUE = re.compile(
    r"第 ?[\d一二三四五六七八九十百]+ ?[期周]|(?<![A-Za-z0-9-])20\d\d ?[-./年] ?(?:W?\d{1,2})(?!\d)"
    r"|\bW\d\d\b|(?:vol|issue|no)\W{0,2}\d+",
    re.IGNORECASE,
)
_STORY = 0.5
"""The least prose below a heading with a date that makes it a story, as a share of others'."""
_AFTERWORD_MOST = 0.25
"""The largest share of the prose that may stand after the last rule as the blog's parting words."""


_LISTS = frozenset({"contents", "references"})
"""The kinds of sections that hold only lists of links."""
CERTAIN = frozenset({"contents", "references", "statistics", "pictures"})
"""The kinds of sections that are never news, not even inside an item."""


@dataclass(frozen=True)
class Outline:
    """A post's blocks; every sequence has one entry for each block."""

    blocks: tuple[PostBlock, ...]
    texts: tuple[NewsText, ...]
    numbers: tuple[numbering.Numbered | None, ...]
    """The number and headline of each block that is a heading, else None."""
    around: tuple[str, ...]
    """The kind of the section that makes a block no news; empty for news."""
    around_level: tuple[int, ...]
    """The level of the heading of that section; 0 for news."""
    title: str

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The width of the prose in each block, in columns; 0 for headings and what is not news."""
        return tuple(
            0 if why else width for why, width in zip(self.around, self.all_widths, strict=True)
        )

    @cached_property
    def sums(self) -> tuple[int, ...]:
        """The sum of the `widths` before each block; the last entry is the sum of all."""
        return tuple(accumulate(self.widths, initial=0))

    @cached_property
    def all_widths(self) -> tuple[int, ...]:
        """The width of the prose in each block, in columns, also in sections that are not news."""
        return tuple(
            columns(news_text.text) if block.kind == "text" else 0
            for block, news_text in zip(self.blocks, self.texts, strict=True)
        )

    @cached_property
    def enclosing(self) -> tuple[int, ...]:
        """The index of the last heading before each block; -1 before the first heading."""
        places: list[int] = []
        last = -1
        for index, block in enumerate(self.blocks):
            places.append(last)
            if block.level:
                last = index
        return tuple(places)

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The index of the heading above each heading; -1 without one, and for text."""
        places: list[int] = []
        open_headings: list[int] = []
        for index, block in enumerate(self.blocks):
            if not block.level:
                places.append(-1)
                continue
            while open_headings and self.blocks[open_headings[-1]].level >= block.level:
                open_headings.pop()
            places.append(open_headings[-1] if open_headings else -1)
            open_headings.append(index)
        return tuple(places)

    @cached_property
    def first_behind_rule(self) -> tuple[bool, ...]:
        """Whether each block has the first words after a rule."""
        flags: list[bool] = []
        fresh = (
            sum(block.kind == "rule" for block in self.blocks) > 1
        )  # then the words before the first rule count, too
        for block, news_text in zip(self.blocks, self.texts, strict=True):
            words = bool(block.level or news_text.text)
            flags.append(fresh and words)
            fresh = block.kind == "rule" or (fresh and not words)
        return tuple(flags)

    @cached_property
    def title_at(self) -> int:
        """The index of the heading that is the post's own title, or -1.

        Only the first heading can be the title: if it repeats the title, is the only H1, or is the
        only heading with a date or the number of an issue. With such a date it is a headline all
        the same if it stands beside others and has as much below it as they have.
        """
        headings = [index for index, block in enumerate(self.blocks) if block.level]
        first = self.numbers[headings[0]] if headings else None
        if first is None or first.number is not None:
            return -1
        names = [bool(_ISSUE.search(self.headline(index))) for index in headings]
        level = self.blocks[headings[0]].level
        only = (
            level == 1
            and len(headings) > 1
            and all(self.blocks[index].level > 1 for index in headings[1:])
        )
        dated = names[0] and sum(names) == 1 and len(headings) > 2  # noqa: PLR2004
        dated = dated and not self._has_a_story(headings)
        return headings[0] if only or dated or key(first.text) == key(self.title) else -1

    def _has_a_story(self, headings: Sequence[int]) -> bool:
        """Tell whether the first heading has as much prose below it as its equals mostly have."""
        level = self.blocks[headings[0]].level
        ends = (*headings[1:], len(self.blocks))
        widths = [
            sum(self.all_widths[start:end])
            for start, end in zip(headings, ends, strict=True)
            if self.blocks[start].level == level
        ]
        others = sorted(widths[1:])
        return bool(others) and widths[0] >= others[len(others) // 2] * _STORY

    @cached_property
    def headlines(self) -> Counter[str]:
        """How many times each heading occurs in the post, by `wording.key`."""
        return Counter(key(one.text) for one in self.numbers if one)

    @cached_property
    def afterword(self) -> int:
        """The index at which the blog's parting words may begin: the last rule, else the end."""
        rules = [index for index, block in enumerate(self.blocks) if block.kind == "rule"]
        if not rules:
            return len(self.blocks)
        behind = sum(self.widths[rules[-1] :])
        short = behind <= _AFTERWORD_MOST * sum(self.widths)
        return rules[-1] if short else len(self.blocks)

    def level_at(self, index: int) -> int:
        """Return the level of the last heading before a block; 0 before the first heading."""
        heading = self.enclosing[index]
        return self.blocks[heading].level if heading >= 0 else 0

    def headline(self, index: int) -> str:
        """Return the words of a heading without the number."""
        numbered = self.numbers[index]
        return numbered.text if numbered else ""

    @cached_property
    def news(self) -> Mapping[str, tuple[int, ...]]:
        """The indices of the blocks that could open an item, by their kind (`candidates.Over`)."""
        every = tuple(filter(self.is_news, range(len(self.blocks))))
        return {
            "all": every,
            "headings": tuple(index for index in every if self.blocks[index].level),
            "entries": tuple(index for index in every if self.blocks[index].opens),
            "lines": tuple(
                index
                for index in every
                if not self.blocks[index].level and not self.blocks[index].depth
            ),
        }

    def is_news(self, index: int) -> bool:
        """Say whether a block holds news, or only a number that belongs to the next block."""
        block = self.blocks[index]
        if self.around[index] or block.kind not in ("heading", "text"):
            return False
        style = self.styles[index]
        bare = bool(style) and bool(numbering.STYLES[style].fullmatch(block.words))
        return bool(self.texts[index].text) or bare

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """The style of the number at the beginning of each line (`numbering.STYLES`), or empty."""
        return tuple("" if block.level else numbering.style(block.text) for block in self.blocks)

    @cached_property
    def _titles(self) -> dict[int, Title]:
        return {}

    def title_of(self, index: int) -> Title:
        """Return the headline of an item that begins with this line, and the rest of the line."""
        if index not in self._titles:
            self._titles[index] = titles.of_line(self.blocks[index], self.texts[index])
        return self._titles[index]

    def is_followed_by_words(self, heading: int) -> bool:
        """Say whether there are words between a heading and the next heading."""
        for place in range(heading + 1, len(self.blocks)):
            if self.blocks[place].level:
                return False
            if self.texts[place].text:
                return True
        return False

    def is_numbered(self, index: int) -> bool:
        """Say whether a heading has a number."""
        numbered = self.numbers[index]
        return numbered is not None and numbered.number is not None

    def announces(self, index: int) -> bool:
        """Say whether a heading only introduces a part of an item: 核心要点."""
        return self._announcing[index]

    @cached_property
    def _announcing(self) -> tuple[bool, ...]:
        return tuple(
            one is not None and bool(wording.LABEL_KEYS.fullmatch(key(one.text)))
            for one in self.numbers
        )

    @cached_property
    def likeness(self) -> Callable[[str], float]:
        """`titles.likeness` with a cache: all ways to read the post ask for the same headlines."""
        return cache(titles.likeness)

    @cached_property
    def undated(self) -> Callable[[str], str]:
        """`titles.undated` with a cache."""
        return cache(titles.undated)

    def is_label(self, index: int) -> bool:
        """Say whether a heading is only a label: it introduces a part, and has no number."""
        return self.announces(index) and not self.is_numbered(index)

    def with_all(self) -> Outline:
        """Return the outline with every section read as news."""
        nothing = ("",) * len(self.blocks)
        return replace(self, around=nothing, around_level=(0,) * len(self.blocks))

    def with_comments(self) -> Outline:
        """Return the outline with sections such as comments, which may be news, read as news."""
        return replace(self, around=tuple(why if why in CERTAIN else "" for why in self.around))


def read(blocks: Sequence[PostBlock], title: str) -> Outline:
    """Return the outline of a post, in which news is distinguished from what is not news."""
    texts = tuple(
        trimming.trim(block)
        if block.kind == "text"
        else NewsText(block.words if block.level else "")
        for block in blocks
    )
    headings = [index for index, block in enumerate(blocks) if block.level]
    numbers: list[numbering.Numbered | None] = [None] * len(blocks)
    for index, one in zip(
        headings, numbering.series([blocks[index].text for index in headings]), strict=True
    ):
        numbers[index] = replace(one, text=one.text.strip())
    around, levels = _around(blocks, numbers)
    _mark_contents(blocks, texts, numbers, around)
    _mark_summaries(blocks, texts, around, levels)
    return Outline(tuple(blocks), texts, tuple(numbers), tuple(around), tuple(levels), title)


def _around(
    blocks: Sequence[PostBlock], numbers: Sequence[numbering.Numbered | None]
) -> tuple[list[str], list[int]]:
    """Return for each block the kind of a section that is not news, and the section's level."""
    kinds: list[str] = []
    levels: list[int] = []
    why, level = "", 0
    in_list = False
    for block, numbered in zip(blocks, numbers, strict=True):
        if block.level and (not why or block.level <= level or why in _LISTS):
            why, level, in_list = _kind(numbered), block.level, False
        elif why in _LISTS and (block.kind == "rule" or _ends_menu(block, why, after_list=in_list)):
            why, level = "", 0
        in_list = in_list or block.depth > 0
        kinds.append(why)
        levels.append(level if why else 0)
    return kinds, levels


def _ends_menu(block: PostBlock, why: str, *, after_list: bool) -> bool:
    """Say whether a table of contents ends before this block: a long text, or one after a list."""
    text = why == "contents" and block.kind == "text" and not block.depth and not block.only_links
    return text and bool(block.words) and (after_list or columns(block.words) > _MENU_MOST)


def _kind(heading: numbering.Numbered | None) -> str:
    """Return why a section is not news, judged by its heading; empty for news."""
    words = _DECORATION.sub("", _ASIDE.sub("", heading.text)) if heading else ""
    why = wording.why("heading", key(words)) or wording.why(
        "heading start", key(_MARK.split(words, maxsplit=1)[0])
    )
    numbered = heading is not None and heading.number is not None
    return "" if numbered and why not in ("contents", "references", "pictures") else why


def _mark_summaries(
    blocks: Sequence[PostBlock],
    texts: Sequence[NewsText],
    around: list[str],
    levels: list[int],
) -> None:
    """Read a section that is called a summary as news when the post does not repeat its text."""
    start = 0
    while start < len(blocks):
        end = start + 1
        if around[start] == "summary":
            while (
                end < len(blocks)
                and around[end] == "summary"
                and not (blocks[end].level and blocks[end].level <= levels[start])
            ):
                end += 1
            if not _is_repeated(blocks, texts, range(start, end)):
                around[start:end] = [""] * (end - start)
                levels[start:end] = [0] * (end - start)
        start = end


def _is_repeated(blocks: Sequence[PostBlock], texts: Sequence[NewsText], rows: range) -> bool:
    """Say whether the rest of the post repeats a section, or the section has no text."""
    own = {pair for row in rows if not blocks[row].level for pair in _PAIR.findall(texts[row].text)}
    other = {
        pair
        for row in range(len(blocks))
        if row not in rows
        for pair in _PAIR.findall(texts[row].text)
    }
    return not own or len(own & other) >= _REPEATED * len(own)


def _mark_contents(
    blocks: Sequence[PostBlock],
    texts: Sequence[NewsText],
    numbers: Sequence[numbering.Numbered | None],
    around: list[str],
) -> None:
    """Mark lists whose entries link to places in the post, or repeat its headings, as contents."""
    headlines = Counter(key(one.text) for one in numbers if one and one.text)
    start = 0
    while start < len(blocks):
        end = start + 1
        if blocks[start].depth:
            while end < len(blocks) and (blocks[end].depth or blocks[end].kind == "left out"):
                end += 1
            _mark_if_contents(range(start, end), blocks, texts, headlines, around)
        start = end


def _mark_if_contents(
    rows: range,
    blocks: Sequence[PostBlock],
    texts: Sequence[NewsText],
    headlines: Counter[str],
    around: list[str],
) -> None:
    entries = [row for row in rows if blocks[row].depth and blocks[row].words]
    leading = [row for row in entries if _leads_inside(blocks[row])]
    repeated = [row for row in entries if key(numbering.read(blocks[row].text).text) in headlines]
    if entries and (2 * len(leading) > len(entries) or len(repeated) == len(entries)):
        for row in rows:
            around[row] = around[row] or "contents"


def _leads_inside(block: PostBlock) -> bool:
    return any(span.target.startswith("#") for span in block.spans)
