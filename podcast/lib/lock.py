"""A lock that lets one process write to a show at a time and ends with the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from podcast.lib.progress import Reporter

_FILE = "lock"


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
