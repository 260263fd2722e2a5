"""Write pages and feed from the manifests, then delete the files that are no longer used.

The module is separate from `build`, so that `podcast feed` loads no modules that speak and mix.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from podcast import feed, site
from podcast.episode import catalogue, manifest
from podcast.episode.catalogue import Summary
from podcast.episode.ledger import open_ledger, stamp
from podcast.episode.withdrawn import (
    guids_of,
    moved,
    take_days_down,
    take_down,
    tell_withdrawn,
    withdrawn,
)
from podcast.errors import FeedError
from podcast.lib.lock import only_one
from podcast.lib.progress import Reporter
from podcast.show.config import Show
from podcast.show.settings import PREVIEW

_NAME = re.compile(
    r"(?:\d{4}-\d\d-\d\d-[0-9a-f]{8}\.(?:mp3|opus)|item-\d+-[0-9a-f]{8}\.jpg)", re.ASCII
)
"""Matches file names of recordings and of pictures of items."""


def refresh(show: Show, report: Reporter) -> Path:
    """Rewrite feed and pages from the manifests, under the show's lock; return the feed's path.

    Raises FeedError as `write_public` does.
    """
    with only_one(show.cache, report):
        tell_withdrawn(show, report)
        return write_public(show)


def drop_withdrawn(show: Show, report: Reporter, today: date | None = None) -> None:
    """Take down the episodes whose posts are not public, and rewrite feed and pages without them.

    The caller holds the show's lock. Raises FeedError when no episode would be left.
    """
    episodes = withdrawn(show, today)
    if episodes:
        scripts = take_down(show, episodes)
        for each in episodes:
            report.say(f"{each.date}: taken down, {each.message}; it lies in {PREVIEW}/ now")
        for path in scripts:
            report.say(f"{path}: the script of the preview that was there is kept under this name")
        write_public(show)
    complete_take_down(show)


def drop_days(show: Show, days: Iterable[str], report: Reporter) -> None:
    """Take down the episodes of some dates, and rewrite feed and pages without them.

    The caller holds the show's lock. Raises FeedError when no episode would be left.
    """
    here = {day for day in days if (show.folder(day) / manifest.FILE_NAME).is_file()}
    if not here:
        return
    scripts = take_days_down(show, here)
    for day in sorted(here):
        report.say(f"{day}: taken down; it lies in {PREVIEW}/ now")
        report.warn(
            f"{day}: while its post is public, `podcast build {day}` makes this episode again; "
            "hide the post (`draft: true`) if it is to stay away"
        )
    for path in scripts:
        report.say(f"{path}: the script of the preview that was there is kept under this name")
    write_public(show)


def complete_take_down(show: Show) -> None:
    """Complete a take-down that was killed after it had moved files to the preview folder.

    Removes folders that are empty now, and writes pages and feed again when the feed still has an
    episode that was moved. The caller holds the show's lock.
    """
    dates = guids_of(show, moved(show))
    for day in dates.values():
        with suppress(OSError):  # the folder is not there, or it holds other files
            show.folder(day).rmdir()
    parts = (show.episodes / feed.FEED_FILE, *show.episodes.glob(feed.ARCHIVES))
    texts = [path.read_text("utf-8") for path in parts if path.is_file()] if dates else []
    if any(guid in text for text in texts for guid in dates):
        write_public(show)


def write_public(show: Show, *, quick: bool = False) -> Path:
    """Write pages and feed from the manifests, then delete recordings that the feed does not use.

    The caller holds the show's lock. With `quick`, the folder of an episode is skipped when no
    file was added or removed in it since the last check, as the daily build changes one of many
    folders. Returns the feed's path. Raises FeedError when there is no episode, or a file that the
    feed links to is missing.
    """
    episodes = catalogue.read(show.episodes, show.cache)
    if not episodes.summaries:
        raise FeedError(f"{show.episodes}: no episode yet; run `podcast build` first")
    keys = site.keys(show, episodes)
    with open_ledger(show.cache, "made") as ledger:
        folder = str(show.episodes)
        settled_dates = {
            day for day, key in keys.items() if quick and ledger.holds(f"{folder}/{day}", key)
        }
        site.write_pages(show, episodes, ledger, settled_dates, keys)
        others = [each for each in episodes.summaries if each.date not in settled_dates]
        stamps = {each.date: stamp(f"{folder}/{each.date}") for each in others}
        path = feed.write(show, episodes, ledger, settled_dates)
        for each in others:
            remove_superseded(show, each)
            # the stamp from before the check: a file that is removed meanwhile is noticed next time
            ledger.note(f"{folder}/{each.date}", keys[each.date], stamps[each.date])
    return path


def remove_superseded(show: Show, episode: Summary) -> None:
    """Delete the recordings and item pictures in an episode's folder that it does not use."""
    folder, present = show.folder(episode.date), {*episode.recordings, *episode.pictures}
    with os.scandir(folder) as entries:  # faster than a Path for each of thousands of files
        names = [entry.name for entry in entries if _is_superseded(entry.name, episode.date)]
    for name in set(names) - present:
        (folder / name).unlink(missing_ok=True)


def _is_superseded(name: str, day: str) -> bool:
    return _NAME.fullmatch(name) is not None and name.startswith((f"{day}-", "item-"))
