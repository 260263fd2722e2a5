"""Read from a feed the guids of its episodes, and its recordings with their lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from podcast.errors import PublishError

_PODCAST = "{https://podcastindex.org/namespace/1.0}"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A recording in a feed, with its length in bytes."""

    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class FeedPromise:
    """The guids and enclosures of a feed, which publishing must keep valid."""

    guids: frozenset[str]
    enclosures: tuple[Enclosure, ...]
    show: str = ""
    """The show's guid (`podcast:guid`); empty in a feed of another program without one."""
    title: str = ""


def read_feed(data: bytes, place: str) -> FeedPromise:
    """Read an RSS document. Raises PublishError with `place` for any other document."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root: Any = etree.fromstring(data, parser)
        recordings = [(each.get("url"), each.get("length")) for each in root.iter("enclosure")]
        for other in root.iter(f"{_PODCAST}alternateEnclosure"):
            sources = other.iter(f"{_PODCAST}source")
            recordings += [(each.get("uri"), other.get("length")) for each in sources]
        enclosures = tuple(Enclosure(url, int(length)) for url, length in recordings)
    except (etree.XMLSyntaxError, TypeError, ValueError) as error:
        raise PublishError(
            f"{place}: not a feed of this program: {error}; run `podcast feed`"
        ) from error
    guids = frozenset(each.text or "" for each in root.iter("guid"))
    show = root.findtext(f"channel/{_PODCAST}guid") or ""
    title = root.findtext("channel/title") or ""
    return FeedPromise(guids, enclosures, show.strip(), title.strip())
