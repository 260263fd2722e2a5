"""How to subscribe: buttons for apps. Links only: nothing is fetched from any of them.

An app that has no page for the show takes the feed by an address of its own:
AntennaPod, `https://antennapod.org/deeplink/subscribe?url=…` (its documentation, "Deep links");
Pocket Casts, `pktc://subscribe/host/path` (its developer pages, "Subscribe links").
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from podcast.lib.markup import clean
from podcast.show.config import Show


@dataclass(frozen=True, slots=True)
class Button:
    """The name of an app and where it takes the show."""

    name: str
    url: str


def buttons(show: Show, feed: str) -> tuple[Button, ...]:
    """Return the apps in the order of the page; `feed` is the feed's address."""
    known = show.subscribe
    named = (
        ("Apple 播客", known.apple),
        ("小宇宙", known.xiaoyuzhou),
        ("Pocket Casts", known.pocketcasts or f"pktc://subscribe/{feed.partition('://')[2]}"),
        ("AntennaPod", _antennapod(show, feed)),
    )
    return tuple(Button(name, url) for name, url in named if url)


def _antennapod(show: Show, feed: str) -> str:
    address, title = quote(feed, safe=""), quote(clean(show.title), safe="")
    return f"https://antennapod.org/deeplink/subscribe?url={address}&title={title}"
