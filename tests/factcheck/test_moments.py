"""Dates, months and hours as they are written and said."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.factcheck import moments

TODAY = date(2026, 3, 4)


def _only(text: str) -> moments.Moment:
    (moment,) = moments.find(text, TODAY)
    return moment


@pytest.mark.parametrize(
    ("line", "post", "same"),
    [
        ("凌晨两点多", "凌晨2时20分", True),
        ("凌晨三点多", "凌晨2时20分", False),
        ("凌晨两点", "凌晨2时20分", False),
        ("凌晨快三点", "凌晨2时50分", True),
        ("凌晨快三点", "凌晨3时10分", False),
        ("下午五点左右", "17:12", True),
        ("下午五点左右", "17:40", False),
        ("晚上刚过八点", "20时5分", True),
    ],
)
def test_a_rounded_hour(line: str, post: str, same: bool) -> None:
    """A word that rounds an hour leaves it room on its side."""
    assert moments.agree(_only(line), _only(post)) is same


def test_a_range_of_months_gives_both_their_name() -> None:
    """The first month of 七到九月 lacks its 月; 三到五个月 is a length of time."""
    assert [each.month for each in moments.find("七到九月上市", TODAY)] == [7, 9]
    assert moments.find("再等三到五个月", TODAY) == ()
