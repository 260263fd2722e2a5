"""Superlatives that the post has of something else."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技二季度出货下滑"
TEXT = (
    "三星以 19.4% 的份额居首,苹果为 18.2%。监管部门去年对岚桥罚款 1,348 亿韩元,创下该机构"
    "罚款纪录。今年又罚了 420 亿韩元。\n\n"
    "这是岚桥的第二张医疗器械证。红杉中国以 11.2% 为最大外部股东。"
    "这是岚桥近四年来的第一次调价。它是亚洲最古老的厂商之一。"
)


@pytest.mark.parametrize(
    "line",
    [
        "今年这四百二十亿韩元,创下了该机构的罚款纪录。",
        "份额上,苹果排在第一。",
        "岚桥拿到了首张医疗器械证。",
        "红杉中国拿着百分之十一点二,是岚桥的第一大股东。",
        "这是岚桥成立以来的第一次调价。",
        "岚桥是亚洲最古老的厂商。",
    ],
)
def test_of_something_else(line: str) -> None:
    """Another figure, name, number, limit, time, or one among several is false."""
    assert "superlative" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "去年那一千三百四十八亿韩元,创下了该机构的罚款纪录。",
        "份额上,三星排在第一。",
        "这是岚桥的第二张医疗器械证。",
        "红杉中国是岚桥最大的外部股东。",
        "这是岚桥四年来的第一次调价。",
        "岚桥是亚洲最古老的厂商之一。",
    ],
)
def test_as_the_post_has_it(line: str) -> None:
    """What holds the superlative in the post holds it in the line."""
    assert "superlative" not in kinds(HEADLINE, TEXT, line)
