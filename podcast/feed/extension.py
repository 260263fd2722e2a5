"""An extension of feedgen for the elements itunes:, podcast:, psc:, fh: and for links.

feedgen's own podcast extension refuses `itunes:explicit` true/false, silently drops `.jpeg` covers
and has no elements of Podcasting 2.0, so all elements of these namespaces are written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
"""The namespaces by prefix. Apps compare namespaces letter by letter."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: its name as `prefix:name`, its text, attributes and children."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple[Tag, ...] = ()


class ChannelTags:
    """The part of the extension that writes `tags` into the channel."""

    def __init__(self) -> None:
        self.tags: tuple[Tag, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes for the root element; feedgen asks only this part for them."""
        return NAMESPACES

    def extend_rss(self, rss: Any) -> Any:
        """Append the tags to the channel, the first child of `rss`."""
        _append(rss[0], self.tags)
        return rss


class ItemTags:
    """The part of the extension that writes `tags` into an item."""

    def __init__(self) -> None:
        self.tags: tuple[Tag, ...] = ()

    def extend_rss(self, item: Any) -> Any:
        """Append the tags to the item."""
        _append(item, self.tags)
        return item


def _append(parent: Any, tags: tuple[Tag, ...]) -> None:
    from lxml import etree

    for tag in tags:
        prefix, name = tag.name.split(":")
        element = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{name}", tag.attributes)
        element.text = tag.text or None
        _append(element, tag.children)
