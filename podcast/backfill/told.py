"""Plans and results as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from podcast.backfill import pace
from podcast.backfill.board import clock
from podcast.backfill.plan import Entry, Plan
from podcast.backfill.queue import Tally, logs
from podcast.lib.counting import counted
from podcast.show.config import Show

_HOUR = 3600
_MOST_ROWS = 40
"""The most rows of a plan that are printed for one kind; JSON has all."""


def hours(plan: Plan, workers: int) -> float:
    """Return how many hours the chosen dates of a plan will take so many workers."""
    engine = plan.wish.options.engine
    engines = (engine,) if engine else plan.show.engines
    sound = sum(entry.seconds for entry in plan.chosen)
    return pace.seconds(plan.show, engines, sound) / workers / _HOUR


def plan_text(plans: Sequence[Plan], workers: int) -> str:
    """Return plans as a person reads them."""
    rows: list[str] = []
    for plan in plans:
        if len(plans) > 1:
            rows.append(f"{plan.show.title} ({plan.show.root})")
        rows += _rows(plan)
        rows.append(_estimate(plan, workers))
    return "\n".join(rows)


def _rows(plan: Plan) -> Iterator[str]:
    missing, stale, impossible = (plan.of(s) for s in ("missing", "stale", "impossible"))
    yield f"missing: {counted(len(missing), 'date')}"
    yield from _shortened(f"  {_span(group)}" for group in _runs(missing, lambda _: ""))
    yield f"stale: {counted(len(stale), 'date')}{_kinds(stale)}"
    yield from _shortened(f"  {each.day}: {_changes(each)}" for each in stale)
    yield f"cannot be: {counted(len(impossible), 'date')}"
    yield from _shortened(
        f"  {_span(group)}: {group[0].why}" for group in _runs(impossible, _same_reason)
    )
    if plan.wish.revoice:
        again = [each for each in plan.entries if each.better]
        yield f"spoken by another engine than the first: {counted(len(again), 'date')}"
        yield from _shortened(f"  {each.day}: {', '.join(each.better)} next" for each in again)
    yield f"as they are: {counted(len(plan.of('fresh')), 'date')}"


def _estimate(plan: Plan, workers: int) -> str:
    chosen = plan.chosen
    if not chosen:
        stale = len(plan.of("stale"))
        hint = f"; `--stale` makes {counted(stale, 'stale date')} again" if stale else ""
        return f"nothing is to be made{hint}"
    sound = sum(each.seconds for each in chosen)
    return (
        f"to be made: {counted(len(chosen), 'date')}, about {clock(sound)} of sound, about "
        f"{clock(hours(plan, workers) * _HOUR)} with {counted(workers, 'worker')}"
    )


def _kinds(entries: Iterable[Entry]) -> str:
    counts = Counter(kind for each in entries for kind in each.kinds)
    told = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    return f" ({told})" if told else ""


def _changes(entry: Entry) -> str:
    return "; ".join(f"{change.kind}: {change.told}" for change in entry.changes)


def _same_reason(entry: Entry) -> str:
    return entry.why.replace(str(entry.day), "DATE")


def _runs(entries: Sequence[Entry], key: Any) -> Iterator[list[Entry]]:
    """Yield the entries of days in a row that have the same key."""
    numbered = enumerate(entries)
    for _, run in groupby(numbered, lambda pair: (pair[1].day - timedelta(pair[0]), key(pair[1]))):
        yield [entry for _, entry in run]


def _span(entries: Sequence[Entry]) -> str:
    first, last = entries[0].day, entries[-1].day
    return f"{first}" if first == last else f"{first} to {last}"


def _shortened(rows: Iterable[str]) -> Iterator[str]:
    every = list(rows)
    yield from every[:_MOST_ROWS]
    if len(every) > _MOST_ROWS:
        yield f"  … and {len(every) - _MOST_ROWS} more (`--json` has all)"


def plan_json(plans: Sequence[Plan], workers: int) -> str:
    """Return plans as JSON."""
    return _dumps({"workers": workers, "shows": [_plan(plan, workers) for plan in plans]})


def _plan(plan: Plan, workers: int) -> dict[str, Any]:
    return {
        "show": str(plan.show.root),
        "title": plan.show.title,
        "missing": [
            {"date": str(each.day), "post": _post(plan.show, each)} for each in plan.of("missing")
        ],
        "stale": [
            {
                "date": str(each.day),
                "post": _post(plan.show, each),
                "reasons": [{"kind": c.kind, "told": c.told} for c in each.changes],
            }
            for each in plan.of("stale")
        ],
        "impossible": [
            {"date": str(each.day), "reason": each.why} for each in plan.of("impossible")
        ],
        "fresh": [str(each.day) for each in plan.of("fresh")],
        "revoice": [
            {"date": str(each.day), "engines": each.better} for each in plan.entries if each.better
        ],
        "chosen": [str(each.day) for each in plan.chosen],
        "seconds_of_sound": round(sum(each.seconds for each in plan.chosen), 1),
        "hours": round(hours(plan, workers), 3),
    }


def _post(show: Show, entry: Entry) -> str | None:
    if entry.post is None:
        return None
    path = entry.post
    return str(path.relative_to(show.root) if path.is_relative_to(show.root) else path)


def result_text(tally: Tally, *, several: bool) -> str:
    """Return what became of the dates, the failures last, as a person reads it."""
    sound = sum(made.seconds for _, made in tally.made)
    calls = sum(made.calls for _, made in tally.made)
    made = f"made: {counted(len(tally.made), 'episode')}, {clock(sound)} of sound"
    rows = [f"{made}, {counted(calls, 'speech call')}, in {clock(tally.seconds)}"]
    if tally.elsewhere:
        rows.append(f"made by another command meanwhile: {counted(tally.elsewhere, 'date')}")
    for show, day, why in tally.refused:
        rows.append(f"passed over: {_place(show, day, several=several)}: {why}")
    if tally.left:
        rows.append(f"not begun: {counted(tally.left, 'date')}; the same command goes on with them")
    for show, day, why in tally.failed:
        log = f" (log: {logs(show) / day}.log)" if day else ""
        rows.append(f"failed: {_place(show, day, several=several)}: {why}{log}")
    return "\n".join(rows)


def _place(show: Show, day: str, *, several: bool) -> str:
    name = show.title if several or not day else ""
    return " ".join(filter(None, (name, day)))


def result_json(tally: Tally) -> str:
    """Return what became of the dates as JSON."""
    return _dumps(
        {
            "made": [
                {
                    "show": str(order.task.show.root),
                    "date": str(order.task.day),
                    "engine": made.engine,
                    "seconds_of_sound": round(made.seconds, 3),
                    "calls": made.calls,
                    "seconds": round(made.took, 3),
                }
                for order, made in tally.made
            ],
            "failed": [_failure(*each) for each in tally.failed],
            "refused": [_failure(*each) for each in tally.refused],
            "elsewhere": tally.elsewhere,
            "left": tally.left,
            "seconds": round(tally.seconds, 3),
        }
    )


def _failure(show: Show, day: str, why: str) -> dict[str, str | None]:
    return {"show": str(show.root), "date": day or None, "reason": why}


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
