"""Which rounded figures a text has more exactly."""

import pytest

from podcast.script.rounded import told_exactly, told_in_percent


@pytest.mark.parametrize(
    ("clause", "text", "told"),
    [
        ("渡轮召回1.8万辆", "召回的渡轮共18342辆", {"1.8"}),
        ("同时在线突破4300万", "同时在线达到4312万，", {"4300"}),
        ("营收24.9亿美元", "营收24.89亿美元", {"24.9"}),
        ("渡轮载客2.18万人", "渡轮载客21,840人", {"2.18"}),
        ("8%的船没有灯", "8.2%的船没有灯", {"8"}),
        # of another unit, too far from it, or not more exact
        ("营收24.9亿元", "营收24.89亿美元", set()),
        ("召回300辆", "召回350辆", set()),
        ("裁员100人", "裁员96人", set()),
        ("2030年量产，7月20日开课", "2026年量产，7月21日开课", set()),
        ("行程200公里，占19%", "载重198公斤，占18.2%", set()),
        ("召回300辆", "召回300辆", set()),
        ("召回18342辆", "召回1.8万辆", set()),
    ],
)
def test_the_exact_figure_tells_the_rounded_one(clause: str, text: str, told: set[str]) -> None:
    """It has more digits, the same unit, and differs by little."""
    assert told_exactly(clause, text) == told


@pytest.mark.parametrize(
    ("clause", "text", "told"),
    [
        ("近六成受访企业已部署智能体", "58%已部署智能体", {"60"}),
        ("超六成，约三成", "占63.2%，其余33%", {"60", "30"}),
        ("六成多的人", "61%", {"60"}),
        ("近六成", "41%和62%", set()),
        ("公司成立，两成功", "20%", set()),
    ],
)
def test_the_percentage_tells_the_tenths(clause: str, text: str, told: set[str]) -> None:
    """With the words for less and for more."""
    assert told_in_percent(clause, text) == told
