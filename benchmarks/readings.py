"""How many rows of a table of readings this program, and wetext and cn2an alone, get right.

    python benchmarks/readings.py [TABLE] [--errors]
    python benchmarks/readings.py TARGETS.jsonl [--errors]

TABLE has a text, its reading and its kind on each line, separated by tabs (by default
tests/data/readings.tsv).
Spaces never count. `exact` compares the rest; `fair` also forgives what a normaliser of plain
Chinese may leave to others: 幺 for 一, 二 for 两, upper and lower case, and all punctuation.
wetext takes part where it is installed (`pip install wetext`).

TARGETS.jsonl is a split of CN-NewsTTS Bench: sentences with targets, each with accepted and wrong
spoken forms. A target is right when our spoken form of the sentence holds an accepted form and no
wrong one; `fair` forgives 两 for 二. Targets that are given in pinyin are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

TABLE = Path(__file__).parents[1] / "tests" / "data" / "readings.tsv"

_SILENT = re.compile(r"[^\w]|_")
_PINYIN = re.compile("(?:[a-z]+[1-5]){2,}")
_SAME = str.maketrans("幺两", "一二")

Reader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the table."""

    text: str
    reading: str
    kind: str


@dataclass(frozen=True, slots=True)
class Score:
    """The indices of the rows that a reader gets right, and the seconds for all rows."""

    exact: frozenset[int]
    fair: frozenset[int]
    seconds: float


def main() -> int:
    """Print the table of all readers; exit 1 when ours has a wrong reading."""
    options = _options()
    if options.table.suffix == ".jsonl":
        return _score_targets(options.table, errors=options.errors)
    cases = _cases(options.table)
    answers = {name: _answers(read, cases) for name, read in _readers().items()}
    scores = {name: _score(cases, said, spent) for name, (said, spent) in answers.items()}
    _print(cases, scores)
    wrong = [place for place in range(len(cases)) if place not in scores["digestcast"].exact]
    if options.errors:
        for place in wrong:
            case, (said, _) = cases[place], answers["digestcast"]
            print(f"{case.kind}\t{case.text}\twanted {case.reading}\tgot {said[place]}")
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", nargs="?", type=Path, default=TABLE, metavar="TABLE")
    parser.add_argument("--errors", action="store_true", help="list the rows we read otherwise")
    return parser.parse_args()


def _cases(table: Path) -> list[Case]:
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
    return [Case(*row) for row in rows if row != ["text", "reading", "kind"]]


def _readers() -> dict[str, Reader]:
    readers = {"digestcast": _ours(), "cn2an": _cn2an()}
    return {**readers, "wetext": _wetext()} if find_spec("wetext") else readers


def _ours() -> Reader:
    from podcast.chinese import spoken

    spoken("2")
    return lambda text: spoken(text).text


def _wetext() -> Reader:
    from wetext import Normalizer

    normalizer = Normalizer(lang="zh", operator="tn")
    normalizer.normalize("2")
    return lambda text: str(normalizer.normalize(text))


def _cn2an() -> Reader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import cn2an

    def read(text: str) -> str:
        try:
            return str(cn2an.transform(text, "an2cn"))
        except ValueError:  # it refuses a date such as 2026-02-30
            return text

    return read


def _answers(read: Reader, cases: list[Case]) -> tuple[list[str], float]:
    begin = time.perf_counter()
    readings = [read(case.text) for case in cases]
    return readings, time.perf_counter() - begin


def _score(cases: list[Case], readings: list[str], seconds: float) -> Score:
    pairs = [(words, case.reading) for words, case in zip(readings, cases, strict=True)]
    exact = {n for n, (reading, right) in enumerate(pairs) if _joined(reading) == _joined(right)}
    fair = {n for n, (reading, right) in enumerate(pairs) if _bare(reading) == _bare(right)}
    return Score(frozenset(exact), frozenset(exact | fair), seconds)


def _joined(words: str) -> str:
    return "".join(words.split())


def _bare(words: str) -> str:
    return _SILENT.sub("", words).translate(_SAME).lower()


def _score_targets(path: Path, *, errors: bool) -> int:
    """Print how many targets of a split of CN-NewsTTS Bench are right; exit 1 for a wrong one."""
    read = _ours()
    total = exact = fair = 0
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        said = read(row["text"])
        for target in row["targets"]:
            if any(map(_PINYIN.fullmatch, target["positive_readings"])):
                continue
            total += 1
            exact += _is_right(_plain(said), target, _plain)
            forgiven = _is_right(_bare(said), target, _bare)
            fair += forgiven
            if errors and not forgiven:
                print(f"{target['category']}\t{target['span']}\t{said}")
    print(f"{total} targets: exact {exact} ({exact / total:.1%}), fair {fair} ({fair / total:.1%})")
    return 1 if fair < total else 0


def _is_right(said: str, target: dict[str, list[str]], simplify: Reader) -> bool:
    right, wrong = (
        any(simplify(form) in said for form in target[name])
        for name in ("positive_readings", "negative_readings")
    )
    return right and not wrong


def _plain(words: str) -> str:
    return _SILENT.sub("", words).lower()


def _print(cases: list[Case], scores: dict[str, Score]) -> None:
    heads = [f"{name} {how}" for name in scores for how in ("exact", "fair")]
    print(f"{'kind':<12} {'rows':>5}  " + "  ".join(f"{head:>16}" for head in heads))
    kinds = sorted({case.kind for case in cases})
    for kind in (*kinds, ""):
        rows = {n for n, case in enumerate(cases) if kind in {case.kind, ""}}
        counts = [len(rows & hits) for score in scores.values() for hits in _hits(score)]
        print(f"{kind or 'all':<12} {len(rows):>5}  " + "  ".join(f"{n:>16}" for n in counts))
    shares = [len(hits) / len(cases) for score in scores.values() for hits in _hits(score)]
    print(f"{'':<12} {'':>5}  " + "  ".join(f"{share:>15.1%} " for share in shares))
    for name, score in scores.items():
        length = sum(len(case.text) for case in cases)
        print(f"{name}: {length / score.seconds:,.0f} characters a second")


def _hits(score: Score) -> tuple[frozenset[int], frozenset[int]]:
    return score.exact, score.fair


if __name__ == "__main__":
    raise SystemExit(main())
