"""The door of the store: what is read there is a stranger's until it has been checked here.

The record and the feed say whose the place is. A place belongs to one show, by its guid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.episode import manifest
from podcast.episode.withdrawn import guids_of
from podcast.errors import PublishError
from podcast.lib.progress import Reporter
from podcast.publish import receipt
from podcast.publish.feed import FeedPromise, read_feed
from podcast.publish.public import FEED
from podcast.publish.receipt import Record
from podcast.publish.store import Store
from podcast.show.config import Show

_MOST_FEED_BYTES = 64 * 2**20
"""The size of the largest page of a feed that is read; 300 episodes have 3 MB."""


_MANIFEST = re.compile(r"(\d{4}-\d{2}-\d{2})/" + re.escape(manifest.FILE_NAME), re.ASCII)


@dataclass(frozen=True, slots=True)
class Seen:
    """The record and the feed of a store as they were read."""

    record: Record
    data: bytes | None
    """The bytes of the record; None when there is none."""
    readable: bool
    """Whether the record is none, or one of this program."""
    feed: bytes | None
    promise: FeedPromise | None
    """What the feed names; None when there is no feed, or something else in its place."""


def read_bounded(store: Store, name: str, most: int) -> bytes | None:
    """Return a file, or None when it is missing. Raises PublishError for one of over `most` bytes.

    No more than `most` bytes are read.
    """
    data = store.read(name, 0, most + 1)
    if data is not None and len(data) > most:
        raise PublishError(
            f"{store.place}: {name} has over {most} bytes there, which no file of this kind has; "
            "remove it there, if it is not yours"
        )
    return data


def look_at(store: Store) -> Seen:
    """Return the record and the feed of a store; a broken record counts as an empty one."""
    data = read_bounded(store, receipt.NAME, receipt.MOST_RECORD_BYTES)
    record = receipt.loads(data)
    feed = feed_bytes(store)
    return Seen(record or Record(), data, record is not None, feed, _promise(feed, store.place))


def feed_bytes(store: Store, name: str = FEED) -> bytes | None:
    """Return the bytes of a page of the published feed, or None when it is missing."""
    return read_bounded(store, name, _MOST_FEED_BYTES)


def promise(store: Store, name: str = FEED) -> FeedPromise | None:
    """Return what a page of the published feed names, or None when there is no feed."""
    return _promise(feed_bytes(store, name), store.place)


def _promise(data: bytes | None, place: str) -> FeedPromise | None:
    try:
        return None if data is None else read_feed(data, place)
    except PublishError:  # it is not a feed; publishing replaces it by one
        return None


def only_in_feed(show: Show, store: Store, seen: Seen) -> tuple[str, ...]:
    """Return the dates of episodes that the published feed has and the record does not know.

    The record may be lost or older than the feed. The dates are those of the manifests there.
    """
    feed = seen.promise
    if feed is None or feed.show not in {"", show.guid}:
        return ()
    recorded = guids_of(show, seen.record.episodes().keys() | seen.record.withdrawn)
    unknown = feed.guids - recorded.keys()
    if not unknown:
        return ()
    found = (_MANIFEST.fullmatch(name) for name in store.list())
    days = guids_of(show, {match[1] for match in found if match})
    return tuple(sorted(days[guid] for guid in unknown & days.keys()))


def other_show(show: Show, seen: Seen) -> tuple[str, str] | None:
    """Return guid and title of another show to which the place belongs, or None.

    The guid is that of the record, or of the feed where an older version has written the record.
    """
    guid, title = seen.record.guid, seen.record.title
    if guid is None:
        guid, title = (seen.promise.show, seen.promise.title) if seen.promise else (None, None)
    return None if not guid or guid == show.guid else (guid, title or "?")


def refuse_other_show(show: Show, store: Store, seen: Seen) -> None:
    """Raise PublishError when the place belongs to another show."""
    other = other_show(show, seen)
    if other:
        guid, title = other
        raise PublishError(
            f"{store.place}: belongs to the show “{title}” (guid {guid}), and this is "
            f"“{show.title}” (guid {show.guid}); name another place as `publish: {{to: …}}`, or "
            "let this show take the place of that one with `podcast publish --take-over`"
        )


def tell_broken(store: Store, report: Reporter) -> None:
    """Warn of a record that cannot be read."""
    report.warn(
        f"{store.place}: {receipt.NAME} cannot be read: everything is compared anew, and what "
        "nothing refers to any more stays"
    )
