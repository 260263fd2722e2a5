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


def test_an_episode_is_timed_by_the_engine_that_speaks_it_if_it_can() -> None:
    """The first one; one that was not measured is taken to be as slow as the usual voices."""
    lines = ["字" * 20] * 3
    assert pace.seconds(lines, pace.of(("tone", "edge"))) < pace.seconds(lines)
    assert pace.of(("edge", "tone")) == pace.of(()) == pace.USUAL
