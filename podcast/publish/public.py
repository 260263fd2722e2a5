"""Which files of episodes/ the world sees: those that feed, pages and manifests name.

A file that nothing names stays here, and so do `script.md` and `report.html`, which are their
maker's: what lies in the folder by accident is never uploaded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin

from podcast import manifest
from podcast.config import Show
from podcast.errors import PublishError
from podcast.manifest import Episode
from podcast.publish.feed import Enclosure, read_feed

FEED = "feed.xml"
INDEX = "index.html"
_PLAYER = "podcast-player.js"
"""Named by the themes of blogs."""
_MAKERS = {"script.md", "report.html"}
_LINKING = {".html", ".xml", ".json"}
_BY_CONTENT = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|cover|item-\d+|podcast-player)-([0-9a-f]{8})\.[a-z0-9]+"
)
"""Recordings, covers, pictures and the player: their names hold the first hex digits of their
SHA-256."""
_ATTRIBUTE = re.compile(
    rb"""\b(?:href|src|poster|content|peaks|transcript|cover|data-source)=["']([^"'<>]+)["']"""
)
"""Of HTML, and of the player and the search on the pages."""


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
    found = _BY_CONTENT.fullmatch(PurePosixPath(name).name)
    return found[1] if found else None


def valid(name: str) -> bool:
    """Tell whether a name, perhaps from elsewhere, is that of a file that may be public.

    It stays below its folder, is not hidden and not its maker's alone.
    """
    parts = name.split("/")
    return parts[-1] not in _MAKERS and not any(
        part.startswith(".") or not part or "\\" in part for part in parts
    )


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def collect(show: Show) -> tuple[Public, ...]:
    """Return the public files, by name.

    Raises PublishError when there is no feed, a file that a manifest names is missing, or the
    feed gives a recording another length than it has.
    """
    episodes = manifest.load_all(show.episodes)
    _must_exist(show, FEED, "run `podcast build` first")
    for episode in episodes:
        for name in _of_episode(episode):
            _must_exist(show, name, f"run `podcast build {episode.date}`")
    named = (name for each in episodes for name in _of_episode(each))
    names = _reached(show, [FEED, INDEX, _PLAYER, *named])
    _check_lengths(show, (name for name in names if name.endswith(".xml")))
    return tuple(_public(show, name) for name in sorted(names))


def guids(show: Show, files: Iterable[Public]) -> frozenset[str]:
    """Return the guids of all episodes in the feed and its older parts."""
    found: set[str] = set()
    for file in files:
        if file.rank in {Rank.FEED, Rank.ARCHIVE}:
            found |= read_feed(file.path.read_bytes(), file.name).guids
    return frozenset(found)


def _of_episode(episode: Episode) -> Iterator[str]:
    audio, files = episode.audio, episode.files
    names = (
        audio.file, *(each.file for each in audio.alternates),
        files.vtt, files.srt, files.transcript, files.chapters, INDEX, manifest.FILE_NAME,
    )  # fmt: skip
    return (f"{episode.date}/{name}" for name in names)


def _must_exist(show: Show, name: str, remedy: str) -> None:
    if not _is_public(show, name):
        raise PublishError(f"{show.episodes / name}: missing, nothing was published; {remedy}")


def _is_public(show: Show, name: str) -> bool:
    if not valid(name):
        return False
    path = show.episodes / name
    return path.is_file() and path.resolve().is_relative_to(show.episodes.resolve())


def _reached(show: Show, start: list[str]) -> set[str]:
    """Follow addresses below base_url, and relative ones in pages, from file to file."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in found or not _is_public(show, name):
            continue
        found.add(name)
        if PurePosixPath(name).suffix in _LINKING:
            waiting.extend(_named_in((show.episodes / name).read_bytes(), name, show.base_url))
    return found


def _named_in(data: bytes, name: str, base: str) -> Iterator[str]:
    absolute = re.compile(re.escape(base.encode()) + rb"[A-Za-z0-9._~%/-]*")
    addresses = set(absolute.findall(data))
    if name.endswith(".html"):
        addresses |= set(_ATTRIBUTE.findall(data))
    for address in addresses:
        url = urljoin(base + name, address.decode("utf-8", "replace")).partition("#")[0]
        if url.startswith(base):
            below = unquote(url.removeprefix(base).partition("?")[0])
            yield below + INDEX if below.endswith("/") or not below else below


def _public(show: Show, name: str) -> Public:
    path = show.episodes / name
    sha256 = None if content_hash(name) else fingerprint(path)
    return Public(name, path, path.stat().st_size, sha256)


def _check_lengths(show: Show, feeds: Iterable[str]) -> None:
    """Refuse a feed whose recordings are not here, whole."""
    for feed in feeds:
        path = show.episodes / feed
        for enclosure in read_feed(path.read_bytes(), str(path)).enclosures:
            _check_length(show, path, enclosure)


def _check_length(show: Show, feed: Path, enclosure: Enclosure) -> None:
    # a prefix that counts downloads has the address without its scheme at its end
    _, found, below = enclosure.url.partition(show.base_url.partition("://")[2])
    name = unquote(below)
    if not found:
        raise PublishError(
            f"{feed}: names {enclosure.url}, which is not below `base_url`; run `podcast feed`"
        )
    if not _is_public(show, name) or (show.episodes / name).stat().st_size != enclosure.bytes:
        raise PublishError(
            f"{feed}: names {name} with {enclosure.bytes} bytes, which is not there so; "
            "run `podcast check`"
        )
