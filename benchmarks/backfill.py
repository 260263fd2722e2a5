"""Compare `podcast backfill` with a loop of `podcast build`, and measure plans and memory.

    python benchmarks/backfill.py kokoro     8 posts of about a minute: loop, backfill, ratio
    python benchmarks/backfill.py tone       40 posts with test tones
    python benchmarks/backfill.py plan       5,000 dates: nothing made yet, and nothing stale
    python benchmarks/backfill.py cluster    40 dates: a LocalCluster of 1 one-thread worker, of 2
    python benchmarks/backfill.py memory     300 dates on a cluster: client, scheduler, workers

Both sides run in turn, a few dates each, so that what else the machine does weighs on both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from podcast.commands import init

FIRST = date(2010, 1, 1)
"""So early that 5,000 dates end before today."""
_PODCAST = (sys.executable, "-m", "podcast")
_TOPICS = ("小满", "青竹", "白鹭", "山岚", "溪流", "北辰", "云杉", "蓝湾")
_ITEMS = 4
_TURNS = 2
"""In how many turns both sides work through their dates; another one begins each turn."""


def main() -> None:
    """Run one comparison and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["kokoro", "tone", "plan", "cluster", "memory"])
    parser.add_argument("--dates", type=int)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--engine", default="tone", help="of `cluster` and `memory`")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="backfill-") as folder:
        place = Path(folder)
        if given.what == "plan":
            plan(place, given.dates or 5000)
        elif given.what == "memory":
            memory(place, given.dates or 300, given.engine)
        elif given.what == "cluster":
            cluster(place, given.dates or 40, given.engine)
        else:
            race(
                place, given.what, given.dates or {"kokoro": 8, "tone": 40}[given.what], given.jobs
            )


def race(place: Path, engine: str, dates: int, jobs: int | None) -> None:
    """Make the same dates by a loop of builds and by backfill, in turns."""
    loop = show(place / "loop", dates)
    queue = Path(shutil.copytree(loop, place / "queue"))
    by_loop, by_queue = Spent(), Spent()
    size = -(-dates // _TURNS)
    with_jobs = ("--jobs", str(jobs)) if jobs else ()
    for turn, begin in enumerate(range(0, dates, size)):
        days = [FIRST + timedelta(n) for n in range(begin, min(begin + size, dates))]
        span = ("--since", str(days[0]), "--until", str(days[-1]))

        def by_builds(days: list[date] = days) -> None:
            for day in days:
                by_loop.on("build", str(day), "--show", loop, "--engine", engine)

        def by_backfill(span: tuple[str, ...] = span) -> None:
            by_queue.on("backfill", *span, "--show", queue, "--engine", engine, *with_jobs)

        for each in (by_builds, by_backfill)[:: 1 if turn % 2 == 0 else -1]:
            each()
        print(f"{days[-1]}: loop {by_loop}; backfill {by_queue}", flush=True)
    same = _tree(loop / "episodes") == _tree(queue / "episodes")
    print(
        f"{dates} dates, {engine}: backfill takes {by_queue.seconds / by_loop.seconds:.2f} of the "
        f"loop, {by_queue.busy / by_loop.busy:.2f} of its processor time"
    )
    print(f"the bytes of episodes/ are {'the same' if same else 'NOT the same'}")


@dataclass
class Spent:
    """What commands have taken."""

    seconds: float = 0.0
    busy: float = 0.0
    """Their processor time, in which other programs of the machine have no part."""

    def on(self, command: str, *words: str | Path) -> None:
        """Run a command of the program."""
        before = _children()
        self.seconds += _run(command, *words)
        self.busy += _children() - before

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.busy:.1f} s of processor time)"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plan(place: Path, dates: int) -> None:
    """Plan many dates: none made, then all made, of which nothing is stale."""
    folder = show(place / "show", dates)
    print(f"{dates} dates missing: {_run('backfill', '--dry-run', '--show', folder):.2f} s")
    span = ("--until", str(FIRST))
    _run("backfill", "--show", folder, "--engine", "tone", *span)
    copy(folder, dates)
    _run("backfill", "--show", folder, "--engine", "tone", "--stale")  # pages and feed, once
    took = _run("backfill", "--show", folder, "--engine", "tone", "--stale")
    print(f"{dates} dates made, nothing stale: {took:.2f} s")
    took = _run("backfill", "--show", folder, "--engine", "tone", "--dry-run")
    print(f"the same, only planned: {took:.2f} s")


def copy(folder: Path, dates: int) -> None:
    """Copy the episode of the first date to all others, with what differs by its date."""
    from podcast import digest
    from podcast.show import config

    its_show = config.load(folder)
    source = folder / "episodes" / str(FIRST)
    for number in range(1, dates):
        day = str(FIRST + timedelta(number))
        target = folder / "episodes" / day
        target.mkdir()
        for path in source.iterdir():
            name = path.name.replace(str(FIRST), day)
            if path.name == "episode.json":
                record = json.loads(path.read_text("utf-8"))
                post = folder / "posts" / f"{day}-news.md"
                record["post"]["digest_sha256"] = digest.fingerprint_of(post, its_show.zone)
                record["post"]["path"] = f"posts/{day}-news.md"
                record["guid"] = its_show.episode_guid(day)
                text = json.dumps(record, ensure_ascii=False, indent=2)
                (target / name).write_text(text.replace(str(FIRST), day), "utf-8")
            else:
                os.link(path, target / name)


