"""Chinese numerals as decimal digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.chinese.rules import numbers
from podcast.meaning.numerals import decimal, whole


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("二零二六", "2026"), ("零零七", "007"), ("幺幺零", "110"), ("两百零五", "205"),
        ("十四亿一千二百万", "1412000000"), ("一万五千", "15000"), ("三万亿", "3000000000000"),
        ("百", "100"), ("一万两千万", "120000000"), ("二十三十", None), ("一百千", None),
        ("十万十万零五", None),
    ],
)  # fmt: skip
def test_whole(numeral: str, digits: str | None) -> None:
    """Digits in a row stay digits, numbers become digits, and the rest is no number."""
    assert whole(numeral) == digits


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("三点一四", "3.14"), ("一点五万", "15000"), ("一二七点零点零点一", "127.0.0.1"),
        ("八点三十", None), ("零点五零", "0.50"), ("二点五千", "2500"),
    ],
)  # fmt: skip
def test_decimal(numeral: str, digits: str | None) -> None:
    """Decimals keep their last zero; with a magnitude they are the whole number."""
    assert decimal(numeral) == digits


@given(st.integers(min_value=10, max_value=10**16 - 1))
def test_every_number_comes_back(value: int) -> None:
    """Whatever number the readers write in words, its digits are found in them."""
    assert whole(numbers.cardinal(value)) == str(value)
