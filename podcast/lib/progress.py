"""Progress on stderr: messages, and a bar on a terminal or else a plain line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PLAIN_EVERY = 10.0
"""The least seconds between two plain lines."""


class Reporter(Protocol):
    """Takes the messages and the progress of a command."""

    def say(self, text: str) -> None:
        """Report a step or a result."""

    def detail(self, text: str) -> None:
        """Report a detail, which only `-v` shows."""

    def warn(self, text: str) -> None:
        """Report something that a person should look at."""

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Report that `done` of `total` lines are spoken, `seconds` of sound in all."""


class Quiet:
    """A reporter that says nothing but warnings."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def detail(self, text: str) -> None:
        """Say nothing."""

    def warn(self, text: str) -> None:
        """Print a warning."""
        sys.stderr.write(f"warning: {text}\n")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Say nothing."""


class Attentive:
    """A reporter that passes everything on, and remembers whether there was a warning."""

    def __init__(self, report: Reporter) -> None:
        self._report = report
        self.warned = False

    def say(self, text: str) -> None:
        """Pass the message on."""
        self._report.say(text)

    def detail(self, text: str) -> None:
        """Pass the message on."""
        self._report.detail(text)

    def warn(self, text: str) -> None:
        """Remember that there was a warning, and pass it on."""
        self.warned = True
        self._report.warn(text)

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Pass the progress on."""
        self._report.speaking(done, total, seconds)


class Console:
    """A reporter for people; used as a context manager, it removes its bar at the end."""

    def __init__(self, *, verbose: bool = False) -> None:
        self._verbose = verbose
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said_at = 0.0
        self._started = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put_away()

    def say(self, text: str) -> None:
        """Print a step on its own line."""
        self._put_away()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def detail(self, text: str) -> None:
        """Print a step if details are asked for."""
        if self._verbose:
            self.say(text)

    def warn(self, text: str) -> None:
        """Print a warning on its own line."""
        self.say(f"warning: {text}")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Move the bar, or print a line every few seconds and at the end."""
        if sys.stderr.isatty():
            self._move(done, total, seconds)
        else:
            self._line(done, total, seconds)
        if done >= total:
            self._put_away()

    def _move(self, done: int, total: int, seconds: float) -> None:
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("speaking", total=total, sound="")
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total, sound=f"{seconds:.0f} s")

    def _line(self, done: int, total: int, seconds: float) -> None:
        now = time.monotonic()
        self._started = self._started or now
        if done < total and now - self._said_at < _PLAIN_EVERY:
            return
        self._said_at = now
        remaining = (now - self._started) / max(done, 1) * (total - done)
        rest = f", about {remaining:.0f} s left" if remaining and done < total else ""
        sys.stderr.write(f"speaking: {done}/{total} lines, {seconds:.0f} s of sound{rest}\n")
        sys.stderr.flush()

    def _put_away(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar() -> Progress:
    from rich.console import Console as Terminal
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[sound]}"),
        TimeRemainingColumn(),
        console=Terminal(stderr=True),
        transient=True,
    )
