"""The estimate of a line's time."""

import pytest

from podcast.script import pace


def test_time_is_estimated_from_what_is_said() -> None:
    """About four syllables a second and a pause."""
    assert 4 < pace.seconds(["一二三四五六七八九十一二三四五六七八九十"]) < 6


def test_a_width_that_fits_takes_its_time() -> None:
    """The two functions agree."""
    assert pace.seconds(["字" * 20]) == pytest.approx(4.4, abs=0.01)
    assert pace.fitting_width(pace.seconds(["字" * 20])) == pytest.approx(20)
