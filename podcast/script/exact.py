"""Put the exact figure of a later sentence for the rounded one of an earlier: 三成以上 for 33.3%.

A listener who has heard that a time is shorter by a third need not hear of it again a voice later;
the two become one sentence where they are surely about the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from podcast.script import facts
from podcast.script.said import sentences

_CHANGES = "缩短|降低|减少|下降|下调|提高|提升|增长|增加|上升"
_TENTHS = dict(zip("一两三四五六七八九", (1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_ROUNDED = re.compile(
    rf"(?P<change>{_CHANGES})了?(?P<near>近)?(?:约|超过?)?(?P<tenths>[一两三四五六七八九])成"
    "(?:以上|多|左右)?(?=[，。])"
)
"""Matches a change in tenths, at the end of a clause."""
_EXACT = re.compile(
    rf"(?P<what>[^，。；]{{4,24}}?)(?P<how>从[^，。；]*\d[^，。；]*?(?P<change>{_CHANGES})到[^，。；]*\d[^，。；]*，"
    rf"(?:{_CHANGES})了?约?(?P<percent>\d+(?:\.\d+)?)%)。"
)
"""Matches a sentence of a change from one figure to another, with its share in percent."""
_SAME_MEASURE = 2
"""So many pairs of characters that both have are enough for a change by the same word and share."""


def with_exact_figures(texts: Sequence[str]) -> list[str]:
    """Return the texts of an item, each rounded change with its exact figures.

    The sentence that has them is not said again.
    """
    told = [list(sentences(text)) for text in texts]
    places = [(row, at) for row, each in enumerate(told) for at in range(len(each))]
    for index, (row, at) in enumerate(places):
        for later_row, later_at in places[index + 1 :]:
            merged = _merged(told[row][at], told[later_row][later_at])
            if merged:
                told[row][at], told[later_row][later_at] = merged, ""
    return ["".join(row) for row in told]


def _merged(sentence: str, later: str) -> str:
    """Return a sentence with the exact figures of a later one, or an empty text."""
    rounded, exact = _ROUNDED.search(sentence), _EXACT.fullmatch(later)
    if not rounded or not exact or rounded["change"] != exact["change"]:
        return ""
    least = 10 * (_TENTHS[rounded["tenths"]] - bool(rounded["near"]))
    before = sentence[: rounded.start()]
    same = facts.pairs(before) & facts.pairs(exact["what"])
    if not least <= float(exact["percent"]) <= least + 10 or len(same) < _SAME_MEASURE:
        return ""
    return f"{before}{exact['how']}{sentence[rounded.end() :]}"
