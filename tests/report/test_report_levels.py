"""Loudness of stretches from the blocks of the whole episode."""

from __future__ import annotations

import pytest

from podcast.report import levels


def test_loudness_of_a_stretch_is_that_of_its_blocks() -> None:
    """Blocks that reach over its edges belong to others and do not count."""
    momentary = [-30.0] * 13 + [-20.0] * 7 + [-10.0] * 10
    assert levels.loudness(momentary, [(1.0, 2.0)]) == pytest.approx(-20)


def test_two_stretches_are_gated_together() -> None:
    """A pause of 10 LU below the rest does not make a host quieter (BS.1770-4)."""
    momentary = [-20.0] * 100 + [-45.0] * 100
    assert levels.loudness(momentary, [(0, 10), (10, 20)]) == pytest.approx(-20)
    louder = levels.loudness([-20.0] * 100 + [-14.0] * 100, [(0, 10), (10, 20)])
    assert louder == pytest.approx(-16.03, abs=0.02)  # the mean of powers, not of decibels


@pytest.mark.parametrize("span", [(0.0, 0.3), (5.0, 6.0), (2.0, 1.0), (-3.0, -1.0)])
def test_too_short_or_nowhere_has_no_loudness(span: levels.Span) -> None:
    """Below 400 ms, or where the curve has no values, there is nothing to say."""
    assert levels.loudness([-20.0] * 20, [span]) is None


def test_silence_has_no_loudness() -> None:
    """-120 is what a curve says of silence."""
    assert levels.loudness([-120.0] * 50, [(0, 5)]) is None


def test_the_share_that_is_steady_leaves_pauses_out() -> None:
    """Half of what is heard is within 1 LU; the pause counts for neither side."""
    assert levels.steady([-13.2, -18.9, -20.0, -12.5, -90.0], -40) == (0.5, -12.5)
    assert levels.steady([-120.0], -40) is None
