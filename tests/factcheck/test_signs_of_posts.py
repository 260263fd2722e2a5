"""Signs of the post that a line says in words."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import judge
from podcast.model import Block, Item

_ITEM = Item(
    1,
    "鹭岛 V4.1 发布",
    (
        Block(
            "paragraph", "鹭岛 8 月 18 日发布 V4.1，延迟<5ms，占比>30%，误差≤2%，样本>=40 份。", 2
        ),
    ),
    (),
    (),
    1,
)


def _kinds(line: str) -> set[str]:
    found = judge(line, _ITEM, [_ITEM], date(2026, 8, 18))
    return {each.kind for each in found.violations}


@pytest.mark.parametrize(
    "line",
    [
        "延迟小于5毫秒。",
        "延迟不到5毫秒。",
        "占比超过三成。",
        "误差不超过2%。",
        "样本至少有40份。",
        "延迟<5毫秒，占比>30%。",
    ],
)
def test_a_sign_is_a_word_that_rounds(line: str) -> None:
    """< is 不到, > is 超过, and with the line below them they are limits."""
    assert not _kinds(line)


@pytest.mark.parametrize("line", ["延迟超过5毫秒。", "占比不到30%。", "误差超过2%。"])
def test_the_other_side_is_false(line: str) -> None:
    """As with words."""
    assert "rounding" in _kinds(line)


def test_a_day_behind_a_name_is_no_version_of_it() -> None:
    """鹭岛 8 月 18 日发布 V4.1 says nothing of an eighth version."""
    item = Item(
        1, "Lupin V4.1 发布", (Block("paragraph", "Lupin 8 月 18 日发布 V4.1。", 2),), (), (), 1
    )
    assert not judge("我们谈了Lupin V4.1。", item, [item], date(2026, 8, 18)).violations
