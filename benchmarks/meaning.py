"""What the meaning check finds of falsified readings, and how often it is wrong or silent.

    python benchmarks/meaning.py [--count 1000] [--seed 1] [--sentences 2000] [--posts FOLDER ...]

Falsehoods are made of the readings of tests/data/readings.tsv that have figures
(tests/misreadings.py), `--count` of them, all kinds in turn. Alarms are counted on that table, on
the scripts that the rules write of the posts in the repository and in each FOLDER, and on
`--sentences` generated ones (tests/figure_sentences.py). `silent` are the figures that the check
does not judge. With `--errors` each missed falsehood and each alarm is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

# ruff: noqa: E402 -- the generators are in tests/
from figure_sentences import sentences  # type: ignore[import-not-found]
from misreadings import mutants  # type: ignore[import-not-found]

from podcast import digest
from podcast.chinese import spoken
from podcast.errors import PodcastError
from podcast.meaning import judge, judge_reading
from podcast.script import rules
from podcast.show import config


def main() -> None:
    """Print both tables and the speed."""
    options = _options()
    _print_found(options.count, options.seed, errors=options.errors)
    print(f"\n{'judged':22}{'lines':>8}{'figures':>9}{'alarms':>8}{'silent':>9}{'chars/s':>10}")
    _print_alarms("table of readings", _table(), errors=options.errors)
    _print_alarms("scripts of posts", _scripts(options.posts), errors=options.errors)
    generated = sentences(options.sentences, options.seed)
    _print_alarms("generated sentences", generated, errors=options.errors)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="how many falsehoods")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--posts", type=Path, nargs="*", default=[], metavar="FOLDER")
    parser.add_argument("--errors", action="store_true", help="print what was judged wrongly")
    return parser.parse_args()


def _table() -> list[str]:
    table = (ROOT / "tests/data/readings.tsv").read_text("utf-8").splitlines()[1:]
    return [row.split("\t")[0] for row in table]


def _scripts(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the lines of the scripts of all posts; what is no post is passed over."""
    show = config.load(ROOT)
    places = [ROOT / "posts", ROOT / "tests/data", ROOT / "podcast/data", *folders]
    for path in sorted(path for place in places for path in place.rglob("*.md")):
        try:
            post = digest.load(path, ZoneInfo("UTC"))
        except PodcastError:
            continue
        yield from (line.text for line in rules.write(post, show).lines)


def _print_found(count: int, seed: int, *, errors: bool) -> None:
    rows = [(text, spoken(text).text) for text in _table() if any(map(str.isdecimal, text))]
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for each in mutants(rows, count, seed):
        made[each.kind] += 1
        if judge(each.written, each.false).lost:
            found[each.kind] += 1
        elif errors:
            print("MISSED", each.kind, each.written, each.false, sep=" | ")
    print(f"{'falsehood':22}{'made':>8}{'found':>9}")
    for kind in (*made, "all"):
        total = made.total() if kind == "all" else made[kind]
        hits = found.total() if kind == "all" else found[kind]
        print(f"{kind:22}{total:>8}{100 * hits / total:>7.1f} %")


def _print_alarms(name: str, texts: Iterable[str], *, errors: bool) -> None:
    readings = list(map(spoken, texts))
    start = time.process_time()
    judged = list(map(judge_reading, readings))
    spent = time.process_time() - start
    figures = sum(each.figures for each in judged)
    silent = sum(each.silent for each in judged)
    alarms = [
        (each.raw, lost) for each, one in zip(readings, judged, strict=True) for lost in one.lost
    ]
    pace = sum(len(each.raw) for each in readings) / spent
    print(
        f"{name:22}{len(readings):>8}{figures:>9}{len(alarms):>8}"
        f"{100 * silent / max(1, figures):>7.2f} %{pace:>10,.0f}"
    )
    for text, lost in alarms if errors else ():
        print("ALARM", text, lost, sep=" | ")


if __name__ == "__main__":
    main()
