"""Workers for tests that make dates in the process of the test, and the posts that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from podcast import build
from podcast.backfill.making import Made, Outcome, make
from podcast.backfill.orders import Order, Progress
from podcast.backfill.plan import Plan, Wish, make_plan
from podcast.backfill.queue import Queue, Tally
from podcast.lib.progress import Quiet
from podcast.show import config

DAY = date(2026, 2, 6)
TONE = build.Options(engine="tone")


@dataclass
class Here:
    """Workers that make one date after the other in this process, in the order of the orders."""

    size: int = 1
    meanwhile: Callable[[Order], None] = lambda _: None
    """Is called when a date is made, before it is placed."""
    orders: list[Order] = field(default_factory=list)
    done: list[date] = field(default_factory=list)

    def room(self) -> int:
        """Return how many orders may be given."""
        return self.size - len(self.orders)

    def give(self, order: Order) -> None:
        """Keep an order."""
        self.orders.append(order)

    def heard(self, seconds: float) -> list[tuple[Order, Progress | Outcome]]:
        """Carry out the first order."""
        order = self.orders.pop(0)
        outcome = make(order.task, Quiet())
        self.done.append(order.task.day)
        self.meanwhile(order)
        return [(order, Progress("mixing")), (order, outcome)]

    def stop(self) -> None:
        """Forget all orders."""
        self.orders.clear()


@dataclass
class Seen:
    """A board that remembers what it was shown."""

    rows: list[tuple[date, str]] = field(default_factory=list)

    def began(self, order: Order) -> None:
        """Remember a beginning."""
        self.rows.append((order.task.day, "began"))

    def told(self, order: Order, progress: Progress) -> None:
        """Remember a stage."""
        self.rows.append((order.task.day, progress.stage))

    def ended(self, order: Order, outcome: Outcome) -> None:
        """Remember an end."""
        self.rows.append((order.task.day, "made" if isinstance(outcome, Made) else outcome.why))


def plan_of(folder: Path, wish: Wish | None = None) -> Plan:
    """Plan a show with test tones."""
    return make_plan(config.load(folder), wish or Wish(stale=True, options=TONE), date(2026, 3, 1))


def run(plans: tuple[Plan, ...], workers: Here | None = None, most: int | None = None) -> Tally:
    """Work off plans in this process."""
    return Queue(plans, Seen(), Quiet(), most_failures=most).run(workers or Here())


def write(folder: Path, day: date, text: str | None = None) -> Path:
    """Write the post of a date, by default with the two items of the first post."""
    source = (folder / "posts" / f"{DAY}-ai-daily.md").read_text("utf-8")
    path = folder / "posts" / f"{day}-ai-daily.md"
    path.write_text(text or source.replace(f"{DAY} 08", f"{day} 08"), "utf-8")
    return path


def broken(day: date) -> str:
    """Return the text of a post that no build can read."""
    return f"---\ntitle: x\ndate: {day} 08:00:00\n---\n\n# x\n"
