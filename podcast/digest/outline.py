"""Which headings of a post are its news items, told by their shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from podcast.digest import numbering
from podcast.digest.blocks import Block
from podcast.plaintext import clean

_NOT_NEWS = frozenset(
    {
        "目录",
        "目次",
        "导航",
        "导读",
        "今日导读",
        "本期导读",
        "内容导航",
        "本期内容",
        "参考",
        "参考资料",
        "参考链接",
        "相关链接",
        "相关阅读",
        "延伸阅读",
        "资料来源",
        "关于我们",
        "往期回顾",
        "免责声明",
        "contents",
        "tableofcontents",
        "toc",
        "references",
    }
)
_INTRO = 60  # characters; a section's own words up to here only introduce what follows


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks up to the next heading of any level."""

    heading: Block
    number: int | None
    headline: str
    """Cleaned, without the number."""
    blocks: tuple[Block, ...]
    children: int = 0
    """How many deeper headings follow before one of its level."""
    divided: bool = False
    """Whether most of those only divide it: headings that other sections have too (影响)."""

    @property
    def level(self) -> int:
        """Heading level, 1 to 6."""
        return self.heading.level

    @property
    def own(self) -> tuple[Block, ...]:
        """What stands directly under the heading and could be told."""
        return tuple(b for b in self.blocks if b.kind in ("paragraph", "bullet"))

    @property
    def is_news(self) -> bool:
        """Whether it tells something, rather than only gathering deeper headings."""
        if self.divided:
            return True
        if not self.children:
            return bool(self.own) or self.number is not None
        words = sum(len(clean(block.text)) for block in self.own)
        return words > _INTRO or any(block.kind == "bullet" for block in self.own)


def sections(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Cut a post at its headings; also return what stands before the first one."""
    starts = [place for place, block in enumerate(blocks) if block.level]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    numbered = numbering.series([blocks[start].text for start in starts])
    times = Counter(key(one.text) for one in numbered)
    below = _below([blocks[start].level for start in starts])
    cut = []
    for start, end, one, deeper in zip(starts, ends, numbered, below, strict=True):
        repeated = sum(times[key(numbered[place].text)] > 1 for place in deeper)
        body = tuple(blocks[start + 1 : end])
        divided = 0 < len(deeper) <= 2 * repeated
        cut.append(Section(blocks[start], one.number, one.text, body, len(deeper), divided))
    return tuple(blocks[: starts[0]] if starts else blocks), tuple(cut)


def items(found: Sequence[Section], title: str) -> tuple[Section, ...]:
    """Return the sections that are news items, in order; empty when there are none.

    Numbered headings win, unless they only divide un-numbered items. Otherwise the headings of
    the shallowest level that tells more than it gathers. The post's title, tables of contents
    and headings like 参考资料 are none.
    """
    headlines = Counter(key(section.headline) for section in found)
    candidates = [
        section
        for section in _without_title(found, title)
        if section.headline
        and (section.number is not None or headlines[key(section.headline)] == 1)
        and key(section.headline) not in _NOT_NEWS
        and not is_contents(section.own, headlines)
    ]
    numbered = [section for section in candidates if section.number is not None]
    if numbered and not _divide_items(numbered, candidates):
        return _numbered_items(numbered)
    level = _level(candidates)
    return tuple(one for one in candidates if one.level == level and one.is_news)


def is_contents(blocks: Sequence[Block], headlines: Container[str]) -> bool:
    """Say whether these are a table of contents: only bullets, each repeated as a heading."""
    return bool(blocks) and all(
        block.kind == "bullet" and key(numbering.read(block.text).text) in headlines
        for block in blocks
    )


def key(text: str) -> str:
    """Return what two writings of the same headline have in common."""
    return "".join(filter(str.isalnum, text)).casefold()


def _below(levels: Sequence[int]) -> list[list[int]]:
    """Return for each heading the places of the deeper ones before the next of its level."""
    below: list[list[int]] = [[] for _ in levels]
    open_headings: list[int] = []
    for place, level in enumerate(levels):
        while open_headings and levels[open_headings[-1]] >= level:
            open_headings.pop()
        for parent in open_headings:
            below[parent].append(place)
        open_headings.append(place)
    return below


def _without_title(found: Sequence[Section], title: str) -> Sequence[Section]:
    """Drop the first H1 when it repeats the title or is the only one above other headings."""
    if not found or found[0].level != 1 or found[0].number is not None:
        return found
    only = len(found) > 1 and all(section.level > 1 for section in found[1:])
    return found[1:] if only or key(found[0].headline) == key(title) else found


def _divide_items(numbered: Sequence[Section], candidates: Sequence[Section]) -> bool:
    """Say whether the numbered headings stand below un-numbered ones that tell news themselves."""
    shallowest = min(section.level for section in numbered)
    above = [one for one in candidates if one.level < shallowest and one.children]
    return sum(one.is_news for one in above) * 2 > len(above)


def _numbered_items(numbered: Sequence[Section]) -> tuple[Section, ...]:
    if [section.number for section in numbered] == list(range(1, len(numbered) + 1)):
        return tuple(numbered)  # one series, whatever the levels
    level = _level(numbered)
    return tuple(section for section in numbered if section.level == level)


def _level(candidates: Sequence[Section]) -> int:
    """Return the shallowest level that tells more than it gathers; 0 without candidates."""
    levels = sorted({section.level for section in candidates})
    for level in levels:
        here = [section for section in candidates if section.level == level]
        if sum(one.is_news for one in here) > sum(not one.is_news for one in here if one.children):
            return level
    return levels[-1] if levels else 0
