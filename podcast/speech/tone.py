"""Engine `tone`: it plays a short tone for every syllable, with exact times.

It speaks a whole episode in a second. It previews lengths, pauses and music, and tests use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from podcast.model import Clip, Spoken, Token, Voice, Word
from podcast.show.voices import known_voices
from podcast.speech.engine import check_request
from podcast.speech.syllablecount import Part, is_as_written, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
SYLLABLE_SECONDS = 0.18
PAUSE_SECONDS = {"。": 0.45, "！": 0.45, "？": 0.45, "；": 0.3, "：": 0.3, "，": 0.22, "、": 0.12}
EDGE_SECONDS = 0.05
"""How many seconds of quiet come before the first syllable and after the last."""

_RAMP_SECONDS = 0.005
_AMPLITUDE = 0.25
_BASE_HERTZ = {"low": 196.0, "high": 293.66}  # G3 and D4
_PENTATONIC = (0, 2, 4, 7, 9, 12, 14)
"""The pitches in semitones above the base: a major pentatonic scale has no harsh interval."""

_TimedPart = tuple[Part, float, float]
"""A part of a token's spoken form, with its start and end in seconds of the clip."""


class ToneEngine:
    """Plays a sine for each syllable: the character sets the pitch, `Voice.speed` the length."""

    name = "tone"
    version = "1"
    parallel = 2

    def voices(self) -> tuple[str, ...]:
        """Return the names of the two voices, `low` and `high`."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the tones of a text. Raises SpeechError as `Engine.speak` does."""
        check_request(self, spoken, voice)
        sounds = [_quiet(EDGE_SECONDS)]
        position = len(sounds[0])
        words: list[Word] = []
        for token in spoken.tokens:
            timed: list[_TimedPart] = []
            for part in parts(token):
                sound = _sound(part, voice.name, voice.speed)
                sounds.append(sound)
                end = position + len(sound)
                timed.append((part, position / SAMPLE_RATE, end / SAMPLE_RATE))
                position = end
            words += _words(token, [each for each in timed if each[0].syllables])
        sounds.append(_quiet(EDGE_SECONDS))
        return Clip(np.concatenate(sounds), SAMPLE_RATE, tuple(words))

    def stop(self, why: str) -> None:
        """Do nothing, as no line takes long enough to be stopped."""


def _words(token: Token, timed: list[_TimedPart]) -> Iterator[Word]:
    if is_as_written(token):
        for part, starts_at, ends_at in timed:
            start = token.start + part.start
            yield Word(start, start + len(part.text), starts_at, ends_at)
    elif timed:
        yield Word(token.start, token.end, timed[0][1], timed[-1][2])


def _sound(part: Part, voice: str, speed: float) -> NDArray[np.int16]:
    if not part.syllables:
        return _quiet(PAUSE_SECONDS.get(part.text, 0.0) / speed)
    pitches = [ord(part.text[i % len(part.text)]) for i in range(part.syllables)]
    return np.concatenate([_burst(_hertz(pitch, voice), speed) for pitch in pitches])


def _hertz(code_point: int, voice: str) -> float:
    semitones = _PENTATONIC[code_point % len(_PENTATONIC)]
    return float(_BASE_HERTZ[voice] * 2.0 ** (semitones / 12))


@lru_cache(maxsize=256)
def _burst(hertz: float, speed: float) -> NDArray[np.int16]:
    n = round(SYLLABLE_SECONDS / speed * SAMPLE_RATE)
    times = np.arange(n) / SAMPLE_RATE
    # linear ramps up and down, so that no burst begins or ends with a click
    gain = np.minimum(1.0, np.minimum(times, times[::-1]) / _RAMP_SECONDS)
    wave = _AMPLITUDE * gain * np.sin(2 * np.pi * hertz * times)
    return np.round(wave * np.iinfo(np.int16).max).astype(np.int16)


def _quiet(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.int16)
