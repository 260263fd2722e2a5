"""A figure of the item in another sense, of another thing, or with another label."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import judge
from podcast.model import Block, Item, Verdict

TODAY = date(2026, 5, 20)
STORY = (
    "拓岭完成2.4亿元B轮融资，投后估值18亿元。",
    "去年营收5.6亿元，净亏损9000万元。",
    "四季度营收同比增长73%，环比增长19%。",
    "今年新增门店60家，门店总数260家。",
    "美洲卖出680万台，欧洲430万台，其他地区220万台。",
    "上下文窗口为51.2万词元，产品供应11家医院。",
)


def _verdict(line: str) -> Verdict:
    blocks = tuple(Block("paragraph", text, 3 + row) for row, text in enumerate(STORY))
    item = Item(1, "拓岭完成融资", blocks, (), (), 1)
    return judge(line, item, (item,), TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "拓岭这一轮拿了两亿四，估值十八亿。",
        "去年营收五亿六，亏了九千万。",
        "营收同比涨了百分之七十三，环比涨了百分之十九。",
        "今年新增六十家门店，一共二百六十家。",
        "欧洲卖了四百三十万台，别的地区二百二十万台。",
        "上下文有五十一万两千个词元。",
        "十一家医院先用上。",
    ],
)
def test_a_figure_in_its_own_sense(line: str) -> None:
    """The words of the item and other words for the same are let through."""
    assert _verdict(line).violations == ()


@pytest.mark.parametrize(
    "line",
    [
        "拓岭这一轮拿了大约十八亿元。",
        "拓岭估值两亿四。",
        "去年亏了五亿六。",
        "营收环比涨了百分之七十三。",
        "今年新增二百六十家门店。",
        "门店一共六十家。",
        "欧洲卖了二百二十万台。",
        "上下文有五十一万两千个汉字。",
        "产品供应十一座城市。",
    ],
)
def test_a_figure_in_another_sense(line: str) -> None:
    """The figure stands in the item, but for something else."""
    assert _verdict(line).violations
