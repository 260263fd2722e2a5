"""`podcast backfill` as people run it: workers in processes, interrupts, kills, two at once."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from inprocess import DAY, broken, write

from podcast import check
from podcast.show import config

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-m", "podcast", "backfill", "--engine", "tone", "--json")
_LIMIT = 300
"""Seconds after which a run is taken to hang."""


@pytest.fixture
def years(show_folder: Path) -> Path:
    """Return a show with six posts that all say something else, and no episode."""
    first = show_folder / "posts" / f"{DAY}-ai-daily.md"
    text = first.read_text("utf-8")
    for number in range(1, 6):
        day = DAY - timedelta(number)
        other = text.replace(f"{DAY} 08", f"{day} 08").replace("13种", f"{20 + number}种")
        write(show_folder, day, other)
    return show_folder


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Start a backfill."""
    return subprocess.Popen(
        [*COMMAND, "--show", str(folder), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, list[object]], str]:
    """Wait for a backfill; return exit code, result and messages."""
    out, errors = process.communicate(timeout=_LIMIT)
    return process.returncode, json.loads(out) if out else {}, errors


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of the episodes."""
    paths = (path for path in (folder / "episodes").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def assert_whole(folder: Path, dates: int) -> None:
    """Check all episodes, pages and the feed, and that nothing else is left."""
    show = config.load(folder)
    assert len(list(show.episodes.glob("2*-*/episode.json"))) == dates
    assert not [each for each in check.check(show) if each.severity == "error"]
    feed = (show.episodes / "feed.xml").read_text("utf-8")
    assert len(re.findall("<item>", feed)) == dates
    assert not list(folder.rglob(".tmp-*"))
    assert {path.name for path in show.workspaces.iterdir()} <= {"logs", "pace.json"}


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that a backfill has started to make dates."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text("utf-8").rpartition(")")[2].split()
            command = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(words[1]) == process.pid and b"spawn_main" in command:
            found.append(int(path.parent.name))
    return found


def until(holds: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + _LIMIT
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def lines_of(process: subprocess.Popen[str]) -> Iterator[str]:
    """Return what a backfill says, a line at a time; its stderr stays open."""
    assert process.stderr
    return iter(process.stderr.readline, "")


def test_two_at_once_share_the_work(years: Path, tmp_path: Path) -> None:
    """The bytes are those of one, every date is made once, and none is lost."""
    other = Path(shutil.copytree(years, tmp_path / "other"))
    early = ("--until", str(DAY - timedelta(1)))
    late = ("--since", str(DAY - timedelta(4)))
    both = [start(years, *early), start(years, *late)]
    results = [ended(process) for process in both]
    assert [status for status, _, _ in results] == [0, 0], results
    made = [each["date"] for _, result, _ in results for each in result["made"]]  # type: ignore[index]
    assert sorted(made) == [str(DAY - timedelta(n)) for n in range(5, -1, -1)]
    assert ended(start(other))[0] == 0
    assert tree(years) == tree(other)
    assert_whole(years, 6)


def test_the_first_interrupt_finishes_and_the_second_stops(years: Path) -> None:
    """After both a rerun goes on; a failing date is told with exit code 1."""
    day = DAY + timedelta(1)
    write(years, day, broken(day))
    process = start(years, "--jobs", "1")
    for row in lines_of(process):
        if re.search(r"\(1/7", row):
            process.send_signal(signal.SIGINT)
            break
    status, result, errors = ended(process)
    assert status == 130, errors
    assert result["failed"] == [], errors
    assert 1 <= len(result["made"]) <= 3
    assert len(result["made"]) + int(str(result["left"])) == 7
    assert_whole(years, len(result["made"]))

    process = start(years, "--jobs", "1")
    for row in lines_of(process):
        if "(1/" in row:
            process.send_signal(signal.SIGINT)
        if "interrupted" in row:
            process.send_signal(signal.SIGINT)
            break
    assert ended(process)[0] == 130
    status, result, _ = ended(start(years))
    assert (status, len(result["failed"])) == (1, 1)
    assert_whole(years, 6)


def test_kills_cost_nothing_but_time(years: Path, tmp_path: Path) -> None:
    """Workers and the queue itself are killed at random moments; the last run completes all."""
    other = Path(shutil.copytree(years, tmp_path / "other"))
    assert ended(start(other))[0] == 0
    chance = random.Random(7)  # noqa: S311 -- the same moments in each run
    process = start(years)
    home = years / ".cache" / "backfill"
    for _ in range(3):
        until(lambda: bool(list(home.glob("*/2*/2*"))))
        time.sleep(chance.uniform(0, 1))
        for pid in workers_of(process)[:1]:
            os.kill(pid, signal.SIGKILL)
    process.kill()
    process.communicate()
    dead = [f"digestcast-{path.name}.alive" for path in home.iterdir() if path.is_dir()]
    status, result, errors = ended(start(years))
    assert status == 0, (result, errors)
    assert_whole(years, 6)
    assert tree(years) == tree(other)
    assert not [name for name in dead if Path(tempfile.gettempdir(), name).exists()]
