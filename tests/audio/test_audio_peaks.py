"""peaks.json: small, exact, and in the form that other players read."""

from __future__ import annotations

import json
import math

import pytest

from podcast.audio import peaks


@pytest.mark.parametrize("tenths", [1, 359, 360, 361, 4344, 36_000, 360_000])
def test_it_is_small_whatever_the_length(tenths: int) -> None:
    """From a moment to ten hours of full scale: at most 4 kB, at most 360 stretches."""
    text = peaks.dumps([1.0] * tenths)
    assert len(text.encode()) <= peaks.MOST_BYTES
    found = json.loads(text)
    assert found["length"] == len(found["data"]) / 2 <= 360
    stretch = found["samples_per_pixel"] / found["sample_rate"]
    assert (found["length"] - 1) * stretch < tenths / 10 <= found["length"] * stretch


def test_each_stretch_has_its_largest_sample() -> None:
    """Two values of 127 for a stretch, as audiowaveform writes them: lowest and highest."""
    values = [abs(math.sin(place)) for place in range(1000)]
    found = json.loads(peaks.dumps(values))
    step = found["samples_per_pixel"] * 10 // found["sample_rate"]
    assert step == 3
    highest = [round(127 * max(values[at : at + step])) for at in range(0, 1000, step)]
    assert found["data"][1::2] == highest
    assert found["data"][::2] == [-each for each in highest]
    assert (found["version"], found["bits"], found["channels"]) == (2, 8, 1)


def test_no_sound_is_no_stretch() -> None:
    """An empty recording has an empty waveform."""
    assert json.loads(peaks.dumps([]))["data"] == []
