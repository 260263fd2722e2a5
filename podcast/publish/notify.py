"""Who is told of a new feed: a WebSub hub and podping, when show.yaml says so.

A failure is a warning: the episode is out, and apps find it when they ask next.
"""

from __future__ import annotations

import os
from typing import Any

from podcast.lib.progress import Reporter
from podcast.publish.credentials import PODPING_TOKEN, redacted
from podcast.publish.public import FEED
from podcast.show.config import Show

SECONDS = 10.0
PODPING = "https://podping.cloud/"


def tell(show: Show, report: Reporter) -> None:
    """Tell the hub (WebSub, section 7: `hub.mode=publish`) and podping.cloud of the feed."""
    feed = show.url(FEED)
    if show.publish.hub:
        form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
        _ask(report, "the hub", "POST", show.publish.hub, data=form)
    if show.publish.podping:
        token = os.environ.get(PODPING_TOKEN, "").strip()
        if not token:
            report.warn(f"podping was not told: {PODPING_TOKEN} is not set")
            return
        headers = {"Authorization": token, "User-Agent": "digestcast"}
        _ask(report, "podping", "GET", PODPING, params={"url": feed}, headers=headers)


def _ask(report: Reporter, who: str, method: str, url: str, **parts: Any) -> None:
    import httpx

    try:
        answer = httpx.request(method, url, timeout=SECONDS, **parts)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        report.warn(f"{who} was not told: {redacted(error) or type(error).__name__}")
        return
    if answer.is_success:
        report.say(f"{who} was told of the feed")
    else:
        report.warn(f"{who} was not told: it answered {answer.status_code}")
