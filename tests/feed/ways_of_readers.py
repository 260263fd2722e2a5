"""How readers write what a feed says, made the way in which it is written here."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(UTC)


def moment_of_mail(text: str) -> datetime:
    return parsedate_to_datetime(text).astimezone(UTC)


def moment_of_tuple(parts: Any) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(parts), UTC)


def moment_of_seconds(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def chapters_of_notes(html: str) -> list[tuple[str, str]]:
    """Return what Apple and Spotify make chapters of."""
    found = re.findall(r"<p>(\d\d:\d\d:\d\d) (.*?)</p>", html)
    return [(clock, unescape(title)) for clock, title in found]


def links_of_notes(html: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'<a href="([^"]*)"', html)]


def milliseconds(starts: list[str]) -> list[int]:
    return [round(_span(*map(float, start.split(":"))) * 1000) for start in starts]


def _span(hours: float, minutes: float, seconds: float) -> float:
    return hours * 3600 + minutes * 60 + seconds


def spans(starts: list[timedelta]) -> list[int]:
    return [round(start / timedelta(milliseconds=1)) for start in starts]


def types(types: list[str]) -> list[str]:
    """Undo partytime's name for SubRip; the feed has the one of the podcast namespace."""
    return [{"application/srt": "application/x-subrip"}.get(kind, kind) for kind in types]


def lower(words: list[str]) -> list[str]:
    return [word.lower() for word in words]
