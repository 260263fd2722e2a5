"""Each fault of the online service, at the first, a middle and the last line, once and lasting.

    python benchmarks/faults.py [FAULT...]

Each cell of the table builds a small episode with `--engine edge` against the local service of the
tests; stall limit, backoff and pace are not shortened. A cell must end with a whole episode in
which `podcast check` finds no error, or with one line of explanation and an unchanged show.
Otherwise the exit status is 1.

tries    how many connections the line with the fault took; if the fault lasts, those of a second
         line may be counted, too
seconds  from the first request for speech to the last, or to giving up
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import edge_tts.communicate  # noqa: E402
import edge_tts.drm  # noqa: E402
from edge_service import FAULTS, EdgeService  # type: ignore[import-not-found]  # noqa: E402

from podcast import build, check  # noqa: E402
from podcast.commands import init  # noqa: E402
from podcast.errors import PodcastError  # noqa: E402
from podcast.lib.progress import Quiet  # noqa: E402
from podcast.show import config  # noqa: E402
from podcast.show.config import Show, Speech  # noqa: E402

POST = """\
---
title: "AI日报:示例"
date: 2026-02-06 08:00:00
---

## 1、星河科技发布新模型
推理成本下降42.8%。
"""
DURATIONS = ("once", "for good")
EPISODE = "episode"


@dataclass(frozen=True, slots=True)
class Cell:
    """The result of one build."""

    outcome: str
    connections: int
    seconds: float
    ok: bool


def main() -> int:
    """Print a row for each fault and duration; exit 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fault", nargs="*", default=FAULTS, help=", ".join(FAULTS))
    faults = parser.parse_args().fault
    os.environ["NO_PROXY"] = "127.0.0.1,no-such-host.invalid"
    _forget_one_host()
    ok = True
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as folder:
        show = _template(Path(folder) / "template")
        lines = _cell(show, "ok", 0, lasting=False).connections
        positions = {"first": 1, "middle": (lines + 1) // 2, "last": lines}
        print(f"{lines} lines. Each cell: tries, seconds, outcome")
        print(f"{'fault':15}{'':10}" + "".join(f"{name:26}" for name in positions))
        for fault in faults:
            for duration in DURATIONS:
                lasting = duration == DURATIONS[1]
                row = f"{fault:15}{duration:10}"
                for begins in positions.values():
                    cell = _cell(show, fault, begins, lasting=lasting)
                    ok &= cell.ok
                    others = lines - 1 if cell.outcome == EPISODE else begins - 1
                    row += f"{cell.connections - others:3} {cell.seconds:6.1f} s {cell.outcome:14}"
                print(row, flush=True)
    return 0 if ok else 1


def _forget_one_host() -> None:
    """Make one host name fail without asking a resolver, which may take long."""
    lookup = socket.getaddrinfo

    def answer(host: Any, *args: Any, **options: Any) -> Any:
        if host in {"no-such-host.invalid", b"no-such-host.invalid"}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return lookup(host, *args, **options)

    socket.getaddrinfo = answer


def _template(folder: Path) -> Show:
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    # one connection, so that requests come in the order of the lines
    return replace(config.load(folder), speech=Speech(parallel=1, per_second=1000))


def _cell(template: Show, fault: str, begins: int, *, lasting: bool) -> Cell:
    folder = template.root.with_name("show")
    shutil.copytree(template.root, folder)
    show = replace(config.load(folder), speech=template.speech)
    edge_tts.drm.DRM.clock_skew_seconds = 0.0
    try:
        with EdgeService() as service:
            service.play(fault, lambda n: n >= begins if lasting else n == begins)
            edge_tts.communicate.WSS_URL = service.url  # type: ignore[attr-defined]
            return _build(show, service)
    finally:
        _wait_for_speakers()
        shutil.rmtree(folder)


def _wait_for_speakers() -> None:
    """Wait for lines that were being spoken when another line failed, as they still store clips."""
    for thread in threading.enumerate():
        if thread.name.startswith("speech"):
            thread.join(timeout=60)


def _build(show: Show, service: EdgeService) -> Cell:
    before = _contents(show)
    clock = _Clock()
    try:
        build.build(show, None, build.Options(engine="edge"), clock)
    except PodcastError as error:
        ok = "\n" not in str(error) and _contents(show) == before
        return Cell("one line" if ok else "BROKEN", service.url.times, clock.seconds(), ok)
    ok = not check.failed(check.check(show)) and not service.violations
    return Cell(EPISODE if ok else "BROKEN", service.url.times, clock.seconds(), ok)


class _Clock(Quiet):
    """A reporter that notes when the speech began and ended."""

    def __init__(self) -> None:
        self._began = self._ended = 0.0

    def detail(self, text: str) -> None:
        """Note the time of the first message, which names the engine."""
        self._began = self._began or time.monotonic()

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Note the time at which the last line is done."""
        if done == total:
            self._ended = time.monotonic()

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Say nothing."""

    def seconds(self) -> float:
        """Return how long the speech took, or has taken so far if it did not end."""
        return (self._ended or time.monotonic()) - self._began


def _contents(show: Show) -> dict[Path, bytes]:
    """Return the files of the show, without those of the cache."""
    return {
        path: path.read_bytes()
        for path in show.root.rglob("*")
        if path.is_file() and show.cache not in path.parents
    }


if __name__ == "__main__":
    sys.exit(main())
