"""Where music sounds and how loud: pure functions from positions in samples to cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from podcast.audio.clock import samples

MusicName = Literal["intro", "sting", "outro"]

INTRO_ALONE = samples(5.0)
"""Intro before the greeting, for music that is long enough."""
INTRO_SHARE = 0.75
"""Of a short intro, at most this share is heard before the greeting."""
DIP_LEAD = samples(1.0)
"""The intro begins to give way this long before the first word ..."""
DIP = samples(1.5)
"""... and has given way after this time."""

STING_DELAY = samples(0.25)
"""From the last word of a section to the sting."""
STING_DIP = samples(0.3)
"""A sting gives way within this time before the next word ..."""
STING_OVERLAP = samples(1.0)
"""... and may ring on under it this long."""

OUTRO_LEAD = samples(4.0)
"""Outro under the closing's last line."""
OUTRO_SHARE = 0.35
"""Of a short outro, at most this share runs under the voice."""
OUTRO_DELAY = samples(0.25)
"""From the last word to the outro when there is no closing to begin under."""
OUTRO_LONGEST = samples(15.0)
"""Outro after the last word; longer music is faded out."""
RISE = samples(1.2)
"""The outro comes up within this time after the last word."""
FADE = samples(2.5)
"""Fade-out at the end of the intro and the outro."""

UNDER_VOICE = -14.0
"""dB of music under a voice: still felt, never in the way of a word."""
SILENT = -60.0
"""dB at which a fade has ended."""


@dataclass(frozen=True, slots=True)
class Point:
    """A corner of a gain envelope: samples from the cue's start, dB.

    Between two corners the amplitude, not the level, is linear: that is how a fade sounds even.
    """

    at: int
    gain: float


@dataclass(frozen=True, slots=True)
class Cue:
    """`length` samples of a piece from its beginning; the envelope spans exactly these."""

    music: MusicName
    start: int
    length: int
    envelope: tuple[Point, ...]

    @property
    def end(self) -> int:
        """The sample after its last one."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class MusicLengths:
    """Samples of each piece; 0 means that there is none."""

    intro: int = 0
    sting: int = 0
    outro: int = 0


def intro_alone(length: int) -> int:
    """Return how long an intro of `length` samples is heard before the first word."""
    return min(INTRO_ALONE, int(length * INTRO_SHARE))


def intro(length: int, voice: int, opening_end: int) -> Cue:
    """Music alone, a dip at the first word (`voice`), gone with the opening's last one."""
    dipped = voice - DIP_LEAD + DIP
    end = min(length, max(opening_end, dipped + FADE))
    dip = (Point(voice - DIP_LEAD, 0.0), Point(dipped, UNDER_VOICE))
    return Cue("intro", 0, end, _envelope((*dip, *_fade_out(dipped, end, UNDER_VOICE)), end))


def sting(length: int, start: int, next_word: int) -> Cue:
    """Return a sting that gives way to the next word; a shorter one rings out as it is."""
    voice = next_word - start
    end = min(length, voice + STING_OVERLAP)
    gives_way = (Point(voice - STING_DIP, 0.0), Point(voice, UNDER_VOICE), Point(end, SILENT))
    return Cue("sting", start, end, _envelope(gives_way if end > voice else (Point(0, 0.0),), end))


def outro_under(length: int, line_length: int, voice_end: int) -> Cue:
    """Music that begins under the last line, rises after `voice_end` and plays out."""
    lead = min(OUTRO_LEAD, int(length * OUTRO_SHARE), line_length)
    risen = lead + RISE
    end = min(length, lead + OUTRO_LONGEST)
    rise = (Point(0, UNDER_VOICE), Point(lead, UNDER_VOICE), Point(risen, 0.0))
    envelope = _envelope((*rise, *_fade_out(risen, end, 0.0)), end)
    return Cue("outro", voice_end - lead, end, envelope)


def outro_after(length: int, voice_end: int) -> Cue:
    """Music after the last word, for a script without a closing."""
    end = min(length, OUTRO_LONGEST)
    return Cue("outro", voice_end + OUTRO_DELAY, end, _envelope(_fade_out(0, end, 0.0), end))


def _fade_out(earliest: int, end: int, gain: float) -> tuple[Point, ...]:
    """Return the fade from `gain` to silence at `end`, not begun before `earliest`."""
    return (Point(max(earliest, end - FADE), gain), Point(end, SILENT))


def _envelope(points: Sequence[Point], end: int) -> tuple[Point, ...]:
    """Return the points moved into a cue of `end` samples: in order, from its start to its end."""
    at = 0
    inside: list[Point] = []
    for point in points:
        at = min(max(point.at, at), end)
        inside.append(Point(at, point.gain))
    return (Point(0, inside[0].gain), *inside, Point(end, inside[-1].gain))
