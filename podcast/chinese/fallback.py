"""The last resort for digits: wetext, and digit by digit what it leaves.

wetext's two traps are kept here: a hyphen after a letter is a minus to it, so it only ever sees
figures and the marks between them; its grammars are read at the first call, so it is imported then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from podcast.chinese.fold import HAN
from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import Match

_STRETCH = re.compile(r"\d+(?:[-/:.,~–—*]+\d+)*")
_LONGEST = 64
"""Characters; the grammars take seconds for a thousand, and nobody writes such a number."""
_UNSPEAKABLE = re.compile(f"[^{HAN}]+")


class _Normalizer(Protocol):
    def normalize(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _wetext() -> _Normalizer:
    from wetext import Normalizer

    normalizer: _Normalizer = Normalizer(lang="zh", operator="tn")
    return normalizer


def wetext(text: str, start: int) -> Match | None:
    """Read figures with marks between them that no rule of this package knows (`12/34/56`)."""
    found = _STRETCH.match(text, start)
    if not found:
        return None
    written = found[0].replace("–", "-").replace("—", "-")
    known = len(written) <= _LONGEST
    words = numbers.digits(_wetext().normalize(written) if known else written)
    return Match(found.end(), "number", _UNSPEAKABLE.sub("", words))
