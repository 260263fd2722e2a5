"""How often something is done."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "音乐平台与协会谈成分成"
TEXT = "音乐人分得收入的一半，每季度结算一次。研究员韩露建议企业按季度公开用水数据。"


@pytest.mark.parametrize(
    "line", ["音乐人分到一半收入，每月结算一次。", "韩露建议，企业按月公开用水数据。"]
)
def test_another_rhythm_is_false(line: str) -> None:
    """A month is no quarter, whatever other words the line has."""
    assert kinds(HEADLINE, TEXT, line) == ["date"]


@pytest.mark.parametrize(
    "line",
    [
        "音乐人分到一半收入，一个季度结一次账。",
        "韩露希望企业每个季度都公开用水数据。",
        "协会每年都要换一届，这回谈得挺久。",
    ],
)
def test_the_same_rhythm_or_another_matter_is_not(line: str) -> None:
    """The same in other words is true, and of other things the post says nothing."""
    assert "date" not in kinds(HEADLINE, TEXT, line)
