"""Who is told of a new feed: a WebSub hub and podping, when show.yaml says so.

A failure is a warning: the episode is out, and apps find it when they ask next. The addresses are
the show's own, so that they may be private, and the environment's proxies may lead to them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from podcast.lib.progress import Reporter
from podcast.publish.credentials import PODPING_TOKEN, redacted
from podcast.publish.public import FEED
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.lib.addresses import Resolver
    from podcast.lib.asking import Request

SECONDS = 10.0
PODPING = "https://podping.cloud/"
_DONE = range(200, 300)


def tell(show: Show, report: Reporter, resolve: Resolver | None = None) -> None:
    """Tell the hub (WebSub, section 7: `hub.mode=publish`) and podping.cloud of the feed.

    `resolve` looks up hosts; None: the system's resolver.
    """
    from podcast.lib.asking import Request

    feed = show.url(FEED)
    if show.publish.hub:
        form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        asked = Request(show.publish.hub, "POST", headers, urlencode(form).encode())
        _ask(report, "the hub", asked, resolve)
    if show.publish.podping:
        token = os.environ.get(PODPING_TOKEN, "").strip()
        if not token:
            report.warn(f"podping was not told: {PODPING_TOKEN} is not set")
            return
        if not (token.isascii() and token.isprintable()):
            report.warn(f"podping was not told: {PODPING_TOKEN} holds more than ASCII characters")
            return
        url = f"{PODPING}?{urlencode({'url': feed})}"
        _ask(report, "podping", Request(url, headers={"Authorization": token}), resolve)


def _ask(report: Reporter, who: str, request: Request, resolve: Resolver | None) -> None:
    from podcast.lib import deadline
    from podcast.lib.asking import Gate, Limits, Manner, Refused, Words
    from podcast.lib.web import ask

    manner = Manner(
        schemes=frozenset({"http", "https"}),
        redirects=0,  # the token goes to nobody else
        proxies=True,
        words=Words(scheme="it is no http(s) address", late="timed out after {seconds:g} s"),
    )
    gate = Gate(allows=lambda _: True, resolve=resolve)
    try:
        answer = deadline.run(ask(request, manner, Limits(SECONDS, megabytes=0), gate))
    except Refused as error:
        report.warn(f"{who} was not told: {redacted(error)}")
        return
    if answer.status in _DONE:
        report.say(f"{who} was told of the feed")
    else:
        report.warn(f"{who} was not told: it answered {answer.status}")
