"""The record of the published files, stored beside them, so that any machine can publish next.

The record, a JSON file, never claims a file that the store does not have: before a file is written,
the hash is removed from its entry. When the record is missing, broken or outdated, files are sent
again, and no file is lost. Whoever can write to the store can write the record: all of it is
checked here, and every number is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from podcast.episode import manifest
from podcast.publish.local import valid
from podcast.publish.public import FEED

NAME = ".digestcast.json"
MOST_BYTES = 5 * 2**30
"""The size of the largest file, which a bucket takes in one request (Amazon S3, PutObject)."""
MOST_RECORD_BYTES = 256 * 2**20
"""The size of the largest record: that of 10,000 episodes has 25 MB."""
_MOST_FILES = 2_000_000
_MOST_TITLE = 1000
_MOST_GENERATION = 2**53
"""The greatest whole number that every reader of JSON keeps."""
_Bytes = Annotated[int, Field(ge=0, le=MOST_BYTES)]
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{2,64}$")]
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})/" + re.escape(manifest.FILE_NAME), re.ASCII)


@dataclass(frozen=True, slots=True)
class Version:
    """A content of a file: its length in bytes and its SHA-256."""

    bytes: _Bytes
    sha256: _Hash


@dataclass(frozen=True, slots=True)
class Published:
    """The entry of a published file.

    A file in the store without an entry belongs to another program and is never deleted.
    """

    bytes: _Bytes
    sha256: _Hash | None = None
    """The hash, or None while the file is being written, or after an interruption."""
    unreferenced: date | None = None
    """The date since which no file refers to this file."""
    coming: _Hash | None = None
    """The hash of what is being written."""
    before: Version | None = None
    """What the file held before it was written, which it may still hold."""

    @property
    def settled(self) -> Version | None:
        """What was published whole last, or None when the file has never been."""
        return Version(self.bytes, self.sha256) if self.sha256 else self.before


def _name(name: str) -> str:
    """Return the name, or raise ValueError if it is not valid: files are deleted by these names."""
    if not valid(name):
        raise ValueError(name)
    return name


def _day(text: str) -> str:
    """Return a date as text. Raises ValueError for anything else."""
    return date.fromisoformat(text).isoformat()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    generation: Annotated[int, Field(ge=0, le=_MOST_GENERATION)] = 0
    guid: Annotated[str, Field(max_length=100)] | None = None
    title: Annotated[str, Field(max_length=_MOST_TITLE)] | None = None
    withdrawn: Annotated[tuple[Annotated[str, AfterValidator(_day)], ...], Field()] = ()
    files: Annotated[
        dict[Annotated[str, AfterValidator(_name)], Published], Field(max_length=_MOST_FILES)
    ]


@dataclass(frozen=True, slots=True)
class Record:
    """The files of this show in the store, by name, and whose they are."""

    files: dict[str, Published] = field(default_factory=dict)
    generation: int = 0
    """A number that grows with every change; a record of version 0.1 has none, which counts as 0.
    """
    guid: str | None = None
    title: str | None = None
    """The show's guid and title; records of version 0.1 have neither."""
    withdrawn: frozenset[str] = frozenset()
    """The dates of episodes that were taken off the feed."""

    def of_show(self, guid: str, title: str) -> Record:
        """Return the record as that of a show; of a very long title it keeps the beginning."""
        return replace(self, guid=guid, title=title[:_MOST_TITLE])

    def changed(self) -> Record:
        """Return the record with the number of the next change; after the greatest comes 1."""
        return replace(self, generation=self.generation % _MOST_GENERATION + 1)

    def having(self, files: dict[str, Published]) -> Record:
        """Return the record with these entries added or replaced."""
        return replace(self, files={**self.files, **files})

    def expecting(self, files: dict[str, Version]) -> Record:
        """Return the record in which these files are about to be written."""
        return self.having(
            {name: _expected(self.files.get(name), version) for name, version in files.items()}
        )

    def without(self, names: Iterable[str]) -> Record:
        """Return the record without these names."""
        removed_names = set(names)
        return replace(
            self,
            files={name: entry for name, entry in self.files.items() if name not in removed_names},
        )

    def referring(self, names: Iterable[str], today: date | None) -> Record:
        """Return the record with `unreferenced` set in each entry that is not among `names`.

        An entry that has such a date already keeps it; an entry among `names` loses it. With None
        for `today` no date is set.
        """
        present = {FEED, *names}
        return replace(
            self,
            files={
                name: replace(
                    entry, unreferenced=None if name in present else entry.unreferenced or today
                )
                for name, entry in self.files.items()
            },
        )

    def episodes(self) -> dict[str, str]:
        """Return the SHA-256 of each published manifest by its date.

        Episodes that were withdrawn, and those that were never published whole, are left out.
        """
        found = {}
        for name, entry in self.files.items():
            match = _DAY.fullmatch(name)
            if match and entry.settled and not entry.unreferenced:
                found[match[1]] = entry.settled.sha256
        return {day: sha256 for day, sha256 in found.items() if day not in self.withdrawn}

    def of_day(self, day: str) -> dict[str, Published]:
        """Return the entries of an episode's files that are referred to, by name."""
        return {
            name: entry
            for name, entry in self.files.items()
            if name.startswith(f"{day}/") and not entry.unreferenced
        }

    def dumps(self) -> bytes:
        """Return the record as JSON, sorted by name; keys without a value are left out."""
        model = _File(
            generation=self.generation,
            guid=self.guid,
            title=self.title,
            withdrawn=tuple(sorted(self.withdrawn)),
            files={name: self.files[name] for name in sorted(self.files)},
        )
        omitted = {"withdrawn"} if not self.withdrawn else None
        text = model.model_dump_json(indent=1, exclude_none=True, exclude=omitted)
        return text.encode() + b"\n"


def _expected(entry: Published | None, version: Version) -> Published:
    return Published(version.bytes, coming=version.sha256, before=entry.settled if entry else None)


def loads(data: bytes | None) -> Record | None:
    """Return the record in `data`, or None for a broken record or one of a later version."""
    if data is None:
        return Record()
    try:
        model = _File.model_validate_json(data)
    except ValidationError:
        return None
    return Record(
        dict(model.files), model.generation, model.guid, model.title, frozenset(model.withdrawn)
    )
