"""Notify a WebSub hub and podping of a new feed, if show.yaml says so.

A failure is only a warning: the episode is published already, and apps find it when they ask next.
The addresses come from the show's owner, so they may be on a private network, and the proxies that
environment variables set are used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from podcast.lib.progress import Reporter
from podcast.publish.credentials import PODPING_TOKEN, redact
from podcast.publish.public import FEED
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.lib.addresses import Resolver
    from podcast.lib.asking import Request

SECONDS = 10.0
PODPING = "https://podping.cloud/"
_DONE = range(200, 300)


def tell(show: Show, report: Reporter, resolve: Resolver | None = None) -> None:
    """Notify the hub (WebSub, section 7: `hub.mode=publish`) and podping.cloud of the feed.

    `resolve` looks up hosts; None stands for the system's resolver.
    """
    from podcast.lib.asking import Request

    feed = show.url(FEED)
    if show.publish.hub:
        form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        request = Request(show.publish.hub, "POST", headers, urlencode(form).encode())
        _ask(report, "the hub", request, resolve)
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
        redirects=0,  # the token must not be sent to another host
        proxies=True,
        words=Words(scheme="it is no http(s) address", late="timed out after {seconds:g} s"),
    )
    gate = Gate(allows=lambda _: True, resolve=resolve)
    try:
        answer = deadline.run(ask(request, manner, Limits(SECONDS, megabytes=0), gate))
    except Refused as error:
        report.warn(f"{who} was not told: {redact(error)}")
        return
    if answer.status in _DONE:
        report.say(f"{who} was told of the feed")
    else:
        report.warn(f"{who} was not told: it answered {answer.status}")
