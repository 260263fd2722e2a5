"""The phonemes of a text in Kokoro's alphabet, each group with its span of the text.

As in the training text of Kokoro v1.0 (misaki's `ZHG2P`, version None) there are spaces between
words, and punctuation is ASCII. Whisper base hears fewer wrong syllables with these spaces than
without (50 and 55 of 560).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from podcast.chinese import pronounce
from podcast.errors import ReadingError, SpeechError
from podcast.model import Spoken, Token
from podcast.speech.kokoro.pinyin_ipa import ipa

if TYPE_CHECKING:
    from podcast.chinese.pronunciation import Unit

MOST_TOKENS = 510
"""The most tokens that the model's text encoder takes, without the two paddings (KPipeline)."""

FEW_TOKENS = 230
"""A text with more tokens is split; nearly all lines have fewer (`MOST`, script/sentences.py).

For each second of sound, the model needs 18 MB more memory per thread, and after some 12 s it
speaks too fast.
"""

Span = tuple[int, int]

_MARKS = {"，": ",", "、": ",", "。": ".", "？": "?", "！": "!", "：": ":", "；": ";"}
_STRENGTH = ",:;.!?"
_SENTENCE_ENDS = ".!?"
_GAP = " "
_VOWELS = "aæɑɒɐɔəɚɛɜɪiuʊʌoeAIOQWYᵊᵻ"
_ASPIRATED = re.compile(rf"(?<!s)(?<!s[ˈˌ])[ptk](?=[ˈˌ]?[ɹljw]?[ˈˌ]?[{_VOWELS}])")
_AI = re.compile("(?:ˌAˈI|ˈAˌI)$")
_AI_SYLLABLES = "ei→ ai↘"
_UNKNOWN_TO_MANDARIN = (
    (_AI, " ˈA ˈI"),
    (re.compile("ɾ"), "d"),
    (re.compile("ᵊl"), "əl"),
    (re.compile("(?<=..)ə$"), "ɑ"),  # not that of `the` and `a`
)
_MIDDLE = (0.2, 0.8)
"""The middle of a text, as shares of its length, where a split is preferred.

The model speaks very short texts too fast.
"""


@dataclass(frozen=True, slots=True)
class Phonemes:
    """The phonemes of a syllable or Latin word; a pause or a gap between words has no span."""

    phonemes: str
    span: Span | None = None
    """The range [start, end) of code points in the written text."""
    is_english: bool = False
    """Whether the phonemes are those of a Latin word or letter."""

    @property
    def is_gap(self) -> bool:
        """Tell whether the text may be split here."""
        return self.phonemes == _GAP


def sounds(spoken: Spoken, *, blended: bool = False) -> tuple[Phonemes, ...]:
    """Return the sounds of a text in order; the first is no pause, the last is no gap.

    With `blended` they are those for a voice that is a blend with an English one.

    Raises SpeechError for a text that cannot be said, and for a sound for which the model has no
    symbol.
    """
    try:
        pronunciations = pronounce(spoken)
    except ReadingError as error:
        raise SpeechError(f"kokoro: {error}") from error
    result: list[Phonemes] = []
    for token, pronunciation in zip(spoken.tokens, pronunciations, strict=True):
        spans = _spans(token, len(pronunciation.units))
        for unit, span in zip(pronunciation.units, spans, strict=True):
            if unit.kind == "pause":
                _add_pause(result, _MARKS[unit.value])
            else:
                _add_word(result, unit, _checked(_phonemes(unit, token, blended), token), span)
    return tuple(result)


def split(text: Sequence[Phonemes]) -> Iterator[Sequence[Phonemes]]:
    """Yield parts of at most FEW_TOKENS phonemes, split after sentences, else clauses, else words.

    A single word stays whole. Raises SpeechError if the word is too long for the model.
    """
    if _size(text) <= FEW_TOKENS or sum(sound.span is not None for sound in text) == 1:
        if _size(text) > MOST_TOKENS:
            raise SpeechError(
                f"kokoro: a word of {_size(text)} phonemes is longer than the {MOST_TOKENS} that "
                "the model reads at once; put spaces into it"
            )
        yield text
        return
    place = _best_split(text)
    yield from split(text[:place])
    yield from split(text[place + 1 :] if text[place].is_gap else text[place:])


def is_pause(sound: Phonemes) -> bool:
    """Tell whether a sound is a punctuation mark."""
    return sound.phonemes in _STRENGTH


