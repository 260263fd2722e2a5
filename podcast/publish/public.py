"""Which files of episodes/ the world sees: those that feed, pages and manifests name.

A file that nothing names stays here, and so do `script.md` and `report.html`, which are their
maker's: what lies in the folder by accident is never uploaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from podcast.episode import catalogue, manifest
from podcast.episode.catalogue import Summary
from podcast.episode.ledger import open_ledger
from podcast.episode.withdrawn import way_out
from podcast.errors import PublishError
from podcast.publish.local import INDEX, Content, Local
from podcast.show.config import Show

FEED = "feed.xml"
_PLAYER = "podcast-player.js"
"""Named by the themes of blogs."""
_BY_CONTENT = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|cover|item-\d+|podcast-player)-([0-9a-f]{8})\.[a-z0-9]+"
)
"""Recordings, covers, pictures and the player: their names hold the first hex digits of their
SHA-256."""


class Rank(IntEnum):
    """The order in which files travel: nothing arrives before what it refers to."""

    RECORDING = 0
    """Named by content: MP3, other encodings, covers. Nothing published changes with it."""
    DATA = 1
    """Transcripts, chapters, manifests."""
    PAGE = 2
    ARCHIVE = 3
    """Older parts of the feed, which the feed points to."""
    INDEX = 4
    FEED = 5


@dataclass(frozen=True, slots=True)
class Public:
    """A public file; `name` is its path below episodes/ with forward slashes."""

    name: str
    path: Path
    bytes: int
    sha256: str | None
    """None: the name tells the content, and the file is read only when it is uploaded."""
    guids: frozenset[str] = frozenset()
    """Guids of the episodes in it, where it is a page of the feed."""

    @property
    def rank(self) -> Rank:
        """When it travels."""
        return rank(self.name)


def rank(name: str) -> Rank:
    """Return when a file travels."""
    path = PurePosixPath(name)
    if name == FEED:
        return Rank.FEED
    if name == INDEX:
        return Rank.INDEX
    if path.suffix == ".xml":
        return Rank.ARCHIVE
    if path.suffix == ".html":
        return Rank.PAGE
    return Rank.RECORDING if content_hash(name) else Rank.DATA


def content_hash(name: str) -> str | None:
    """Return the eight hex digits by which a name tells its file's content, or None."""
    found = _BY_CONTENT.fullmatch(name.rpartition("/")[2])
    return found[1] if found else None


def collect(show: Show, *, anew: bool = False) -> tuple[Public, ...]:
    """Return the public files, by name; with `anew` every file but recordings is read.

    Raises PublishError when there is no feed, a file that a manifest names is missing, or the
    feed gives a recording another length than it has.
    """
    episodes = catalogue.read(show.episodes, show.cache).summaries
    with open_ledger(show.cache, "read") as ledger:
        local = Local(show, ledger, anew=anew)
        _must_exist(show, local, FEED)
        for episode in episodes:
            for name in _of_episode(episode):
                _must_exist(show, local, name, episode.date)
        named = [name for each in episodes for name in _of_episode(each)]
        files = _reached(local, [FEED, INDEX, _PLAYER, *named])
        for name in sorted(files):
            _check_lengths(show, local, name, files[name])
        return tuple(_public(show, local, name, files[name]) for name in sorted(files))


def guids(files: Iterable[Public]) -> frozenset[str]:
    """Return the guids of all episodes in the feed and its older parts."""
    return frozenset().union(*(file.guids for file in files))


def _of_episode(episode: Summary) -> Iterator[str]:
    names = (*episode.recordings, *episode.texts, INDEX, manifest.FILE_NAME)
    return (f"{episode.date}/{name}" for name in names)


def _must_exist(show: Show, local: Local, name: str, day: str = "") -> None:
    if local.size(name) is None:
        remedy = way_out(show, day) if day else "run `podcast build` first"
        raise PublishError(f"{show.episodes / name}: missing, nothing was published; {remedy}")


def _reached(local: Local, start: list[str]) -> dict[str, Content | None]:
    """Follow names from file to file. None for what its content names: it is not read."""
    found: dict[str, Content | None] = {}
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in found or local.size(name) is None:
            continue
        content = found[name] = None if content_hash(name) else local.content(name)
        waiting.extend(content.names if content else ())
    return found


def _public(show: Show, local: Local, name: str, content: Content | None) -> Public:
    return Public(
        name,
        show.episodes / name,
        local.size(name) or 0,
        content.sha256 if content else None,
        content.feed.guids if content and content.feed else frozenset(),
    )


def _check_lengths(show: Show, local: Local, name: str, content: Content | None) -> None:
    """Refuse a part of the feed whose recordings are not here, whole."""
    for enclosure in content.feed.enclosures if content and content.feed else ():
        # a prefix that counts downloads has the address without its scheme at its end
        _, found, below = enclosure.url.partition(show.base_url.partition("://")[2])
        if not found:
            raise PublishError(
                f"{show.episodes / name}: names {enclosure.url}, which is not below `base_url`; "
                "run `podcast feed`"
            )
        if local.size(unquote(below)) != enclosure.bytes:
            raise PublishError(
                f"{show.episodes / name}: names {unquote(below)} with {enclosure.bytes} bytes, "
                "which is not there so; run `podcast check`"
            )
