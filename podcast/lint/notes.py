"""Rules for show notes: an item's description, its length and its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.lint import html
from podcast.lint.channel import MOST_DESCRIPTION_BYTES
from podcast.lint.model import Fault, FeedItem, Rule, of_items
from podcast.lint.names import child, text, value

_ALLOWED = frozenset({"p", "ol", "ul", "li", "a", "b", "i", "strong", "em", "br"})
_UNSAFE = frozenset(
    {"script", "style", "iframe", "object", "embed", "form", "input", "meta", "link", "base"}
)
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)


def _missing(item: FeedItem) -> Iterator[Fault]:
    if not text(item.element, "description"):
        yield Fault("there is no <description>", item.element)


def _length(item: FeedItem) -> Iterator[Fault]:
    length = len(text(item.element, "description").encode())
    if length > MOST_DESCRIPTION_BYTES:
        yield Fault(f"<description> has {length} bytes", child(item.element, "description"))


def _tags(item: FeedItem) -> Iterator[Fault]:
    names = {name for name, _ in item.notes.tags}
    others = sorted(names - _ALLOWED - _UNSAFE)
    if others:
        tag_list = ", ".join(f"<{name}>" for name in others[:5])
        yield Fault(f"<description> holds {tag_list}", child(item.element, "description"))


def _unsafe(item: FeedItem) -> Iterator[Fault]:
    full = html.read(text(item.element, "content:encoded"))
    for name, tags in (("description", item.notes.tags), ("content:encoded", full.tags)):
        for tag, attributes in tags:
            handlers = [each for each in attributes if each.startswith("on")]
            addresses = [attributes.get("href", ""), attributes.get("src", "")]
            if tag in _UNSAFE or handlers or any(map(_SCHEME.match, addresses)):
                yield Fault(f"<{name}> holds <{tag}> that would run", child(item.element, name))
                break


def _content_alone(item: FeedItem) -> Iterator[Fault]:
    content = child(item.element, "content:encoded")
    if content is not None and value(content) and not text(item.element, "description"):
        yield Fault("<content:encoded> stands without <description>", content)


RULES = (
    Rule(
        "notes-missing", "warn", "Apple; PSP-1, recommended; 小宇宙 practice",
        "an item has a description",
        "write what the episode is about", of_items(_missing),
    ),
    Rule(
        "notes-length", "error", "Apple; PSP-1",
        f"an item's description has at most {MOST_DESCRIPTION_BYTES} bytes",
        "shorten it; a Chinese character has three", of_items(_length),
    ),
    Rule(
        "notes-tags", "warn", "Apple; PSP-1",
        "a description holds p, ol, ul, li, a, b, i, strong, em and br only",
        "use those; apps drop all others", of_items(_tags),
    ),
    Rule(
        "notes-unsafe", "error", "W3C feed validator",
        "notes hold nothing that runs",
        "take it out", of_items(_unsafe),
    ),
    Rule(
        "notes-content", "warn", "W3C feed validator",
        "<content:encoded> has a <description> beside it",
        "write a description too: most apps read only that", of_items(_content_alone),
    ),
)  # fmt: skip
