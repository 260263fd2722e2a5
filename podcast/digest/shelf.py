"""All the posts of a show by date, public or not, and the day on which they are looked at."""

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
"""What a show asks for that does not say which of its posts are digests."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the posts are, and what the choice among them depends on."""

    posts: Path
    zone: ZoneInfo
    today: date
    digests: Digests = EVERY_POST
    apart: tuple[Path, ...] = ()
    """Folders that hold no posts."""

    def hidden(self, head: Head) -> tuple[Hidden, ...]:
        """Return why a post is not public; nothing when it is."""
        return digest.hidden(head, head.day(self.zone), self.zone, self.today)

    def index(self) -> Index:
        """Look at all files. Raises DigestError when the folder is missing."""
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

    def missing(self, wanted: date | None, index: Index) -> str:
        """Return the message about a date, or a folder, without a post."""
        message = f"{self.posts}: no post" + (f" for {wanted}" if wanted else "")
        near = self._nearest(wanted, index) if wanted else []
        if near:
            message += f"; the nearest: {', '.join(map(str, near))}"
        for fault in self._faults(index):
            message += f"; not counted: {fault}"
        if message.endswith(("no post", str(wanted))):
            message += "; write one there, named like 2026-02-06-title.md"
        return message

    def _nearest(self, wanted: date, index: Index) -> list[date]:
        """Return the dates around one that have a post which is public."""
        by_distance = sorted(index.dated, key=lambda day: (abs((day - wanted).days), day))
        public = (
            day for day in by_distance if not all(self.hidden(head) for head in index.dated[day])
        )
        return sorted(islice(public, _NEAREST))

    def _faults(self, index: Index) -> Iterator[str]:
        """Yield what is wrong with the first post that has no date; a draft needs none."""
        for head in [each for each in index.undated if not self.hidden(each)][:1]:
            try:
                # the whole post: it may be empty, not UTF-8, or never end its head
                digest.load(head.path, self.zone)
            except DigestError as error:
                yield str(error)


@dataclass(frozen=True, slots=True)
class Index:
    """The posts of each date, and the files that have none."""

    dated: dict[date, list[Head]] = field(default_factory=dict)
    undated: list[Head] = field(default_factory=list)


def shelf(show: Show, today: date | None = None) -> Shelf:
    """Return the posts of a show as they stand on a day (None: now, in the show's zone)."""
    apart = (show.root / EPISODES, show.root / PREVIEW)
    return Shelf(show.posts, show.zone, today or today_in(show.zone), show.digests, apart)


def today_in(zone: ZoneInfo) -> date:
    """Return the date that it is in a show's zone."""
    return datetime.now(zone).date()
