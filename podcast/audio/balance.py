"""How loud everything is: planned from powers before a sample of the mix exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from podcast.audio import cues, meter
from podcast.audio.clock import GRID, SAMPLE_RATE
from podcast.audio.cues import MusicName
from podcast.audio.ducking import duck
from podcast.audio.soundtrack import Soundtrack
from podcast.audio.timeline import Timeline
from podcast.config import Ducking

MOST_GAIN = 12.0
"""dB that a host is moved at most: two voices may differ by 24 LU and still come out alike.

A host with nothing but a sigh stays quiet; amplified without limit it would be noise.
"""
MUSIC_LEVELS: Mapping[MusicName, float] = {"intro": -2.0, "sting": -2.0, "outro": -2.0, "bed": -8.0}
"""LU of the loud part of each piece against the voices, where nobody speaks.

With 14 dB of ducking the bed stands 22 LU below the rundown: background at least 20 dB under
speech does not get in its way (WCAG 2.1, 1.4.7).
"""

_CHANNELS = 2
"""A voice sounds in both."""


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """The gains of a mix, and how loud it will be."""

    hosts: Mapping[str, float]
    """dB for each host: the integrated loudness of all is the same then."""
    music: Mapping[MusicName, float]
    """dB for each piece that is played."""
    ducking: NDArray[np.float32]
    """dB (0 or less) on all music for each cell of the episode (10 ms)."""
    lufs: float
    """Loudness that the mix will have, LUFS integrated over both channels."""


def balance(timeline: Timeline, soundtrack: Soundtrack, ducking: Ducking) -> Balance:
    """Plan the levels of an episode."""
    hosts = host_gains(timeline)
    powers = _voices(timeline, hosts)
    starts = [cue.start // GRID for cue in timeline.cues if cue.in_pause]
    down = duck(powers, ducking, starts)
    pieces = _pieces(timeline, soundtrack)
    music = music_gains(meter.integrated(powers), pieces)
    for cue in timeline.cues:
        cells = np.arange(cue.length // GRID)
        heard = slice(cue.start // GRID, cue.start // GRID + len(cells))
        piece = pieces[cue.music][cells % max(soundtrack.period(cue.music) // GRID, 1)]
        middles = np.asarray((cells + 0.5) * GRID, np.float64)
        fades = cues.amplitude(cue, middles) ** 2
        powers[heard] += piece * fades * 10 ** ((music[cue.music] + down[heard]) / 10)
    return Balance(hosts, music, down, meter.integrated(powers))


def host_gains(timeline: Timeline) -> dict[str, float]:
    """Return the dB that bring every host to the middle between the quietest and the loudest.

    No gain is beyond MOST_GAIN; hosts further apart than twice that stay apart by the rest.
    """
    spoken: dict[str, list[NDArray[np.float64]]] = {}
    for placement in timeline.placements:
        spoken.setdefault(placement.segment.line.host, []).append(placement.take.powers)
    levels = {
        host: meter.integrated(_CHANNELS * np.concatenate(powers))
        for host, powers in spoken.items()
    }
    middle = (min(levels.values()) + max(levels.values())) / 2
    return {
        host: round(min(max(middle - level, -MOST_GAIN), MOST_GAIN), 2)
        for host, level in levels.items()
    }


def music_gains(
    voice: float, pieces: Mapping[MusicName, NDArray[np.float64]]
) -> dict[MusicName, float]:
    """Return the dB that bring pieces (powers) to MUSIC_LEVELS against the voices' loudness."""
    gains: dict[MusicName, float] = {}
    for name, powers in pieces.items():
        level = meter.integrated(powers)
        silent = meter.SILENCE in {level, voice}
        gains[name] = 0.0 if silent else round(voice + MUSIC_LEVELS[name] - level, 2)
    return gains


def _voices(timeline: Timeline, hosts: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the power of all voices in both channels for each cell of the episode."""
    powers = np.zeros(-(-timeline.length // GRID))
    for placement in timeline.placements:
        spoken = placement.take.powers
        gain = _CHANNELS * 10 ** (hosts[placement.segment.line.host] / 10)
        first = placement.start // GRID
        powers[first : first + len(spoken)] += spoken * gain
    return powers


def _pieces(timeline: Timeline, soundtrack: Soundtrack) -> dict[MusicName, NDArray[np.float64]]:
    """Return the powers, both channels summed, of what is heard of each piece."""
    longest: dict[MusicName, int] = {}
    for cue in timeline.cues:
        longest[cue.music] = max(longest.get(cue.music, 0), cue.length)
    return {
        name: _heard(soundtrack, name, min(length, len(soundtrack.piece(name))))
        for name, length in longest.items()
    }


def _heard(soundtrack: Soundtrack, name: MusicName, length: int) -> NDArray[np.float64]:
    sound = soundtrack.excerpt(name, 0, length)
    return meter.powers(sound[:, 0], SAMPLE_RATE) + meter.powers(sound[:, 1], SAMPLE_RATE)
