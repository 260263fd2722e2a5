"""Clauses of a machine's line about nothing that is in the post."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.factcheck import unfounded, unfounded_in_frame
from podcast.model import Block, Item

TODAY = date(2026, 2, 6)
TEXT = "星河科技2月3日发布了Nova 3.0模型，推理成本下降42.8%，从30瓦降到15瓦。新模型支持13种语言。"
ITEM = Item(1, "星河科技发布Nova 3.0模型", (Block("paragraph", TEXT, 3),), (), (), 2)
FRAME = (f"{ITEM.headline}\n{TEXT}", "重庆银行启用客服系统", "AI日报播客", "晓晓")


@pytest.mark.parametrize(
    "invented",
    [
        "网友沸腾", "股价暴跌", "太惊人了", "公司倒了", "用户哭了", "监管来了", "前景广阔",
        "老用户却很失望", "其中一批会留给本地高校免费使用", "模型开源了",
        "模型可以下载了", "2月3日开庭", "赔了30瓦",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["星河科技发布了Nova 3.0模型，{}。", "{}，它支持13种语言。"])
def test_an_invented_clause_is_found_however_short(invented: str, frame: str) -> None:
    """Behind and before a true one, without figure or name."""
    (found,) = unfounded(frame.format(invented), ITEM, TODAY)
    assert found.span == invented
    assert frame.format(invented)[found.start : found.end] == invented


@pytest.mark.parametrize(
    "said",
    [
        "跟各位说一件事，星河科技发布了新模型。", "往细里讲，它支持13种语言。",
        "再看成本，下降了42.8%。", "打个比方，原来30瓦，现在15瓦。", "也就是说，它能说13种语言。",
        "再看医药，它支持13种语言。", "硬件方面，成本下降了42.8%。",
        "那它什么时候上线？", "多少钱？", "普通用户能用上吗？",
    ],
)  # fmt: skip
def test_words_of_hosts_may_stand_beside_the_news(said: str) -> None:
    """They state nothing; what a question asks for may be about anything that news tells."""
    assert not [*unfounded(said, ITEM, TODAY)]


@pytest.mark.parametrize("said", ["为什么延期了？", "是不是有人受伤？"])
def test_a_question_may_not_suppose_what_is_not_there(said: str) -> None:
    """Who hears it takes it for true."""
    assert [*unfounded(said, ITEM, TODAY)]


def test_what_is_asked_for_is_not_free_in_a_statement() -> None:
    """上线 is a claim, unless it is a question."""
    assert [*unfounded("星河科技发布了新模型，已经上线。", ITEM, TODAY)]


@pytest.mark.parametrize(
    "said",
    [
        "大家好，今天是二月六日，星期五，欢迎收听《AI日报播客》。", "祝大家周末愉快，我们明天见。",
        "又和各位见面了，这里是AI日报播客。", "以上就是今天的全部内容，感谢您的收听。",
        "我们聊了星河科技的模型和重庆银行的客服。", "说完模型，再看银行。", "我是晓晓。",
    ],
)  # fmt: skip
def test_a_frame_has_the_words_of_hosts_and_of_the_post(said: str) -> None:
    """Greetings, farewells, and subjects one after the other."""
    assert not [*unfounded_in_frame(said, FRAME)]


@pytest.mark.parametrize(
    "said",
    [
        "北京今天下着大雪。", "我们的节目昨晚获奖了。", "节目组昨天失火了。", "听众们都哭了。",
        "星河科技收购了重庆银行。", "重庆银行启用了新模型。",
    ],
)  # fmt: skip
def test_a_frame_tells_nothing_else(said: str) -> None:
    """Neither a remark about the world, nor words of two items in one clause."""
    assert [*unfounded_in_frame(said, FRAME)]


@given(st.text(alphabet="星河科技发布模型，。！？；：的了网友沸腾3%A \n", max_size=60))
def test_any_text_has_its_clauses_in_order(text: str) -> None:
    """Every span is where it says it is, and none overlaps the one before."""
    end = 0
    for each in unfounded(text, ITEM, TODAY):
        assert each.start >= end
        assert len(text[each.start : each.end]) == each.end - each.start > 0
        end = each.end
    assert all(each.start < each.end for each in unfounded_in_frame(text, FRAME))
