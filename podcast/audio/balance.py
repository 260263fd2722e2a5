"""How loud everything is: planned from powers before a sample of the mix exists."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from podcast.audio import cues, meter
from podcast.audio.clock import GRID, SAMPLE_RATE
from podcast.audio.cues import MusicName
from podcast.audio.ducking import duck
from podcast.audio.master import FIRST_CEILING, TARGET_LUFS
from podcast.audio.soundtrack import Soundtrack
from podcast.audio.takes import Take
from podcast.audio.timeline import Timeline
from podcast.show.config import Ducking

MOST_GAIN = 12.0
"""dB that a host is moved at most: two voices may differ by 24 LU and still come out alike.

A host with nothing but a sigh stays quiet; amplified without limit it would be noise.
"""
MOST_MUSIC_GAIN = 20.0
"""dB that a piece is amplified by at most, from its file to the finished episode.

Finished music lies near -20 LUFS, soft classical recordings near -30; what needs more is noise.
"""
MUSIC_LEVELS: Mapping[MusicName, float] = {"intro": -2.0, "sting": -2.0, "outro": -2.0, "bed": -8.0}
"""LU of the loud part of each piece against the voices, where nobody speaks.

With 14 dB of ducking the bed stands 22 LU below the rundown: background at least 20 dB under
speech does not get in its way (WCAG 2.1, 1.4.7).
"""

_ROUNDS = 3
"""A gain changes what the limiter takes, which changes the gain: it settles at once."""
_FELT = 5
"""Mean recovery of the limiter after a peak, in cells of 10 ms: its hold and half its release."""
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
    faint: Mapping[MusicName, float] = field(default_factory=dict)
    """dB that pieces stay below their level, those for which MOST_MUSIC_GAIN is not enough."""


def balance(timeline: Timeline, soundtrack: Soundtrack, ducking: Ducking) -> Balance:
    """Plan the levels of an episode."""
    hosts = host_gains(timeline)
    powers = _voices(timeline, hosts)
    starts = [cue.start // GRID for cue in timeline.cues if cue.in_pause]
    down = duck(powers, ducking, starts)
    pieces = _pieces(timeline, soundtrack)
    voice = meter.integrated(powers)
    wanted = music_gains(voice, pieces)
    most = MOST_MUSIC_GAIN + voice - TARGET_LUFS  # what the mix gets beside is for all alike
    music: dict[MusicName, float] = {name: min(gain, most) for name, gain in wanted.items()}
    faint: dict[MusicName, float] = {
        name: gain - most for name, gain in wanted.items() if gain > most
    }
    for cue in timeline.cues:
        cells = np.arange(cue.length // GRID)
        heard = slice(cue.start // GRID, cue.start // GRID + len(cells))
        piece = pieces[cue.music][cells % max(soundtrack.period(cue.music) // GRID, 1)]
        middles = np.asarray((cells + 0.5) * GRID, np.float64)
        fades = cues.amplitude(cue, middles) ** 2
        powers[heard] += piece * fades * 10 ** ((music[cue.music] + down[heard]) / 10)
    return Balance(hosts, music, down, meter.integrated(powers), faint)


def host_gains(timeline: Timeline) -> dict[str, float]:
    """Return the dB that bring every host to the middle between the quietest and the loudest.

    What the limiter will take from each is reckoned with: it takes more from a voice with higher
    peaks. No gain is beyond MOST_GAIN; hosts further apart than twice that stay apart by the rest.
    """
    hosts = _hosts(timeline)
    gains = _matched(
        dict.fromkeys(hosts, 0.0), {name: host.level() for name, host in hosts.items()}
    )
    for _ in range(_ROUNDS):
        whole = TARGET_LUFS - meter.integrated(_voices(timeline, gains))
        levels = {name: host.level(whole + gains[name]) for name, host in hosts.items()}
        gains = _matched(gains, {name: level + gains[name] for name, level in levels.items()})
    return gains


@dataclass(frozen=True, slots=True, eq=False)
class _Host:
    """All that a host says: powers in both channels and peaks, a value for each cell."""

    powers: NDArray[np.float64]
    peaks: NDArray[np.float64]

    def level(self, gain: float = -math.inf) -> float:
        """Return the loudness at gain 0, less what the limiter takes where it is `gain` dB."""
        over = np.maximum(1.0, self.peaks * 10 ** ((gain - FIRST_CEILING) / 20))
        return meter.integrated(self.powers / over**2)


def _hosts(timeline: Timeline) -> dict[str, _Host]:
    spoken: dict[str, list[Take]] = {}
    for placement in timeline.placements:
        spoken.setdefault(placement.segment.line.host, []).append(placement.take)
    return {
        host: _Host(
            _CHANNELS * np.concatenate([take.powers for take in takes]),
            _held(np.concatenate([take.peaks for take in takes])),
        )
        for host, takes in spoken.items()
    }


def _held(peaks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each cell the highest peak that the limiter still feels in it."""
    held = np.pad(peaks.astype(np.float64), (_FELT, 0))
    windows = np.lib.stride_tricks.sliding_window_view(held, _FELT + 1)
    return np.asarray(windows.max(axis=1), np.float64)


def _matched(gains: Mapping[str, float], levels: Mapping[str, float]) -> dict[str, float]:
    """Return the gains moved so that all levels meet in their middle."""
    middle = (min(levels.values()) + max(levels.values())) / 2
    return {
        host: round(min(max(gains[host] + middle - level, -MOST_GAIN), MOST_GAIN), 2)
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
