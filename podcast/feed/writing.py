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
    folder = show.folder(episode.date)
    files = episode.files
    for name in (episode.audio.file, files.vtt, files.srt, files.transcript, files.chapters):
        if not (folder / name).is_file():
            raise FeedError(
                f"{at(folder / name)}: the feed would name this file, but it is missing; "
                f"run `podcast build {episode.date}`"
            )
    size = (folder / episode.audio.file).stat().st_size
    if size != episode.audio.bytes:
        raise FeedError(
            f"{at(folder / episode.audio.file)}: has {size} bytes, its manifest says "
            f"{episode.audio.bytes}; run `podcast build {episode.date} --force`"
        )
