"""What a host works out or says in other words is no objection; a near miss is one."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "青禾机器人发布新一代产品"
TEXT = (
    "青禾机器人的新品售价 4998 元，比上一代便宜 999 元，首批备货 30 万台，其中海外 8 万台。\n\n"
    "一季度产量 3100 台，按规划全年再建 24 条产线，现有产线 141 条。\n\n"
    "这是它在欧洲收到的罚单，此前两笔为 3.4 亿欧元和 5.3 亿欧元，这一笔 1.9 亿欧元。\n\n"
    "工会要求涨薪 9.5%，公司只肯给 4%。录用率从去年的 32.1% 降到 27.5%。\n\n"
    "价格为每分钟 0.002 美元。平均一次要 64 秒，重 248 克。法院限 15 日内整改。\n\n"
    "联席 CEO 赵启航：交付延迟与需求无关。模型 Nova-35B 的速度从 71 升到 118。"
)


@pytest.mark.parametrize(
    "line",
    [
        "上一代卖多少？差三块钱就六千了。",
        "头一批三十万台里，留给国内的是二十二万台。",
        "按一季度的速度跑一年，能跑到一万两千台出头。",
        "产线现有一百四十一条，都建成能到一百六十五条。",
        "三张罚单摞一起，超过了十个亿欧元。",
        "工会要九个半点，公司给四个点，中间隔着五个半。",
        "录用率从三成二掉到了二成七五。",
        "一分钟千分之二美元，跑满一小时十二美分。",
        "平均一次要一分零四秒。",
        "快半斤重。",
        "要在十五天里改好。",
        "那个35B的模型快了不少。",
        "价钱打完折是四千九百九十八块，一块没多要。",
    ],
)
def test_worked_out(line: str) -> None:
    """Sums, differences and rates of the item, and its figures in other words."""
    assert kinds(HEADLINE, TEXT, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "上一代卖多少？差八块钱就六千了。",
        "头一批三十万台里，留给国内的是二十六万台。",
        "按一季度的速度跑一年，能跑到一万五千台出头。",
        "三张罚单摞一起，超过了十二个亿欧元。",
        "工会要九个半点，公司给四个点，中间隔着六个半。",
        "录用率从三成四掉到了二成七五。",
        "平均一次要一分零九秒。",
        "要在二十五天里改好。",
        "那个32B的模型快了不少。",
        "联席首席执行官赵启明说，交付延迟和需求没关系。",
    ],
)
def test_worked_out_wrongly(line: str) -> None:
    """The same arithmetic with another result, and another name."""
    assert kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("青禾没有像传闻那样改用国产屏幕。", "传闻说要改用国产屏幕，结果没有。"),
        ("青禾未达到 1500 台的目标，交付了 1200 台。", "交付一千二百台，只完成目标的八成。"),
        ("样品重量不少于 500 克。", "样品不会少于一斤。"),
        ("双方各自承担律师费。", "律师费各付各的。"),
        ("美团、京东和饿了么都作了回应。", "三家平台都表了态。"),
        ("月活从 160 万跌到 19 万。", "月活从一百六十万一路跌到十九万。"),
        ("全国三分之一以上的电来自它，占 35%。", "它发的电占了三分之一还多。"),
    ],
)
def test_in_other_words(text: str, line: str) -> None:
    """Hearsay, limits, idioms and counted names."""
    assert kinds("青禾机器人的消息", text, line) == []
