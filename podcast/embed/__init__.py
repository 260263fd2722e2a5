"""Put episodes into the blog: a block in a post's front matter, or a data file beside the posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from podcast.embed import datafile, embedded
from podcast.embed.post import embed, fault, refuse_unfit_post, take_out
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.episode.source import post_path
from podcast.errors import FeedError
from podcast.show.config import Show

__all__ = [
    "Outcome", "WantedEpisodes", "data_path", "embed", "faults", "refuse_unfit_post", "run",
    "take_out",
]  # fmt: skip

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class WantedEpisodes:
    """The episodes to embed, and how: the episode of a date, without a date the newest, or all."""

    day: date | None = None
    everything: bool = False
    remove: bool = False
    data: Path | None = None
    """The data file to write instead of blocks; its folder is made if it does not exist."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run."""

    paths: tuple[Path, ...]
    """The files that are now up to date."""
    faults: tuple[str, ...] = ()
    """A line for each post that could not be changed."""


def data_path(show: Show, path: Path | None) -> Path | None:
    """Return the data file to write; an empty path stands for the show's default file."""
    if path is None or path.name:
        return path
    return show.root / datafile.DEFAULT


def run(show: Show, wish: WantedEpisodes) -> Outcome:
    """Change the posts, the oldest first; a post that cannot be changed does not stop the others.

    Raises FeedError when there is no such episode; with `remove`, only if no post has its block
    either.
    """
    if wish.data:
        return Outcome((datafile.write(show, manifest.load_all(show.episodes), wish.data),))
    if wish.remove:
        return _change_each(_to_clear(show, wish), take_out)
    return _change_each(_wanted_episodes(show, wish), lambda episode: embed(show, episode))


def faults(show: Show, wish: WantedEpisodes) -> tuple[str, ...]:
    """Return a line for each post, or for the data file, that is not up to date."""
    if wish.data:
        lines = [datafile.fault(show, manifest.load_all(show.episodes), wish.data)]
    else:
        left_posts = _without_episode(show, wish)
        lines = (
            []
            if left_posts and wish.day
            else [fault(show, each) for each in _wanted_episodes(show, wish)]
        )
        lines += [each.left_behind() for each in left_posts]
    return tuple(line for line in lines if line)


def _change_each(things: Iterable[_Thing], change: Callable[[_Thing], Path]) -> Outcome:
    paths: list[Path] = []
    failures: list[str] = []
    for thing in things:
        try:
            paths.append(change(thing))
        except FeedError as error:
            failures.append(str(error))
    return Outcome(tuple(paths), tuple(failures))


def _wanted_episodes(show: Show, wish: WantedEpisodes) -> tuple[Episode, ...]:
    if wish.everything:
        return manifest.load_all(show.episodes)[::-1]
    return (manifest.find(show.episodes, wish.day),)


def _without_episode(show: Show, wish: WantedEpisodes) -> list[embedded.EmbeddedPost]:
    """Return the posts with the block of an episode that does not exist here."""
    here = {path.parent.name for path in manifest.paths(show.episodes)}
    day = str(wish.day) if wish.day else None
    return [
        each
        for each in embedded.find(show)
        if each.date not in here and (wish.everything or each.date == day)
    ]


def _to_clear(show: Show, wish: WantedEpisodes) -> tuple[Path, ...]:
    """Return the posts whose block is to be removed, found by manifests and by their blocks.

    An episode that was taken down has no manifest, and a post may have moved since.
    """
    dates_here = {path.parent.name for path in manifest.paths(show.episodes)}
    here = wish.everything or wish.day is None or str(wish.day) in dates_here
    episodes = _wanted_episodes(show, wish) if here else ()
    dates = {each.date for each in episodes} if here else {str(wish.day)}
    blocks = [each for each in embedded.find(show) if wish.everything or each.date in dates]
    if not here and not blocks:
        raise FeedError(
            f"{show.posts}: no post has the player of {wish.day}, and there is no such episode; "
            "name another date"
        )
    dates_of_blocks = {each.date for each in blocks}
    posts = [(post_path(show, each.post.path, each.date), each.date) for each in episodes]
    paths = [path for path, day in posts if path.is_file() or day not in dates_of_blocks]
    paths += [each.path for each in blocks]
    return tuple({path.resolve(): path for path in reversed(paths)}.values())[::-1]
