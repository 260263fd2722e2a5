"""Plain words as the first reader had them: no sign was a word but an arrow between two figures."""

from __future__ import annotations

import re
import unicodedata

from podcast.lib import plaintext

_FORMULA = re.compile(
    r"\$\$[^$]{1,500}\$\$"
    r"|\$(?=\S)(?:[A-Za-z]|(?=[^$]*[\\^_={}])[^$\u2e80-\U0003ffff]{1,200})(?<=\S)\$(?!\d)"
)
_RIGHT_ARROWS = "→➔➙➛➜➝➞➟➠➡➤➥⇒⟶⟹"
_FROM_TO = re.compile(rf"(\d[^\W\d_]{{0,4}}[%‰℃°]?) ?[{_RIGHT_ARROWS}] ?(?=[¥$€£]?\d)")
_SIGNS = re.compile(f"[{_RIGHT_ARROWS}↑⬆↗↓⬇↘▲▼📈📉🔺🔻✕✖⨉]")
_NORMALISED = re.compile("[″‴Ⅰ-ⅿ]")
_ANGLES = str.maketrans("＜＞", "<>")
_STARS = re.compile(r"\*{2,}|(?<=\d )\*(?= \d)")
_ANGLE = re.compile("(?<=[\u4e00-\u9fff])[<>](?=[\u4e00-\u9fff])")


def clean(text: str) -> str:
    """Return `text` as plain words on one line, of which the first fingerprints were taken."""
    text = _FORMULA.sub("", text)
    if text.isascii() and "*" not in text:
        return plaintext.clean(text)
    text = text.translate(_ANGLES)
    text = _SIGNS.sub(" ", _FROM_TO.sub(r"\1到", text))
    text = _NORMALISED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return plaintext.clean(_ANGLE.sub("", _STARS.sub("", text)))
