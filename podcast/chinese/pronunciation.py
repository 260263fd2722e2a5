"""Turn the spoken form into sounds: pinyin for Chinese, phonemes for Latin words, pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from podcast.chinese.english import latin
from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import polyphones
from podcast.chinese.pinyin.sandhi import sandhi
from podcast.chinese.pinyin.words import IS_CHINESE, cut
from podcast.errors import ReadingError
from podcast.model import Spoken, Token

PAUSES = "，。？！：；、"

_PIECE = re.compile(
    f"(?P<chinese>[{HAN}〇])"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*)"
    f"|(?P<pause>[{PAUSES}])"
    r"|(?P<space>\s)"
    r"|(?P<other>.)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sound: a syllable, a Latin word or a pause."""

    kind: Literal["pinyin", "english", "pause"]
    value: str
    """For pinyin, a numbered syllable after sandhi (`xing2`, `lv4`, `r5` for erhua), one for each
    Chinese character; for english, the phonemes of a Latin word in misaki's US symbols; for a
    pause, one of PAUSES."""
    joined: bool = False
    """Whether a syllable belongs to the same word as the syllable before it."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """The sounds of one token; it has no units when the token is silent."""

    units: tuple[Unit, ...]


def pronounce(spoken: Spoken, unknown: str = "") -> tuple[Pronunciation, ...]:
    """Return the pronunciation of each token. Polyphones are read in the context of the whole text.

    `unknown`, if given, stands for the syllable of a Chinese character whose reading is unknown;
    without it such a character raises ReadingError. Other characters that cannot be spoken raise
    ReadingError, too, as does a lexicon entry with a wrong number of syllables.
    """
    chinese = iter(_chinese_units(spoken, unknown))
    return tuple(Pronunciation(tuple(_units(token, chinese))) for token in spoken.tokens)


def _chinese_units(spoken: Spoken, unknown: str) -> list[Unit]:
    """Return one unit for each Chinese character of the whole text, in order."""
    text = spoken.text
    reader = polyphones.known_pinyin if unknown else polyphones.pinyin
    plain = [syllable or unknown for syllable in reader(text, _fixed(spoken))]
    syllables = sandhi(text, plain)
    continues = [
        place > 0
        for word in cut(text)
        for place in range(len(word))
        if IS_CHINESE.match(word[place])
    ]
    return [Unit("pinyin", *each) for each in zip(syllables, continues, strict=True)]


def _fixed(spoken: Spoken) -> Mapping[int, str]:
    """Return the lexicon's syllables, by index among the Chinese characters of the whole text."""
    fixed: dict[int, str] = {}
    index = 0
    for token in spoken.tokens:
        count = len(IS_CHINESE.findall(token.reading))
        if token.pinyin and len(token.pinyin) != count:
            raise ReadingError(
                f"`{token.text}`: {len(token.pinyin)} syllables are given for {count} Chinese "
                f"characters of `{token.reading}`; give one for each in the lexicon of voices.yaml"
            )
        fixed.update(enumerate(token.pinyin, index))
        index += count
    return fixed


def _units(token: Token, chinese: Iterator[Unit]) -> Iterator[Unit]:
    """Yield the token's sounds, with its Chinese units taken from `chinese`."""
    respelled = False
    for piece in _PIECE.finditer(token.reading):
        kind, value = piece.lastgroup, piece.group()
        if kind == "chinese":
            yield next(chinese)
        elif kind == "pause":
            yield Unit("pause", value)
        elif kind == "latin" and not respelled:
            yield from _english(value, token)
            respelled = bool(token.english)  # a respelling stands for all Latin words of the token
        elif kind == "other":
            raise ReadingError(
                f"`{token.text}`: `{value}` cannot be said; give the word a reading in the "
                "lexicon of voices.yaml"
            )


def _english(word: str, token: Token) -> Iterator[Unit]:
    for respelling in token.english.split() or [""]:
        yield Unit("english", latin.phonemes(word, token.spell, respelling))
