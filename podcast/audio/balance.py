"""The gains of voices and music, planned from measured powers before anything is mixed."""

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
from podcast.audio.master import FIRST_CEILING
from podcast.audio.soundtrack import Soundtrack
from podcast.audio.takes import Take
from podcast.audio.timeline import Timeline
from podcast.model import TARGET_LUFS
from podcast.show.config import Ducking

MOST_GAIN = 12.0
"""The largest gain of a host, up or down, in dB: hosts 24 LU apart still become equally loud.

The limit keeps a host whose only line is a sigh from being amplified to noise.
"""
MOST_MUSIC_GAIN = 20.0
"""The most that a piece is amplified, in dB, from its file to the finished episode.

Mastered music lies near -20 LUFS, soft classical recordings near -30; a quieter file is noise.
"""
MUSIC_LEVELS: Mapping[MusicName, float] = {"intro": -2.0, "sting": -2.0, "outro": -2.0, "bed": -8.0}
"""The level of each piece where nobody speaks, in LU relative to the voices.

With 14 dB of ducking the bed stands 22 LU below the rundown: background at least 20 dB under
speech does not get in its way (WCAG 2.1, 1.4.7).
"""

_ROUNDS = 3
"""How many times the gains are corrected: the limiter's reduction depends on them, and they depend
on the reduction."""
_RECOVERY = 5
"""The mean time in which the limiter recovers, in cells of 10 ms: its hold and half its release."""
_CHANNELS = 2
"""How many channels a voice is in."""


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """The gains of a mix, and how loud it will be."""

    hosts: Mapping[str, float]
    """The gain of each host in dB, which makes all hosts equally loud (integrated loudness)."""
    music: Mapping[MusicName, float]
    """The gain of each piece of the timeline, in dB."""
    ducking: NDArray[np.float32]
    """The gain of all music in each cell of 10 ms of the episode, 0 dB or less."""
    lufs: float
    """The predicted loudness of the mix, LUFS integrated over both channels."""
    faint: Mapping[MusicName, float] = field(default_factory=dict)
    """How far pieces that would need more than MOST_MUSIC_GAIN stay below their level, in dB."""


def balance(timeline: Timeline, soundtrack: Soundtrack, ducking: Ducking) -> Balance:
    """Plan the levels of an episode."""
    hosts = host_gains(timeline)
    powers = _voices(timeline, hosts)
    starts = [cue.start // GRID for cue in timeline.cues if cue.in_pause]
    down = duck(powers, ducking, starts)
    pieces = _pieces(timeline, soundtrack)
    voice = meter.integrated(powers)
    gains = music_gains(voice, pieces)
    most = MOST_MUSIC_GAIN + voice - TARGET_LUFS  # mastering then adds TARGET_LUFS - voice
    music: dict[MusicName, float] = {name: min(gain, most) for name, gain in gains.items()}
    faint: dict[MusicName, float] = {
        name: gain - most for name, gain in gains.items() if gain > most
    }
    for cue in timeline.cues:
        cells = np.arange(cue.length // GRID)
        span = slice(cue.start // GRID, cue.start // GRID + len(cells))
        piece = pieces[cue.music][cells % max(soundtrack.period(cue.music) // GRID, 1)]
        middles = np.asarray((cells + 0.5) * GRID, np.float64)
        fades = cues.amplitude(cue, middles) ** 2
        powers[span] += piece * fades * 10 ** ((music[cue.music] + down[span]) / 10)
    return Balance(hosts, music, down, meter.integrated(powers), faint)


def host_gains(timeline: Timeline) -> dict[str, float]:
    """Return gains in dB that bring every host to the middle between the quietest and the loudest.

    The limiter reduces a voice with higher peaks by more, which is allowed for. No gain exceeds
    MOST_GAIN, so hosts that differ by more than twice MOST_GAIN do not become equally loud.
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
    """All takes of a host, by the powers (both channels summed) and peaks of their cells."""

    powers: NDArray[np.float64]
    peaks: NDArray[np.float64]

    def level(self, gain: float = -math.inf) -> float:
        """Return the loudness at gain 0, less the limiter's reduction at a gain of `gain` dB."""
        over = np.maximum(1.0, self.peaks * 10 ** ((gain - FIRST_CEILING) / 20))
        return meter.integrated(self.powers / over**2)


def _hosts(timeline: Timeline) -> dict[str, _Host]:
    takes_by_host: dict[str, list[Take]] = {}
    for placement in timeline.placements:
        takes_by_host.setdefault(placement.segment.line.host, []).append(placement.take)
    return {
        host: _Host(
            _CHANNELS * np.concatenate([take.powers for take in takes]),
            _recent_peaks(np.concatenate([take.peaks for take in takes])),
        )
        for host, takes in takes_by_host.items()
    }


def _recent_peaks(peaks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each cell the highest peak that still lowers the limiter's gain in the cell."""
    padded = np.pad(peaks.astype(np.float64), (_RECOVERY, 0))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _RECOVERY + 1)
    return np.asarray(windows.max(axis=1), np.float64)


def _matched(gains: Mapping[str, float], levels: Mapping[str, float]) -> dict[str, float]:
    """Return the gains that bring all levels to the middle of their range."""
    middle = (min(levels.values()) + max(levels.values())) / 2
    return {
        host: round(min(max(gains[host] + middle - level, -MOST_GAIN), MOST_GAIN), 2)
        for host, level in levels.items()
    }


def music_gains(
    voice: float, pieces: Mapping[MusicName, NDArray[np.float64]]
) -> dict[MusicName, float]:
    """Return the gains in dB that bring pieces (by their powers) to MUSIC_LEVELS."""
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
    """Return the powers, both channels summed, of the part of each piece that is played."""
    longest: dict[MusicName, int] = {}
    for cue in timeline.cues:
        longest[cue.music] = max(longest.get(cue.music, 0), cue.length)
    return {
        name: _excerpt_powers(soundtrack, name, min(length, len(soundtrack.piece(name))))
        for name, length in longest.items()
    }


def _excerpt_powers(soundtrack: Soundtrack, name: MusicName, length: int) -> NDArray[np.float64]:
    sound = soundtrack.excerpt(name, 0, length)
    return meter.powers(sound[:, 0], SAMPLE_RATE) + meter.powers(sound[:, 1], SAMPLE_RATE)
