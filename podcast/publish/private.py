"""Episodes whose posts are not public: never sent anew, told of when they are out already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcast.episode.withdrawn import Withdrawn, guids_of
from podcast.errors import PublishError
from podcast.lib.progress import Reporter
from podcast.publish.feed import read_feed
from podcast.publish.public import FEED, Rank, rank
from podcast.publish.receipt import Record
from podcast.publish.store import Store
from podcast.show.config import Show


def refuse_hidden(
    show: Show, store: Store, record: Record, hidden: Iterable[Withdrawn], report: Reporter
) -> None:
    """Warn of hidden episodes that the published feed has; raise PublishError for any other."""
    hidden = tuple(hidden)
    out = frozenset(_guids(store, record)) if hidden else frozenset()
    for guid, each in zip(guids_of(show, (each.date for each in hidden)), hidden, strict=True):
        if guid not in out:
            raise PublishError(f"{each.as_line()}; nothing was published")
    for each in hidden:
        report.warn(f"{each.as_line()}; it is published")


def _guids(store: Store, record: Record) -> Iterator[str]:
    """Yield the guids of all published episodes, those of the feed's older parts as well."""
    archives = (name for name in record.files if rank(name) == Rank.ARCHIVE)
    for name in (FEED, *archives):
        data = store.read(name)
        if data is None:
            continue
        try:
            yield from read_feed(data, store.place).guids
        except PublishError:  # whatever it is, it is replaced by a feed
            continue
