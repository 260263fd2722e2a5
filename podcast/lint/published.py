"""Rules that compare the feed with the feed that was published last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from podcast.lint import dates
from podcast.lint.model import Fault, Feed, FeedItem, Rule
from podcast.lint.names import child, text

_CHANNEL = (
    "title", "link", "description", "language", "copyright", "itunes:author", "itunes:type",
    "itunes:explicit", "itunes:new-feed-url", "itunes:complete", "podcast:locked",
    "podcast:medium", "podcast:license",
)  # fmt: skip
_ITEM = (
    "title", "link", "description", "itunes:duration", "itunes:episode", "itunes:season",
    "itunes:episodeType", "itunes:explicit",
)  # fmt: skip
_ATTRIBUTES = (("itunes:image", "href"), ("itunes:category", "text"))
_QUOTED = 80
"""The longest value that is quoted, in characters."""


def _guid_kept(feed: Feed) -> Iterator[Fault]:
    """Find episodes whose guid has changed, which apps would download again."""
    before = _by_guid(_items_before(feed))
    new = _by_keys([item for item in feed.items if item.guid not in before])
    for old in _missing_items(feed):
        item = _twin(old, new)
        if item:
            yield Fault(f'its guid was "{old.guid}"', child(item.element, "guid"))


def _withdrawn(feed: Feed) -> Iterator[Fault]:
    by_keys = _by_keys(_all_items(feed))
    for old in _missing_items(feed):
        if not _twin(old, by_keys):
            yield Fault(f'"{old.title}" ({old.guid}) is not in the feed any more')


def _show_guid(feed: Feed) -> Iterator[Fault]:
    if feed.before is None or feed.before.channel is None:
        return
    old, new = (text(each.channel, "podcast:guid") for each in (feed.before, feed))
    if old and old.lower() != new.lower():
        yield Fault(f'podcast:guid was "{old}"', child(feed.channel, "podcast:guid"))


def _recording(feed: Feed) -> Iterator[Fault]:
    for old, item in _pairs(feed):
        before, after = _enclosure(old), _enclosure(item)
        if before[0] != after[0]:
            enclosure = child(item.element, "enclosure")
            yield Fault(f"a new recording: {before[0]} becomes {after[0]}", enclosure)


def _overwritten(feed: Feed) -> Iterator[Fault]:
    for old, item in _pairs(feed):
        before, after = _enclosure(old), _enclosure(item)
        if before[0] and before[0] == after[0] and before[1] != after[1]:
            enclosure = child(item.element, "enclosure")
            yield Fault(f"its length was {before[1]}, under the same address", enclosure)


def _date(feed: Feed) -> Iterator[Fault]:
    for old, item in _pairs(feed):
        before, after = dates.published(old), dates.published(item)
        if before and after and before != after:
            element = child(item.element, "pubDate")
            yield Fault(f"it was published {text(old.element, 'pubDate')}", element)


def _new(feed: Feed) -> Iterator[Fault]:
    if feed.before is None:
        return
    before = _items_before(feed)
    guids, by_keys = _by_guid(before), _by_keys(before)
    for item in feed.items:
        if item.guid not in guids and not _twin(item, by_keys):
            yield Fault("a new episode", item.element)


def _changes(feed: Feed) -> Iterator[Fault]:
    for old, item in _pairs(feed):
        changes = list(_differences(old.element, item.element, _ITEM))
        if changes:
            yield Fault(f"changes: {'; '.join(changes)}", item.element)


def _channel(feed: Feed) -> Iterator[Fault]:
    if feed.before is not None and feed.before.channel is not None:
        for change in _differences(feed.before.channel, feed.channel, _CHANNEL):
            yield Fault(f"changes: {change}", feed.channel)


# --- Matching of old and new items ----------------------------------------------------------------


def _items_before(feed: Feed) -> tuple[FeedItem, ...]:
    return feed.before.items if feed.before else ()


def _all_items(feed: Feed) -> list[FeedItem]:
    """Return the items of the feed and of its pages, to which an old episode may have moved."""
    pages = [page.feed.items for page in feed.pages if page.feed]
    return [*feed.items, *(item for items in pages for item in items)]


def _by_guid(items: Sequence[FeedItem]) -> dict[str, FeedItem]:
    return {item.guid: item for item in items if item.guid}


def _pairs(feed: Feed) -> Iterator[tuple[FeedItem, FeedItem]]:
    before = _by_guid(_items_before(feed))
    for item in feed.items:
        if item.guid in before:
            yield before[item.guid], item


def _missing_items(feed: Feed) -> list[FeedItem]:
    """Return the published items whose guid is not in the feed or its pages any more."""
    by_guid = _by_guid(_all_items(feed))
    return [old for old in _items_before(feed) if old.guid not in by_guid]


def _by_keys(items: Sequence[FeedItem]) -> dict[tuple[str, str], FeedItem]:
    return {key: item for item in items for key in _keys(item)}


def _twin(item: FeedItem, by_keys: dict[tuple[str, str], FeedItem]) -> FeedItem | None:
    return next((by_keys[key] for key in _keys(item) if key in by_keys), None)


def _keys(item: FeedItem) -> Iterator[tuple[str, str]]:
    """Yield the keys of an item: its recording, and its title with its date.

    Two items that share a key are the same episode.
    """
    url = _enclosure(item)[0]
    if url:
        yield "", url
    if item.title:
        yield item.title, str(dates.published(item))


def _enclosure(item: FeedItem) -> tuple[str, str]:
    element = child(item.element, "enclosure")
    return ("", "") if element is None else (element.get("url", ""), element.get("length", ""))


def _differences(old: Any, new: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from _difference(name, text(old, name), text(new, name))
    for name, attribute in _ATTRIBUTES:
        one, other = child(old, name), child(new, name)
        before = "" if one is None else one.get(attribute, "")
        after = "" if other is None else other.get(attribute, "")
        yield from _difference(name, before, after)


def _difference(name: str, old: str, new: str) -> Iterator[str]:
    if old == new:
        return
    if max(len(old), len(new)) > _QUOTED:
        yield f"{name} ({len(old)} characters become {len(new)})"
    else:
        yield f'{name} "{old}" becomes "{new}"'


_SOURCE = "Apple, guid; RSS 2.0, guid"

RULES = (
    Rule(
        "published-guid", "error", _SOURCE,
        "an episode keeps the guid under which it was published",
        "give it its old guid: apps would download it again", _guid_kept,
    ),
    Rule(
        "published-show-guid", "error", "podcast namespace, guid",
        "the show keeps its podcast:guid",
        "write the old one: it is the show's identity", _show_guid,
    ),
    Rule(
        "published-gone", "warn", "practice: listeners look for it",
        "no published episode goes away",
        "put it back, or move it to an archive page (RFC 5005)", _withdrawn,
    ),
    Rule(
        "published-overwritten", "warn", "practice: caches keep the old bytes",
        "a new recording has a new address",
        "rename the file", _overwritten,
    ),
    Rule(
        "published-date", "warn", "practice: apps sort by it",
        "an episode keeps its date",
        "write the old date", _date,
    ),
    Rule(
        "published-recording", "info", "what a publish would change",
        "recordings that get a new address",
        "nothing, if it is meant; who has the old one keeps it", _recording,
    ),
    Rule(
        "published-new", "info", "what a publish would change",
        "new episodes",
        "nothing, if it is meant", _new,
    ),
    Rule(
        "published-changed", "info", "what a publish would change",
        "episodes whose texts and facts change",
        "nothing, if it is meant", _changes,
    ),
    Rule(
        "published-channel", "info", "what a publish would change",
        "facts of the show that change",
        "nothing, if it is meant", _channel,
    ),
)  # fmt: skip
