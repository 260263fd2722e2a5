"""Compare `podcast backfill` with a loop of `podcast build`, and measure plans and memory.

    python benchmarks/backfill.py kokoro     8 posts of about a minute: loop, backfill, ratio
    python benchmarks/backfill.py tone       40 posts with test tones
    python benchmarks/backfill.py plan       5,000 dates: nothing made yet, and nothing stale
    python benchmarks/backfill.py memory     300 dates: memory of the queue after every 50

Both sides run in turn, a few dates each, so that what else the machine does weighs on both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from podcast.commands import init

_FIRST = date(2020, 1, 1)
_PODCAST = (sys.executable, "-m", "podcast")
_TOPICS = ("小满", "青竹", "白鹭", "山岚", "溪流", "北辰", "云杉", "蓝湾")
_ITEMS = 4
_TURNS = 2
"""In how many turns both sides work through their dates."""


def main() -> None:
    """Run one comparison and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["kokoro", "tone", "plan", "memory"])
    parser.add_argument("--dates", type=int)
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="backfill-") as folder:
        place = Path(folder)
        if given.what == "plan":
            plan(place, given.dates or 5000)
        elif given.what == "memory":
            memory(place, given.dates or 300)
        else:
            race(
                place, given.what, given.dates or {"kokoro": 8, "tone": 40}[given.what], given.jobs
            )


def race(place: Path, engine: str, dates: int, jobs: int | None) -> None:
    """Make the same dates by a loop of builds and by backfill, in turns."""
    loop, queue = show(place / "loop", dates), show(place / "queue", dates)
    by_loop = by_queue = 0.0
    size = -(-dates // _TURNS)
    with_jobs = ("--jobs", str(jobs)) if jobs else ()
    for begin in range(0, dates, size):
        days = [_FIRST + timedelta(n) for n in range(begin, min(begin + size, dates))]
        by_loop += sum(_run("build", str(day), "--show", loop, "--engine", engine) for day in days)
        span = ("--since", str(days[0]), "--until", str(days[-1]))
        by_queue += _run("backfill", *span, "--show", queue, "--engine", engine, *with_jobs)
        print(f"{days[-1]}: loop {by_loop:.1f} s, backfill {by_queue:.1f} s", flush=True)
    same = _tree(loop / "episodes") == _tree(queue / "episodes")
    print(f"{dates} dates, {engine}: backfill takes {by_queue / by_loop:.2f} of the loop")
    print(f"the bytes of episodes/ are {'the same' if same else 'NOT the same'}")


def plan(place: Path, dates: int) -> None:
    """Plan many dates: none made, then all made, of which nothing is stale."""
    folder = show(place / "show", dates)
    print(f"{dates} dates missing: {_run('backfill', '--dry-run', '--show', folder):.2f} s")
    span = ("--until", str(_FIRST))
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
    source = folder / "episodes" / str(_FIRST)
    for number in range(1, dates):
        day = str(_FIRST + timedelta(number))
        target = folder / "episodes" / day
        target.mkdir()
        for path in source.iterdir():
            name = path.name.replace(str(_FIRST), day)
            if path.name == "episode.json":
                record = json.loads(path.read_text("utf-8"))
                post = folder / "posts" / f"{day}-news.md"
                record["post"]["digest_sha256"] = digest.fingerprint_of(post, its_show.zone)
                record["post"]["path"] = f"posts/{day}-news.md"
                record["guid"] = its_show.episode_guid(day)
                text = json.dumps(record, ensure_ascii=False, indent=2)
                (target / name).write_text(text.replace(str(_FIRST), day), "utf-8")
            else:
                os.link(path, target / name)


def memory(place: Path, dates: int) -> None:
    """Print the memory of the queue's process while it makes many dates."""
    folder = show(place / "show", dates)
    words = (*_PODCAST, "backfill", "--show", str(folder), "--engine", "tone")
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as it:
        rows: list[tuple[int, float]] = []
        for row in it.stderr or ():
            done = re.search(r"\((\d+)/\d+", row)
            if done:
                rows.append((int(done[1]), _megabytes(it.pid)))
                if int(done[1]) % 50 == 0:
                    print(f"{done[1]} dates: queue {rows[-1][1]:.0f} MB", flush=True)
    half = rows[len(rows) // 6 :]
    (first, low), (last, high) = half[0], half[-1]
    print(f"slope: {(high - low) / max(1, last - first) * 1000:.0f} kB a date")


def show(folder: Path, dates: int) -> Path:
    """Make a show with posts of about a minute, each of which says something else."""
    init.create(folder)
    for path in (folder / "posts").iterdir():
        path.unlink()
    for number in range(dates):
        day = _FIRST + timedelta(number)
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
