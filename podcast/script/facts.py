"""Compare the figures and names of a script and its post: which are missing, which are invented.

A figure is a run of digits and the marks between them (42.8, 8:00); a name is a Latin word.
Both are compared as they are written, because the script keeps the written form; only a measure
may be told in another unit of the post, and thousands without the mark between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

from podcast.model import Digest, Item, Script
from podcast.script import years
from podcast.script.headlines import untagged
from podcast.script.numerals import in_base_units
from podcast.script.sentences import speakable

_FIGURE_OR_NAME = re.compile(
    r"\d+(?:[.,:/]\d+)*|[A-Za-z][A-Za-z]+(?:['’][a-z]+)?|[A-Z](?![A-Za-z])"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures and Latin names of a text."""

    figures: frozenset[str]
    names: frozenset[str]

    def __or__(self, other: Facts) -> Facts:
        return Facts(self.figures | other.figures, self.names | other.names)

    def __sub__(self, other: Facts) -> Facts:
        return Facts(self.figures - other.figures, self.names - other.names)

    def __len__(self) -> int:
        return len(self.figures) + len(self.names)


def of(texts: Iterable[str]) -> Facts:
    """Return the facts of some texts, with names in lower case."""
    words = _FIGURE_OR_NAME.findall("\n".join(texts))
    return Facts(
        frozenset(_THOUSANDS.sub("", each) for each in words if each[0].isdecimal()),
        frozenset(each.casefold() for each in words if not each[0].isdecimal()),
    )


def texts(item: Item) -> tuple[str, ...]:
    """Return all texts of an item, in order."""
    parts = (part for block in item.blocks for part in (block.label, block.text) if part)
    return (item.headline, *parts)


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters, by which contents are compared."""
    return frozenset(pair for run in _HAN.findall(text) for pair in map(add, run, run[1:]))


@dataclass(frozen=True, slots=True)
class FactCoverage:
    """How many of a post's facts a script contains; `invented` are only in the script."""

    total: int
    missing: Facts
    invented: Facts

    @property
    def share(self) -> float:
        """The share of the post's facts that the script contains, from 0 to 1."""
        return 1.0 if not self.total else 1 - len(self.missing) / self.total


def coverage(digest: Digest, script: Script) -> FactCoverage:
    """Compare a script with the items of its post; what is invented is looked for in item lines."""
    lines = [line.text for line in script.lines if line.part == "item"]
    told = of(in_base_units(line.text) for line in script.lines)
    told |= Facts(years.said((line.text for line in script.lines), script.date), frozenset())
    post_texts = [text for item in digest.items for text in (*texts(item), item.section)]
    script_facts = of(lines)
    # a Latin name in brackets behind the Chinese name is not spoken and not missing
    spoken = (
        in_base_units(speakable(text))
        for item in digest.items
        for text in (untagged(item.headline), *texts(item)[1:])
    )
    expected = of(spoken)
    return FactCoverage(
        total=len(expected),
        missing=expected - told,
        invented=script_facts - of(post_texts) - expected,
    )
