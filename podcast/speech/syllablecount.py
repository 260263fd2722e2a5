"""Counts the syllables of a reading: the tone engine plays as many, and clip checks expect them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from podcast.model import Spoken, Token

_PART = re.compile(r"[A-Za-z]+|\S")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SILENT_E = re.compile(r".[^aeiouyl]e$", re.IGNORECASE)
_LONG_LETTERS = {"W": 3}
"""How many syllables a letter's English name has when it has more than one: double-u."""


class Part(NamedTuple):
    """A Chinese character, Latin word or pause mark of a token's reading."""

    start: int
    """The offset of the part in the reading."""
    text: str
    syllables: int
    """The number of syllables, 0 for a pause mark."""


def parts(token: Token) -> Iterator[Part]:
    """Yield the parts of a token's reading in order."""
    for match in _PART.finditer(token.reading):
        yield Part(match.start(), match[0], _syllables(match[0], spelled=token.spell))


def count(spoken: Spoken) -> int:
    """Return the number of syllables of a text; in Latin words it is estimated from the vowels."""
    return sum(part.syllables for token in spoken.tokens for part in parts(token))


def is_speakable(spoken: Spoken) -> bool:
    """Tell whether the text has anything to say besides punctuation."""
    return any(char.isalnum() for token in spoken.tokens for char in token.reading)


def is_as_written(token: Token) -> bool:
    """Tell whether the token is Chinese and read as written, so that each character has a time."""
    return token.kind == "chinese" and token.reading == token.text


def _syllables(part: str, *, spelled: bool) -> int:
    if not part[0].isalnum():
        return 0
    if not part.isascii():
        return 1
    if spelled or part.isupper():
        return sum(_LONG_LETTERS.get(letter, 1) for letter in part.upper())
    silent = _SILENT_E.search(part) is not None
    return max(1, len(_VOWELS.findall(part)) - silent)
