"""Compare the episodes of this copy with those that are published, from what both last shared.

Episodes that only one side has added or changed are taken over; where both sides have changed one,
or one side has withdrawn it, a person decides, and the message names the episode and each way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from podcast.episode import manifest
from podcast.errors import PublishError
from podcast.publish.known import Known
from podcast.publish.public import Public
from podcast.publish.receipt import Record


@dataclass(frozen=True, slots=True)
class Difference:
    """How the episodes of this copy and the published ones differ, as dates in order."""

    added_there: tuple[str, ...] = ()
    """Published, and never seen here."""
    changed_there: tuple[str, ...] = ()
    """Published in a newer form than the one here, which is as it was published."""
    gone_here: tuple[str, ...] = ()
    """Published, seen here, and not here any more."""
    changed_on_both: tuple[str, ...] = ()
    gone_there: tuple[str, ...] = ()
    """Here, and withdrawn by another machine."""

    def without(self, days: Collection[str]) -> Difference:
        """Return the difference without these dates."""
        return Difference(
            *(
                tuple(day for day in getattr(self, each.name) if day not in days)
                for each in fields(self)
            )
        )


def days_of(files: Iterable[Public]) -> dict[str, str]:
    """Return the SHA-256 of each manifest among the public files, by its date."""
    found = {}
    for each in files:
        day, _, last = each.name.partition("/")
        if last == manifest.FILE_NAME and each.sha256:
            found[day] = each.sha256
    return found


def compare(
    here: Mapping[str, str],
    record: Record,
    known: Known,
    replaced: Collection[str] = (),
    *,
    unrecorded: Collection[str] = (),
    forget: bool = False,
) -> Difference:
    """Compare the manifests here with those of the record.

    `unrecorded` holds the dates of published episodes that the record does not know.
    For the dates of `replaced` the form that is here wins. A record of version 0.1 is taken for
    what this copy published last, as that version did, if the copy has no notes: with `forget` also
    the episodes that are not here.
    """
    there = record.episodes()
    base = known.episodes
    if not known.anything and record.generation == 0:
        base = there if forget else {day: there[day] for day in there.keys() & here.keys()}
    missing = (there.keys() | set(unrecorded)) - here.keys()
    other = {
        day
        for day in there.keys() & here.keys()
        if here[day] != there[day] != base.get(day)
        and day not in replaced
        and not _is_half_sent(record, day)
        and there[day] not in known.sending.get(day, ())
    }
    changed_there = {day for day in other if base.get(day) == here[day]}
    return Difference(
        added_there=tuple(sorted(missing - base.keys())),
        changed_there=tuple(sorted(changed_there)),
        gone_here=tuple(sorted(missing & base.keys())),
        changed_on_both=tuple(sorted(other - changed_there)),
        gone_there=tuple(
            sorted((record.withdrawn & here.keys()) - known.withdrawn - set(replaced))
        ),
    )


def _is_half_sent(record: Record, day: str) -> bool:
    """Tell whether a publish of an episode was interrupted, so that any machine may mend it."""
    return any(entry.sha256 is None for entry in record.of_day(day).values())


def refuse_contradictions(difference: Difference, place: str) -> None:
    """Raise PublishError where both sides have decided otherwise about an episode.

    Each command of the message names all such episodes, so that one step leads on.
    """
    changed, gone = difference.changed_on_both, difference.gone_there
    if not (changed or gone):
        return
    what, ways, does = [], [], []
    if changed:
        does.append(f"publishes {_episodes(changed)} as it is here")
        what.append(f"has published {_episodes(changed)} in another form than here")
        ways.append(
            f"delete {_folders(changed)} and fetch the other form with `podcast publish --restore`"
        )
    if gone:
        does.append(f"takes {_episodes(gone)} down here as well")
        what.append(f"has taken down {_episodes(gone)}")
        ways.append(f"put it back with `{_command('replace', gone)}`")
    command = " ".join(
        each for each in (_options("replace", changed), _options("drop", gone)) if each
    )
    done = " and ".join(does)
    raise PublishError(
        f"{place}: another machine {' and '.join(what)}; `podcast publish {command}` {done}; "
        f"or {'; or '.join(ways)}"
    )


def _episodes(days: tuple[str, ...]) -> str:
    return f"the episodes {', '.join(days)}" if len(days) > 1 else f"the episode {days[0]}"


def _folders(days: tuple[str, ...]) -> str:
    return ", ".join(f"episodes/{day}" for day in days)


def _command(option: str, days: tuple[str, ...]) -> str:
    return f"podcast publish {_options(option, days)}"


def _options(option: str, days: tuple[str, ...]) -> str:
    return " ".join(f"--{option} {day}" for day in days)
