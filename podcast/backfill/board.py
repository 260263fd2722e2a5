"""What a person sees of a queue: a live table on a terminal, else a line for each date that ends.

Only this module and `lib/progress.py` import rich.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from podcast.backfill.making import Failed, Made, Outcome
from podcast.backfill.orders import Order, Progress
from podcast.language import told_lines
from podcast.lib.markup import whole_seconds

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

_MINUTE = 60
_HOUR = 3600


@dataclass
class Board:
    """The progress of a queue; it is a reporter, too. Used as a context manager, it ends in order.

    `sound` is the expected sound of all `total` dates in seconds; `names` tells the shows apart
    where there are several.
    """

    total: int
    sound: float
    quiet: bool = False
    names: dict[Path, str] = field(default_factory=dict)
    _now: dict[Order, tuple[Progress, float]] = field(default_factory=dict)
    _done: int = 0
    _failed: int = 0
    _made: float = 0.0
    _over: float = 0.0
    """The expected sound, in seconds, of all dates that have ended."""
    _started: float = field(default_factory=time.monotonic)
    _live: Live | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and not self.quiet and self.total:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(
                console=Console(stderr=True), get_renderable=self._table, refresh_per_second=4,
                transient=True,
            )  # fmt: skip
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def began(self, order: Order) -> None:
        """Show that a date is being made."""
        self._now[order] = (Progress("begins"), time.monotonic())

    def told(self, order: Order, progress: Progress) -> None:
        """Show how far a date is."""
        if order in self._now:
            self._now[order] = (progress, self._now[order][1])

    def ended(self, order: Order, outcome: Outcome) -> None:
        """Show what became of a date."""
        self._now.pop(order, None)
        if isinstance(outcome, Failed) and outcome.lost:
            self.warn(f"{self._name(order)}: {outcome.why}")
            return
        self._done += 1
        self._over += self.sound / self.total if self.total else 0.0
        if isinstance(outcome, Made):
            self._made += outcome.seconds
            calls = f"{outcome.calls} calls" if outcome.calls else "from the cache"
            self.say(
                f"{self._name(order)}: {clock(outcome.seconds)} of sound, {outcome.lines} lines, "
                f"{calls}, {outcome.took:.0f} s ({self._standing()})"
            )
        elif outcome.refused:
            self.say(f"{self._name(order)}: passed over: {outcome.why}")
        else:
            self._failed += 1
            self.warn(f"{self._name(order)}: {outcome.why}")

    def say(self, text: str) -> None:
        """Print a line, above the table if there is one."""
        if not self.quiet:
            self._print(text)

    def detail(self, text: str) -> None:
        """Say nothing: details are in the logs."""

    def warn(self, text: str) -> None:
        """Print a warning."""
        self._print(f"warning: {text}")

    def speaking(self, done: int, total: int, seconds: float) -> None:
        """Say nothing: dates tell it themselves."""

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        """Say nothing: dates tell it themselves."""

    def _print(self, text: str) -> None:
        if self._live:
            self._live.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(f"{told_lines(text)}\n")
            sys.stderr.flush()

    def _name(self, order: Order) -> str:
        name = self.names.get(order.task.show.root)
        return f"{name} {order.task.day}" if name else str(order.task.day)

    def _standing(self) -> str:
        left = self._left()
        rest = f", about {clock(left)} left" if left and self._done < self.total else ""
        return f"{self._done}/{self.total}{rest}"

    def _left(self) -> float | None:
        """Return the seconds that the rest will take, by what has ended so far."""
        if not self._over:
            return None
        return (time.monotonic() - self._started) / self._over * (self.sound - self._over)

    def _table(self) -> Table:
        from rich.table import Table

        table = Table("date", "stage", "lines", "lines/s", "seconds", box=None, pad_edge=False)
        for order, (progress, since) in self._now.items():
            took = time.monotonic() - since
            lines = f"{progress.done}/{progress.total}" if progress.total else ""
            rate = f"{progress.done / took:.1f}" if progress.done and took > 1 else ""
            table.add_row(self._name(order), progress.stage[:40], lines, rate, f"{took:.0f}")
        failed = f", {self._failed} failed" if self._failed else ""
        elapsed = max(time.monotonic() - self._started, 1e-6)
        speed = f"{self._made / elapsed:.1f}x real time"
        table.add_row("all", f"{self._standing()}{failed}", "", "", speed)
        return table


def clock(seconds: float) -> str:
    """Return a length as minutes and seconds, or as hours and minutes."""
    whole = whole_seconds(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02d} h"
    return f"{whole // _MINUTE}:{whole % _MINUTE:02d} min"
