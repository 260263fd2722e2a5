"""What a feed says of the show itself, to tell where the settings of two machines differ.

Each machine writes the feed and the pages by its own show.yaml and voices.yaml, and the last one to
publish wins. What it replaces of another machine's is told in a warning that names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from podcast.lib.markup import clip
from podcast.publish.public import FEED

_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_SELF = "{http://www.w3.org/2005/Atom}link"
_KEYS = {
    "title": "title",
    "description": "description",
    "link": "link",
    "language": "language",
    f"{_ITUNES}author": "author",
}
"""The elements of a channel, with the keys of show.yaml that they are made from."""
_MOST_LETTERS = 60
"""The length at which a value is cut in a message."""


def settings_in(feed: bytes | None) -> dict[str, str]:
    """Return what a feed says of the show, by the keys of show.yaml; nothing for no feed."""
    return dict(_settings(feed or b""))


def _settings(feed: bytes) -> Iterator[tuple[str, str]]:
    from lxml import etree

    try:
        for _, element in etree.iterparse(BytesIO(feed), resolve_entities=False, no_network=True):
            if element.tag == "item":  # the channel's own elements stand before the first one
                return
            yield from _setting(element)
    except etree.XMLSyntaxError:
        return


def _setting(element: Any) -> Iterator[tuple[str, str]]:
    if element.getparent() is None or element.getparent().tag != "channel":
        return
    if element.tag == _SELF and element.get("rel") == "self":
        yield "base_url", str(element.get("href", "")).removesuffix(FEED)
    key = _KEYS.get(element.tag)
    if key:
        yield key, (element.text or "").strip()


def difference(
    here: Mapping[str, str], there: Mapping[str, str], own: Mapping[str, str], place: str
) -> str | None:
    """Return a warning of the settings that another machine has published and this one replaces.

    `own` is what this machine has published last: a difference to that is an edit made here.
    """
    changed = [
        key
        for key in here.keys() & there.keys()
        if here[key] != there[key] and there[key] != own.get(key)
    ]
    if not changed:
        return None
    values = "; ".join(
        f"`{key}` was “{_short(there[key])}” and is “{_short(here[key])}” now"
        for key in sorted(changed)
    )
    return (
        f"{place}: another machine has published the show by another show.yaml, which this one "
        f"replaces: {values}; let show.yaml be the same on all machines"
    )


def _short(value: str) -> str:
    return clip(" ".join(value.split()), _MOST_LETTERS)
