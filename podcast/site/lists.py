"""The pages that list episodes: the main page with the newest episode, and pages of earlier years.

Files are written before the pages that link to them: first the search data and the page of each
year, then the search data and the page of the newest years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from podcast.episode.catalogue import Summary
from podcast.episode.manifest import Episode
from podcast.show.config import Show
from podcast.site import listing, structured
from podcast.site.environment import is_own, render
from podcast.site.listing import Year
from podcast.site.view import view

INDEX_FILE = "index.html"

_Facts = dict[str, Any]
"""The variables of a template."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page and its search data, which are written together."""

    names: tuple[str, ...]
    made_of: tuple[object, ...]
    """Everything that the files depend on, except the show; its `repr` is compared."""
    texts: Callable[[], tuple[str, ...]]
    """Returns the text of each file. Raises FeedError when a template of the show is broken."""

    def files(self, folder: Path) -> Iterator[tuple[Path, str]]:
        """Yield path and text of each file."""
        yield from zip((folder / name for name in self.names), self.texts(), strict=True)


def lists(
    show: Show, shared: _Facts, newest: Callable[[], Episode], newest_first: Sequence[Summary]
) -> Iterator[Listed]:
    """Yield all lists, the main page last; `shared` holds the variables of every template.

    `newest` returns the episode that the main page plays, and is called when the page is made.
    """
    recent, years = listing.divide(newest_first)
    for newer, year, older in listing.with_neighbours(years):
        yield Listed(
            (year.search_file, year.page_file),
            (_sha256s(year.episodes), newer and newer.number, older and older.number),
            partial(_of_year, show, shared, year, older, newer),
        )
    yield Listed(
        (listing.SEARCH_FILE, INDEX_FILE),
        (_sha256s(newest_first),),
        lambda: (
            listing.search_json(recent),
            index_page(show, shared, newest(), newest_first),
        ),
    )


def index_page(show: Show, shared: _Facts, newest: Episode, newest_first: Sequence[Summary]) -> str:
    """Return the HTML of the main page. Raises FeedError as `Listed.texts` does."""
    recent, years = listing.divide(newest_first)
    data = structured.series_page(show, shared["cover"], shared["feed"])
    facts = {
        "root": "",
        "lists": True,
        "episode": view(newest),
        "total": len(newest_first),
        "recent": listing.months(recent),
        "years": years,
        # a template of the show may be older than the years' pages
        "months": listing.months(newest_first) if is_own(show.root, "index.html") else (),
        "address": show.url(""),
        "data": structured.script_json(data),
    }
    return render(show.root, "index.html", shared | facts)


def _of_year(
    show: Show, shared: _Facts, year: Year, older: Year | None, newer: Year | None
) -> tuple[str, str]:
    facts = {
        "root": "",
        "lists": True,
        "year": year,
        "months": listing.months(year.episodes),
        "older": older,
        "newer": newer,
        "address": show.url(year.page_file),
        "data": None,
    }
    return listing.search_json(year.episodes), render(show.root, "year.html", shared | facts)


def _sha256s(episodes: Sequence[Summary]) -> list[str]:
    return [episode.sha256 for episode in episodes]
