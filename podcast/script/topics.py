"""What an item is about: the name of its section, or a topic by the words of its headline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from podcast.lib.yamlfile import load
from podcast.model import Item
from podcast.script.sentences import speakable, width

_FILE = Path(__file__).with_name("topics.yaml")
_SECTION_MOST = 10
"""The longest name of a section that is spoken, in characters."""
_SURE, _UNSURE = 2, "?"
"""So much evidence makes a topic sure; the mark of a word that has half of it."""
_TEXT_LEAST = 24
"""What stands behind the colon of a headline is a text if it is so wide."""
_THING = re.compile(
    r"(?:发布|推出|上线|开源|启用|完成|公布|出台|试点|试用|收购|召回|启动)了?"
    r"(?P<thing>(?:AI)?[\u4e00-\u9fff]{4,10})$"
)
_CLAUSE = re.compile(
    "[把被将会已可能让使为从到]|[一两三四五六七八九十百千万亿]|首次|最新|结果|服务|版本"
)
"""Words that make what is behind a verb more than a thing, or say too little of it."""
_OTHERS = re.compile("(?:客服|聊天|对话|小)机器人|首席科学家|银行卡")
"""Names of things, with a word in them that is a topic elsewhere."""
_NO_NAME = frozenset("·|/，：:、")
"""A section with one of these marks is a list or a title rather than a name."""


def section(item: Item) -> str:
    """Return the name of an item's section as it is spoken; empty without one, or if too long."""
    name = speakable(item.section).rstrip("。！？")
    return name if 0 < width(name) <= _SECTION_MOST and not _NO_NAME & set(name) else ""


def topic(item: Item) -> str:
    """Return the topic of an item, or an empty text where its words do not make it sure.

    A word of the headline counts, one that is said of other things too counts half; so does a word
    that only the text has. What follows the colon of a long headline is text.
    """
    headline, behind = _divided(item.headline)
    text = "".join((behind, *(f" {block.text}" for block in item.blocks)))
    scores = {name: _score(words, headline, text) for name, words in _table().items()}
    best = max(scores, key=lambda name: scores[name])  # the first of the best
    return best if scores[best] >= _SURE else ""


def thing(item: Item) -> str:
    """Return the thing that a headline ends with behind its verb, without figures; may be empty."""
    match = _THING.search(speakable(item.headline).rstrip("。！"))
    return match["thing"] if match and not _CLAUSE.search(match["thing"]) else ""


def _divided(headline: str) -> tuple[str, str]:
    """Return a headline, and what stands behind the colon where that is a text of its own."""
    before, colon, behind = headline.partition("：")
    own = colon and width(behind) >= _TEXT_LEAST
    return (before, behind) if own else (headline, "")


def _score(words: Sequence[str], headline: str, text: str) -> int:
    """Return how sure a topic is by its words; nothing without one in the headline."""
    in_headline = _found(words, _without_others(headline))
    in_text = _found(words, _without_others(text)) - in_headline
    return (
        sum(1 if word.endswith(_UNSURE) else _SURE for word in in_headline) + len(in_text)
        if in_headline
        else 0
    )


def _without_others(text: str) -> str:
    """Return a text without the names of things that only sound like a topic."""
    return _OTHERS.sub(" ", text)


def sections(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the names of the sections of a post, each once, in order; without the nameless."""
    return tuple(dict.fromkeys(filter(None, map(section, items))))


def _found(words: Sequence[str], text: str) -> frozenset[str]:
    """Return the words that are in a text; one that is a part of a longer one is not counted."""
    found: set[str] = set()
    for word in sorted(words, key=len, reverse=True):
        plain = word.removesuffix(_UNSURE)
        if _holds(text, plain):
            found.add(word)
            text = text.replace(plain, " ")
    return frozenset(found)


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
