"""Time inside an episode: samples at one rate, from the mix to the MP3."""

from __future__ import annotations

SAMPLE_RATE = 44_100
"""The rate of all sound from the mix on, in Hz; every podcast app and MP3 decoder takes it."""

GRID = SAMPLE_RATE // 100
"""Speech starts at multiples of this number of samples: 10 ms.

No shorter time is a whole number of samples and of milliseconds.
"""

FRAME = 1152
"""The number of samples in a frame of MP3 (MPEG-1 Layer III)."""


def samples(seconds: float) -> int:
    """Return a time in seconds as a number of samples."""
    return round(seconds * SAMPLE_RATE)


def seconds(samples: int) -> float:
    """Return a number of samples as a time in seconds."""
    return samples / SAMPLE_RATE


def on_grid(position: int) -> int:
    """Return the first position of the grid that is not before `position`."""
    return -(-position // GRID) * GRID


def whole_frames(length: int) -> int:
    """Return a length in samples, rounded up to whole MP3 frames.

    For one in 25 of all other lengths, ffmpeg writes an Info header with too little padding (by up
    to 46 samples), and no player could tell where the episode ends.
    """
    return -(-length // FRAME) * FRAME
