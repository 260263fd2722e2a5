"""The list of all episodes: by month for the pages, as JSON for their search.

The show's main page lists the episodes of the two newest years, so that it stays small. Each
earlier year has a page and a search file of its own, which new episodes do not change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from podcast.episode.catalogue import Summary
from podcast.lib.markup import length_in_words
from podcast.site.heading import Heading, heading
from podcast.site.view import day_of, text_of

SEARCH_FILE = "search.json"

_RECENT_YEARS = 2
_T = TypeVar("_T")
_YEAR_FILE = re.compile(r"(?:search-\d{4}\.json|\d{4}\.html)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListedEpisode:
    """An episode in the list; `folder` and `audio` are links to its page and its recording."""

    date: str
    day: str
    title: str
    heading: Heading
    length: str
    count: int
    folder: str
    audio: str


@dataclass(frozen=True, slots=True)
class Month:
    """The episodes of a month, newest first."""

    name: str
    entries: tuple[ListedEpisode, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year that has a page of its own, with its episodes, newest first."""

    number: str
    episodes: tuple[Summary, ...]

    @property
    def name(self) -> str:
        """The year as the pages write it."""
        return f"{int(self.number)}年"

    @property
    def page_file(self) -> str:
        """The file name of the year's page."""
        return f"{self.number}.html"

    @property
    def search_file(self) -> str:
        """The file name of the year's search data."""
        return f"search-{self.number}.json"


def divide(newest_first: Sequence[Summary]) -> tuple[tuple[Summary, ...], tuple[Year, ...]]:
    """Return the episodes of the main page, and the earlier years, the newest first."""
    years = [
        Year(number, tuple(episodes))
        for number, episodes in groupby(newest_first, key=lambda episode: episode.date[:4])
    ]
    recent = [episode for year in years[:_RECENT_YEARS] for episode in year.episodes]
    return tuple(recent), tuple(years[_RECENT_YEARS:])


def is_of_a_year(name: str) -> bool:
    """Tell whether a file name is that of a year's page or search data."""
    return _YEAR_FILE.fullmatch(name) is not None


def with_neighbours(newest_first: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    """Yield each element with the newer element before it and the older element after it."""
    return zip((None, *newest_first), newest_first, (*newest_first[1:], None), strict=False)


def months(newest_first: Sequence[Summary]) -> tuple[Month, ...]:
    """Return the episodes by month, the newest month first."""
    return tuple(
        Month(f"{int(month[:4])}年{int(month[5:])}月", tuple(map(_entry, episodes)))
        for month, episodes in groupby(newest_first, key=lambda episode: episode.date[:7])
    )


def search_json(newest_first: Sequence[Summary]) -> str:
    """Return the search data: `[date, title, [[number, headline], …]]` for each episode.

    The data is in a separate file, fetched when a person begins to search, because for hundreds of
    episodes the headlines are larger than the page.
    """
    rows = [
        [
            episode.date,
            text_of(episode.title),
            [[number, text_of(headline)] for number, headline in episode.items],
        ]
        for episode in newest_first
    ]
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "[" + ",\n".join(lines) + "]\n"


def _entry(episode: Summary) -> ListedEpisode:
    return ListedEpisode(
        date=episode.date,
        day=day_of(date.fromisoformat(episode.date)),
        title=text_of(episode.title),
        heading=heading(episode.title),
        length=length_in_words(episode.seconds),
        count=len(episode.items),
        folder=f"{episode.date}/",
        audio=f"{episode.date}/{episode.audio}",
    )
