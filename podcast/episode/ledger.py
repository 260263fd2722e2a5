"""What is known of files that have not changed since: of what they were made, what they hold.

It stands in the index in the cache, beside what `catalogue` knows of manifests. All of it can be
found out again, and is when the index is lost, damaged or of another version.
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
"""Version of the tables below and of their contents; another one has the index begun anew."""
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
"""When the content of a file changed last, and when its place on the disk did, in nanoseconds;
its bytes. A copy may keep the first, not the second."""


class Ledger:
    """What was noted of files; a note counts while its file or folder is as it was then."""

    def __init__(
        self, index: sqlite3.Connection, table: str, rows: Sequence[_Row], home: str
    ) -> None:
        """`home`: how paths begin; what follows is noted, so that the show may move."""
        self._index, self._table, self._home = index, table, home
        self._notes = {name: note for name, *note in rows}

    def told(self, path: Path | str) -> str | None:
        """Return what was noted of a file or folder, None when it has changed or is not there."""
        *seen, told = self._notes.get(str(path).removeprefix(self._home), (None, None))
        found = stamp(path)
        return told if found and tuple(seen) == found else None

    def holds(self, path: Path | str, told: str) -> bool:
        """Tell whether the file is there, untouched since this was noted of it."""
        return self.told(path) == told

    def note(self, path: Path | str, told: str, seen: Stamp | None = None) -> None:
        """Remember this of a file, or of all files of a folder, which are there.

        `seen`: what it was recognised by before it was read, None for what was written just now.
        """
        name, row = str(path).removeprefix(self._home), [*(seen or stamp(path) or (0, 0, 0)), told]
        if self._notes.get(name) != row:
            self._notes[name] = row
            self._index.execute(
                f"INSERT OR REPLACE INTO {self._table} VALUES (?,?,?,?,?)",  # noqa: S608
                (name, *row),
            )


@contextmanager
def open_ledger(folder: Path, table: Literal["made", "read"]) -> Iterator[Ledger]:
    """Yield what is known of files: what they were `made` of, or what was `read` in them.

    What is noted is kept when the block ends well. `folder` is the cache, in the show's folder.
    Raises FeedError when the index cannot be written.
    """
    with open_index(folder, table) as (index, rows):
        yield Ledger(index, table, rows, f"{folder.parent}{os.sep}")


@contextmanager
def open_index(folder: Path, table: str) -> Iterator[tuple[sqlite3.Connection, list[_Row]]]:
    """Yield the index and the rows of a table.

    What is changed is kept when the block ends well, else nothing of it. A damaged index is begun
    anew: nothing in it is worth more than the files. Raises FeedError when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        try:
            index, rows = _opened(folder, table)
        except sqlite3.OperationalError:  # locked, full, not writable
            raise
        except sqlite3.DatabaseError:
            (folder / INDEX_FILE).unlink()
            index, rows = _opened(folder, table)
        with closing(index), index:
            yield index, rows
    except sqlite3.Error as error:
        raise FeedError(
            f"{folder / INDEX_FILE}: {error}; free some space, make it writable, or delete it"
        ) from error


def _opened(folder: Path, table: str) -> tuple[sqlite3.Connection, list[_Row]]:
    index = sqlite3.connect(folder / INDEX_FILE)
    try:
        (version,) = index.execute("PRAGMA user_version").fetchone()
        found = {name for (name,) in index.execute("SELECT name FROM sqlite_master")}
        if version != _VERSION or not found.issuperset(_TABLES):
            with index:
                for name, columns in _TABLES.items():
                    index.execute(f"DROP TABLE IF EXISTS {name}")
                    index.execute(f"CREATE TABLE {name} ({columns})")
                index.execute(f"PRAGMA user_version = {_VERSION}")
        return index, index.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    except sqlite3.Error:
        index.close()
        raise


def stamp(path: Path | str) -> Stamp | None:
    """Return what a file or folder is recognised by, None when it is not there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 -- thousands of them
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size


def fingerprint(*parts: object) -> str:
    """Return a SHA-256 of values whose `repr` says all that is in them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def settings(show: Show) -> str:
    """Return a fingerprint of what show.yaml and voices.yaml say of pages and feed.

    How words are read is not in it, nor where the show lies and its files: it may move.
    """
    here = Path()
    music = Music(here, here, here)
    return fingerprint(replace(show, root=here, cover=here, posts=here, music=music, lexicon=()))


@cache
def written_by(modules: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return a fingerprint of what writes a page: this program's version, its code, libraries.

    `modules`: names of modules, and of packages with all files in their folders, templates too.
    Raises ModuleNotFoundError (PackageNotFoundError is one) for a name that does not exist.
    """
    return fingerprint(
        __version__,
        [(each, version(each)) for each in libraries],
        [(path.name, path.read_bytes()) for name in modules for path in files_of(name)],
    )


def files_of(module: str) -> list[Path]:
    """Return the file of a module, or all files of a package. Raises ModuleNotFoundError."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    path = Path(spec.origin)
    if path.name != "__init__.py":
        return [path]
    found = (each for each in path.parent.rglob("*") if "__pycache__" not in each.parts)
    return sorted(each for each in found if each.is_file())
