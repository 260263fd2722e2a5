"""Figures as hosts tell them: worked out, rounded, in other words; and the same ones made false."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast import digest
from podcast.factcheck import judge
from podcast.model import Digest, Verdict

DATA = Path(__file__).parents[1] / "data/factcheck"
LINES = [json.loads(row) for row in (DATA / "figures.jsonl").read_text("utf-8").splitlines()]
FAITHFUL = [(row["post"], row["item"], row["line"]) for row in LINES if row["faithful"]]
FALSE = [(row["post"], row["item"], row["line"]) for row in LINES if not row["faithful"]]


@cache
def post(name: str) -> Digest:
    return digest.load(DATA / "posts" / name, ZoneInfo("UTC"))


def verdict(name: str, item: int, line: str) -> Verdict:
    (news,) = (each for each in post(name).items if each.number == item)
    return judge(line, news, post(name).items, post(name).date)


@pytest.mark.parametrize(("name", "item", "line"), FAITHFUL)
def test_a_true_figure_is_let_through(name: str, item: int, line: str) -> None:
    """A figure that the item gives, or that follows from it, has no violation."""
    assert verdict(name, item, line).violations == ()


@pytest.mark.parametrize(("name", "item", "line"), FALSE)
def test_a_false_figure_is_found(name: str, item: int, line: str) -> None:
    """No arithmetic, rounding or other place of the item excuses it."""
    assert verdict(name, item, line).violations