def ends_sentence(sound: Phonemes) -> bool:
    """Tell whether a sound is a mark at the end of a sentence."""
    return sound.phonemes in _SENTENCE_ENDS


def encode(text: Sequence[Phonemes]) -> list[int]:
    """Return the model's token ids, without padding."""
    return [vocabulary()[symbol] for sound in text for symbol in sound.phonemes]


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, int]:
    """Return the ids of the symbols that the model knows."""
    text = resources.files("podcast").joinpath("data/kokoro/vocab.json").read_text("utf-8")
    return {str(symbol): int(number) for symbol, number in json.loads(text).items()}


def _spans(token: Token, count: int) -> list[Span]:
    """Return the span of each unit: the character in plain Chinese, else the whole token."""
    if token.kind == "chinese" and token.reading == token.text and count == len(token.text):
        return [(place, place + 1) for place in range(token.start, token.end)]
    return [(token.start, token.end)] * count


def _phonemes(unit: Unit, token: Token, blended: bool) -> str:
    if unit.kind == "english":
        return _mandarin_voiced(unit.value, blended=blended)
    try:
        return ipa(unit.value)
    except ValueError as error:
        raise SpeechError(
            f"kokoro: `{unit.value}` in `{token.text}` is no Mandarin syllable; correct its pinyin "
            "in the lexicon of voices.yaml"
        ) from error


def _mandarin_voiced(english: str, *, blended: bool) -> str:
    """Write English phonemes so that the Mandarin voices say them as an English speaker does.

    These voices say a bare p, t or k as the pinyin b, d or g; English aspirates p, t and k before a
    vowel, but not after s (Cruttenden, Gimson's Pronunciation of English, 8th ed., 9.2.1). The
    word AI gets the syllables that Mandarin speakers use.

    Voices that are `blended` with an English one can say more, but not the American flap (the t of
    Spotify), the syllabic l of Apple and the last vowel of Meta: they get the nearest phonemes that
    Mandarin has. At the end of a name (OpenAI) they say AI as two letters.
    """
    if blended and not _AI.fullmatch(english):
        for pattern, nearest in _UNKNOWN_TO_MANDARIN:
            english = pattern.sub(nearest, english)
    return _ASPIRATED.sub(r"\g<0>ʰ", _AI.sub(_AI_SYLLABLES, english))


def _checked(phonemes: str, token: Token) -> str:
    strange = sorted(set(phonemes) - vocabulary().keys())
    if strange or not phonemes:
        raise SpeechError(
            f"kokoro: has no sound for {' '.join(strange) or 'nothing'} in `{token.text}`; give "
            "the word a reading in the lexicon of voices.yaml"
        )
    return phonemes


def _add_word(result: list[Phonemes], unit: Unit, phonemes: str, span: Span) -> None:
    if result and not unit.joined:
        result.append(Phonemes(_GAP))
    result.append(Phonemes(phonemes, span, unit.kind == "english"))


def _add_pause(result: list[Phonemes], mark: str) -> None:
    """Add a pause, but not at the start; of several pauses in a row only the strongest stays."""
    if result and result[-1].span is None:
        mark = max(result.pop().phonemes, mark, key=_STRENGTH.index)
    if result:
        result.append(Phonemes(mark))


def _size(text: Sequence[Phonemes]) -> int:
    return sum(len(sound.phonemes) for sound in text)


def _best_split(text: Sequence[Phonemes]) -> int:
    """Return the index of the best gap for a split, or the middle of a text without gaps."""
    total = _size(text)
    best, best_cost = len(text) // 2, float("inf")
    size = len(text[0].phonemes)
    for place in range(1, len(text) - 1):
        if text[place].is_gap:
            cost = _cost(text[place - 1].phonemes, size / total)
            if cost < best_cost:
                best, best_cost = place, cost
        size += len(text[place].phonemes)
    return best


def _cost(before: str, share: float) -> float:
    """Return the cost of a split: low after a sentence, higher after a clause or a word.

    A split outside `_MIDDLE` costs more than any split inside; among equals, the split nearest to
    the middle is the cheapest.
    """
    rank = 0 if before in _SENTENCE_ENDS else 1 if before in _STRENGTH else 2
    low, high = _MIDDLE
    return rank + (0 if low <= share <= high else 3) + abs(share - 0.5)
