"""An episode in the blog: the block in its post's front matter, or a data file beside the posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from podcast.embed import datafile, held
from podcast.embed.post import embed, fault, refuse_unfit_post, take_out
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError
from podcast.show.config import Show

__all__ = [
    "Done", "WantedEpisodes", "data_path", "embed", "faults", "refuse_unfit_post", "run",
    "take_out",
]  # fmt: skip

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class WantedEpisodes:
    """What a person wants done: for one date, the newest episode (None), or every one."""

    day: date | None = None
    everything: bool = False
    remove: bool = False
    data: Path | None = None
    """The data file to write instead; its folder need not exist."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run has done."""

    paths: tuple[Path, ...]
    """The files that are as they should be now."""
    faults: tuple[str, ...] = ()
    """A line for each post that is as it was, because it cannot be changed."""


def data_path(show: Show, given: Path | None) -> Path | None:
    """Return the data file that is meant: an option without its value is the show's own."""
    if given is None or given.name:
        return given
    return show.root / datafile.DEFAULT


def run(show: Show, wish: WantedEpisodes) -> Done:
    """Do it, oldest post first; a post that cannot be changed does not keep others from it.

    Raises FeedError when there is no such episode, nor, with `remove`, a post that has its block.
    """
    if wish.data:
        return Done((datafile.write(show, manifest.load_all(show.episodes), wish.data),))
    if wish.remove:
        return _each(_to_clear(show, wish), take_out)
    return _each(_chosen(show, wish), lambda episode: embed(show, episode))


def faults(show: Show, wish: WantedEpisodes) -> tuple[str, ...]:
    """Return a line for each post, or for the data file, that does not say what it should."""
    if wish.data:
        found = [datafile.fault(show, manifest.load_all(show.episodes), wish.data)]
    else:
        left = _left_behind(show, wish)
        found = [] if left and wish.day else [fault(show, each) for each in _chosen(show, wish)]
        found += [each.left_behind() for each in left]
    return tuple(line for line in found if line)


def _each(things: Iterable[_Thing], change: Callable[[_Thing], Path]) -> Done:
    paths: list[Path] = []
    refused: list[str] = []
    for thing in things:
        try:
            paths.append(change(thing))
        except FeedError as error:
            refused.append(str(error))
    return Done(tuple(paths), tuple(refused))


def _chosen(show: Show, wish: WantedEpisodes) -> tuple[Episode, ...]:
    if wish.everything:
        return manifest.load_all(show.episodes)[::-1]
    return (manifest.find(show.episodes, wish.day),)


def _left_behind(show: Show, wish: WantedEpisodes) -> list[held.Held]:
    """Return the posts with the block of an episode that is not here."""
    here = {path.parent.name for path in manifest.paths(show.episodes)}
    wanted = str(wish.day) if wish.day else None
    return [
        each
        for each in held.find(show)
        if each.date not in here and (wish.everything or each.date == wanted)
    ]


def _to_clear(show: Show, wish: WantedEpisodes) -> tuple[Path, ...]:
    """Return the posts that are to be without the block: by manifests, and by what they hold.

    An episode that was taken down has no manifest here, and a post may have moved since.
    """
    known = {path.parent.name for path in manifest.paths(show.episodes)}
    here = wish.everything or wish.day is None or str(wish.day) in known
    episodes = _chosen(show, wish) if here else ()
    dates = {each.date for each in episodes} if here else {str(wish.day)}
    blocks = [each for each in held.find(show) if wish.everything or each.date in dates]
    if not here and not blocks:
        raise FeedError(
            f"{show.posts}: no post has the player of {wish.day}, and there is no such episode; "
            "name another date"
        )
    moved = {each.date for each in blocks}
    posts = [(show.root / each.post.path, each.date) for each in episodes]
    paths = [path for path, day in posts if path.is_file() or day not in moved]
    paths += [each.path for each in blocks]
    return tuple({path.resolve(): path for path in reversed(paths)}.values())[::-1]
