"""Figures and names: what a script must say, and what it must not invent.

A figure is a run of digits with its inner marks (42.8, 1,000, 8:00); a name is a Latin word.
Compared as written, because the script keeps the written form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

from podcast.model import Digest, Item, Script
from podcast.script.sentences import speakable

_FIGURE_OR_NAME = re.compile(
    r"\d+(?:[.,:/]\d+)*|[A-Za-z][A-Za-z]+(?:['’][a-z]+)?|[A-Z](?![A-Za-z])"
)
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
    """Return the facts of some texts; names are compared without regard to case."""
    found = _FIGURE_OR_NAME.findall("\n".join(texts))
    return Facts(
        frozenset(each for each in found if each[0].isdecimal()),
        frozenset(each.casefold() for each in found if not each[0].isdecimal()),
    )


def texts(item: Item) -> tuple[str, ...]:
    """Return all that an item says, in order."""
    parts = (part for block in item.blocks for part in (block.label, block.text) if part)
    return (item.headline, *parts)


def pairs(text: str) -> frozenset[str]:
    """Return the neighbouring pairs of Chinese characters: a measure of what a text says."""
    return frozenset(pair for run in _HAN.findall(text) for pair in map(add, run, run[1:]))


class Said:
    """What a listener has heard so far of an item; it only grows."""

    def __init__(self, text: str) -> None:
        self._facts: set[str] = set()
        self._pairs: set[str] = set()
        self._unpaired: list[str] = []
        self._texts: set[str] = set()
        self.add(text)

    def add(self, text: str) -> None:
        """Take in one more text."""
        found = of([text])
        self._facts |= found.figures | found.names
        self._unpaired.append(text)  # most items say what only they say: nobody asks for it
        self._texts.add(text.strip("。"))

    def holds(self, text: str, share: float) -> bool:
        """Tell whether all facts of a text and `share` of its character pairs were heard."""
        found = of([text])
        if not (found.figures | found.names) <= self._facts:
            return False
        own = pairs(text)
        if not own:  # nothing to compare by: only the very words count as heard
            return bool(found.figures | found.names) or text.strip("。") in self._texts
        self._pairs.update(*map(pairs, self._unpaired))
        self._unpaired.clear()
        return len(own & self._pairs) >= share * len(own)


@dataclass(frozen=True, slots=True)
class FactCoverage:
    """How much of a post's facts a script says; `invented` are in the script alone."""

    total: int
    missing: Facts
    invented: Facts

    @property
    def share(self) -> float:
        """Said facts by all facts, 0 to 1."""
        return 1.0 if not self.total else 1 - len(self.missing) / self.total


def coverage(digest: Digest, script: Script) -> FactCoverage:
    """Compare the item lines of a script with the items of its post."""
    told = [line.text for line in script.lines if line.part == "item"]
    written = [text for item in digest.items for text in (*texts(item), item.section)]
    said = of(told)
    # A Latin name in brackets behind its Chinese one is not said, and not missed.
    due = of(speakable(text) for item in digest.items for text in texts(item))
    return FactCoverage(total=len(due), missing=due - said, invented=said - of(written))
