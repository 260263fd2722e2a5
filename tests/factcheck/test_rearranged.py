"""Clauses whose words are all in the item, and that no sentence of it says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.factcheck import rearranged
from podcast.model import Block, Item

TODAY = date(2026, 2, 6)
TEXT = (
    "星河科技2月3日发布了Nova 3.0模型，推理成本下降42.8%。新模型支持13种语言，每月收费19元。"
    "Stellar收购了Bluewhale实验室，交易金额为3.6亿美元。创始人李明远说：“我们会把模型开放给所有学校。”"
    "分析师赵静说：“价格偏高。”"
)
ITEM = Item(1, "星河科技发布Nova 3.0模型", (Block("paragraph", TEXT, 3),), (), (), 2)


@pytest.mark.parametrize(
    ("false", "span"),
    [
        ("Stellar发布了Nova 3.0模型。", "stellar"), ("Bluewhale实验室发布了Nova 3.0模型。", ""),
        ("星河科技收购了Bluewhale实验室。", ""), ("赵静是星河科技的创始人。", ""),
        ("创始人李明远说，价格偏高。", ""), ("Stellar花3.6亿美元发布了新模型。", ""),
        ("新模型只支持13种语言。", "只"), ("因为新模型支持13种语言，每月收费19元。", "因为"),
        ("新模型支持13种语言，高达13种。", "高达"), ("新模型每月收费19元，很省。", "很省"),
        ("李明远说，他们已经把模型开放给了所有学校。", ""),
    ],
)  # fmt: skip
def test_what_no_sentence_says_is_found(false: str, span: str) -> None:
    """Two sentences in one clause, a shade, a judgement, a plan that is told as done."""
    found = [*rearranged(false, ITEM, TODAY)]
    assert found
    assert all(false[each.start : each.end] == each.span for each in found)
    assert not span or found[0].span.lower() == span


@pytest.mark.parametrize(
    "true",
    [
        "星河科技发布了Nova 3.0模型。", "它的推理成本下降了42.8%。", "Nova 3.0模型支持13种语言。",
        "Stellar收购了Bluewhale实验室。", "这笔交易，金额为3.6亿美元。",
        "创始人李明远说，他们会把模型开放给所有学校。", "分析师赵静说，价格偏高。",
        "只要19元吗？", "因为什么？",
    ],
)  # fmt: skip
def test_what_a_sentence_says_may_be_told(true: str) -> None:
    """A sentence that names nobody is about what the headline names; a question tells nothing."""
    assert not [*rearranged(true, ITEM, TODAY)]


def test_a_shade_of_the_post_may_be_told() -> None:
    """It is the post's own."""
    text = TEXT.replace("支持13种", "只支持13种").replace("价格偏高", "价格很高")
    item = Item(1, ITEM.headline, (Block("paragraph", text, 3),), (), (), 2)
    assert not [*rearranged("新模型只支持13种语言。", item, TODAY)]
    assert not [*rearranged("赵静说，价格很高。", item, TODAY)]


@given(st.text(alphabet="星河科技Nova发布模型，。！？只因为很了说13% \n", max_size=50))
def test_any_text_has_its_spans(text: str) -> None:
    """Each is where it says it is."""
    for each in rearranged(text, ITEM, TODAY):
        assert 0 <= each.start < each.end <= len(text)


@pytest.mark.parametrize("line", ["新机重625克，比上代轻15克。", "启明在深圳发布了Mate 90系列。"])
def test_what_stands_for_the_thing_is_let_through(line: str) -> None:
    """新机 is what the item is about, and a name may be called as the headline calls it."""
    text = (
        "启明在深圳发布Mate 90、Mate 90 Pro和Mate 90 RS，起售价5499元。重625克，比上代轻15克。"
        "预订新机的人不少。"
    )
    item = Item(1, "启明Mate 90系列发布", (Block("paragraph", text, 3),), (), (), 2)
    assert list(rearranged(line, item, TODAY)) == []
