"""Fold a text, code point by code point, to the characters that the rules are written for.

Full-width forms become ASCII, decimal digits of any script become 0 to 9, accented Latin letters
lose their accents, and compatibility radicals become ordinary characters. The folded text has as
many code points as the raw text, so that a span is the same in both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
"""The inside of a character class that matches Chinese characters."""

IS_HAN = re.compile(f"[{HAN}]")

_SPECIAL = {
    "〇": "〇", "−": "-", "‐": "-", "‑": "-", "﹣": "-", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
    "～": "~", "〜": "~", "∼": "~", "﹪": "%", "¥": "¥", "￥": "¥", "∶": ":",
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ħ": "h",
    "\u3000": " ", "\xa0": " ", "\u202f": " ", "\u2009": " ", "°": "°", "º": "°", "˚": "°",
    "µ": "μ", "Ω": "Ω", "K": "K", "Å": "A", "\r": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip

_KEEP = frozenset("℃℉①②³²¹…‥·，")


_SET_APART = re.compile(rf"(?<=[{HAN}]) (?=\d)|(?<=\d) (?=[{HAN}])")
"""Matches the space that many writers set between a figure and the Chinese characters beside it."""


def without_gaps(text: str) -> tuple[str, list[int]]:
    """Return a folded text without the spaces between its figures and Chinese characters.

    Also return the index in `text` of each remaining character. So 90 后 is read as 90后 is.
    """
    gaps = {match.start() for match in _SET_APART.finditer(text)}
    places = [place for place in range(len(text)) if place not in gaps]
    return (_SET_APART.sub("", text) if gaps else text), places


def fold(text: str) -> str:
    """Return the folded text, which has the same length."""
    if text.isascii():
        return text.replace("\r", "\n")
    return "".join(map(fold_char, text))


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Return the simpler form of a code point, or the code point itself when it has none."""
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char.isascii() or char in _KEEP or IS_HAN.match(char):
        return char
    if unicodedata.category(char) == "Nl":
        return char
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    return _compatible(char)


def _compatible(char: str) -> str:
    """Return the single character of which `char` (Ａ, é, ⽉, ₂) is a variant, else `char`."""
    tag = unicodedata.decomposition(char).partition(" ")[0]
    if tag in {"<super>", "<circle>", "<fraction>"}:
        return char
    simple = unicodedata.normalize("NFKD", char)
    if len(simple) > 1 and all(unicodedata.combining(mark) for mark in simple[1:]):
        simple = simple[0] if simple[0].isascii() and simple[0].isalpha() else char
    one = len(simple) == 1 and (simple.isascii() or IS_HAN.match(simple))
    return simple if one and simple.isprintable() else char
