"""What an item is about: the name of its section, or a topic by the words of its headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from podcast.lib.yamlfile import load
from podcast.model import Item
from podcast.script.sentences import speakable, width

_FILE = Path(__file__).with_name("topics.yaml")
_SECTION_MOST = 10
"""The longest name of a section that is spoken, in characters."""
_NO_NAME = frozenset("·|/，：:、")
"""A section with one of these marks is a list or a title rather than a name."""


def section(item: Item) -> str:
    """Return the name of an item's section as it is spoken; empty without one, or if too long."""
    name = speakable(item.section).rstrip("。！？")
    return name if 0 < width(name) <= _SECTION_MOST and not _NO_NAME & set(name) else ""


def topic(item: Item) -> str:
    """Return the topic of an item's headline, or an empty text where no word tells it."""
    hits = {name: _hits(words, item.headline) for name, words in _table().items()}
    best = max(hits, key=lambda name: hits[name])  # the first of the best
    return best if hits[best] else ""


def sections(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the names of the sections of a post, each once, in order; without the nameless."""
    return tuple(dict.fromkeys(filter(None, map(section, items))))


def _hits(words: Sequence[str], text: str) -> int:
    """Return how many words of a topic are in a text."""
    return sum(_holds(text, word) for word in words)


def _holds(text: str, word: str) -> bool:
    """Tell whether a text has a word; a Latin word is no part of a longer one."""
    if not word.isascii():
        return word in text
    before, found, after = text.partition(word)
    return (
        bool(found)
        and not (before[-1:].isascii() and before[-1:].isalpha())
        and not (after[:1].isascii() and after[:1].isalpha())
    )


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return load(_FILE)
