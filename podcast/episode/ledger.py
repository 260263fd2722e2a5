"""Notes about files, which are valid while the files do not change.

A note says from what a file was made, or what it contains. The notes are in the index in the cache,
beside the catalogue's facts of manifests. They are made again when the index is lost, damaged or of
another version.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from podcast import __version__
from podcast.errors import FeedError
from podcast.show.config import Music, Show

INDEX_FILE = "catalogue.sqlite3"

_VERSION = 4
"""The version of the tables and their contents; an index of another version is made anew."""
_BUSY_SECONDS = 120.0
"""So long another process may hold the index: it writes notes until all pages are written."""
_STAMP = "modified INTEGER, changed INTEGER, size INTEGER"
_TABLES = {
    "episodes": (
        f"date TEXT PRIMARY KEY, {_STAMP}, title TEXT, seconds REAL, sha256 TEXT, rest TEXT, "
        "facts BLOB"
    ),
    "made": f"name TEXT PRIMARY KEY, {_STAMP}, told TEXT",
    "read": f"name TEXT PRIMARY KEY, {_STAMP}, told TEXT",
}
_Row = tuple[Any, ...]

Stamp = tuple[int, int, int]
"""The times in nanoseconds at which the content and the inode of a file last changed, and the size
of the file in bytes. A copy of a file may keep the first time, but not the second."""


class Ledger:
    """Notes about files and folders; a note is valid while its file or folder does not change."""

    def __init__(
        self, index: sqlite3.Connection, table: str, rows: Sequence[_Row], home: str
    ) -> None:
        """Hold the rows of a table. Paths in notes are relative to `home`: a show may be moved."""
        self._index, self._table, self._home = index, table, home
        self._notes = {name: note for name, *note in rows}

    def note_of(self, path: Path | str) -> str | None:
        """Return the note of a file or folder, or None when there is no valid note."""
        *old_stamp, value = self._notes.get(str(path).removeprefix(self._home), (None, None))
        new_stamp = stamp(path)
        return value if new_stamp and tuple(old_stamp) == new_stamp else None

    def holds(self, path: Path | str, value: str) -> bool:
        """Tell whether a file or folder has this note, and has not changed since."""
        return self.note_of(path) == value

    def note(self, path: Path | str, value: str, file_stamp: Stamp | None = None) -> None:
        """Write a note about an existing file, or about all files of an existing folder.

        `file_stamp` is the stamp from before the file was read, or None for a file just written.
        """
        name, row = (
            str(path).removeprefix(self._home),
            [*(file_stamp or stamp(path) or (0, 0, 0)), value],
        )
        if self._notes.get(name) != row:
            self._notes[name] = row
            self._index.execute(
                f"INSERT OR REPLACE INTO {self._table} VALUES (?,?,?,?,?)",  # noqa: S608
                (name, *row),
            )


@contextmanager
def open_ledger(folder: Path, table: Literal["made", "read"]) -> Iterator[Ledger]:
    """Yield notes about files: what they were made from (`made`), or what they contain (`read`).

    New notes are saved when the block ends without an exception. `folder` is the cache in the
    show's folder. Raises FeedError when the index cannot be written.
    """
    with open_index(folder, table) as (index, rows):
        yield Ledger(index, table, rows, f"{folder.parent}{os.sep}")


@contextmanager
def open_index(folder: Path, table: str) -> Iterator[tuple[sqlite3.Connection, list[_Row]]]:
    """Yield the index and the rows of a table.

    All changes are saved when the block ends without an exception, else no change is. A damaged
    index is made anew from the files. Raises FeedError when the index cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        try:
            index, rows = _open(folder, table)
        except sqlite3.OperationalError:  # locked, full, not writable
            raise
        except sqlite3.DatabaseError:
            (folder / INDEX_FILE).unlink()
            index, rows = _open(folder, table)
        with closing(index), index:
            yield index, rows
    except sqlite3.Error as error:
        raise FeedError(
            f"{folder / INDEX_FILE}: {error}; free some space, make it writable, or delete it"
        ) from error


def _open(folder: Path, table: str) -> tuple[sqlite3.Connection, list[_Row]]:
    index = sqlite3.connect(folder / INDEX_FILE, timeout=_BUSY_SECONDS)
    try:
        if not _is_of_this_version(index):
            _make_tables(index)
        return index, index.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    except sqlite3.Error:
        index.close()
        raise


def _is_of_this_version(index: sqlite3.Connection) -> bool:
    (version,) = index.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in index.execute("SELECT name FROM sqlite_master")}
    return version == _VERSION and tables.issuperset(_TABLES)


def _make_tables(index: sqlite3.Connection) -> None:
    """Make all tables anew, unless another process has done so: only one may write at a time."""
    with index:
        index.execute("BEGIN IMMEDIATE")
        if _is_of_this_version(index):
            return
        for name, columns in _TABLES.items():
            index.execute(f"DROP TABLE IF EXISTS {name}")
            index.execute(f"CREATE TABLE {name} ({columns})")
        index.execute(f"PRAGMA user_version = {_VERSION}")


def stamp(path: Path | str) -> Stamp | None:
    """Return the stamp of a file or folder, by which changes are noticed, or None if missing."""
    try:
        stat = os.stat(path)  # noqa: PTH116 -- faster for thousands of files
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size


def fingerprint(*parts: object) -> str:
    """Return the SHA-256 of values, which must have a complete `repr`."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def settings(show: Show) -> str:
    """Return a fingerprint of the settings of a show on which pages and feed may depend.

    The lexicon and the paths of the show and its files do not count, so that a show may be moved.
    """
    here = Path()
    music = Music(here, here, here)
    return fingerprint(replace(show, root=here, cover=here, posts=here, music=music, lexicon=()))


@cache
def written_by(modules: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return a fingerprint of the code that writes a page: version, modules and libraries.

    `modules` are names of modules and packages; all files of a package count, also templates.
    Raises ModuleNotFoundError for an unknown module, and its subclass PackageNotFoundError for an
    unknown library.
    """
    return fingerprint(
        __version__,
        [(each, version(each)) for each in libraries],
        [(path.name, path.read_bytes()) for name in modules for path in files_of(name)],
    )


def files_of(module: str) -> list[Path]:
    """Return the file of a module, or all files of a package.

    Raises ModuleNotFoundError when there is no such module.
    """
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    path = Path(spec.origin)
    if path.name != "__init__.py":
        return [path]
    paths = (each for each in path.parent.rglob("*") if "__pycache__" not in each.parts)
    return sorted(each for each in paths if each.is_file())
