"""Buttons to subscribe in apps, and the feed as a QR code; a page loads nothing from an app.

Where the show has no page in an app, the link opens the feed in that app:
AntennaPod, `https://antennapod.org/deeplink/subscribe?url=…` (its documentation, "Deep links");
Pocket Casts, `pktc://subscribe/host/path` (its developer pages, "Subscribe links").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from podcast.lib.markup import clean
from podcast.lib.qrcode import for_page
from podcast.show.config import Show

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Button:
    """The name of an app and the link by which it adds the show."""

    name: str
    url: str


def buttons(show: Show, feed: str) -> tuple[Button, ...]:
    """Return the buttons in the order of the page; `feed` is the feed's address."""
    pages = show.subscribe
    links = (
        ("小宇宙", pages.xiaoyuzhou),
        ("Apple 播客", pages.apple),
        ("Spotify", pages.spotify),
        ("喜马拉雅", pages.ximalaya),
        ("Pocket Casts", pages.pocketcasts or f"pktc://subscribe/{feed.partition('://')[2]}"),
        ("AntennaPod", _antennapod(show, feed)),
    )
    return tuple(Button(name, url) for name, url in links if url)


def code(feed: str) -> Markup:
    """Return the feed's address as a QR code, which a phone's camera opens."""
    from markupsafe import Markup

    return Markup(for_page(feed))  # noqa: S704 -- paths and numbers only, no text of anybody


def _antennapod(show: Show, feed: str) -> str:
    address, title = quote(feed, safe=""), quote(clean(show.title), safe="")
    return f"https://antennapod.org/deeplink/subscribe?url={address}&title={title}"
