"""`podcast publish --verify-public`: read the show at its public address, as an app does.

What the store holds says nothing of the web server or the CDN before it: another folder, an old
copy, a page of errors. The addresses are those of the show's owner, so they may be on a private
network, and the proxies that environment variables set are used.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from podcast.errors import PublishError
from podcast.lib.progress import Reporter
from podcast.publish.feed import read_feed
from podcast.publish.public import FEED, content_hash
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.lib.asking import WebAnswer

_SECONDS = 30.0
_RECORDING_SECONDS = 600.0
_REDIRECTS = 5
_OK = 200


def read_back(show: Show, report: Reporter) -> None:
    """Read feed and recordings at `base_url`: the feed whole, each recording's length, the newest.

    The newest recording is read whole and compared by its hash. Raises PublishError for the first
    that is not what is here.
    """
    data = (show.episodes / FEED).read_bytes()
    url = show.url(FEED)
    answer = _ask(url, "GET", len(data), _SECONDS)
    if answer.body != data:
        raise _other(url, f"is not the feed that was published ({len(answer.body)} bytes)")
    recordings = read_feed(data, str(show.episodes / FEED)).enclosures
    for each in recordings:
        length = _ask(each.url, "HEAD", 0, _SECONDS).headers.get("content-length")
        if length != str(each.bytes):
            raise _other(each.url, f"has {length or 'no'} bytes, and the feed says {each.bytes}")
    for each in recordings[:1]:
        body = _ask(each.url, "GET", each.bytes, _RECORDING_SECONDS).body
        told = content_hash(each.url)
        if told and not hashlib.sha256(body).hexdigest().startswith(told):
            raise _other(each.url, "has other bytes than were published")
    report.say(f"{show.base_url} has the feed and its {len(recordings)} recordings")


def _ask(url: str, method: str, size: int, seconds: float) -> WebAnswer:
    """Return the answer of the public address. Raises PublishError for any but 200."""
    from podcast.lib import deadline
    from podcast.lib.asking import Gate, Limits, Manner, Refused, Request, Words
    from podcast.lib.web import ask

    manner = Manner(
        schemes=frozenset({"http", "https"}),
        redirects=_REDIRECTS,
        proxies=True,
        words=Words(scheme="it is no http(s) address", late="timed out after {seconds:g} s"),
    )
    limits = Limits(seconds, (size + 1000) / 1e6 if size else 0)
    try:
        answer = deadline.run(ask(Request(url, method), manner, limits, Gate(lambda _: True)))
    except Refused as error:
        raise _other(url, f"cannot be read: {error}") from error
    if answer.status != _OK:
        raise _other(url, f"answers {answer.status}")
    return answer


def _other(url: str, what: str) -> PublishError:
    return PublishError(
        f"{url}: {what}; it is published, so look at `base_url` of show.yaml, at the web server "
        "and at its cache, which may keep an old feed for five minutes"
    )
