"""Engine `kokoro`, the embedded voice: Mandarin and English, exact times, no network.

The same text and voice give the same bytes on one machine, however many threads run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from podcast.errors import SpeechError
from podcast.lib import cores
from podcast.model import Clip, Spoken, Voice, Word
from podcast.show.voices import known_voices
from podcast.speech.engine import check_request
from podcast.speech.kokoro import model, phonemes
from podcast.speech.kokoro.phonemes import Phonemes, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOWEST, FASTEST = 0.5, 2.0
"""The bounds of `Voice.speed`; beyond them syllables fall apart or run together."""

_BLENDS = frozenset({"zf_xiaoxiao_heart", "zm_yunxi_michael"})
"""The voices that are blends with an English one (tools/pack_styles.py)."""
_ENGLISH_SPEED = 0.85
"""The factor on the speed of English words for blends: at a slower speed, more of these words are
understood."""

_SHORTEST_PAUSE = round(0.05 * model.SAMPLE_RATE)
"""The fewest quiet samples of a pause; a shorter silence is only the joint between two sounds."""

_RUN_ON = round(0.1 * model.SAMPLE_RATE)
"""The fewest samples between two sentences that count as a pause."""

_AUDIBLE = 0.005  # share of full scale (-46 dBFS): silence of the model is below, consonants above
_LEAD = 0.05
_TAIL = 0.12
_TAIL_AFTER = {".": 0.3, "!": 0.3, "?": 0.3, "": 0.02}
_TAIL_AFTER_CLAUSE = 0.15
"""How many seconds of the model's own silence stay at the ends and between parts of a text."""

_GAIN = 0.8
"""A factor on all samples: the model's peaks reach 1.07, and without the factor they would be cut
off at full scale."""


@dataclass(frozen=True, slots=True)
class _Sound:
    """Samples, and for each span of the text, in order, its samples as a range [start, end)."""

    samples: NDArray[np.float32]
    spans: tuple[tuple[Span, int, int], ...]


class KokoroEngine:
    """Speaks with the Mandarin voices of Kokoro-82M. The model is loaded when first used."""

    name = "kokoro"

    def __init__(self) -> None:
        # another onnxruntime rounds differently, and a syllable may be a frame longer
        self.version = f"kokoro-v1.0-int8/3, onnxruntime {metadata.version('onnxruntime')}"
        self.parallel = min(2, cores.count())
        self._session: Any = None
        self._loading = threading.Lock()

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices, the default voices first."""
        return known_voices(self.name)

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Return the sound of a text. Each Chinese character that is read as written is a word.

        Raises EngineUnavailable when the model is missing, and SpeechError as `Engine.speak` does,
        for a speed out of bounds, and for a phoneme that the model does not have.
        """
        check_request(self, spoken, voice)
        if not SLOWEST <= voice.speed <= FASTEST:
            raise SpeechError(
                f"kokoro: speed {voice.speed} of {voice.name}; use {SLOWEST} to {FASTEST}"
            )
        blended = voice.name in _BLENDS
        parts = list(phonemes.split(phonemes.sounds(spoken, blended=blended)))
        session = self._loaded()
        said = [each for part in parts for each in _said(session, part, voice)]
        last = len(said) - 1
        sounds = [
            _trimmed(sound, _tail(part) if place < last else _TAIL)
            for place, (part, sound) in enumerate(said)
        ]
        return _clip(_joined(sounds))

    def stop(self, why: str) -> None:
        """Do nothing, as a line ends within seconds."""

    def _loaded(self) -> Any:
        with self._loading:
            if self._session is None:
                self._session = model.shared_session()
            return self._session


def _said(
    session: Any, part: Sequence[Phonemes], voice: Voice
) -> Iterator[tuple[Sequence[Phonemes], _Sound]]:
    """Yield a part with its sound, or smaller parts if the model joins sentences without a pause.

    The plain voices keep the sound that they always had, so only parts for blends are split here.
    """
    sound = _say(session, part, voice)
    place = _run_on(part, sound) if voice.name in _BLENDS else None
    if place is None:
        yield part, sound
        return
    rest = part[place + 1 :]
    yield from _said(session, part[: place + 1], voice)
    yield from _said(session, rest[1:] if rest[0].is_gap else rest, voice)


