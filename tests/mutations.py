"""Files that people or strangers write, with bytes changed by chance; what is accepted is used.

`python tests/mutations.py SECONDS SEED` changes them for so long and stops at the first fault. A
fault is an error that is none of ours, ten seconds of work to read a file, or any write outside the
folder of the run.
"""

from __future__ import annotations

import math
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from podcast import build, check, embed, release
from podcast.commands import init
from podcast.episode import manifest
from podcast.errors import PodcastError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, receipt
from podcast.refresh import refresh
from podcast.script import document
from podcast.show import config
from podcast.show.config import Show

READING_SECONDS = 10.0
"""The most processor time that reading one file may take."""
USING_SECONDS = 60.0
"""The same for a build, or a restore and what follows."""
_TODAY = date(2026, 2, 10)
_DAY = "2026-02-06"
_POST = """\
---
title: 示例
date: 2026-02-06 08:00:00
---

## 1、重庆启用客服系统
重庆一家银行启用了客服系统。

## 2、成都开放测试道路
成都开放了第一条测试道路。
"""
_ODD = (
    b"\0", b"\x07", b"\xff", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"-1", b"1e308", b"1e999", b"NaN",
    b"9" * 400, b"../", b"/etc/passwd", b"~nobody-here/", b"&a *a", b"[[[[", b"{", b"}", b":",
    b"\n", b"\r", b"\t", b'"', b"'", b"#", b"|", b">", b"---\n", b"\xe3\x80\x80", b"null", b"true",
    b"0001-01-01", b"9999-12-31T23:59:59+14:00", b"%", b"{date:%q}", b"{0.__class__}", b"://",
    b"\\u0000", b"\\ud800", b"1900-01-01", b"!!python/object:os.system", b"?", b"<<: ", b"@", b"`",
    b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc2\x85", b"x" * 5000, b"e\xcc\x81", b"\xf0\x9f\x8e\x99",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {
    "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 1,
    "os.truncate": 1, "os.chmod": 1, "os.utime": 1,
}  # fmt: skip
"""The events of Python's audit that change a file, with how many paths each begins with."""

