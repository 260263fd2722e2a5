"""Rules for dates: they follow RFC 2822, have an offset, are valid, not future, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from podcast.lint.model import Fault, Feed, FeedItem, Rule, of_items
from podcast.lint.names import child, children, text, value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE = re.compile(
    rf"(?:({'|'.join(_DAYS)}),\s+)?(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\s+"
    r"(\d{2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4}|[A-Za-z]+)",
    re.ASCII,
)
_ZONES = {
    "UT": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
"""The offset from UTC, in hours, of each obsolete zone name (RFC 2822, 4.3)."""
_PLAIN = {"UT", "GMT"}
_SLACK = timedelta(minutes=5)
"""The tolerance for a future date, as clocks differ."""


def read(rfc_date: str) -> datetime | None:
    """Return a date of RFC 2822 (section 3.3), or None when it is not a valid date."""
    match = _DATE.fullmatch(rfc_date)
    offset = _offset(match[8]) if match else None
    if not match or offset is None:
        return None
    day, month, year = int(match[2]), _MONTHS.index(match[3]) + 1, int(match[4])
    hour, minute, second = int(match[5]), int(match[6]), min(int(match[7] or 0), 59)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError:
        return None


def _offset(zone: str) -> timedelta | None:
    if zone.upper() in _ZONES:
        return timedelta(hours=_ZONES[zone.upper()])
    if zone[0] not in "+-":
        return None
    hours, minutes = int(zone[1:3]), int(zone[3:])
    if hours >= 24 or minutes >= 60:  # noqa: PLR2004 -- hours of a day, minutes of an hour
        return None
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def published(item: FeedItem) -> datetime | None:
    """Return the date of publication of an item, or None."""
    return read(text(item.element, "pubDate"))


def _dates(feed: Feed) -> Iterator[tuple[Any, str]]:
    """Yield every element that holds a date, with the date."""
    for name in ("pubDate", "lastBuildDate"):
        yield from ((element, value(element)) for element in children(feed.channel, name))
    for element in children(feed.channel, "podcast:trailer"):
        if "pubdate" in element.attrib:  # another rule finds a missing attribute
            yield element, element.get("pubdate").strip()
    for item in feed.items:
        yield from ((element, value(element)) for element in children(item.element, "pubDate"))


def _form(feed: Feed) -> Iterator[Fault]:
    for element, date in _dates(feed):
        if read(date) is None:
            yield Fault(f'"{date}" is no date', element)


def _zone(feed: Feed) -> Iterator[Fault]:
    for element, date in _dates(feed):
        match = _DATE.fullmatch(date)
        if match and match[8][0] not in "+-" and match[8] not in _PLAIN:
            yield Fault(f"the zone is named: {match[8]}", element)


def _weekday(feed: Feed) -> Iterator[Fault]:
    for element, date in _dates(feed):
        match, when = _DATE.fullmatch(date), read(date)
        if match and when and match[1] and match[1] != _DAYS[when.weekday()]:
            yield Fault(f"{when:%d %b %Y} is a {_DAYS[when.weekday()]}, not {match[1]}", element)


def _future(feed: Feed) -> Iterator[Fault]:
    for element, date in _dates(feed):
        when = read(date)
        if when and when > feed.now + _SLACK:
            yield Fault(f"{date} has not come yet", element)


def _missing(item: FeedItem) -> Iterator[Fault]:
    if not text(item.element, "pubDate"):
        yield Fault("there is no <pubDate>", item.element)


def _order(feed: Feed) -> Iterator[Fault]:
    """Find items below older items; a serial show may begin with its first episode."""
    if text(feed.channel, "itunes:type") == "serial":
        return
    dated = [(item, when) for item in feed.items if (when := published(item))]
    for (_, above), (item, below) in pairwise(dated):
        if below > above:
            yield Fault("the item is newer than the one above it", child(item.element, "pubDate"))


RULES = (
    Rule(
        "date-form", "error", "RSS 2.0; RFC 2822, section 3.3; Apple",
        "dates are of RFC 2822, with hour, minute and offset",
        "write one such as Fri, 06 Feb 2026 08:00:00 +0800", _form,
    ),
    Rule(
        "date-zone", "warn", "Apple; RFC 2822, section 4.3",
        "the offset is a number, or GMT",
        "write +0800: names of zones are read differently", _zone,
    ),
    Rule(
        "date-weekday", "warn", "RFC 2822, section 3.3; W3C feed validator",
        "the day of the week is that of the date",
        "write the right day, or leave it out", _weekday,
    ),
    Rule(
        "date-future", "warn", "Apple: an episode appears when its date comes",
        "no date is in the future",
        "publish the episode when its time has come", _future,
    ),
    Rule(
        "date-missing", "warn", "Apple; PSP-1, recommended",
        "an item has <pubDate>",
        "write when it was published", of_items(_missing),
    ),
    Rule(
        "date-order", "warn", "practice of apps that take the first item for the newest",
        "items stand newest first",
        "sort them by pubDate", _order,
    ),
)  # fmt: skip
