"""Paths of the report: what they show, and how large they are."""

from __future__ import annotations

import re

import pytest

from podcast.report import drawing


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_waveform_is_one_closed_path_mirrored_at_its_middle() -> None:
    """What goes up at a time goes down as far at the same time."""
    path = drawing.waveform([0.0, 0.25, 1.0, 0.5], 0.4)
    assert path.count("M") == 1
    assert path.endswith("z")
    points = _points(path)
    above, below = points[:4], points[4:][::-1]
    assert [x for x, _ in above] == [x for x, _ in below] == [150.0, 450.0, 750.0, 1050.0]
    assert [y for _, y in above] == [100.0, 75.0, 0.0, 50.0]
    assert [y for _, y in below] == [100.0, 125.0, 200.0, 150.0]


def test_a_waveform_keeps_every_peak_however_long_it_is() -> None:
    """Three hours have as many columns as two minutes, and one loud cell still shows."""
    peaks = [0.1] * 108_000
    peaks[77_777] = 0.9
    points = _points(drawing.waveform(peaks, 10_800))
    assert len(points) == 2 * drawing.WIDTH
    loud = [x for x, y in points if y == 10]
    assert loud == [pytest.approx(drawing.WIDTH * 7_777.7 / 10_800, abs=1)]


def test_a_sample_beyond_full_scale_stays_in_the_picture() -> None:
    """A decoded MP3 may pass full scale."""
    assert min(y for _, y in _points(drawing.waveform([1.7], 0.1))) == 0


def test_a_curve_stands_above_its_sound() -> None:
    """A value belongs to the middle of its window, not to its end."""
    levels = [-120.0] * 200
    levels[98:103] = [
        -20.0
    ] * 5  # windows that end from 9.9 s to 10.3 s: middles from 9.7 s to 10.1 s
    points = _points(drawing.curve(levels, 0.4, 20))
    middle = (points[0][0] + points[-1][0]) / 2
    assert middle / drawing.WIDTH * 20 == pytest.approx(9.9, abs=0.05)
    assert {y for _, y in points} == {(drawing.HIGHEST_LUFS + 20) * drawing.UNITS_PER_LU}


def test_a_pause_is_a_gap_and_not_a_cliff() -> None:
    """What is below the chart interrupts the line; nothing is drawn at its foot."""
    path = drawing.curve([-16.0] * 10 + [-120.0] * 10 + [-16.0] * 10, 0.4, 3)
    assert path.count("M") == 2
    assert {y for _, y in _points(path)} == {110.0}


def test_what_is_louder_than_the_chart_stays_in_it() -> None:
    """A curve never leaves the picture."""
    assert {y for _, y in _points(drawing.curve([0.0, 0.0], 0.4, 0.2))} == {0.0}


def test_columns_hold_all_values_in_order() -> None:
    """No value is left out or counted twice; the time is that of the column's middle."""
    values = [float(value) for value in range(3_001)]
    found = drawing.columns(values, len, most=7)
    assert sum(column.value for column in found) == len(values)
    assert [column.time for column in found] == sorted(column.time for column in found)
    assert drawing.columns([5.0], max) == [(0.05, 5.0)]
    assert drawing.columns([], max) == []


def test_spans_are_boxes_that_can_be_seen() -> None:
    """A line of two seconds is as wide as its share; one of a millisecond is not lost."""
    assert drawing.spans([(0, 2), (5, 5.001)], 10) == "M0 0h240v1H0zM600 0h0.1v1H600z"


@pytest.mark.parametrize(
    ("seconds", "step", "count"), [(20, 5, 5), (434, 60, 8), (3600, 600, 7), (10_800, 1800, 7)]
)
def test_ticks_are_few_and_round(seconds: float, step: float, count: int) -> None:
    """The axis counts as people do."""
    times = drawing.ticks(seconds)
    assert len(times) == count
    assert times == tuple(step * place for place in range(count))


def test_a_place_on_the_axis_is_within_it() -> None:
    """A time beyond the end stands at the end; an episode without length has one place."""
    assert drawing.share(30, 120) == 25
    assert drawing.share(121, 120) == 100
    assert drawing.share(5, 0) == 0


def test_a_single_line_is_seen_in_a_histogram() -> None:
    """One line beside hundreds has a bar; an empty bin has none."""
    assert drawing.bars([300, 0, 1], 100) == "M0 100v-100h1V100zM2 100v-2h1V100z"
    assert drawing.bars([], 100) == ""
