"""The record of the published files, stored beside them, so that any machine can publish next.

The record, a JSON file, never claims a file that the store does not have: before a file is written,
the hash is removed from its entry. When the record is missing, broken or outdated, files are sent
again, and no file is lost.
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
    """The entry of a published file.

    A file in the store without an entry belongs to another program and is never deleted.
    """

    bytes: int
    sha256: str | None = None
    """The hash, or None while the file is being written, or after an interruption."""
    unreferenced: date | None = None
    """The date since which no file refers to this file."""


def _name(name: str) -> str:
    """Return the name, or raise ValueError if it is not valid: files are deleted by these names."""
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
        """Return the record with `unreferenced` set in each entry that is not among `names`.

        An entry that has such a date already keeps it; an entry among `names` loses it.
        """
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
