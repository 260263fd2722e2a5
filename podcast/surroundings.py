"""A show looked at before anything is spoken: what would stop its recording or its feed later."""

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
    """Raise PodcastError for what would stop the recording or the feed at the end.

    `day` is the episode that is made anew: what is wrong with it does not matter. Folders
    of episodes that were in order and in which no file has come or gone are passed over.
    """
    with open_ledger(show.cache, "made") as made:
        touched = [folder for folder in _folders(show.episodes) if made.told(folder) is None]
    for folder in (*touched, show.cache, show.root / record.MASTERS):
        remove_leftovers(folder)
    for path in show.episodes.glob(f"{PREFIX}*"):
        path.unlink(missing_ok=True)
    cover_name(show)
    record.check_music(show)
    dates = {folder.name for folder in touched}
    for summary in catalogue.read(show.episodes, show.cache, without=day).summaries:
        if summary.date in dates:
            feed.check_files(show, summary)


def _folders(episodes: Path) -> list[Path]:
    if not episodes.is_dir():
        return []
    with os.scandir(episodes) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
