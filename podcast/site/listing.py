"""The list of all episodes: by month for the page, as data for its search."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from podcast.catalogue import Summary
from podcast.markup import clean
from podcast.site.view import day_of, length_of

SEARCH_FILE = "search.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode in the list; `folder` leads to its page from there."""

    date: str
    day: str
    title: str
    length: str
    count: int
    folder: str


@dataclass(frozen=True, slots=True)
class Month:
    """The episodes of a month, newest first."""

    name: str
    entries: tuple[Entry, ...]


def months(newest_first: Sequence[Summary]) -> tuple[Month, ...]:
    """Return the episodes by month, the newest month first."""
    return tuple(
        Month(f"{int(month[:4])}年{int(month[5:])}月", tuple(map(_entry, episodes)))
        for month, episodes in groupby(newest_first, key=lambda episode: episode.date[:7])
    )


def search_json(newest_first: Sequence[Summary]) -> str:
    """Return what the search looks through: `[date, title, [[number, headline], …]]` for each.

    In a file of its own, which is fetched when a person begins to search: for hundreds of
    episodes the headlines are larger than the page.
    """
    rows = [
        [
            episode.date,
            clean(episode.title),
            [[number, clean(headline)] for number, headline in episode.items],
        ]
        for episode in newest_first
    ]
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "[" + ",\n".join(lines) + "]\n"


def _entry(episode: Summary) -> Entry:
    return Entry(
        date=episode.date,
        day=day_of(date.fromisoformat(episode.date)),
        title=clean(episode.title),
        length=length_of(episode.seconds),
        count=len(episode.items),
        folder=f"{episode.date}/",
    )
