"""English phonemes of a Latin word, in the symbols of Kokoro's US English.

These are tried in order: the names of the letters, if the word is a row of initials (acronyms.py);
a dictionary, also for a plural or possessive; the parts of a compound (OpenAI, PyTorch); pinyin;
espeak-ng; and, without the library of espeak-ng, the names of the letters. The dictionary is
misaki's, packed by tools/pack_english.py, because `misaki.en` itself would need a spaCy model.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib import resources

from podcast.chinese.english import acronyms, espeak, romanised
from podcast.errors import ReadingError
from podcast.lib.once import once
from podcast.model import Token

_PARTS = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d")
_LATIN = re.compile(r"[A-Za-z]+")
_VOWEL_SOUND = re.compile("[AIOWYQiueaoɑɔəɛɜɪʊʌæᵊᵻ]")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIXED = {
    "the": "ðə", "AI": "ˈAˌI",
    "GFLOPS": "ʤˌiflˈɑps", "TFLOPS": "tˌiflˈɑps", "PFLOPS": "pˌiflˈɑps", "EFLOPS": "ˌiflˈɑps",
}  # fmt: skip
"""Words with other sounds than in the dictionary: `the`, for which it has only the form before a
vowel; AI, with another stress; and units that are a letter and a word."""


# --- Decisions ------------------------------------------------------------------------------------


def phonemes(word: str, spell: bool = False, respelling: str = "") -> str:
    """Return the phonemes of one Latin word.

    With `spell`, its letters are named. A `respelling` such as `voks-trull` is read instead of the
    word: hyphens separate its syllables, and the stress is on the syllable in capitals, else on the
    first. Raises ReadingError when the word has no letter or digit that English can read.
    """
    plain = _plain(respelling or word)
    if not any(char.isalnum() for char in plain):
        raise ReadingError(
            f"`{word}` has no English reading; give it one in the lexicon of voices.yaml"
        )
    if respelling:
        return _respelling_sound(plain)
    return _letter_names(plain) if spell else _word(plain)


def is_spelled(word: str) -> bool:
    """Tell whether a word without an entry in the lexicon is read letter by letter.

    GPU, GPUs, gpu, GDPR, llm and gguf are spelled; NASA, CUDA and Apple are not. A compound
    (OpenAI) is not spelled as a whole, though a part may be.
    """
    return _is_initials(_plain(word))


def is_known(word: str) -> bool:
    """Tell whether the reading of a word is certain: it consists of dictionary words and initials.

    Initials are certain when they cannot be pronounced as a word (GDPR), or are up to three
    capitals.
    """
    plain = _plain(word)
    if _is_certain(plain):
        return True
    parts = _PARTS.findall(plain.removesuffix("'s"))
    return bool(parts) and all(_is_certain(part) for part in parts)


def for_text_voice(token: Token) -> str:
    """Return a token's reading as text for a voice without phonemes, so that it sounds the same.

    Spelled letters are capitals with spaces (`G P T`), a respelling replaces its word
    (`vokstrull`), an acronym that is read as a word is written like one (`Nasa`), and a compound is
    split at its initials (`Chat G P T`). Chinese and pauses stay as they are.
    """
    if token.english:
        respelling = token.english.replace("-", "").lower()  # an apostrophe has a sound: we're
        head, *rest = _LATIN.split(token.reading, maxsplit=1)
        tail = _LATIN.sub("", rest[0]).strip() if rest else ""
        return head + respelling + tail
    return _LATIN.sub(lambda match: _for_text(match[0], token.spell), token.reading)


# --- Writing --------------------------------------------------------------------------------------


def _for_text(word: str, spell: bool) -> str:
    if spell or (_is_initials(word) and _singular(word) == word):
        return " ".join(word.upper())
    if word.isupper() or _is_initials(word) or _entry(word):
        return word.capitalize() if word.isupper() else word
    parts = _PARTS.findall(word)
    if not any(_is_initials(part) and len(part) > 1 for part in parts):
        return word
    return " ".join(_for_text(part, spell=False) for part in parts)


# --- Reading --------------------------------------------------------------------------------------


def _plain(word: str) -> str:
    """Return a word in ASCII (é as e) with straight apostrophes."""
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
        sounds = _FIXED.get(stem) or _letter_names(stem)
        return sounds if stem == word else sounds + _plural(sounds)
    sounds = _look_up(word)
    if sounds:
        return sounds
    if word.find("'") == len(word) - 2 > 0 and word.endswith("'s"):
        stem = _word(word[:-2])
        return stem + _plural(stem)
    parts = _PARTS.findall(word)
    if parts == [word]:
        return romanised.phonemes(word) or _guess_sound(word.lower())
    return "".join(_word(part) for part in parts)


def _respelling_sound(respelling: str) -> str:
    """Return the phonemes of a respelling: `luh-KOON` -> `ləkˈun`.

    The stress is on the syllable in capitals, else on the first. A respelling without hyphens is
    read as one English word, or letter by letter if it is all capitals.
    """
    syllables = re.findall("[A-Za-z']+", respelling)
    if len(syllables) <= 1:
        return _letter_names(respelling) if respelling.isupper() else _english_sound(respelling)
    loud = next((place for place, one in enumerate(syllables) if one.isupper()), 0)
    sounds = (_english_sound(syllable) for syllable in syllables)
    return "".join(
        _stress(sound) if place == loud else _weaken(sound) for place, sound in enumerate(sounds)
    )


def _english_sound(english: str) -> str:
    """Return the phonemes of a word or a syllable as ordinary English, never as initials."""
    return _entry(english.lower()) or _guess_sound(english.lower())


def _stress(sound: str) -> str:
    if "ˈ" in sound:
        return sound
    return _VOWEL_SOUND.sub(r"ˈ\g<0>", sound.replace("ˌ", ""), count=1)


def _weaken(sound: str) -> str:
    """Return a syllable without stress; a `uh` at its end becomes a schwa.

    Pieces of several syllables keep a secondary stress.
    """
    if len(_VOWEL_SOUND.findall(sound)) > 1:
        return sound.replace("ˈ", "ˌ")
    return re.sub("ʌ$", "ə", re.sub("[ˈˌ]", "", sound))


def _guess_sound(word: str) -> str:
    sound = espeak.phonemes(word)
    return sound if sound and not set(sound) - _symbols() else _letter_names(word)


def _letter_names(word: str) -> str:
    """Return the names of letters and digits, the last stressed, as misaki's `get_NNP` does."""
    names = [_letter(char) for char in word if char.isalnum()]
    weak = "".join(names).replace("ˈ", "ˌ")
    head, _, tail = weak.rpartition("ˌ")
    return f"{head}ˈ{tail}"


