"""Progress on stderr: messages, and a bar on a terminal or else a plain line now and then."""

from __future__ import annotations

import math
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from podcast.language import heading, mark, told, told_lines

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PLAIN_EVERY = 10.0
"""The least seconds between two plain lines."""
_AT_ONCE = 1.0
"""What is done within so many seconds of the beginning was there, and tells nothing of the pace."""


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

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Report that of a long piece of work `done` of `total` are done; `noun` names one."""


class Quiet:
    """A reporter that says nothing but warnings."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def detail(self, text: str) -> None:
        """Say nothing."""

    def warn(self, text: str) -> None:
        """Print a warning."""
        sys.stderr.write(f"{heading('warning')}{told(text)}\n")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Say nothing."""

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
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

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Pass the progress on."""
        self._report.advance(what, done, total, noun)


class _Pace:
    """How long a piece of work will still take; what is told never climbs."""

    def __init__(self, done: int, now: float) -> None:
        self._first_done, self._begun = done, now
        self.done = done
        self._told = math.inf

    def left(self, done: int, total: int, now: float) -> float | None:
        """Return the seconds that the rest will take, or None while that is not known."""
        self.done = done
        if now - self._begun < _AT_ONCE:
            self._first_done = done
        made = done - self._first_done
        if made > 0:
            self._told = min(self._told, (now - self._begun) / made * (total - done))
        return None if math.isinf(self._told) else self._told


class Console:
    """A reporter for people; used as a context manager, it removes its bar at the end."""

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        self._verbose = verbose
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._what = ""
        self._said_at = -math.inf
        self._pace: _Pace | None = None

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
        """Print a step on its own line, unless only warnings are asked for."""
        if not self._quiet:
            self._print(told_lines(text))

    def detail(self, text: str) -> None:
        """Print a step if details are asked for."""
        if self._verbose:
            self.say(text)

    def warn(self, text: str) -> None:
        """Print a warning on its own line."""
        self._print(f"{heading('warning')}{told(text)}")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Move the bar, or print a line every few seconds and at the end."""
        self._show("speaking", done, total, "line", f"{seconds:.0f} s of sound")

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Move the bar, or print a line every few seconds and at the end."""
        self._show(what, done, total, noun, "")

    def _print(self, text: str) -> None:
        self._put_away()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def _show(self, what: str, done: int, total: int, noun: str, more: str) -> None:
        if self._quiet:
            return
        now = time.monotonic()
        if self._pace is None or what != self._what or done < self._pace.done:
            self._pace = _Pace(done, now)  # other work, or another engine from the beginning
            self._what = what
            self._said_at = -math.inf
        left = self._pace.left(done, total, now)
        notes = [told(more)] if more else []
        if left and done < total:
            notes.append(told(f"about {left:.0f} s left"))
        if sys.stderr.isatty():
            self._move(told(what), done, total, mark(", ").join(notes))
        elif done >= total or now - self._said_at >= _PLAIN_EVERY:
            self._said_at = now
            nouns = noun if total == 1 else f"{noun}s"
            count = mark(", ").join([told(f"{total} {nouns}"), *notes])
            sys.stderr.write(f"{told(what)}{mark(': ')}{done}/{count}\n")
            sys.stderr.flush()
        if done >= total:
            self._put_away()
            self._pace = None

    def _move(self, what: str, done: int, total: int, rest: str) -> None:
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task(what, total=total, told="")
        if self._task is not None:
            self._bar.update(self._task, description=what, completed=done, total=total, told=rest)

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
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        console=Terminal(stderr=True),
        transient=True,
    )
