"""Reads the times of captions in WebVTT, SubRip and JSON, as leniently as players do."""

from __future__ import annotations

import json
import re
from typing import Any

Span = tuple[float, float]

_TIME = r"(?:(\d+):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$", re.ASCII)


def spans(body: bytes, kind: str) -> list[Span]:
    """Return the start and end of each caption, in seconds.

    Raises ValueError with a text that says what is wrong.
    """
    text = body.decode("utf-8-sig")
    if kind == "application/json":
        return _json(text)
    if kind == "text/vtt" and not re.match(r"WEBVTT(?:[ \t\n\r]|$)", text):
        raise ValueError("it does not begin with WEBVTT")
    rows = [row for row in text.splitlines() if "-->" in row]
    result = [_span(row) for row in rows]
    if not result:
        raise ValueError("it has no caption")
    return result


def _span(row: str) -> Span:
    match = _TIMING.match(row)
    if not match:
        raise ValueError(f'"{row.strip()[:60]}" is no timing')
    return _seconds(*match.groups()[:4]), _seconds(*match.groups()[4:])


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    whole = int((hours or "0")[:9]) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000


def _json(text: str) -> list[Span]:
    data = loaded(text)
    segments = data.get("segments") if isinstance(data, dict) else None
    if not isinstance(segments, list) or not segments:
        raise ValueError("it has no segments")
    return [_segment(segment) for segment in segments]


def _segment(segment: Any) -> Span:
    if not isinstance(segment, dict) or not isinstance(segment.get("body"), str):
        raise ValueError("a segment has no body")  # noqa: TRY004 -- a fault of the file
    start: Any
    end: Any
    start, end = segment.get("startTime"), segment.get("endTime", segment.get("startTime"))
    if not is_time(start) or not is_time(end):
        raise ValueError("a segment has no startTime")
    return float(start), float(end)


def is_time(value: Any) -> bool:
    """Tell whether a value of JSON is a time: a finite number, not negative."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= value < 1e9  # noqa: PLR2004 -- NaN and infinity are outside too


def loaded(text: str) -> Any:
    """Return parsed JSON. Raises ValueError, also for JSON that is nested too deep."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
