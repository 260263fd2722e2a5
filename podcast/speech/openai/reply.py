"""An answer of an OpenAI-like service for speech: whether its sound is whole.

A WAV that is streamed has no length in its header; a wrong address answers with a web page and
status 200.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from podcast.errors import AudioError
from podcast.lib.ffmpeg import decode
from podcast.online import faults
from podcast.online.faults import FaultKind, ServiceFault
from podcast.online.refusals import BAD_REQUEST, ServiceAnswer, is_packed, words_of
from podcast.speech import estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
"""The sample rate of the clip in Hz, whatever the service sends; most services send this rate."""
LONGEST_SECONDS = 660.0
"""The longest accepted sound, in seconds: no request needs more, but few bytes may be hours."""
SHORTEST_SYLLABLE = 0.08
"""The shortest syllable in seconds: nobody speaks faster, so a shorter sound is incomplete."""

GARBLED = FaultKind(
    "the answer is no sound", 3, 0.5, "check `url` of `{settings}` in show.yaml, or use `{instead}`"
)

_FORMAT = re.compile(r"format|\bwav\b", re.IGNORECASE)
_MOST_CHUNKS = 100
"""The most chunks of a WAV file that are read; real files have a few."""
_SLOWEST_RATE, _FASTEST_RATE = 8_000, 192_000
"""The accepted sample rates in Hz. At a lower rate a few bytes would be hours of sound."""
_STREAMED = 0x7FFFFFFF
"""A WAV header with a size of at least this means a stream of unknown length."""


def refuses_format(answer: ServiceAnswer) -> bool:
    """Tell whether the service says that it does not make WAV."""
    if answer.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        return True
    return answer.status in BAD_REQUEST and _FORMAT.search(words_of(answer)) is not None


def proved(answer: ServiceAnswer, least: float) -> NDArray[np.int16]:
    """Return a sound of at least `least` seconds, int16 (n,) at SAMPLE_RATE.

    Raises ServiceFault when the answer is no sound, or an incomplete sound.
    """
    content = answer.content
    if not content:
        raise ServiceFault(faults.NO_AUDIO, "the answer is empty")
    if is_packed(answer):
        raise ServiceFault(GARBLED, "it is compressed, which was not asked for")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    begin = content[:200].lstrip()[:1]
    if kind.startswith("text/") or kind.endswith("json") or begin in {b"<", b"{"}:
        raise ServiceFault(GARBLED, "a web page" if begin == b"<" else "a text")
    missing = _missing(content)
    if missing:
        raise ServiceFault(faults.TRUNCATED, f"{missing} bytes of the sound are missing")
    rate = _rate(content)
    if rate is not None and not _SLOWEST_RATE <= rate <= _FASTEST_RATE:
        raise ServiceFault(GARBLED, f"a sound of {rate} Hz")
    try:
        samples = decode(content, SAMPLE_RATE, limit=LONGEST_SECONDS)
    except AudioError as error:
        raise ServiceFault(GARBLED, "it cannot be decoded") from error
    if len(samples) >= LONGEST_SECONDS * SAMPLE_RATE:
        raise ServiceFault(GARBLED, f"more than {LONGEST_SECONDS:g} s of sound")
    runs = estimate.audible(samples, SAMPLE_RATE)
    if not runs:
        raise ServiceFault(faults.NO_AUDIO, "silence")
    seconds = len(samples) / SAMPLE_RATE
    if seconds < least:
        raise ServiceFault(
            faults.TRUNCATED, f"{seconds:.2f} s of sound, at least {least:.2f} s of words"
        )
    return samples


def _missing(content: bytes) -> int:
    """Return how many bytes of sound the answer lacks by the header of its WAV."""
    for name, at, size in _chunks(content):
        if name == b"data":
            return 0 if size >= _STREAMED else max(0, at + size - len(content))
    return 0


def _rate(content: bytes) -> int | None:
    """Return the sample rate (Hz) that the header of a WAV names, or None."""
    for name, at, _ in _chunks(content):
        if name == b"fmt " and at + 8 <= len(content):
            return int(struct.unpack_from("<I", content, at + 4)[0])
    return None


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, the offset of the first byte and the size of each chunk of a WAV."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(content):
            return
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, at + 8, size
        at += 8 + size + size % 2
