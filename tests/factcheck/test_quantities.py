"""Figures with what they measure: spellings of one amount are equal, others are not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from podcast.chinese.fold import fold
from podcast.factcheck import moments, quantities
from podcast.factcheck.matching import equal

DAY = date(2026, 3, 8)


def only(text: str) -> quantities.Quantity:
    found = [each for each in quantities.find(fold(text)) if each.text not in {"一点", "一下"}]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("line", "post"),
    [
        ("三成", "30%"),
        ("百分之三十", "30%"),
        ("八成七", "87%"),
        ("一成半", "15%"),
        ("三分之二", "2/3"),
        ("四分之一", "25%"),
        ("一半", "50%"),
        ("翻一番", "增长一倍"),
        ("两倍", "翻了一番"),
        ("两倍半", "2.5倍"),
        ("四次里有三次", "75%"),
        ("十五亿美元", "$1.5B"),
        ("八毛钱", "0.8元"),
        ("五十二块一毛二", "52.12元"),
        ("三十六块五", "36.5元"),
        ("一毛二", "0.12元"),
        ("一米六八", "1.68米"),
        ("半米", "0.5米"),
        ("一点三个G", "1.3GB"),
        ("四千一百亿度", "4100亿千瓦时"),
        ("七分半", "7.5分钟"),
        ("一天半", "36小时"),
        ("半年", "6个月"),
        ("一个星期", "7天"),
        ("三个月", "90天"),
        ("一年零一个月", "13个月"),
        ("一百四十亿", "14B"),
        ("两千台", "2000台"),
        ("零下四十度", "零下40摄氏度"),
        ("二十三万美金", "23万美元"),
        ("三十二个学时", "32学时"),
    ],
)
def test_one_amount(line: str, post: str) -> None:
    """A host may say an amount in any spelling and in units of one dimension."""
    assert equal(quantities.find(fold(line))[0], only(post))


@pytest.mark.parametrize(
    ("line", "post"),
    [
        ("三成", "3%"),
        ("翻两番", "翻一番"),
        ("五十四斤", "54公斤"),
        ("二点七个百分点", "2.7%"),
        ("二十八亿元", "28亿美元"),
        ("三点五毫瓦", "3.5瓦"),
        ("三十二学分", "32学时"),
        ("六周", "6个月"),
        ("四十个小时", "40分钟"),
        ("四百一十千瓦时", "410瓦时"),
        ("三百八十公顷", "380平方公里"),
    ],
)
def test_another_amount(line: str, post: str) -> None:
    """Another unit, currency or kind of share is another amount."""
    assert not equal(only(line), only(post))


@pytest.mark.parametrize(
    ("line", "post", "fits"),
    [
        ("超过七百万", "740万", True),
        ("超过七百万", "690万", False),
        ("接近三成", "28.6%", True),
        ("接近四成", "42.8%", False),
        ("接近五成", "37%", False),
        ("不到五分钟", "4.8分钟", True),
        ("不到百分之六十五", "65.4%", False),
        ("三千一百多万", "3140万", True),
        ("三千一百多万", "3240万", False),
        ("七成出头", "71%", True),
        ("一成半以上", "17%", True),
        ("三分之二以上", "63%", False),
        ("大约九十万", "90万", True),
        ("超过九十万", "约90万", False),
        ("接近二十万", "近20万", True),
        ("超过二十万", "近20万", False),
        ("整整两万", "近2万", False),
        ("二十来秒", "约20秒", True),
        ("不超过五个", "至少五个", False),
        ("将近八轮", "7.8轮", True),
        ("才八毛", "0.8元", True),
        ("差一点就到三分之二", "66%", True),
    ],
)
def test_a_rounded_figure(line: str, post: str, fits: bool) -> None:
    """A word that rounds must round to the right side, and not far."""
    assert equal(only(line), only(post)) is fits


@pytest.mark.parametrize(
    ("line", "post", "same"),
    [
        ("三月一日", "3月1日", True),
        ("去年九月", "2025年9月", True),
        ("今年三月", "3月1日", True),
        ("四季度", "第四季度", True),
        ("二季度", "第三季度", False),
        ("下午三点", "15:00", True),
        ("晚上十一点", "晚11点", True),
        ("晚上九点", "晚11点", False),
        ("这周一", "3月2日", True),
        ("下周三", "3月11日", True),
        ("十一号", "3月11日", True),
        ("2027年元旦", "2027年1月1日", True),
        ("明年底", "2027年底", True),
        ("2028年底", "2027年底", False),
        ("前年六月", "2024年6月", True),
        ("上半年", "2026年上半年", True),
        ("四月底", "3月底", False),
        ("昨天", "3月7日", True),
    ],
)
def test_one_moment(line: str, post: str, same: bool) -> None:
    """Dates agree when all that the line says is what the post says."""
    said = moments.find(fold(line), DAY)
    known = tuple(moments.dated(moments.find(fold(post), DAY), DAY))
    assert all(any(moments.agree(one, other) for other in known) for one in said) is same


@pytest.mark.parametrize("text", ["千万别急", "一般来说", "一直如此", "十分满意", "万一下雨"])
def test_words_are_no_figures(text: str) -> None:
    """Words that begin like a numeral are no figures, or claim nothing."""
    assert all(each.face == 1 for each in quantities.find(text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("眼看就要到六成了", "near"),
        ("订单快要摸到五万", "near"),
        ("少花快半个钟头", "near"),
        ("还到不了六百万副", "below"),
        ("前后七个来钟头", "about"),
        ("比旧款快半个小时", "exact"),
    ],
)
def test_more_words_that_round(text: str, bound: str) -> None:
    """Verbs of reaching, and 来 behind 个."""
    assert only(text).bound == bound


def test_three_digits_of_a_share() -> None:
    """一成七八 is 17 to 18 percent; 一成七五 is 17.5."""
    assert float(only("占一成七五").value) == pytest.approx(0.175)
    run = only("占一成四五")
    assert (float(run.value), run.until) == (0.14, Fraction(15, 100))


def test_a_classifier_before_a_unit_of_storage() -> None:
    """Hosts say 零点七个 GB for 0.7 GB."""
    assert equal(only("瘦了零点七个 GB"), only("0.7GB"))


def test_the_highest_is_no_limit() -> None:
    """最高的一年 is one year, and 最高三年 a limit."""
    assert only("最高的三年").bound == "exact"
    assert only("最高三年").bound == "most"
