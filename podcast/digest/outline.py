"""Which headings of a post are its news items, told by their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
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
# What a blog says around its news, when no number makes it one of them.
_AROUND_NEWS = re.compile(
    r"(?:参考|相关|延伸)(?:资料|链接|阅读|文献|来源)?"
    r"|(?:本文|文章|资料|数据|信息|新闻|消息|图片|版权|免责|特别)*(?:来源|声明|说明)"
    r"|关于(?:我们|本站|作者|本刊|本文|本报)|(?:联系|加入|支持)我们|往期.{0,6}"
    r"|(?:欢迎|如何|扫码)?(?:订阅|关注|打赏|投稿|赞助|加群)(?:我们|方式|本站|本刊|公众号|频道)?"
    r"|广告|商务合作|评论|留言|交流群|写在最后|结语|结束语|尾声|总结|小结|后记|编后语"
    r"|(?:今日|本期|本周|每日|早报|内容|要闻)*"
    r"(?:摘要|概览|概要|速览|一览|导语|前言|序言|引言|编者按|写在前面|开场白)"
)
LABELS = frozenset(
    {
        "核心要点",
        "要点",
        "重点",
        "亮点",
        "核心亮点",
        "主要亮点",
        "划重点",
        "提要",
        "看点",
        "核心看点",
        "核心内容",
        "主要内容",
        "关键信息",
        "aibase提要",
        "aibase要点",
        "要点速览",
    }
)
"""Words, as of `key`, that announce what an item says next and tell nothing themselves."""
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
    def tells(self) -> bool:
        """Whether anything stands below it, on whatever level."""
        return bool(self.own or self.children)

    @property
    def is_news(self) -> bool:
        """Whether it tells something, rather than only gathering deeper headings."""
        if self.divided:
            return True
        if self.number is not None and self.own:
            return True  # a numbered headline with words below is news, however short
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

    Numbered headings win, with what stands among them, unless they only divide un-numbered items.
    Otherwise the headings of the shallowest level that tells more than it gathers. The post's
    title, tables of contents, labels like 核心要点 and headings like 参考资料 are none.
    """
    headlines = Counter(key(section.headline) for section in found)
    candidates = [
        section
        for section in _without_title(found, title)
        if _may_be_news(section) and not is_contents(section.own, headlines)
    ]
    numbered = [section for section in candidates if section.number is not None]
    if numbered and not _divide_items(numbered, candidates):
        return _numbered_items(numbered, candidates, headlines)
    level = _level([one for one in candidates if one.number is None])
    return tuple(one for one in candidates if one.level == level and one.tells)


def is_label(section: Section) -> bool:
    """Say whether a heading only announces more about the item before it: 核心要点."""
    return section.number is None and key(section.headline) in LABELS


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


def _may_be_news(section: Section) -> bool:
    """Say whether a heading has words, and not such as stand around the news of a blog."""
    words = key(section.headline)
    if not section.headline or words in _NOT_NEWS:
        return False
    return section.number is not None or not (words in LABELS or _AROUND_NEWS.fullmatch(words))


def _divide_items(numbered: Sequence[Section], candidates: Sequence[Section]) -> bool:
    """Say whether the numbered headings stand below un-numbered ones that tell news themselves."""
    shallowest = min(section.level for section in numbered)
    above = [one for one in candidates if one.level < shallowest]
    parents = [one for one in above if one.children]
    if sum(one.is_news for one in parents) * 2 > len(parents):
        return True
    # a lead under each of them, and as many beside them that have nothing below: all are news
    leaves = len([one for one in above if not one.children and one.own])
    return bool(parents) and leaves >= len(parents) and all(one.own for one in parents)


def _numbered_items(
    numbered: Sequence[Section], candidates: Sequence[Section], headlines: Mapping[str, int]
) -> tuple[Section, ...]:
    """Return the numbered items and the un-numbered ones with words that stand among them."""
    if [section.number for section in numbered] == list(range(1, len(numbered) + 1)):
        chosen = list(numbered)  # one series, whatever the levels
        level = min(section.level for section in numbered)
    else:
        level = _level(numbered)
        chosen = [section for section in numbered if section.level == level]
    lines = {section.heading.line for section in chosen}
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


def _level(candidates: Sequence[Section]) -> int:
    """Return the shallowest level that tells more than it gathers; 0 without candidates."""
    levels = sorted({section.level for section in candidates})
    for level in levels:
        here = [section for section in candidates if section.level == level]
        news = sum(one.is_news for one in here)
        gathers = [one for one in here if one.children and not one.is_news]
        # in a draw, those with a lead are news: a section says nothing before what it gathers
        if news > len(gathers) or (news and news == len(gathers) and all(g.own for g in gathers)):
            return level
    return levels[-1] if levels else 0
