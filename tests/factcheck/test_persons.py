"""People whom a line names without a title, and its item does not name."""

from __future__ import annotations

import pytest
from judging import kinds

from podcast.factcheck import persons

HEADLINE = "新模型的技术报告公开"
TEXT = "报告共二十二页，第一作者是陈牧之，导师为林若晴。负责人高远舟表示，训练用了三个月。"


@pytest.mark.parametrize(
    "line",
    [
        "这份报告的第一作者叫李慕白，一共二十二页。",
        "导师是王凯，训练花了三个月。",
        "第一作者陈牧之和周慕言一起写了二十二页。",
    ],
)
def test_somebody_else_is_found(line: str) -> None:
    """A name that the item has in no part is false, whatever stands beside it."""
    assert "chinese-name" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "第一作者是陈牧之，导师是林若晴。",
        "牧之和他的导师写了二十二页。",
        "用户能用上的东西，都在这二十二页里。",
        "报告越写越长，一共二十二页。",
    ],
)
def test_who_is_told_and_what_is_no_name_is_let_through(line: str) -> None:
    """A given name alone is the same person; words that begin like a surname are no names."""
    assert "chinese-name" not in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "text", ["标准差倍数越高越踏实", "十二点四个吉瓦时", "封桥封了六个钟头", "安卓用户先用上", ""]
)
def test_common_words_have_no_form_of_a_name(text: str) -> None:
    """Words that hold a surname are no names."""
    assert list(persons.named(text)) == []
