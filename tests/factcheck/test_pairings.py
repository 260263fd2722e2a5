"""Figures and clauses that have changed places."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "启明 Mate 90 系列发布，5499 元起"
TEXT = (
    "启明 9 月 24 日在深圳发布 Mate 90、Mate 90 Pro 和 Mate 90 RS，起售价分别为 5499 元、6999 元和"
    " 12999 元。夜间测试时段为 22 时至次日 6 时。旗下技术品牌统一使用一个名称。"
)


@pytest.mark.parametrize(
    "line",
    [
        "Mate 90 Pro起售价12999元，Mate 90 RS是6999元。",
        "Mate 90 RS卖6999元。",
        "Mate 90 Pro的起售价是5499元。",
    ],
)
def test_a_figure_of_another_thing_of_a_row_is_found(line: str) -> None:
    """分别为 gives each thing of a row the figure at its place."""
    assert "swap" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "Mate 90 Pro起售价6999元，Mate 90 RS是12999元。",
        "三款里最贵的是Mate 90 RS，要12999元。",
        "Mate 90系列5499元起。",
        "22时至次日6时。",
        "旗下技术品牌都统一成一个名称。",
    ],
)
def test_a_row_told_in_parts_is_let_through(line: str) -> None:
    """Mate 90 Pro is not Mate 90; a time may have a space; 统一成 is no tenth."""
    assert kinds(HEADLINE, TEXT, line) == []
