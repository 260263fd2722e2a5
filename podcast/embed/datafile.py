"""Write all episodes into one YAML file that a blog reads as data, so that no post is changed.

Jekyll reads `_data/podcast.yml` as `site.data.podcast`, Hexo `source/_data/podcast.yml`, Hugo
`data/podcast.yaml`. Keys are dates. A theme recognises a post by the end of its path (`post`),
because blogs compute dates in time zones of their own, and two posts may have the same date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from podcast.embed.block import Fields
from podcast.embed.post import fields
from podcast.episode.manifest import Episode
from podcast.errors import FeedError, at
from podcast.lib.atomic import write_text
from podcast.show.config import Show

DEFAULT = Path("_data/podcast.yml")
"""The default data file, relative to the show's folder."""
_ALIKE = {"index", "_index"}
_SUFFIXES = (".yml", ".yaml")
_HEAD = "# Written by `podcast embed --data`, which overwrites what is changed here.\n"


def render(show: Show, episodes: Iterable[Episode]) -> str:
    """Return the text of the data file, newest episode first."""
    return _HEAD + "".join(entry(each.date, _values(show, each)) for each in episodes)


def write(show: Show, episodes: Iterable[Episode], path: Path) -> Path:
    """Write the data file in one step; return its path.

    Raises FeedError when the name is not that of a YAML file, or the file cannot be written.
    """
    if path.suffix not in _SUFFIXES:
        raise FeedError(f"{path}: a data file is YAML; name it like `{DEFAULT}`")
    try:
        write_text(path, render(show, episodes))
    except OSError as error:
        raise FeedError(f"{at(path)}: cannot be written: {error.strerror}") from error
    return path


def fault(show: Show, episodes: Iterable[Episode], path: Path) -> str | None:
    """Return what is wrong with a data file, or None when it is up to date."""
    try:
        right = path.read_bytes() == render(show, episodes).encode()
    except OSError as error:
        return f"{at(path)}: cannot be read: {error.strerror}; run `podcast embed --data {path}`"
    return None if right else f"{path}: is of another state; run `podcast embed --data {path}`"


def entry(date: str, values: Fields) -> str:
    """Return one episode's part of the file."""
    rows = (f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"{json.dumps(date)}:\n{''.join(rows)}"


def _values(show: Show, episode: Episode) -> Fields:
    return {"post": _name(PurePosixPath(episode.post.path)), **fields(show, episode)}


def _name(post: PurePosixPath) -> str:
    """Return the end of a post's path: its file name, with the folder before an `index`."""
    return "/".join(post.parts[-2:]) if post.stem in _ALIKE else post.name