def cluster(place: Path, dates: int, engine: str) -> None:
    """Make the same dates by one worker of a LocalCluster and by two, in turns."""
    took = {1: 0.0, 2: 0.0}
    one = show(place / "by-1", dates + 2)
    folders = {1: one, 2: Path(shutil.copytree(one, place / "by-2"))}
    with ExitStack() as stack:
        addresses = {
            size: stack.enter_context(local_cluster(place / f"on-{size}", size)) for size in took
        }
        warm, *turns = _spans(dates + 2, _TURNS)
        for span in (warm, *turns):
            for size, folder in folders.items():
                (place / f"shared-{size}").mkdir(exist_ok=True)
                on = ("--scheduler", addresses[size], "--shared", place / f"shared-{size}")
                seconds = _run("backfill", "--engine", engine, "--show", folder, *span, *on)
                took[size] += seconds if span is not warm else 0.0
                print(f"until {span[-1]}, {size} worker(s): {seconds:.1f} s", flush=True)
    same = _tree(folders[1] / "episodes") == _tree(folders[2] / "episodes")
    print(f"{dates} dates, {engine}: 2 workers are {took[1] / took[2]:.2f} times as fast as 1")
    print(f"the bytes of episodes/ are {'the same' if same else 'NOT the same'}")


def _spans(dates: int, turns: int) -> list[tuple[str, ...]]:
    """Return the options for two dates that warm the workers, and for equal parts of the rest."""
    size = -(-(dates - 2) // turns)
    begins = [0, *range(2, dates, size)]
    ends = [*begins[1:], dates]
    return [
        ("--since", str(FIRST + timedelta(a)), "--until", str(FIRST + timedelta(b - 1)))
        for a, b in zip(begins, ends, strict=True)
    ]


@contextmanager
def local_cluster(folder: Path, size: int) -> Iterator[str]:
    """Yield the address of a cluster with so many workers of one thread each, that have started."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=size, threads_per_worker=1, dashboard_address=None, memory_limit=0,
            local_directory=str(folder), protocol="tcp",
        ) as local,
        Client(local) as client,
    ):  # fmt: skip
        client.wait_for_workers(size)
        yield local.scheduler_address


def memory(place: Path, dates: int, engine: str) -> None:
    """Print the memory of client, scheduler and workers while they make many dates."""
    folder = show(place / "show", dates)
    (place / "shared").mkdir()
    with _dask(place, "scheduler", "--port", "0", "--no-dashboard") as scheduler:
        address = _address(place)
        with (
            _dask(place, "worker", address, "--nthreads", "1", "--no-nanny") as one,
            _dask(place, "worker", address, "--nthreads", "1", "--no-nanny") as other,
        ):
            words = ("--scheduler", address, "--shared", str(place / "shared"))
            pids = {"scheduler": scheduler, "worker 1": one, "worker 2": other}
            _watch(folder, engine, words, pids)


def _watch(folder: Path, engine: str, words: Sequence[str], pids: dict[str, int]) -> None:
    """Run a backfill; print the memory of processes after every 50 dates, and their slopes."""
    command = (*_PODCAST, "backfill", "--show", str(folder), "--engine", engine, *words)
    rows: list[tuple[int, dict[str, float]]] = []
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as it:
        every = {"client": it.pid, **pids}
        for row in it.stderr or ():
            done = re.search(r"\((\d+)/\d+", row)
            if done:
                rows.append((int(done[1]), {name: _megabytes(pid) for name, pid in every.items()}))
                if int(done[1]) % 50 == 0:
                    told = ", ".join(f"{name} {size:.0f} MB" for name, size in rows[-1][1].items())
                    print(f"{done[1]} dates: {told}", flush=True)
    settled = [row for row in rows if row[0] >= rows[-1][0] / 6 and all(row[1].values())]
    for name in every:
        slope = _slope([(number, sizes[name]) for number, sizes in settled])
        print(f"{name}: {slope * 1000:+.0f} kB a date, from date {settled[0][0]} on")


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line through points that has the least squares."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


@contextmanager
def _dask(place: Path, what: str, *words: str) -> Iterator[int]:
    """Run a scheduler or a worker; yield its process."""
    file = ("--scheduler-file", str(place / "address.json")) if what == "scheduler" else ()
    with (place / f"{what}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", *words, *file],
            stdout=log, stderr=log, cwd=place,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _address(place: Path) -> str:
    """Wait for a scheduler, and return its address."""
    path = place / "address.json"
    while True:
        with suppress(FileNotFoundError, ValueError):
            return str(json.loads(path.read_bytes())["address"])
        time.sleep(0.05)


def show(folder: Path, dates: int) -> Path:
    """Make a show with posts of about a minute, each of which says something else."""
    init.create(folder)
    for path in (folder / "posts").iterdir():
        path.unlink()
    for number in range(dates):
        day = FIRST + timedelta(number)
        (folder / "posts" / f"{day}-news.md").write_text(_post(day, number), "utf-8")
    return folder


def _post(day: date, number: int) -> str:
    return "\n\n".join(
        [f'---\ntitle: "日报第{number}期"\ndate: {day} 08:00:00\n---', *_items(number)]
    )


def _items(number: int) -> Iterator[str]:
    for place in range(1, _ITEMS + 1):
        name = _TOPICS[(number + place) % len(_TOPICS)]
        share = 10 + (number * 7 + place * 13) % 80
        yield (
            f"## {place}、{name}公司发布第{number + place}代助手\n{name}公司昨天发布了第"
            f"{number + place}代助手，速度提高了{share}%，价格下降了{share // 2}元。首批用户有"
            f"{1000 + number * place}人，下个月会增加到{3000 + number * place}人。"
        )


def _run(command: str, *words: str | Path) -> float:
    started = time.monotonic()
    subprocess.run([*_PODCAST, command, "-q", *map(str, words)], check=True, capture_output=True)
    return time.monotonic() - started


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _megabytes(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    main()
