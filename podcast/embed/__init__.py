"""An episode in the blog: the block in its post's front matter, or a data file beside the posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from podcast import manifest
from podcast.config import Show
from podcast.embed import datafile
from podcast.embed.post import embed, fault, refuse_unfit_post, take_out
from podcast.manifest import Episode

__all__ = ["Wish", "data_path", "embed", "faults", "refuse_unfit_post", "run", "take_out"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants done: for one date, the newest episode (None), or every one."""

    day: date | None = None
    everything: bool = False
    remove: bool = False
    data: Path | None = None
    """The data file to write instead; its folder need not exist."""


def data_path(show: Show, given: Path | None) -> Path | None:
    """Return the data file that is meant: an option without its value is the show's own."""
    if given is None or given.name:
        return given
    return show.root / datafile.DEFAULT


def run(show: Show, wish: Wish) -> tuple[Path, ...]:
    """Do it, oldest post first, and return the files that are as they should be now.

    Raises FeedError at the first post that cannot take the block; those before it have it.
    """
    if wish.data:
        return (datafile.write(show, manifest.load_all(show.episodes), wish.data),)
    change = take_out if wish.remove else embed
    return tuple(change(show, episode) for episode in _chosen(show, wish))


def faults(show: Show, wish: Wish) -> tuple[str, ...]:
    """Return a line for each post, or for the data file, that does not say what it should."""
    if wish.data:
        found = [datafile.fault(show, manifest.load_all(show.episodes), wish.data)]
    else:
        found = [fault(show, episode) for episode in _chosen(show, wish)]
    return tuple(line for line in found if line)


def _chosen(show: Show, wish: Wish) -> tuple[Episode, ...]:
    if wish.everything:
        return manifest.load_all(show.episodes)[::-1]
    return (manifest.find(show.episodes, wish.day),)
