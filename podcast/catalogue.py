"""What episodes there are: the facts of all manifests, so that an unchanged one is read once.

An index in the cache remembers each manifest by the time and size of its file; what stands there
can be read again from the manifests at any time, and is when the index is lost, damaged or of
another version. It also remembers what public files were made of, so that those which would come
out the same are not made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from podcast import manifest
from podcast.config import Show
from podcast.errors import FeedError
from podcast.manifest import Episode

_FILE = "catalogue.sqlite3"
_VERSION = 2
"""Of the tables below and of what stands in them."""
_TABLES = {
    "episodes": "date TEXT PRIMARY KEY, changed INTEGER, size INTEGER, summary TEXT, facts BLOB",
    "made": "path TEXT PRIMARY KEY, changed INTEGER, size INTEGER, key TEXT",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists of episodes show, and which files beside its manifest an episode has."""

    date: str
    title: str
    items: tuple[tuple[int, str], ...]
    """Number and headline."""
    seconds: float
    sha256: str
    """Of the manifest."""
    recordings: Mapping[str, int]
    """Length in bytes of the MP3 and of other encodings, by file name."""
    texts: tuple[str, ...]
    """Transcripts and chapters."""
    pictures: tuple[str, ...]
    """Of items."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All episodes of a show, newest first."""

    summaries: tuple[Summary, ...]
    facts: Mapping[str, bytes]
    """By date: the manifest as JSON, without what is said."""

    def episode(self, day: str) -> Episode:
        """Return the facts of an episode; its `segments` are empty."""
        return Episode.model_validate_json(self.facts[day])


def read(episodes: Path, cache: Path, without: date | None = None) -> Catalogue:
    """Return all episodes below `episodes/`; manifests that have changed are read again.

    `without`: the episode of that date is not looked at.
    Raises FeedError for a manifest that cannot be read, or an index that cannot be written.
    """
    try:
        return _read(episodes, cache, str(without))
    except sqlite3.OperationalError as error:
        raise _unusable(cache, error) from error
    except sqlite3.DatabaseError:  # damaged: nothing in it is worth more than the manifests
        (cache / _FILE).unlink()
        return _read(episodes, cache, str(without))


def _read(episodes: Path, cache: Path, without: str) -> Catalogue:
    with _open(cache) as index:
        known = {row[0]: row[1:] for row in index.execute("SELECT * FROM episodes")}
        found = {day: stamp for day, stamp in _manifests(episodes) if day != without}
        for day in known.keys() - found.keys() - {without}:
            index.execute("DELETE FROM episodes WHERE date = ?", (day,))
        for day, stamp in found.items():
            if known.get(day, ())[:2] != stamp:
                row = known[day] = (*stamp, *_indexed(episodes / day / manifest.FILE_NAME))
                index.execute("INSERT OR REPLACE INTO episodes VALUES (?,?,?,?,?)", (day, *row))
    newest_first = sorted(found, reverse=True)
    return Catalogue(
        _summaries(known[day][2] for day in newest_first),
        {day: known[day][3] for day in newest_first},
    )


@contextmanager
def remembered(cache: Path) -> Iterator[Made]:
    """Yield what public files were made of; what is told to it is kept when the block ends well.

    Raises FeedError when the index cannot be written.
    """
    try:
        with _open(cache) as index:
            yield Made(index)
    except sqlite3.Error as error:
        raise _unusable(cache, error) from error


