"""Rules for itunes:category: the categories are from Apple's list and escaped once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podcast.errors import near
from podcast.lint.model import Fault, Rule, of_channel
from podcast.lint.names import children, qualified
from podcast.lint.vocabulary import CATEGORIES

_DOUBLE = ("&amp;", "&#38;", "&#x26;")


def _category(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "itunes:category"):
        name = element.get("text", "")
        if name and _once_escaped(name) not in CATEGORIES:
            yield Fault(f'"{name}" is no category{near(name, CATEGORIES)}', element)


def _subcategory(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "itunes:category"):
        names = CATEGORIES.get(_once_escaped(element.get("text", "")))
        for below in children(element, "itunes:category"):
            name = below.get("text", "")
            if names is not None and _once_escaped(name) not in names:
                where = f"of {element.get('text')}{near(name, names)}"
                yield Fault(f'"{name}" is no subcategory {where}', below)


def _escaped(channel: Any) -> Iterator[Fault]:
    for element in channel.iter(qualified("itunes:category")):
        if any(escape in element.get("text", "") for escape in _DOUBLE):
            yield Fault(f'the & of "{element.get("text")}" is escaped twice', element)


def _once_escaped(name: str) -> str:
    for escape in _DOUBLE:
        name = name.replace(escape, "&")
    return name


_SOURCE = "Apple, Apple Podcasts categories"

RULES = (
    Rule(
        "category-known", "error", _SOURCE,
        "categories are from Apple's list",
        "choose one of podcasters.apple.com/support/1691", of_channel(_category),
    ),
    Rule(
        "subcategory-known", "error", _SOURCE,
        "subcategories are from the list of their category",
        "choose one of podcasters.apple.com/support/1691, or leave it out",
        of_channel(_subcategory),
    ),
    Rule(
        "category-escaped", "error", _SOURCE,
        "the & of a category is escaped once",
        "write &amp; in the XML", of_channel(_escaped),
    ),
)  # fmt: skip
