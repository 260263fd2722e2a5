"""Write feed.xml and its archive pages as the last step, when all files that they link to exist."""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path

from podcast.episode.catalogue import Catalogue, Summary
from podcast.episode.cover import publish_cover
from podcast.episode.ledger import Ledger, fingerprint, settings, written_by
from podcast.episode.withdrawn import way_out
from podcast.errors import FeedError, at
from podcast.feed.channel import render_page
from podcast.feed.paging import ARCHIVES, FEED_FILE, Page, divide
from podcast.lib.atomic import write_bytes
from podcast.show.config import Show

WRITERS = (
    "podcast.feed",
    "podcast.episode.catalogue",
    "podcast.show.config",
    "podcast.episode.cover",
    "podcast.episode.manifest",
    "podcast.lib.markup",
    "podcast.show.feed",
    "podcast.show.settings",
)
LIBRARIES = ("feedgen", "lxml")
"""The libraries that determine the bytes of a page; when one changes, all pages are written."""


def write(
    show: Show, episodes: Catalogue, ledger: Ledger, settled_dates: Container[str] = frozenset()
) -> Path:
    """Write archive pages, then `episodes/feed.xml`, each in one step; return the feed's path.

    A page that would not change, by its note in `ledger`, is not written. Raises FeedError, with
    the feed unchanged, when a file that it links to is missing, or a recording has another length
    than in its manifest; episodes of `settled_dates` are not checked.
    """
    for summary in episodes.summaries:
        if summary.date not in settled_dates:
            check_files(show, summary)
    cover = publish_cover(show)
    pages = divide([each.date for each in episodes.summaries], show.feed.items)
    state = fingerprint(written_by(WRITERS, LIBRARIES), settings(show), cover)
    by_date = {each.date: each for each in episodes.summaries}
    for page in pages:
        key = fingerprint(state, page, [by_date[day].sha256 for day in page.dates])
        _write_page(show, page, key, episodes, ledger)
    _remove_others(show, {page.name for page in pages})
    return show.episodes / FEED_FILE


def check_files(show: Show, episode: Summary) -> None:
    """Raise FeedError when a file that the feed links to is missing or has another length."""
    folder, recordings = show.folder(episode.date), episode.recordings
    present = _present(folder)
    for name in (*recordings, *episode.texts):
        if name not in present:
            raise FeedError(
                f"{at(folder / name)}: the feed would name this file, but it is missing; "
                f"{way_out(show, episode.date)}"
            )
    for name, length in recordings.items():
        size = present[name].stat().st_size
        if size != length:
            raise FeedError(
                f"{at(folder / name)}: has {size} bytes, its manifest says {length}; "
                f"{way_out(show, episode.date, ' --force')}"
            )


def _write_page(show: Show, page: Page, key: str, episodes: Catalogue, ledger: Ledger) -> None:
    path = show.episodes / page.name
    if ledger.holds(path, key):
        return
    write_bytes(path, render_page(show, page, map(episodes.episode, page.dates)))
    ledger.note(path, key)


def _remove_others(show: Show, names: set[str]) -> None:
    """Delete archive pages that are not among `names`, as after a change of `feed.items`."""
    for path in show.episodes.glob(ARCHIVES):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _present(folder: Path) -> dict[str, os.DirEntry[str]]:
    """Return the files of a folder by name; their lengths are not read, which would take time."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries if _is_file(entry)}
    except FileNotFoundError:
        return {}


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False
