"""`podcast publish --restore`: fetch published episodes that are missing on this machine.

A fresh clone, as in a nightly job, needs the episodes, as the feed is made from local manifests.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcast.episode import catalogue, manifest
from podcast.errors import PublishError
from podcast.lib.atomic import replacing, write_bytes
from podcast.lib.progress import Reporter
from podcast.publish import door, known, receipt
from podcast.publish.fetch import DERIVED, Missing, fetch_episode, fetch_file
from podcast.publish.public import Rank, rank
from podcast.publish.receipt import Record
from podcast.publish.store import Store, open_store
from podcast.publish.transfer import closing
from podcast.show.config import Show

_UNWRITTEN = "unwritten"
"""The file in the cache that says that episodes were fetched whose pages are not written yet."""


def restore(show: Show, report: Reporter) -> tuple[str, ...]:
    """Fetch published files that are missing here and return their names.

    An episode is fetched whole, its manifest last; one whose manifest is here is not changed.
    Raises PublishError when the place belongs to another show, when the store fails, or, after
    everything else has been fetched, when an episode cannot be had whole there.
    """
    with closing(open_store(show)) as store:
        seen = door.look_at(store)
        door.refuse_other_show(show, store, seen)
        if not seen.readable:
            report.warn(
                f"{store.place}: {receipt.NAME} cannot be read: what the manifests there name is "
                "fetched"
            )
        published = {*seen.record.episodes(), *door.only_in_feed(show, store, seen)}
        days = tuple(sorted(published - days_here(show).keys()))
        names, missing = fetch_days(show, store, seen.record, days, report)
        names = (*_fetch_others(show, store, seen.record, report), *names)
        known.note(show, store.place, seen.record, days_here(show))
    refuse_missing(missing, store.place, report)
    return names


def days_here(show: Show) -> dict[str, str]:
    """Return the SHA-256 of each manifest here, by its date."""
    summaries = catalogue.read(show.episodes, show.cache).summaries
    return {each.date: each.sha256 for each in summaries}


def fetch_days(
    show: Show, store: Store, record: Record, days: tuple[str, ...], report: Reporter
) -> tuple[tuple[str, ...], tuple[Missing, ...]]:
    """Fetch episodes; return the names of their files, and what cannot be had whole.

    Their pages are due until somebody has written them and says `pages_are_written`.
    """
    if days:
        write_bytes(show.cache / _UNWRITTEN, b"")
    names: list[str] = []
    missing: list[Missing] = []
    for day in days:
        report.say(f"fetching {day}")
        outcome = fetch_episode(show, store, record, day)
        if isinstance(outcome, Missing):
            missing.append(outcome)
        else:
            names += outcome
    return tuple(names), tuple(missing)


def pages_are_due(show: Show) -> bool:
    """Tell whether episodes were fetched by a process that may have died before it wrote pages."""
    return (show.cache / _UNWRITTEN).exists()


def pages_are_written(show: Show) -> None:
    """Note that feed and pages hold all episodes that were fetched."""
    (show.cache / _UNWRITTEN).unlink(missing_ok=True)


def refuse_missing(missing: tuple[Missing, ...], place: str, report: Reporter) -> None:
    """Raise PublishError when there are episodes that cannot be had whole."""
    for each in missing[1:]:
        report.warn(each.as_line(place))
    if missing:
        raise PublishError(missing[0].as_line(place))


def _fetch_others(show: Show, store: Store, record: Record, report: Reporter) -> tuple[str, ...]:
    """Fetch the files that belong to no episode, and those that an episode here lacks."""
    home = show.episodes.resolve()
    fetched = []
    for name in _names_of_others(show, record):
        entry, path = record.files[name], show.episodes / name
        if entry.sha256 is None or path.exists():
            continue
        if not path.resolve().is_relative_to(home):
            raise PublishError(f"{path}: a link leads out of {show.episodes}; remove it")
        report.say(f"fetching {name}")
        with replacing(path) as temporary:
            fetch_file(store, name, entry.settled, temporary)
        fetched.append(name)
    return tuple(fetched)


def _names_of_others(show: Show, record: Record) -> Iterator[str]:
    """Yield the names of published files, but for those of episodes that are not here.

    Pages and feed are left out: they are made from the manifests.
    """
    for name, entry in record.files.items():
        day, slash, last = name.partition("/")
        made = not slash and rank(name) > Rank.DATA
        here = (show.folder(day) / manifest.FILE_NAME).is_file() and last not in DERIVED
        if not entry.unreferenced and not made and (here or not manifest.is_date(day)):
            yield name
