"""`podcast publish`: compare local files with the store, send changes, and notify the hub.

A publish is a compare-and-swap: what is published is read, what other machines have added is taken
over, and the record and the feed are replaced only as they were read. A publish that is overtaken
begins again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from podcast.episode.manifest import FILE_NAME
from podcast.episode.withdrawn import Withdrawn, guids_of, taken_down, withdrawn
from podcast.errors import Overtaken, PublishError
from podcast.lib.progress import Reporter
from podcast.publish import known, notify, outside
from podcast.publish.channel import difference, settings_in
from podcast.publish.door import (
    Seen,
    look_at,
    only_in_feed,
    other_show,
    refuse_other_show,
    tell_broken,
)
from podcast.publish.merge import Difference, compare, days_of, refuse_contradictions
from podcast.publish.plan import Keeping, Plan, describe, plan
from podcast.publish.private import refuse_hidden
from podcast.publish.public import FEED, Public, collect, guids
from podcast.publish.receipt import Record
from podcast.publish.restore import (
    fetch_days,
    pages_are_due,
    pages_are_written,
    refuse_missing,
)
from podcast.publish.store import Store, open_store
from podcast.publish.transfer import carry_out, closing, matches
from podcast.publish.turn import Turn, taken
from podcast.show.config import Show

_ROUNDS = 8
"""How often a publish that was overtaken begins again."""

Rewrite = Callable[[Show], object]
"""Writes feed and pages from the manifests that are here."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The options of a publish."""

    dry_run: bool = False
    verify: bool = False
    """Whether every published file is compared completely, not only new files."""
    drop: bool = False
    """Whether episodes may leave the published feed; hidden episodes' files are deleted at once."""
    dropped: tuple[str, ...] = ()
    """The dates of episodes that leave the published feed, and whose files are deleted at once."""
    replaced: tuple[str, ...] = ()
    """The dates of episodes that are published as they are here, whatever is published there."""
    take_over: bool = False
    """Whether this show takes the place of another one."""
    verify_public: bool = False
    """Whether the show is read back at its public address in the end."""


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


@dataclass(frozen=True, slots=True)
class _Run:
    """What a publish is about, for all its rounds."""

    show: Show
    report: Reporter
    options: PublishOptions
    today: date | None
    rewrite: Rewrite | None


