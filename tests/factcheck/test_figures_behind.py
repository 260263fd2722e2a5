"""Figures that stand before what they are told of, and the value before a change."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import judge
from podcast.model import Block, Item

_DAY = date(2026, 6, 4)


def _kinds(text: str, line: str) -> set[str]:
    item = Item(1, "甲公司的消息", (Block("paragraph", text, 2),), (), (), 1)
    return {each.kind for each in judge(line, item, [item], _DAY).violations}


@pytest.mark.parametrize("line", ["现金占六成。", "六成给现金。", "四成是股票。"])
def test_a_noun_behind_a_figure_is_its_own(line: str) -> None:
    """六成现金、四成股票 says nothing of four tenths in cash."""
    assert not _kinds("交易为六成现金、四成股票。", line)


def test_a_noun_before_a_figure_is_its_own() -> None:
    """With a mark between them the list is the other way round."""
    assert _kinds("现金六成、股票四成。", "股票占六成。")


@pytest.mark.parametrize(
    "text",
    [
        "手机售8999元，比上代降了500元。",
        "手机售8999元。与上代X8相比，起售价降了500元。",
    ],
)
def test_a_price_before_a_change_is_worked_out(text: str) -> None:
    """Also where the change stands in another sentence, and on the right side of it."""
    assert not _kinds(text, "上一代的起售价是9499元。")
    assert _kinds(text, "上一代的起售价是8499元。")


def test_a_firm_that_says_nothing_is_no_person() -> None:
    """公司未透露 has no 公司未 in it, which 公司嘴 might be taken for."""
    assert not _kinds("公司未透露今年的目标。", "公司嘴很严，没往外说。")


def test_a_figure_of_another_name_is_not_that_of_the_one_told() -> None:
    """高于 Orbis 5 的68.9 gives the figure to Orbis."""
    text = "Lumenar 开源。官方称其 CodeArena 得分71.4，高于 Orbis 5 的68.9。"
    assert _kinds(text, "Lumenar 在 CodeArena 上拿了68.9分。")
    assert not _kinds(text, "Lumenar 拿了71.4分，Orbis 是68.9分。")
    assert not _kinds(text, "对手只有68.9分。")
    deal = "OpenAI 融资60亿美元，超过 Google 的45亿美元。"
    assert not _kinds(deal, "OpenAI 拿到60亿美元，谷歌拿到45亿美元。")
