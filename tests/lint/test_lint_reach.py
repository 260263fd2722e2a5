"""Rules of what a host serves, against a real host on loopback that has one fault at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from feed_host import FeedHost, Served
from valid_feed import NOW, edited

from podcast import lint
from podcast.lint.exchange import Patience, Session

MP3, OPUS = "2026-02-06/2026-02-06.mp3", "2026-02-06/2026-02-06.opus"
VTT, JSON = "2026-02-06/t.vtt", "2026-02-06/c.json"
PATIENCE = Patience(seconds=10, recording=20)
"""Enough for a host on loopback, also when the machine is busy."""
Damage = Callable[[FeedHost], None]

_SELF = '<atom:link href="https://example.com/pod/feed.xml" rel="self" type="application/rss+xml"/>'


def rules(host: FeedHost, path: str = "feed.xml") -> set[str]:
    """Return the rules that do not hold of what a host serves."""
    session = Session(PATIENCE)
    return {each.rule for each in lint.lint(host.base + path, now=NOW, session=session)}


@dataclass(frozen=True, slots=True)
class Pair:
    """A fault of the host, and something like it that is right."""

    rule: str
    breaks: Damage
    keeps: Damage = FeedHost.mend
    also: tuple[str, ...] = ()
    at: str = "feed.xml"


def _gone(name: str) -> Damage:
    return lambda host: host.pages.pop(name) and None


def _headers(name: str, **headers: str | None) -> Damage:
    return lambda host: host.header(name, **headers)


def _how(name: str, **how: object) -> Damage:
    return lambda host: host.change(name, **how)


def _edit(old: str, new: str) -> Damage:
    return lambda host: host.edit(((old, new),))


def _moved(status: int) -> Damage:
    def move(host: FeedHost) -> None:
        host.pages["old.xml"] = Served(b"", {"location": "/feed.xml"}, status)
        host.edit(((_SELF, _SELF.replace("feed.xml", "old.xml")),))

    return move


def _pages(text: str | None, relation: str = "next", inside: str = "") -> Damage:
    """Link to a second page that says this; None: it is not there."""

    def link(host: FeedHost) -> None:
        host.edit(
            ((_SELF, f'{_SELF}<atom:link rel="{relation}" href="https://example.com/pod/2.xml"/>'),)
        )
        if text is not None:
            host.put("2.xml", text.replace(_SELF, _SELF + inside))

    return link


_OLDER = edited(
    (
        ("5b1f2d4e", "8d1f2d4e"),
        ("6c2f2d4e", "9e2f2d4e"),
        ("Fri, 06 Feb 2026 08:00:00 +0800</pubDate>", "Tue, 03 Feb 2026 08:00:00 +0800</pubDate>"),
        ("Thu, 05 Feb 2026 08:00:00 +0800</pubDate>", "Mon, 02 Feb 2026 08:00:00 +0800</pubDate>"),
    )
)
_BACK = '<atom:link rel="next" href="https://example.com/pod/feed.xml"/>'
_LAST = '<atom:link rel="first" href="https://example.com/pod/feed.xml"/>'
_ARCHIVE = '<fh:archive/><atom:link rel="current" href="https://example.com/pod/feed.xml"/>'

PAIRS = (
    Pair("self-address", _edit("pod/feed.xml", "pod/other.xml"), _edit(_SELF, f" {_SELF}")),
    Pair(
        "feed-type",
        _headers("feed.xml", content_type="text/html"),
        _headers("feed.xml", content_type="application/rss+xml; charset=utf-8"),
    ),
    Pair("feed-type-rss", _headers("feed.xml", content_type="text/xml")),
    Pair("feed-conditional", _how("feed.xml", conditional=False)),
    Pair("feed-redirect", _moved(301), _moved(302), at="old.xml"),
    Pair("enclosure-reachable", _gone(MP3)),
    Pair("alternate-reachable", _gone(OPUS), _how(OPUS, status=200)),
    Pair("artwork-reachable", _gone("cover.jpg")),
    Pair("transcript-reachable", _how(VTT, status=500), _how(VTT, ranges=False)),
    Pair("chapters-reachable", _gone(JSON), _how(JSON, head=False)),
    Pair("page-reachable", _pages(None), _pages(_OLDER)),
    Pair(
        "page-readable",
        _pages("<html></html>"),
        _pages(_OLDER, inside=_LAST),
        also=("document-rss",),
    ),
    Pair(
        "page-loop",
        _pages(_OLDER, inside=_BACK),
        _pages(_OLDER, inside=_LAST),
        also=("page-guids",),
    ),
    Pair("page-archive", _pages(_OLDER, "prev-archive"), _pages(_OLDER, "prev-archive", _ARCHIVE)),
    Pair("page-guids", _pages(_OLDER.replace("9e2f2d4e", "6c2f2d4e")), _pages(_OLDER)),
    Pair("head-answered", _how(MP3, head=False), _how(VTT, head=False)),
    Pair("ranges-answered", _how(MP3, ranges=False), _how("cover.jpg", ranges=False)),
    Pair("enclosure-bytes", _how(MP3, body=bytes(1000))),
    Pair(
        "enclosure-served",
        _headers(MP3, content_type="application/octet-stream"),
        _headers(MP3, content_type="audio/mp3"),
    ),
    Pair(
        "artwork-served",
        _headers("cover.jpg", content_type="image/png"),
        _headers("cover.jpg", content_type="image/jpg"),
    ),
    Pair(
        "transcript-served",
        _headers(VTT, content_type="application/octet-stream"),
        _headers(VTT, content_type="text/vtt; charset=utf-8"),
    ),
    Pair(
        "chapters-served",
        _headers(JSON, content_type="text/plain"),
        _headers(JSON, content_type="application/json+chapters"),
    ),
    Pair(
        "transcript-open",
        _headers(VTT, access_control_allow_origin=None),
        _headers(MP3, access_control_allow_origin=None),
    ),
    Pair(
        "chapters-open",
        _headers(JSON, access_control_allow_origin=None),
        _headers("cover.jpg", access_control_allow_origin=None),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_host_breaks_the_rule(host: FeedHost, pair: Pair) -> None:
    """One fault of a host is a finding of this rule, and of those that go with it."""
    pair.breaks(host)
    assert rules(host, pair.at) == {pair.rule, *pair.also}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_host_keeps_the_rule(host: FeedHost, pair: Pair) -> None:
    """What is right, though other hosts do it otherwise, is no finding."""
    pair.keeps(host)
    assert rules(host, pair.at if pair.rule == "feed-redirect" else "feed.xml") == set()