@dataclass(frozen=True, slots=True)
class _Look:
    """The record as it was read, the files here that belong to it, and what is to be done."""

    seen: Seen
    files: tuple[Public, ...]
    plan: Plan

    @property
    def channel(self) -> dict[str, str]:
        """Return what the feed that is here says of the show."""
        (feed,) = (each for each in self.files if each.name == FEED)
        return settings_in(feed.path.read_bytes())

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is to be done."""
        plan = self.plan
        return not (plan.uploads or plan.deletions) and plan.record == self.seen.record

    @property
    def has_new_feed(self) -> bool:
        """Tell whether listeners get another feed."""
        return any(each.name == FEED for each in self.plan.uploads)


def publish(
    show: Show,
    report: Reporter,
    options: PublishOptions | None = None,
    today: date | None = None,
    rewrite: Rewrite | None = None,
) -> Outcome:
    """Send changed files to `publish.to`, the feed last; notify hub and podping of a new feed.

    The caller holds the show's lock, so that no build changes a file meanwhile. `today` is the date
    for which posts must be public, by default the present day. Episodes that other machines have
    added or changed are fetched, and `rewrite` writes feed and pages with them; without it they are
    refused. Raises PublishError when the store fails, when another show has the place, when an
    episode was changed or withdrawn on another machine, or when an episode whose post is not public
    has not been published yet. Even then the published feed is complete: it is either the old or
    the new one.
    """
    run = _Run(show, report, options or PublishOptions(), today, rewrite)
    for _ in range(_ROUNDS):
        try:
            return _publish_once(run)
        except Overtaken as error:
            report.say(f"{error}; looking again")
            last = error
    raise PublishError(f"{last}; publish again when the others have ended") from last


def _publish_once(run: _Run) -> Outcome:
    show, options = run.show, run.options
    with closing(open_store(show)) as store:
        look = _look(run, store, look_at(store))
        outcome = Outcome(store.place, show.url(FEED), look.plan, options.dry_run)
        if options.dry_run:
            _tell_other_settings(run, store, look)
            return outcome
        record = look.seen.record
        if not look.is_done:
            with taken(store, run.report) as turn:
                look, record = _change(run, store, look, turn)
                outcome = replace(outcome, plan=look.plan)
        known.note(show, store.place, record, days_of(look.files), look.channel)
    if options.verify_public:
        outside.read_back(show, run.report)
    if look.has_new_feed:
        notify.tell(show, run.report)
    return outcome


def _change(run: _Run, store: Store, look: _Look, turn: Turn | None) -> tuple[_Look, Record]:
    """Carry out what is to be done; look again first when the record has changed since."""
    if turn:
        seen = look_at(store)
        if (seen.data, seen.feed) != (look.seen.data, look.seen.feed):
            look = _look(run, store, seen)
    if look.is_done:
        return look, look.seen.record
    _tell_other_settings(run, store, look)
    known.begin(run.show, store.place, look.seen.record, days_of(look.files))
    return look, carry_out(store, look.plan, look.seen, turn, run.report.say)


def _look(run: _Run, store: Store, seen: Seen) -> _Look:
    """Compare this machine with the store, take over what others have added, and make the plan."""
    show, options, report = run.show, run.options, run.report
    if not seen.readable:
        tell_broken(store, report)
    if options.take_over and other_show(show, seen):
        seen = replace(seen, record=_handed_over(run, seen.record))
    refuse_other_show(show, store, seen)
    _refuse_unknown(run, store, seen.record)
    files, merged = _merge(run, store, seen)
    before = seen.record
    if options.verify:
        before = _verify(store, files, before, report)
    hidden = withdrawn(show, run.today)
    if options.drop and options.dry_run:
        files = _without(files, hidden, report)
    else:
        refuse_hidden(show, store, before, hidden, report)
    at_once = frozenset(options.dropped)
    if options.drop:
        at_once |= {each.date for each in hidden} | taken_down(show, run.today)
    days = days_of(files).keys()
    gone = at_once.union(merged.gone_here if options.drop else ())
    owned = replace(
        before.of_show(show.guid, show.title),
        withdrawn=frozenset((before.withdrawn | gone) - days),
    )
    look = _Look(seen, files, _plan(run, store, files, replace(seen, record=owned), at_once))
    if look.has_new_feed and not options.drop:
        expected = {*look.plan.record.withdrawn, *merged.added_there}
        _check_guids(run, seen, files, expected)
    return look


def _tell_other_settings(run: _Run, store: Store, look: _Look) -> None:
    """Warn of settings of another machine's show.yaml that this one's replace."""
    seen = look.seen
    if not look.has_new_feed or other_show(run.show, seen):
        return
    own = known.load(run.show, store.place).channel
    warning = difference(look.channel, settings_in(seen.feed), own, store.place)
    if warning:
        run.report.warn(warning)


def _handed_over(run: _Run, record: Record) -> Record:
    """Return the record of another show as that of this one, which wants none of its files."""
    taken_over = record.referring((), _today(run)).of_show(run.show.guid, run.show.title)
    return replace(taken_over, withdrawn=frozenset())


def _refuse_unknown(run: _Run, store: Store, record: Record) -> None:
    """Raise PublishError for a date to drop of which there is no episode, there or here."""
    previews = run.show.as_preview()
    for day in run.options.dropped:
        homes = (run.show.folder(day), previews.folder(day))
        if not record.of_day(day) and not any((each / FILE_NAME).is_file() for each in homes):
            raise PublishError(
                f"{store.place}: no episode of {day} is published, and none is here; "
                "name another date"
            )


def _merge(run: _Run, store: Store, seen: Seen) -> tuple[tuple[Public, ...], Difference]:
    """Fetch what other machines have added or changed; return the files here, and what differed.

    Raises PublishError where a person has to decide, or where an episode cannot be had whole.
    """
    show, options, report = run.show, run.options, run.report
    if pages_are_due(show) and not options.dry_run:
        _write_pages(run)
    files = collect(show, anew=options.verify)
    notes = known.load(show, store.place)
    differing = compare(
        days_of(files),
        seen.record,
        notes,
        options.replaced,
        unrecorded=only_in_feed(show, store, seen),
        forget=options.drop,
    )
    differing = differing.without(options.dropped)
    refuse_contradictions(differing, store.place)
    days = (*differing.added_there, *differing.changed_there)
    if not days:
        return files, differing
    if options.dry_run:
        for day in days:
            report.say(f"{day}: would be fetched, another machine has published it")
        return files, differing
    if run.rewrite is None:
        raise _not_here(show, len(days))
    _, missing = fetch_days(show, store, seen.record, days, report)
    refuse_missing(missing, store.place, report)
    _write_pages(run)
    return collect(show), differing


def _write_pages(run: _Run) -> None:
    """Write feed and pages with the episodes that were fetched, which come without their pages."""
    if run.rewrite is not None:
        run.rewrite(run.show)
        pages_are_written(run.show)


def _without(
    files: tuple[Public, ...], hidden: tuple[Withdrawn, ...], report: Reporter
) -> tuple[Public, ...]:
    """Return the files that remain when the hidden episodes are taken down."""
    for each in hidden:
        report.say(f"{each.date}: would be taken down, {each.message}; feed and pages change, too")
    days = {each.date for each in hidden}
    return tuple(each for each in files if each.name.partition("/")[0] not in days)


def _plan(
    run: _Run, store: Store, files: tuple[Public, ...], seen: Seen, at_once: frozenset[str]
) -> Plan:
    """Return the plan; the store's files are listed only if something is to be sent.

    Without a listing the record alone says what the store has. Files of the episodes of `at_once`
    are deleted at once.
    """
    show, days = run.show, days_of(files).keys()
    keep = Keeping(
        _today(run),
        show.publish.keep_days,
        at_once,
        max((date.fromisoformat(day) for day in days), default=None),
    )
    if not keep.clock_is_right and any(each.unreferenced for each in seen.record.files.values()):
        run.report.warn(
            f"the clock says {keep.today}, and the newest episode is of {keep.newest}: no "
            "published file is deleted for its age"
        )
    planned = plan(files, seen.record, None, keep)
    (feed,) = (each for each in files if each.name == FEED)
    if not planned.uploads and seen.feed == feed.path.read_bytes():
        return planned
    return plan(files, seen.record, _listed(store, seen), keep)


def _listed(store: Store, seen: Seen) -> dict[str, int | None]:
    """Return the files of the store; a feed that the record does not know counts as missing."""
    listing = store.list()
    entry = seen.record.files.get(FEED)
    if entry is None or sha256(seen.feed or b"").hexdigest() != entry.sha256:
        listing.pop(FEED, None)
    return listing


def _today(run: _Run) -> date:
    return run.today or datetime.now(UTC).date()


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


def _check_guids(
    run: _Run, seen: Seen, files: tuple[Public, ...], expected: Collection[str]
) -> None:
    """Raise PublishError when episodes of the published feed are missing in the new one.

    This machine may not have all episodes; the dates of `expected` may be missing.
    """
    show = run.show
    feed = seen.promise
    if feed is None or (feed.show and feed.show != show.guid):
        return
    lost = feed.guids - guids(files) - guids_of(show, expected).keys()
    if not lost:
        return
    if lost <= guids_of(show, taken_down(show, run.today)).keys():
        raise PublishError(
            f"{show.episodes / FEED}: the published feed still has {len(lost)} episodes that were "
            "taken down here; take them down there as well with `podcast publish --drop`"
        )
    raise _not_here(show, len(lost))


def _not_here(show: Show, count: int) -> PublishError:
    return PublishError(
        f"{show.episodes / FEED}: the published feed has {count} episodes that are not "
        "here; bring them back with `podcast publish --restore`, or let them go with --drop"
    )
