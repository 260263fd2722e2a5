"""Write pinyin syllables in the symbols of Kokoro v1.0: IPA, with an arrow for the tone.

The phonology follows Lin, The Sounds of Chinese (2007), ch. 3 to 5, and Duanmu, The Phonology of
Standard Chinese, 2nd ed. (2007), ch. 2; the spelling rules are those of 《汉语拼音方案》 (1958),
section 3. Where IPA has several symbols, the choice is that of the model's training text: an
affricate is one symbol, and the apical vowels of zhi and zi are both ɨ.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLE = re.compile("([a-zê]+)([1-5])")
_PARTS = re.compile("([zcs]h|[bpmfdtnlgkhjqxrzcs])(.+)")
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f",
    "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ",
    "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip

# In full spelling (iou for -iu), with v for ü; "-" is the place of the tone.
_FINALS = {
    "a": "a-", "ai": "ai-", "an": "a-n", "ang": "a-ŋ", "ao": "au-",
    "e": "ɤ-", "ei": "ei-", "en": "ə-n", "eng": "ə-ŋ",
    "o": "wo-", "ou": "ou-", "ong": "ʊ-ŋ",
    "i": "i-", "ia": "ja-", "ian": "jɛ-n", "iang": "ja-ŋ", "iao": "jau-", "ie": "je-",
    "in": "i-n", "ing": "i-ŋ", "io": "wo-", "iou": "jou-", "iong": "jʊ-ŋ",
    "u": "u-", "ua": "wa-", "uai": "wai-", "uan": "wa-n", "uang": "wa-ŋ",
    "uei": "wei-", "uen": "wə-n", "ueng": "wə-ŋ", "uo": "wo-",
    "uong": "ʊ-ŋ",  # wong4, as the dictionary spells one rare character
    "v": "y-", "van": "ɥɛ-n", "ve": "ɥe-", "vn": "y-n",
}  # fmt: skip
_SHORTENED = {"iu": "iou", "ui": "uei", "un": "uen"}
_APICAL = "ɨ-"
"""The i after zh, ch, sh, r, z, c, s."""

# Interjections, the suffix of erhua, and er, which do not divide into an initial and a final.
_WHOLE = {
    "er": "ɚ-", "r": "ɚ-", "ê": "ɛ-", "o": "ɔ-",
    "m": "m-", "n": "n-", "ng": "ŋ-", "hm": "hm-", "hng": "hŋ-",
}  # fmt: skip


@lru_cache(maxsize=2048)
def ipa(syllable: str) -> str:
    """Return a pinyin syllable with its tone digit (`xing2`, `lv4`, `r5`) in the model's symbols.

    Raises ValueError when it has no initial, final and tone of Mandarin.
    """
    match = _SYLLABLE.fullmatch(syllable)
    if not match:
        raise ValueError(syllable)
    base, tone = match.groups()
    try:
        return (_WHOLE.get(base) or _composed(base)).replace("-", _TONES[tone])
    except KeyError as error:
        raise ValueError(syllable) from error


def _composed(base: str) -> str:
    """Return the symbols of an initial, if any, and a final. Raises KeyError for unknown parts."""
    parts = _PARTS.fullmatch(base)
    if not parts:
        return _FINALS[_without_initial(base)]
    initial, final = parts.groups()
    if final == "i" and initial[0] in "zcsr":
        return _INITIALS[initial] + _APICAL
    if initial in "jqx":
        final = re.sub("^u", "v", final)
    return _INITIALS[initial] + _FINALS[_SHORTENED.get(final, final)]


def _without_initial(base: str) -> str:
    """Return the final that a syllable spelled with y or w stands for: yue -> ve, wei -> uei."""
    for spelled, plain in (("yu", "v"), ("yi", "i"), ("y", "i"), ("wu", "u"), ("w", "u")):
        if base.startswith(spelled):
            return plain + base.removeprefix(spelled)
    return base
