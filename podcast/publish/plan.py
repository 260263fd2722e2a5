"""Plan a publish: compare local files with the store, and return uploads and deletions in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from podcast.episode import manifest
from podcast.lib.mediatypes import media_type
from podcast.publish.public import FEED, Public, Rank, content_hash, rank
from podcast.publish.receipt import Published, Record

_YEAR, _HOUR, _MINUTES = 31_536_000, 3600, 300
"""How many seconds a cache may keep a file: a year if the file is named by its content, an hour for
other data, and five minutes for a feed or page."""

_ZONES = 2
"""How many days the date of an episode may be ahead of the clock, by the zones of both."""
_MOST_SILENT = 366
"""How many days a show may be silent before the clock is doubted."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers with which the store serves a file."""

    content_type: str
    cache_control: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days a published file is kept after nothing refers to it any more."""

    today: date
    days: int
    dates_taken_down: frozenset[str] = frozenset()
    """The dates of episodes that were taken down, whose files are not kept."""
    newest: date | None = None
    """The date of the newest episode, by which a wrong clock is known."""

    @property
    def clock_is_right(self) -> bool:
        """Tell whether the clock may be right, by the date of the newest episode.

        No episode is made of a post of a later day, so a clock before it is wrong; one that is far
        ahead of it may be right, but nothing is deleted on its word.
        """
        if self.newest is None:
            return True
        return -_ZONES <= (self.today - self.newest).days <= _MOST_SILENT

    def age(self, record: Record, names: Iterable[str]) -> Record:
        """Return the record in which each file that is not among `names` has its date.

        A date that a wrong clock has set, later than today or before the show's first episode, is
        set anew. While the clock is wrong, no date is set.
        """
        if not self.clock_is_right:
            return record.referring(names, None)
        days = [name.partition("/")[0] for name in record.files]
        first = min(filter(manifest.is_date, days), default="")
        wrong = {
            name
            for name, entry in record.files.items()
            if entry.unreferenced
            and not first <= entry.unreferenced.isoformat() <= self.today.isoformat()
        }
        mended = {name: replace(record.files[name], unreferenced=self.today) for name in wrong}
        return record.having(mended).referring(names, self.today)

    def is_due(self, name: str, entry: Published) -> bool:
        """Tell whether a file to which nothing refers is to be deleted now."""
        if self.dates_taken_down and self._may_tell_of_them(name):
            return True
        if entry.unreferenced is None or not self.clock_is_right:
            return False
        return (self.today - entry.unreferenced).days >= self.days

    def _may_tell_of_them(self, name: str) -> bool:
        """Tell whether a file is part of an episode taken down, or a page that may mention it."""
        folder, slash, _ = name.partition("/")
        return folder in self.dates_taken_down if slash else rank(name) != Rank.RECORDING


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a publish, in this order."""

    uploads: tuple[Public, ...]
    """The files to send, in order, the feed last."""
    already_sent: frozenset[str]
    """The uploads, named by their content, that the store already has with the expected size
    because an earlier run was interrupted. They are read back, and sent again only if they differ.
    """
    unchanged: tuple[Public, ...]
    deletions: tuple[str, ...]
    record: Record
    """The record after the publish, without the entries of the uploads."""

    @property
    def bytes(self) -> int:
        """How many bytes are to be sent."""
        return sum(each.bytes for each in self.uploads if each.name not in self.already_sent)


def headers(name: str) -> Headers:
    """Return content type and caching (RFC 9111; `immutable`: RFC 8246) for the name of a file."""
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
    """Compare local files with the store and return the plan.

    `listing` holds the names in the store with their sizes (or None if unknown). Without a listing,
    the record is trusted.
    """
    files = tuple(files)
    unchanged = tuple(each for each in files if _is_there(each, record, listing))
    unchanged_names = {each.name for each in unchanged}
    uploads = sorted(
        (each for each in files if each.name not in unchanged_names),
        key=lambda each: (each.rank, each.name.endswith(manifest.FILE_NAME), each.name),
    )
    present_names = {FEED, *(each.name for each in files)}
    dated_record = keep.age(record, present_names)
    due_names = tuple(
        name
        for name, entry in dated_record.files.items()
        if name not in present_names and keep.is_due(name, entry)
    )
    return Plan(
        uploads=tuple(uploads),
        already_sent=frozenset(each.name for each in uploads if _is_sent_already(each, listing)),
        unchanged=unchanged,
        deletions=due_names,
        record=dated_record.without(due_names),
    )


def _is_there(file: Public, record: Record, listing: Mapping[str, int | None] | None) -> bool:
    entry = record.files.get(file.name)
    if entry is None or entry.sha256 is None or entry.bytes != file.bytes:
        return False
    if file.sha256 not in {None, entry.sha256}:
        return False
    return listing is None or (file.name in listing and listing[file.name] in {None, file.bytes})


def _is_sent_already(file: Public, listing: Mapping[str, int | None] | None) -> bool:
    if file.sha256 is not None or listing is None:
        return False
    return listing.get(file.name) == file.bytes


def describe(planned: Plan) -> list[str]:
    """Return the plan as lines for a person, in order."""
    rows = [
        f"{'verify' if each.name in planned.already_sent else 'upload'}  {each.name}  "
        f"{each.bytes} bytes  {headers(each.name).content_type}  "
        f"{headers(each.name).cache_control}"
        for each in planned.uploads
    ]
    return rows + [f"delete  {name}" for name in planned.deletions]
