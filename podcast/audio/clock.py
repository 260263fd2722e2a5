"""Time inside an episode: samples at one rate, from the mix to the MP3."""

from __future__ import annotations

SAMPLE_RATE = 44_100
"""Hz of everything from the mix on: the rate that every podcast app and MP3 decoder takes."""

GRID = SAMPLE_RATE // 100
"""Speech starts at multiples of this: 10 ms, the shortest whole number of both ms and samples."""

FRAME = 1152
"""Samples of an MPEG-1 Layer III frame."""


def samples(seconds: float) -> int:
    """Return a time as a number of samples."""
    return round(seconds * SAMPLE_RATE)


def seconds(samples: int) -> float:
    """Return a number of samples as a time."""
    return samples / SAMPLE_RATE


def on_grid(position: int) -> int:
    """Return the first position of the grid that is not before `position`."""
    return -(-position // GRID) * GRID


def whole_frames(length: int) -> int:
    """Return the first whole number of MP3 frames that is not shorter.

    Of other lengths, one in 25 gets an Info header from ffmpeg that names too little padding (up
    to 46 samples), and no player could tell where the episode ends.
    """
    return -(-length // FRAME) * FRAME
