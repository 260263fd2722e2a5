"""What is known of files that have not changed since: of what they were made, what they hold.

It stands in the index in the cache, beside what `catalogue` knows of manifests. All of it can be
found out again, and is when the index is lost, damaged or of another version.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from podcast.config import Show
from podcast.errors import FeedError

INDEX_FILE = "catalogue.sqlite3"

_VERSION = 3
"""Of the tables below and of what stands in them."""
_TABLES = {
    "episodes": (
        "date TEXT PRIMARY KEY, changed INTEGER, size INTEGER, title TEXT, seconds REAL, "
        "sha256 TEXT, rest TEXT, facts BLOB"
    ),
    "made": "path TEXT PRIMARY KEY, changed INTEGER, size INTEGER, told TEXT",
    "read": "path TEXT PRIMARY KEY, changed INTEGER, size INTEGER, told TEXT",
}

Stamp = tuple[int, int]
"""When a file changed last, in nanoseconds, and its bytes."""


class Ledger:
    """What was noted of files; a note counts while its file or folder is as it was then."""

    def __init__(self, index: sqlite3.Connection, table: str) -> None:
        self._index, self._table = index, table
        rows = index.execute(f"SELECT path, changed, size, told FROM {table}")  # noqa: S608
        self._notes = {path: (changed, size, told) for path, changed, size, told in rows}

    def told(self, path: Path | str) -> str | None:
        """Return what was noted of a file or folder, None when it has changed or is not there."""
        note, found = self._notes.get(str(path)), stamp(path)
        return note[2] if note and note[:2] == found else None

    def holds(self, path: Path | str, told: str) -> bool:
        """Tell whether the file is there, untouched since this was noted of it."""
        return self.told(path) == told

    def note(self, path: Path | str, told: str, seen: Stamp | None = None) -> None:
        """Remember this of a file, or of all files of a folder, which are there.

        `seen`: what it was recognised by before it was read, None for what was written just now.
        """
        row = (*(seen or stamp(path) or (0, 0)), told)
        if self._notes.get(str(path)) != row:
            self._notes[str(path)] = row
            self._index.execute(
                f"INSERT OR REPLACE INTO {self._table} VALUES (?,?,?,?)",  # noqa: S608
                (str(path), *row),
            )


@contextmanager
def open_ledger(folder: Path, table: Literal["made", "read"]) -> Iterator[Ledger]:
    """Yield what is known of files: what they were `made` of, or what was `read` in them.

    What is noted is kept when the block ends well. `folder` is the cache. Raises FeedError when
    the index cannot be written.
    """
    try:
        with open_index(folder) as index:
            yield Ledger(index, table)
    except sqlite3.Error as error:
        raise unusable(folder, error) from error


@contextmanager
def open_index(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield the index; what was changed is kept when the block ends well, else nothing of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / INDEX_FILE)) as index, index:
        (version,) = index.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            for name, columns in _TABLES.items():
                index.execute(f"DROP TABLE IF EXISTS {name}")
                index.execute(f"CREATE TABLE {name} ({columns})")
            index.execute(f"PRAGMA user_version = {_VERSION}")
        yield index


def unusable(folder: Path, error: sqlite3.Error) -> FeedError:
    """Return the error of an index that cannot be read or written."""
    return FeedError(f"{folder / INDEX_FILE}: {error}; free some space, or delete this file")


def stamp(path: Path | str) -> Stamp | None:
    """Return what a file or folder is recognised by, None when it is not there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 -- thousands of them
    except FileNotFoundError:
        return None
    # a copy may keep the time of its content, but not that of its place on the disk
    return max(stat.st_mtime_ns, stat.st_ctime_ns), stat.st_size


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
