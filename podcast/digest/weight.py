"""Weigh the items of a post by their importance, 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from podcast.model import Item

_PLACE, _LENGTH, _TITLE, _SECTION = 0.35, 0.25, 0.3, 0.1
"""The parts of the weight: position in the post, length of the text, mention in the post's title,
position in the section. They add up to 1."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.]+|(?=([\u4e00-\u9fff]{2}))")
_MENTIONED = 0.3
"""The share of a headline's words in the post's title that counts as a full mention."""


def with_weights(items: Sequence[Item], title: str) -> tuple[Item, ...]:
    """Return the items with their weights, 0 to 1, rounded to hundredths."""
    if not items:
        return ()
    longest = max(_length(item) for item in items)
    title_words = _words(title)
    places = _places_in_section(items)
    return tuple(
        replace(
            item,
            weight=round(
                _PLACE * (1 - index / len(items))
                + _LENGTH * _length(item) / longest
                + _TITLE * _share_in_title(item, title_words)
                + _SECTION / places[index],
                2,
            ),
        )
        for index, item in enumerate(items)
    )


def _length(item: Item) -> int:
    return len(item.headline) + sum(len(block.text) for block in item.blocks)


def _words(text: str) -> frozenset[str]:
    """Return the Latin words and the pairs of Chinese characters of a text."""
    return frozenset((match[1] or match[0]).casefold() for match in _WORD.finditer(text))


def _share_in_title(item: Item, title_words: frozenset[str]) -> float:
    headline = item.headline.casefold()
    if not any(word in headline for word in title_words):
        return 0.0
    own = _words(item.headline)
    share = len(own & title_words) / len(own) if own else 0.0
    return min(1.0, share / _MENTIONED)


def _places_in_section(items: Sequence[Item]) -> list[int]:
    """Return the position of each item in its section, from 1."""
    places: list[int] = []
    for index, item in enumerate(items):
        same = index > 0 and items[index - 1].section == item.section
        places.append(places[-1] + 1 if same else 1)
    return places
