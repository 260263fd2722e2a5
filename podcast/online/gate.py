"""One limit for an online service over several processes of one machine.

A connection holds one of the locked files of a folder. The locks end with their process, so that a
killed process takes no place away. The starts are counted in one more file.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Protocol

from podcast.lib.atomic import make_folder
from podcast.lib.lock import try_to_hold


class Place(Protocol):
    """A place at a service, held by one connection."""

    def release(self) -> None:
        """Give the place back."""


class Gate(Protocol):
    """Counts the connections to services beyond this process; it is called by several threads."""

    def enter(self, service: str, parallel: int, per_second: float) -> Place | None:
        """Return a place for one more connection, or None when none may begin now.

        At most `parallel` connections are open, and `per_second` begin in a second.
        """


class FolderGate:
    """A gate for all processes that name the same folder, which is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def enter(self, service: str, parallel: int, per_second: float) -> Place | None:
        """Return a place, if one is free and a connection may begin."""
        name = hashlib.sha256(service.encode()).hexdigest()[:16]
        make_folder(self._folder)
        turn = try_to_hold(self._folder / f"{name}.turn")
        if turn is None:
            return None
        try:
            starts = self._folder / f"{name}.starts"
            # the clock of the system's start is the same for all processes
            now = time.monotonic()
            full_at = _number(starts)
            if full_at - now > (parallel - 1) / per_second:
                return None
            for number in range(parallel):
                place = try_to_hold(self._folder / f"{name}.{number}")
                if place:
                    starts.write_text(f"{max(full_at, now) + 1 / per_second}")
                    return place
            return None
        finally:
            turn.release()


def _number(path: Path) -> float:
    try:
        return float(path.read_text())
    except (OSError, ValueError):  # nobody has begun yet, or was killed while writing
        return 0.0
