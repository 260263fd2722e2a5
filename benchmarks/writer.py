"""What the writer `llm` makes of a service's faults, each once and for good.

    python benchmarks/writer.py

A local service (`tests/chat_service.py`) answers questions about the first of three items with a
fault, all others truthfully. The program prints a row for each fault: who tells the item when the
fault comes once and when it stays, how many requests the item took, how long the script took in
seconds, and why the rules tell it. It ends with 1 if a planted falsehood is in any script.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from chat_service import (  # type: ignore[import-not-found]  # noqa: E402
    FAULTS,
    KEY,
    OWN,
    VARIABLE,
    ChatService,
    configure,
)
from falsehoods import POST  # type: ignore[import-not-found]  # noqa: E402

from podcast import digest  # noqa: E402
from podcast.commands import init  # noqa: E402
from podcast.digest import posts  # noqa: E402
from podcast.online import faults, request  # noqa: E402
from podcast.script.writer import Wish, load  # noqa: E402
from podcast.show import config  # noqa: E402


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a fault."""

    teller: str
    """`llm` or `rules`."""
    requests: int
    seconds: float
    why: str
    voiced: bool
    """Whether a planted falsehood is in the script."""


def main() -> int:
    """Print the table; return 1 if a falsehood is in a script."""
    os.environ[VARIABLE] = KEY
    os.environ["NO_PROXY"] = "127.0.0.1"
    faults.UNIT_SECONDS = 0.01
    request.SILENCE_SECONDS = 1.0
    print("| fault | once: told by, requests, s | for good: told by, requests, s | why, for good |")
    print("|---|---|---|---|")
    voiced = False
    for fault in ("ok", *FAULTS):
        once, always = outcome(fault, 1), outcome(fault, float("inf"))
        voiced |= once.voiced or always.voiced
        print(f"| {fault} | {_cell(once)} | {_cell(always)} | {always.why} |", flush=True)
    print(f"\na planted falsehood in a script: {'yes' if voiced else 'never'}")
    return int(voiced)


def outcome(fault: str, times: float) -> Outcome:
    """Return what comes of a fault that a service plays so many times."""
    with tempfile.TemporaryDirectory() as folder, ChatService() as service:
        root = Path(folder) / "show"
        init.create(root)
        (root / "posts" / init.SAMPLE_POST).unlink()
        (root / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
        configure(root, service)
        show = config.load(root)
        post = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
        service.play(fault, 1, times)
        begun = time.monotonic()
        script = load(show, "llm").write(post, Wish()).script
        seconds = time.monotonic() - begun
        text = "".join(line.text for line in script.lines)
        item = "".join(line.text for line in script.lines if line.item == 1)
        own = all(words in item for words in OWN) or fault == "obeys"
        why = "; ".join(each.why for each in script.fallbacks if each.item == 1)
        return Outcome(
            teller="rules" if why or not own else "llm",
            requests=service.asked[1],
            seconds=seconds,
            why=why,
            voiced=any(each in text for each in service.planted),
        )


def _cell(outcome: Outcome) -> str:
    return f"{outcome.teller}, {outcome.requests}, {outcome.seconds:.1f}"


if __name__ == "__main__":
    sys.exit(main())
