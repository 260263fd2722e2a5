"""feed.xml and its archive pages on disk: written last, only when everything they name is there."""

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
"""What decides the bytes of a page; a change of any has every page written again."""


def write(
    show: Show, episodes: Catalogue, made: Ledger, settled: Container[str] = frozenset()
) -> Path:
    """Write archive pages, then `episodes/feed.xml`, each in one step; return the feed's path.

    A page that `made` knows to come out the same is left alone. Raises FeedError, and leaves the
    feed as it was, when a file that it would name is missing or a recording has another length
    than its manifest says; files of `settled` dates are not looked at.
    """
    for summary in episodes.summaries:
        if summary.date not in settled:
            check_files(show, summary)
    cover = publish_cover(show)
    pages = divide([each.date for each in episodes.summaries], show.feed.items)
    made_by = fingerprint(written_by(WRITERS, LIBRARIES), settings(show), cover)
    by_date = {each.date: each for each in episodes.summaries}
    for page in pages:
        key = fingerprint(made_by, page, [by_date[day].sha256 for day in page.dates])
        _write_page(show, page, key, episodes, made)
    _remove_others(show, {page.name for page in pages})
    return show.episodes / FEED_FILE


def check_files(show: Show, episode: Summary) -> None:
    """Raise FeedError when a file that the feed would name is missing or of another length."""
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


def _write_page(show: Show, page: Page, key: str, episodes: Catalogue, made: Ledger) -> None:
    path = show.episodes / page.name
    if made.holds(path, key):
        return
    write_bytes(path, render_page(show, page, map(episodes.episode, page.dates)))
    made.note(path, key)


def _remove_others(show: Show, names: set[str]) -> None:
    """Delete archive pages that no page points to any more, as after a change of `feed.items`."""
    for path in show.episodes.glob(ARCHIVES):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _present(folder: Path) -> dict[str, os.DirEntry[str]]:
    """Return the files of a folder by name; asking each for its length takes its time."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries if _is_file(entry)}
    except FileNotFoundError:
        return {}


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads nowhere but to itself
        return False
