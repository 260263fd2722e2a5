"""Local files + what the store holds -> what travels, in which order, and what goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from podcast.lib.mediatypes import media_type
from podcast.publish.public import Public, Rank, content_hash, rank
from podcast.publish.receipt import Published, Record

_YEAR, _HOUR, _MINUTES = 31_536_000, 3600, 300
"""Seconds that a cache may keep a file: named by content, beside a recording, feed and pages."""


@dataclass(frozen=True, slots=True)
class Headers:
    """What the store answers with beside the bytes."""

    content_type: str
    cache_control: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a published file stays that nothing refers to any more."""

    today: date
    days: int
    gone: frozenset[str] = frozenset()
    """Dates of episodes that were taken down: of them nothing stays."""

    def is_due(self, name: str, entry: Published) -> bool:
        """Tell whether a file is to be deleted now."""
        if entry.unreferenced is None:
            return False
        waited = (self.today - entry.unreferenced).days
        return waited >= self.days or bool(self.gone and self._may_tell_of_them(name))

    def _may_tell_of_them(self, name: str) -> bool:
        """Tell whether a file is of these episodes, or a page or part of the feed that was."""
        folder, slash, _ = name.partition("/")
        return folder in self.gone if slash else rank(name) != Rank.RECORDING


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publish does, in this order."""

    uploads: tuple[Public, ...]
    """The feed last."""
    there: frozenset[str]
    """Content-addressed uploads that the store already holds with the expected size, left by an
    interrupted run. They are read back, and sent again only if they differ."""
    unchanged: tuple[Public, ...]
    deletions: tuple[str, ...]
    record: Record
    """As it will be, but for the hashes of what is uploaded."""

    @property
    def bytes(self) -> int:
        """How much travels."""
        return sum(each.bytes for each in self.uploads if each.name not in self.there)


def headers(name: str) -> Headers:
    """Return type and caching (RFC 9111; `immutable`: RFC 8246) of a file by its name."""
    kind = media_type(PurePosixPath(name))
    if content_hash(name):
        return Headers(kind, f"public, max-age={_YEAR}, immutable")
    seconds = _HOUR if rank(name) == Rank.DATA else _MINUTES
    return Headers(kind, f"public, max-age={seconds}")


def plan(
    files: Iterable[Public],
    record: Record,
    listing: Mapping[str, int | None] | None,
    keep: Keeping,
) -> Plan:
    """Compare. `listing` holds the names in the store with their bytes (None: it does not say).

    Without a listing the record is believed.
    """
    files = tuple(files)
    unchanged = tuple(each for each in files if _is_there(each, record, listing))
    known = {each.name for each in unchanged}
    uploads = sorted(
        (each for each in files if each.name not in known), key=lambda each: (each.rank, each.name)
    )
    marked = record.referring((each.name for each in files), keep.today)
    due = tuple(name for name, entry in marked.files.items() if keep.is_due(name, entry))
    return Plan(
        uploads=tuple(uploads),
        there=frozenset(each.name for each in uploads if _was_left(each, listing)),
        unchanged=unchanged,
        deletions=due,
        record=marked.without(due),
    )


def _is_there(file: Public, record: Record, listing: Mapping[str, int | None] | None) -> bool:
    entry = record.files.get(file.name)
    if entry is None or entry.sha256 is None or entry.bytes != file.bytes:
        return False
    if file.sha256 not in {None, entry.sha256}:
        return False
    return listing is None or (file.name in listing and listing[file.name] in {None, file.bytes})


def _was_left(file: Public, listing: Mapping[str, int | None] | None) -> bool:
    if file.sha256 is not None or listing is None:
        return False
    return listing.get(file.name) == file.bytes


def describe(planned: Plan) -> list[str]:
    """Return the plan as lines for a person, in the order of its doing."""
    rows = [
        f"{'verify' if each.name in planned.there else 'upload'}  {each.name}  "
        f"{each.bytes} bytes  {headers(each.name).content_type}  "
        f"{headers(each.name).cache_control}"
        for each in planned.uploads
    ]
    return rows + [f"delete  {name}" for name in planned.deletions]
