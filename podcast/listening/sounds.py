"""The sounds of a text: toneless Mandarin syllables and Latin words, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from podcast.chinese.fold import HAN, IS_HAN
from podcast.model import Spoken, Token

if TYPE_CHECKING:
    from podcast.chinese.pronunciation import Unit

_VOWELS = frozenset("aæɑɒɐɔəɚɛɜɪiuʊʌoeAIOQWYᵊᵻ")
"""Symbols of misaki's US English that carry a syllable; a capital is a whole diphthong."""

FOREIGN = ""
"""The syllable of a Latin word."""

_UNKNOWN = "?"
_LATIN = re.compile(f"[^\\W\\d_{HAN}〇]+(?:['’-][^\\W\\d_{HAN}〇]+)*")
_VARIANTS = {"幺": "yi", "两": "er", "兩": "er"}
_FOLDED = {"r": "er"}
"""Variants of a sound: 幺 for 一, 两 for 二 (also in traditional characters), erhua."""


class Sound(NamedTuple):
    """A Mandarin syllable, or a Latin word."""

    text: str
    """The character, or the word."""
    syllable: str
    """Toneless pinyin; FOREIGN for a Latin word."""
    length: int = 1
    """Syllables."""


def sounds(spoken: Spoken) -> tuple[Sound, ...]:
    """Return the sounds of a text in order, without pauses.

    Raises ReadingError for a text that cannot be said, as `pronounce` does.
    """
    from podcast.chinese.pronunciation import pronounce

    return tuple(
        sound
        for token, pronunciation in zip(spoken.tokens, pronounce(spoken, _UNKNOWN), strict=True)
        for sound in _sounds(token, pronunciation.units)
    )


def _sounds(token: Token, units: Sequence[Unit]) -> Iterator[Sound]:
    characters = (char for char in token.reading if IS_HAN.match(char) or char == "〇")
    words = _LATIN.findall(token.reading)
    latin = iter([" ".join(words)] if token.english else words)  # a respelling is one unit
    for unit in units:
        if unit.kind == "pinyin":
            char = next(characters)
            yield Sound(char, _folded(char, unit.value.rstrip("12345")))
        elif unit.kind == "english":
            length = sum(symbol in _VOWELS for symbol in unit.value)
            yield Sound(next(latin, ""), FOREIGN, max(1, length))


def _folded(char: str, syllable: str) -> str:
    return _VARIANTS.get(char) or _FOLDED.get(syllable, syllable)
