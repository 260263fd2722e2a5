"""Arrows and triangles in words."""

from __future__ import annotations

import pytest

from podcast.lib.arrows import in_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("成本↓30%，日活↑ 15%", "成本下降30%，日活上升15%"),
        ("股价▲1.2%，指数▼3点", "股价上涨1.2%，指数下跌3点"),
        ("准确率：92%（↑3.1）", "准确率：92%（上升3.1）"),
        ("同比📉3%", "同比下跌3%"),
        # what the text says by itself is said once
        ("同比增长↑15%，涨幅🔺5%", "同比增长15%，涨幅5%"),
        ("降到1.5亿↓25%", "降到1.5亿，下降25%"),
        # behind a share, behind a level
        ("成交量30%↓", "成交量下降30%"),
        ("毛利率92%↑", "毛利率92%，上升"),
        ("收于3,888点↑，水温35℃↑", "收于3,888点上涨，水温35℃上升"),
        ("比特币$98,000📈，沪指3200点📉", "比特币$98,000上涨，沪指3200点下跌"),
        # a change of a change, and a direction that the figure or the way has
        ("涨幅↓5个百分点，降幅🔻3%", "涨幅下降5个百分点，降幅3%"),
        ("纳指-0.5%▼，由3%↑至5%，5%→3%↓", "纳指-0.5%，由3%至5%，5%到3%"),
        # without a figure
        ("成本↓，效率↑", "成本下降，效率上升"),
        # ways
        ("23时→次日5时", "23时到次日5时"),
        ("从480ms→200ms", "从480ms到200ms"),
        ("v1.2 → v1.3", "v1.2到v1.3"),
        ("采集→清洗 → 训练", "采集到清洗再到训练"),
        ("内存占用太高→换成流式读取", "内存占用太高，换成流式读取"),
    ],
)
def test_an_arrow_that_carries_meaning_is_a_word(written: str, said: str) -> None:
    """Beside a figure a rise or a fall, between words a way."""
    assert in_words(written) == said
    assert in_words(said) == said


@pytest.mark.parametrize(
    "text",
    [
        "▲ 312 某标题",
        "用户 📈",
        "返回顶部↑",
        "点此→",
        "→ 详情",
        "参考链接→见下",
        "上一篇 → 下一篇",
        "🔺 热门",
    ],
)
def test_an_ornament_is_left_to_be_taken_out(text: str) -> None:
    """It points to a place of a page, opens an entry, or counts votes."""
    assert in_words(text) == text
