"""Parse bytes as a Feed. Only this module parses XML from strangers.

The parser's options avoid traps of lxml: by default it resolves the entities of a DOCTYPE, also
from files, and comments split a text. `huge_tree` would lift libxml2's own bounds on depth, length
of a text and growth by entities, so it stays off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from podcast.lint import html
from podcast.lint.model import Address, Broken, Feed, FeedItem, Kind
from podcast.lint.names import child, children, qualified, text, value
from podcast.lint.urls import split

MOST_BYTES = 30_000_000
"""The largest document that is read; 10,000 episodes with long notes have this size."""

_ATTRIBUTES: dict[str, tuple[str, Kind]] = {
    "enclosure": ("url", "enclosure"),
    "itunes:image": ("href", "artwork"),
    "podcast:transcript": ("url", "transcript"),
    "podcast:chapters": ("url", "chapters"),
    "podcast:source": ("uri", "alternate"),
    "podcast:trailer": ("url", "link"),
    "podcast:funding": ("url", "link"),
    "podcast:license": ("url", "link"),
    "podcast:remoteItem": ("feedUrl", "link"),
    "podcast:person": ("href", "link"),
    "psc:chapter": ("href", "link"),
}
_TEXTS: dict[str, Kind] = {"link": "link", "url": "artwork", "itunes:new-feed-url": "move"}
_TAGS = {qualified(name): name for name in (*_ATTRIBUTES, *_TEXTS, "atom:link")}
_OWN = {"self", "current", "alternate", "hub"}
"""The relations that do not lead to another page of the feed."""


def read(data: bytes, name: str, now: datetime, url: str | None = None) -> Feed:
    """Return the feed in `data`; errors become part of it and are reported by the rules."""
    if len(data) > MOST_BYTES:
        return Feed(name, data, now, url=url)
    root, broken = _parsed(data)
    channel = child(root, "channel") if root is not None and root.tag == "rss" else None
    if channel is None:
        return Feed(name, data, now, root, broken=broken, url=url)
    items = tuple(_items(channel))
    return Feed(name, data, now, root, channel, items, tuple(_addresses(channel)), url=url)


def _parsed(data: bytes) -> tuple[Any, Broken | None]:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser), None
    except etree.XMLSyntaxError as error:
        return None, Broken(str(error.msg or "it cannot be read"), error.lineno or 1)


def _items(channel: Any) -> Iterator[FeedItem]:
    for number, element in enumerate(children(channel, "item"), 1):
        title, guid = text(element, "title"), text(element, "guid")
        yield FeedItem(number, element, title, guid, html.read(text(element, "description")))


def _addresses(channel: Any) -> Iterator[Address]:
    for element in channel.iter(*_TAGS):
        for url, kind in _addresses_of(element, _TAGS[element.tag]):
            yield Address(element, url, kind, split(url))


def _addresses_of(element: Any, name: str) -> Iterator[tuple[str, Kind]]:
    if name == "atom:link":
        yield element.get("href", "").strip(), _relation(element)
    elif name in _ATTRIBUTES:
        attribute, kind = _ATTRIBUTES[name]
        if attribute in element.attrib:
            yield element.get(attribute).strip(), kind
    elif name != "url" or element.getparent().tag == "image":
        yield value(element), _TEXTS[name]


def _relation(link: Any) -> Kind:
    relation = link.get("rel", "alternate")
    if relation == "self":
        return "self"
    return "link" if relation in _OWN else "page"
