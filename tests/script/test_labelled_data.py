"""The labelled data that writers and the fact check are measured by: whole, and about its posts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from podcast import digest
from podcast.model import Digest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
HALVES = ("first", "second")
CLAIMS = (
    "number", "unit", "percent", "date", "money", "version", "swap", "latin-name", "chinese-name",
    "quotation", "superlative", "rounding", "direction", "negation", "invented", "reversed",
    "attribution",
)  # fmt: skip
"""What may be false in a line."""


def lines(half: str) -> list[dict[str, Any]]:
    """Return the labelled lines of a half."""
    text = (DATA / "facts" / half / "lines.jsonl").read_text("utf-8")
    return [json.loads(row) for row in text.splitlines()]


def posts(folder: Path) -> dict[str, Digest]:
    """Return the posts of a folder by name."""
    return {path.name: digest.load(path, UTC) for path in folder.glob("*.md")}


@pytest.mark.parametrize("half", HALVES)
def test_each_line_is_about_an_item(half: str) -> None:
    """Post and item are there, and what is wrong is a part of the line; no line comes twice."""
    known = posts(DATA / "facts" / half / "posts")
    rows = lines(half)
    for row in rows:
        assert row["item"] in {item.number for item in known[row["post"]].items}
        assert bool(row["span"]) is bool(row["why"]) is not row["faithful"]
        assert row["span"] in row["line"]
    assert len({(row["post"], row["line"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("half", HALVES)
def test_each_kind_of_claim_is_falsified(half: str) -> None:
    """There are at least eight false lines of each kind, and as many faithful lines as false."""
    rows = lines(half)
    false = Counter(row["kind"] for row in rows if not row["faithful"])
    assert sorted(false) == sorted(CLAIMS)
    assert min(false.values()) >= 8
    assert len(rows) >= 300
    assert 0.45 < sum(false.values()) / len(rows) < 0.55


def test_each_narration_has_its_post() -> None:
    """A narration is lines of its hosts, of one sentence that fits one utterance."""
    own = {path.stem for path in (DATA / "narration" / "posts").glob("*.md")}
    narrations = list((DATA / "narration").glob("*.txt"))
    assert own < {path.stem for path in narrations}
    assert len(narrations) == 12
    for path in narrations:
        for row in filter(None, path.read_text("utf-8").splitlines()):
            host, mark, text = row.partition("：")
            assert host in {"晓晓", "云希"}
            assert mark
            assert 0 < len(text) <= 80


def test_each_label_of_repetition_is_about_its_post() -> None:
    """The clause is in its item, what says it is in the item too, and no clause comes twice."""
    folder = DATA / "narration"
    paths = (*folder.glob("*/*.md"), *ROOT.glob("posts/*.md"), ROOT / "podcast/data/sample_post.md")
    known = {path.stem: digest.load(path, UTC) for path in paths}
    rows = [json.loads(row) for row in (folder / "repeated.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        (item,) = (each for each in known[row["post"]].items if each.number == row["item"])
        texts = "\n".join((item.headline, *(block.text for block in item.blocks)))
        assert row["text"].replace(" ", "") in texts.replace(" ", "")
        assert row["by"].replace(" ", "") in texts.replace(" ", "")
        assert bool(row["by"]) is row["repeated"]
    assert len({(row["post"], row["item"], row["text"]) for row in rows}) == len(rows) >= 100
    assert 0.4 < sum(row["repeated"] for row in rows) / len(rows) < 0.6
