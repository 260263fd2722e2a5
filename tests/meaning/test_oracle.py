"""The meaning check as the oracle of the readers, and falsified readings as its own proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from figure_sentences import TEMPLATES, sentences
from misreadings import KINDS, mutants

from podcast import digest
from podcast.chinese import spoken
from podcast.meaning import judge, judge_reading
from podcast.script import rules
from podcast.show import config

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "tests/data/readings.tsv").read_text("utf-8").splitlines()[1:]
READINGS = [row.split("\t")[0] for row in TABLE]
FEW, MANY = 2_500, 50_000


def _lost(texts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return what is lost of texts: as written, as said, and the finding."""
    readings = map(spoken, texts)
    return [
        (each.raw, each.text, str(fault)) for each in readings for fault in judge_reading(each).lost
    ]


def test_no_alarm_on_the_table_of_readings() -> None:
    """Every reading of the newsreader's table keeps its figures."""
    assert _lost(READINGS) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_falsified_readings_are_found(seed: int) -> None:
    """Of 1,000 readings with a sign, an order, a unit or a digit changed, 995 are found."""
    rows = [(text, spoken(text).text) for text in READINGS if any(map(str.isdecimal, text))]
    made = list(mutants(rows, 1_000, seed))
    assert Counter(each.kind for each in made).keys() == KINDS.keys()
    missed = [each for each in made if not judge(each.written, each.false).lost]
    assert len(missed) <= 5, missed


def test_the_readers_keep_the_meaning_of_generated_sentences() -> None:
    """No sentence of figures of every kind loses a sign, a value, a unit or a direction."""
    assert _lost(sentences(FEW, seed=1)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 7))
def test_the_readers_keep_the_meaning_of_fifty_thousand_sentences(seed: int) -> None:
    """The same for 50,000 sentences in five parts."""
    assert _lost(sentences(MANY // 5, seed)) == []


def test_every_kind_of_sentence_is_written() -> None:
    """Each template is filled; the same seed gives the same sentences."""
    written = list(sentences(FEW, seed=1))
    assert written == list(sentences(FEW, seed=1))
    assert not any("{" in each and ".." in each for each in written)
    assert len(set(written)) > 0.95 * FEW
    assert len(TEMPLATES) >= 15


POSTS = sorted(
    path
    for path in (
        *ROOT.glob("posts/*.md"),
        *ROOT.glob("tests/data/**/*.md"),
        ROOT / "podcast/data/sample_post.md",
    )
    if path.name != "README.md"
)


def _is_labelled(path: Path) -> bool:
    """Tell whether a post is one of those of the fact check, of which there are many."""
    return "facts" in path.parts


_EACH = [
    pytest.param(path, marks=[pytest.mark.slow] if _is_labelled(path) and place % 4 else [])
    for place, path in enumerate(POSTS)
]


@pytest.mark.parametrize("path", _EACH, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_alarm_on_the_script_of_a_post(path: Path) -> None:
    """The scripts of all posts of the repository keep their figures."""
    post = digest.load(path, ZoneInfo("UTC"))
    assert _lost(line.text for line in rules.write(post, config.load(ROOT)).lines) == []
