"""English phonemes of a Latin word, in the symbols of Kokoro's US English.

Chain: a dictionary, plural and possessive by rule, the parts of a compound (OpenAI,
PyTorch), letters for acronyms, espeak-ng for the rest, letters when that is missing. The
dictionary is misaki's, packed by tools/pack_english.py; misaki's own `misaki.en` would want a
spaCy model.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib import resources

from podcast.chinese import espeak
from podcast.errors import ReadingError

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d")
_VOWELS = re.compile("[aeiouy]", re.IGNORECASE)
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LONGEST_INITIALISM = 3
"""Capitals up to this long that are no word of their own are initials: USB, not 'usb'."""
_LONGEST_ACRONYM = 5
_SURFACE = {"the": "ðə"}
"""Before a consonant; the dictionary has the form before a vowel."""


def phonemes(word: str, spell: bool = False, respelling: str = "") -> str:
    """Return the phonemes of one Latin word.

    `spell` names its letters; `respelling` (`voks-trull`, syllables parted by hyphens) is read
    in its place. Raises ReadingError when the word has nothing that can be said in English.
    """
    plain = _plain(respelling or word)
    if not any(char.isalnum() for char in plain):
        raise ReadingError(
            f"`{word}` has no English reading; give it one in the lexicon of voices.yaml"
        )
    if respelling:
        return _respelled(plain)
    return _letters(plain) if spell else _word(plain)


def known(word: str) -> bool:
    """Tell whether the reading is no guess: in the dictionary, or made of words that are."""
    plain = _plain(word)
    if _look_up(plain):
        return True
    parts = _PARTS.findall(plain)
    return bool(parts) and all(_look_up(part) for part in parts)


def _plain(word: str) -> str:
    """Return the word in ASCII (é as e) with straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return decomposed.encode("ascii", "ignore").decode()


def _word(word: str) -> str:
    found = _look_up(word)
    if found:
        return found
    if word.endswith("'s") and len(word) > len("'s"):
        stem = _word(word[:-2])
        return stem + _plural(stem)
    parts = _PARTS.findall(word)
    if len(parts) == 1 and parts[0] == word:
        return _unknown(word)
    return "".join(_look_up(part) or _unknown(part) for part in parts)


def _unknown(part: str) -> str:
    """Read a part that no dictionary has."""
    initials = part.isupper() and len(part) <= _LONGEST_ACRONYM
    if initials or part.isdigit() or not _VOWELS.search(part):
        return _letters(part)
    return _guess(part.lower())


def _respelled(respelling: str) -> str:
    """Read a respelling; espeak takes its syllables as one word."""
    joined = "".join(char for char in respelling if char.isalpha() or char == "'")
    return _guess(joined.lower()) if joined else _letters(respelling)


def _guess(word: str) -> str:
    guessed = espeak.phonemes(word)
    return guessed if guessed and not set(guessed) - _symbols() else _letters(word)


def _letters(word: str) -> str:
    """Name letters and digits; the last one carries the stress, as in misaki's `get_NNP`."""
    names = [_letter(char) for char in word if char.isalnum()]
    weak = "".join(names).replace("ˈ", "ˌ")
    head, _, tail = weak.rpartition("ˌ")
    return f"{head}ˈ{tail}"


def _letter(char: str) -> str:
    return _dictionary()[_DIGITS[int(char)] if char.isdigit() else char.upper()]


def _look_up(word: str) -> str:
    """Return the dictionary's phonemes of a word or of its plural or possessive, else nothing."""
    found = _entry(word)
    if found or not word.lower().endswith("s"):
        return found
    stem = word[:-2] if word[-2:-1] == "'" else word[:-1]
    if word.isupper() or len(stem) <= 1:
        return ""
    spoken = _entry(stem) or (_letters(stem) if stem.isupper() else "")
    return spoken and spoken + _plural(spoken)


def _entry(word: str) -> str:
    if len(word) == 1:
        return _letter(word) if word.isalnum() else ""
    if word in _SURFACE:
        return _SURFACE[word]
    words = _dictionary()
    if word.isupper() and len(word) <= _LONGEST_INITIALISM:
        return words.get(word, "") or _letters(word)
    return words.get(word, "") or words.get(word.lower(), "") or words.get(word.capitalize(), "")


def _plural(stem: str) -> str:
    """Sound of a plural or possessive s, as in misaki's `Lexicon._s`."""
    if stem[-1] in "ptkfθ":
        return "s"
    return "ᵻz" if stem[-1] in "szʃʒʧʤ" else "z"


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, str]:
    """Return the US readings of 180,000 words, without those that may be initials (US, IT)."""
    packed = resources.files("podcast").joinpath("data/english/us.tsv.gz").read_bytes()
    rows = gzip.decompress(packed).decode().splitlines()
    return dict(row.split("\t") for row in rows)


@lru_cache(maxsize=1)
def _symbols() -> frozenset[str]:
    """Every symbol that the dictionaries use."""
    return frozenset("".join(_dictionary().values()))
