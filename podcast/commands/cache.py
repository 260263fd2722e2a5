"""`podcast cache`: show how much the cache of clips holds, and make it smaller.

The command is safe while builds run. It waits for builds of this show. Builds of other shows, which
may share the folder by a link, hold another lock, and `podcast say` holds no lock; so a file that
was used within the last hour is not removed. The entry of a clip is removed before the sound, so
that no entry is ever without a sound.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from podcast.episode import manifest
from podcast.lib.atomic import PREFIX
from podcast.lib.counting import counted
from podcast.lib.lock import only_one
from podcast.lib.progress import Reporter
from podcast.show.config import Show
from podcast.speech.cache import FOLDER

RECENT_SECONDS = 3600.0
"""How many seconds a used file is kept, as a build that holds another lock may be using it."""

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)b?", re.ASCII | re.IGNORECASE)
_UNKNOWN = "unknown"
"""Stands for the engine of an entry that does not say which engine spoke it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A clip in the cache, or, with an empty `key`, a file that belongs to no clip."""

    key: str
    engine: str
    files: tuple[Path, ...]
    """The files of a clip: its entry, then its sound."""
    bytes: int
    used: float
    """When the clip was last stored or read, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The contents of the cache folder; clips and strays are sorted, the longest unused first."""

    folder: Path
    clips: tuple[Piece, ...]
    strays: tuple[Piece, ...]
    """The files of runs that were killed, broken entries, and sounds that no entry names."""

    @property
    def bytes(self) -> int:
        """The size of all files in bytes."""
        return sum(piece.bytes for piece in (*self.clips, *self.strays))


@dataclass(frozen=True, slots=True)
class Pruned:
    """The result of pruning; `remaining` may be larger than `limit` when files are in use."""

    removed: int
    """How many clips were removed."""
    freed: int
    """How many bytes were freed, strays included."""
    limit: int
    """How many bytes were to remain."""
    remaining: Stock


def size(text: str) -> int:
    """Read `500MB`, `1.5 GB`, `20000` as bytes; K is 1000. Raises ValueError for other texts."""
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"`{text}` is no size; write it like 500MB or 2GB")
    return round(float(match[1]) * _UNITS[match[2].lower()])


def look(show: Show) -> Stock:
    """Return the contents of the cache, empty without a cache; the lock is not waited for."""
    folder = show.cache / FOLDER
    pieces = sorted(_pieces(folder), key=lambda piece: (piece.used, piece.files))
    return Stock(
        folder,
        clips=tuple(piece for piece in pieces if piece.key),
        strays=tuple(piece for piece in pieces if not piece.key),
    )


def prune(show: Show, limit: int, report: Reporter, *, everything: bool = False) -> Pruned:
    """Remove strays, then clips until `limit` bytes are left, the longest unused first.

    Clips of this show's episodes stay, so that each episode can be built again without a speech
    call. Files that were used within the last hour stay, too. With `everything` both are removed,
    but not a file that is just being written. Raises FeedError when a manifest cannot be read,
    because its episode may use clips.
    """
    with only_one(show.cache, report):
        stock = look(show)
        in_use = frozenset[str]() if everything else _keys_in_use(show)
        before = time.time() - RECENT_SECONDS
        bytes_left = stock.bytes
        clips = 0
        for piece in (*stock.strays, *stock.clips):
            if piece.key and bytes_left <= limit:
                break
            old = piece.used < before or (everything and piece.key)
            if piece.key not in in_use and old and _remove(piece):
                bytes_left -= piece.bytes
                clips += bool(piece.key)
        return Pruned(clips, stock.bytes - bytes_left, limit, look(show))


def render(stock: Stock, *, as_json: bool) -> str:
    """Return the contents of the cache as text or JSON, with a final newline."""
    if as_json:
        return json.dumps(_facts(stock), ensure_ascii=False, indent=2) + "\n"
    since = f", unused the longest since {_time(stock.clips[0].used)}" if stock.clips else ""
    rows = [f"{stock.folder}: {_amount(stock.clips)}{since}"]
    rows += [f"  {engine}: {_amount(pieces)}" for engine, pieces in _by_engine(stock)]
    if stock.strays:
        rows.append(
            f"  of no clip: {counted(len(stock.strays), 'file')}, {_megabytes(stock.strays)}"
        )
    return "\n".join(rows) + "\n"


def summary(pruned: Pruned, *, as_json: bool) -> str:
    """Return what was removed and what remains as text or JSON, with a final newline."""
    if as_json:
        facts = {"removed": pruned.removed, "freed": pruned.freed, **_facts(pruned.remaining)}
        return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    rows = f"removed: {counted(pruned.removed, 'clip')}, {pruned.freed / 1e6:.1f} MB\n"
    if pruned.remaining.bytes > pruned.limit:
        rows += (
            "the rest is in use: by episodes, or within the last hour; "
            "--all removes it too, and the next build speaks it again\n"
        )
    return rows + render(pruned.remaining, as_json=False)


# --- The folder ---------------------------------------------------------------------------------


def _pieces(folder: Path) -> Iterator[Piece]:
    for below in folder.glob("??/"):
        files = {path.name: path for path in below.iterdir() if path.is_file()}
        entries = [name for name in files if name.endswith(".json") and name[0] != PREFIX[0]]
        for name in entries:
            with suppress(OSError):  # removed by another process meanwhile
                yield _clip(files, name)
        for path in files.values():
            with suppress(OSError):
                yield _piece("", "", (path,))


def _clip(files: dict[str, Path], name: str) -> Piece:
    """Return the piece of the entry `name`, and take its files out of `files`.

    The piece of a broken entry has no key.
    """
    entry = files.pop(name)
    key = name.removesuffix(".json")
    try:
        clip = json.loads(entry.read_bytes())["clip"]
        engine = _engine(clip)
        sound = files.pop(f"{key}.{clip['audio'][:8]}.flac")
        return _piece(key, engine, (entry, sound))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _piece("", "", (entry,))


def _engine(clip: dict[str, Any]) -> str:
    name = clip.get("engine") or _UNKNOWN
    if not isinstance(name, str):
        raise TypeError(name)
    return name


def _piece(key: str, engine: str, files: tuple[Path, ...]) -> Piece:
    stats = [path.stat() for path in files]
    return Piece(key, engine, files, sum(stat.st_size for stat in stats), stats[0].st_mtime)


def _remove(piece: Piece) -> bool:
    """Remove a piece unless it was used since the folder was read; return whether it is gone."""
    try:
        if piece.files[0].stat().st_mtime != piece.used:
            return False
        for path in piece.files:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _keys_in_use(show: Show) -> frozenset[str]:
    """Return the keys of the clips that the show's episodes use."""
    episodes = manifest.load_all(show.episodes)
    return frozenset(segment.key for episode in episodes for segment in episode.segments)


# --- The output ---------------------------------------------------------------------------------


def _facts(stock: Stock) -> dict[str, Any]:
    return {
        "folder": str(stock.folder),
        "clips": len(stock.clips),
        "bytes": stock.bytes,
        "oldest": _time(stock.clips[0].used) if stock.clips else None,
        "engines": {
            engine: {"clips": len(pieces), "bytes": _bytes(pieces)}
            for engine, pieces in _by_engine(stock)
        },
        "strays": {"files": len(stock.strays), "bytes": _bytes(stock.strays)},
    }


def _by_engine(stock: Stock) -> list[tuple[str, list[Piece]]]:
    engines: defaultdict[str, list[Piece]] = defaultdict(list)
    for clip in stock.clips:
        engines[clip.engine].append(clip)
    return sorted(engines.items())


def _amount(clips: Iterable[Piece]) -> str:
    clips = list(clips)
    return f"{counted(len(clips), 'clip')}, {_megabytes(clips)}"


def _megabytes(pieces: Iterable[Piece]) -> str:
    return f"{_bytes(pieces) / 1e6:.1f} MB"


def _bytes(pieces: Iterable[Piece]) -> int:
    return sum(piece.bytes for piece in pieces)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
