"""How far a rounded figure may be from the true one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.factcheck.matching import equal
from podcast.factcheck.quantities import Quantity, find


def only(text: str) -> Quantity:
    (quantity,) = find(text)
    return quantity


@pytest.mark.parametrize(
    ("line", "post", "fits"),
    [
        ("超过六成", "68%", True),
        ("超过六成", "80%", False),
        ("突破四百万", "420万", True),
        ("突破四百万", "500万", False),
        ("超过一半", "54%", True),
        ("超过一半", "63%", False),
        ("突破六亿零二百万", "7.5亿", False),
        ("不到九成", "83%", True),
        ("不到九成", "72%", False),
        ("七成七出头", "77.6%", True),
        ("七成七出头", "87.4%", False),
        ("三千左右", "3240", True),
        ("两万四千左右", "2.6万", False),
        ("至少能拿到四个月", "最多四个月", False),
        ("最多能拿到四个月", "至少四个月", False),
        ("最多能拿到四个月", "四个月", True),
        ("三个月之内", "90天", True),
        ("不到八十公分", "小于80厘米", True),
        ("一两个", "2个", True),
        ("四倍", "15%", False),
    ],
)
def test_a_rounded_figure_reaches_to_the_next_one(line: str, post: str, fits: bool) -> None:
    """It is true of what is nearer to it than to the next round number on its side."""
    assert equal(only(line), only(post)) is fits


@given(st.integers(1, 8), st.integers(1, 99))
def test_more_than_a_tenth_is_less_than_the_next(tenths: int, percent: int) -> None:
    """超过三成 is true above 30 % and below 40 %, and of nothing else."""
    said = only(f"超过{'一二三四五六七八'[tenths - 1]}成")
    assert equal(said, only(f"{percent}%")) == (10 * tenths < percent < 10 * (tenths + 1))


@pytest.mark.parametrize(
    ("line", "post", "fits"),
    [
        ("一万七千块", "16,999元", True),
        ("一万七千块", "16,890元", False),
        ("一万八千块", "16,999元", False),
        ("三成", "31%", True),
        ("三成", "33%", False),
        ("三成一", "32%", False),
        ("十一倍", "11倍", True),
    ],
)
def test_a_rounder_figure_without_a_word(line: str, post: str, fits: bool) -> None:
    """A price just below a round one, and a share in tenths, are told so without a word."""
    assert equal(only(line), only(post)) is fits
