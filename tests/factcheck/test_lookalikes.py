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


PLACES = (
    "九江湾、泊陵与北崖三地同日公布渡船新规。泊陵区的渡船试点满月，限速25 km/h。"
    "代码在月底公开，渡船只面向持证乘客，登船只需登记一次。"
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("公布渡船新规的，是九江湾、泊陵和南崖三地。", ["chinese-name"]),
        ("泊岭区的渡船试点满月了。", ["chinese-name"]),
        ("公布渡船新规的，是九江湾、泊陵和北崖三地。", []),
        ("泊陵区的渡船试点满月了，东边的人也能坐。", []),
    ],
)
def test_a_place_that_is_nearly_one_of_the_post(line: str, found: list[str]) -> None:
    """Another point of the compass, or another character of a district, is another place."""
    assert kinds("三地公布渡船新规", PLACES, line) == found


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("渡船限速每秒二十五公里。", "unit"),
        ("代码打算年底公开。", "date"),
        ("渡船不只面向持证乘客。", "negation"),
        ("登船登记一次还不够。", "negation"),
    ],
)
def test_another_measure_of_a_limit(line: str, kind: str) -> None:
    """The time of a rate, the end of another period, and a limit that is lifted are false."""
    assert kind in kinds("三地公布渡船新规", PLACES, line)


@pytest.mark.parametrize(
    "line", ["渡船限速每小时二十五公里。", "代码打算月底公开。", "渡船只面向持证乘客。"]
)
def test_the_same_limits(line: str) -> None:
    """The limits as the post has them are faithful."""
    assert kinds("三地公布渡船新规", PLACES, line) == []
