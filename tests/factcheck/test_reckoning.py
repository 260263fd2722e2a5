"""Figures that a host works out: true when the arithmetic holds on the item's own figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import judge_line, kinds

from podcast.factcheck import judge
from podcast.factcheck.matching import fits
from podcast.factcheck.quantities import find
from podcast.model import Block, Item, Verdict

TODAY = date(2026, 5, 20)
STORY = (
    "北汀航空一季度运送旅客420万人次，上年同期为360万人次。",
    "旅客中35%乘坐国际航班，国内航班票价平均降价12%。",
    "公司有28架飞机，年底前再接收14架，每架约8000万美元。",
    "行李差错率从2.1%降到1.4%。会员年费从每月20元起。",
)


def _verdict(line: str) -> Verdict:
    blocks = tuple(Block("paragraph", text, 3 + row) for row, text in enumerate(STORY))
    item = Item(1, "北汀航空一季度旅客增长", blocks, (), (), 1)
    return judge(line, item, (item,), TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "旅客比上年同期多了六十万人次。",
        "四百二十万比三百六十万，涨了一成七左右。",
        "每一百个旅客里，有三十五个飞国际。",
        "国内机票原来一百块的，现在八十八块。",
        "剩下六成五飞的是国内。",
        "现在二十八架，年底就有四十二架了，加起来可不少。",
        "新来的十四架，正好是现在的一半，二十八架嘛。",
        "每一千件行李里，原来错二十一件，现在错十四件。",
        "一年下来会员费是二百四十元。",
        "行李差错少了三分之一，从百分之二点一到百分之一点四。",
    ],
)
def test_what_follows_from_the_figures_is_let_through(line: str) -> None:
    """Differences, changes, shares, rests, totals and examples are no new claims."""
    assert _verdict(line).violations == ()


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("旅客比上年同期多了九十万人次。", "九十万"),
        ("四百二十万比三百六十万，涨了三成左右。", "三成"),
        ("每一百个旅客里，有四十八个飞国际。", "四十八"),
        ("国内机票原来一百块的，现在七十块。", "七十块"),
        ("剩下四成五飞的是国内。", "四成五"),
        ("现在二十八架，年底就有五十架了，加起来可不少。", "五十架"),
        ("一年下来会员费是三百元。", "三百元"),
    ],
)
def test_what_does_not_follow_is_found(line: str, span: str) -> None:
    """The arithmetic must hold; that the words say there is one is not enough."""
    assert any(span in each.span or each.span in span for each in _verdict(line).violations)


@given(st.integers(2, 99), st.integers(1, 400))
def test_a_rounded_figure_fits_only_one_side(percent: int, offset: int) -> None:
    """What is above a figure fits 超过 and not 不到, and the other way round."""
    above, below = find(f"超过{percent}%")[0], find(f"不到{percent}%")[0]
    said, step = Fraction(percent, 100), Fraction(offset, 100_000)
    assert not fits(above, said - step)
    assert not fits(below, said + step)
    assert fits(above, said + step) == (step < Fraction(1, 100))
    assert fits(below, said - step) == (step <= Fraction(2, 100))


GAUGE = (
    "新量具精度0.01毫米，预热时间从2.1秒缩短到0.3秒，固件为LuoboOS 6.0.0.130。\n\n"
    "系统每天发出的提示里，87%不需要回复。渡船一个月跑了9800趟，载客4.6万人次。"
)


@pytest.mark.parametrize(
    "line",
    [
        "量得准到百分之一毫米。",
        "预热从两秒一缩到零点三秒。",
        "真正需要回复的，只有百分之十三。",
        "渡船四万六千人次摊到九千八百趟里，每趟还不到五个人。",
        "固件是LuoboOS 六点零。",
    ],
)
def test_figures_told_by_their_parts(line: str) -> None:
    """A fraction of a unit, the tenth behind it, what a share leaves, a mean, half a version."""
    assert kinds("新量具上市", GAUGE, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "量得准到千分之一毫米。",
        "预热从三秒一缩到零点三秒。",
        "真正需要回复的，只有百分之二十三。",
        "不需要回复的，只有百分之十三。",
        "渡船四万六千人次摊到九千八百趟里，每趟还不到三个人。",
        "固件是LuoboOS 七点零。",
    ],
)
def test_figures_told_by_wrong_parts(line: str) -> None:
    """The same with another figure, or of the other part, is false."""
    assert set(kinds("新量具上市", GAUGE, line)) & {
        "number",
        "percent",
        "unit",
        "rounding",
        "version",
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("跨境交易占比 7.3%,较年初上升 1.9 个百分点。", "跨境的占比七点三,年初那会儿是五点四。"),
        (
            "归母净利润 2.3 亿元,去年同期为亏损 0.9 亿元。",
            "去年亏九千万,今年赚两亿三,里外里差了三亿二。",
        ),
        ("累计出货 9,370 万台。", "累计九千三百多万台,离一亿还差六百来万。"),
        ("DDR5 合约价环比上涨 18%–23%,闪存上涨约 10%。", "DDR5 合约价要再涨两成上下。"),
        ("机器从 9:12 停到 16:05。", "机器从九点十二停到十六点零五。"),
        (
            "写的是 1958 年到 1979 年的故事,预计 2030 年出版。",
            "讲五八年到七九年的故事,三零年出版。",
        ),
        ("内存占用从 2.1GB 降到 1.4GB,速度提升约 35%。", "内存占用掉了三分之一。"),
        ("只有约 40% 的扩展能跑,代价也不小。", "六成左右的扩展还跑不起来。"),
        ("销量突破 210 万份,其中 PS5 版约占三成。", "二百一十多万份,按三成算,PS5 卖了六十几万。"),
        ("车主无需到店。", "不用跑4S店。"),
    ],
)
def test_what_hosts_reckon_and_read_out(text: str, line: str) -> None:
    """Shares without a unit, what is left to a round figure, years and times read out are true."""
    assert judge_line("岚桥科技一季报", text, line).violations == ()
