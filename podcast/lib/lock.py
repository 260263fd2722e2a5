"""Locks that end with their process: one process writes to a show at a time; signs of life."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.lib.progress import Reporter

if TYPE_CHECKING:
    from filelock import BaseFileLock

_FILE = "lock"
_NAME = re.compile(r"[0-9a-f]{16,64}")


@contextmanager
def only_one(cache: Path, report: Reporter) -> Iterator[None]:
    """Hold the show's lock; wait, with a message, while another process works on the show.

    The kernel holds the lock (flock), so a killed process leaves no lock behind.
    """
    from filelock import FileLock, Timeout

    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / _FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report.say("another command is at work on this show; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


class Held:
    """A lock of the system that is held until it is given back, or until the process dies."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock, self._path = lock, path

    def release(self, *, forget: bool = False) -> None:
        """Give the lock back; with `forget` its file is removed.

        Whoever opened the file before it was removed may then hold the lock beside another one:
        only what bears that may be forgotten.
        """
        if forget:
            self._path.unlink(missing_ok=True)
        self._lock.release()


def try_to_hold(path: Path) -> Held | None:
    """Return a lock of this path, or None while another holder has it; the folder must exist."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return Held(lock, path)


@contextmanager
def sign_of_life(name: str) -> Iterator[None]:
    """Give a sign by which other processes of this machine can tell whether this one has died.

    `name` is a random number in hex. The sign is a locked file in the folder of temporary files.
    """
    from filelock import FileLock

    path = _sign(name)
    lock = FileLock(path)
    lock.acquire(timeout=0)
    try:
        yield
    finally:
        lock.release()
        bury(name)


def has_died(name: str) -> bool:
    """Tell whether the process that gave the sign of this name died without taking it back.

    False is also the answer for a process of another machine, of which nothing is known here.
    """
    from filelock import FileLock, Timeout

    path = _sign(name)
    if not path.is_file():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):  # it lives, or belongs to another user
        return False
    lock.release()
    return True


def bury(name: str) -> None:
    """Remove the sign of a process that is known to have ended."""
    with suppress(OSError):
        _sign(name).unlink()


def _sign(name: str) -> Path:
    """Return the path of a sign. Raises ValueError for a name that is no number in hex."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return Path(tempfile.gettempdir(), f"digestcast-{name}.alive")
