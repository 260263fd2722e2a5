"""Limits on the use of an online service: connections at once, their rate, and a deadline.

Connections and their starts are counted for the whole process, so that any number of engine
objects together stay below the limit of a service. Time is counted for each engine object: an
object speaks one episode, must finish it by a deadline, and stops as soon as a line has failed for
good. Every wait ends early at the deadline or at such a failure. The clock stands still while other
processes have all places: an episode must not lose its voice because many are made at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from podcast.errors import EngineUnavailable, SpeechError
from podcast.lib import deadline
from podcast.online.gate import Gate, Place
from podcast.show.config import Speech

Result = TypeVar("Result")

DEFAULTS = Speech()
"""The defaults of show.yaml for online voices."""
_RAISE = "raise `deadline` under `speech:` in show.yaml, or use `--engine kokoro`"


class _Door:
    """The connections of this process to one service, and a bucket of starts (a token bucket)."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.open = 0
        self.full_at = 0.0
        """When the bucket of starts is full again, by the monotonic clock."""

    def wait(self, parallel: int, per_second: float) -> float | None:
        """Return the seconds until a connection may begin, or None while all places are taken."""
        if self.open >= parallel:
            return None
        # the bucket holds as many starts as there may be connections
        return self.full_at - time.monotonic() - (parallel - 1) / per_second

    def enter(self, per_second: float) -> None:
        """Count one more connection, and take a start out of the bucket."""
        self.open += 1
        self.full_at = max(self.full_at, time.monotonic()) + 1 / per_second

    def leave(self) -> None:
        """Count one connection less and wake those that wait."""
        with self.changed:
            self.open -= 1
            self.changed.notify_all()


_AGAIN = 0.05
"""How many seconds a connection waits before it asks the gate again."""


@dataclass
class _Beyond:
    """The gate of this process, if its connections are counted with those of other processes."""

    gate: Gate | None = None


_BEYOND = _Beyond()


def share(gate: Gate | None) -> None:
    """Count the connections of this process with those of others, by a gate that all share."""
    _BEYOND.gate = gate


_DOORS: dict[str, _Door] = {}
_DOORS_LOCK = threading.Lock()


def _door(service: str) -> _Door:
    with _DOORS_LOCK:
        return _DOORS.setdefault(service, _Door())


class Pacing:
    """The pace of one engine object; objects of the same service share its connections.

    All methods may be called from several threads.
    """

    def __init__(
        self,
        service: str,
        *,
        parallel: int = DEFAULTS.parallel,
        per_second: float = DEFAULTS.per_second,
        deadline: float = DEFAULTS.deadline,
        remedy: str = _RAISE,
    ) -> None:
        """Allow `parallel` connections, `per_second` starts and `deadline` seconds in all.

        `service` is the engine's name, or another text for the beginning of its messages; `remedy`
        says what to do when the time was too short.
        """
        self._service = service
        self._parallel = parallel
        self._per_second = per_second
        self._deadline = deadline
        self._remedy = remedy
        self._door = _door(service)
        self._lock = threading.Lock()
        self._ends_at: float | None = None
        self._places = 0
        """How many places beyond this process the episode has."""
        self._queueing_since: float | None = None
        """Since when it has none, and waits for one."""
        self._failure: EngineUnavailable | None = None
        self._stopped = threading.Event()
        self._stops: set[Callable[[], object]] = set()

    def begin(self) -> None:
        """Start the clock, unless it runs."""
        with self._lock:
            if self._ends_at is None:
                self._ends_at = time.monotonic() + self._deadline

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Surround every speak(): the first call starts the clock, a final failure ends all calls.

        Raises EngineUnavailable when an earlier line has failed for good, or the time is over.
        """
        self.begin()
        self.check()
        try:
            yield
        except SpeechError as error:
            self._fail(EngineUnavailable(str(error), error.reason))
            raise

    @contextmanager
    def connection(self) -> Iterator[None]:
        """Hold one connection to the service, after waiting for its turn.

        Raises EngineUnavailable when the deadline or the failure of another line comes first.
        """
        self._enter()
        try:
            place = self._place()
            try:
                yield
            finally:
                if place:
                    with self._lock:
                        self._places -= 1
                    place.release()
        finally:
            self._door.leave()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine in an event loop of its own, at most until the episode's deadline.

        Raises EngineUnavailable when the deadline passes or another line has failed for good.
        """
        request = deadline.Work(work)
        with self._stopping(request.stop):
            try:
                return request.run(self.left())
            except deadline.CutOff:
                self.check()
                raise self._late() from None

    def wait(self, seconds: float) -> None:
        """Sleep. Raises EngineUnavailable at once when the time ends or a line fails for good."""
        self._stopped.wait(min(seconds, self.left()))
        self.check()

    def left(self) -> float:
        """Return the seconds until the deadline, 0 when it has passed."""
        with self._lock:
            if self._ends_at is None:
                return self._deadline
            return max(0.0, self._ends_at - (self._queueing_since or time.monotonic()))

    def check(self) -> None:
        """Raise EngineUnavailable when the time is over or a line has failed for good."""
        if self._failure is not None:
            raise EngineUnavailable(str(self._failure), self._failure.reason)
        if self.left() <= 0:
            raise self._late()

    def _late(self) -> EngineUnavailable:
        return EngineUnavailable(
            f"{self._service}: the episode was not finished within {self._deadline:g} s; "
            f"{self._remedy}"
        )

    def stop(self, why: str) -> None:
        """End every wait and every request, because a line has failed for good."""
        self._fail(EngineUnavailable(why))

    def _fail(self, error: EngineUnavailable) -> None:
        with self._lock:
            self._failure = self._failure or error
            self._stopped.set()
            for stop in self._stops:
                stop()
        with self._door.changed:
            self._door.changed.notify_all()

    def _enter(self) -> None:
        with self._door.changed:
            while True:
                self.check()
                pause = self._door.wait(self._parallel, self._per_second)
                if pause is not None and pause <= 0:
                    break
                remaining = self.left()
                self._door.changed.wait(remaining if pause is None else min(pause, remaining))
            self._door.enter(self._per_second)

    def _place(self) -> Place | None:
        """Return a place at the gate that this process shares with others, if there is one."""
        gate = _BEYOND.gate
        if gate is None:
            return None
        while True:
            place = gate.enter(self._service, self._parallel, self._per_second)
            with self._lock:
                now = time.monotonic()
                if place:
                    self._places += 1
                    self._go_on(now)
                    return place
                if not self._places and self._queueing_since is None:
                    self._queueing_since = now
            self.wait(_AGAIN)

    def _go_on(self, now: float) -> None:
        """Let the clock run again, if it stood still."""
        if self._queueing_since is not None and self._ends_at is not None:
            self._ends_at += now - self._queueing_since
        self._queueing_since = None

    @contextmanager
    def _stopping(self, stop: Callable[[], object]) -> Iterator[None]:
        """Have `stop` called, from any thread, when a line has failed for good."""
        with self._lock:
            self._stops.add(stop)
        try:
            if self._stopped.is_set():
                stop()
            yield
        finally:
            with self._lock:
                self._stops.discard(stop)
