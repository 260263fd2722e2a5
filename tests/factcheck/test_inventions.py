"""What a line adds to an item."""

from __future__ import annotations

import pytest
from judging import judge_line, kinds, objections

HEADLINE = "听译耳机支持离线翻译"
TEXT = (
    "听译耳机支持普通话、粤语和上海话互译，断网时也能用。\n\n"
    "去年十月的首次试飞中，二号机在着陆前起火。"
)


@pytest.mark.parametrize(
    "line",
    [
        "听译耳机支持普通话、粤语和客家话互译。",
        "去年十月首飞的时候，二号机因为阀门结冰，在着陆前起了火。",
        "听译耳机还附赠一个充电盒。",
        "这款耳机已经进了医保目录。",
    ],
)
def test_what_the_item_does_not_have(line: str) -> None:
    """A member of a list, a cause and a clause of new words are noticed."""
    assert "invented" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "普通话、粤语、上海话，听译耳机都能互译。",
        "因为断网也能用，听译耳机很适合带出门。",
        "去年十月首飞，二号机快落地的时候起了火。",
        "出门在外，这样的耳机你会带上吗？",
    ],
)
def test_what_a_host_may_say(line: str) -> None:
    """What the item has in other words, and what is said to the listeners, adds nothing."""
    assert kinds(HEADLINE, TEXT, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "听译耳机还附赠一只充电手柄，能给孩子讲故事。",
        "二号机着火，据说是供应商的屏幕掉了链子。",
        "办公地点在马德里的写字楼。",
    ],
)
def test_new_things_are_false(line: str) -> None:
    """Several nouns of which the item has no character tell nothing that it tells."""
    assert "invented" in [each.kind for each in objections(HEADLINE, TEXT, line)]


@pytest.mark.parametrize(
    "line", ["这下翻译的门槛又低了，用户有福了。", "不过官方连个日子都没给，大家的态度挺硬气。"]
)
def test_figures_of_speech_are_no_things(line: str) -> None:
    """Nouns with which a host says in other words what the post says add nothing for certain."""
    verdict = judge_line(HEADLINE, TEXT, line)
    assert "invented" not in [each.kind for each in verdict.violations]
