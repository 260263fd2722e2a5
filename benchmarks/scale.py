"""How long thousands of episodes take on a cluster, what they cost, and what is full first.

    python benchmarks/scale.py measure [--engine E] [--dates N]   stage times, for scale.yaml
    python benchmarks/scale.py                                    1,000 and 100,000 episodes
    python benchmarks/scale.py compare [--dates N ...]            real runs beside the simulation

The simulation follows a queue event by event: the client gives dates one after the other, as many
ahead as there is room, and places what comes back; workers make one date at a time. Its inputs are
in benchmarks/scale.yaml. `compare` measures the stages right before and after each real run, with
as many processes as the run has workers, and states the error of the simulation.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from pathlib import Path
from statistics import mean
from types import TracebackType
from typing import Any, Self
from unittest import mock

import backfill as show_maker
import yaml

from podcast import refresh
from podcast.backfill import logs, remote
from podcast.backfill.depot import Address, open_depot, unpack
from podcast.backfill.making import Made, Task, before, bring, place
from podcast.build import Options
from podcast.lib import cores
from podcast.show import config

_INPUTS = Path(__file__).with_name("scale.yaml")
_AHEAD = 2
"""How many dates a client gives for each worker (podcast/backfill/cluster.py)."""
_GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Stages:
    """What one date takes, in seconds of one core, and in bytes."""

    give: float
    """The client packs the input and puts it into the storage."""
    write: float
    """A worker reads the post and writes the script."""
    speak: float
    sound: float
    """It mixes, masters, encodes and checks."""
    carry: float
    """It fetches the input, and packs and stores lines and episode."""
    land: float
    """The client fetches the episode and places it."""
    publish: float
    """Its pages, and its part of the feed."""
    spread: float
    """The standard deviation of a worker's time, as a part of it."""
    minutes: float
    """The length of the sound."""
    episode_bytes: float
    clips_bytes: float
    pages_bytes: float
    files: float
    """How many files of the show (cover, music) a worker fetches."""

    @property
    def work(self) -> float:
        """For how long a worker is busy."""
        return self.write + self.speak + self.sound + self.carry

    def of_length(self, minutes: float) -> Stages:
        """Return the stages of a longer episode: what grows with the sound, and what does not."""
        times = minutes / self.minutes
        grown = ("write", "speak", "sound", "carry", "land", "episode_bytes", "clips_bytes")
        return Stages(
            **{
                name: value * times if name in grown else value
                for name, value in asdict(self).items()
                if name != "minutes"
            },
            minutes=minutes,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """What the simulation says of a queue."""

    seconds: float
    """Until all dates are placed."""
    workers: float
    """The part of the time in which the workers were busy; the same for the others."""
    client: float
    scheduler: float


def simulate(stages: Stages, dates: int, workers: int, scheduler_seconds: float) -> Run:
    """Follow a queue of so many dates, event by event."""
    chance = random.Random(5)  # noqa: S311 -- the same run each time
    free = [0.0] * workers
    flying: list[float] = []
    now = scheduler_free = busy = 0.0
    given = landed = 0
    while landed < dates:
        while given < dates and len(flying) < _AHEAD * workers:
            now += stages.give
            scheduler_free = max(now, scheduler_free) + scheduler_seconds
            work = stages.work * max(0.1, chance.gauss(1.0, stages.spread))
            end = max(scheduler_free, heapq.heappop(free)) + work
            heapq.heappush(free, end)
            heapq.heappush(flying, end)
            busy += work
            given += 1
        now = max(now, heapq.heappop(flying)) + stages.land
        landed += 1
    of_client = dates * (stages.give + stages.land)
    return Run(now, busy / workers / now, of_client / now, dates * scheduler_seconds / now)


# --- Stage times ----------------------------------------------------------------------------------


Clock = Callable[[], float]


class _Timed:
    """The log of a date, which notes when its stages begin."""

    marks: list[float]
    clock: Clock = time.perf_counter

    def __init__(self, path: Path, tell: Any) -> None:
        self._log = logs.Log(path, tell)
        type(self).marks = [type(self).clock()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._mark(3)
        self._log.__exit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:
        """Write like the log."""
        return getattr(self._log, name)

    def say(self, text: str) -> None:
        """Note that all is spoken when the mixing begins."""
        if text.startswith("mixing"):
            self._mark(2)
        self._log.say(text)

    def detail(self, text: str) -> None:
        """Note that all is written when an engine begins."""
        if text.startswith("engine"):
            self._mark(1)
        self._log.detail(text)

    def _mark(self, number: int) -> None:
        while len(self.marks) <= number:
            self.marks.append(type(self).clock())


def measure(place_: Path, engine: str, dates: int, clock: Clock) -> Stages:
    """Make dates as client and worker do, one after the other, with one core; the first is none.

    The clock counts seconds, or those of the processor where other programs use it as well.
    """
    _Timed.clock = staticmethod(clock)
    folder = show_maker.show(place_ / "show", dates + 1)
    show = config.load(folder)
    (place_ / "shared").mkdir()
    address = Address(str(place_ / "shared"))
    depot = open_depot(address)
    rows: list[dict[str, float]] = []
    for number in range(dates + 1):
        day = show_maker.FIRST + timedelta(number)
        task = Task(
            show, day, folder / "posts" / f"{day}-news.md", show.workspaces / str(day),
            Options(engine=engine),
        )  # fmt: skip
        with mock.patch.object(remote, "Log", _Timed):
            rows.append(_one(task, address, depot))
        if not number:
            refresh.write_public(show, quick=True)
    cores.divide(1)
    written, again = _writing(show, clock), _writing(show, clock)
    works = [sum(row[name] for name in ("write", "speak", "sound", "carry")) for row in rows[1:]]
    found = {name: mean(row[name] for row in rows[1:]) for name in rows[0]}
    middle = mean(works)
    spread = (sum((work - middle) ** 2 for work in works) / len(works)) ** 0.5 / middle
    pages = sum(path.stat().st_size for path in show.episodes.rglob("*.html"))
    return Stages(
        **found, publish=max(0.0, written - again) / dates, spread=spread,
        pages_bytes=pages / len(rows),
    )  # fmt: skip


def _writing(show: config.Show, clock: Clock) -> float:
    """Return how long pages and feed take."""
    begun = clock()
    refresh.write_public(show, quick=True)
    return clock() - begun


def _busy() -> float:
    """Return the processor time of this process and of the programs that it has run."""
    every = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in every)


def _one(task: Task, address: Address, depot: Any) -> dict[str, float]:
    clock = _Timed.clock
    began = clock()
    was = before(task.show, task.day)
    bring(task, was)
    job = remote.job_of(task, address, depot)
    given = clock()
    outcome = remote.carry_out(job).outcome
    carried = clock()
    if not isinstance(outcome, Made):
        raise SystemExit(f"{task.day}: {outcome.why}")
    data = depot.read(f"{job.folder}/{remote.RESULT}")
    unpack(data, task.workspace / str(task.day))
    place(task, was)
    depot.drop(job.folder, (remote.INPUT, remote.RESULT))
    landed = clock()
    stages = [end - begin for begin, end in zip(_Timed.marks, _Timed.marks[1:], strict=False)]
    return {
        "give": given - began,
        "write": stages[0],
        "speak": stages[1],
        "sound": stages[2],
        "carry": carried - given - sum(stages),
        "land": landed - carried,
        "minutes": outcome.seconds / 60,
        "episode_bytes": float(len(data)),
        "clips_bytes": float(len(depot.read(job.clips) or b"")),
        "files": float(len(job.files)),
    }


def measured_together(engine: str, dates: int, processes: int, *words: str) -> Stages:
    """Measure in several processes at once, and return the means."""
    command = [
        sys.executable,
        __file__,
        "stages",
        "--engine",
        engine,
        "--dates",
        str(dates),
        *words,
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    told = [process.communicate()[0] for process in running]
    return _mean([Stages(**json.loads(text)) for text in told])


def _mean(several: Sequence[Stages]) -> Stages:
    return Stages(
        **{each.name: mean(getattr(s, each.name) for s in several) for each in fields(Stages)}
    )


# --- Paper ----------------------------------------------------------------------------------------


def paper(inputs: Mapping[str, Any]) -> None:
    """Print hours, cost and the first limit for thousands of episodes."""
    limits, prices = inputs["limits"], inputs["prices"]
    for engine, measured in inputs["measured"].items():
        stages = _with_bucket(
            Stages(**measured).of_length(inputs["episode"]["minutes"]), limits["request_seconds"]
        )
        told = ", ".join(
            f"{name} {getattr(stages, name):.2f}"
            for name in ("give", "write", "speak", "sound", "carry", "land", "publish")
        )
        print(f"\n{engine}, {stages.minutes:g} minutes an episode; seconds: {told}")
        print("| episodes | workers | hours | workers busy | client busy | scheduler busy |")
        print("|---|---|---|---|---|---|")
        for dates in (1_000, 100_000):
            for workers in (2, 20, 200, 2_000):
                run = simulate(stages, dates, workers, limits["scheduler_seconds"])
                pages = dates * stages.publish
                print(
                    f"| {dates:,} | {workers:,} | {(run.seconds + pages) / 3600:,.1f}, of them "
                    f"pages {pages / 3600:.2f} | {run.workers:.0%} | {run.client:.0%} | "
                    f"{run.scheduler:.1%} |"
                )
        print("\n| episodes | in the storage | published | requests | $ | $ a minute of sound |")
        print("|---|---|---|---|---|---|")
        for dates in (1_000, 100_000):
            print(_costs(stages, dates, prices))
        print()
        for name, rate in _rates(stages, limits).items():
            print(f"- {name}: {rate}")


def _with_bucket(stages: Stages, request: float) -> Stages:
    """Return stages that wait for the requests of a bucket, where those measured had a folder."""
    values = asdict(stages)
    values["give"] += 2 * request  # HEAD and PUT of the input
    values["land"] += 3 * request  # GET of the result, and two DELETE
    values["carry"] += (6 + stages.files) * request
    return Stages(**values)


_PUTS, _GETS = 3, 6
"""Requests for a date. PUT: input, lines, result. GET and HEAD, beside the files of the show: the
input, by the client, by the worker, and once more at the end; the lines; the result, by both.
DELETE costs nothing."""
_PUBLISHED = 9
"""Files of an episode that are published: sound, pages, transcripts, chapters, pictures, facts."""


def _costs(stages: Stages, dates: int, prices: Mapping[str, float]) -> str:
    minutes = dates * stages.minutes
    kept = dates * (stages.clips_bytes) / _GIGABYTE
    public = dates * (stages.episode_bytes + stages.pages_bytes) / _GIGABYTE
    puts, gets = dates * (_PUTS + _PUBLISHED), dates * (_GETS + stages.files)
    cost = (
        dates * (stages.work + stages.give + stages.land + stages.publish) / 3600
        * prices["core_hour"]
        + (kept + public) * prices["gigabyte_month"]
        + puts / 1000 * prices["thousand_puts"]
        + gets / 1000 * prices["thousand_gets"]
    )  # fmt: skip
    return (
        f"| {dates:,} | {kept:,.1f} GB | {public:,.1f} GB | {puts + gets:,.0f} | {cost:,.2f} | "
        f"{cost / minutes:.5f} |"
    )


def _rates(stages: Stages, limits: Mapping[str, float]) -> dict[str, str]:
    """Return where each part is full."""
    client = 1 / (stages.give + stages.land)
    wire = limits["bandwidth"] / stages.episode_bytes
    storage = min(limits["puts"] / _PUTS, limits["gets"] / (_GETS + stages.files))
    scheduler = 1 / limits["scheduler_seconds"]
    branch = limits["branch"] / (stages.episode_bytes + stages.pages_bytes)

    def workers(rate: float) -> str:
        return f"{rate:,.1f} dates a second, {rate * stages.work:,.0f} workers"

    return {
        "client, one thread": workers(client),
        "line to the client": workers(wire),
        "storage, requests": workers(storage),
        "scheduler": workers(scheduler),
        "a branch of git as the published site": f"{branch:,.0f} episodes",
        "listing of a bucket with 100,000 dates": (
            f"{100_000 / limits['keys']:,.0f} requests for what clients and workers share, "
            f"{100_000 * _PUBLISHED / limits['keys']:,.0f} for what is published"
        ),
        "first page of the feed": f"{limits['feed_items']:,.0f} episodes, whatever their number",
    }


# --- Real runs ------------------------------------------------------------------------------------


def compare(engine: str, runs: Sequence[int], workers: int, limits: Mapping[str, float]) -> None:
    """Run real queues on a cluster of this machine; print what the simulation says beside it."""
    total = 2 + sum(runs)
    print("| dates | real | simulated | error |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        place_ = Path(folder)
        root = show_maker.show(place_ / "show", total)
        (place_ / "shared").mkdir()
        with _cluster(place_, workers) as address:
            on = ("--scheduler", address, "--shared", str(place_ / "shared"))
            _backfill(root, engine, 0, 2, on)  # the workers load the program
            begin = 2
            stages = measured_together(engine, 5, workers)
            for dates in runs:
                idle = _backfill(root, engine, 0, 2, on)
                real = _backfill(root, engine, begin, dates, on)
                after = measured_together(engine, 5, workers)
                both = _mean([stages, after])
                run = simulate(_shared(both, workers), dates, workers, limits["scheduler_seconds"])
                told = idle + run.seconds + dates * both.publish
                print(
                    f"| {dates} | {real:.1f} s | {told:.1f} s | {(told / real - 1):+.0%} |",
                    flush=True,
                )
                begin, stages = begin + dates, after


def _shared(stages: Stages, workers: int) -> Stages:
    """Return the stages on a machine whose cores are all used by workers: the client takes turns.

    What the client does is taken from the workers' time.
    """
    spare = max(0, (os.cpu_count() or 1) - workers)
    if spare:
        return stages
    values = asdict(stages)
    values["carry"] += (stages.give + stages.land) / workers
    return Stages(**values)


def _backfill(root: Path, engine: str, begin: int, dates: int, on: Sequence[str]) -> float:
    span = (
        str(show_maker.FIRST + timedelta(begin)),
        str(show_maker.FIRST + timedelta(begin + dates - 1)),
    )
    started = time.monotonic()
    subprocess.run(
        [
            sys.executable, "-m", "podcast", "backfill", "-q", "--engine", engine,
            "--show", str(root), "--since", span[0], "--until", span[1], *on,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return time.monotonic() - started


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    with show_maker.local_cluster(folder / "cluster", workers) as address:
        yield address


def main() -> None:
    """Measure, simulate or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "what", nargs="?", default="paper", choices=["paper", "measure", "stages", "compare"]
    )
    parser.add_argument("--engine", default="tone")
    parser.add_argument("--dates", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--busy", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    inputs = yaml.safe_load(_INPUTS.read_text("utf-8"))
    if given.what == "paper":
        paper(inputs)
    elif given.what == "compare":
        compare(given.engine, given.dates or [10, 50, 200], given.workers, inputs["limits"])
    elif given.what == "measure":
        found = measured_together(given.engine, (given.dates or [5])[0], given.workers, "--busy")
        rounded = {name: float(f"{value:.4g}") for name, value in asdict(found).items()}
        print(yaml.safe_dump({given.engine: rounded}, sort_keys=False), end="")
    else:
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            clock = _busy if given.busy else time.perf_counter
            dates = (given.dates or [5])[0]
            print(json.dumps(asdict(measure(Path(folder), given.engine, dates, clock))))


if __name__ == "__main__":
    main()
