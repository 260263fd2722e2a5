"""How a text is read, for people (`podcast explain`) and for programs (`--json`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal
from unicodedata import east_asian_width

from podcast.chinese import spoken
from podcast.chinese.fold import IS_HAN, fold
from podcast.model import LexiconEntry, Spoken

_UNKNOWN = "?"
"""Stands for the syllable of a Chinese character without a known reading."""

Style = Literal["table", "spoken", "json"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a token and how it sounds (pinyin after sandhi, or phonemes)."""

    text: str
    kind: str
    rule: str
    reading: str
    sound: str


def rows(spoken: Spoken) -> tuple[Row, ...]:
    """Return a row for each token that is not mere white space.

    A Chinese character without a known reading sounds `?`. Raises ReadingError when a lexicon
    entry does not fit its reading.
    """
    from podcast.chinese.pronunciation import pronounce

    sounds = pronounce(spoken, _UNKNOWN)
    return tuple(
        Row(
            token.text,
            token.kind,
            token.rule,
            token.reading,
            " ".join(unit.value for unit in sound.units if unit.kind != "pause"),
        )
        for token, sound in zip(spoken.tokens, sounds, strict=True)
        if not token.text.isspace()
    )


def as_json(spoken: Spoken) -> dict[str, object]:
    """Return the reading as data: `text`, `spoken`, `tokens`, `pinyin` and `sandhi`.

    `pinyin` holds `[index, syllable]` for every Chinese character of the text as written (an
    index in code points, tones as digits, 5 the neutral one) before tone sandhi, `sandhi` the
    same after it. The syllable of a character without a known reading is None.
    """
    from podcast.chinese.polyphones import known_pinyin
    from podcast.chinese.sandhi import sandhi

    text = fold(spoken.raw)
    places = [index for index, char in enumerate(text) if IS_HAN.match(char) or char == "〇"]
    before = known_pinyin(text, _fixed(spoken, places))
    spoken_tones = sandhi(text, [syllable or _UNKNOWN for syllable in before])
    after = [plain and changed for plain, changed in zip(before, spoken_tones, strict=True)]
    return {
        "text": spoken.raw,
        "spoken": spoken.text,
        "tokens": [
            {
                "text": token.text,
                "kind": token.kind,
                "rule": token.rule,
                "reading": token.reading,
                "start": token.start,
            }
            for token in spoken.tokens
        ],
        "pinyin": [list(pair) for pair in zip(places, before, strict=True)],
        "sandhi": [list(pair) for pair in zip(places, after, strict=True)],
    }


def _fixed(spoken: Spoken, places: list[int]) -> dict[int, str]:
    """Return the lexicon's syllables by their index among the Chinese characters of the text."""
    order = {place: index for index, place in enumerate(places)}
    fixed: dict[int, str] = {}
    for token in spoken.tokens:
        inside = [order[place] for place in range(token.start, token.end) if place in order]
        if token.pinyin and len(inside) == len(token.pinyin):
            fixed.update(zip(inside, token.pinyin, strict=True))
    return fixed


# --- For people and for lines of standard input ---------------------------------------------------


def render(text: str, lexicon: Sequence[LexiconEntry], style: Style) -> str:
    """Return how a text is read, without a final line end; an empty text gives an empty one.

    `spoken` and `json` are one line. Raises ReadingError as `rows` does.
    """
    if not text:
        return ""
    reading = spoken(text, lexicon)
    if style == "spoken":
        return reading.text
    if style == "json":
        return json.dumps(as_json(reading), ensure_ascii=False)
    return _table([astuple(row) for row in rows(reading)])


def _table(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    )


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
