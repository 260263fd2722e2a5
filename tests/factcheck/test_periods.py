"""The lengths of time that the dates of a post give."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from podcast.factcheck import periods
from podcast.factcheck.passages import Passage, narrated

TODAY = date(2026, 5, 20)
DAY = 86400


def _sentence(text: str) -> Passage:
    return narrated((text,), TODAY).passages[0]


def test_times_between_days_and_hours() -> None:
    """Between two days, until a day, and from an hour to another."""
    sentence = _sentence("由5月12日推迟到6月3日。每日7点至23点开放。")
    found = set(periods.of_times(sentence, TODAY))
    assert {Fraction(22 * DAY), Fraction(14 * DAY), Fraction(16 * 3600)} <= found


def test_months_between_dates() -> None:
    """Of two dates on the same day of their months, and of two years only when years are wanted."""
    sentence = _sentence("由2026年8月2日推迟到2027年12月2日。")
    assert Fraction(16) in set(periods.of_months(sentence, TODAY, years=False))
    years = _sentence("2017年引入，2025年11月发现。")
    assert Fraction(96) in set(periods.of_months(years, TODAY, years=True))
    assert Fraction(96) not in set(periods.of_months(years, TODAY, years=False))


def test_a_time_over_midnight() -> None:
    """From an hour of the evening to one of the next morning."""
    found = set(periods.of_times(_sentence("从23时开放到次日5时。"), TODAY))
    assert 6 * 3600 in found


def test_months_between_a_quarter_and_a_month() -> None:
    """From the first or the last month of the quarter."""
    post = _sentence("动工由2027年第二季度提前到2026年9月。")
    assert {7, 9} <= set(periods.of_months(post, TODAY, years=False))
