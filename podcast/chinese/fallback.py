"""The last resort for digits: what no rule claims is read digit by digit, its marks silent."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match

_STRETCH = re.compile(r"\d+(?:[-/:.,~–—*]+\d+)*")
_MARK = re.compile(r"\D+")


def digits(text: str, start: int) -> Match | None:
    """Read figures with marks between them that no rule of this package knows (`12/34/56`)."""
    found = _STRETCH.match(text, start)
    if not found:
        return None
    return Match(found.end(), "number", numbers.digits(_MARK.sub("", found[0])))
