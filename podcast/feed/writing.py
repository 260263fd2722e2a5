"""feed.xml on disk: written last, and only when everything it names is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from podcast.atomic import write_bytes
from podcast.config import Show
from podcast.cover import publish_cover
from podcast.errors import FeedError, at
from podcast.feed.channel import FEED_FILE, render
from podcast.manifest import Episode


def write(show: Show, episodes: Iterable[Episode]) -> Path:
    """Write `episodes/feed.xml` in one step and return its path.

    Raises FeedError, and leaves the feed as it was, when a file that it would name is missing or
    a recording has another length than its manifest says.
    """
    episodes = tuple(episodes)
    for episode in episodes:
        check_files(show, episode)
    publish_cover(show)
    path = show.episodes / FEED_FILE
    write_bytes(path, render(show, episodes))
    return path


def check_files(show: Show, episode: Episode) -> None:
    """Raise FeedError when a file that the feed would name is missing or of another length."""
    audio, files = episode.audio, episode.files
    recordings = {audio.file: audio.bytes, **{each.file: each.bytes for each in audio.alternates}}
    for name in (*recordings, files.vtt, files.srt, files.transcript, files.chapters):
        _check_file(show.folder(episode.date) / name, recordings.get(name), episode.date)


def _check_file(path: Path, length: int | None, date: str) -> None:
    if not path.is_file():
        raise FeedError(
            f"{at(path)}: the feed would name this file, but it is missing; "
            f"run `podcast build {date}`"
        )
    size = path.stat().st_size
    if length is not None and size != length:
        raise FeedError(
            f"{at(path)}: has {size} bytes, its manifest says {length}; "
            f"run `podcast build {date} --force`"
        )
