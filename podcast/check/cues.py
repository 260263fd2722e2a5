"""Transcript files read by rules of their own, not by the code that wrote them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

_TIMING = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})[.,](\d{3})")
_TAG = re.compile(r"<[^>]*>")
_VOICE = re.compile(r"<v ([^>]*)>")
_ARROW = "-->"


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of text on the screen; times in seconds, the speaker empty where none is named."""

    start: float
    end: float
    text: str
    speaker: str = ""


def read_vtt(text: str) -> list[Cue]:
    """Read WebVTT (W3C, section 4.1). Raises ValueError when it is not."""
    blocks = text.split("\n\n")
    if not blocks[0].startswith("WEBVTT"):
        raise ValueError("it does not begin with WEBVTT")
    return [_cue(block, unescape_tags=True) for block in blocks[1:] if _ARROW in block]


def read_srt(text: str) -> list[Cue]:
    """Read SubRip. Raises ValueError when it is not."""
    return [_cue(block, unescape_tags=False) for block in text.split("\n\n") if block.strip()]


def read_json(text: str) -> list[Cue]:
    """Read the JSON transcript of Podcasting 2.0. Raises ValueError, KeyError or TypeError."""
    return [
        Cue(
            float(each["startTime"]),
            float(each["endTime"]),
            str(each["body"]),
            str(each.get("speaker", "")),
        )
        for each in json.loads(text)["segments"]
    ]


def _cue(block: str, *, unescape_tags: bool) -> Cue:
    rows = block.strip("\n").split("\n")
    place = next((index for index, row in enumerate(rows) if _ARROW in row), None)
    if place is None:
        raise ValueError(f"no timing in `{rows[0]}`")
    start, _, end = rows[place].partition(_ARROW)
    text = "".join(rows[place + 1 :])
    if not unescape_tags:
        return Cue(_seconds(start), _seconds(end), text)
    voice = _VOICE.match(text)
    speaker = unescape(voice[1]) if voice else ""
    return Cue(_seconds(start), _seconds(end), unescape(_TAG.sub("", text)), speaker)


def _seconds(text: str) -> float:
    found = _TIMING.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text.strip()}` is no time")
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
