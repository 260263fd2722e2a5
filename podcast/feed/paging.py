"""Divide the episodes into pages: the newest on the first page, older episodes on archive pages.

This follows RFC 5005, section 4 (archived feeds): the first page changes daily, an archive page is
permanent. An archive page is a quarter of a year, so that an episode that is made again, or long
after its date, changes only its own page. The newest archive page may repeat episodes of the first
page; apps recognise episodes by their guids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

FEED_FILE = "feed.xml"
ARCHIVES = "feed-????-q?.xml"
"""A pattern for the names of archive pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the feed: its file name, its dates, newest first, and the next older page."""

    name: str
    dates: tuple[str, ...]
    older: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive page, which does not change any more."""
        return self.name != FEED_FILE


def divide(dates: Sequence[str], items: int) -> tuple[Page, ...]:
    """Return the pages of the feed, oldest first; the page that apps subscribe to is the last.

    `dates` are the dates of all episodes (`2026-02-06`), in any order; `items` is the number of
    episodes on the first page. In this order, a page is written before the page that links to it.
    """
    newest_first = sorted(dates, reverse=True)
    in_archives = set(newest_first[items:])
    pages: list[Page] = []
    older: str | None = None
    for name, group in groupby(reversed(newest_first), archive_name):
        members = tuple(group)
        if in_archives.isdisjoint(members):
            break
        pages.append(Page(name, members[::-1], older))
        older = name
    return (*pages, Page(FEED_FILE, tuple(newest_first[:items]), older))


def archive_name(day: str) -> str:
    """Return the file name of the archive page of a date: `feed-2026-q1.xml`."""
    calendar_day = date.fromisoformat(day)
    return f"feed-{calendar_day.year}-q{(calendar_day.month + 2) // 3}.xml"
