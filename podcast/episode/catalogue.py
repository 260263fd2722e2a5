"""The catalogue of all episodes: the facts of their manifests, each of which is read only once.

An index in the cache holds the facts of each manifest, with the times and the size of its file. The
index is made again from the manifests when it is lost, damaged or of another version.
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
    """What lists display about an episode, and the names of the files beside its manifest."""

    date: str
    title: str
    seconds: float
    sha256: str
    """The SHA-256 of the manifest."""
    rest: str
    """The other facts as JSON, which is parsed on demand: most episodes do not need it."""

    @property
    def items(self) -> tuple[tuple[int, str], ...]:
        """The number and headline of each item."""
        return tuple((number, headline) for number, headline in self._fact("items"))

    @property
    def recordings(self) -> Mapping[str, int]:
        """The length in bytes of the MP3 and of other encodings, by file name."""
        recordings: dict[str, int] = self._fact("recordings")
        return recordings

    @property
    def audio(self) -> str:
        """The file name of the MP3."""
        return next(iter(self.recordings))

    @property
    def texts(self) -> tuple[str, ...]:
        """The file names of transcripts and chapters."""
        return tuple(self._fact("texts"))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The file names of the pictures of items."""
        return tuple(self._fact("pictures"))

    def _fact(self, what: str) -> Any:
        try:
            return json.loads(self.rest)[what]
        except (ValueError, KeyError) as error:
            raise _damaged(self.date) from error


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All episodes of a show, newest first."""

    summaries: tuple[Summary, ...]
    facts: Mapping[str, bytes]
    """The manifest of each date as JSON, without its segments."""

    def episode(self, day: str) -> Episode:
        """Return an episode with empty `segments`. Raises FeedError when the index is damaged."""
        try:
            return Episode.model_validate_json(self.facts[day])
        except ValueError as error:
            raise _damaged(day) from error


def spoken_by(episodes: Path, cache: Path, engine: str) -> tuple[str, ...]:
    """Return the dates of the episodes that an engine has spoken, oldest first.

    Raises FeedError as `read` does.
    """
    mark = engine.encode()  # most manifests need not be parsed, as they do not hold the name at all
    facts = sorted(read(episodes, cache).facts.items())
    return tuple(
        day for day, value in facts if mark in value and json.loads(value)["engine"] == engine
    )


def read(episodes: Path, cache: Path, without: date | None = None) -> Catalogue:
    """Return all episodes below `episodes/`; manifests that have changed are read again.

    The episode of the date `without` is left out. Raises FeedError for a manifest that cannot be
    read, or an index that cannot be written.
    """
    left_out = str(without)
    with open_index(cache, "episodes") as (index, rows):
        indexed = {row[0]: row[1:] for row in rows}
        manifests = {day: file_stamp for day, file_stamp in _manifests(episodes) if day != left_out}
        for day in indexed.keys() - manifests.keys() - {left_out}:
            index.execute("DELETE FROM episodes WHERE date = ?", (day,))
        for day, file_stamp in manifests.items():
            if indexed.get(day, ())[:3] != file_stamp:
                row = indexed[day] = (*file_stamp, *_index_row(episodes / day / manifest.FILE_NAME))
                index.execute(_INSERT, (day, *row))
    newest_first = sorted(manifests, reverse=True)
    return Catalogue(
        tuple(Summary(day, *indexed[day][3:7]) for day in newest_first),
        {day: indexed[day][7] for day in newest_first},
    )


def _manifests(episodes: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the date of every manifest with the time and size of its file."""
    if not episodes.is_dir():
        return
    with os.scandir(episodes) as entries:
        for entry in entries:
            if manifest.is_date(entry.name):
                file_stamp = stamp(f"{entry.path}/{manifest.FILE_NAME}")
                if file_stamp:
                    yield entry.name, file_stamp


def _index_row(path: Path) -> tuple[str, float, str, str, bytes]:
    """Return the row of the index for a manifest: its summary without the date, and its facts."""
    data = manifest.read(path)
    episode = manifest.parse(data, path)
    if episode.date != path.parent.name:
        raise FeedError(
            f"{at(path)}: is the manifest of {episode.date}; delete this folder, or run "
            f"`podcast build {path.parent.name}`"
        )
    summary = summarise(episode, hashlib.sha256(data).hexdigest())
    facts = episode.model_copy(update={"segments": ()}).model_dump_json(by_alias=True)
    return summary.title, summary.seconds, summary.sha256, summary.rest, facts.encode()


def summarise(episode: Episode, sha256: str = "") -> Summary:
    """Return the summary of an episode; `sha256` is the hash of its manifest."""
    audio, files = episode.audio, episode.files
    rest = {
        "items": [(item.number, item.headline) for item in episode.items],
        # the MP3 first, which `audio` reads
        "recordings": {audio.file: audio.bytes, **{e.file: e.bytes for e in audio.alternates}},
        "texts": (files.vtt, files.srt, files.transcript, files.chapters),
        "pictures": [item.picture for item in episode.items if item.picture],
    }
    rest_json = json.dumps(rest, ensure_ascii=False)
    return Summary(episode.date, episode.title, audio.seconds, sha256, rest_json)


def _damaged(day: str) -> FeedError:
    return FeedError(f".cache/{INDEX_FILE}: damaged at {day}; delete this file, it is made anew")
