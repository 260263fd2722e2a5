"""Check before anything is spoken that nothing will make the recording or the feed fail later."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from podcast import feed
from podcast.episode import catalogue
from podcast.episode.cover import cover_name
from podcast.episode.ledger import open_ledger
from podcast.lib.atomic import PREFIX, remove_leftovers
from podcast.recording import record
from podcast.show.config import Show


def check(show: Show, day: date | None = None) -> None:
    """Raise PodcastError for anything that would make the recording or the feed fail later.

    `day` is the date of the episode that is about to be made again; its files are not checked.
    Folders that passed the last check, and in which no file was added or removed, are skipped.
    """
    dates = {folder.name for folder in prepare(show)}
    for summary in catalogue.read(show.episodes, show.cache, without=day).summaries:
        if summary.date in dates:
            feed.check_files(show, summary)


def prepare(show: Show) -> list[Path]:
    """Remove what killed processes have left, and look at what all episodes share.

    Return the folders of episodes in which a file was added or removed since the last check.
    Raises PodcastError for a cover or music that cannot be used.
    """
    with open_ledger(show.cache, "made") as ledger:
        changed = [folder for folder in _folders(show.episodes) if ledger.note_of(folder) is None]
    for folder in (*changed, show.root / record.MASTERS):
        remove_leftovers(folder)
    remove_leftovers(show.cache, show.workspaces)  # a queue looks after its own
    for path in show.episodes.glob(f"{PREFIX}*"):
        path.unlink(missing_ok=True)
    cover_name(show)
    record.check_music(show)
    return changed


def _folders(episodes: Path) -> list[Path]:
    if not episodes.is_dir():
        return []
    with os.scandir(episodes) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
