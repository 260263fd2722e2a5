"""`kill -9` at any moment of a publish: the feed stays whole, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from publish_places import PLACES, Place, all_is_there, another, feed_is_whole, revise

from podcast.show.config import Show

KILLS = 40
_PROGRAM = Path(__file__).with_name("publish_forks.py")


class Publisher:
    """A process that forks one publish after another."""

    def __init__(self, show: Show, log: Path) -> None:
        self._show, self.log = show, log

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

    def publish(self, kill_after: float | None = None) -> int:
        """Publish, killed after so many seconds; return the exit code, -9 for a kill."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{self._show.root}\n")
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
    with Publisher(show, tmp_path / "log") as publisher:
        assert publisher.publish() == 0, publisher.log.read_text("utf-8")
        started = time.monotonic()
        revise(show, 0)
        assert publisher.publish() == 0
        seconds = time.monotonic() - started
        while killed < KILLS:
            tries += 1
            assert tries < 4 * KILLS, "most runs end before they are killed"
            (another if tries % 10 == 0 else revise)(show, tries)
            _age(place, name)
            code = publisher.publish(chance.uniform(0, seconds))
            assert code in {0, -signal.SIGKILL}, publisher.log.read_text("utf-8")
            killed += code != 0
            assert feed_is_whole(place, show) >= 1
        assert publisher.publish() == 0, publisher.log.read_text("utf-8")
    assert feed_is_whole(place, show) == 1 + tries // 10
    assert all_is_there(place, show)
    assert not [each for each in place.names() if ".tmp-" in each]


def _age(place: Place, name: str) -> None:
    """Let recordings that nothing refers to be due, so that deletions are killed as well."""
    data = place.get(".digestcast.json")
    if data is None or name == "git":
        return
    record = json.loads(data)
    for entry in record["files"].values():
        if "unreferenced" in entry:
            entry["unreferenced"] = "2020-01-01"
    place.spoil(".digestcast.json", json.dumps(record).encode())
