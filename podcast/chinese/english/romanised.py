"""Phonemes of names written in pinyin without tones (Zhipu, Doubao), in Kokoro's English symbols.

A word counts as pinyin when it divides into syllables and has a trait that brands of other
languages seldom have: Doubao and Wenfeng count, Luma, Suno and Sakana do not. Each syllable gets
the nearest sounds of General American, as English newsreaders say such names, and the last syllable
gets the stress. As the spelling has no tones, the sounds have no tones.
"""

from __future__ import annotations

import re
from functools import lru_cache

from podcast.chinese.pinyin import syllables

_INITIAL = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]|")
_INITIALS = {
    "g": "ɡ", "j": "ʤ", "q": "ʧ", "x": "ʃ", "zh": "ʤ", "ch": "ʧ", "sh": "ʃ",
    "r": "ɹ", "z": "dz", "c": "ts", "y": "j",
}  # fmt: skip
"""The initials whose English symbol differs from the letter."""

# "-" marks the place of the stress mark: before the vowel, as in misaki's dictionary.
_FINALS = {
    "a": "-ɑ", "ai": "-I", "an": "-ɑn", "ang": "-ɑŋ", "ao": "-W",
    "e": "-ʌ", "ei": "-A", "en": "-ʌn", "eng": "-ʌŋ", "er": "-ɜɹ",
    "o": "-O", "ou": "-O", "ong": "-ʊŋ",
    "i": "-i", "ia": "j-ɑ", "ian": "j-ɛn", "iang": "j-ɑŋ", "iao": "j-W", "ie": "j-ɛ",
    "in": "-ɪn", "ing": "-ɪŋ", "iong": "j-ʊŋ", "iu": "j-O",
    "u": "-u", "ua": "w-ɑ", "uai": "w-I", "uan": "w-ɑn", "uang": "w-ɑŋ",
    "ue": "w-ɛ", "ui": "w-A", "un": "-ʊn", "uo": "w-O",
}  # fmt: skip
_WHOLE = {"yi": "j-i", "yan": "j-ɛn", "ye": "j-ɛ", "yuan": "ju-ɑn", "yue": "ju-ɛ"}
_APICAL = {"zhi": "ʤ-ɜɹ", "chi": "ʧ-ɜɹ", "shi": "ʃ-ɜɹ", "ri": "ɹ-ɜɹ"}
_BUZZED = {"zi": "dz-ə", "ci": "ts-ə", "si": "s-ə"}
_SOUNDS = {**_WHOLE, **_APICAL, **_BUZZED}
_PALATAL = frozenset({"j", "q", "x"})
"""Initials after which the i before another vowel is not spoken: xiao begins like `shower`."""
_TRAIT = re.compile("zh|x|q|ao|ou|uo|uai|uan|ian'|[aeio]ng|'y[iu]")
_TRAIT_OF_ONE = re.compile("zh|x|q|uai|uang|iang|iao|iong")
_FOREIGN = re.compile("(?!.*(?:zh|x|q)).*[^aeiou]e")
"""Matches words with a silent English e: Langfuse is not lang-fu-se."""
_INSIDE = re.compile("an|ao|ai|en|er|ou")
"""Matches where a syllable inside a word may begin with a vowel: Tiananmen."""
_LONGEST_SYLLABLE = 6
_MOST_LETTERS = 20


@lru_cache(maxsize=1024)
def phonemes(word: str) -> str:
    """Return the phonemes of a word that is all pinyin syllables, else an empty string."""
    parts = _divide(word.lower()) if len(word) <= _MOST_LETTERS else None
    if not parts or not _is_chinese(parts):
        return ""
    *weak, last = map(_sound, parts)
    return "".join(sound.replace("-", "ˌ") for sound in weak) + last.replace("-", "ˈ")


def _is_chinese(parts: tuple[str, ...]) -> bool:
    """Tell whether the syllables look like a Chinese name rather than another brand."""
    trait = _TRAIT if len(parts) > 1 else _TRAIT_OF_ONE
    return bool(trait.search("'".join(parts))) and not _FOREIGN.fullmatch("".join(parts))


def _divide(word: str) -> tuple[str, ...] | None:
    """Divide a word into syllables, preferably long ones that begin with a consonant.

    That is how pinyin without apostrophes is divided (《汉语拼音正词法基本规则》, GB/T 16159).
    """
    return _syllables(word, hiatus=False) or _syllables(word, hiatus=True)


def _syllables(word: str, *, hiatus: bool) -> tuple[str, ...] | None:
    if not word:
        return ()
    for end in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1):
        rest = word[end:]
        if not _is_syllable(word[:end]) or (rest and not _begins(rest, hiatus=hiatus)):
            continue
        following = _syllables(rest, hiatus=hiatus)
        if following is not None:
            return (word[:end], *following)
    return None


def _begins(rest: str, *, hiatus: bool) -> bool:
    """Tell whether a syllable inside a word may begin here."""
    return rest[0] not in "aeo" or (hiatus and bool(_INSIDE.match(rest)))


def _is_syllable(letters: str) -> bool:
    return _final(letters) in _FINALS and syllables.normalise(letters + "1") is not None


def _final(letters: str) -> str:
    return _INITIAL.sub("", letters, count=1)


def _sound(syllable: str) -> str:
    whole = _SOUNDS.get(syllable)
    if whole:
        return whole
    final = _final(syllable)
    initial = syllable[: len(syllable) - len(final)]
    sound = _FINALS[final]
    if initial in _PALATAL:
        sound = sound.removeprefix("j")
    return _INITIALS.get(initial, initial) + sound
