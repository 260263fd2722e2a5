"""What episodes there are: the facts of all manifests, so that an unchanged one is read once.

An index in the cache remembers each manifest by the times and the size of its file; what stands
there can be read again from the manifests at any time, and is when the index is lost, damaged or
of another version.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from podcast.episode import manifest
from podcast.episode.ledger import INDEX_FILE, Stamp, open_index, stamp
from podcast.episode.manifest import Episode
from podcast.errors import FeedError, at

_INSERT = "INSERT OR REPLACE INTO episodes VALUES (?,?,?,?,?,?,?,?,?)"


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists of episodes show, and which files beside its manifest an episode has."""

    date: str
    title: str
    seconds: float
    sha256: str
    """SHA-256 of the manifest."""
    rest: str
    """The other facts as JSON, parsed when they are asked for: of most episodes they never are."""

    @property
    def items(self) -> tuple[tuple[int, str], ...]:
        """Number and headline of each."""
        return tuple((number, headline) for number, headline in self._told("items"))

    @property
    def recordings(self) -> Mapping[str, int]:
        """Length in bytes of the MP3 and of other encodings, by file name."""
        found: dict[str, int] = self._told("recordings")
        return found

    @property
    def texts(self) -> tuple[str, ...]:
        """File names of transcripts and chapters."""
        return tuple(self._told("texts"))

    @property
    def pictures(self) -> tuple[str, ...]:
        """File names of pictures of items."""
        return tuple(self._told("pictures"))

    def _told(self, what: str) -> Any:
        try:
            return json.loads(self.rest)[what]
        except (ValueError, KeyError) as error:
            raise _damaged(self.date) from error


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All episodes of a show, newest first."""

    summaries: tuple[Summary, ...]
    facts: Mapping[str, bytes]
    """By date: the manifest as JSON, without what is said."""

    def episode(self, day: str) -> Episode:
        """Return the facts of an episode; its `segments` are empty."""
        try:
            return Episode.model_validate_json(self.facts[day])
        except ValueError as error:
            raise _damaged(day) from error


def read(episodes: Path, cache: Path, without: date | None = None) -> Catalogue:
    """Return all episodes below `episodes/`; manifests that have changed are read again.

    `without`: the episode of that date is not looked at.
    Raises FeedError for a manifest that cannot be read, or an index that cannot be written.
    """
    left_out = str(without)
    with open_index(cache, "episodes") as (index, rows):
        known = {row[0]: row[1:] for row in rows}
        found = {day: seen for day, seen in _manifests(episodes) if day != left_out}
        for day in known.keys() - found.keys() - {left_out}:
            index.execute("DELETE FROM episodes WHERE date = ?", (day,))
        for day, seen in found.items():
            if known.get(day, ())[:3] != seen:
                row = known[day] = (*seen, *_indexed(episodes / day / manifest.FILE_NAME))
                index.execute(_INSERT, (day, *row))
    newest_first = sorted(found, reverse=True)
    return Catalogue(
        tuple(Summary(day, *known[day][3:7]) for day in newest_first),
        {day: known[day][7] for day in newest_first},
    )


def _manifests(episodes: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the date of every manifest with the time and size of its file."""
    if not episodes.is_dir():
        return
    with os.scandir(episodes) as entries:
        for entry in entries:
            if manifest.is_date(entry.name):
                seen = stamp(f"{entry.path}/{manifest.FILE_NAME}")
                if seen:
                    yield entry.name, seen


def _indexed(path: Path) -> tuple[str, float, str, str, bytes]:
    """Return what the index holds of a manifest: its summary without the date, and its facts."""
    data = path.read_bytes()
    episode = manifest.parse(data, path)
    if episode.date != path.parent.name:
        raise FeedError(
            f"{at(path)}: is the manifest of {episode.date}; delete this folder, or run "
            f"`podcast build {path.parent.name}`"
        )
    found = summarise(episode, hashlib.sha256(data).hexdigest())
    facts = episode.model_copy(update={"segments": ()}).model_dump_json(by_alias=True)
    return found.title, found.seconds, found.sha256, found.rest, facts.encode()


def summarise(episode: Episode, sha256: str = "") -> Summary:
    """Return what lists show of an episode; `sha256` is that of its manifest."""
    audio, files = episode.audio, episode.files
    rest = {
        "items": [(item.number, item.headline) for item in episode.items],
        "recordings": {audio.file: audio.bytes, **{e.file: e.bytes for e in audio.alternates}},
        "texts": (files.vtt, files.srt, files.transcript, files.chapters),
        "pictures": [item.picture for item in episode.items if item.picture],
    }
    told = json.dumps(rest, ensure_ascii=False)
    return Summary(episode.date, episode.title, audio.seconds, sha256, told)


def _damaged(day: str) -> FeedError:
    return FeedError(f".cache/{INDEX_FILE}: damaged at {day}; delete this file, it is made anew")
