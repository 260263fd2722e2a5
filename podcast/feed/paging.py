"""Which episodes stand on which page: the newest on the first one, all older ones in archives.

RFC 5005, section 4 (archived feeds): the first page changes daily, an archive page is for good. A
page is a quarter of a year, so an episode that is made anew, or long after its date, changes its
own page and moves no other. An archive page that begins within the first one is whole: readers
know an episode that they meet twice by its guid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

FEED_FILE = "feed.xml"
ARCHIVES = "feed-????-q?.xml"
"""The names of archive pages, as a pattern."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the feed: its file name, its dates, newest first, and the page of older ones."""

    name: str
    dates: tuple[str, ...]
    older: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether it is for good."""
        return self.name != FEED_FILE


def divide(dates: Sequence[str], items: int) -> tuple[Page, ...]:
    """Return the pages of the feed, oldest first, the subscribed one last.

    `dates` are those of all episodes (`2026-02-06`), in any order; `items` of them stand on the
    first page. A page is written before the one after it, which points to it.
    """
    newest_first = sorted(dates, reverse=True)
    left = set(newest_first[items:])
    pages: list[Page] = []
    older: str | None = None
    for name, group in groupby(reversed(newest_first), archive_name):
        members = tuple(group)
        if left.isdisjoint(members):
            break
        pages.append(Page(name, members[::-1], older))
        older = name
    return (*pages, Page(FEED_FILE, tuple(newest_first[:items]), older))


def archive_name(day: str) -> str:
    """Return the file name of the archive page of a date: `feed-2026-q1.xml`."""
    parsed = date.fromisoformat(day)
    return f"feed-{parsed.year}-q{(parsed.month + 2) // 3}.xml"
