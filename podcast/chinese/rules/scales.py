"""Units that a show reads as magnitudes: with `…B: 十亿` in the lexicon, 7B is 七十亿, 70B 七百亿.

Without such an entry 7B is 七B, as the press mostly reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import NUMBER, Match, Rule, alternatives
from podcast.errors import ConfigError
from podcast.model import LexiconEntry

MARK = "…"
"""Stands for the number at the beginning of an entry's key."""

_WORDS = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
    "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_UNIT = re.compile("[A-Za-z]{1,2}")


@lru_cache(maxsize=16)
def rule(entries: tuple[LexiconEntry, ...]) -> Rule | None:
    """Return the rule for numbers with the units of a lexicon, or None if the lexicon has no units.

    Raises ConfigError for an entry of this form without a valid unit and magnitude.
    """
    units = dict(_scale(item) for item in entries if item.key.startswith(MARK))
    if not units:
        return None
    pattern = re.compile(rf"(?P<num>{NUMBER})\s?(?P<unit>{alternatives(units)})(?![A-Za-z0-9])")

    def scaled(text: str, start: int) -> Match | None:
        match = pattern.match(text, start)
        if not match:
            return None
        words = numbers.scaled(match["num"], units[match["unit"]])
        return Match(match.end(), "quantity", words)

    return scaled


def _scale(item: LexiconEntry) -> tuple[str, int]:
    unit = item.key.removeprefix(MARK)
    if item.alias not in _WORDS or not _UNIT.fullmatch(unit):
        raise ConfigError(
            f"{item.where}: lexicon entry {item.key!r}: behind {MARK} stands a unit of one or two "
            f"letters, and its reading is one of {', '.join(_WORDS)}"
        )
    return unit, _WORDS[item.alias]


def without(entries: Sequence[LexiconEntry]) -> tuple[LexiconEntry, ...]:
    """Return the entries for words, without the entries for units."""
    return tuple(item for item in entries if not item.key.startswith(MARK))
