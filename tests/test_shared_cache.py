"""Two builds that share one cache are killed again and again; nothing half-made is ever used."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile

from podcast import check
from podcast.commands.cache import look, prune
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show
from podcast.speech import Cache
from podcast.speech.cache import FOLDER

KILLS = 30
LATEST_KILL = 1.0
"""Seconds after the start; a build takes about as long."""
_LIMIT = 120
"""Seconds after which a build is taken to hang."""

_WARM = """
import os, signal, sys
from pathlib import Path
from podcast.build import Options, build
from podcast.lib.progress import Quiet
from podcast.show import config

def run(folder, force):
    build(config.load(Path(folder)), None, Options(engine="tone", force=force), Quiet())

run(sys.argv[1], False)  # loads all that a build needs, and makes what the others must equal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
print("warm", flush=True)
for row in sys.stdin:
    force, _, folder = row.strip().partition(" ")
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        run(folder, force == "force")
        os._exit(0)
    print(pid, flush=True)
"""


@dataclass
class Builder:
    """A process with all modules loaded, which starts builds without the delay of a new one."""

    process: subprocess.Popen[str]

    def ask(self, row: str) -> str:
        """Send a row and return the answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(row + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def start(self, folder: Path, how: str) -> int:
        """Begin a build, with `force` or `plain`, and return its process id."""
        return int(self.ask(f"{how} {folder}"))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(pid: int) -> None:
    until = time.monotonic() + _LIMIT
    while alive(pid):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def shows(show_folder: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return one show three times: alone, and two whose segments are in one folder by a link."""
    shared = tmp_path / "shared"
    shared.mkdir()
    pair = (tmp_path / "first", tmp_path / "second")
    for folder in pair:
        shutil.copytree(show_folder, folder)
        (folder / ".cache").mkdir()
        (folder / ".cache" / FOLDER).symlink_to(shared)
    return show_folder, *pair


@pytest.fixture
def builder(shows: tuple[Path, Path, Path]) -> Iterator[Builder]:
    """Return a warm builder that has built the show that stands alone."""
    with subprocess.Popen(
        [sys.executable, "-c", _WARM, str(shows[0])],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "warm\n"
        yield Builder(process)
        assert process.stdin
        process.stdin.close()


def clips(folder: Path) -> dict[str, bytes]:
    """Return the samples of every entry that a build would use, by its key."""
    cache = Cache(folder / ".cache" / FOLDER)
    found = {path.stem: cache.get(path.stem) for path in cache.folder.glob("*/[!.]*.json")}
    return {
        key: soundfile.read(stored.audio, dtype="int16")[0].tobytes()
        for key, stored in found.items()
        if stored
    }


def published(folder: Path) -> dict[str, bytes]:
    """Return manifest, recording and feed: with the same clips they are the same bytes."""
    names = ("feed.xml", "*/episode.json", "*/*.mp3")
    files = [path for name in names for path in (folder / "episodes").glob(name)]
    return {path.name: path.read_bytes() for path in files if not path.name.startswith(".")}


@pytest.mark.slow
def test_thirty_kills_damage_nothing(shows: tuple[Path, Path, Path], builder: Builder) -> None:
    """Killed at random moments, builds leave whole clips or none, and the next ones complete."""
    alone, *pair = shows
    expected = clips(alone)
    chance = random.Random(4)  # noqa: S311 -- moments, not secrets
    running: dict[Path, int] = {}
    kills = 0
    while kills < KILLS:
        for folder in pair:
            if folder not in running or not alive(running[folder]):
                running[folder] = builder.start(folder, chance.choice(("force", "plain")))
        time.sleep(chance.uniform(0, LATEST_KILL))
        kills += kill(running[chance.choice(pair)])
        assert clips(pair[0]).items() <= expected.items()
    for pid in running.values():
        wait_for(pid)

    for folder in pair:
        last = builder.start(folder, "plain")
        wait_for(last)
        assert published(folder) == published(alone)
        assert [finding.rule for finding in check.check(config.load(folder))] == ["engine"]
        assert not list((folder / "episodes").rglob(".tmp-*"))
    assert clips(pair[0]) == expected
    assert cleaned(config.load(pair[0])) == expected


def kill(pid: int) -> bool:
    """Kill a build; tell whether it was still at work."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    wait_for(pid)
    return True


def cleaned(show: Show) -> dict[str, bytes]:
    """Remove what the killed left in the cache, as it is an hour later; return the clips."""
    for stray in look(show).strays:
        os.utime(stray.files[0], (1, 1))
    assert prune(show, 10**9, Quiet()).remaining.strays == ()
    return clips(show.root)
