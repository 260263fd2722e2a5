"""Set the colons and semicolons between Chinese words full-width, as Chinese is printed."""

from __future__ import annotations

import re

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
_MARKS = re.compile(
    r":[a-z0-9_+-]+:"  # the name of a picture character is no punctuation,
    r"|[ ]*[:;][ ]*[:;][:; ]*"  # nor are several marks in a row
    rf"|(?<=[{_CHINESE}])[ ]*([:;])(?!//)[ ]*"
    rf"|[ ]*([:;])[ ]*(?=[{_CHINESE}])"
)
_FULL_WIDTH = {":": "：", ";": "；"}


def full_width(text: str) -> str:
    """Return `text` with `：` and `；` for the half-width marks beside Chinese characters.

    GB/T 15834-2011 prints both as wide as a character, without spaces around them. Between Latin
    words, in times, ratios and addresses they stay as they are.
    """
    if ":" not in text and ";" not in text:
        return text
    return _MARKS.sub(_set, text)


def _set(match: re.Match[str]) -> str:
    mark = match[1] or match[2]
    return _FULL_WIDTH[mark] if mark else match[0]
