"""Rules for the names of elements and their number, and for all texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from podcast.errors import near
from podcast.lint.model import Fault, Feed, Rule
from podcast.lint.names import NAMESPACES, child, qualified, written
from podcast.lint.vocabulary import (
    ITUNES,
    LEGACY,
    ONCE_IN_CHANNEL,
    ONCE_IN_ITEM,
    PODCASTING,
)

_DAMAGE = re.compile("[\x7f-\x84\x86-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff]")
"""Matches control characters of ISO 8859, non-characters, and the replacement character."""
_MOST_CHARACTERS = 255
_SHORT = ("title", "copyright", "itunes:author", "itunes:title", "itunes:type", "language")
_UNPREFIXED = ("explicit", "duration", "episodeType", "season", "summary")


def _elements(feed: Feed) -> Iterator[Fault]:
    for prefix, names in (("itunes", ITUNES), ("podcast", PODCASTING)):
        for element in feed.channel.iter(f"{{{NAMESPACES[prefix]}}}*"):
            local = element.tag.rpartition("}")[2]
            if local not in names:
                yield Fault(f"there is no {prefix}:{local}{near(local, names)}", element)


def _bare(feed: Feed) -> Iterator[Fault]:
    """Find Apple's elements without their prefix, which no app reads."""
    for parent in (feed.channel, *(item.element for item in feed.items)):
        for name in _UNPREFIXED:
            element = child(parent, name)
            if element is not None:
                yield Fault(f"<{name}> is meant to be <itunes:{name}>", element)


def _once(feed: Feed) -> Iterator[Fault]:
    yield from _repeated(feed.channel, frozenset(map(qualified, ONCE_IN_CHANNEL)))
    once = frozenset(map(qualified, ONCE_IN_ITEM))
    for item in feed.items:
        yield from _repeated(item.element, once)


def _repeated(parent: Any, once: frozenset[str]) -> Iterator[Fault]:
    counts: Counter[str] = Counter()
    for element in parent:
        if element.tag in once:
            counts[element.tag] += 1
            if counts[element.tag] == 2:  # noqa: PLR2004 -- the first one too many
                yield Fault(f"a second <{written(element.tag)}> stands here", element)


def _legacy(feed: Feed) -> Iterator[Fault]:
    for element in feed.channel.iter(*(qualified(f"itunes:{name}") for name in LEGACY)):
        yield Fault(f"{written(element.tag)} is read by few apps any more", element)


def _damage(feed: Feed) -> Iterator[Fault]:
    for element in feed.channel.iter("{*}*"):
        for text in (element.text or "", *element.attrib.values()):
            match = _DAMAGE.search(text)
            if match:
                yield Fault(f"the text holds U+{ord(match[0]):04X}", element)


def _trimmed(feed: Feed) -> Iterator[Fault]:
    for element in _short_values(feed):
        if element.text != element.text.strip():
            yield Fault("the value begins or ends with white space", element)


def _short(feed: Feed) -> Iterator[Fault]:
    for element in _short_values(feed):
        if len(element.text) > _MOST_CHARACTERS:
            yield Fault(f"the value has {len(element.text)} characters", element)


def _short_values(feed: Feed) -> Iterator[Any]:
    tags = [qualified(name) for name in _SHORT]
    for parent in (feed.channel, *(item.element for item in feed.items)):
        yield from (each for each in parent.iterchildren(*tags) if each.text)


RULES = (
    Rule(
        "element-known", "warn", "Apple; podcast namespace",
        "elements of itunes: and podcast: exist",
        "spell it as the standard does, or take it out", _elements,
    ),
    Rule(
        "element-prefix", "warn", "Apple; W3C feed validator",
        "elements of Apple's have their prefix",
        "write the prefix itunes:", _bare,
    ),
    Rule(
        "element-once", "error", "W3C feed validator; podcast namespace, counts",
        "what may stand once stands once",
        "take out all but one", _once,
    ),
    Rule(
        "element-legacy", "info", "Apple, A Podcaster's Guide to RSS",
        "no element stands there that Apple no longer names",
        "leave it out, or keep it for old apps", _legacy,
    ),
    Rule(
        "text-characters", "warn", "XML 1.0, section 2.2; Unicode",
        "texts hold no control character and no sign of lost bytes",
        "write the text anew from its source", _damage,
    ),
    Rule(
        "text-trimmed", "warn", "Apple; PSP-1",
        "short values have no white space around them",
        "take the white space out", _trimmed,
    ),
    Rule(
        "text-length", "warn", "Apple; PSP-1",
        f"short values have at most {_MOST_CHARACTERS} characters",
        "shorten it", _short,
    ),
)  # fmt: skip
