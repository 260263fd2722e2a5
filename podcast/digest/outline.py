"""A post's blocks with what each of them says, and what stands around the news: before it is known
which blocks are items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from podcast.digest import numbering, told, wording
from podcast.digest.blocks import Block
from podcast.digest.told import Told, columns
from podcast.digest.wording import key

_ASIDE = re.compile(r"\s*[（(【\[][^（）()【】\[\]]*[)）】\]]\s*$")
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_AFTERWORD_MOST = 0.25
"""Share of the prose that may stand behind the last rule and be the blog's parting words."""


@dataclass(frozen=True)
class Outline:
    """A post's blocks; all sequences have one entry for each of them."""

    blocks: tuple[Block, ...]
    told: tuple[Told, ...]
    numbers: tuple[numbering.Numbered | None, ...]
    """Of headings: the number and the headline."""
    around: tuple[str, ...]
    """Why a block is no news: the kind of the section that it stands in; empty for news."""
    title: str

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How much prose each block holds, in columns; headings and what is no news hold none."""
        return tuple(
            columns(said.text) if block.kind == "text" and not why else 0
            for block, said, why in zip(self.blocks, self.told, self.around, strict=True)
        )

    @cached_property
    def enclosing(self) -> tuple[int, ...]:
        """Where the heading stands under which each block is; -1 above the first one."""
        found: list[int] = []
        last = -1
        for index, block in enumerate(self.blocks):
            found.append(last)
            if block.level:
                last = index
        return tuple(found)

    @cached_property
    def title_at(self) -> int:
        """Where the heading stands that is the post's own title: an H1 that repeats it, or the only
        one; -1 when there is none.
        """
        headings = [index for index, block in enumerate(self.blocks) if block.level]
        if not headings or self.blocks[headings[0]].level != 1:
            return -1
        first = self.numbers[headings[0]]
        if first is None or first.number is not None:
            return -1
        only = len(headings) > 1 and all(self.blocks[index].level > 1 for index in headings[1:])
        return headings[0] if only or key(first.text) == key(self.title) else -1

    @cached_property
    def headlines(self) -> Counter[str]:
        """How often each heading stands in the post, by `wording.key`."""
        return Counter(key(one.text) for one in self.numbers if one)

    @cached_property
    def afterword(self) -> int:
        """Where the blog's parting words may begin: behind the last rule; else the end."""
        rules = [index for index, block in enumerate(self.blocks) if block.kind == "rule"]
        if not rules:
            return len(self.blocks)
        behind = sum(self.widths[rules[-1] :])
        short = behind <= _AFTERWORD_MOST * sum(self.widths)
        return rules[-1] if short else len(self.blocks)

    def level_at(self, index: int) -> int:
        """Return the level of the heading under which a block stands, 0 above the first one."""
        heading = self.enclosing[index]
        return self.blocks[heading].level if heading >= 0 else 0

    def headline(self, index: int) -> str:
        """Return a heading's words without its number."""
        numbered = self.numbers[index]
        return numbered.text if numbered else ""

    def with_comments(self) -> Outline:
        """Return the outline with sections taken for news that only their name speaks against."""
        kept = {"contents", "references", "pictures"}
        return replace(self, around=tuple(why if why in kept else "" for why in self.around))


def read(blocks: Sequence[Block], title: str) -> Outline:
    """Sort what is said from what is not."""
    said = tuple(
        told.read(block) if block.kind == "text" else Told(block.words if block.level else "")
        for block in blocks
    )
    headings = [index for index, block in enumerate(blocks) if block.level]
    numbers: list[numbering.Numbered | None] = [None] * len(blocks)
    for index, one in zip(
        headings, numbering.series([blocks[index].text for index in headings]), strict=True
    ):
        numbers[index] = replace(one, text=one.text.strip())
    around = _around(blocks, numbers)
    _mark_contents(blocks, said, numbers, around)
    return Outline(tuple(blocks), said, tuple(numbers), tuple(around), title)


def _around(
    blocks: Sequence[Block], numbers: Sequence[numbering.Numbered | None]
) -> list[str]:
    """Return for each block the kind of the section it stands in that is no news, else nothing."""
    found: list[str] = []
    why, level = "", 0
    for block, numbered in zip(blocks, numbers, strict=True):
        if block.level and (not why or block.level <= level):
            why, level = _kind(numbered), block.level
        found.append(why)
    return found


def _kind(heading: numbering.Numbered | None) -> str:
    """Return why a section is no news, by the words of its heading."""
    words = _DECORATION.sub("", _ASIDE.sub("", heading.text)) if heading else ""
    bare = key(words)
    why = next((row.why for row in wording.rows("heading") if row.pattern.fullmatch(bare)), "")
    numbered = heading is not None and heading.number is not None
    return "" if numbered and why not in ("contents", "references") else why


def _mark_contents(
    blocks: Sequence[Block],
    said: Sequence[Told],
    numbers: Sequence[numbering.Numbered | None],
    around: list[str],
) -> None:
    """Mark lists whose entries lead to places of the post, or repeat its headings."""
    headlines = Counter(key(one.text) for one in numbers if one and one.text)
    start = 0
    while start < len(blocks):
        end = start + 1
        if blocks[start].depth:
            while end < len(blocks) and (blocks[end].depth or blocks[end].kind == "left out"):
                end += 1
            _mark_if_contents(range(start, end), blocks, said, headlines, around)
        start = end


def _mark_if_contents(
    rows: range,
    blocks: Sequence[Block],
    said: Sequence[Told],
    headlines: Counter[str],
    around: list[str],
) -> None:
    entries = [row for row in rows if blocks[row].depth and blocks[row].words]
    leading = [row for row in entries if _leads_inside(blocks[row])]
    repeated = [
        row for row in entries if key(numbering.read(blocks[row].text).text) in headlines
    ]
    if entries and (2 * len(leading) > len(entries) or len(repeated) == len(entries)):
        for row in rows:
            around[row] = around[row] or "contents"


def _leads_inside(block: Block) -> bool:
    return any(span.target.startswith("#") for span in block.spans)
