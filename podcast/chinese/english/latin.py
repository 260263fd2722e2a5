"""English phonemes of a Latin word, in the symbols of Kokoro's US English.

Chain: letters where the word is a row of initials (acronyms.py), a dictionary, plural and
possessive by rule, the parts of a compound (OpenAI, PyTorch), pinyin, espeak-ng for the rest,
letters when that is missing. The dictionary is misaki's, packed by tools/pack_english.py; misaki's
own `misaki.en` would want a spaCy model.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib import resources

from podcast.chinese.english import acronyms, espeak, romanised
from podcast.errors import ReadingError
from podcast.model import Token

_PARTS = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d")
_LATIN = re.compile(r"[A-Za-z]+")
_VOWEL_SOUND = re.compile("[AIOWYQiueaoɑɔəɛɜɪʊʌæᵊᵻ]")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIXED = {
    "the": "ðə", "AI": "ˈAˌI",
    "GFLOPS": "ʤˌiflˈɑps", "TFLOPS": "tˌiflˈɑps", "PFLOPS": "pˌiflˈɑps", "EFLOPS": "ˌiflˈɑps",
}  # fmt: skip
"""`the` before a consonant (the dictionary has the form before a vowel); AI with its own stress;
a letter before a word."""


# --- Decisions ------------------------------------------------------------------------------------


def phonemes(word: str, spell: bool = False, respelling: str = "") -> str:
    """Return the phonemes of one Latin word.

    `spell` names its letters; `respelling` (`voks-trull`, syllables parted by hyphens, the
    stressed one in capitals or else the first) is read in its place. Raises ReadingError when the
    word has nothing that can be said in English.
    """
    plain = _plain(respelling or word)
    if not any(char.isalnum() for char in plain):
        raise ReadingError(
            f"`{word}` has no English reading; give it one in the lexicon of voices.yaml"
        )
    if respelling:
        return _respelled(plain)
    return _letters(plain) if spell else _word(plain)


def spelled(word: str) -> bool:
    """Tell whether a word without an entry in the lexicon is read letter by letter.

    GPU, GPUs, gpu, GDPR, llm and gguf are; NASA, CUDA and Apple are not, nor is a word that has
    parts (OpenAI), though a part of it may be.
    """
    return _is_initials(_plain(word))


def known(word: str) -> bool:
    """Tell whether the reading is no guess: in the dictionary, initials, or made of these.

    Initials are certain when they cannot be said otherwise (GDPR) or are up to three capitals.
    """
    plain = _plain(word)
    if _is_certain(plain):
        return True
    parts = _PARTS.findall(plain.removesuffix("'s"))
    return bool(parts) and all(_is_certain(part) for part in parts)


def for_text_voice(token: Token) -> str:
    """Return a token's reading as a voice that takes text should get it, to say what Kokoro says.

    Letters stand apart in capitals (`G P T`), a respelling replaces its word (`vokstrull`), an
    acronym that is a word is written like one (`Nasa`), and initials stand apart from the rest of
    a compound (`Chat G P T`). Everything else, Chinese and pauses included, stays.
    """
    if token.english:
        respelling = re.sub("[-']", "", token.english).lower()
        head, *rest = _LATIN.split(token.reading, maxsplit=1)
        tail = _LATIN.sub("", rest[0]).strip() if rest else ""
        return head + respelling + tail
    return _LATIN.sub(lambda found: _written(found[0], token.spell), token.reading)


# --- Writing --------------------------------------------------------------------------------------


def _written(word: str, spell: bool) -> str:
    if spell or (_is_initials(word) and _singular(word) == word):
        return " ".join(word.upper())
    if word.isupper() or _is_initials(word) or _entry(word):
        return word.capitalize() if word.isupper() else word
    parts = _PARTS.findall(word)
    if not any(_is_initials(part) and len(part) > 1 for part in parts):
        return word
    return " ".join(_written(part, spell=False) for part in parts)


# --- Reading --------------------------------------------------------------------------------------


def _plain(word: str) -> str:
    """Return the word in ASCII (é as e) with straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return decomposed.encode("ascii", "ignore").decode()


def _is_certain(word: str) -> bool:
    if _is_initials(word):
        return acronyms.certain(_singular(word))
    return bool(_look_up(word))


def _is_initials(word: str) -> bool:
    stem = _singular(word)
    return acronyms.initials(stem, is_word=bool(_entry(stem)))


def _singular(word: str) -> str:
    """Return initials without the s of their plural or possessive: GPUs, GPU's."""
    stem = word.removesuffix("s").removesuffix("'") if word.endswith("s") else word
    return stem if stem.isupper() else word


def _word(word: str) -> str:
    if word.isupper() and word in _FIXED:
        return _FIXED[word]
    if _is_initials(word):
        stem = _singular(word)
        spoken = _FIXED.get(stem) or _letters(stem)
        return spoken if stem == word else spoken + _plural(spoken)
    found = _look_up(word)
    if found:
        return found
    if word.find("'") == len(word) - 2 > 0 and word.endswith("'s"):
        stem = _word(word[:-2])
        return stem + _plural(stem)
    parts = _PARTS.findall(word)
    if parts == [word]:
        return romanised.phonemes(word) or _guess(word.lower())
    return "".join(_word(part) for part in parts)


def _respelled(respelling: str) -> str:
    """Read a respelling syllable by syllable; the one in capitals has the stress, else the first.

    `luh-KOON` -> `ləkˈun`. Without hyphens it is one English word, or letters if all capitals.
    """
    syllables = re.findall("[A-Za-z']+", respelling)
    if len(syllables) <= 1:
        return _letters(respelling) if respelling.isupper() else _said(respelling)
    loud = next((place for place, one in enumerate(syllables) if one.isupper()), 0)
    sounds = (_said(syllable) for syllable in syllables)
    return "".join(
        _stressed(sound) if place == loud else _unstressed(sound)
        for place, sound in enumerate(sounds)
    )


def _said(english: str) -> str:
    """Read a word or a syllable in small letters, as nothing else than English."""
    return _entry(english.lower()) or _guess(english.lower())


def _stressed(sound: str) -> str:
    if "ˈ" in sound:
        return sound
    return _VOWEL_SOUND.sub(r"ˈ\g<0>", sound.replace("ˌ", ""), count=1)


def _unstressed(sound: str) -> str:
    """Weaken a syllable, and an open `uh` to a schwa; longer pieces keep a secondary stress."""
    if len(_VOWEL_SOUND.findall(sound)) > 1:
        return sound.replace("ˈ", "ˌ")
    return re.sub("ʌ$", "ə", re.sub("[ˈˌ]", "", sound))


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
    spoken = _entry(stem)
    return spoken and spoken + _plural(spoken)


def _entry(word: str) -> str:
    if len(word) == 1:
        return _letter(word) if word.isalnum() else ""
    if word in _FIXED:
        return _FIXED[word]
    words = _dictionary()
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
    cells = gzip.decompress(packed).decode().replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=False))  # an empty cell ends the table


@lru_cache(maxsize=1)
def _symbols() -> frozenset[str]:
    """Every symbol that the dictionaries use."""
    return frozenset("".join(_dictionary().values()))
