"""What the post denies, and a line affirms, or the other way round."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "轻薄本山雀定价三千九"
TEXT = (
    "轻薄本山雀定价三千九百元，没有雷雳接口。基础版对教师免费。不登录也能使用阅读功能。\n\n"
    "被抱怨最多的不是价格，而是风扇噪声。厂家没有支付赔偿金。新品不涉及平板。"
)


@pytest.mark.parametrize(
    "line",
    [
        "三千九的山雀，雷雳接口倒是有。",
        "基础版不对教师免费。",
        "大家抱怨最多的就是价格。",
        "厂家到底还是付了赔偿金。",
        "这次的新品也涉及平板。",
    ],
)
def test_turned_round(line: str) -> None:
    """A denial that is lost or added is found, whatever verb the line has for it."""
    assert "negation" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "三千九的山雀，雷雳接口可就没有了。",
        "教师用基础版，一分钱不收。",
        "抱怨最多的是风扇噪声，不是价格。",
        "赔偿金厂家一分没付。",
        "不登录行不行？行，阅读功能照样用。",
    ],
)
def test_told_in_other_words(line: str) -> None:
    """A denial in other words, and a concession, are faithful."""
    assert kinds(HEADLINE, TEXT, line) == []


VETO = "居民自愿签字，工地才能开工。投诉最集中的不是噪声，而是扬尘。"


@pytest.mark.parametrize(
    "line",
    [
        "居民不自愿签字，工地就不能开工。",
        "投诉最集中的是什么？不是噪声，是扬尘。",
    ],
)
def test_a_condition_turned_round_and_an_answer_that_denies_first(line: str) -> None:
    """Without the condition there is no consequence; what the answer denies is denied."""
    assert kinds("旧城改造开工", VETO, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "居民不自愿签字，工地也能开工。",
        "投诉最集中的是什么？就是噪声。",
    ],
)
def test_a_condition_dropped_and_an_answer_turned_round(line: str) -> None:
    """The consequence without its condition, and what the post denies, are false."""
    assert "negation" in kinds("旧城改造开工", VETO, line)
