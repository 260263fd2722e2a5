"""What a line sets beside each other: who has more, what became what, what stayed."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技公布试验和价格"
TEXT = (
    "因不良反应停药的比例，高剂量组 4.9%，安慰剂组 2.1%。"
    "起步价 9 元，比当地海鸥快跑的 12 元低。"
    "会员每 5 小时可发 1500 次请求，此前是 900 次。"
    "公司说，全年 40 万辆的目标不变。"
    "刻度越长，依据越充分。"
)


@pytest.mark.parametrize(
    "line",
    [
        "因为不良反应停药的，高剂量组比安慰剂组还少。",
        "起步价九块钱，比海鸥快跑还要贵一些。",
        "会员每五小时的请求从一千五百次变成了九百次。",
        "公司把全年目标下调到了四十万辆。",
        "刻度越短，依据越充分。",
    ],
)
def test_a_turned_comparison_is_found(line: str) -> None:
    """A comparison is held to the word for it in the post, else to the figures of both."""
    assert "direction" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "因为不良反应停药的，高剂量组比安慰剂组还多。",
        "起步价九块钱，比海鸥快跑还要低一些。",
        "会员每五小时的请求从九百次变成了一千五百次。",
        "公司说全年目标还是四十万辆，维持不变。",
        "刻度越长，依据越充分。",
    ],
)
def test_a_true_comparison_is_let_through(line: str) -> None:
    """The same comparisons the right way round have no objection."""
    assert kinds(HEADLINE, TEXT, line) == []
