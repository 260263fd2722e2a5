"""Index all posts of a show by date, public or not, as they stand on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast import digest
from podcast.digest import Head, Hidden
from podcast.errors import DigestError
from podcast.show.parts import Digests
from podcast.show.settings import EPISODES, PREVIEW, Show

_NEAREST = 3
EVERY_POST = Digests()
"""The conditions of a show without `digests`: every post may be a digest."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of the posts, and the settings on which the choice of a post depends."""

    posts: Path
    zone: ZoneInfo
    today: date
    digests: Digests = EVERY_POST
    apart: tuple[Path, ...] = ()
    """The folders that are skipped, as they hold no posts."""

    def hidden(self, head: Head) -> tuple[Hidden, ...]:
        """Return the reasons why a post is not public; empty for a public post."""
        return digest.hidden(head, head.day(self.zone), self.zone, self.today)

    def index(self) -> Index:
        """Read all posts' front matter. Raises DigestError when the folder is missing."""
        if not self.posts.is_dir():
            message = f"{self.posts}: no such folder; make it or correct `posts` in show.yaml"
            raise DigestError(message)
        index = Index()
        for head in digest.heads(self.posts, self.apart):
            day = head.day(self.zone)
            if day is None:
                index.undated.append(head)
            else:
                index.dated.setdefault(day, []).append(head)
        return index

    def missing(self, day: date | None, index: Index) -> str:
        """Return the error message for a date, or a folder, without a post."""
        message = f"{self.posts}: no post for {day}" if day else f"{self.posts}: no post"
        near = self._nearest(day, index) if day else []
        if near:
            days = ", ".join(map(str, near))
            message += f"; the nearest: {days}; name one of these, or write the post"
        for fault in self._faults(index):
            message += f"; not counted: {fault}"
        if message.endswith(("no post", str(day))):
            message += "; write one there, named like 2026-02-06-title.md"
        return message

    def _nearest(self, wanted_day: date, index: Index) -> list[date]:
        """Return the nearest dates with a public post."""
        by_distance = sorted(index.dated, key=lambda day: (abs((day - wanted_day).days), day))
        public = (
            day for day in by_distance if not all(self.hidden(head) for head in index.dated[day])
        )
        return sorted(islice(public, _NEAREST))

    def _faults(self, index: Index) -> Iterator[str]:
        """Yield the error of the first post without a valid date, if any; drafts need no date."""
        for head in [each for each in index.undated if not self.hidden(each)][:1]:
            try:
                # read the whole post: it may be empty, not UTF-8, or lack the closing fence
                digest.load(head.path, self.zone)
            except DigestError as error:
                yield str(error)


@dataclass(frozen=True, slots=True)
class Index:
    """The posts of each date, and the posts without a date."""

    dated: dict[date, list[Head]] = field(default_factory=dict)
    undated: list[Head] = field(default_factory=list)


def shelf(show: Show, today: date | None = None) -> Shelf:
    """Return the posts of a show as they stand on a day, by default today in the show's zone."""
    apart = (show.root / EPISODES, show.root / PREVIEW)
    return Shelf(show.posts, show.zone, today or today_in(show.zone), show.digests, apart)


def today_in(zone: ZoneInfo) -> date:
    """Return the current date in a time zone."""
    return datetime.now(zone).date()
