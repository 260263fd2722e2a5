"""The elements of the channel that `feed:` of show.yaml sets.

Their sources are Apple's podcast requirements and the podcast namespace (docs/tags of
Podcastindex-org/podcast-namespace).
"""

from __future__ import annotations

from collections.abc import Iterator

from podcast.feed.extension import Tag
from podcast.lib.markup import clean, clip
from podcast.show.feed import FeedSettings, Location, Neighbour, Person, Publisher

_TEXT_LENGTH = 255
"""The most characters of a value (Apple's requirements)."""


def for_apple(feed: FeedSettings) -> Iterator[Tag]:
    """Yield Apple's situational elements; `complete` and `block` have "Yes" as their only value."""
    yield Tag("itunes:type", feed.type)
    if feed.owner:
        name = Tag("itunes:name", clip(feed.owner.name, _TEXT_LENGTH))
        yield Tag("itunes:owner", children=(name, Tag("itunes:email", feed.owner.email)))
    if feed.new_url:
        yield Tag("itunes:new-feed-url", feed.new_url)
    if feed.complete:
        yield Tag("itunes:complete", "Yes")
    if feed.block:
        yield Tag("itunes:block", "Yes")


def for_directories(feed: FeedSettings) -> Iterator[Tag]:
    """Yield the elements of the podcast namespace that a show can set."""
    yield _locked(feed)
    rhythm = feed.frequency
    yield Tag("podcast:updateFrequency", clean(rhythm.text), {"rrule": rhythm.rrule})
    if feed.license:
        address = {"url": feed.license.url} if feed.license.url else {}
        yield Tag("podcast:license", clean(feed.license.name), address)
    if feed.location:
        yield _location(feed.location)
    if feed.publisher:
        yield Tag("podcast:publisher", children=(_publisher(feed.publisher),))
    for each in feed.funding:
        yield Tag("podcast:funding", clean(each.text), {"url": each.url})
    if feed.podroll:
        yield Tag("podcast:podroll", children=tuple(map(_neighbour, feed.podroll)))
    for purpose, code in feed.verify.items():
        yield Tag("podcast:txt", clean(code), {"purpose": clip(purpose, 128)})


def _location(place: Location) -> Tag:
    attributes = {"rel": "creator", "geo": place.geo, "osm": place.osm, "country": place.country}
    return Tag("podcast:location", clean(place.name), {k: v for k, v in attributes.items() if v})


def _publisher(publisher: Publisher) -> Tag:
    attributes = {"medium": "publisher", "feedGuid": publisher.guid, "feedUrl": publisher.url}
    return Tag("podcast:remoteItem", attributes={k: v for k, v in attributes.items() if v})


def person(each: Person) -> Tag:
    """Return the element of a person in show.yaml who is not a host."""
    attributes = {"role": each.role, "group": each.group, "href": each.href, "img": each.img}
    return Tag("podcast:person", clean(each.name), {k: v for k, v in attributes.items() if v})


def _locked(feed: FeedSettings) -> Tag:
    """Return the element that says whether other hosts may import the feed, and whom to ask."""
    owner = {"owner": feed.owner.email} if feed.owner else {}
    return Tag("podcast:locked", "yes" if feed.locked else "no", owner)


def _neighbour(each: Neighbour) -> Tag:
    attributes = {
        "feedGuid": each.guid,
        "feedUrl": each.url,
        "title": each.title and clean(each.title),
    }
    return Tag("podcast:remoteItem", attributes={k: v for k, v in attributes.items() if v})
