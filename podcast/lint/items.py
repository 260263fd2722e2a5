"""Rules for items: title, guid, link, and the label of a synthetic voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from podcast.lint.model import Fault, Feed, FeedItem, Rule, of_items
from podcast.lint.names import both, child, children, text, value
from podcast.lint.urls import split

_NUMBERED = re.compile(
    r"^\s*(?:第\s*[\d一二三四五六七八九十百]+\s*[期集回]"
    r"|(?:ep(?:isode)?|vol|no)[.\s]*#?\d+\b|#\d+\b|s\d+\s*e\d+\b)",
    re.IGNORECASE,
)
_SHORT_GUID = 9
"""A number with fewer digits may also be the guid of another feed's item (W3C feed validator)."""
_ARTIFICIAL = re.compile(r"(?<![A-Za-z])AI(?![A-Za-z])|人工智能|合成语音|artificial|synthetic")


def _title(item: FeedItem) -> Iterator[Fault]:
    if not item.title:
        yield Fault("there is no <title>", item.element)


def _numbered(item: FeedItem) -> Iterator[Fault]:
    match = _NUMBERED.match(item.title)
    if match:
        yield Fault(f'the title holds "{match[0].strip()}"', child(item.element, "title"))


def _show_in_title(feed: Feed) -> Iterator[Fault]:
    show = text(feed.channel, "title").lower()
    for item in feed.items:
        if show and show in item.title.lower() and item.title.lower() != show:
            yield Fault("the title holds the show's name", child(item.element, "title"))


def _guid(item: FeedItem) -> Iterator[Fault]:
    if not item.guid:
        yield Fault("there is no <guid>", item.element)


def _guid_twice(feed: Feed) -> Iterator[Fault]:
    first: dict[str, FeedItem] = {}
    for item in feed.items:
        if item.guid and first.setdefault(item.guid, item) is not item:
            number = first[item.guid].number
            yield Fault(f"it has the guid of item {number}", child(item.element, "guid"))


def _permalink(item: FeedItem) -> Iterator[Fault]:
    for guid in children(item.element, "guid"):
        is_permalink = guid.get("isPermaLink", "true")
        if is_permalink not in {"true", "false"}:
            yield Fault(f'isPermaLink is "{is_permalink}"', guid)
        elif is_permalink == "true" and item.guid and split(item.guid) is None:
            yield Fault(f'"{item.guid}" would be a web address', guid)


def _guid_short(item: FeedItem) -> Iterator[Fault]:
    if item.guid.isdigit() and len(item.guid) < _SHORT_GUID:
        yield Fault(f'the guid is "{item.guid}"', child(item.element, "guid"))


def _link(item: FeedItem) -> Iterator[Fault]:
    if not text(item.element, "link"):
        yield Fault("there is no <link>", item.element)


def _explicit(item: FeedItem) -> Iterator[Fault]:
    if child(item.element, "itunes:explicit") is None:
        yield Fault("there is no <itunes:explicit>", item.element)


def _image(item: FeedItem) -> Iterator[Fault]:
    image = child(item.element, "itunes:image")
    if image is None or not image.get("href", "").strip():
        yield Fault("there is no <itunes:image> with a href", item.element)


def _ai(feed: Feed) -> Iterator[Fault]:
    """Find persons whose name says that they are artificial while no podcast:txt says so."""
    show = _says_ai(feed.channel)
    for parent in (feed.channel, *(item.element for item in feed.items)):
        for person in children(parent, "podcast:person"):
            if _ARTIFICIAL.search(value(person)) and not (show or _says_ai(parent)):
                yield Fault(f'"{value(person)}" speaks, and no podcast:txt says so', person)
                break


def _says_ai(parent: Any) -> bool:
    return any(
        each.get("purpose") == "ai-content" and value(each) == "true"
        for each in children(parent, "podcast:txt")
    )


def _ai_value(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:txt"):
        label = value(element)
        if element.get("purpose") == "ai-content" and label not in {"true", "false"}:
            yield Fault(f'it says "{label}"', element)


RULES = (
    Rule(
        "item-title", "error", "Apple; PSP-1, required",
        "an item has a title",
        "name the episode", of_items(_title),
    ),
    Rule(
        "item-title-number", "warn", "Apple, A Podcaster's Guide to RSS, title",
        "a title does not begin with the episode's number",
        "write the number into itunes:episode", of_items(_numbered),
    ),
    Rule(
        "item-title-show", "warn", "Apple, A Podcaster's Guide to RSS, title",
        "a title does not hold the show's name",
        "leave it out: apps show it beside the title", _show_in_title,
    ),
    Rule(
        "guid-missing", "error", "Apple; PSP-1, required",
        "an item has a guid",
        "give it one that never changes", of_items(_guid),
    ),
    Rule(
        "guid-unique", "error", "Apple; RSS 2.0, guid",
        "no guid stands there twice",
        "give each episode its own; apps show only one of the two", _guid_twice,
    ),
    Rule(
        "guid-permalink", "error", "RSS 2.0, guid; W3C feed validator",
        'a guid that is no address says isPermaLink="false"',
        'write isPermaLink="false" and leave the guid as it is', of_items(_permalink),
    ),
    Rule(
        "guid-short", "warn", "W3C feed validator",
        "a guid is more than a short number",
        "give new episodes a UUID; leave published ones as they are", of_items(_guid_short),
    ),
    Rule(
        "item-link", "info", "Apple; PSP-1, recommended",
        "an item has a link",
        "name the episode's web page", of_items(_link),
    ),
    Rule(
        "item-explicit", "info", "Apple; PSP-1, recommended",
        "an item has <itunes:explicit>",
        "write true or false", of_items(_explicit),
    ),
    Rule(
        "item-image", "info", "PSP-1, recommended",
        "an item has <itunes:image>",
        "name the artwork, the show's if there is no other", of_items(_image),
    ),
    Rule(
        "ai-content", "warn", "Apple, content guidelines; podcast namespace, txt",
        "where a person is artificial, podcast:txt says so",
        'add <podcast:txt purpose="ai-content">true</podcast:txt>', _ai,
    ),
    Rule(
        "ai-content-value", "warn", "podcast namespace, txt",
        "podcast:txt of the purpose ai-content is true or false",
        "write true or false", _ai_value,
    ),
)  # fmt: skip
