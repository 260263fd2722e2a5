"""The values in files for nightly runs: when a run starts, and which paths and branch start it."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from podcast.lib import checkout
from podcast.show.config import Show

AT = time(7, 17)
"""When a run starts, in the show's time zone: not at the full hour, when many jobs begin."""
WATCHED_AT = time(9, 47)
"""When the watchdog looks whether there is an episode of the day, and else runs again: late enough
for a run that took two hours to have ended."""

_PLAIN = re.compile(r"[\w./*-]+")
"""Matches a pattern for paths that means the same in show.yaml and to GitHub."""
_ANY_WINTER, _ANY_SUMMER = datetime(2026, 1, 15), datetime(2026, 7, 15)  # noqa: DTZ001 -- below


def words(show: Show) -> dict[str, str]:
    """Return the values of the `@NAME@` fields that depend on the show."""
    return {
        "BRANCH": json.dumps(_escaped(checkout.branch(show.root)), ensure_ascii=False),
        "PATHS": json.dumps(list(_paths(show)), ensure_ascii=False),
        "POSTS": one_line(_posts(show) or f"{os.path.relpath(show.posts, show.root)}/"),
        "FEED": json.dumps(show.url("feed.xml")),
        "CRON": _cron(show.zone, AT),
        "WHEN": _when(show.zone, show.timezone, AT),
        "WATCHED_CRON": _cron(show.zone, WATCHED_AT),
        "WATCHED_WHEN": _when(show.zone, show.timezone, WATCHED_AT),
    }


def _paths(show: Show) -> tuple[str, ...]:
    """Return patterns for the files of the repository whose change starts a run.

    A post outside the show's folder starts no run, but waits for the schedule.
    """
    posts = _posts(show)
    below = (_escaped(posts) + _pattern(show),) if posts is not None else ()
    return (*below, "episodes/*/script.md", "show.yaml", "voices.yaml")


def _posts(show: Show) -> str | None:
    """Return the folder of the posts with a final slash, or None if outside the show's folder."""
    below = os.path.relpath(show.posts, show.root).replace(os.sep, "/")
    if below == ".":
        return ""
    return None if below.startswith("../") or below == ".." else f"{below}/"


def one_line(name: str) -> str:
    """Return a text without the characters that may not stand in a comment."""
    return "".join(char for char in name if char.isprintable())


def _pattern(show: Show) -> str:
    """Return a pattern for the digests below the posts, or `**` if GitHub reads it differently."""
    path = show.digests.path or ""
    from_above = path.startswith(f"{show.posts.name}/")  # or a folder of that name below the posts
    if from_above or not _PLAIN.fullmatch(path):
        return "**"
    return path.replace("*", "**") if "/" in path else f"**/{path}"


def _escaped(name: str) -> str:
    """Return a name as a pattern of GitHub that matches only the name."""
    return re.sub(r"([\\*?+\[\]!])", r"\\\1", name)


def _cron(zone: ZoneInfo, at: time) -> str:
    """Return the cron line for a time in UTC, without summer time, which cron does not have."""
    begin = datetime.combine(_ANY_WINTER.date(), at) - _standard(zone)
    return f"{begin.minute} {begin.hour} * * *"


def _when(zone: ZoneInfo, name: str, at: time) -> str:
    standard = _standard(zone)
    later = max(_offsets(zone)) - standard
    if not later:
        return f"{at:%H:%M} in {name}"
    summer = datetime.combine(_ANY_SUMMER.date(), at) + later
    return f"{at:%H:%M} in {name}, {summer:%H:%M} in summer"


def _standard(zone: ZoneInfo) -> timedelta:
    return min(_offsets(zone))


def _offsets(zone: ZoneInfo) -> tuple[timedelta, ...]:
    moments = (each.replace(tzinfo=zone).utcoffset() for each in (_ANY_WINTER, _ANY_SUMMER))
    return tuple(each or timedelta() for each in moments)
