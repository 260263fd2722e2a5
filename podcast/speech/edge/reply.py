"""An answer of the edge service, decoded and compared with its text.

The service is known to stop in the middle, to leave out sentences and to send nothing, without an
error. So the sound is compared with the boundaries, and the boundaries with the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from podcast.errors import AudioError
from podcast.lib.ffmpeg import decode
from podcast.online import faults
from podcast.online.faults import ServiceFault
from podcast.speech.edge.boundaries import Boundary, letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
LONGEST_SECONDS = 660.0
"""The longest accepted sound, in seconds. No request needs more, and a small reply that decodes to
hours of sound must not fill the memory."""

_LEAST_COVERAGE = 0.9
"""The share of the text that the boundaries must contain: the service is known to leave out whole
sentences silently (edge-tts issue 190). It is less than 1, as a word may be spelled differently."""
_LATEST_BOUNDARY = 0.1
"""How many seconds the last boundary may end later than the sound."""
_BYTES_PER_SECOND = 48_000 / 8
"""The constant rate of the MP3 that edge-tts asks for."""
_MOST_LOST = 0.25
"""The most sound that the decoder may leave out, in seconds: encoder delay, a cut last frame."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer to one request: int16 samples (n,) and the boundaries of the words."""

    samples: NDArray[np.int16]
    boundaries: tuple[Boundary, ...]

    @property
    def seconds(self) -> float:
        """Return the length of the sound in seconds."""
        return len(self.samples) / SAMPLE_RATE


def proved(text: str, audio: bytes, boundaries: Sequence[Boundary]) -> Reply:
    """Decode a reply and compare it with `text`. Raises ServiceFault when it is not whole."""
    _prove_boundaries(text, boundaries)
    try:
        samples = decode(audio, SAMPLE_RATE, limit=LONGEST_SECONDS)
    except AudioError as error:
        raise ServiceFault(faults.GARBLED, str(error)) from error
    seconds = len(samples) / SAMPLE_RATE
    if seconds >= LONGEST_SECONDS:
        raise ServiceFault(faults.GARBLED, f"more than {LONGEST_SECONDS:g} s of sound")
    if seconds + _MOST_LOST < len(audio) / _BYTES_PER_SECOND:
        raise ServiceFault(faults.GARBLED, f"only {seconds:.1f} s of the sound can be decoded")
    if seconds + _LATEST_BOUNDARY < boundaries[-1].ends_at:
        raise ServiceFault(
            faults.TRUNCATED,
            f"{seconds:.1f} s of sound for {boundaries[-1].ends_at:.1f} s of words",
        )
    return Reply(samples, tuple(boundaries))


def _prove_boundaries(text: str, boundaries: Sequence[Boundary]) -> None:
    letter_count = sum(len(letters(boundary.text)) for boundary in boundaries)
    coverage = letter_count / len(letters(text))
    if coverage < _LEAST_COVERAGE:
        raise ServiceFault(faults.TRUNCATED, f"word boundaries name {coverage:.0%} of the text")
    if any(later.starts_at < earlier.starts_at for earlier, later in pairwise(boundaries)):
        raise ServiceFault(faults.GARBLED, "word boundaries are out of order")
