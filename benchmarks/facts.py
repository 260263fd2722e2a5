"""The fact check on the labelled lines: what it finds, and how often it is wrong.

    python benchmarks/facts.py [FOLDER]

FOLDER is `first` (the default), `second` and so on to `twenty-third`, or a folder with
`lines.jsonl` and `posts/`. For each kind of claim the program prints the share of the false lines
that have a violation (found) or at least a warning (noticed), and of the faithful lines that have
a violation (alarms) or at least a warning (doubts); then the totals and the time that the check
takes for an episode's lines.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from podcast import digest
from podcast.factcheck import judge
from podcast.model import Verdict

DATA = Path(__file__).parents[1] / "tests/data/facts"
EPISODE = 80
"""The number of lines of an episode."""


def main() -> None:
    """Print the table, and with `--lines` each line that was judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="first")
    parser.add_argument("--lines", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    given = Path(options.folder)
    folder = given if given.is_absolute() else DATA / given
    posts = {
        path.name: digest.load(path, ZoneInfo("UTC")) for path in (folder / "posts").glob("*.md")
    }
    rows = [json.loads(row) for row in (folder / "lines.jsonl").read_text("utf-8").splitlines()]
    _judge(rows[0], posts)  # loads the dictionaries
    began = time.perf_counter()
    judged = [(row, _judge(row, posts)) for row in rows]
    seconds = time.perf_counter() - began
    if options.lines:
        _print_mistakes(judged)
    _print_table(judged)
    print(f"{seconds / len(rows) * EPISODE:.2f} s for {EPISODE} lines")


def _judge(row: dict[str, Any], posts: dict[str, Any]) -> Verdict:
    post = posts[row["post"]]
    (item,) = (each for each in post.items if each.number == row["item"])
    return judge(row["line"], item, post.items, post.date)


def _print_mistakes(judged: list[tuple[dict[str, Any], Verdict]]) -> None:
    for row, verdict in judged:
        if bool(verdict.violations or verdict.warnings) is not row["faithful"]:
            continue
        mark = "ALARM" if row["faithful"] else "MISSED"
        mark = "doubt" if row["faithful"] and not verdict.violations else mark
        found = [
            (each.kind, each.span, each.nearest) for each in verdict.violations or verdict.warnings
        ]
        print(
            mark,
            row["post"],
            row["item"],
            row["kind"],
            row["line"],
            row["span"],
            found,
            sep=" | ",
        )


def _print_table(judged: list[tuple[dict[str, Any], Verdict]]) -> None:
    false: dict[str, list[Verdict]] = defaultdict(list)
    faithful: dict[str, list[Verdict]] = defaultdict(list)
    for row, verdict in judged:
        (faithful if row["faithful"] else false)[row["kind"]].append(verdict)
        (faithful if row["faithful"] else false)["all"].append(verdict)
    print(
        f"{'kind':14}{'false':>6}{'found':>8}{'noticed':>9}{'faithful':>10}{'alarms':>8}{'doubts':>8}"
    )
    for kind in sorted(false.keys() | faithful.keys(), key=lambda each: (each == "all", each)):
        lies, truths = false[kind], faithful[kind]
        print(
            f"{kind:14}{len(lies):>6}{_share(lies, sure=True):>8}{_share(lies, sure=False):>9}"
            f"{len(truths):>10}{_share(truths, sure=True):>8}{_share(truths, sure=False):>8}"
        )


def _share(verdicts: list[Verdict], *, sure: bool) -> str:
    if not verdicts:
        return "-"
    hits = sum(bool(each.violations or (each.warnings and not sure)) for each in verdicts)
    return f"{100 * hits / len(verdicts):.0f} %"


if __name__ == "__main__":
    main()
