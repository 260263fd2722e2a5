"""`podcast publish`: compare local files with the store, send changes, and notify the hub."""

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
"""The most dates in a message."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The options of a publish."""

    dry_run: bool = False
    verify: bool = False
    """Whether every published file is compared completely, not only new files."""
    drop: bool = False
    """Whether episodes may leave the published feed; hidden episodes' files are deleted at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The steps that were done or, with `dry_run`, would be done."""

    place: str
    feed: str
    plan: Plan
    dry_run: bool

    def render(self, *, as_json: bool) -> str:
        """Return the result as text or JSON, with a final newline.

        After a dry run the text lists all steps.
        """
        plan = self.plan
        if as_json:
            data = {
                "to": self.place,
                "feed": self.feed,
                "dry_run": self.dry_run,
                "uploaded": [each.name for each in plan.uploads],
                "bytes": plan.bytes,
                "unchanged": len(plan.unchanged),
                "deleted": list(plan.deletions),
            }
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        rows = describe(plan) if self.dry_run else []
        verb = "would upload" if self.dry_run else "uploaded"
        deletions = f", {len(plan.deletions)} deleted" if plan.deletions else ""
        rows.append(
            f"{verb} {len(plan.uploads)} files, {plan.bytes / 1e6:.1f} MB; "
            f"{len(plan.unchanged)} unchanged{deletions}\n{self.feed}"
        )
        return "\n".join(rows) + "\n"


def publish(
    show: Show, report: Reporter, options: PublishOptions | None = None, today: date | None = None
) -> Outcome:
    """Send changed files to `publish.to`, the feed last; notify hub and podping of a new feed.

    The caller holds the show's lock, so that no build changes a file meanwhile. `today` is the date
    for which posts must be public, by default the present day. Raises PublishError when the store
    fails, or when an episode whose post is not public has not been published yet. Even then the
    published feed is complete: it is either the old or the new one.
    """
    options = options or PublishOptions()
    files = collect(show, anew=options.verify)
    with closing(open_store(show)) as store:
        before = _read_record(store, report)
        if options.verify:
            before = _verify(store, files, before, report)
        hidden = withdrawn(show, today)
        if options.drop and options.dry_run:
            files = _without(files, hidden, report)
        else:
            refuse_hidden(show, store, before, hidden, report)
        dates_taken_down = (
            {each.date for each in hidden} | taken_down(show, today) if options.drop else set()
        )
        planned = _plan(show, store, files, before, today, dates_taken_down)
        outcome = Outcome(store.place, show.url(FEED), planned, options.dry_run)
        fresh = any(each.name == FEED for each in planned.uploads)
        if fresh and not options.drop:
            _check_guids(show, store, files, today)
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
    """Return the files that remain when the hidden episodes are taken down."""
    for each in hidden:
        report.say(f"{each.date}: would be taken down, {each.message}; feed and pages change, too")
    days = {each.date for each in hidden}
    return tuple(each for each in files if each.name.partition("/")[0] not in days)


def _read_record(store: Store, report: Reporter) -> Record:
    record = receipt.loads(store.read(receipt.NAME))
    if record is None:
        report.warn(
            f"{store.place}: {receipt.NAME} cannot be read: everything is compared anew, and what "
            "nothing refers to any more stays"
        )
    return record or Record()


def _plan(
    show: Show,
    store: Store,
    files: tuple[Public, ...],
    before: Record,
    today: date | None,
    dates_taken_down: Collection[str],
) -> Plan:
    """Return the plan; the store's files are listed only if something is to be sent.

    Without a listing the record alone says what the store has. Files of episodes of
    `dates_taken_down` are deleted at once.
    """
    keep = Keeping(
        today or datetime.now(UTC).date(), show.publish.keep_days, frozenset(dates_taken_down)
    )
    planned = plan(files, before, None, keep)
    (feed,) = (each for each in files if each.name == FEED)
    if not planned.uploads and store.size(FEED) == feed.bytes:
        return planned
    return plan(files, before, store.list(), keep)


def _verify(store: Store, files: tuple[Public, ...], before: Record, report: Reporter) -> Record:
    """Return the record without the files that differ between the store and this machine."""
    report.say(f"reading {len(files)} files of {store.place}")
    different = [
        each.name for each in files if each.name in before.files and not matches(store, each)
    ]
    for name in different:
        if before.files[name].sha256 is not None:
            report.warn(f"{store.place}: {name} is not what is here; it is sent again")
    return before.without(different)


def _check_guids(show: Show, store: Store, files: tuple[Public, ...], today: date | None) -> None:
    """Raise PublishError when published episodes are missing in the new feed.

    This machine may not have all episodes.
    """
    data = store.read(FEED)
    if data is None:
        return
    try:
        published = read_feed(data, store.place).guids
    except PublishError:  # it is not a feed; publishing replaces it by one
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
