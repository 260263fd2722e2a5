"""Rules for the pages of a feed (RFC 5005, and paged feeds as Podlove describes them)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podcast.lint.model import Fault, Feed, Rule, of_channel
from podcast.lint.names import child, children

FOLLOWED = ("prev-archive", "next")
"""The relations by which apps find older episodes; both may lead to the same pages."""
_PAGING = {"first", "last", "next", "previous", "prev", "prev-archive", "next-archive"}
MOST_PAGES = 50


def links(channel: Any, relation: str) -> list[Any]:
    """Return the links of a relation, in capitals or small letters."""
    return [
        link
        for link in children(channel, "atom:link")
        if link.get("rel", "").lower() == relation and link.get("href", "").strip()
    ]


def _complete(channel: Any) -> Iterator[Fault]:
    if child(channel, "fh:complete") is None:
        return
    for link in children(channel, "atom:link"):
        if link.get("rel", "").lower() in _PAGING:
            yield Fault(f"<fh:complete> stands beside a link {link.get('rel')}", link)


def _archive(channel: Any) -> Iterator[Fault]:
    archive = child(channel, "fh:archive")
    if archive is not None and not links(channel, "current"):
        yield Fault("the document is an archive and does not name the feed", archive)


def _twice(channel: Any) -> Iterator[Fault]:
    for relation in sorted(_PAGING):
        for link in links(channel, relation)[1:]:
            yield Fault(f"a second link {relation}", link)


def _reachable(feed: Feed) -> Iterator[Fault]:
    for page in feed.pages:
        if page.resource.problem:
            where = f"{page.relation} leads to {page.resource.url}"
            yield Fault(f"{where}: {page.resource.problem}", page.link)


def _readable(feed: Feed) -> Iterator[Fault]:
    for page in feed.pages:
        if page.feed and page.feed.channel is None:
            yield Fault(f"{page.relation} leads to {page.resource.url}: no RSS", page.link)


def _loop(feed: Feed) -> Iterator[Fault]:
    own = {each.url for each in feed.addresses if each.kind == "self"} | {feed.url}
    visited: set[tuple[str, str]] = set()
    for page in feed.pages:
        url = page.resource.url
        if url in own or (page.relation, url) in visited:
            yield Fault(f"{page.relation} leads back to {url}", page.link)
        visited.add((page.relation, url))


def _marked(feed: Feed) -> Iterator[Fault]:
    for page in feed.pages:
        channel = page.feed.channel if page.feed else None
        archive = page.relation == "prev-archive" and channel is not None
        if archive and child(channel, "fh:archive") is None:
            yield Fault(f"{page.resource.url} is not marked as an archive", page.link)


def _guids(feed: Feed) -> Iterator[Fault]:
    guids_before = {relation: {item.guid for item in feed.items} for relation in FOLLOWED}
    for page in feed.pages:
        guids = {item.guid for item in page.feed.items} if page.feed else set()
        both = sorted(guids & guids_before[page.relation] - {""})
        if both:
            yield Fault(f"{page.resource.url} repeats {both[0]} of a page before", page.link)
        guids_before[page.relation] |= guids


RULES = (
    Rule(
        "paging-complete", "error", "RFC 5005, section 2",
        "a feed that says it is complete has no other pages",
        "take out <fh:complete>, or the links", of_channel(_complete),
    ),
    Rule(
        "paging-archive", "warn", "RFC 5005, section 4",
        "an archive names the feed that it belongs to",
        'add <atom:link rel="current">, or take <fh:archive> out of the feed itself',
        of_channel(_archive),
    ),
    Rule(
        "paging-once", "error", "RFC 5005, section 3",
        "there is one link of a relation to another page",
        "leave one", of_channel(_twice),
    ),
    Rule(
        "page-reachable", "error", "practice: gPodder refuses the whole feed",
        "pages that the feed links to are there",
        "publish the page before the feed, or take the link out", _reachable,
    ),
    Rule(
        "page-readable", "error", "RFC 5005, section 3",
        "such a page is a feed",
        "publish RSS there", _readable,
    ),
    Rule(
        "page-loop", "error", "RFC 5005, section 3",
        "no page leads back to one before it",
        "let the last page have no link to a next one", _loop,
    ),
    Rule(
        "page-archive", "warn", "RFC 5005, section 4",
        "a page behind prev-archive is marked <fh:archive/>",
        "add <fh:archive/> to it", _marked,
    ),
    Rule(
        "page-guids", "info", "podcast namespace, other recommendations",
        "an episode stands on one page",
        "nothing, where archives never change; apps know an episode by its guid", _guids,
    ),
)  # fmt: skip
