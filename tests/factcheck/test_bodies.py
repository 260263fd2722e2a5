"""Companies, media and institutions that an item names, or does not name."""

from __future__ import annotations

import pytest
from judging import kinds

from podcast.factcheck import bodies

HEADLINE = "联发科发布新一代车载芯片"
TEXT = "联发科周二发布新一代车载芯片，由台积电代工，路透社最先报道了这一消息。"


@pytest.mark.parametrize(
    "line",
    [
        "这颗车载芯片由三星代工。",
        "据彭博社报道，联发科发布了新的车载芯片。",
        "发布车载芯片的是紫光展锐。",
    ],
)
def test_another_body_is_found(line: str) -> None:
    """A body that the item names in no form is a false name."""
    assert set(kinds(HEADLINE, TEXT, line)) & {"chinese-name", "attribution"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("MediaTek 发布了新芯片，TSMC 代工。", "联发科这颗新芯片，交给台积电来做。"),
        ("阿里巴巴开源了Qwen新模型。", "千问又开源了一个模型，阿里这次动作很快。"),
        ("中科院团队改进了电池。", "中国科学院的团队把电池改进了。"),
        ("新车用上了移动网络。", "新车接上了移动网络。"),
    ],
)
def test_another_form_of_the_name_is_true(text: str, line: str) -> None:
    """Full, short and Latin names stand for one another, and a common word is no name."""
    assert kinds("新品速览", text, line) == []


def test_a_name_inside_a_word_is_none() -> None:
    """Names are whole words of the line: 小米粥 is no company."""
    assert [name for name, _ in bodies.named("早餐是小米粥")] == []
    assert [name for name, _ in bodies.named("小米发布新车")] == ["小米"]


def test_the_table_is_well_formed() -> None:
    """Each name of the table belongs to forms that hold it."""
    assert all(name in bodies.names() for name in ("路透社", "reuters", "中国移动"))


def test_a_latin_name_is_said_in_chinese() -> None:
    """A speaker's house, a term and an agency may stand in the item in Latin letters only."""
    text = "Stanford 法学院教授 Priya Raman 认为，泄露的 hashed passwords 难以还原，NRC 尚未批准。"
    line = "斯坦福法学院的 Priya Raman 认为，哈希过的密码很难还原。"
    assert kinds("密码泄露", text, line) == []
