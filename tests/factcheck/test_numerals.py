"""Numbers in any spelling are equal, and different numbers never are."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.chinese.rules.numbers import cardinal
from podcast.factcheck import numerals


def value(text: str) -> Fraction | None:
    number = numerals.read(text)
    return number.value if number else None


@pytest.mark.parametrize(
    ("spellings", "number"),
    [
        ("7.5亿 七亿五千万 七点五亿 750,000,000", 750_000_000),
        ("1.2万 一万二 一万二千 12000 12,000", 12_000),
        ("3.2万亿 三点二万亿 三万两千亿", 3_200_000_000_000),
        ("二〇二六 二零二六 2026", 2026),
        ("百万 一百万", 1_000_000),
        ("三百二 320 三百二十", 320),
    ],
)
def test_spellings_of_one_number(spellings: str, number: int) -> None:
    """Figures, characters and mixtures of them have one value."""
    assert {value(each) for each in spellings.split()} == {number}


@pytest.mark.parametrize("text", ["百", "万亿", "千", "点五"])
def test_no_number(text: str) -> None:
    """Magnitudes alone are no numbers."""
    assert value(text) is None


@given(st.integers(0, 10**13))
def test_an_integer_is_read_as_it_is_said(number: int) -> None:
    """What the reader of scripts says of a number is read as that number."""
    assert value(cardinal(str(number))) == number
    assert value(f"{number:,}") == number


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_different_numbers_are_never_equal(one: int, other: int) -> None:
    """Two spellings have one value only if the numbers are the same."""
    assert (value(cardinal(str(one))) == value(str(other))) is (one == other)


@given(st.decimals(0, 9999, places=2))
def test_a_decimal_is_read_as_it_is_said(number: object) -> None:
    """Decimals are exact, with 万 and without."""
    whole, _, digits = str(number).partition(".")
    said = cardinal(whole) + "点" + "".join("零一二三四五六七八九"[int(each)] for each in digits)
    assert value(said) == Fraction(str(number))
    assert value(f"{number}万") == Fraction(str(number)) * 10_000


@given(st.text("零一二三四五六七八九十百千万亿两点0123456789.,多 ", max_size=12))
def test_nothing_is_too_odd(text: str) -> None:
    """Any row of numerals is a number or none, and what the pattern finds is read."""
    for match in re.finditer(numerals.VALUE, text):
        numerals.read(match[0])
    numerals.read(text)
