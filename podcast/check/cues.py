"""Strict readers of the transcript files, independent of the code that wrote them.

A part that a lenient player would skip is an error here, as nobody would ever see that part.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import Any

_VTT_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})", re.ASCII)
_SRT_TIME = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d),(\d{3})", re.ASCII)
_VTT_TIMING = re.compile(r"(\S*)[ \t]+-->[ \t]*(\S*)[ \t]*")
_SRT_TIMING = re.compile(r"(\S*) --> (\S*)")
_ARROW = "-->"
JSON_VERSION = "1.0.0"
"""The version of the JSON format that transcripts.md of Podcasting 2.0 describes."""

_VOICE = re.compile(r"<v ([^<>\n]+)>")
_TAG = re.compile(r"<([\d:.]+)>")
_TEXT = re.compile(r"(?:[^&<>]|&(?:amp|lt|gt|nbsp|lrm|rlm);)*")
"""Matches text of a WebVTT cue, which has no bare `&`, `<` or `>`."""


@dataclass(frozen=True, slots=True)
class TranscriptCue:
    """A stretch of text on the screen, with times in seconds; `speaker` may be empty.

    `rows` are the lines of the text, if the file has line breaks. `times` are all times of words in
    the order of the file; `words` are the texts of the words, if the file lists them.
    """

    start: float
    end: float
    text: str
    speaker: str = ""
    rows: tuple[str, ...] = ()
    times: tuple[float, ...] = ()
    words: tuple[str, ...] = ()


def read_vtt(text: str) -> list[TranscriptCue]:
    """Read WebVTT (W3C, section 4.1: syntax). Raises ValueError for anything else.

    Only the parts that a transcript needs are valid here: notes, cues with a number, one voice at
    the beginning of a cue, times.
    """
    header, *blocks = _blocks(text)
    if not re.fullmatch(r"\ufeff?WEBVTT(?:[ \t].*)?", header):
        raise ValueError("it does not begin with a line WEBVTT")
    cues = [block for block in blocks if not re.match(r"NOTE(?:\s|$)", block)]
    names = Counter(block.partition("\n")[0] for block in cues)
    for name, count in names.items():
        if count > 1 and _ARROW not in name:
            raise ValueError(f"{count} cues are `{name}`")
    return [_vtt_cue(block) for block in cues]


def read_srt(text: str) -> list[TranscriptCue]:
    """Read SubRip: numbers from 1, times, text. Raises ValueError for anything else."""
    blocks = [block for block in _blocks(text) if block]
    cues = [_srt_cue(block, number) for number, block in enumerate(blocks, 1)]
    if not cues:
        raise ValueError("it has no cue")
    return cues


def read_json(text: str) -> list[TranscriptCue]:
    """Read the JSON transcript of Podcasting 2.0. Raises ValueError, KeyError or TypeError."""
    data = json.loads(text)
    if data["version"] != JSON_VERSION:
        raise ValueError(f"its version is not {JSON_VERSION}")
    return [_json_cue(each) for each in data["segments"]]


def _json_cue(segment: Any) -> TranscriptCue:
    if not isinstance(segment, dict):
        raise TypeError(f"`{segment}` is no segment")
    words = segment.get("words", ())
    return TranscriptCue(
        _number(segment["startTime"]),
        _number(segment["endTime"]),
        str(segment["body"]),
        str(segment.get("speaker", "")),
        times=tuple(_number(word[key]) for word in words for key in ("startTime", "endTime")),
        words=tuple(str(word["body"]) for word in words),
    )


def _number(value: object) -> float:
    """Return a value as a time; Python's parser accepts NaN and Infinity, which are not JSON."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"`{value}` is no time")
    return float(value)


def _blocks(text: str) -> list[str]:
    """Return the blocks between empty lines, at least one block; the first may be empty."""
    if "\0" in text:
        raise ValueError("it holds a NUL")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, *others = re.split(r"\n{2,}", text.rstrip("\n"))
    return [first, *others]


def _vtt_cue(block: str) -> TranscriptCue:
    rows = block.split("\n")
    place = next((index for index, row in enumerate(rows[:2]) if _ARROW in row), None)
    if place is None:
        raise ValueError(f"no timing in `{rows[0]}`")
    start, end = _span(rows[place], _VTT_TIMING, _VTT_TIME)
    payload = rows[place + 1 :]
    if not payload:
        raise ValueError(f"the cue at `{rows[place]}` has no text")
    voice = _VOICE.match(payload[0])
    if voice:
        payload[0] = payload[0][voice.end() :]
    parts = [_TAG.split(row) for row in payload]
    texts = tuple(_vtt_text("".join(part[::2]), part[::2]) for part in parts)
    times = tuple(_seconds(stamp, _VTT_TIME) for part in parts for stamp in part[1::2])
    return TranscriptCue(
        start, end, "".join(texts), unescape(voice[1]) if voice else "", texts, times
    )


def _vtt_text(text: str, pieces: list[str]) -> str:
    """Return the text with its escapes decoded; no tag may cut an escape into two pieces."""
    for piece in pieces:
        if not _TEXT.fullmatch(piece):
            raise ValueError(f"`{piece}` has a mark that is not escaped")
    return unescape(text)


def _srt_cue(block: str, number: int) -> TranscriptCue:
    rows = block.split("\n")
    if len(rows) < 2 or _ARROW not in rows[1]:  # noqa: PLR2004 -- number, times, text
        raise ValueError(f"no timing in `{rows[0]}`")
    if rows[0] != str(number):
        raise ValueError(f"`{rows[0]}` stands where cue {number} does")
    start, end = _span(rows[1], _SRT_TIMING, _SRT_TIME)
    return TranscriptCue(start, end, "".join(rows[2:]), rows=tuple(rows[2:]))


def _span(row: str, timing: re.Pattern[str], time: re.Pattern[str]) -> tuple[float, float]:
    match = timing.fullmatch(row)
    if not match:
        raise ValueError(f"`{row}` is no timing")
    return _seconds(match[1], time), _seconds(match[2], time)


def _seconds(text: str, time: re.Pattern[str]) -> float:
    match = time.fullmatch(text)
    if not match:
        raise ValueError(f"`{text}` is no time")
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
