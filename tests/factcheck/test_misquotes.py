"""Quotations that a line tells word for word in one part and otherwise in another one."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技发布新一代扫地机器人"
TEXT = (
    "岚桥科技总裁顾言发布新一代扫地机器人时说：“它不是终点，是一张船票。”"
    '产品经理林杉说："缓慢不是我们的缺点，吵闹才是。我们关掉了自动升级。"'
    "他还说：“这块电池够扫地机器人再跑三个春天。”"
)


@pytest.mark.parametrize(
    "line",
    [
        "顾言说，它不是终点，是一个起点。",
        "产品经理说，吵闹不是他们的缺点，缓慢才是。",
        "林杉说，他们没关掉自动升级。",
        "林杉说，这块电池够扫地机器人再跑五个春天。",
    ],
)
def test_another_half_is_found(line: str) -> None:
    """Who says one half of a quotation as it stands is held to the other half."""
    assert "quotation" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "顾言说，它不是终点，是一张船票。",
        "产品经理说，缓慢不是他们的缺点，吵闹才是。",
        "林杉说，他们关掉了自动升级。",
        "林杉说，这块电池够扫地机器人再跑三个春天。",
        "顾言的意思是，这还不是终点。",
    ],
)
def test_a_retold_quotation_is_true(line: str) -> None:
    """A quotation may be told whole, in part, or in its sense; straight marks are marks too."""
    assert kinds(HEADLINE, TEXT, line) == []


def test_names_in_quotation_marks_are_no_speech() -> None:
    """The fourth ship is no misquotation of the fifth."""
    text = "“远帆五号”推迟发射，上一次任务“远帆四号”于去年发射成功。"
    assert kinds("“远帆五号”推迟发射", text, "上一次的“远帆四号”是去年发射成功的。") == []
