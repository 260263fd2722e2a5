"""What passes between the queue and whoever carries out its orders: a crew of workers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from podcast.backfill.making import Outcome, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a date is."""

    stage: str
    done: int = 0
    """How many lines are done, of `total`; both are 0 in a stage without lines."""
    total: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """A task for a worker, and the file for its log. An order is equal to itself alone."""

    task: Task
    log: Path


class Workers(Protocol):
    """Those who carry out orders, on this machine or on others."""

    def room(self) -> int:
        """Return how many orders may be given."""

    def give(self, order: Order) -> None:
        """Begin to carry out an order. Raises BackfillError when nobody is left to do so."""

    def heard(self, seconds: float) -> list[tuple[Order, Progress | Outcome]]:
        """Return what has become of orders, after waiting for at most so many seconds.

        What was made lies in the workspace of its task then. Raises BackfillError as `give` does.
        """

    def stop(self) -> None:
        """End all work at once."""
