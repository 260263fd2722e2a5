"""`podcast publish`: what is here, what is there, what travels; then who is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from podcast.config import Show
from podcast.errors import PublishError
from podcast.progress import Reporter
from podcast.publish import notify
from podcast.publish import record as records
from podcast.publish.feed import read_feed
from podcast.publish.plan import Plan, describe, plan
from podcast.publish.public import FEED, Public, collect, guids
from podcast.publish.record import Record
from podcast.publish.store import Store, open_store
from podcast.publish.transfer import carry_out, closing, matches

_SHOWN = 3
"""Dates in a message."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a publish."""

    dry_run: bool = False
    verify: bool = False
    """Compare every remote file whole, not only what is new."""
    drop: bool = False
    """Episodes may go that the published feed has."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, or with `dry_run` would be."""

    place: str
    feed: str
    plan: Plan
    dry_run: bool

    def render(self, *, as_json: bool) -> str:
        """Return the plan or the figures as text or JSON, with a final newline."""
        done = self.plan
        if as_json:
            data = {
                "to": self.place,
                "feed": self.feed,
                "dry_run": self.dry_run,
                "uploaded": [each.name for each in done.uploads],
                "bytes": done.bytes,
                "unchanged": len(done.unchanged),
                "deleted": list(done.deletions),
            }
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        rows = describe(done) if self.dry_run else []
        verb = "would upload" if self.dry_run else "uploaded"
        gone = f", {len(done.deletions)} deleted" if done.deletions else ""
        rows.append(
            f"{verb} {len(done.uploads)} files, {done.bytes / 1e6:.1f} MB; "
            f"{len(done.unchanged)} unchanged{gone}\n{self.feed}"
        )
        return "\n".join(rows) + "\n"


def publish(
    show: Show, report: Reporter, options: Options | None = None, today: date | None = None
) -> Outcome:
    """Bring what has changed to `publish.to`, the feed last; tell hub and podping.

    To be called with the show's lock held, so that no build changes a file under way. Raises
    PublishError; the published feed is then whole, the old or the new one.
    """
    options = options or Options()
    files = collect(show, anew=options.verify)
    with closing(open_store(show)) as store:
        before = _record(store, report)
        if options.verify:
            before = _proved(store, files, before, report)
        planned = _plan(show, store, files, before, today or datetime.now(UTC).date())
        outcome = Outcome(store.place, show.url(FEED), planned, options.dry_run)
        fresh = any(each.name == FEED for each in planned.uploads)
        if fresh and not options.drop:
            _check_nothing_is_lost(show, store, files)
        if options.dry_run:
            return outcome
        if planned.uploads or planned.deletions or planned.record != before:
            carry_out(store, planned, before, report.say)
    if fresh:
        notify.tell(show, report)
    return outcome


def _record(store: Store, report: Reporter) -> Record:
    found = records.loads(store.read(records.NAME))
    if found is None:
        report.warn(
            f"{store.place}: {records.NAME} cannot be read: everything is compared anew, and what "
            "nothing refers to any more stays"
        )
    return found or Record()


def _plan(show: Show, store: Store, files: tuple[Public, ...], before: Record, today: date) -> Plan:
    """Believe the record when there is nothing to do; else look at what is really there."""
    keep = show.publish.keep_days
    believed = plan(files, before, None, today, keep)
    (feed,) = (each for each in files if each.name == FEED)
    if not believed.uploads and store.size(FEED) == feed.bytes:
        return believed
    return plan(files, before, store.list(), today, keep)


def _proved(store: Store, files: tuple[Public, ...], before: Record, report: Reporter) -> Record:
    """Return the record without what the store does not have as it is here."""
    report.say(f"reading {len(files)} files of {store.place}")
    wrong = [each.name for each in files if each.name in before.files and not matches(store, each)]
    for name in wrong:
        if before.files[name].sha256 is not None:
            report.warn(f"{store.place}: {name} is not what is here; it is sent again")
    return before.without(wrong)


def _check_nothing_is_lost(show: Show, store: Store, files: tuple[Public, ...]) -> None:
    """Refuse a feed without episodes that are published: a machine may not have them all."""
    data = store.read(FEED)
    if data is None:
        return
    try:
        published = read_feed(data, store.place).guids
    except PublishError:  # whatever it is, it is replaced by a feed
        return
    lost = published - guids(files)
    if lost:
        raise PublishError(
            f"{show.episodes / FEED}: the published feed has {len(lost)} episodes that are not "
            "here; bring them back with `podcast publish --restore`, or let them go with --drop"
        )
