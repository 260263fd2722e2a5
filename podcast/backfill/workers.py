"""Processes that make dates, each one date at a time; they stay warm from date to date.

A process of its own for each worker, because writing and mixing hold Python's lock, and because a
worker that dies takes one date with it and not the queue. A worker is deaf to Ctrl-C, which is for
the queue, and ends when the queue's process is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Self

from podcast.backfill.logs import Log
from podcast.backfill.making import Failed, Outcome, make
from podcast.backfill.orders import Order, Progress

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PARENT_SECONDS = 1.0
"""How often a worker looks whether the queue's process is still there."""


@dataclass
class _Worker:
    """A process, the end of its pipe, and the order that it carries out."""

    process: BaseProcess
    pipe: Connection
    order: Order | None = None


class Crew:
    """All workers of this machine. Used as a context manager, it ends them."""

    def __init__(self, size: int, gate: Path) -> None:
        """Have up to `size` workers, each started when it is needed first.

        `gate` is the folder by which they share online services.
        """
        self._context = multiprocessing.get_context("spawn")
        self._gate, self._size = gate, size
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def room(self) -> int:
        """Return how many orders may be given."""
        return self._size - sum(worker.order is not None for worker in self._workers)

    def give(self, order: Order) -> None:
        """Give an order to a worker without one."""
        worker = next((worker for worker in self._workers if worker.order is None), None)
        if worker is None:
            worker = _Worker(*self._started())
            self._workers.append(worker)
        worker.order = order
        with suppress(OSError):  # it has died, which `heard` tells
            worker.pipe.send(order)

    def heard(self, seconds: float) -> list[tuple[Order, Progress | Outcome]]:
        """Return what the workers have said of their orders, after waiting for so many seconds.

        The order of a worker that has died has failed, and another worker takes its place.
        """
        said: list[tuple[Order, Progress | Outcome]] = []
        busy = [worker for worker in self._workers if worker.order is not None]
        ready = connection.wait([worker.pipe for worker in busy], seconds)
        for worker in (worker for worker in busy if worker.pipe in ready):
            order = worker.order
            if order is None:
                continue
            try:
                what = worker.pipe.recv()
            except (EOFError, OSError):
                what = self._replaced(worker)
            said.append((order, what))
            if not isinstance(what, Progress):
                worker.order = None
        return said

    def stop(self) -> None:
        """End all workers at once, with what they have started."""
        for worker in self._workers:
            _kill(worker.process)
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []

    def _started(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, os.getpid(), self._gate, self._size), daemon=True
        )
        process.start()
        theirs.close()
        return process, ours

    def _replaced(self, worker: _Worker) -> Failed:
        """Put another process into the place of one that has died; say how that one ended."""
        _kill(worker.process)
        worker.process.join()
        worker.pipe.close()
        code = worker.process.exitcode
        worker.process, worker.pipe = self._started()
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return Failed(
            f"the process that made it has ended ({how}); run the same command again, with fewer "
            "`--jobs` if memory is short",
            lost=True,
        )


def _kill(process: BaseProcess) -> None:
    """Kill a worker with ffmpeg and whatever else it has started: they are one group."""
    if process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _work(pipe: Connection, parent: int, gate: Path, size: int) -> None:
    """Make what is ordered until the queue's process is gone; `size` workers share the cores."""
    from podcast.lib import cores
    from podcast.online import pacing
    from podcast.online.gate import FolderGate

    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    pacing.share(FolderGate(gate))
    cores.divide(size)
    while True:
        try:
            order: Order = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_carried_out(order, pipe))


def _carried_out(order: Order, pipe: Connection) -> Outcome:
    with Log(order.log, lambda *how: pipe.send(Progress(*how))) as log:
        try:
            outcome = make(order.task, log)
        except Exception as error:  # noqa: BLE001 -- a fault of the program ends one date only
            log.write(traceback.format_exc())
            outcome = Failed(f"{type(error).__name__}: {error}; report this with {order.log}")
        if isinstance(outcome, Failed):
            log.write(f"error: {outcome.why}\n")
    return outcome


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_SECONDS)
    os.killpg(os.getpid(), signal.SIGKILL)


def sizes(jobs: int | None, dates: int, engines: Sequence[str]) -> int:
    """Return how many workers there are: one for each core, as far as memory and dates go."""
    wanted = jobs or min(os.cpu_count() or 1, _by_memory(engines))
    return max(1, min(wanted, dates))


_MEGABYTES = {"kokoro": 1200}
"""What a worker takes at most, with an engine that holds a model (benchmarks/backfill.py)."""
_MEGABYTES_ELSE = 400


_UNKNOWN = 2
"""The workers of a system that does not tell how much memory is free."""


def _by_memory(engines: Sequence[str]) -> int:
    """Return for how many workers the free memory suffices, at least one."""
    try:
        rows = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return _UNKNOWN
    free = next((int(row.split()[1]) / 1024 for row in rows if row.startswith("MemAvail")), None)
    if free is None:
        return _UNKNOWN
    each = max((_MEGABYTES.get(name, _MEGABYTES_ELSE) for name in engines), default=1)
    return max(1, int(free / each))
