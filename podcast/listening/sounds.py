"""A text by ear: toneless Mandarin syllables and Latin words, in order."""

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
_OTHER_NAMES = {"幺": "yi", "两": "er"}
"""A figure is written by either of its names, whichever was said: 幺 for 一, 两 for 二."""
_ERHUA = {"r": "er"}
_BROAD = str.maketrans(
    {
        "A": "ei", "I": "ai", "O": "ou", "Q": "ou", "W": "au", "Y": "oi",
        "ʤ": "tʃ", "ʧ": "tʃ", "ʨ": "tʃ", "ꭧ": "tʃ", "ɕ": "ʃ", "ʂ": "ʃ", "ʒ": "ʃ",
        "b": "p", "d": "t", "ɡ": "k", "g": "k", "v": "w", "z": "s", "ð": "s", "θ": "s", "ʦ": "ts",
        "ɹ": "r", "ɻ": "r", "ɾ": "t", "x": "h", "y": "i", "j": "i", "ɥ": "i",
        "ɪ": "i", "ᵻ": "i", "ɨ": "i", "ʊ": "u", "ɑ": "a", "æ": "a", "ʌ": "a", "ɐ": "a",
        "ɛ": "e", "ɜ": "e", "ə": "e", "ᵊ": "e", "ɤ": "e", "ɚ": "er", "ɔ": "o", "ɒ": "o",
        **dict.fromkeys("ˈˌːʰ→↗↓↘ʲ-", ""),
    }
)  # fmt: skip
"""Phonemes without stress, tone, length, voice and aspiration: Mandarin and English compared."""


class Sound(NamedTuple):
    """A Mandarin syllable, or a Latin word."""

    text: str
    """The character, or the word."""
    syllable: str
    """Toneless pinyin; FOREIGN for a Latin word."""
    length: int = 1
    """Syllables."""
    other: str = ""
    """The syllable of the other name of a figure, `er` for 两."""
    phonemes: str = ""
    """Broad phonemes, see `_BROAD`."""


def sounds(spoken: Spoken) -> tuple[Sound, ...]:
    """Return the sounds of a text in order; pauses are none.

    Raises ReadingError for what cannot be said, as `pronounce` does.
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
    latin = iter([" ".join(words)] if token.english else words)  # a respelling stands for all
    for unit in units:
        if unit.kind == "pinyin":
            yield _mandarin(next(characters), unit.value)
        elif unit.kind == "english":
            length = sum(symbol in _VOWELS for symbol in unit.value)
            phonemes = unit.value.translate(_BROAD)
            yield Sound(next(latin, ""), FOREIGN, max(1, length), phonemes=phonemes)


def _mandarin(char: str, pinyin: str) -> Sound:
    from podcast.speech.kokoro.pinyin_ipa import ipa

    syllable = pinyin.rstrip("12345")
    try:
        phonemes = ipa(pinyin).translate(_BROAD)
    except ValueError:
        phonemes = ""  # the reading of a character that has none
    other = _OTHER_NAMES.get(char, "")
    return Sound(char, _ERHUA.get(syllable, syllable), other=other, phonemes=phonemes)
