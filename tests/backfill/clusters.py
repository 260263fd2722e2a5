"""A Dask cluster on loopback; scheduler and workers are processes, as people start them.

Every process of a cluster, and every client that a test starts beside it, has its temporary files
in one folder, so that a test sees what they leave.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

LIMIT = 300
"""Seconds after which whatever is waited for is taken to hang."""


@dataclass
class Cluster:
    """A scheduler and so many workers with one thread each; a context manager that ends them."""

    folder: Path
    """A new folder for what they write: logs, temporary files, the address of the scheduler."""
    size: int = 2
    temp: Path | None = None
    """The folder for temporary files; by default one below `folder`."""
    settings: dict[str, str] = field(default_factory=dict)
    """More variables of the environment of all processes."""
    preload: Path | None = None
    """A Python file that each worker runs when it starts."""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    ended: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """Processes that are no part of the cluster any more, but may still be there."""
    _count: int = 0

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        self.environment["TMPDIR"]  # made before anybody looks for it
        self._file = self.folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        until(self._file.is_file)
        self.address: str = _read_when_whole(self._file)["address"]
        for _ in range(self.size):
            self.workers.append(self.another())
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, *self.ended, self.scheduler):
            process.kill()
            process.wait()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of all processes."""
        temp = self.temp or self.folder / "temp"
        temp.mkdir(exist_ok=True)
        return {
            **os.environ,
            "TMPDIR": str(temp),
            # a machine that does something else as well must not lose its workers for it
            "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10 minutes",
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "120s",
            **self.settings,
        }

    def another(self) -> subprocess.Popen[bytes]:
        """Start one more worker."""
        preload = ("--preload", str(self.preload)) if self.preload else ()
        return self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--memory-limit", "0",
            "--local-directory", str(self.folder / "scratch"), *preload,
        )  # fmt: skip

    def kill(self, number: int) -> None:
        """Kill a worker and start another one in its place."""
        old = self.workers[number]
        old.kill()
        old.wait()
        self.workers[number] = self.another()

    def backfill(
        self, show: Path, shared: Path | str, *words: str, engine: str = "tone"
    ) -> subprocess.Popen[str]:
        """Start a backfill on this cluster."""
        return subprocess.Popen(
            [
                sys.executable, "-m", "podcast", "backfill", "--engine", engine, "--json",
                "--show", str(show), "--scheduler", self.address, "--shared", str(shared), *words,
            ],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip

    def _start(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        self._count += 1
        with (self.folder / f"{what}-{self._count}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", what, *words], stdout=log, stderr=log,
                env=self.environment,
            )  # fmt: skip


def until(holds: Callable[[], object], seconds: float = LIMIT) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _read_when_whole(path: Path) -> dict[str, str]:
    """Return a JSON file that another process is writing."""
    found: dict[str, str] = {}

    def whole() -> bool:
        try:
            found.update(json.loads(path.read_bytes()))
        except ValueError:
            return False
        return True

    until(whole)
    return found
