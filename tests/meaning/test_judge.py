"""What the meaning check finds in a spoken form, and what it lets pass."""

from __future__ import annotations

import pytest

from podcast.meaning import judge

LOST = """
sign	海拔-430米	海拔四百三十米
sign	明天-12~-5℃	明天零下十二到五摄氏度
sign	误差±0.1%	误差百分之零点一
sign	歼-20首飞	歼负二十首飞
sign	比例为10⁻⁶	比例为十的六次方
value	规模10⁶	规模一百零六
value	取值[1,10]	取值一十
value	营收1.5亿元	营收一点五万元
value	GB 45438—2025	GB四五四三八，二零二四
value	定价¥99/月	每月九十八元
value	共3个	共个
value	从12%升至26%	从百分之二十六升至百分之十二
order	降到原来的1/20	降到原来的一分之二十
order	11月3日	三月十一日
order	比例为3:2	比例为二比三
unit	售价20元	售价二十美元
unit	降了5%	降了千分之五
unit	高8.6km	高八点六米
unit	定价¥99/月	每年九十九元
unit	2026-03-15上线	二零二六年三月十五月上线
direction	成本↓30%	成本百分之三十
direction	纳指▲1.2%	纳指下跌百分之一点二
direction	股价上涨3%	股价下跌百分之三
direction	位于39.9°N	位于南纬三十九点九度
direction	FY2027H1指引	二零二七财年下半年指引
relation	市值3万亿->4万亿	市值三万亿大于四万亿
relation	准确率≥95%	准确率小于等于百分之九十五
relation	误差<1%	误差大于百分之一
relation	需要3~5天	需要三五天
"""
KEPT = """
海拔-430米	海拔负四百三十米
明天-12~-5℃	明天零下十二到零下五摄氏度
618大促	六一八大促
9·11事件	九一一事件
11.11购物节	双十一购物节
截至2025/11/03	截至二零二五年十一月三日
20260315更新	二零二六年三月十五日更新
将于14:30开始	将于十四点三十分开始
以2:1获胜	以二比一获胜
用时1:02:33	用时一小时零二分三十三秒
需12~15%	需百分之十二到百分之十五
定价$3/百万tokens	定价每百万tokens三美元
月薪15K	月薪一万五千
融资$1.5M	融资一百五十万美元
重5千克	重五千克
重5000克	重五千克
端口8.8.8.8:443	端口八点八点八点八端口四四三
占1/3	占三分之一
占50%+	占百分之五十以上
同比+12%	同比增长百分之十二
GPT-5.2发布	GPT五点二发布
嫦娥-6返回	嫦娥六返回
Q3 2025营收	二零二五年第三季度营收
见https://a.cn/2026/3	见链接
CVE-2024-3094	CVE二零二四三零九四
三十而立	三十而立
"""


def _rows(table: str) -> list[list[str]]:
    return [row.split("\t") for row in table.strip().splitlines()]


@pytest.mark.parametrize(("fault", "written", "said"), _rows(LOST))
def test_a_loss_is_found(fault: str, written: str, said: str) -> None:
    """A sign, value, order, unit, direction or relation that the voice lost has its name."""
    assert fault in [each.fault for each in judge(written, said).lost]


@pytest.mark.parametrize(("written", "said"), _rows(KEPT))
def test_a_reading_that_keeps_its_figures_passes(written: str, said: str) -> None:
    """Every way to say a figure passes that means the same."""
    assert judge(written, said).lost == ()


def test_a_finding_names_its_place() -> None:
    """A finding has the written figure with its span, and what was said in its place."""
    (found,) = judge("气温是-5℃。", "气温是五摄氏度。").lost
    assert (found.written, found.said) == ("-5℃。", "五摄氏度。")
    assert (found.start, found.end) == (3, 7)
    assert str(found) == "the sign of `-5℃。` is lost in `五摄氏度。`"


def test_a_link_is_silent() -> None:
    """A link has figures that nobody hears: it is counted, and nothing is said of it."""
    judged = judge("见www.a.cn/2026，共3个", "见链接，共三个")
    assert (judged.lost, judged.figures, judged.silent) == ((), 2, 1)


@pytest.mark.parametrize("text", ["", "没有数字。", "一二三", "🙂", "%", "1" * 3000, "[1," * 300])
def test_any_text_is_judged(text: str) -> None:
    """A text without figures, of marks alone or of endless figures is no error."""
    assert judge(text, text).lost == judge(text, text).lost
