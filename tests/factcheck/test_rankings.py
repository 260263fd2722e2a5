"""Places that a line gives to somebody, and those that lists and sentences of the post give."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技公布二季度销量"
TEXT = (
    "岚桥科技二季度在日本市场售出 61 万台，美洲 74 万台，欧洲 22 万台。"
    "企业贡献榜上，Intel 占 11.3%，Google 占 8.9%，华为占 7.1%。"
    "在小模型榜上，Sparrow 3 排第三。这是公司成立以来最大的一笔收购。"
)


@pytest.mark.parametrize(
    "line",
    [
        "岚桥二季度卖得最多的是日本，六十一万台。",
        "企业贡献榜上，谷歌是最大的一家。",
        "小模型榜上，Sparrow 3 拿了第一。",
    ],
)
def test_another_place_is_found(line: str) -> None:
    """Who has a lesser figure or another place does not come first."""
    assert "superlative" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    ["岚桥二季度卖得最多的是美洲，七十四万台。", "企业贡献榜上，英特尔是最大的一家。"],
)
def test_the_greatest_is_true(line: str) -> None:
    """Who has the greatest figure of a list comes first, in any form of the name."""
    assert "superlative" not in kinds(HEADLINE, TEXT, line)


def test_a_second_place_needs_one() -> None:
    """What is the largest is not the second largest."""
    text = "岚桥科技收购松石动力，这是公司成立以来最大的一笔收购。"
    assert kinds("岚桥科技收购松石动力", text, "这是岚桥成立以来第二大的一笔收购。") == [
        "superlative"
    ]


def test_the_best_one_is_no_name_of_a_list() -> None:
    """最好的一个 has a figure before it, but is what the list tells of."""
    text = "96 个设计中有 17 个有活性，最好的一个在 72℃ 下活性是原来的 5.8 倍。"
    assert kinds("设计出新酶", text, "最好的一个在 72摄氏度下活性是原来的 5.8 倍。") == []
