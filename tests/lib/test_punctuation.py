"""Colons and semicolons beside Chinese words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.lib.punctuation import full_width


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("AI日报:模型Spruce 3;轻语AI眼镜开启预售", "AI日报：模型Spruce 3；轻语AI眼镜开启预售"),
        ("提前两小时预警: 重庆试点", "提前两小时预警：重庆试点"),
        ("发布Spruce 3; 轻语 ; 结束", "发布Spruce 3；轻语；结束"),
        ("“听屿”;西部算力", "“听屿”；西部算力"),
        ("模型:GPT-5", "模型：GPT-5"),
    ],
)
def test_marks_beside_chinese_are_full_width(written: str, printed: str) -> None:
    """One Chinese neighbour is enough; a space beside the mark goes."""
    assert full_width(written) == printed


@pytest.mark.parametrize(
    "written",
    [
        "时间10:30开始",
        "中国队5:0获胜",
        "GPT-5: the model; and more",
        "见https://example.com:80/a;b",
        "协议://地址",
        "很好:smile:的",
        "没有这样的标点：有；也不变",
    ],
)
def test_other_marks_stay(written: str) -> None:
    """Times, scores, addresses and Latin text are as they were written."""
    assert full_width(written) == written


@given(st.text(alphabet="中a1:; ：;“", max_size=30))
def test_only_marks_and_spaces_change(text: str) -> None:
    """What is set is set once, and no other character is touched."""
    printed = full_width(text)
    assert full_width(printed) == printed
    plain = str.maketrans("：；", ":;", " ")
    assert printed.translate(plain) == text.translate(plain)
