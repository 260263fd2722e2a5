"""The Spoken type: how a line is read. Spans are code points of the written text, [start, end)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "date",
    "time",
    "clock",
    "percentage",
    "money",
    "quantity",
    "range",
    "ratio",
    "fraction",
    "ordinal",
    "version",
    "model",
    "identifier",
    "number",
    "latin",
    "acronym",
    "chinese",
    "punctuation",
]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How a written form is read. Exactly one of alias, pinyin, english and spell is set."""

    key: str
    alias: str = ""
    """The (Chinese) words that are spoken instead."""
    pinyin: tuple[str, ...] = ()
    """The numbered syllables, one for each character of the key; 5 is the neutral tone."""
    english: str = ""
    """An English respelling, for example `voks-trull`."""
    spell: bool = False
    """Whether the key is read letter by letter."""
    case_exact: bool = False
    """Whether upper and lower case of the key must match."""
    meant: bool = False
    """Whether the reading may say another figure than the key: the meaning check lets it pass."""
    where: str = ""
    """The place of the entry, `file:line`, for messages."""


@dataclass(frozen=True, slots=True)
class Token:
    """A span of the written text and how it is read.

    `text` is `raw[start:end]`; the tokens of a text cover it without gap or overlap. `reading` is
    the spoken form: Chinese characters, Latin words in Latin letters, and the punctuation
    ，。？！：；、 only; empty when the token is silent.
    """

    text: str
    kind: Kind
    rule: str
    """The name of the rule that gave the reading, for `podcast explain`."""
    reading: str
    start: int
    end: int
    pinyin: tuple[str, ...] = ()
    """The lexicon's syllables for the Chinese characters of `reading`, or empty."""
    english: str = ""
    """The lexicon's respelling for a Latin reading, or empty."""
    spell: bool = False
    """Whether the Latin letters of `reading` are read one by one."""
    guessed: bool = False
    """Whether the token is a Latin word that neither the lexicon nor a rule for acronyms reads."""
    meant: bool = False
    """Whether an entry of the lexicon says that the reading is meant, whatever its figures say."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text with the reading of each of its tokens."""

    raw: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The spoken form as one string, with a space between two Latin words or two numbers."""
        parts: list[str] = []
        for token in self.tokens:
            if not token.reading:
                continue
            if parts and apart(parts[-1][-1], token.reading[0]):
                parts.append(" ")
            parts.append(token.reading)
        return "".join(parts)


_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿幺")


def apart(left: str, right: str) -> bool:
    """Tell whether tokens that end with `left` and begin with `right` need a space between them.

    Two Latin words need a space, and so do two numbers: in `Qwen3 235B` they are 三 and 两百三十五,
    not 三两百三十五.
    """
    latin = left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
    return latin or (left in _NUMERALS and right in _NUMERALS)
