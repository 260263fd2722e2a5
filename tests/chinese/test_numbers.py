"""Numbers in Chinese words, checked against cn2an as an independent reader."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.chinese.rules import numbers


def _plain(words: str) -> str:
    return words.replace("两", "二")


@settings(max_examples=300, deadline=None)
@given(value=st.one_of(st.integers(0, 9999), st.integers(0, 10**12 - 1)))
def test_cardinals_agree_with_cn2an(value: int) -> None:
    """Whole numbers up to a trillion are read as cn2an reads them, 两 aside."""
    assert _plain(numbers.cardinal(value)) == _plain(str(cn2an.an2cn(value)))


@settings(max_examples=100, deadline=None)
@given(whole=st.integers(13, 10**6), fraction=st.from_regex(r"\A[0-9]{1,4}\Z"))
def test_decimals_agree_with_cn2an(whole: int, fraction: str) -> None:
    """Decimals are read as cn2an reads them, digit by digit after the point."""
    text = f"{whole}.{fraction}"
    assert _plain(numbers.number(text)) == _plain(str(cn2an.an2cn(text)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (22, "二十二"),
        (110, "一百一十"), (200, "两百"), (202, "两百零二"), (1010, "一千零一十"),
        (1200, "一千二百"),
        (2000, "两千"), (2222, "两千二百二十二"), (10010, "一万零一十"), (20000, "两万"),
        (22000, "两万两千"), (100000, "十万"), (1001000, "一百万一千"), (100020000, "一亿零二万"),
        (200000000, "两亿"), (10**12, "一万亿"), (2 * 10**12, "两万亿"),
        (1000100000000, "一万零一亿"), (-5, "负五"), (10**16, "一" + "零" * 16),
    ],
)  # fmt: skip
def test_cardinal(value: int, words: str) -> None:
    """零, 两, 万 and 亿 stand where a newsreader says them."""
    assert numbers.cardinal(value) == words


def test_digit_strings() -> None:
    """Years and codes are read digit by digit, 幺 in telephone numbers only."""
    assert numbers.year("2026") == "二零二六"
    assert numbers.digits("110") == "一一零"
    assert numbers.phone("110") == "幺幺零"


def test_written_numbers() -> None:
    """Grouping commas, decimal points and signs are understood."""
    assert numbers.number("1,000,000") == "一百万"
    assert numbers.number("-2.10") == "负二点一零"
    assert numbers.number("200.5") == "两百点五"


def test_versions() -> None:
    """The first part is a number, the parts after a point are digits."""
    assert numbers.version("6.0.0.130") == "六点零点零点一三零"
    assert numbers.version("26.1") == "二十六点一"
    assert numbers.version("09.1") == "零九点一"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4", "四"), ("80", "八十"), ("200", "两百"), ("5090", "五零九零"), ("6000", "六千"),
        ("2000", "二零零零"), ("0528", "零五二八"), ("27001", "二七零零一"), ("5.2", "五点二"),
    ],
)  # fmt: skip
def test_product_numbers(text: str, words: str) -> None:
    """Round and short numbers of products are numbers, the others digit strings."""
    assert numbers.product(text) == words


def test_parameter_counts_are_numbers() -> None:
    """A size is counted: 235B is not two-three-five."""
    assert numbers.product("235", size=True) == "两百三十五"


@pytest.mark.parametrize(
    ("text", "scale", "words"),
    [
        ("1.5", 10**9, "十五亿"), ("2.5", 10**12, "二点五万亿"), ("150", 10**3, "十五万"),
        ("1.25", 10**9, "十二点五亿"), ("3.5", 10**6, "三百五十万"), ("2", 10**8, "两亿"),
        ("1,500", 10**3, "一百五十万"), ("5", 10**3, "五千"),
    ],
)  # fmt: skip
def test_english_magnitudes(text: str, scale: int, words: str) -> None:
    """Thousands, millions and billions become 万 and 亿."""
    assert numbers.scaled(text, scale) == words
