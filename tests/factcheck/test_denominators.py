"""For what a figure is."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import judge
from podcast.model import Block, Item

_TEXT = "电池能量密度368瓦时/公斤，船速每小时40公里，水流2.5 m³/s。"
_ITEM = Item(1, "银杉的电池", (Block("paragraph", _TEXT, 2),), (), (), 1)


def _kinds(line: str) -> set[str]:
    return {each.kind for each in judge(line, _ITEM, [_ITEM], date(2026, 6, 4)).violations}


@pytest.mark.parametrize("line", ["能量密度三百六十八瓦时每公斤。", "能量密度368瓦时/kg。"])
def test_the_same_measure_is_true(line: str) -> None:
    """In words and signs."""
    assert not _kinds(line)


@pytest.mark.parametrize("line", ["能量密度三百六十八瓦时每升。", "能量密度368瓦时/L。"])
def test_another_measure_is_false(line: str) -> None:
    """The figure alone is right."""
    assert "unit" in _kinds(line)
