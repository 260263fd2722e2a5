"""Sound and how it was to be read -> what is heard, and which lines are heard badly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcast.chinese import spoken
from podcast.listening.score import Score, score
from podcast.model import Finding, Spoken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from podcast.listening.transcribe import Ear

MOST_ERRORS = 0.25
"""Share of wrong syllables from which a line is worth a person's ear."""

FEWEST_ERRORS = 2
"""A single wrong syllable of a short line is as often the recogniser's as the voice's."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A spoken line: where it is, who speaks it, its sound and how it was to be read."""

    place: str
    voice: str
    reading: Spoken
    samples: NDArray[np.int16]
    """Mono (n,) at 16 kHz, `transcribe.SAMPLE_RATE`."""


@dataclass(frozen=True, slots=True)
class HeardLine:
    """What Whisper heard of a line."""

    place: str
    voice: str
    said: str
    heard: str
    score: Score


def check(takes: Iterable[Recorded], ear: Ear) -> Iterator[HeardLine]:
    """Listen to each line alone and yield what was heard, in order, as it is ready.

    Raises AudioError when Whisper fails.
    """
    for take in takes:
        text = ear.transcribe(take.samples)
        yield HeardLine(
            take.place, take.voice, take.reading.text, text, score(take.reading, spoken(text))
        )


def worst_first(rows: Iterable[HeardLine]) -> list[HeardLine]:
    """Return the rows by the number of their mistakes, then by their rate."""
    return sorted(rows, key=lambda row: (len(row.score.mistakes), row.score.rate), reverse=True)


def total(rows: Sequence[HeardLine]) -> float:
    """Return the syllable error of all lines together."""
    syllables = sum(row.score.syllables for row in rows)
    return sum(len(row.score.mistakes) for row in rows) / max(1, syllables)


def told(result: Score) -> str:
    """Return the mistakes as text: `问>万` wrong, `用>` missing, `>点` too many."""
    return " ".join(f"{mistake.text}>{mistake.heard}" for mistake in result.mistakes)


def findings(rows: Iterable[HeardLine]) -> tuple[Finding, ...]:
    """Return a warning for each line of which too much was not heard, worst first.

    A warning, no error: the recogniser is a small one and mishears names.
    """
    return tuple(
        Finding(
            "listening",
            "warn",
            row.place,
            f"{len(row.score.mistakes)} mistakes in {row.score.syllables} syllables "
            f"({told(row.score)}): `{row.said}` was heard as `{row.heard}`",
            "listen to it; correct a reading in the lexicon of voices.yaml, or reword the line",
        )
        for row in worst_first(rows)
        if len(row.score.mistakes) >= FEWEST_ERRORS and row.score.rate > MOST_ERRORS
    )
