"""Rules for words in other scripts: kana, hangul and Cyrillic are read, some others are named."""

from __future__ import annotations

import re

from podcast.chinese.rules.match import Match

# Hepburn romanisation of the kana, without marks of length.
_KANA_TABLE = """
あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte
とto なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo
らra りri るru れre ろro わwa ゐi ゑe をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo
だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo ゔvu
"""
_KANA = {row[0]: row[1:] for row in _KANA_TABLE.split()}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}

# The transliteration of the Library of Congress in the plain letters that the press uses.
_CYRILLIC_TABLE = """
аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ыy эe
юyu яya іi їyi єye ґg ўw ђdj јj љlj њnj ћc џdz
"""
_CYRILLIC = {row[0]: row[1:] for row in _CYRILLIC_TABLE.split()} | {"ъ": "", "ь": ""}

# The Revised Romanisation of Korean, syllable by syllable: initials, vowels and finals in order.
_INITIALS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_VOWEL_TABLE = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_VOWELS = _VOWEL_TABLE.split()
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("_", "").split(" ")
_SYLLABLES = 0xAC00
"""The code point of the first Korean syllable."""

_READ = re.compile(
    "(?P<kana>[\u3041-\u3096\u30fc]+|[\u30a1-\u30fa\u30fc]+)|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<cyrillic>[\u0400-\u045f\u0490\u0491]+)"
)
_NAMED = (
    (re.compile(r"[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+)*"), "阿拉伯文"),
    (re.compile(r"[\u0590-\u05ff]+(?:\s[\u0590-\u05ff]+)*"), "希伯来文"),
    (re.compile(r"[\u0900-\u097f]+(?:\s[\u0900-\u097f]+)*"), "印地文"),
    (re.compile(r"[\u0e00-\u0e7f]+(?:\s[\u0e00-\u0e7f]+)*"), "泰文"),
)


def script(text: str, start: int) -> Match | None:
    """Read a word in kana, hangul or Cyrillic by its sound; name a text in some other scripts."""
    match = _READ.match(text, start)
    if match:
        readers = {"kana": _kana, "hangul": _hangul, "cyrillic": _cyrillic}
        reading = readers[str(match.lastgroup)](match[0])
        return Match(match.end(), "latin", reading, guessed=True) if reading else None
    for pattern, name in _NAMED:
        named = pattern.match(text, start)
        if named:
            return Match(named.end(), "chinese", name)
    return None


def _kana(word: str) -> str:
    """Return kana as Latin letters: ロボット is robotto."""
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word)
    latin, double = "", False
    for char in hiragana:
        if char == "っ":
            double = True
        elif char in _SMALL:
            latin = _joined(latin, _SMALL[char])
        elif char in _KANA:
            sound = _KANA[char]
            latin += (sound[0] if double else "") + sound
            double = False
    return latin


def _joined(latin: str, small: str) -> str:
    """Join a small kana to the syllable before it: ki, ya are kya; shi, ya sha; fu, a fa."""
    stem = latin[:-1] if latin[-1:] in set("iueo") else latin
    return stem + (small[1:] if stem.endswith(("sh", "ch", "j")) and small[0] == "y" else small)


def _hangul(word: str) -> str:
    """Return Korean syllables as Latin letters: 한글 is hangeul."""
    latin = ""
    for char in word:
        place = ord(char) - _SYLLABLES
        initial, vowel, final = place // 588, place % 588 // 28, place % 28
        latin += _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
    return latin


def _cyrillic(word: str) -> str:
    """Return Cyrillic letters as Latin ones: Спутник is Sputnik."""
    latin = "".join(_CYRILLIC.get(char, "") for char in word.lower())
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin
