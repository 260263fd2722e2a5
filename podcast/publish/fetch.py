"""Fetch a published episode whole: every file is proved before the first one is put in its place.

The manifest is the root: it names the files beside it. Manifest, record and files come from a
store, to which others may write, so sizes are asked for before anything is read, and nothing is
written but plain names in the folder of the episode.
"""

from __future__ import annotations

import filecmp
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.episode.source import refuse_stray_post
from podcast.errors import FeedError, PublishError
from podcast.lib.atomic import make_folder, publish
from podcast.publish.door import read_bounded
from podcast.publish.receipt import MOST_BYTES, Published, Record, Version
from podcast.publish.store import Store
from podcast.show.config import Show

_PIECE = 8 * 2**20
_STAGING = "fetched"
"""The folder in the cache in which an episode is put together."""
DERIVED = {"index.html", "embed.html", "oembed.json"}
"""The pages beside a manifest, which are made from it and need not be fetched."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An episode that cannot be fetched whole, and why not."""

    day: str
    why: str

    def as_line(self, place: str) -> str:
        """Return place, fault and remedy as one line."""
        return (
            f"{place}: the episode {self.day} is not whole there: {self.why}; publish it again "
            f"from where it was made, or make it here with `podcast build {self.day}`, or let it "
            f"go with `podcast publish --drop {self.day}`"
        )


class _NotWholeError(Exception):
    """Raised when a file of an episode is missing or another one than it should be."""


def fetch_episode(show: Show, store: Store, record: Record, day: str) -> tuple[str, ...] | Missing:
    """Fetch an episode; the manifest is put in its place last.

    Files of these names that are here, as a killed build leaves them, are replaced where they
    differ: what is fetched is one episode. Returns the names of the files that were written, or
    what is missing, with nothing changed here. Raises PublishError when the store fails.
    """
    try:
        with _staging(show) as folder:
            versions = _fetch_all(show, store, record.of_day(day), day, folder)
            return _put_in_place(show, folder, day, versions)
    except _NotWholeError as error:
        return Missing(day, str(error))


def fetch_file(store: Store, name: str, version: Version | None, path: Path) -> None:
    """Write a published file to `path`. Raises PublishError when it is not this version."""
    try:
        _fetch(store, name, version, path)
    except _NotWholeError as error:
        raise PublishError(
            f"{store.place}: {error}; publish it again from where it was made"
        ) from error


@contextmanager
def _staging(show: Show) -> Iterator[Path]:
    """Yield an empty folder on the volume of the show; the caller holds the show's lock."""
    home = show.cache / _STAGING
    shutil.rmtree(home, ignore_errors=True)
    make_folder(home)
    try:
        yield Path(tempfile.mkdtemp(dir=home))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _fetch_all(
    show: Show, store: Store, entries: Mapping[str, Published], day: str, folder: Path
) -> tuple[str, ...]:
    """Fetch the files of an episode into a folder; return their names beside the manifest."""
    data = read_bounded(store, f"{day}/{manifest.FILE_NAME}", manifest.MOST_BYTES)
    if data is None:
        raise _NotWholeError(f"{manifest.FILE_NAME} is not there")
    entry = entries.get(f"{day}/{manifest.FILE_NAME}")
    sent_whole = _is_new(entry, hashlib.sha256(data).hexdigest())
    episode = _checked(show, data, day)
    (folder / manifest.FILE_NAME).write_bytes(data)
    expected = _expected(episode, entries, day, new=sent_whole)
    for name, version in expected.items():
        try:
            _fetch(store, f"{day}/{name}", version, folder / name)
        except _NotWholeError:
            if name not in DERIVED:
                raise
            (folder / name).unlink(missing_ok=True)
    return tuple(name for name in expected if (folder / name).is_file())


def _is_new(entry: Published | None, sha256: str) -> bool:
    """Tell whether a manifest is the one that was sent last; False: the one before it.

    It is the last file of an episode's data that is sent. Raises _NotWholeError for another one.
    """
    if entry is None or sha256 in {entry.sha256, entry.coming}:
        return True
    if entry.sha256 is None and entry.before and entry.before.sha256 == sha256:
        return False
    raise _NotWholeError(f"{manifest.FILE_NAME} is not what was published")


def _checked(show: Show, data: bytes, day: str) -> Episode:
    try:
        episode = manifest.parse(data, Path(day, manifest.FILE_NAME))
        refuse_stray_post(show, episode)
    except FeedError as error:
        raise _NotWholeError(str(error).partition("; ")[0]) from error
    if episode.date != day:
        raise _NotWholeError(f"its manifest is that of {episode.date}")
    return episode


def _expected(
    episode: Episode, entries: Mapping[str, Published], day: str, *, new: bool
) -> dict[str, Version | None]:
    """Return the files beside the manifest with what they must be; None: only the manifest knows.

    Raises _NotWholeError when the record contradicts the manifest.
    """
    expected: dict[str, Version | None] = dict.fromkeys(_named(episode))
    for name, entry in entries.items():
        last = name.removeprefix(f"{day}/")
        if "/" in last or last == manifest.FILE_NAME:
            continue
        version = _version(entry, new=new)
        if version is not None or last in expected:
            expected[last] = version
    audio = episode.audio
    told = expected[audio.file]
    if told not in {None, Version(audio.bytes, audio.sha256)}:
        raise _NotWholeError(f"{audio.file} is another recording than the manifest says")
    expected[audio.file] = Version(audio.bytes, audio.sha256)
    return expected


def _named(episode: Episode) -> Iterator[str]:
    """Yield the names of the files that a manifest names."""
    files, audio = episode.files, episode.audio
    yield from (audio.file, *(each.file for each in audio.alternates))
    yield from (files.vtt, files.srt, files.transcript, files.chapters)
    yield from (item.picture for item in episode.items if item.picture)
    if files.peaks:
        yield files.peaks


def _version(entry: Published, *, new: bool) -> Version | None:
    """Return what a file is, beside a new manifest or beside the one before it."""
    if entry.sha256 is None and new and entry.coming:
        return Version(entry.bytes, entry.coming)
    return entry.settled


def _fetch(store: Store, name: str, version: Version | None, path: Path) -> None:
    """Write a file of the store to `path`, in pieces; its size is asked for first."""
    size = store.size(name)
    if size is None:
        raise _NotWholeError(f"{name} is not there")
    if size > MOST_BYTES or (version and size != version.bytes):
        raise _NotWholeError(f"{name} has {size} bytes there, which was not published")
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for start in range(0, size, _PIECE):
            piece = store.read(name, start, min(_PIECE, size - start)) or b""
            digest.update(piece)
            file.write(piece)
    if version and digest.hexdigest() != version.sha256:
        raise _NotWholeError(f"{name} is not what was published")


def _put_in_place(show: Show, folder: Path, day: str, names: tuple[str, ...]) -> tuple[str, ...]:
    home = show.folder(day)
    if home.resolve().parent != show.episodes.resolve():
        raise PublishError(f"{home}: leads out of {show.episodes}; remove this link")
    make_folder(home)
    placed = []
    for name in (*sorted(names), manifest.FILE_NAME):
        target = home / name
        if not (target.is_file() and filecmp.cmp(folder / name, target, shallow=False)):
            publish(folder / name, target)
            placed.append(f"{day}/{name}")
    return tuple(placed)
