"""Explain how a text is read: as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from unicodedata import combining, east_asian_width

from podcast.chinese import guessed, spoken
from podcast.chinese.fold import IS_HAN, fold
from podcast.language import word
from podcast.model import LexiconEntry, Spoken, Token

_UNKNOWN = "?"
"""Stands for the syllable of a Chinese character whose reading is unknown."""

_HEADER = ("token", "kind", "rule", "reading", "sound")
_GUESSED = "guessed"

Style = Literal["table", "spoken", "json"]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token and how it sounds.

    `plain` and `spoken` hold a pinyin syllable with its tone as a digit for each Chinese character
    of the reading, before and after tone sandhi; `?` stands for an unknown syllable. `sound`
    is the sound of the whole token, in order: the syllables after sandhi, and the phonemes of Latin
    words.
    """

    token: Token
    plain: tuple[str, ...]
    spoken: tuple[str, ...]
    sound: tuple[str, ...]
    guessed: bool
    """Whether the token is a Latin word that neither the lexicon nor a dictionary has."""


def rows(spoken: Spoken) -> tuple[TokenRow, ...]:
    """Return a row for each token, read in the context of the whole text.

    Raises ReadingError for a reading that cannot be spoken.
    """
    plain, after = _syllables(spoken.text, _fixed_in_speech(spoken.tokens))
    guessed_words = set(guessed(spoken))
    result: list[TokenRow] = []
    start = 0
    for token in spoken.tokens:
        end = start + len(_chinese(token.reading))
        syllables = after[start:end]
        sound = _sound(token, syllables)
        doubt = token.guessed and token.text in guessed_words
        result.append(TokenRow(token, plain[start:end], syllables, sound, doubt))
        start = end
    return tuple(result)


def _syllables(text: str, fixed: dict[int, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a syllable for each Chinese character of a text, before and after sandhi."""
    from podcast.chinese.pinyin.polyphones import known_pinyin
    from podcast.chinese.pinyin.sandhi import sandhi

    plain = tuple(syllable or _UNKNOWN for syllable in known_pinyin(text, fixed))
    return plain, sandhi(text, plain)


def _fixed_in_speech(tokens: Sequence[Token]) -> dict[int, str]:
    """Return the lexicon's syllables, by index among the Chinese characters of the spoken form."""
    fixed: dict[int, str] = {}
    index = 0
    for token in tokens:
        fixed.update(enumerate(token.pinyin, index))
        index += len(_chinese(token.reading))
    return fixed


def _chinese(text: str) -> list[int]:
    """Return the indices of the Chinese characters of a text."""
    return [place for place, char in enumerate(text) if char == "〇" or IS_HAN.match(char)]


def _sound(token: Token, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of a token in order: syllables, and phonemes of Latin words."""
    if not any(char.isascii() and char.isalpha() for char in token.reading):
        return syllables
    following = iter(syllables)
    anywhere = replace(token, start=0, end=0)  # without the position, the cache finds a word again
    return tuple(phonemes or next(following) for phonemes in _alone(anywhere))


@lru_cache(maxsize=4096)
def _alone(token: Token) -> tuple[str, ...]:
    """Return the phonemes of a token's Latin words, and "" for each Chinese character."""
    from podcast.chinese.pronunciation import pronounce

    (sound,) = pronounce(Spoken(token.text, (token,)), _UNKNOWN)
    units = (unit for unit in sound.units if unit.kind != "pause")
    return tuple(unit.value if unit.kind == "english" else "" for unit in units)


# --- The characters of the text as written -------------------------------------------------------


def _align(row: TokenRow) -> Iterator[tuple[int, int]]:
    """Yield (index in the raw text, index of the syllable) for characters spoken as written.

    For example, 月 of `2月6日` has the syllable of 月 in the reading 二月六日. A character that an
    alias replaces is not yielded.
    """
    spoken_chars = [row.token.reading[place] for place in _chinese(row.token.reading)]
    folded = fold(row.token.text)
    start = 0
    for place in _chinese(folded):
        alike = "零〇" if folded[place] in "零〇" else folded[place]
        index_of = next(
            (at for at in range(start, len(spoken_chars)) if spoken_chars[at] in alike), None
        )
        if index_of is not None:
            yield row.token.start + place, index_of
            start = index_of + 1


_Pairs = list[tuple[int, str]]


def _characters(spoken: Spoken, rows: Sequence[TokenRow]) -> tuple[_Pairs, _Pairs]:
    """Return (index, syllable) of each written Chinese character, before and after sandhi.

    A character that is not spoken gets the syllable that it would have in the text as written.
    """
    plain: dict[int, str] = {}
    after: dict[int, str] = {}
    for row in rows:
        for place, index in _align(row):
            plain[place], after[place] = row.plain[index], row.spoken[index]
    text = fold(spoken.raw)
    places = _chinese(text)
    if len(plain) < len(places):
        before, after_sandhi = _syllables(text, {})
        plain = dict(zip(places, before, strict=True)) | plain
        after = dict(zip(places, after_sandhi, strict=True)) | after
    return [(at, plain[at]) for at in places], [(at, after[at]) for at in places]


# --- For programs --------------------------------------------------------------------------------


def as_json(spoken: Spoken) -> dict[str, object]:
    """Return the reading as data: `text`, `spoken`, `tokens`, `pinyin` and `sandhi`.

    `pinyin` holds `[index, syllable]` for every Chinese character of the written text before tone
    sandhi, `sandhi` the same after tone sandhi. Indices count code points; tones are digits, 5 is
    the neutral tone. An unknown syllable is None. Raises ReadingError as `rows` does.
    """
    token_rows = rows(spoken)
    plain, after = _characters(spoken, token_rows)
    return {
        "text": spoken.raw,
        "spoken": spoken.text,
        "tokens": [_token(row) for row in token_rows],
        "pinyin": [[place, _or_none(syllable)] for place, syllable in plain],
        "sandhi": [[place, _or_none(syllable)] for place, syllable in after],
    }


def _token(row: TokenRow) -> dict[str, object]:
    token = row.token
    return {
        "text": token.text,
        "kind": token.kind,
        "rule": token.rule,
        "reading": token.reading,
        "start": token.start,
        "sound": [_or_none(sound) for sound in row.sound],
        "guessed": row.guessed,
    }


def _or_none(syllable: str) -> str | None:
    return None if syllable == _UNKNOWN else syllable


# --- As text, in any style ------------------------------------------------------------------------


def render(text: str, lexicon: Sequence[LexiconEntry], style: Style, **about: object) -> str:
    """Return how a text is read, without a final line end; empty for an empty text.

    The styles `spoken` and `json` give one line; `about` is put first into the JSON object. Raises
    ReadingError as `rows` does.
    """
    if not text:
        return ""
    reading = spoken(text, lexicon)
    if style == "spoken":
        return reading.text
    if style == "json":
        return json.dumps({**about, **as_json(reading)}, ensure_ascii=False)
    words = [row for row in rows(reading) if not row.token.text.isspace()]
    return _table([tuple(map(word, _HEADER)), *map(_cells, words)])


def _cells(row: TokenRow) -> tuple[str, ...]:
    token = row.token
    sound = " ".join(row.sound) + (f"  ({word(_GUESSED)})" if row.guessed else "")
    text = "".join(char if char.isprintable() else " " for char in token.text)
    return (text, token.kind, token.rule, token.reading, sound)


def _table(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    )


def _columns(text: str) -> int:
    """Return the width of a text in a terminal, in columns."""
    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)
