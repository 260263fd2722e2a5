"""The end of the line: pages and feed from the manifests, then what they have left behind.

Apart from `build`, so that a show of any age is written anew without loading what speaks and mixes.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from podcast import feed, site
from podcast.episode import catalogue
from podcast.episode.catalogue import Summary
from podcast.episode.ledger import open_ledger, stamp
from podcast.episode.withdrawn import guids_of, moved, take_down, tell_withdrawn, withdrawn
from podcast.errors import FeedError
from podcast.lib.lock import only_one
from podcast.lib.progress import Reporter
from podcast.show.config import Show
from podcast.show.settings import PREVIEW

_NAME = re.compile(
    r"(?:\d{4}-\d\d-\d\d-[0-9a-f]{8}\.(?:mp3|opus)|item-\d+-[0-9a-f]{8}\.jpg)", re.ASCII
)
"""Recordings and pictures of items, as this program names them."""


def refresh(show: Show, report: Reporter) -> Path:
    """Rewrite feed and pages from the manifests, while nobody else does; return the feed's path."""
    with only_one(show.cache, report):
        tell_withdrawn(show, report)
        return write_public(show)


def drop_withdrawn(show: Show, report: Reporter, today: date | None = None) -> None:
    """Take down the episodes whose posts are not public, and rewrite feed and pages without them.

    The caller holds the show's lock. Raises FeedError when no episode would be left.
    """
    found = withdrawn(show, today)
    if found:
        kept = take_down(show, found)
        for each in found:
            report.say(f"{each.date}: taken down, {each.message}; it lies in {PREVIEW}/ now")
        for path in kept:
            report.say(f"{path}: the script of the preview that was there is kept under this name")
        write_public(show)
    complete_take_down(show)


def complete_take_down(show: Show) -> None:
    """Do what a run that was killed left to do behind the moves: folders, pages and feed.

    The caller holds the show's lock.
    """
    gone = guids_of(show, moved(show))
    for day in gone.values():
        with suppress(OSError):  # it is not there, or holds something else
            show.folder(day).rmdir()
    parts = (show.episodes / feed.FEED_FILE, *show.episodes.glob(feed.ARCHIVES))
    texts = [path.read_text("utf-8") for path in parts if path.is_file()] if gone else []
    if any(guid in text for text in texts for guid in gone):
        write_public(show)


def write_public(show: Show, *, quick: bool = False) -> Path:
    """Write pages and feed from the manifests, then drop recordings that the feed left behind.

    The caller holds the show's lock. With `quick`, folders of episodes in which no file has come
    or gone since they were found in order are not looked into: for the daily build, which changes
    one of many. Returns the feed's path. Raises FeedError when there is no episode, or a file that
    the feed would name is not there.
    """
    episodes = catalogue.read(show.episodes, show.cache)
    if not episodes.summaries:
        raise FeedError(f"{show.episodes}: no episode yet; run `podcast build` first")
    keys = site.keys(show, episodes)
    with open_ledger(show.cache, "made") as made:
        folder = str(show.episodes)
        settled = {day for day, key in keys.items() if quick and made.holds(f"{folder}/{day}", key)}
        site.write_pages(show, episodes, made, settled, keys)
        others = [each for each in episodes.summaries if each.date not in settled]
        seen = {each.date: stamp(f"{folder}/{each.date}") for each in others}
        path = feed.write(show, episodes, made, settled)
        for each in others:
            remove_superseded(show, each)
            # as it was before it was looked into: what goes meanwhile is missed the next time
            made.note(f"{folder}/{each.date}", keys[each.date], seen[each.date])
    return path


def remove_superseded(show: Show, episode: Summary) -> None:
    """Delete other recordings of the date and pictures of items that are no more."""
    folder, present = show.folder(episode.date), {*episode.recordings, *episode.pictures}
    with os.scandir(folder) as entries:  # a Path for each of thousands takes its time
        found = [entry.name for entry in entries if _is_superseded(entry.name, episode.date)]
    for name in set(found) - present:
        (folder / name).unlink(missing_ok=True)


def _is_superseded(name: str, day: str) -> bool:
    return _NAME.fullmatch(name) is not None and name.startswith((f"{day}-", "item-"))
