"""Numbers and dates of the frame."""

from datetime import date

import pytest

from podcast.script.numerals import count, in_base_units, in_chinese, in_digits, spoken_date


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_small_numbers_in_characters(number: int, said: str) -> None:
    """The frame speaks its own numbers."""
    assert in_chinese(number) == said


def test_two_before_a_measure_word() -> None:
    """两条, but 十二条."""
    assert (count(2), count(12)) == ("两", "十二")


def test_a_date_as_a_greeting_says_it() -> None:
    """Month, day and weekday."""
    assert spoken_date(date(2026, 10, 31)) == "十月三十一日，星期六"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("历时十八个月", "历时18个月"),
        ("二十家和十家", "20家和10家"),
        ("九十九", "99"),
        ("三家", "三家"),
    ],
)
def test_numbers_in_characters_as_digits(text: str, digits: str) -> None:
    """From ten on, where no word is meant."""
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("低于 0.5 秒", "低于 0.5 秒"),
        ("在500ms以内", "在0.5秒以内"),
        ("一小时", "3600秒"),
        ("60分钟", "3600秒"),
        ("半个小时", "1800秒"),
        ("重1.2公斤", "重1200克"),
        ("每秒2.4TB/s", "每秒2.4TB/s"),
        ("10km/h", "10km/h"),
        ("走3公里", "走3000米"),
    ],
)
def test_measures_in_base_units(text: str, base: str) -> None:
    """A rate stays as it is."""
    assert in_base_units(text) == base
