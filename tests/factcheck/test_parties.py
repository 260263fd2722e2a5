"""Two parties that have changed places."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "溪木传媒起诉蓝橙科技"
TEXT = (
    "溪木传媒在杭州起诉蓝橙科技，索赔三千万元。溪木传媒称，蓝橙科技未获许可使用了它的照片。\n\n"
    "首席设计师陆知遥直接向董事长孟书宁汇报。\n\n"
    "家长在放学后联系不上孩子的情况增加了一倍。"
)


@pytest.mark.parametrize(
    "line",
    [
        "蓝橙科技把溪木传媒告上了法庭。",
        "溪木传媒被蓝橙科技告了。",
        "蓝橙科技起诉了溪木传媒，开口就是三千万。",
        "放学后，孩子联系不上家长的情况多了一倍。",
    ],
)
def test_changed_places(line: str) -> None:
    """Who acts and who is acted on are told apart, in the active and in the passive."""
    assert "reversed" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "溪木传媒把蓝橙科技告了，要对方赔三千万。",
        "蓝橙科技被溪木传媒告上了法庭。",
        "溪木传媒和蓝橙科技打起了官司。",
        "放学以后，家长联系不上孩子的情况多了一倍。",
        "没拿到许可就用溪木传媒照片的蓝橙科技，这回收到了一份起诉书。",
    ],
)
def test_the_same_in_other_words(line: str) -> None:
    """A passive, a relative clause and two that are equal say nothing else."""
    assert "reversed" not in kinds(HEADLINE, TEXT, line)
