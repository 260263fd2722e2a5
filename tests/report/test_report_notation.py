"""Figures as they are printed."""

from __future__ import annotations

import pytest

from podcast.lib.markup import length_in_words
from podcast.report import notation


@pytest.mark.parametrize(
    ("value", "text"), [(-16.04, "−16.0"), (-0.04, "0.0"), (2.25, "2.2"), (0.0, "0.0")]
)
def test_a_figure_has_a_true_minus_and_no_negative_zero(value: float, text: str) -> None:
    """A hyphen would break at a line's end and be read aloud as one."""
    assert notation.figure(value) == text


@pytest.mark.parametrize(
    ("seconds", "clock", "length"),
    [
        (5.9, "0:05", "6 秒"),
        (434.4, "7:14", "7 分 14 秒"),
        (760, "12:40", "12 分 40 秒"),
        (3603, "1:00:03", "1 小时 0 分 3 秒"),
    ],
)
def test_times(seconds: float, clock: str, length: str) -> None:
    """A place in the recording is cut to the second that shows there, a duration rounded."""
    assert notation.clock(seconds) == clock
    assert length_in_words(seconds) == length


def test_sizes() -> None:
    """Decimal units, as networks count."""
    assert notation.size(7_046_116) == "7.0 MB"
    assert notation.size(4_096) == "4 kB"
