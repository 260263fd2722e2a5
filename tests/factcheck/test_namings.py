"""Names that the words beside them say to be names."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "火箭一子级落在民勤着陆场"
TEXT = (
    "一子级在民勤着陆场垂直着陆。传感器由豪威集团供货,控制软件出自成都的墨池工坊。"
    "新处理器名为“九霄”,由贺知言接手。"
)


@pytest.mark.parametrize(
    "line",
    [
        "一子级落在了敦煌着陆场。",
        "控制软件是成都的墨竹工坊写的。",
        "这颗处理器由何之远接手。",
    ],
)
def test_another_name(line: str) -> None:
    """A name of which the item has no two characters is false, where it has another one."""
    assert "chinese-name" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "一子级落在了民勤着陆场。",
        "控制软件是成都的墨池工坊写的。",
        "这颗处理器由贺知言接手。",
        "接下来聊聊火箭,一子级稳稳站住了。",
    ],
)
def test_the_same_name(line: str) -> None:
    """A name of the item is true, and words before a kind are no name."""
    assert "chinese-name" not in kinds(HEADLINE, TEXT, line)