def _letter(char: str) -> str:
    return _dictionary()[_DIGITS[int(char)] if char.isdigit() else char.upper()]


def _look_up(word: str) -> str:
    """Return the dictionary's phonemes of a word, plural or possessive, or an empty text."""
    sounds = _entry(word)
    if sounds or not word.lower().endswith("s"):
        return sounds
    stem = word[:-2] if word[-2:-1] == "'" else word[:-1]
    if word.isupper() or len(stem) <= 1:
        return ""
    singular = _entry(stem)
    return singular and singular + _plural(singular)


def _entry(word: str) -> str:
    if len(word) == 1:
        return _letter(word) if word.isalnum() else ""
    if word in _FIXED:
        return _FIXED[word]
    words = _dictionary()
    return words.get(word, "") or words.get(word.lower(), "") or words.get(word.capitalize(), "")


def _plural(stem: str) -> str:
    """Return the sound of a plural or possessive s, as misaki's `Lexicon._s` does."""
    if stem[-1] in "ptkfθ":
        return "s"
    return "ᵻz" if stem[-1] in "szʃʒʧʤ" else "z"


@once
def _dictionary() -> dict[str, str]:
    """Return the US readings of 180,000 words, without words that may be initials (US, IT)."""
    packed = resources.files("podcast").joinpath("data/english/us.tsv.gz").read_bytes()
    cells = gzip.decompress(packed).decode().replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=False))  # an empty cell ends the table


@lru_cache(maxsize=1)
def _symbols() -> frozenset[str]:
    """Return all symbols that the dictionary uses."""
    return frozenset("".join(_dictionary().values()))