class Made:
    """Which public files are as they should be, without reading or making them."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        rows = index.execute("SELECT * FROM made")
        self._known = {path: tuple(told) for path, *told in rows}

    def holds(self, path: Path | str, key: str) -> bool:
        """Tell whether the file is there, untouched since it was made of the things `key` names."""
        stamp = _stamp(path)
        return stamp is not None and self._known.get(str(path)) == (*stamp, key)

    def untouched(self, path: Path) -> bool:
        """Tell whether a file or folder is as it was when it was noted, whatever it was made of."""
        stamp = _stamp(path)
        return stamp is not None and self._known.get(str(path), ())[:2] == stamp

    def note(self, path: Path, key: str) -> None:
        """Remember what the file, or all files of a folder, which are there, were made of."""
        told = (*(_stamp(path) or (0, 0)), key)
        if self._known.get(str(path)) != told:
            self._known[str(path)] = told
            self._index.execute("INSERT OR REPLACE INTO made VALUES (?,?,?,?)", (str(path), *told))


def fingerprint(*parts: object) -> str:
    """Return a SHA-256 of values whose `repr` says all that is in them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def settings(show: Show) -> str:
    """Return a fingerprint of what show.yaml and voices.yaml say, but for how words are read."""
    return fingerprint(replace(show, lexicon=()))


@cache
def sources(*paths: Path) -> str:
    """Return a fingerprint of files and of all files in folders: what a page is written by."""
    files = (path.rglob("*") if path.is_dir() else [path] for path in paths)
    found = sorted(each for each in chain.from_iterable(files) if each.is_file())
    return fingerprint(
        [(str(each), each.read_bytes()) for each in found if "__pycache__" not in each.parts]
    )


def _stamp(path: Path | str) -> tuple[int, int] | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 -- thousands of them
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _manifests(episodes: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the date of every manifest with the time and size of its file."""
    if not episodes.is_dir():
        return
    with os.scandir(episodes) as entries:
        for entry in entries:
            if manifest.is_date(entry.name):
                stamp = _stamp(f"{entry.path}/{manifest.FILE_NAME}")
                if stamp:
                    yield entry.name, stamp


def _indexed(path: Path) -> tuple[str, bytes]:
    """Return the summary and the facts of a manifest, as they stand in the index."""
    data = path.read_bytes()
    episode = manifest.parse(data, path)
    summary = summarise(episode, hashlib.sha256(data).hexdigest())
    facts = episode.model_copy(update={"segments": ()}).model_dump_json(by_alias=True)
    return json.dumps(asdict(summary), ensure_ascii=False), facts.encode()


def summarise(episode: Episode, sha256: str = "") -> Summary:
    """Return what lists show of an episode; `sha256` is that of its manifest."""
    audio, files = episode.audio, episode.files
    return Summary(
        date=episode.date,
        title=episode.title,
        items=tuple((item.number, item.headline) for item in episode.items),
        seconds=audio.seconds,
        sha256=sha256,
        recordings={audio.file: audio.bytes, **{e.file: e.bytes for e in audio.alternates}},
        texts=(files.vtt, files.srt, files.transcript, files.chapters),
        pictures=tuple(item.picture for item in episode.items if item.picture),
    )


def _summaries(texts: Iterable[str]) -> tuple[Summary, ...]:
    """Return what the index holds; one array of JSON is read faster than thousands of objects."""
    return tuple(_summary(told) for told in json.loads(f"[{','.join(texts)}]"))


def _summary(told: dict[str, Any]) -> Summary:
    for name in ("texts", "pictures"):
        told[name] = tuple(told[name])
    told["items"] = tuple((number, headline) for number, headline in told["items"])
    return Summary(**told)


@contextmanager
def _open(cache: Path) -> Iterator[sqlite3.Connection]:
    """Yield the index; what was changed is kept when the block ends well, else nothing of it."""
    cache.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(cache / _FILE)) as index, index:
        (version,) = index.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            for name, columns in _TABLES.items():
                index.execute(f"DROP TABLE IF EXISTS {name}")
                index.execute(f"CREATE TABLE {name} ({columns})")
            index.execute(f"PRAGMA user_version = {_VERSION}")
        yield index


def _unusable(cache: Path, error: sqlite3.Error) -> FeedError:
    return FeedError(f"{cache / _FILE}: {error}; free some space, or delete this file")
