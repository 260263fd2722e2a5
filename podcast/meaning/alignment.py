"""Lay a spoken form beside its written form: the words that both have hold the two together.

What is written between two words that both have is said between them, too. The common words are
numbered, and so are the gaps before, between and behind them: gap 0, word 1, gap 2, word 3, ...
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[\u3400-\u9fff〇\ue000-\uf8ff]|[A-Za-z]+|\d+")
_BREAK = "\n"
"""Stands for a figure among the words of the written form; no spoken word is the same."""

_MOST = 250_000
"""How many pairs of words are looked at; a longer line is aligned by its longest runs alone."""
_PAIRED = 4
"""What a pair counts; neighbours count one more."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two forms: its text, and the spans of the words that the other form has, too."""

    text: str
    common: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first and the last gap or word of a span."""
        return self._number(start), self._number(max(start, end - 1))

    def _number(self, place: int) -> int:
        index = bisect_right(self.starts, place) - 1
        if index < 0:
            return 0
        return 2 * index + (1 if place < self.common[index][1] else 2)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of the gaps and words from number `first` to number `last`."""
        return self._edge(first), self._edge(last + 1)

    def _edge(self, number: int) -> int:
        """Return where the gap or word of a number begins."""
        index, inside = divmod(number, 2)
        if inside:
            return self.common[index][0] if index < len(self.common) else len(self.text)
        return self.common[index - 1][1] if index else 0

    def is_common(self, start: int, end: int) -> bool:
        """Tell whether all of a span stands in the other form, too."""
        first, last = self.stretch(start, end)
        return first == last and first % 2 == 1


def align(written: str, said: str) -> tuple[Side, Side]:
    """Return both sides with the words that they have in common, in order."""
    words, spans = _words(written, breaks=True)
    others, places = _words(said, breaks=False)
    pairs = _pairs(words, others)
    return (
        _side(written, [spans[one] for one, _ in pairs]),
        _side(said, [places[other] for _, other in pairs]),
    )


def _words(text: str, *, breaks: bool) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of a text and their spans, with a mark for each gap that has figures."""
    found = [(match[0], match.span()) for match in _WORD.finditer(text)]
    if breaks:
        found = [(_BREAK if word[0].isdecimal() else word, span) for word, span in found]
    else:
        found = [(word, span) for word, span in found if not word[0].isdecimal()]
    return [word for word, _ in found], [span for _, span in found]


def _pairs(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Return the indices of the words that are the same, in order in both rows.

    The longest runs come first, which is quick and nearly always right; where words are left over
    that the other row has as well, the most words that can be paired are.
    """
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    pairs = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    known = set(others)
    wanted = sum(word in known for word in words)
    if len(pairs) == wanted or len(words) * len(others) > _MOST:
        return pairs
    return _most_pairs(words, others)


def _most_pairs(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Return as many pairs as there can be, neighbours rather than words apart."""
    rows = [[(0, 0)] * (len(others) + 1)]
    for word in words:
        above, row = rows[-1], [(0, 0)]
        for index, other in enumerate(others):
            best = max(above[index + 1][0], row[index][0])
            run = above[index][1] + 1 if word == other else 0
            score = above[index][0] + _PAIRED + (run > 1) if run else 0
            row.append((score, run) if run and score >= best else (best, 0))
        rows.append(row)
    return list(reversed(list(_traced(rows, words, others))))


def _traced(
    rows: Sequence[Sequence[tuple[int, int]]], words: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the best score, the last first."""
    one, other = len(words), len(others)
    while one and other:
        if rows[one][other][1]:
            one, other = one - 1, other - 1
            yield one, other
        elif rows[one - 1][other][0] >= rows[one][other - 1][0]:
            one -= 1
        else:
            other -= 1


def _side(text: str, common: list[tuple[int, int]]) -> Side:
    return Side(text, tuple(common), tuple(start for start, _ in common))
