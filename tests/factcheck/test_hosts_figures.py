"""Figures as hosts say and reckon them: with 个, with 点多, by a share, an age or a list."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "岚桥科技公布年报"
TEXT = (
    "岚桥科技成立于 1948 年，去年交付 820 台储能柜，其中六成用于工厂，容量共 12.4 GWh。"
    "眼镜首日售价 1999 元，卖出 5.2 万副。股价下跌 3.4%。"
    "日照 2000 小时后，电池保持初始容量的 94%。"
    "罚款 4200 万欧元，相当于去年营业额的 2.8%。"
    "来自 2,080 位开发者，其中 265 人是首次贡献。"
    "语音克隆占 57%。火箭 3 月 3 日 6 时 42 分起飞，8 分 36 秒后落地。"
    "牌照一共 50 张，其中挂云 30 张，路行 12 张，麦途 8 张。"
    "用药 48 周后，体重平均下降 14.6%。初期良率 62%。14 岁以下用户须经监护人同意。"
)

TRUE = (
    "储能柜一共十二点四个吉瓦时。",
    "六成进了工厂，算下来接近五百台。",
    "每副一千九百九十九，五万两千副，首日流水一个亿出头。",
    "股价跌了百分之三点多。",
    "电池的容量只掉了最初的百分之六。",
    "按这个比例倒推，去年营业额大概十五亿欧元上下。",
    "两千零八十个开发者里，两百六十五个是头一回来，差不多八个人里一个。",
    "语音克隆占了一半以上。",
    "火箭是清早六点四十二分起飞的，八分多钟以后落了地。",
    "三家一分，挂云拿了三十张。",
    "一百八十斤的人，平均能掉二十六斤左右。",
    "1948 年就有的厂子，快八十岁了。",
    "初期良率六成出头。",
    "十四岁以下的用户，得监护人同意。",
)
FALSE = (
    "储能柜一共十三点四个吉瓦时。",
    "股价跌了百分之四点多。",
    "电池的容量只掉了最初的百分之九。",
    "按这个比例倒推，去年营业额大概二十五亿欧元上下。",
    "语音克隆占了七成以上。",
    "火箭是清早七点四十二分起飞的。",
    "一百八十斤的人，平均能掉四十斤左右。",
    "初期良率还不到六成。",
    "十六岁以下的用户，得监护人同意。",
)


@pytest.mark.parametrize("line", TRUE)
def test_what_a_host_reckons_is_true(line: str) -> None:
    """A figure that follows from those of the item is no false one."""
    assert kinds(HEADLINE, TEXT, line) == []


@pytest.mark.parametrize("line", FALSE)
def test_what_does_not_follow_is_false(line: str) -> None:
    """The same words with another figure are found."""
    assert kinds(HEADLINE, TEXT, line)
