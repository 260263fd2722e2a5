"""`podcast init --with NAME`: files that make a show part of something else, such as a blog.

Each name is a folder of `podcast/data/with/`; what lies in it is written below the show's folder.
A file that is there already is a person's own and stays.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from podcast.atomic import write_bytes
from podcast.config import shipped
from podcast.errors import ConfigError, near
from podcast.progress import Reporter

EXTRAS = {
    "jekyll": "put {% include podcast_player.html %} into _layouts/post.html, above the content",
    "hexo": "posts with an episode show the player; see scripts/podcast.js for other places",
    "hugo": 'put {{ partial "podcast.html" . }} into the layout of posts, '
    "or {{< podcast >}} into a post",
}
"""What there is, and what remains to be done by hand."""


def write(folder: Path, names: Collection[str], report: Reporter) -> tuple[Path, ...]:
    """Write the files of `names` below `folder` and return those that were not there.

    Raises ConfigError for a name that there is not, and when a file cannot be written.
    """
    written: list[Path] = []
    for name in known(names):
        shelf = shipped("with", name)
        for source in sorted(path for path in shelf.rglob("*") if path.is_file()):
            path = folder / source.relative_to(shelf)
            if path.exists():
                report.warn(f"{path}: kept as it is; delete it to get the one that ships")
                continue
            try:
                write_bytes(path, source.read_bytes())
            except OSError as error:
                raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
            written.append(path)
        report.say(f"{name}: {EXTRAS[name]}")
    return tuple(written)


def known(names: Collection[str]) -> tuple[str, ...]:
    """Return the names once each, in order. Raises ConfigError for one that there is not."""
    for name in names:
        if name not in EXTRAS:
            there = ", ".join(sorted(EXTRAS))
            raise ConfigError(f"--with {name}: there is {there}{near(name, EXTRAS)}")
    return tuple(dict.fromkeys(names))
