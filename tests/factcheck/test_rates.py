"""Rates that a line tells anew, for another time, another count or all of them."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import judge
from podcast.factcheck.bases import bases
from podcast.factcheck.passages import passage
from podcast.model import Block, Item, Verdict

TODAY = date(2026, 5, 20)
STORY = (
    "装配机器人每小时抓取240次，失误率低于0.5%。",
    "团队版每席每月68元，首批开放三类任务。",
    "语音接口每分钟0.012元，前500分钟免费。",
    "12辆车在4月共跑了9800趟。",
    "被裁员工将得到至少四个月的补偿。",
    "练习每次两分钟，每完成七次长出一株植物。",
)


def _verdict(line: str) -> Verdict:
    blocks = tuple(Block("paragraph", text, 3 + row) for row, text in enumerate(STORY))
    item = Item(1, "机器人与团队版", blocks, (), (), 1)
    return judge(line, item, (item,), TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "一小时抓两百四十次，等于每十五秒就得抓一回。",
        "一小时两百四十次，一分钟就是四次。",
        "一个席位每月六十八块，十个人的小组一个月就是六百八。",
        "语音接口一小时七毛二。",
        "前五百分钟免费，用满一千分钟，也就花六块。",
        "十二辆车跑了九千八百趟，平均每辆八百多趟。",
        "补偿至少四个月，差不多是一年的三分之一。",
        "七次练习，每次两分钟，加起来也就十四分钟。",
    ],
)
def test_a_rate_told_anew_is_let_through(line: str) -> None:
    """What the line supposes, such as ten people, needs no place in the item."""
    assert _verdict(line).violations == ()


@pytest.mark.parametrize(
    "line",
    [
        "一小时抓两百四十次，等于每二十五秒就得抓一回。",
        "一小时两百四十次，一分钟就是九次。",
        "一个席位每月六十八块，十个人的小组一个月就是七百八。",
        "语音接口一小时七块二。",
        "前五百分钟免费，用满一千分钟，也就花九块。",
        "十二辆车跑了九千八百趟，平均每辆六百多趟。",
        "七次练习，每次两分钟，加起来也就二十四分钟。",
        "每分钟抓两百四十次。",
        "每完成两次就长出一株植物。",
    ],
)
def test_a_rate_told_wrongly_is_found(line: str) -> None:
    """The arithmetic must hold, and the time of a rate is that of the item."""
    assert _verdict(line).violations


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("每席每月68元", ["席", "个月"]),
        ("一分钟三千张，时速七公里", ["分钟", "小时"]),
        ("年费八十八，月费十二", ["年", "个月"]),
        ("$20/月", ["个月"]),
        ("上一年一共三次", []),
    ],
)
def test_what_a_rate_is_told_for(text: str, units: list[str]) -> None:
    """每 and 一 before a unit, and words such as 时速."""
    assert [each.unit for each in bases(passage(text, TODAY))] == units
