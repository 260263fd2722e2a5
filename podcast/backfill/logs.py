"""The log of one date: everything that a build of it would print, in a file of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from podcast.lib.atomic import make_folder

_EVERY = 0.5
"""The least seconds between two reports of progress."""


class Log:
    """A reporter that writes into a file, and tells how far the work is."""

    def __init__(self, path: Path, tell: Callable[[str, int, int], None]) -> None:
        """Write to `path`; `tell` gets the stage, and how many lines of how many are done."""
        make_folder(path.parent)
        self._file = path.open("w", encoding="utf-8")
        self._tell = tell
        self._told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, text: str) -> None:
        """Write text as it is."""
        self._file.write(text)
        self._file.flush()

    def say(self, text: str) -> None:
        """Write a step, which is also the stage of the date."""
        self.write(f"{text}\n")
        self._tell(text, 0, 0)

    def detail(self, text: str) -> None:
        """Write a detail."""
        self.write(f"{text}\n")

    def warn(self, text: str) -> None:
        """Write a warning."""
        self.write(f"warning: {text}\n")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Tell how many lines are spoken."""
        self.advance("speaking", done, total, "line")

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Tell how far the work is, now and then and at the end."""
        if done >= total:
            self.write(f"{what}: {done} {noun}s\n")
        if done >= total or time.monotonic() - self._told_at >= _EVERY:
            self._told_at = time.monotonic()
            self._tell(what, done, total)
