"""The record of the published files, stored beside them as JSON, so that any machine can continue.

The record never has more than the store: before a file is written, its entry loses the hash. When
the record is missing, broken or outdated, files are sent again, and no file is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from podcast.publish.local import valid
from podcast.publish.public import FEED

NAME = ".digestcast.json"


@dataclass(frozen=True, slots=True)
class Published:
    """The entry of a published file. Files without an entry, of other programs, are not deleted."""

    bytes: int
    sha256: str | None = None
    """The hash, or None while the file is being written, or after an interruption."""
    unreferenced: date | None = None
    """The date since which no file refers to this file."""


def _name(name: str) -> str:
    """Return a valid name. Raises ValueError for others, as files are deleted by name."""
    if not valid(name):
        raise ValueError(name)
    return name


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    files: dict[Annotated[str, AfterValidator(_name)], Published]


@dataclass(frozen=True, slots=True)
class Record:
    """The files of this show in the store, by name."""

    files: dict[str, Published] = field(default_factory=dict)

    def having(self, files: dict[str, Published]) -> Record:
        """Return the record with these entries added or replaced."""
        return replace(self, files={**self.files, **files})

    def without(self, names: Iterable[str]) -> Record:
        """Return the record without these names."""
        removed_names = set(names)
        return Record(
            {name: entry for name, entry in self.files.items() if name not in removed_names}
        )

    def referring(self, names: Iterable[str], today: date) -> Record:
        """Return the record with `unreferenced` updated: entries not among `names` have a date."""
        present = {FEED, *names}
        return Record(
            {
                name: replace(
                    entry, unreferenced=None if name in present else entry.unreferenced or today
                )
                for name, entry in self.files.items()
            }
        )

    def dumps(self) -> bytes:
        """Return the record as JSON, sorted by name."""
        model = _File(files={name: self.files[name] for name in sorted(self.files)})
        return model.model_dump_json(indent=1, exclude_none=True).encode() + b"\n"


def loads(data: bytes | None) -> Record | None:
    """Return the record in `data`, or None for a broken record or one of a later version."""
    if data is None:
        return Record()
    try:
        return Record(dict(_File.model_validate_json(data).files))
    except ValidationError:
        return None
