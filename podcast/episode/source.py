"""The post of an episode, found by the path in its manifest, which may be a stranger's."""

from __future__ import annotations

import os
from pathlib import Path

from podcast import digest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError, at
from podcast.show.config import Show


def post_path(show: Show, path: str, day: str) -> Path:
    """Return the path of a post that a manifest names.

    It lies below the folder of the posts, or of drafts beside it; a file there may be a symbolic
    link. Raises FeedError for any other path.
    """
    post = _plain(show.root / path)
    homes = (show.posts, *digest.beside(show.posts))
    if not digest.is_post(post) or not any(post.is_relative_to(_plain(home)) for home in homes):
        raise FeedError(
            f"{at(show.folder(day))}: its manifest names {path!r}, which is no post below "
            f"{show.posts}; remove this folder, or run `podcast build {day}`"
        )
    return post


def refuse_stray_post(show: Show, episode: Episode) -> None:
    """Raise FeedError when the post that a manifest names is not one of the show's posts."""
    post_path(show, episode.post.path, episode.date)


def _plain(path: Path) -> Path:
    """Return a path in which `..` and what it leaves are gone, without a look at the disk."""
    return Path(os.path.normpath(path))
