"""Real podcast clients against `podcast serve`: each subscribes and downloads every episode.

    tests/clients/run [CLIENT…]

A show of two episodes is made and built by the command line with the engine tone, and served by a
process of its own on loopback. Each client gets a home of its own. What it downloads must be the
files that the feed names, each once and to the byte. Prints a row for each client; exits 1 on any
difference, failure or missing client.
"""

from __future__ import annotations

import hashlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from live_show import build, served

LIMIT_SECONDS = 300
"""That a client may take for everything, on a machine that is busy with other things."""

POST = """\
---
title: "AI日报:示例一;示例二"
date: 2026-02-06 08:00:00
---

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%
星河科技发布了Nova 3.0模型，参数规模为70B，推理成本下降42.8%。

## 2、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统，覆盖长达30天的还款提醒。
"""

Run = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Client:
    """A client: how to get it, how to ask for its version, and how it downloads a feed.

    `download(run, home, feed, episodes)` leaves the MP3s anywhere below `home`; `run` starts a
    program with that home and returns what it says.
    """

    name: str
    programs: tuple[str, ...]
    install: str
    version: tuple[str, ...]
    download: Callable[[Run, Path, str, int], None]


def _gpodder(run: Run, home: Path, feed: str, episodes: int) -> None:
    run("gpo", "subscribe", feed)
    run("gpo", "update", feed)
    run("gpo", "download", feed)


def _newsboat(run: Run, home: Path, feed: str, episodes: int) -> None:
    """Let newsboat queue what it finds; podboat downloads the queue, and only on a terminal."""
    folder = home / ".newsboat"
    folder.mkdir()
    (folder / "urls").write_text(f"{feed}\n", "utf-8")
    (folder / "config").write_text(
        f'podcast-auto-enqueue yes\ndownload-path "{home}/downloads/"\n', "utf-8"
    )
    run("newsboat", "-x", "reload")
    ours, terminal = pty.openpty()
    with subprocess.Popen(
        ["podboat", "-a"], env=_environment(home), start_new_session=True,
        stdin=terminal, stdout=terminal, stderr=terminal,
    ) as podboat:  # fmt: skip
        os.close(terminal)
        try:  # it shows its list until it is told to end; a file under way is called .part
            end = time.monotonic() + LIMIT_SECONDS
            while len(list(home.rglob("*.mp3"))) < episodes and time.monotonic() < end:
                if select.select([ours], [], [], 0.1)[0]:
                    os.read(ours, 65536)  # a terminal that nobody reads would stop it
        finally:
            os.killpg(podboat.pid, signal.SIGKILL)
            os.close(ours)


def _podget(run: Run, home: Path, feed: str, episodes: int) -> None:
    run("podget", "-d", str(home), "--create-config", "podgetrc")
    (home / "serverlist").write_text(f"{feed} news digest\n", "utf-8")
    with (home / "podgetrc").open("a", encoding="utf-8") as settings:
        settings.write(f"DIR_LIBRARY={home}/library\nMIN_SPACE=1\n")
    run("podget", "-d", str(home))


def _archiver(run: Run, home: Path, feed: str, episodes: int) -> None:
    folder = home / "archive"
    folder.mkdir()
    database = str(home / "archive.db")
    run(_ARCHIVER, "--dir", str(folder), "--database", database, "--feed", feed)


_ARCHIVER = str(Path(sys.executable).with_name("podcast-archiver"))

CLIENTS = (
    Client(
        "gPodder", ("gpo", "gpodder"), "apt-get install gpodder python3-html5lib",
        ("gpodder", "--version"), _gpodder,
    ),
    Client(
        "newsboat", ("newsboat", "podboat"), "apt-get install newsboat",
        ("newsboat", "--version"), _newsboat,
    ),
    Client("podget", ("podget",), "apt-get install podget", ("podget", "--version"), _podget),
    Client(
        "podcast-archiver", (_ARCHIVER,), "pip install '.[test]'",
        (_ARCHIVER, "--version"), _archiver,
    ),
)  # fmt: skip


def main(names: list[str]) -> int:
    """Serve a show, let the clients download it, print a row each; exit 1 on any difference."""
    chosen = [each for each in CLIENTS if not names or each.name in names]
    unknown = set(names) - {each.name for each in chosen}
    if unknown:
        print(f"error: no such client: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        show = Path(folder) / "show"
        build(show, {"2026-02-06-ai-daily.md": POST})
        files = sorted(show.glob("episodes/*/*.mp3"))
        with served(show) as (_, address):
            for client in chosen:
                home = Path(folder) / client.name
                home.mkdir()
                fault = fault_of(client, home, f"{address}feed.xml", files)
                failed |= fault is not None
                result = fault or f"{len(files)} files, identical"
                print(f"{client.name:17} {_version(client, home):8} {result}", flush=True)
    return int(failed)


def fault_of(client: Client, home: Path, feed: str, files: list[Path]) -> str | None:
    """Let a client download a feed; return what went wrong."""
    missing = [program for program in client.programs if not shutil.which(program)]
    if missing:
        return f"{', '.join(missing)} is missing: {client.install}"

    def run(*words: str) -> str:
        return _run(home, *words)

    try:
        client.download(run, home, feed, len(files))
    except (subprocess.SubprocessError, OSError) as error:
        return f"failed: {error}\n{getattr(error, 'output', '') or ''}".strip()
    got, wanted = _contents(home.rglob("*.mp3")), _contents(files)
    if got != wanted:
        missing_files, strange = wanted - got, got - wanted
        return f"different: {missing_files.total()} missing, {strange.total()} that are not ours"
    return None


def _run(home: Path, *words: str) -> str:
    done = subprocess.run(
        words, env=_environment(home), cwd=home, text=True, timeout=LIMIT_SECONDS, check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    """Return an environment with a home of its own, no proxy to loopback and a plain terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {
        **kept, "HOME": str(home), "GPODDER_HOME": str(home / "gpodder"), "TERM": "xterm",
        "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }  # fmt: skip


def _contents(files: Iterable[Path]) -> Counter[str]:
    return Counter(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def _version(client: Client, home: Path) -> str:
    if not shutil.which(client.version[0]):
        return "–"
    said = subprocess.run(
        client.version, env=_environment(home), capture_output=True, text=True, check=False
    )
    found = re.search(r"\d+(?:\.\d+)+", said.stdout)
    return found[0] if found else "?"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
