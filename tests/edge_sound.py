"""The sound of the edge service on loopback: a tone as long as the text, real MP3, with words."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from podcast.lib.ffmpeg import run

TICKS_PER_SECOND = 10_000_000
FRAME_BYTES = 144
FRAME_SECONDS = 0.024
SYLLABLE_SECONDS = 0.2
PAUSE_SECONDS = 0.3
LEAD_SECONDS = 0.1
TAIL_SECONDS = 0.3

_WORD = re.compile(r"[A-Za-z]+|[^\W\dA-Za-z]{1,2}")


def say(text: str, fault: str = "ok") -> tuple[list[dict[str, Any]], bytes]:
    """Return the boundaries of a text and its MP3 frames, changed as a fault demands."""
    boundaries, sound = _spoken(text)
    if fault == "noise":
        sound = bytes(len(sound))
    if fault == "static":
        sound = _static(sound)
    if fault in {"abort", "close", "stall", "short"}:
        sound = sound[: len(sound) // FRAME_BYTES // 2 * FRAME_BYTES]
    if fault == "disorder":
        boundaries.reverse()
    return [] if fault == "no-boundaries" else boundaries, sound


def _static(sound: bytes) -> bytes:
    """Replace the middle third by bytes that are no frames."""
    third = len(sound) // 3
    # without 0xFF nothing looks like the beginning of a frame
    noise = bytes(random.Random(0).choices(range(255), k=third))  # noqa: S311 -- no secret
    return sound[:third] + noise + sound[2 * third :]


def _spoken(text: str) -> tuple[list[dict[str, Any]], bytes]:
    """Return the boundaries of a text, at most two characters each, and its MP3 frames."""
    boundaries: list[dict[str, Any]] = []
    clock = LEAD_SECONDS
    behind = 0
    for word in _WORD.finditer(text):
        pauses = sum(not char.isspace() for char in text[behind : word.start()])
        behind = word.end()
        clock += PAUSE_SECONDS * bool(pauses)
        seconds = SYLLABLE_SECONDS * min(len(word[0]), 2)
        boundaries.append(_boundary(word[0], clock, seconds))
        clock += seconds
    loud, quiet = _frames()
    sound = loud * round(clock / FRAME_SECONDS) + quiet * round(TAIL_SECONDS / FRAME_SECONDS)
    return boundaries, sound


def _boundary(word: str, offset: float, seconds: float) -> dict[str, Any]:
    text = {"Text": escape(word), "Length": len(word), "BoundaryType": "WordBoundary"}
    times = {
        "Offset": round(offset * TICKS_PER_SECOND),
        "Duration": round(seconds * TICKS_PER_SECOND),
    }
    return {"Type": "WordBoundary", "Data": {**times, "text": text}}


@cache
def _frames() -> tuple[bytes, bytes]:
    """Return one MP3 frame of a tone and one of silence, as the service encodes: 24 kHz, CBR."""
    return _frame("sine=frequency=500:sample_rate=24000"), _frame("anullsrc=r=24000:cl=mono")


def _frame(source: str) -> bytes:
    # without a bit reservoir every frame can be decoded alone, and a period of 48 samples fits
    # into a frame of 576 twelve times, so that repeated frames make an even tone
    encoder = ("-c:a", "libmp3lame", "-b:a", "48k", "-reservoir", "0", "-write_xing", "0")
    mp3 = run(("-f", "lavfi", "-t", "1", "-i", source, *encoder, "-id3v2_version", "0",
               "-f", "mp3", "pipe:1"))  # fmt: skip
    assert len(mp3) % FRAME_BYTES == 0
    middle = len(mp3) // FRAME_BYTES // 2 * FRAME_BYTES
    return mp3[middle : middle + FRAME_BYTES]
