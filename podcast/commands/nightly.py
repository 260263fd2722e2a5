"""When a nightly run is started, and by what: as a show's posts, zone and checkout ask for it."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from podcast.lib import checkout
from podcast.show.config import Show

AT = time(7, 17)
"""In the show's zone: an odd minute, as many jobs begin at the full hour."""

_PLAIN = re.compile(r"[\w./*-]+")
"""A pattern for files that means the same to GitHub."""
_ANY_WINTER, _ANY_SUMMER = datetime(2026, 1, 15), datetime(2026, 7, 15)  # noqa: DTZ001 -- below


def words(show: Show) -> dict[str, str]:
    """Return what the files of a nightly run say of the show."""
    return {
        "BRANCH": json.dumps(_escaped(checkout.branch(show.root)), ensure_ascii=False),
        "PATHS": json.dumps(list(_paths(show)), ensure_ascii=False),
        "POSTS": _one_line(_posts(show) or f"{os.path.relpath(show.posts, show.root)}/"),
        "CRON": _cron(show.zone),
        "WHEN": _when(show.zone, show.timezone),
    }


def _paths(show: Show) -> tuple[str, ...]:
    """Return the paths of the repository that an episode is made of.

    Posts that lie elsewhere come by the schedule alone.
    """
    posts = _posts(show)
    below = (_escaped(posts) + _pattern(show),) if posts is not None else ()
    return (*below, "episodes/*/script.md", "show.yaml", "voices.yaml")


def _posts(show: Show) -> str | None:
    """Return the folder of the posts with a slash; None when it is not within the show's."""
    below = os.path.relpath(show.posts, show.root).replace(os.sep, "/")
    if below == ".":
        return ""
    return None if below.startswith("../") or below == ".." else f"{below}/"


def _one_line(name: str) -> str:
    """Return a name as it may stand in a comment."""
    return "".join(char for char in name if char.isprintable())


def _pattern(show: Show) -> str:
    """Return which files below the posts are digests; all, where GitHub might mean others."""
    path = show.digests.path or ""
    from_above = path.startswith(f"{show.posts.name}/")  # or a folder of that name below the posts
    if from_above or not _PLAIN.fullmatch(path):
        return "**"
    return path.replace("*", "**") if "/" in path else f"**/{path}"


def _escaped(name: str) -> str:
    """Return a name as a pattern of GitHub's that means itself."""
    return re.sub(r"([\\*?+\[\]!])", r"\\\1", name)


def _cron(zone: ZoneInfo) -> str:
    """Return the time in UTC; a cron knows no summer time, so that of winter counts."""
    begin = datetime.combine(_ANY_WINTER.date(), AT) - _standard(zone)
    return f"{begin.minute} {begin.hour} * * *"


def _when(zone: ZoneInfo, name: str) -> str:
    standard = _standard(zone)
    later = max(_offsets(zone)) - standard
    if not later:
        return f"{AT:%H:%M} in {name}"
    summer = datetime.combine(_ANY_SUMMER.date(), AT) + later
    return f"{AT:%H:%M} in {name}, {summer:%H:%M} in summer"


def _standard(zone: ZoneInfo) -> timedelta:
    return min(_offsets(zone))


def _offsets(zone: ZoneInfo) -> tuple[timedelta, ...]:
    moments = (each.replace(tzinfo=zone).utcoffset() for each in (_ANY_WINTER, _ANY_SUMMER))
    return tuple(each or timedelta() for each in moments)
