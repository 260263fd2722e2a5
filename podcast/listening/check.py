"""Turns sounds with their readings into transcripts and scores, and warns of bad lines."""

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
"""A line gets a warning only if a larger share of its syllables than this is wrong."""

FEWEST_ERRORS = 2
"""The fewest mistakes for a warning, as a single mistake is often one of the recogniser."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A spoken line: its place (for messages), voice, reading and sound."""

    place: str
    voice: str
    reading: Spoken
    samples: NDArray[np.int16]
    """The mono sound (n,), at 16 kHz (`transcribe.SAMPLE_RATE`)."""


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A line with Whisper's transcript of it."""

    place: str
    voice: str
    text: str
    transcript: str
    score: Score


def check(takes: Iterable[Recorded], ear: Ear) -> Iterator[HeardLine]:
    """Transcribe and score each line by itself; yield the results in order.

    Raises AudioError when Whisper fails.
    """
    for take in takes:
        text = ear.transcribe(take.samples)
        yield HeardLine(
            take.place, take.voice, take.reading.text, text, score(take.reading, spoken(text))
        )


def worst_first(rows: Iterable[HeardLine]) -> list[HeardLine]:
    """Return the lines by their number of mistakes, then by their error rate, largest first."""
    return sorted(rows, key=lambda row: (len(row.score.mistakes), row.score.rate), reverse=True)


def total(rows: Sequence[HeardLine]) -> float:
    """Return the rate of syllable errors of all lines together."""
    syllables = sum(row.score.syllables for row in rows)
    return sum(len(row.score.mistakes) for row in rows) / max(1, syllables)


def mistakes_text(result: Score) -> str:
    """Return the mistakes as text: `问>万` is wrong, `用>` is missing, `>点` is too much."""
    return " ".join(f"{mistake.text}>{mistake.heard}" for mistake in result.mistakes)


def findings(rows: Iterable[HeardLine]) -> tuple[Finding, ...]:
    """Return a warning for each line with too many mistakes, the worst first.

    These are no errors, as the recogniser is small and mishears names.
    """
    return tuple(
        Finding(
            "listening",
            "warn",
            row.place,
            f"{len(row.score.mistakes)} mistakes in {row.score.syllables} syllables "
            f"({mistakes_text(row.score)}): `{row.text}` was heard as `{row.transcript}`",
            "listen to it; correct a reading in the lexicon of voices.yaml, or reword the line",
        )
        for row in worst_first(rows)
        if len(row.score.mistakes) >= FEWEST_ERRORS and row.score.rate > MOST_ERRORS
    )
