"""`podcast backfill`: plan, then make what is chosen, on this machine or on a cluster."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from podcast.backfill.board import Board
from podcast.backfill.depot import Address
from podcast.backfill.orders import Workers
from podcast.backfill.plan import Plan
from podcast.backfill.queue import Patience, Queue, Tally
from podcast.backfill.workers import Crew, sizes
from podcast.errors import ConfigError
from podcast.show.config import SHOW_FILE, Show, load


@dataclass(frozen=True, slots=True)
class How:
    """How a queue is worked off."""

    jobs: int | None = None
    """How many workers there are; None leaves it to cores and memory."""
    most_failures: int | None = None
    quiet: bool = False
    scheduler: str | None = None
    """The address of the scheduler of a Dask cluster; None means this machine."""
    shared: str | None = None
    """The storage that this machine and the workers of the cluster share."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a queue."""

    tally: Tally
    interrupted: bool

    @property
    def status(self) -> int:
        """The exit code: 130 after Ctrl-C, 1 after a failure, else 0."""
        if self.interrupted:
            return 128 + signal.SIGINT
        return 1 if self.tally.failed else 0


def load_shows(folders: Sequence[Path], below: Path | None) -> tuple[Show, ...]:
    """Return the shows in folders, and all that are right below a folder; each once.

    Raises ConfigError when a show cannot be read, or no show is below that folder.
    """
    every = [*folders, *(_shows_below(below) if below else ())]
    shows: list[Show] = []
    for folder in every:
        path = Path(os.path.abspath(folder))  # noqa: PTH100 -- a link stays a link
        if all(path.resolve() != show.root.resolve() for show in shows):
            shows.append(load(path))
    return tuple(shows)


def _shows_below(folder: Path) -> tuple[Path, ...]:
    found = tuple(sorted(path.parent for path in folder.glob(f"*/{SHOW_FILE}")))
    if not found:
        raise ConfigError(f"{folder}: no folder below it has a {SHOW_FILE}; name another one")
    return found


def workers_for(plans: Sequence[Plan], jobs: int | None) -> int:
    """Return how many workers of this machine work off plans."""
    engines = [
        name
        for plan in plans
        for name in ((plan.wish.options.engine,) if plan.wish.options.engine else plan.show.engines)
    ]
    return sizes(jobs, sum(len(plan.chosen) for plan in plans), engines)


def run(plans: Sequence[Plan], how: How) -> Result:
    """Make what is chosen, with workers of this machine or of a cluster.

    The first Ctrl-C lets the dates in flight end, then pages and feeds are written; the second
    raises KeyboardInterrupt at once.
    """
    total = sum(len(plan.chosen) for plan in plans)
    sound = sum(entry.seconds for plan in plans for entry in plan.chosen)
    names = {plan.show.root: plan.show.title for plan in plans} if len(plans) > 1 else {}
    with Board(total, sound, how.quiet, names) as board:
        patience = Patience()
        queue = Queue(plans, board, board, patience, how.most_failures)
        with _workers(plans, how) as workers, _two_interrupts(patience):
            tally = queue.run(workers)
    return Result(tally, patience.stopping)


@contextmanager
def _workers(plans: Sequence[Plan], how: How) -> Iterator[Workers]:
    """Yield the workers, who share one limit for each online service."""
    if how.scheduler and how.shared:
        from podcast.backfill.cluster import connected

        publish = plans[0].show.publish
        shared = how.shared if "://" in how.shared else str(Path(how.shared).resolve())
        address = Address(shared, publish.endpoint, publish.region)
        with connected(how.scheduler, address) as cluster:
            yield cluster
        return
    with Crew(workers_for(plans, how.jobs), plans[0].show.workspaces / "gate") as crew:
        yield crew


@contextmanager
def _two_interrupts(patience: Patience) -> Iterator[None]:
    """Let the first SIGINT end the queue in order, and the second raise KeyboardInterrupt."""

    def interrupted(number: int, frame: FrameType | None) -> None:
        if patience.stopping:
            raise KeyboardInterrupt
        patience.stopping = True  # the queue tells it: a handler must not print

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
