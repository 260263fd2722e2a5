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
"""The symbols of misaki's US English that carry a syllable; a capital is a whole diphthong."""

FOREIGN = ""
"""Stands for the syllable of a Latin word."""

_UNKNOWN = "?"
_LATIN = re.compile(f"[^\\W\\d_{HAN}〇]+(?:['’-][^\\W\\d_{HAN}〇]+)*")
_OTHER_NAMES = {"幺": "yi", "两": "er"}
"""The other syllable of a figure that has two names: 幺 is 一, 两 is 二."""
_ERHUA = {"r": "er"}
_BROAD = str.maketrans(
    {
        "A": "ei", "I": "ai", "O": "ou", "Q": "ou", "W": "au", "Y": "oi",
        "ʤ": "tʃ", "ʧ": "tʃ", "ʒ": "ʃ", "b": "p", "d": "t", "ɡ": "k", "v": "w", "z": "s",
        "ð": "s", "θ": "s", "ɹ": "r", "ɾ": "t", "j": "i", "ɪ": "i", "ᵻ": "i", "ʊ": "u",
        "ɑ": "a", "æ": "a", "ʌ": "a", "ɐ": "a", "ɛ": "e", "ɜ": "e", "ə": "e", "ᵊ": "e",
        "ɚ": "er", "ɔ": "o", "ɒ": "o", **dict.fromkeys("ˈˌː ", ""),
    }
)  # fmt: skip
"""Makes English phonemes broad, without stress, length and voice, so that they can be compared with
the sounds of Mandarin."""
_BROAD_PINYIN = {
    "zh": "tʃ", "ch": "tʃ", "sh": "ʃ", "j": "tʃ", "q": "tʃ", "x": "ʃ", "z": "ts", "c": "ts",
    "b": "p", "d": "t", "g": "k", "ng": "ŋ", "v": "i", "yi": "i", "y": "i", "wu": "u",
}  # fmt: skip
"""The broad phonemes of pinyin spellings, without tone and aspiration."""
_SPELLING = re.compile("|".join(sorted(_BROAD_PINYIN, key=len, reverse=True)))


class Sound(NamedTuple):
    """A Mandarin syllable, or a Latin word."""

    text: str
    """The Chinese character, or the Latin word."""
    syllable: str
    """The pinyin without tone; FOREIGN for a Latin word."""
    length: int = 1
    """The number of syllables."""
    other: str = ""
    """The syllable of a figure's other name, `er` for 两."""
    phonemes: str = ""
    """The broad phonemes of the sound (`_BROAD`)."""


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
            yield _mandarin(next(characters), unit.value)
        elif unit.kind == "english":
            length = sum(symbol in _VOWELS for symbol in unit.value)
            phonemes = unit.value.translate(_BROAD)
            yield Sound(next(latin, ""), FOREIGN, max(1, length), phonemes=phonemes)


def _mandarin(char: str, pinyin: str) -> Sound:
    syllable = pinyin.rstrip("12345")
    phonemes = _SPELLING.sub(lambda match: _BROAD_PINYIN[match[0]], syllable)
    other = _OTHER_NAMES.get(char, "")
    return Sound(char, _ERHUA.get(syllable, syllable), other=other, phonemes=phonemes)
