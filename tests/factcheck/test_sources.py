"""Whose figures a line tells, who made a thing, and whose deed a sentence tells."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技预售云台手机"
TEXT = (
    "云台电机由兆威机电供应,可承受 1.2 米跌落。屏幕由京东方独家供货。\n\n"
    "据观澜数据统计,岚桥一季度出货 38 万台。沧浪咨询没有公布数字。\n\n"
    "摩根大通把岚桥的评级上调至增持,目标价上调至 180 美元。高盛维持卖出评级。"
)


@pytest.mark.parametrize(
    "line",
    [
        "云台电机是京东方做的,一米二摔不坏。",
        "据沧浪咨询统计,岚桥一季度出货三十八万台。",
        "高盛把岚桥的评级调到增持,目标价给到一百八十美元。",
    ],
)
def test_of_another_one(line: str) -> None:
    """A source, a maker and a subject of another sentence are false."""
    assert "attribution" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "云台电机是兆威做的,一米二摔不坏。",
        "据观澜数据的统计,岚桥一季度出货三十八万台。",
        "摩根大通把岚桥的评级调到增持,目标价给到一百八十美元。",
    ],
)
def test_of_the_same(line: str) -> None:
    """Those of the sentence that is retold are true."""
    assert "attribution" not in kinds(HEADLINE, TEXT, line)
