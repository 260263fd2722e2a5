"""`kill -9` at any moment of a publish: the feed stays whole, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from publish_places import (
    PLACES,
    Place,
    all_is_there,
    another,
    days_in_feed,
    feed_is_whole,
    revise,
)

from podcast.lib.progress import Quiet
from podcast.release import bring_back
from podcast.show import config
from podcast.show.config import Show

KILLS = 40
KILLED_MACHINES = 15
_PROGRAM = Path(__file__).with_name("publish_forks.py")


class Publisher:
    """A process that forks one publish after another."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(_PROGRAM), str(self.log)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=120)

    def publish(self, show: Show, kill_after: float | None = None) -> int:
        """Publish a show, killed after so many seconds; return the exit code, -9 for a kill."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{show.root}\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(child, signal.SIGKILL)
        return int(self._process.stdout.readline())


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_forty_kills_leave_a_whole_feed(
    name: str, show: Show, place_named: Callable[[str], Place], tmp_path: Path
) -> None:
    """After each kill the feed parses and all that it names is there with the right length."""
    place = place_named(name)
    show = place.use(show, keep_days="1")
    chance = random.Random(f"kills of {name}")  # noqa: S311 -- no secret
    killed = tries = 0
    with Publisher(tmp_path / "log") as publisher:
        assert publisher.publish(show) == 0, publisher.log.read_text("utf-8")
        started = time.monotonic()
        revise(show, 0)
        assert publisher.publish(show) == 0
        seconds = time.monotonic() - started
        while killed < KILLS:
            tries += 1
            assert tries < 4 * KILLS, "most runs end before they are killed"
            (another if tries % 10 == 0 else revise)(show, tries)
            _age(place, name)
            code = publisher.publish(show, chance.uniform(0, seconds))
            assert code in {0, -signal.SIGKILL}, publisher.log.read_text("utf-8")
            killed += code != 0
            assert feed_is_whole(place, show) >= 1
        assert publisher.publish(show) == 0, publisher.log.read_text("utf-8")
    assert feed_is_whole(place, show) == 1 + tries // 10
    assert all_is_there(place, show)
    assert not [each for each in place.names() if ".tmp-" in each]


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_machines_that_are_killed_lose_nothing(
    name: str, show: Show, place_named: Callable[[str], Place], tmp_path: Path
) -> None:
    """Three copies, each with episodes of its own, killed in turn: in the end the feed has all."""
    place = place_named(name)
    copies = [place.use(show)]
    chance = random.Random(f"machines of {name}")  # noqa: S311 -- no secret
    with Publisher(tmp_path / "log") as publisher:
        assert publisher.publish(copies[0]) == 0, publisher.log.read_text("utf-8")
        copies += [_copy(copies[0], each) for each in ("two", "three")]
        started = time.monotonic()
        made = {"2026-02-06", another(copies[0], 0, "2026-02-07")}
        assert publisher.publish(copies[0]) == 0
        seconds = time.monotonic() - started
        for number in range(KILLED_MACHINES):
            machine = copies[number % 3]
            made.add(another(machine, number, str(date(2026, 2, 8) + timedelta(number))))
            code = publisher.publish(machine, chance.uniform(0, 1.5 * seconds))
            assert code in {0, -signal.SIGKILL}, publisher.log.read_text("utf-8")
            feed_is_whole(place, machine)
        for machine in [*copies, *copies]:
            assert publisher.publish(machine) == 0, publisher.log.read_text("utf-8")
    assert days_in_feed(place) == made
    for machine in copies:
        assert all_is_there(place, machine)
    clone = _copy(copies[0], "clone", fresh=True)
    bring_back(clone, Quiet())
    assert {path.name for path in clone.episodes.glob("2026-*")} == made


def _copy(show: Show, name: str, *, fresh: bool = False) -> Show:
    left_out = shutil.ignore_patterns("episodes", ".cache") if fresh else None
    return config.load(Path(shutil.copytree(show.root, show.root.with_name(name), ignore=left_out)))


def _age(place: Place, name: str) -> None:
    """Let recordings that nothing refers to be due, so that deletions are killed as well."""
    data = place.get(".digestcast.json")
    if data is None or name == "git":
        return
    record = json.loads(data)
    for entry in record["files"].values():
        if "unreferenced" in entry:
            entry["unreferenced"] = "2026-02-07"
    place.spoil(".digestcast.json", json.dumps(record).encode())
