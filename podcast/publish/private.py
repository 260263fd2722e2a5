"""Refuse to publish episodes whose posts are not public, or warn if they are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcast.episode.withdrawn import Withdrawn, guids_of
from podcast.errors import PublishError
from podcast.lib.progress import Reporter
from podcast.publish.door import promise
from podcast.publish.public import FEED, Rank, rank
from podcast.publish.receipt import Record
from podcast.publish.store import Store
from podcast.show.config import Show


def refuse_hidden(
    show: Show, store: Store, record: Record, hidden: Iterable[Withdrawn], report: Reporter
) -> None:
    """Warn of hidden episodes that are published; raise PublishError for other hidden episodes."""
    hidden = tuple(hidden)
    published_guids = frozenset(_guids(store, record)) if hidden else frozenset()
    for guid, each in zip(guids_of(show, (each.date for each in hidden)), hidden, strict=True):
        if guid not in published_guids:
            raise PublishError(f"{each.as_line()}; nothing was published")
    for each in hidden:
        report.warn(f"{each.as_line()}; it is published")


def _guids(store: Store, record: Record) -> Iterator[str]:
    """Yield the guids of all published episodes, also those on archive pages of the feed."""
    archives = (name for name in record.files if rank(name) == Rank.ARCHIVE)
    for name in (FEED, *archives):
        feed = promise(store, name)
        yield from feed.guids if feed else ()
