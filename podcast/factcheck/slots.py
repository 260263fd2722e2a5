"""Lay a line beside the sentence of the post that it retells, to see what stands in whose place.

A word of the line that the sentence lacks stands between two words that both have. What the
sentence has between the same two is its slot: 拓川机器人进入 beside 拓岭机器人进入 gives 拓川 with
the slot 拓岭. The words that both have are called anchors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.statements import content, holds, weights

_BREAK = re.compile("[，。：；、,;:！？!?“”「」()（）]")
_BOUNDARY = re.compile("[，。：；,;:！？!?]")
_LONGEST = 16
"""The most code points of a slot; what is longer is no word in the place of another."""
_SUFFIXES = frozenset("方者员商局署")
"""Characters that make a word for people or a body of the word before them."""
_CHINESE = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a line, and what the retold sentence has in its place."""

    word: str
    start: int
    text: str
    """What the sentence has in the place of the word, folded."""
    passage: Passage
    before: str
    """The anchor before the word, or nothing at the beginning of the clause."""
    behind: str
    """The anchor after the word, or nothing at the end of the clause."""
    gap: int
    """How many words stand between the word and the anchor after it."""

    @property
    def end(self) -> int:
        """The first code point after the word."""
        return self.start + len(self.word)


@lru_cache(maxsize=512)
def slots(line: Passage, own: Source) -> tuple[Slot, ...]:
    """Return the Chinese words of a line that the sentence which it retells lacks."""
    return tuple(slot for span in line.clauses for slot in _of_clause(span, line, own))


def _of_clause(span: Span, line: Passage, own: Source) -> Iterator[Slot]:
    text = line.text[slice(*span)]
    told = content(text)
    retold = _retold(told, line, own)
    if retold is None:
        return
    tokens = _tokens(text)
    for index, (word, at) in enumerate(tokens):
        if not _CHINESE.fullmatch(word) or holds(retold.text, word):
            continue
        before, behind, gap = _neighbours(tokens, index, retold.text)
        slot = _between(before, behind, retold.text) if before or behind else ""
        if slot and len(slot) <= _LONGEST:
            start = span[0] + at
            yield Slot(word, start, slot, retold, before, behind, gap)


def _retold(told: frozenset[str], line: Passage, own: Source) -> Passage | None:
    """Return the sentence that has most of a clause's content, then most of the line's."""
    weight = weights(own)
    whole = content(line.text)

    def likeness(passage: Passage) -> tuple[float, float]:
        return (
            fsum(weight.get(word, 0.5) for word in told if holds(passage.text, word)),
            fsum(weight.get(word, 0.5) for word in whole if holds(passage.text, word)),
        )

    best = max(own.passages, key=likeness, default=None)
    return best if best and likeness(best)[0] else None


def _tokens(text: str) -> list[tuple[str, int]]:
    """Return the words of a text with their places; 承运 and 方 after it are one word."""
    found: list[tuple[str, int]] = []
    at = 0
    for word in words.cut(text):
        if word in _SUFFIXES and found and len(found[-1][0]) > 1:
            before, start = found.pop()
            found.append((before + word, start))
        else:
            found.append((word, at))
        at += len(word)
    return found


def _neighbours(tokens: list[tuple[str, int]], index: int, text: str) -> tuple[str, str, int]:
    """Return the nearest words on both sides that a sentence has, and how far the second is."""

    def is_anchor(word: str) -> bool:
        return len(word) > 1 and word in text

    before = next((word for word, _ in reversed(tokens[:index]) if is_anchor(word)), "")
    after = [word for word, _ in tokens[index + 1 :]]
    gap = next((place for place, word in enumerate(after) if is_anchor(word)), len(after))
    return before, after[gap] if gap < len(after) else "", gap


def _between(before: str, behind: str, text: str) -> str:
    """Return what a sentence has between two anchors, or from one to the end of its clause."""
    low = text.find(before) + len(before) if before else -1
    high = text.find(behind, max(low, 0)) if behind else -1
    if before and high < 0:
        match = _BOUNDARY.search(text, low)
        return text[low : match.start() if match else len(text)]
    if not before:
        low = max((match.end() for match in _BREAK.finditer(text, 0, high)), default=0)
    return text[low:high]
