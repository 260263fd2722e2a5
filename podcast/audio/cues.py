"""Where music plays and how it fades: pure functions from positions in samples to cues.

How much a voice lowers the music is not decided here, but in `ducking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from podcast.audio.clock import GRID, on_grid, samples

MusicName = Literal["intro", "sting", "outro", "bed"]

INTRO_ALONE = samples(5.0)
"""How long the intro plays before the greeting, if the music is long enough."""
INTRO_SHARE = 0.75
"""The largest share of a short intro that is heard before the greeting."""
INTRO_UNDER = samples(3.0)
"""The shortest time for which the intro goes on under the voice."""

STING_DELAY = samples(0.25)
"""The pause from the last word of a section to the sting."""
STING_OVERLAP = samples(1.0)
"""The longest time for which a sting goes on under the next word."""

OUTRO_LEAD = samples(4.0)
"""How long the outro plays under the last line of the closing."""
OUTRO_RISE = samples(1.0)
"""How long the outro fades in under the last line."""
OUTRO_SHARE = 0.35
"""The largest share of a short outro that plays under the voice."""
OUTRO_DELAY = samples(0.25)
"""The pause from the last word to the outro when there is no closing."""
OUTRO_LONGEST = samples(15.0)
"""The longest outro after the last word; longer music is faded out."""
FADE = samples(2.5)
"""How long the intro and the outro fade out."""

BED_FADE = samples(1.0)
"""How long the bed fades in before the rundown, across the end of the intro, and fades out."""
BED_AFTER = samples(0.2)
"""The time from the last word of the rundown to the end of the bed's fade-out."""

SILENT = -60.0
"""The gain, in dB, at which a fade-in begins or a fade-out ends."""


@dataclass(frozen=True, slots=True)
class Point:
    """A corner of a gain envelope: its position in samples from the cue's start, its gain in dB.

    Between two corners the amplitude, not the level in dB, is linear, which sounds even.
    """

    at: int
    gain: float


@dataclass(frozen=True, slots=True)
class MusicCue:
    """The first `length` samples of a piece, played from `start`; the envelope covers all of them.

    `start` lies on the clock's grid. The bed is looped when it is shorter than its cue.
    """

    music: MusicName
    start: int
    length: int
    envelope: tuple[Point, ...]
    in_pause: bool = False
    """Whether the cue begins after a word; then the voice before the cue does not duck it."""

    @property
    def end(self) -> int:
        """The sample after the last sample of the cue."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class MusicLengths:
    """The length of each piece in samples, 0 for a piece that the show does not have."""

    intro: int = 0
    sting: int = 0
    outro: int = 0
    bed: int = 0


def amplitude(cue: MusicCue, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the envelope's linear gain at positions in samples from the cue's start."""
    corners = [point.at for point in cue.envelope]
    gains = [10 ** (point.gain / 20) for point in cue.envelope]
    return np.asarray(np.interp(at, corners, gains), np.float64)


def intro_alone(length: int) -> int:
    """Return for how many samples an intro of `length` samples is heard before the first word."""
    return min(INTRO_ALONE, int(length * INTRO_SHARE))


def intro(length: int, voice: int, opening_end: int) -> MusicCue:
    """Return the intro, which plays to the end of the opening; the first word begins at `voice`."""
    end = min(length, max(opening_end, voice + INTRO_UNDER))
    return MusicCue("intro", 0, end, _envelope((Point(0, 0.0), *_fade_out(voice, end)), end))


def bed(start: int, voice: int, voice_end: int) -> MusicCue:
    """Return music under the lines from `voice` to `voice_end`, beginning at `start` or later."""
    start = max(start, voice - BED_FADE) // GRID * GRID
    end = voice_end + BED_AFTER - start
    points = (Point(0, SILENT), Point(BED_FADE, 0.0), Point(end - BED_FADE, 0.0))
    return MusicCue("bed", start, end, _envelope((*points, Point(end, SILENT)), end))


def sting(length: int, voice_end: int, next_word: int) -> MusicCue:
    """Return a sting that fades under the next word, or ends before it if it is short."""
    start = on_grid(voice_end + STING_DELAY)
    voice = next_word - start
    end = min(length, voice + STING_OVERLAP)
    fade = (Point(voice, 0.0), Point(end, SILENT)) if end > voice else ()
    return MusicCue("sting", start, end, _envelope((Point(0, 0.0), *fade), end), in_pause=True)


def outro_under(length: int, line_length: int, voice_end: int) -> MusicCue:
    """Return music that begins under the last line, goes on after `voice_end` and plays out."""
    lead = min(OUTRO_LEAD, int(length * OUTRO_SHARE), line_length) // GRID * GRID
    start = on_grid(voice_end - lead)
    lead = voice_end - start
    end = min(length, lead + OUTRO_LONGEST)
    rise = (Point(0, SILENT), Point(min(OUTRO_RISE, lead), 0.0))
    return MusicCue("outro", start, end, _envelope((*rise, *_fade_out(lead, end)), end))


def outro_after(length: int, voice_end: int) -> MusicCue:
    """Return music after the last word, for a script without a closing."""
    end = min(length, OUTRO_LONGEST)
    envelope = _envelope((Point(0, 0.0), *_fade_out(0, end)), end)
    return MusicCue("outro", on_grid(voice_end + OUTRO_DELAY), end, envelope, in_pause=True)


def _fade_out(earliest: int, end: int) -> tuple[Point, ...]:
    """Return the fade to silence at `end`, which begins at `earliest` or later."""
    return (Point(max(earliest, end - FADE), 0.0), Point(end, SILENT))


def _envelope(points: Sequence[Point], end: int) -> tuple[Point, ...]:
    """Return the points moved into a cue of `end` samples: in order, from its start to its end."""
    at = 0
    inside: list[Point] = []
    for point in points:
        at = min(max(point.at, at), end)
        inside.append(Point(at, point.gain))
    return (*inside, Point(end, inside[-1].gain))
