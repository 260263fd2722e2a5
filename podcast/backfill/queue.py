"""The queue: give the dates of all shows to workers, place what they have made, and end in order.

The queue alone writes into `episodes/`: an episode is placed when it is whole, under the lock of
its show, and pages and feed are written once at the end. A date is claimed while it is made, so
that two queues at once share the work; that they do not harm each other follows from the placing.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from podcast import surroundings
from podcast.backfill import pace
from podcast.backfill.making import Before, Failed, Made, Outcome, Task, before, bring, place
from podcast.backfill.orders import Order, Progress, Workers
from podcast.backfill.plan import Entry, Plan, make_plan, note_refusal
from podcast.episode import manifest
from podcast.episode.withdrawn import tell_withdrawn
from podcast.errors import BackfillError, PodcastError
from podcast.lib.atomic import make_folder
from podcast.lib.lock import Held, bury, has_died, only_one, sign_of_life, try_to_hold
from podcast.lib.progress import Reporter
from podcast.refresh import write_public
from podcast.show.config import Show

LOGS = "logs"
_CLAIM = ".lock"
"""The suffix of the file that says who makes a date."""
_NONCE = re.compile("[0-9a-f]{32}")
_TRIES = 3
"""How often a date is begun whose worker was lost."""
_LISTEN_SECONDS = 0.2


class Board(Protocol):
    """Shows a person how far the queue is."""

    def began(self, order: Order) -> None:
        """Show that a date is being made."""

    def told(self, order: Order, progress: Progress) -> None:
        """Show how far a date is."""

    def ended(self, order: Order, outcome: Outcome) -> None:
        """Show what became of a date."""


@dataclass
class Patience:
    """Whether the queue is to end: a person has asked for it."""

    stopping: bool = False
    told: bool = False
    """Whether the person was told so."""


@dataclass
class Tally:
    """What became of the dates."""

    made: list[tuple[Order, Made]] = field(default_factory=list)
    failed: list[tuple[Show, str, str]] = field(default_factory=list)
    """The show, the date (empty for the show as a whole), and why."""
    refused: list[tuple[Show, str, str]] = field(default_factory=list)
    elsewhere: int = 0
    """How many dates another command has made meanwhile."""
    left: int = 0
    """How many dates were not begun."""
    seconds: float = 0.0
    """How long it took."""


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """A date that waits."""

    plan: Plan
    entry: Entry
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Flight:
    """A date that is being made."""

    work: _Work
    was: Before
    claim: Held


@dataclass
class Queue:
    """The dates of all shows, oldest first."""

    plans: Sequence[Plan]
    board: Board
    report: Reporter
    patience: Patience = field(default_factory=Patience)
    most_failures: int | None = None
    tally: Tally = field(default_factory=Tally)
    _waiting: list[_Work] = field(default_factory=list)
    _flying: dict[Order, _Flight] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = (_Work(plan, entry) for plan in self.plans for entry in plan.chosen)
        self._waiting = sorted(every, key=lambda work: work.entry.day)

    def run(self, workers: Workers) -> Tally:
        """Make all dates, then pages and feeds. Failures of dates are in the tally.

        Raises BackfillError when no worker is left; what was placed until then stays, and pages
        and feeds are written all the same.
        """
        started = time.monotonic()
        with _nonce() as nonce, ExitStack() as stack:
            for plan in self.plans:
                stack.enter_context(_workspace(plan.show, nonce))
                self._prepare(plan)
            try:
                self._work_off(workers, nonce)
            except BackfillError:
                self._finish(started)
                raise
            finally:
                for flight in self._flying.values():
                    flight.claim.release(forget=True)
            self._finish(started)
        return self.tally

    def _prepare(self, plan: Plan) -> None:
        """Find out what would fail for each date of a show, and take such a show out."""
        show = plan.show
        if not plan.chosen:
            return
        try:
            with only_one(show.cache, self.report):
                surroundings.prepare(show)
        except PodcastError as error:
            self.tally.failed.append((show, "", str(error)))
            self._waiting = [work for work in self._waiting if work.plan is not plan]

    def _work_off(self, workers: Workers, nonce: str) -> None:
        ends = self._ends()
        while self._flying or (self._waiting and not ends):
            while self._waiting and not ends and workers.room():
                order = self._next(nonce)
                if order is None:
                    break
                self.board.began(order)
                workers.give(order)
            if not self._flying:
                time.sleep(_LISTEN_SECONDS)
            for order, what in workers.heard(_LISTEN_SECONDS) if self._flying else ():
                if isinstance(what, Progress):
                    self.board.told(order, what)
                else:
                    self._land(order, what)
            ends = self._ends()

    def _ends(self) -> bool:
        if self.patience.stopping and not self.patience.told:
            self.patience.told = True
            self.report.warn("interrupted: what is begun is finished; Ctrl-C again stops at once")
        failures = len(self.tally.failed)
        too_many = self.most_failures is not None and failures >= self.most_failures
        return self.patience.stopping or too_many

    def _next(self, nonce: str) -> Order | None:
        """Return an order for the first date that nobody else is making, or None."""
        at_work = Counter(flight.work.plan.show.root for flight in self._flying.values())
        for work in tuple(self._waiting):
            show = work.plan.show
            if show.writer.memory and at_work[show.root]:
                continue  # its narration refers to the episode before it
            claim = try_to_hold(show.workspaces / f"{work.entry.day}{_CLAIM}")
            if claim is None:
                continue
            self._waiting.remove(work)
            order = self._ordered(work, claim, nonce)
            if order:
                return order
            claim.release(forget=True)
        return None

    def _ordered(self, work: _Work, claim: Held, nonce: str) -> Order | None:
        """Return the order for a date, or None if it was made elsewhere since it was planned."""
        plan, entry, show = work.plan, work.entry, work.plan.show
        was = before(show, entry.day)
        if _hash(was.manifest) != entry.base:
            again = make_plan(show, plan.wish, days={entry.day})
            if not again.chosen or again.chosen[0].post is None:
                self.tally.elsewhere += 1
                return None
            entry = again.chosen[0]
        if entry.post is None:
            return None
        workspace = show.workspaces / nonce / str(entry.day)
        task = Task(show, entry.day, entry.post, workspace, plan.wish.options, entry.better)
        bring(task, was)
        order = Order(task, show.workspaces / LOGS / f"{entry.day}.log")
        self._flying[order] = _Flight(_Work(plan, entry, work.tries + 1), was, claim)
        return order

    def _land(self, order: Order, outcome: Outcome) -> None:
        flight = self._flying.pop(order)
        show, day = order.task.show, str(order.task.day)
        if isinstance(outcome, Failed) and outcome.lost and flight.work.tries < _TRIES:
            self._waiting.insert(0, flight.work)
        elif isinstance(outcome, Made):
            outcome = self._placed(order, flight, outcome)
        if isinstance(outcome, Made):
            pace.note(show, outcome)
        elif outcome.refused:
            self.tally.refused.append((show, day, outcome.why))
            note_refusal(show, order.task.post, outcome.why)
        elif not outcome.lost or flight.work.tries >= _TRIES:
            self.tally.failed.append((show, day, outcome.why))
        shutil.rmtree(order.task.workspace, ignore_errors=True)
        flight.claim.release(forget=True)
        self.board.ended(order, outcome)

    def _placed(self, order: Order, flight: _Flight, made: Made) -> Made | Failed:
        try:
            with only_one(order.task.show.cache, self.report):
                placed = place(order.task, flight.was)
        except PodcastError as error:
            return Failed(str(error))
        except OSError as error:
            return Failed(f"{error.filename}: {error.strerror}")
        if placed:
            self.tally.made.append((order, made))
        else:
            self.tally.elsewhere += 1
        return made

    def _finish(self, started: float) -> None:
        """Write pages and feeds, also for what a queue that was killed has left."""
        self.tally.left = len(self._waiting)
        for plan in self.plans:
            show = plan.show
            if not manifest.paths(show.episodes):
                continue
            try:
                with only_one(show.cache, self.report):
                    write_public(show, quick=True)
                tell_withdrawn(show, self.report)
            except PodcastError as error:
                self.tally.failed.append((show, "", str(error)))
        self.tally.seconds = time.monotonic() - started


@contextmanager
def _nonce() -> Iterator[str]:
    """Yield a name for the workspaces of this queue, by which it is known to live."""
    name = secrets.token_hex(16)
    with sign_of_life(name):
        yield name


@contextmanager
def _workspace(show: Show, nonce: str) -> Iterator[None]:
    """Make the workspace of a show for a while; remove those that killed queues have left."""
    home = show.workspaces
    make_folder(home / nonce)
    _remove_leftovers(home)
    try:
        yield
    finally:
        shutil.rmtree(home / nonce, ignore_errors=True)


def _remove_leftovers(home: Path) -> None:
    """Remove workspaces and claims of queues that were killed."""
    for path in home.iterdir():
        if _NONCE.fullmatch(path.name) and has_died(path.name):
            shutil.rmtree(path, ignore_errors=True)
            bury(path.name)
        elif path.suffix == _CLAIM:
            claim = try_to_hold(path)
            if claim:
                claim.release(forget=True)


def _hash(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def logs(show: Show) -> Path:
    """Return the folder of the logs of a show's dates."""
    return show.workspaces / LOGS
