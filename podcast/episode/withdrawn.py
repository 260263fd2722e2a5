"""Find episodes whose posts are not public any more, warn of them, and take them down."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from podcast import digest
from podcast.digest import Head, Hidden
from podcast.digest.shelf import Index, Shelf, shelf
from podcast.episode import catalogue, manifest
from podcast.errors import FeedError
from podcast.lib.atomic import make_folder
from podcast.lib.progress import Reporter
from podcast.model import SCRIPT_FILE
from podcast.show.config import Show

_DATE_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_ ]*")
_BUNDLES = ("index", "_index", "readme")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An episode whose post is not public."""

    date: str
    hidden: Hidden
    """The post, with the reason why it is not public."""

    def as_line(self) -> str:
        """Return place, message and remedy as one line."""
        return f"{self.hidden.place}: {self.message}; {self.remedy}"

    @property
    def message(self) -> str:
        """The message about what is wrong."""
        return f"the post of the episode {self.date} {self.hidden.why}"

    @property
    def remedy(self) -> str:
        """The advice about what to do."""
        return (
            f"take the episode down with `podcast publish --drop`, or make the post public "
            f"({self.hidden.remedy})"
        )


def withdrawn(
    show: Show, today: date | None = None, posts: Mapping[str, str] | None = None
) -> tuple[Withdrawn, ...]:
    """Return the episodes whose posts are not public on a day, newest first.

    `today` is by default the present day. `posts` holds, by the date of each episode to check, the
    path of its post as in the manifest; by default all episodes are checked. A post that does not
    exist any more does not count as hidden, unless it was moved into a folder of drafts, or all
    posts of its date are hidden.
    """
    all_posts = shelf(show, today)
    posts_by_date = _posts_by_date(show) if posts is None else posts
    return tuple(_find_withdrawn(show, all_posts, posts_by_date))


def tell_withdrawn(show: Show, report: Reporter, today: date | None = None) -> None:
    """Warn of each episode whose post is not public."""
    for each in withdrawn(show, today):
        report.warn(each.as_line())


def take_down(show: Show, episodes: Iterable[Withdrawn]) -> tuple[Path, ...]:
    """Move the episodes of hidden posts to `preview/`, as `take_days_down` does."""
    return take_days_down(show, {each.date for each in episodes})


def take_days_down(show: Show, dates: Collection[str]) -> tuple[Path, ...]:
    """Move episodes from `episodes/` to `preview/`, so that no edited script is deleted.

    The script of an earlier preview is kept under another name. Returns the paths of such scripts.
    Raises FeedError when no episode would be left, because a feed needs one.
    """
    dates = set(dates)
    if dates and dates >= {path.parent.name for path in manifest.paths(show.episodes)}:
        raise FeedError(
            f"{show.episodes}: no episode would be left, and a feed needs one; build another "
            "one first"
        )
    scripts = (_move(show.folder(day), show.as_preview().folder(day)) for day in sorted(dates))
    return tuple(path for path in scripts if path)


def taken_down(show: Show, today: date | None = None) -> frozenset[str]:
    """Return the dates of episodes that were taken down and whose posts are still not public."""
    previews = show.as_preview()
    episodes = [manifest.load(previews.folder(day) / manifest.FILE_NAME) for day in moved(show)]
    posts = {episode.date: episode.post.path for episode in episodes}
    return frozenset(each.date for each in withdrawn(show, today, posts))


def moved(show: Show) -> frozenset[str]:
    """Return the dates with a preview but without an episode."""
    here, previews = (
        {path.parent.name for path in manifest.paths(folder)}
        for folder in (show.episodes, show.as_preview().episodes)
    )
    return frozenset(previews - here)


def guids_of(show: Show, dates: Iterable[str]) -> dict[str, str]:
    """Return the dates by the guids that the feed uses for their episodes."""
    return {show.episode_guid(day): day for day in dates}


def way_out(show: Show, day: str, option: str = "") -> str:
    """Return what to do about an episode of which files are missing.

    An episode of a hidden post cannot be built; perhaps a run that took it down was killed.
    """
    post = manifest.load(show.folder(day) / manifest.FILE_NAME).post.path
    hidden = withdrawn(show, None, {day: post})
    return f"run `podcast {'publish --drop' if hidden else f'build {day}{option}'}`"


def _posts_by_date(show: Show) -> dict[str, str]:
    facts = catalogue.read(show.episodes, show.cache).facts
    return {day: json.loads(value)["post"]["path"] for day, value in facts.items()}


def _find_withdrawn(
    show: Show, all_posts: Shelf, posts_by_date: Mapping[str, str]
) -> Iterator[Withdrawn]:
    paths = {day: Path(os.path.normpath(show.root / name)) for day, name in posts_by_date.items()}
    missing = {day for day, path in paths.items() if not path.is_file()}
    index = all_posts.index() if missing and show.posts.is_dir() else Index()
    drafts = [each for each in _all(index) if each.in_drafts] if missing else []
    for day, path in paths.items():
        if day in missing:
            heads = _moved_to_drafts(path, day, all_posts, drafts) or _hidden_of_day(
                day, all_posts, index
            )
        else:
            heads = [digest.head(path, show.posts)]
        for reason in [reason for head in heads for reason in all_posts.hidden(head)][:1]:
            yield Withdrawn(day, reason)


def _all(index: Index) -> Iterator[Head]:
    yield from index.undated
    for heads in index.dated.values():
        yield from heads


def _moved_to_drafts(path: Path, day: str, all_posts: Shelf, drafts: Iterable[Head]) -> list[Head]:
    """Return the drafts with the name of a post, with or without its date."""
    name = _name(path)
    bare = _DATE_BEFORE.sub("", name)
    return [
        head
        for head in drafts
        if _name(head.path) == name
        or (
            bare
            and _DATE_BEFORE.sub("", _name(head.path)) == bare
            and _may_be_of(head, day, all_posts)
        )
    ]


def _may_be_of(head: Head, day: str, all_posts: Shelf) -> bool:
    own = head.day(all_posts.zone)
    return own is None or own.isoformat() == day


def _hidden_of_day(day: str, all_posts: Shelf, index: Index) -> list[Head]:
    """Return the posts of a day if all of them are hidden, else an empty list."""
    heads = index.dated.get(date.fromisoformat(day), [])
    return heads if all(all_posts.hidden(each) for each in heads) else []


def _name(path: Path) -> str:
    """Return the name of a post: of its file without suffix, or of its folder for `index.md`."""
    return path.parent.name if path.stem.lower() in _BUNDLES else path.stem


def _move(old: Path, new: Path) -> Path | None:
    """Move the files of a folder, the manifest last, so that a killed run can be completed.

    Returns the path under which an earlier preview's script is kept, if any. The script of the
    episode is moved only once, so a second run does not take it for a preview's script.
    """
    make_folder(new)
    script = _set_aside(old / SCRIPT_FILE, new / SCRIPT_FILE)
    for path in sorted(old.iterdir(), key=lambda path: path.name == manifest.FILE_NAME):
        path.replace(new / path.name)
    old.rmdir()
    return script


def _set_aside(new: Path, old: Path) -> Path | None:
    """Rename an old script that differs from the new script; return its new path."""
    if not (new.is_file() and old.is_file()) or new.read_bytes() == old.read_bytes():
        return None
    names = (old.with_stem(f"{old.stem}.{number}") for number in count(1))
    free = next(path for path in names if not path.exists())
    return old.rename(free)
