"""The number of syllables of a reading, which the tone engine plays and the clip checks expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from podcast.model import Spoken, Token

_PART = re.compile(r"[A-Za-z]+|\S")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SILENT_E = re.compile(r".[^aeiouyl]e$", re.IGNORECASE)
_LONG_LETTERS = {"W": 3}
"""Names of English letters with more than one syllable: double-u."""


class Part(NamedTuple):
    """A Chinese character, Latin word or pause mark of a token's reading."""

    start: int
    """Offset in the reading."""
    text: str
    syllables: int
    """0 for a pause mark."""


def parts(token: Token) -> Iterator[Part]:
    """Yield the parts of a token's reading in order."""
    for match in _PART.finditer(token.reading):
        yield Part(match.start(), match[0], _syllables(match[0], spelled=token.spell))


def count(spoken: Spoken) -> int:
    """Return the syllables of a text; those of Latin words are an estimate by their vowels."""
    return sum(part.syllables for token in spoken.tokens for part in parts(token))


def is_speakable(spoken: Spoken) -> bool:
    """Tell whether there is anything to say, punctuation apart."""
    return any(char.isalnum() for token in spoken.tokens for char in token.reading)


def is_as_written(token: Token) -> bool:
    """Tell whether the token is Chinese read character by character, so that each has its time."""
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
