"""Who does something, where the name is a common word."""

from __future__ import annotations

import pytest
from judging import kinds

from podcast.factcheck import agents

HEADLINE = "港口装卸机器人的合同谈了一年"
TEXT = "工会希望写明，机器人省下的工时不得用来减少岗位。评估报告由三位退休工程师完成。"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("承运方希望写明，机器人省下的工时不得用来减少岗位。", ["attribution"]),
        ("工会希望写明，机器人省下来的工时，不能拿去减少岗位。", []),
        ("有个诉求工会希望写明：省下的工时不得用来减少岗位。", []),
    ],
)
def test_another_agent_is_found(line: str, found: list[str]) -> None:
    """The subject of the retold sentence is the subject of the line."""
    assert kinds(HEADLINE, TEXT, line) == found


@pytest.mark.parametrize("word", ["施工方", "审稿人", "工会", "出版社", "监管机构"])
def test_words_for_people_and_bodies(word: str) -> None:
    """They end in what people and bodies end in."""
    assert agents.is_agent(word)


@pytest.mark.parametrize("word", ["机会", "银行卡", "最让人", "机器人", "东方", "对方", "人"])
def test_words_that_only_end_so(word: str) -> None:
    """Phrases, directions and things are no agents."""
    assert not agents.is_agent(word)
