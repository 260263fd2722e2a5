"""What the writer `llm` makes of a service's faults, each once and for good.

    python benchmarks/writer.py [--lines]

A local service (`tests/chat_service.py`) answers questions about the first of three items with a
fault, all others truthfully. The program prints a row for each fault: who tells the item when the
fault comes once and when it stays, how many requests the item took, how long the script took in
seconds, and why the rules tell it. It ends with 1 if a planted falsehood is in any script.

With --lines it prints instead how many lines would go back to a model: of the labelled lines of
tests/data/facts, false and faithful, and of the narrations by hand in tests/data/narration, each
laid beside the item with which it has most in common.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import narration

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

from podcast import digest, factcheck  # noqa: E402
from podcast.commands import init  # noqa: E402
from podcast.digest import posts  # noqa: E402
from podcast.model import Digest, Item  # noqa: E402
from podcast.online import faults, request  # noqa: E402
from podcast.script import facts  # noqa: E402
from podcast.script.writer import Wish, load  # noqa: E402
from podcast.show import config  # noqa: E402

_LEAST_PAIRS, _LEAST_SHARE = 3, 0.4
"""The pairs of characters, and their share, that a line by hand has in common with its item."""


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
    if "--lines" in sys.argv:
        _print_lines()
        return 0
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


def _print_lines() -> None:
    """Print the shares of lines that go back."""
    counts: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for kind, line, item, post in (*_labelled(), *_by_hand()):
        counts[kind] += 1
        back[kind] += _goes_back(line, item, post)
    for kind, count in counts.items():
        print(f"{kind}: {back[kind]} of {count} go back, {back[kind] / count:.0%}")


def _labelled() -> Iterator[tuple[str, str, Item, Digest]]:
    for folder in sorted((ROOT / "tests" / "data" / "facts").iterdir()):
        if not folder.is_dir():
            continue
        posts_of = {
            path.name: digest.load(path, ZoneInfo("UTC"))
            for path in (folder / "posts").glob("*.md")
        }
        for row in map(json.loads, (folder / "lines.jsonl").read_text("utf-8").splitlines()):
            post = posts_of[row["post"]]
            item = next(each for each in post.items if each.number == row["item"])
            yield ("faithful" if row["faithful"] else "false"), row["line"], item, post


def _by_hand() -> Iterator[tuple[str, str, Item, Digest]]:
    for path in narration.own_posts():
        post = digest.load(path, ZoneInfo("UTC"))
        pairs = {item: facts.pairs("".join(facts.texts(item))) for item in post.items}
        for line in narration.by_hand(path):
            own = facts.pairs(line)
            item = max(post.items, key=lambda each: len(own & pairs[each]))
            if len(own & pairs[item]) >= max(_LEAST_PAIRS, _LEAST_SHARE * len(own)):
                yield "by hand", line, item, post


def _goes_back(line: str, item: Item, post: Digest) -> bool:
    verdict = factcheck.judge(line, item, post.items, post.date)
    return bool(verdict.violations or verdict.warnings) or any(
        any(check(line, item, post.date))
        for check in (factcheck.strangers, factcheck.unfounded, factcheck.rearranged)
    )


def _cell(outcome: Outcome) -> str:
    return f"{outcome.teller}, {outcome.requests}, {outcome.seconds:.1f}"


if __name__ == "__main__":
    sys.exit(main())
