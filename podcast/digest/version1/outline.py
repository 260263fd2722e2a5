"""Choose the headings of a post that are its news items, by their numbers and levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from podcast.digest.version1 import numbering, wording
from podcast.digest.version1.blocks import Block
from podcast.digest.version1.plain import clean

_INTRO = 60  # most characters of a section's own words that only introduce the next headings


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks up to the next heading of any level."""

    heading: Block
    number: int | None
    headline: str
    """The clean text of the heading without its number."""
    blocks: tuple[Block, ...]
    children: int = 0
    """How many deeper headings follow before the next heading of the same level."""
    divided: bool = False
    """Whether most deeper headings only divide the section, as other sections have them (影响)."""

    @property
    def level(self) -> int:
        """Heading level, 1 to 6."""
        return self.heading.level

    @property
    def own(self) -> tuple[Block, ...]:
        """The paragraphs and bullets directly under the heading."""
        return tuple(b for b in self.blocks if b.kind in ("paragraph", "bullet"))

    @property
    def tells(self) -> bool:
        """Whether there is any text or heading below the heading."""
        return bool(self.own or self.children)

    @property
    def is_news(self) -> bool:
        """Whether the section has news of its own, and does not only group deeper headings."""
        if self.divided:
            return True
        if self.number is not None and self.own:
            return True  # a numbered headline with words below is news, however short
        if not self.children:
            return bool(self.own) or self.number is not None
        words = sum(len(clean(block.text)) for block in self.own)
        return words > _INTRO or any(block.kind == "bullet" for block in self.own)


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Split a post into sections at its headings."""
    starts = [place for place, block in enumerate(blocks) if block.level]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    numbered = numbering.series([blocks[start].text for start in starts])
    times = Counter(key(one.text) for one in numbered)
    below = _below([blocks[start].level for start in starts])
    result = []
    for start, end, one, deeper in zip(starts, ends, numbered, below, strict=True):
        repeated = sum(times[key(numbered[place].text)] > 1 for place in deeper)
        body = tuple(blocks[start + 1 : end])
        divided = 0 < len(deeper) <= 2 * repeated
        result.append(Section(blocks[start], one.number, one.text, body, len(deeper), divided))
    return tuple(result)


def items(all_sections: Sequence[Section], title: str) -> tuple[Section, ...]:
    """Return the sections that are news items, in order; empty without items.

    The items are the numbered headings and un-numbered headings among them, unless numbered
    headings only divide un-numbered items. Otherwise the items are the headings of the highest
    level on which more sections have news of their own than group other sections. The post's title,
    tables of contents, labels like 核心要点 and headings like 参考资料 are never items.
    """
    headlines = Counter(key(section.headline) for section in all_sections)
    candidates = [
        section
        for section in _without_title(all_sections, title)
        if _may_be_news(section) and not is_contents(section.own, headlines)
    ]
    numbered = [section for section in candidates if section.number is not None]
    if numbered and not _divide_items(numbered, candidates):
        return _numbered_items(numbered, candidates, headlines)
    level = _level([one for one in candidates if one.number is None])
    return tuple(one for one in candidates if one.level == level and one.tells)


def is_label(section: Section) -> bool:
    """Say whether a heading only introduces more about the item before it: 核心要点."""
    return section.number is None and key(section.headline) in wording.LABELS


def is_contents(blocks: Sequence[Block], headlines: Container[str]) -> bool:
    """Say whether blocks are a table of contents: only bullets, each repeated as a heading."""
    return bool(blocks) and all(
        block.kind == "bullet" and key(numbering.read(block.text).text) in headlines
        for block in blocks
    )


def key(text: str) -> str:
    """Return the letters and digits of a headline in lower case, for comparing."""
    return "".join(filter(str.isalnum, text)).casefold()


def _below(levels: Sequence[int]) -> list[list[int]]:
    """Return for each heading the indices of the deeper headings below it."""
    below: list[list[int]] = [[] for _ in levels]
    open_headings: list[int] = []
    for place, level in enumerate(levels):
        while open_headings and levels[open_headings[-1]] >= level:
            open_headings.pop()
        for parent in open_headings:
            below[parent].append(place)
        open_headings.append(place)
    return below


def _without_title(all_sections: Sequence[Section], title: str) -> Sequence[Section]:
    """Drop the first H1 when it repeats the title or is the only H1 above other headings."""
    if not all_sections or all_sections[0].level != 1 or all_sections[0].number is not None:
        return all_sections
    only = len(all_sections) > 1 and all(section.level > 1 for section in all_sections[1:])
    return all_sections[1:] if only or key(all_sections[0].headline) == key(title) else all_sections


def _may_be_news(section: Section) -> bool:
    """Say whether a heading has words, but not the words of sections around a blog's news."""
    words = key(section.headline)
    if not section.headline or words in wording.NOT_NEWS:
        return False
    return section.number is not None or not (
        words in wording.LABELS or wording.AROUND_NEWS.fullmatch(words)
    )


def _divide_items(numbered: Sequence[Section], candidates: Sequence[Section]) -> bool:
    """Say whether the numbered headings are below un-numbered headings that are news themselves."""
    shallowest = min(section.level for section in numbered)
    above = [one for one in candidates if one.level < shallowest]
    parents = [one for one in above if one.children]
    if sum(one.is_news for one in parents) * 2 > len(parents):
        return True
    # each parent has a lead, and at least as many sections have no headings below: all are news
    leaves = len([one for one in above if not one.children and one.own])
    return bool(parents) and leaves >= len(parents) and all(one.own for one in parents)


def _numbered_items(
    numbered: Sequence[Section], candidates: Sequence[Section], headlines: Mapping[str, int]
) -> tuple[Section, ...]:
    """Return the numbered items, and un-numbered sections with words between them."""
    if _is_series(numbered):
        news = list(numbered)  # on any level
        level = min(section.level for section in numbered)
    else:
        level = _through_sections(numbered) or _level(numbered)
        news = [section for section in numbered if section.level == level]
    lines = {section.heading.line for section in news}
    return tuple(
        one
        for one in candidates
        if one.heading.line in lines
        or (
            one.number is None
            and one.level == level
            and one.own
            and headlines[key(one.headline)] == 1
        )
    )


def _is_series(numbered: Sequence[Section]) -> bool:
    return [section.number for section in numbered] == list(range(1, len(numbered) + 1))


def _through_sections(numbered: Sequence[Section]) -> int:
    """Return the level on which numbers continue across sections: 一 (1, 2), 二 (3); else 0."""
    deepest = max(section.level for section in numbered)
    here = [section for section in numbered if section.level == deepest]
    changes = [after.level == deepest > before.level for before, after in pairwise(numbered)]
    return deepest if _is_series(here) and sum(changes) > 1 else 0


def _level(candidates: Sequence[Section]) -> int:
    """Return the highest level with more sections of news than groups; 0 without candidates."""
    levels = sorted({section.level for section in candidates})
    for level in levels:
        here = [section for section in candidates if section.level == level]
        news = sum(one.is_news for one in here)
        gathers = [one for one in here if one.children and not one.is_news]
        # in a draw, groups with a lead are news: a mere group has no text before its headings
        if news > len(gathers) or (news and news == len(gathers) and all(g.own for g in gathers)):
            return level
    return levels[-1] if levels else 0