Use = Callable[[], object]
Read = Callable[[bytes], Use | None]
"""Reads a file; returns what uses what was read, or None when nothing can be done with it."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to three changes."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 0, 1, 3, 20, 200]))
        new = chance.choice([b"", *_ODD, data[end : end + 30], bytes([chance.randrange(256)])])
        data = data[:start] + new + data[end:]
    return data


# --- no write elsewhere ---------------------------------------------------------------------------


@dataclass
class _Watch:
    """What may be written, and what was written elsewhere; there is one hook for a process."""

    homes: tuple[str, ...] = ()
    strays: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: Sequence[Any]) -> None:
        """Refuse and note a write outside the folders; called for each event of the audit."""
        if not self.homes:
            return
        if event == "open":
            changes = isinstance(arguments[2], int) and arguments[2] & _WRITING
            paths = arguments[:1] if changes else ()
        else:
            paths = arguments[: _CHANGES.get(event, 0)]
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)) and not self._is_home(path, arguments):
                self.strays.append(f"{event} {path!r}")
                raise PermissionError(f"outside: {path!r}")

    def _is_home(self, path: Any, arguments: Sequence[Any]) -> bool:
        text = os.fsdecode(path)
        folder = arguments[-1] if isinstance(arguments[-1], int) and arguments[-1] > 0 else None
        if folder is not None and not text.startswith("/"):
            return True  # below a folder that was opened, as rmtree does
        real = os.path.realpath(text)
        return real == "/dev/null" or real.startswith(self.homes) or "__pycache__" in real


_WATCH = _Watch()
_HOOKED: list[bool] = []


@contextmanager
def only_below(folder: Path) -> Iterator[None]:
    """Let this process write below a folder only; AssertionError when it has tried elsewhere."""
    if not _HOOKED:
        sys.addaudithook(_WATCH.hear)
        _HOOKED.append(True)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    before, tempfile.tempdir = tempfile.tempdir, str(temporary)
    _WATCH.homes, _WATCH.strays = (f"{folder.resolve()}/",), []
    try:
        yield
    finally:
        _WATCH.homes, tempfile.tempdir = (), before
    assert not _WATCH.strays, _WATCH.strays


# --- the files ------------------------------------------------------------------------------------


def _settings(folder: Path, name: str) -> tuple[bytes, Read]:
    path = folder / name
    data = path.read_bytes()

    def read(text: bytes) -> Use:
        path.write_bytes(text)
        show = config.load(folder)
        return lambda: _build(show)

    return data, read


def _script(folder: Path, _: str) -> tuple[bytes, Read]:
    (path,) = folder.glob("episodes/*/script.md")
    data = path.read_bytes()

    def read(text: bytes) -> Use:
        path.write_bytes(text)
        document.load(path, ["晓晓", "云希"])
        return lambda: _build(config.load(folder))

    return data, read


def _build(show: Show) -> None:
    """Build an episode of test tones by the rules; no service is asked."""
    show = replace(show, images=replace(show.images, fetch=False))
    options = build.Options(engine="tone", writer="rules", allow_unverified=True)
    built = build.build(show, None, options, Quiet(), _TODAY)
    assert built.audio.is_file()
    check.check(show, ())


def _manifest(folder: Path, _: str) -> tuple[bytes, Read]:
    show, www = _published(folder)
    name = f"{_DAY}/{manifest.FILE_NAME}"
    data, record = (www / name).read_bytes(), (www / receipt.NAME).read_bytes()

    def read(text: bytes) -> Use:
        manifest.parse(text, www / name)
        return lambda: use(text)

    def use(text: bytes) -> None:
        found = receipt.loads(record)
        assert found
        entry = replace(found.files[name], bytes=len(text), sha256=sha256(text).hexdigest())
        (www / name).write_bytes(text)
        _serve_anew(show, www, found.having({name: entry}).dumps())

    return data, read


def _record(folder: Path, _: str) -> tuple[bytes, Read]:
    show, www = _published(folder)
    data = (www / receipt.NAME).read_bytes()

    def read(text: bytes) -> Use | None:
        found = receipt.loads(text)
        if found is None:
            return None
        found.episodes()
        found.dumps()
        return lambda: _serve_anew(show, www, text)

    return data, read


def _published(folder: Path) -> tuple[Show, Path]:
    """Publish the show below its folder; return it and where it is published."""
    www = folder.parent / "www"
    text = (folder / config.SHOW_FILE).read_text("utf-8")
    (folder / config.SHOW_FILE).write_text(f"{text}publish: {{to: {www}}}\n", "utf-8")
    show = config.load(folder)
    release.release(show, Quiet(), PublishOptions(), _TODAY)
    return show, www


def _serve_anew(show: Show, www: Path, record: bytes) -> None:
    """Restore from what a stranger has changed into a fresh clone, and go on with it there."""
    shutil.rmtree(clone := show.root.parent / "clone", ignore_errors=True)
    shutil.copytree(www, there := show.root.parent / "there", dirs_exist_ok=True)
    (there / receipt.NAME).write_bytes(record)
    leave_out = shutil.ignore_patterns("episodes", ".cache")
    shutil.copytree(show.root, clone, ignore=leave_out)
    settings = (clone / config.SHOW_FILE).read_text("utf-8").replace(str(www), str(there))
    (clone / config.SHOW_FILE).write_text(settings, "utf-8")
    fresh = config.load(clone)
    steps: tuple[Use, ...] = (
        lambda: release.bring_back(fresh, Quiet()),
        lambda: refresh(fresh, Quiet()),
        lambda: embed.run(fresh, embed.WantedEpisodes(everything=True)),
        lambda: check.check(fresh, ()),
        lambda: build.build(fresh, None, build.Options(engine="tone"), Quiet(), _TODAY),
        lambda: release.release(fresh, Quiet(), PublishOptions(), _TODAY),
    )
    for step in steps:
        with suppress(PodcastError):
            step()
    shutil.rmtree(there)


FILES: dict[str, Callable[[Path, str], tuple[bytes, Read]]] = {
    config.SHOW_FILE: _settings,
    config.VOICES_FILE: _settings,
    "script.md": _script,
    manifest.FILE_NAME: _manifest,
    "the record": _record,
}


_SHARES = {manifest.FILE_NAME: 1.0, "script.md": 0.2}
"""The share of accepted files that the command uses; of the others it is a tenth."""


@dataclass
class Tally:
    """How many changed files were read, refused in a line, and used."""

    read: int = 0
    refused: int = 0
    used: int = 0

    def add(self, other: Tally) -> None:
        """Count what another one has counted."""
        self.read += other.read
        self.refused += other.refused
        self.used += other.used


def survive(name: str, folder: Path, chance: random.Random, rounds: int, share: float) -> Tally:
    """Change a file of the show in `folder` so often; use a share of those that are accepted.

    The first that is accepted is always used, unless the share is 0.

    Raises AssertionError, or whatever the program raised, at the first fault.
    """
    data, read = FILES[name](folder, name)
    tally = Tally()
    with only_below(folder.parent):
        assert read(data)
        for _ in range(rounds):
            text = mutated(data, chance)
            try:
                _one(read, text, tally, chance, share)
            except BaseException as error:
                error.add_note(f"{name}: {text!r}")
                raise
    return tally


def _one(read: Read, text: bytes, tally: Tally, chance: random.Random, share: float) -> None:
    tally.read += 1
    started = time.process_time()
    use = None
    try:
        use = read(text)
        assert time.process_time() - started < READING_SECONDS
        started = time.process_time()
        if use and chance.random() < (share if tally.used else math.ceil(share)):
            tally.used += 1
            use()
    except PodcastError:
        tally.refused += 1
    assert time.process_time() - started < USING_SECONDS


def _make_show(folder: Path) -> None:
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / f"{_DAY}-ai-daily.md").write_text(_POST, "utf-8")
    _build(config.load(folder))


def main(seconds: float, seed: int) -> None:
    """Change each file in turn until the time is over; print what came of it."""
    tallies = {name: Tally() for name in FILES}
    try:
        _go_on(tallies, random.Random(seed), time.monotonic() + seconds)  # noqa: S311 -- no secret
    finally:
        for name, total in tallies.items():
            print(f"{name}: {total}")  # noqa: T201


def _go_on(tallies: dict[str, Tally], chance: random.Random, end: float) -> None:
    with tempfile.TemporaryDirectory() as home:
        _make_show(made := Path(home) / "made")
        turn = 0
        while time.monotonic() < end:
            for name, total in tallies.items():
                room = Path(home) / f"turn{turn}"
                turn += 1
                folder = Path(shutil.copytree(made, room / "show"))
                total.add(survive(name, folder, chance, rounds=200, share=_SHARES.get(name, 0.1)))
                shutil.rmtree(room)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
