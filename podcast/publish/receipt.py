"""What was published, kept beside it: one small JSON object, so that any machine can go on.

The record is never ahead of the store: a name that is about to be written loses its hash first.
When it is missing, broken or behind, files travel again; nothing else is lost.
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
    """A published file. Only what has one is ever deleted: a stranger's file has none."""

    bytes: int
    sha256: str | None = None
    """None: being written, or a writer was interrupted."""
    unreferenced: date | None = None
    """Since when nothing refers to it."""


def _name(name: str) -> str:
    """Refuse a name that leads elsewhere: what is recorded is deleted and brought back by it."""
    if not valid(name):
        raise ValueError(name)
    return name


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    files: dict[Annotated[str, AfterValidator(_name)], Published]


@dataclass(frozen=True, slots=True)
class Record:
    """What the store holds of this show, by name."""

    files: dict[str, Published] = field(default_factory=dict)

    def having(self, files: dict[str, Published]) -> Record:
        """Return the record with these entries added or replaced."""
        return replace(self, files={**self.files, **files})

    def without(self, names: Iterable[str]) -> Record:
        """Return the record without these names."""
        gone = set(names)
        return Record({name: entry for name, entry in self.files.items() if name not in gone})

    def referring(self, names: Iterable[str], today: date) -> Record:
        """Return the record with the day since when an entry is not among `names`."""
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
        """Return the record as JSON, names in order."""
        model = _File(files={name: self.files[name] for name in sorted(self.files)})
        return model.model_dump_json(indent=1, exclude_none=True).encode() + b"\n"


def loads(data: bytes | None) -> Record | None:
    """Read a record; None when it is one no more, or of a later version of the program."""
    if data is None:
        return Record()
    try:
        return Record(dict(_File.model_validate_json(data).files))
    except ValidationError:
        return None