def _run_on(part: Sequence[Phonemes], sound: _Sound) -> int | None:
    """Return the index of the first mark at a sentence's end after which there is no pause."""
    spoken = 0
    for place, each in enumerate(part[:-1]):
        spoken += each.span is not None
        if phonemes.ends_sentence(each):
            (_, _, end), (_, start, _) = sound.spans[spoken - 1 : spoken + 1]
            if start - end < _RUN_ON:
                return place
    return None


def _say(session: Any, part: Sequence[Phonemes], voice: Voice) -> _Sound:
    """Run the model on one part of a text."""
    samples, frames = model.run(session, phonemes.encode(part), voice.name, _speeds(part, voice))
    ends = np.cumsum(frames) * model.FRAME
    spans: list[tuple[Span, int, int]] = []
    token = 0  # the padding before the first sound
    for sound, following in zip_longest(part, part[1:]):
        start, token = int(ends[token]), token + len(sound.phonemes)
        end = int(ends[token])
        if sound.span is not None:
            if following is None or phonemes.is_pause(following):
                end = _sounding_end(samples, start, int(ends[token - 1]), end)
            spans.append((sound.span, start, end))
    return _Sound(samples, tuple(spans))


def _speeds(part: Sequence[Phonemes], voice: Voice) -> list[float]:
    """Return the speed of each token, paddings included."""
    english = voice.speed * (_ENGLISH_SPEED if voice.name in _BLENDS else 1.0)
    speeds = [voice.speed]
    for sound in part:
        speeds += [english if sound.is_english else voice.speed] * len(sound.phonemes)
    return [*speeds, voice.speed]


def _sounding_end(samples: NDArray[np.float32], start: int, last: int, end: int) -> int:
    """Return the sample where a syllable [start, end) before a pause ends.

    To the model, the pause is part of the syllable's last token, which begins at `last`: the arrow
    that stands for a tone. After the pause, this token often has the first noise of the next
    syllable, too.
    """
    audible = start + np.flatnonzero(np.abs(samples[start:end]) > _AUDIBLE)
    if not len(audible):
        return end
    silences = np.diff(audible, append=end)
    silences[audible + silences <= last] = 0  # a silence inside the syllable is no pause
    longest = int(np.argmax(silences))
    return int(audible[longest if silences[longest] >= _SHORTEST_PAUSE else -1]) + 1


def _tail(part: Sequence[Phonemes]) -> float:
    mark = part[-1].phonemes if phonemes.is_pause(part[-1]) else ""
    return _TAIL_AFTER.get(mark, _TAIL_AFTER_CLAUSE)


def _trimmed(sound: _Sound, tail: float) -> _Sound:
    """Cut the silence at both ends down to the margins; no word and no audible sample is cut."""
    audible = np.flatnonzero(np.abs(sound.samples) > _AUDIBLE)
    first, last = sound.spans[0][1], sound.spans[-1][2]
    if len(audible):
        first, last = min(first, int(audible[0])), max(last, int(audible[-1]) + 1)
    start = max(0, first - round(_LEAD * model.SAMPLE_RATE))
    end = min(len(sound.samples), last + round(tail * model.SAMPLE_RATE))
    return _Sound(
        sound.samples[start:end],
        tuple((span, begin - start, stop - start) for span, begin, stop in sound.spans),
    )


def _joined(parts: Sequence[_Sound]) -> _Sound:
    """Put the parts in a row; if a span continues in the next part, its two pieces become one."""
    spans: list[tuple[Span, int, int]] = []
    offset = 0
    for part in parts:
        for span, begin, stop in part.spans:
            start = begin + offset
            if spans and spans[-1][0] == span:
                start = spans.pop()[1]
            spans.append((span, start, stop + offset))
        offset += len(part.samples)
    return _Sound(np.concatenate([part.samples for part in parts]), tuple(spans))


def _clip(sound: _Sound) -> Clip:
    scaled = np.clip(np.rint(sound.samples * (_GAIN * 32767)), -32767, 32767)
    words = tuple(
        Word(*span, begin / model.SAMPLE_RATE, stop / model.SAMPLE_RATE)
        for span, begin, stop in sound.spans
    )
    return Clip(scaled.astype(np.int16), model.SAMPLE_RATE, words)
