"""Read dates as people write them: in front matter, in file names, on a command line.

A date without a time means midnight. A time without a zone is in the show's time zone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast.errors import DigestError

_DAY = (
    r"(?:(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"|\s*年\s*(?P<month2>\d{1,2})\s*月\s*(?P<day2>\d{1,2})\s*[日号]?"
    r"|(?P<month3>\d\d)(?P<day3>\d\d))"
    r"|(?:[A-Za-z]{3,9},?\s+)?(?P<day4>\d{1,2})\s+(?P<name4>[A-Za-z]{3,9})\.?,?\s+(?P<year4>\d{4})"
    r"|(?P<name5>[A-Za-z]{3,9})\.?\s+(?P<day5>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year5>\d{4}))"
)
"""Matches 2026-3-5, 2026/03/05, 2026.3.5; 2026年3月5日; 20260305; 5 Mar 2026; March 5, 2026."""
_WEEKDAY = r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
_TIME = (
    r"(?:(?:[Tt]|\s+|(?<=[日号]))\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<offset>Z|z|UTC|GMT|[-+]\d{1,2}(?::?\d\d)?)?"
    r"\s*\[?(?P<zone>[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/+-]+)?\]?)?"
)
_DATE = re.compile(_DAY + _WEEKDAY + _TIME, re.ASCII)
_DAY_ALONE = re.compile(_DAY, re.ASCII)
_OFFSET = re.compile(r"([-+])(\d{1,2}):?(\d\d)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AGO = {"today": 0, "yesterday": 1, "今天": 0, "昨天": 1}

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_IN_NAME = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        # A month or a day may have one digit only at the beginning of the name, because
        # home-assistant-2026.3.1 is a version.
        rf"^{_YEAR}(?P<s>[-_. ])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d|\.\d)",
        rf"(?<![0-9A-Za-z.]){_YEAR}(?P<s>[_.])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d|\.\d)",
        # not within a longer number, nor after one: 010-20260305 is a telephone number
        rf"(?<![0-9A-Za-z.])(?<!\d-){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?!\d|\.\d|-\d{{4}})",
        rf"(?<!\d){_YEAR}年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]?(?!\d)",
    )
)
_IN_FOLDERS = re.compile(
    rf"(?:^|/){_YEAR}(?:/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?:/[^/]+)?"
    r"|[/-](?P<m2>\d\d)[/-](?P<d2>\d\d)(?:/[^/]+)?"
    r"|/(?P<m3>\d\d)-(?P<d3>\d\d)(?:[-_. ][^/]*)?)$",
    re.ASCII,
)
"""Matches 2026/03/05/x, 2026/03/05, 2026-03/05, 2026/03-05-x; not 2026/03/10-best-tools."""
_BUNDLES = {"index", "_index", "readme"}
"""The names of files whose folder has the name of the post."""
_FOLDERS = 3
"""How many folders above a file may hold its date."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as a person typed it: a fixed date, or a number of days before today."""

    fixed: date | None
    ago: int = 0

    def on(self, today: date) -> date:
        """Return the date, given the date of today."""
        return self.fixed or today - timedelta(days=self.ago)


def parse_day(text: str) -> Day:
    """Return the date that a person typed.

    Raises DigestError unless it is like 2026-02-06, 2026/2/6, 2026.02.06, 20260206, today or
    yesterday.
    """
    if text.lower() in _AGO:
        return Day(None, _AGO[text.lower()])
    match = _DAY_ALONE.fullmatch(text)
    day = _calendar(match) if match else None
    if day is None:
        raise DigestError(f"`{text[:40]}` is no date; write one like 2026-02-06, or today")
    return Day(day)


def read_date(text: str, zone: ZoneInfo) -> datetime | None:
    """Read a date of front matter as a time in `zone`; return None for an invalid date."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    day = _calendar(match) if match else None
    if match is None or day is None:
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    try:
        own_zone = _zone(match["offset"], match["zone"], zone)
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=own_zone)
        return moment.astimezone(zone)
    except (ValueError, OverflowError, KeyError, OSError):  # a 25th hour, the zone Here/There
        return None


def date_in_name(path: Path) -> date | None:
    """Return the date in a file's name, else in the names of its folders, or None.

    Names may hold 2026-03-05-x, 2026-3-5-x, 2026.03.05, 2026_03_05, 20260305, 2026年3月5日; folders
    may be 2026/03/05, or 2026-03-05 around an `index.md`.
    """
    in_name = _in_name(path.stem)
    if in_name:
        return in_name
    match = _IN_FOLDERS.search("/".join((*path.parent.parts[-_FOLDERS:], path.stem)))
    if match:
        month, day = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in "md")
        return _date(match["y"], month, day)
    return _in_name(path.parent.name) if path.stem.lower() in _BUNDLES else None


def _in_name(name: str) -> date | None:
    for pattern in _IN_NAME:
        for match in pattern.finditer(name):
            day = _date(match["y"], match["m"], match["d"])
            if day:
                return day
    return None


def _calendar(match: re.Match[str]) -> date | None:
    """Return the date of a match, or None for a date that does not exist."""
    year = match["year"] or match["year4"] or match["year5"]
    name = match["name4"] or match["name5"]
    if name:
        months = [place for place, month in enumerate(_MONTHS, 1) if name.lower().startswith(month)]
        return _date(year, months[0], match["day4"] or match["day5"]) if months else None
    month, day = (
        match[part] or match[f"{part}2"] or match[f"{part}3"] for part in ("month", "day")
    )
    return _date(year, month, day)


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # a 13th month, the year 0
        return None


def _zone(offset: str | None, name: str | None, zone: ZoneInfo) -> tzinfo:
    if offset is None:
        return ZoneInfo(name) if name else zone
    match = _OFFSET.fullmatch(offset)
    if match is None:
        return UTC
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-ahead if match[1] == "-" else ahead)
