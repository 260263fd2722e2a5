"""The last resort for figures that no other rule claims: they are read digit by digit."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match

_STRETCH = re.compile(r"\d+(?:[-/:.,~–—*]+\d+)*")
_MARK = re.compile(r"\D+")


def digits(text: str, start: int) -> Match | None:
    """Read figures that no other rule claims (`12/34/56`); the marks between them are silent."""
    match = _STRETCH.match(text, start)
    if not match:
        return None
    return Match(match.end(), "number", numbers.digits(_MARK.sub("", match[0])))
