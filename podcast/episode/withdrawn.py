"""Episodes of posts that are no longer public: found, told, and taken down."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from podcast import digest
from podcast.digest import Head, Hidden
from podcast.digest.shelf import Index, Shelf, shelf
from podcast.episode import catalogue, manifest
from podcast.errors import FeedError
from podcast.lib.progress import Reporter
from podcast.model import SCRIPT_FILE
from podcast.show.config import Show

_DATE_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_ ]*")
_BUNDLES = ("index", "_index", "readme")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An episode whose post was public once, or was never to be."""

    date: str
    hidden: Hidden
    """Why its post is not public."""

    def as_line(self) -> str:
        """Return what is the matter and what to do."""
        return f"{self.hidden.place}: {self.message}; {self.remedy}"

    @property
    def message(self) -> str:
        """What is the matter."""
        return f"the post of the episode {self.date} {self.hidden.why}"

    @property
    def remedy(self) -> str:
        """What to do."""
        return (
            f"take the episode down with `podcast publish --drop`, or make the post public "
            f"({self.hidden.remedy})"
        )


def withdrawn(
    show: Show, today: date | None = None, posts: Mapping[str, str] | None = None
) -> tuple[Withdrawn, ...]:
    """Return the episodes whose posts are not public on a day (None: now), newest first.

    `posts`: the posts of the episodes in question by date, as manifests name them (None: of all).
    A post that is gone is none of them, unless it has gone into a folder of drafts, or all posts of
    its date are hidden.
    """
    found = shelf(show, today)
    recorded = _recorded(show) if posts is None else posts
    return tuple(_withdrawn(show, found, recorded))


def tell_withdrawn(show: Show, report: Reporter, today: date | None = None) -> None:
    """Warn of each episode whose post is not public."""
    for each in withdrawn(show, today):
        report.warn(each.as_line())


def take_down(show: Show, episodes: Iterable[Withdrawn]) -> tuple[Path, ...]:
    """Move episodes out of `episodes/`, into `preview/`: an edited script is nobody's to delete.

    That of an earlier preview is kept beside the episode's; returned is where such scripts are.
    Raises FeedError when no episode would be left: a feed needs one.
    """
    dates = {each.date for each in episodes}
    if dates and dates >= {path.parent.name for path in manifest.paths(show.episodes)}:
        raise FeedError(
            f"{show.episodes}: no episode would be left, and a feed needs one; build another "
            "one first"
        )
    kept = (_move(show.folder(day), show.as_preview().folder(day)) for day in sorted(dates))
    return tuple(path for path in kept if path)


def taken_down(show: Show, today: date | None = None) -> frozenset[str]:
    """Return the dates of episodes that were moved, and whose posts are not public yet."""
    previews = show.as_preview()
    episodes = [manifest.load(previews.folder(day) / manifest.FILE_NAME) for day in moved(show)]
    posts = {episode.date: episode.post.path for episode in episodes}
    return frozenset(each.date for each in withdrawn(show, today, posts))


def moved(show: Show) -> frozenset[str]:
    """Return the dates of which there is a preview, but no episode."""
    here, previews = (
        {path.parent.name for path in manifest.paths(folder)}
        for folder in (show.episodes, show.as_preview().episodes)
    )
    return frozenset(previews - here)


def guids_of(show: Show, dates: Iterable[str]) -> dict[str, str]:
    """Return by which guid the feed names the episode of each date."""
    return {show.episode_guid(day): day for day in dates}


def way_out(show: Show, day: str, option: str = "") -> str:
    """Return what to do about an episode whose files are not all there.

    One of a hidden post cannot be built: taking it down may have been begun and not ended.
    """
    post = manifest.load(show.folder(day) / manifest.FILE_NAME).post.path
    hidden = withdrawn(show, None, {day: post})
    return f"run `podcast {'publish --drop' if hidden else f'build {day}{option}'}`"


def _recorded(show: Show) -> dict[str, str]:
    facts = catalogue.read(show.episodes, show.cache).facts
    return {day: json.loads(value)["post"]["path"] for day, value in facts.items()}


def _withdrawn(show: Show, found: Shelf, recorded: Mapping[str, str]) -> Iterator[Withdrawn]:
    paths = {day: Path(os.path.normpath(show.root / name)) for day, name in recorded.items()}
    gone = {day for day, path in paths.items() if not path.is_file()}
    index = found.index() if gone and show.posts.is_dir() else Index()
    drafts = [each for each in _all(index) if each.in_drafts] if gone else []
    for day, path in paths.items():
        if day in gone:
            heads = _moved(path, day, found, drafts) or _renamed(day, found, index)
        else:
            heads = [digest.head(path, show.posts)]
        for reason in [reason for head in heads for reason in found.hidden(head)][:1]:
            yield Withdrawn(day, reason)


def _all(index: Index) -> Iterator[Head]:
    yield from index.undated
    for heads in index.dated.values():
        yield from heads


def _moved(path: Path, day: str, found: Shelf, drafts: Iterable[Head]) -> list[Head]:
    """Return the draft that a post has become: by its name, with or without its date."""
    name = _name(path)
    bare = _DATE_BEFORE.sub("", name)
    return [
        head
        for head in drafts
        if _name(head.path) == name
        or (
            bare and _DATE_BEFORE.sub("", _name(head.path)) == bare and _may_be_of(head, day, found)
        )
    ]


def _may_be_of(head: Head, day: str, found: Shelf) -> bool:
    own = head.day(found.zone)
    return own is None or own.isoformat() == day


def _renamed(day: str, found: Shelf, index: Index) -> list[Head]:
    """Return the posts of a day when none of them is public."""
    heads = index.dated.get(date.fromisoformat(day), [])
    return heads if all(found.hidden(each) for each in heads) else []


def _name(path: Path) -> str:
    """Return what a post is called: its file without the ending, or the folder around `index`."""
    return path.parent.name if path.stem.lower() in _BUNDLES else path.stem


def _move(old: Path, new: Path) -> Path | None:
    """Move the files of a folder, the manifest last: while it is there, they can be moved on.

    Returns where an earlier preview's script is kept, if there was another one. What has been
    moved is no longer in the old folder, so that a second run does not take it for such a script.
    """
    new.mkdir(parents=True, exist_ok=True)
    kept = _set_aside(old / SCRIPT_FILE, new / SCRIPT_FILE)
    for path in sorted(old.iterdir(), key=lambda path: path.name == manifest.FILE_NAME):
        path.replace(new / path.name)
    old.rmdir()
    return kept


def _set_aside(coming: Path, there: Path) -> Path | None:
    """Give a script that is not the one that comes in its place a free name, and return that."""
    if not (coming.is_file() and there.is_file()) or coming.read_bytes() == there.read_bytes():
        return None
    names = (there.with_stem(f"{there.stem}.{number}") for number in count(1))
    free = next(path for path in names if not path.exists())
    return there.rename(free)
