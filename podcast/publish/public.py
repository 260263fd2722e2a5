"""Collect the public files of episodes/: those to which the feed, pages and manifests link.

Other files are never uploaded, as they may be there by accident. `script.md` and `report.html`,
which are only for the show's maker, are never uploaded either.
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
"""The player's script, which themes of blogs use."""
_BY_CONTENT = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|cover|item-\d+|podcast-player)-([0-9a-f]{8})\.[a-z0-9]+"
)
"""Matches the names of recordings, covers, pictures and the player, which have the first hex digits
of the file's SHA-256."""


class Rank(IntEnum):
    """The order in which files are sent; a file comes after the files that it refers to."""

    RECORDING = 0
    """The recordings and covers: files named by their content, which replace no other file."""
    DATA = 1
    """The transcripts, chapters and manifests."""
    PAGE = 2
    ARCHIVE = 3
    """The archive pages, to which the feed links."""
    INDEX = 4
    FEED = 5


@dataclass(frozen=True, slots=True)
class Public:
    """A public file; `name` is its path below episodes/ with forward slashes."""

    name: str
    path: Path
    bytes: int
    sha256: str | None
    """The hash, or None when the name has the hash; such a file is only read for its upload."""
    guids: frozenset[str] = frozenset()
    """The guids of the episodes in the file, if it is a page of the feed."""

    @property
    def rank(self) -> Rank:
        """The file's position in the order of sending."""
        return rank(self.name)


def rank(name: str) -> Rank:
    """Return the position of a file in the order of sending."""
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
    """Return the eight hex digits of the content's hash in a file name, or None."""
    match = _BY_CONTENT.fullmatch(name.rpartition("/")[2])
    return match[1] if match else None


def collect(show: Show, *, anew: bool = False) -> tuple[Public, ...]:
    """Return the public files, sorted by name; with `anew`, all but recordings are read again.

    Raises PublishError when there is no feed, a file in a manifest is missing, or a length in the
    feed is not that of the recording.
    """
    episodes = catalogue.read(show.episodes, show.cache).summaries
    with open_ledger(show.cache, "read") as ledger:
        local = Local(show, ledger, anew=anew)
        _must_exist(show, local, FEED)
        for episode in episodes:
            for name in _of_episode(episode):
                _must_exist(show, local, name, episode.date)
        names = [name for each in episodes for name in _of_episode(each)]
        files = _reachable(local, [FEED, INDEX, _PLAYER, *names])
        for name in sorted(files):
            _check_lengths(show, local, name, files[name])
        return tuple(_public(show, local, name, files[name]) for name in sorted(files))


def guids(files: Iterable[Public]) -> frozenset[str]:
    """Return the guids of all episodes in the feed and its archive pages."""
    return frozenset().union(*(file.guids for file in files))


def _of_episode(episode: Summary) -> Iterator[str]:
    names = (*episode.recordings, *episode.texts, INDEX, manifest.FILE_NAME)
    return (f"{episode.date}/{name}" for name in names)


def _must_exist(show: Show, local: Local, name: str, day: str = "") -> None:
    if local.size(name) is None:
        remedy = way_out(show, day) if day else "run `podcast build` first"
        raise PublishError(f"{show.episodes / name}: missing, nothing was published; {remedy}")


def _reachable(local: Local, start: list[str]) -> dict[str, Content | None]:
    """Return, with their contents, the files of `start` and all files that can be reached by links.

    The content is None for a file that is named by its content, as it is not read.
    """
    contents: dict[str, Content | None] = {}
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in contents or local.size(name) is None:
            continue
        content = contents[name] = None if content_hash(name) else local.content(name)
        waiting.extend(content.names if content else ())
    return contents


def _public(show: Show, local: Local, name: str, content: Content | None) -> Public:
    return Public(
        name,
        show.episodes / name,
        local.size(name) or 0,
        content.sha256 if content else None,
        content.feed.guids if content and content.feed else frozenset(),
    )


def _check_lengths(show: Show, local: Local, name: str, content: Content | None) -> None:
    """Raise PublishError when a recording in the feed is missing or has another length."""
    for enclosure in content.feed.enclosures if content and content.feed else ():
        # if a service counts downloads, its address stands before this one, which has no scheme
        _, separator, below = enclosure.url.partition(show.base_url.partition("://")[2])
        if not separator:
            raise PublishError(
                f"{show.episodes / name}: names {enclosure.url}, which is not below `base_url`; "
                "run `podcast feed`"
            )
        if local.size(unquote(below)) != enclosure.bytes:
            raise PublishError(
                f"{show.episodes / name}: names {unquote(below)} with {enclosure.bytes} bytes, "
                "which is not there so; run `podcast check`"
            )
