"""`podcast publish`: what is here, what is there, what travels; then who is told."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from podcast.episode.withdrawn import Withdrawn, guids_of, taken_down, withdrawn
from podcast.errors import PublishError
from podcast.lib.progress import Reporter
from podcast.publish import notify, receipt
from podcast.publish.feed import read_feed
from podcast.publish.plan import Keeping, Plan, describe, plan
from podcast.publish.private import refuse_hidden
from podcast.publish.public import FEED, Public, collect, guids
from podcast.publish.receipt import Record
from podcast.publish.store import Store, open_store
from podcast.publish.transfer import carry_out, closing, matches
from podcast.show.config import Show

_SHOWN = 3
"""Dates in a message."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What a person may ask of a publish."""

    dry_run: bool = False
    verify: bool = False
    """Compare every remote file whole, not only what is new."""
    drop: bool = False
    """Episodes may go that the published feed has; the files of hidden ones go at once."""


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
    show: Show, report: Reporter, options: PublishOptions | None = None, today: date | None = None
) -> Outcome:
    """Bring what has changed to `publish.to`, the feed last; tell hub and podping.

    To be called with the show's lock held, so that no build changes a file under way. Raises
    PublishError; the published feed is then whole, the old or the new one. So does an episode
    whose post is not public and that is not out yet: it stays here.
    """
    options = options or PublishOptions()
    files = collect(show, anew=options.verify)
    with closing(open_store(show)) as store:
        before = _record(store, report)
        if options.verify:
            before = _proved(store, files, before, report)
        hidden = withdrawn(show, today)
        if options.drop and options.dry_run:
            files = _without(files, hidden, report)
        else:
            refuse_hidden(show, store, before, hidden, report)
        gone = {each.date for each in hidden} | taken_down(show, today) if options.drop else set()
        planned = _plan(show, store, files, before, today, gone)
        outcome = Outcome(store.place, show.url(FEED), planned, options.dry_run)
        fresh = any(each.name == FEED for each in planned.uploads)
        if fresh and not options.drop:
            _check_nothing_is_lost(show, store, files, today)
        if options.dry_run:
            return outcome
        if planned.uploads or planned.deletions or planned.record != before:
            carry_out(store, planned, before, report.say)
    if fresh:
        notify.tell(show, report)
    return outcome


def _without(
    files: tuple[Public, ...], hidden: tuple[Withdrawn, ...], report: Reporter
) -> tuple[Public, ...]:
    """Return the files as they will be once the hidden episodes are taken down."""
    for each in hidden:
        report.say(f"{each.date}: would be taken down, {each.message}; feed and pages change, too")
    days = {each.date for each in hidden}
    return tuple(each for each in files if each.name.partition("/")[0] not in days)


def _record(store: Store, report: Reporter) -> Record:
    found = receipt.loads(store.read(receipt.NAME))
    if found is None:
        report.warn(
            f"{store.place}: {receipt.NAME} cannot be read: everything is compared anew, and what "
            "nothing refers to any more stays"
        )
    return found or Record()


def _plan(
    show: Show,
    store: Store,
    files: tuple[Public, ...],
    before: Record,
    today: date | None,
    gone: Collection[str],
) -> Plan:
    """Believe the record when there is nothing to do; else look at what is really there.

    What is left of the dates in `gone` goes at once.
    """
    keep = Keeping(today or datetime.now(UTC).date(), show.publish.keep_days, frozenset(gone))
    believed = plan(files, before, None, keep)
    (feed,) = (each for each in files if each.name == FEED)
    if not believed.uploads and store.size(FEED) == feed.bytes:
        return believed
    return plan(files, before, store.list(), keep)


def _proved(store: Store, files: tuple[Public, ...], before: Record, report: Reporter) -> Record:
    """Return the record without what the store does not have as it is here."""
    report.say(f"reading {len(files)} files of {store.place}")
    wrong = [each.name for each in files if each.name in before.files and not matches(store, each)]
    for name in wrong:
        if before.files[name].sha256 is not None:
            report.warn(f"{store.place}: {name} is not what is here; it is sent again")
    return before.without(wrong)


def _check_nothing_is_lost(
    show: Show, store: Store, files: tuple[Public, ...], today: date | None
) -> None:
    """Refuse a feed without episodes that are published: a machine may not have them all."""
    data = store.read(FEED)
    if data is None:
        return
    try:
        published = read_feed(data, store.place).guids
    except PublishError:  # whatever it is, it is replaced by a feed
        return
    lost = published - guids(files)
    if not lost:
        return
    if lost <= guids_of(show, taken_down(show, today)).keys():
        raise PublishError(
            f"{show.episodes / FEED}: the published feed still has {len(lost)} episodes that were "
            "taken down here; take them down there as well with `podcast publish --drop`"
        )
    raise PublishError(
        f"{show.episodes / FEED}: the published feed has {len(lost)} episodes that are not "
        "here; bring them back with `podcast publish --restore`, or let them go with --drop"
    )
