"""Names that are nearly those of the post."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岑野机器人进入第二家造船厂"
TEXT = (
    "岑野机器人进入第二家造船厂，负责焊缝的打磨与检查。\n\n"
    "团队比较了六种木材，最后选中楸树，因为它遇水不易变形。"
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("岑原机器人又进了一家造船厂，干的是打磨和检查焊缝的活儿。", ["chinese-name"]),
        ("比较了六种木材之后，最后选中的是椿树。", ["chinese-name"]),
        ("岑野机器人又进了一家造船厂，打磨焊缝、检查焊缝都归它。", []),
        ("团队最后选中了楸树，泡了水也不怎么变形。", []),
        ("这批机器人磨焊缝，也查焊缝。", []),
    ],
)
def test_a_name_that_is_nearly_the_one_of_the_post(line: str, found: list[str]) -> None:
    """One other character makes another name; another verb is no name."""
    assert kinds(HEADLINE, TEXT, line) == found
