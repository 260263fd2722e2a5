"""Whether an episode is as a finished run left it, so that the next run has nothing to make.

A run that ends without a warning notes what it was made of and what it left. While both are the
same, the next one loads neither voices nor sound nor pages.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from podcast import __version__
from podcast.episode import manifest
from podcast.episode.ledger import files_of, fingerprint, open_ledger, stamp
from podcast.episode.manifest import Episode
from podcast.model import SCRIPT_FILE, Digest
from podcast.show.config import SHOW_FILE, VOICES_FILE, Show

_LIBRARIES = (
    "edge-tts", "feedgen", "imageio-ffmpeg", "jinja2", "lxml", "mutagen", "numpy", "onnxruntime",
    "pillow", "pydub",
)  # fmt: skip
"""What decides bytes of an episode or of its pages."""


def ingredients(show: Show, post: Digest, *asked: object) -> str:
    """Return a fingerprint of what an episode is made of; `asked`: what the person said besides.

    Files are known by time and size, the post by all that was read in it. Call it before anything
    is made: what a person changes meanwhile must not be taken for what was used.
    """
    named = (show.cover, show.music.intro, show.music.sting, show.music.outro, show.music.bed)
    files = [
        *(path for path in named if path),
        *(show.root / name for name in (SHOW_FILE, VOICES_FILE)),
        *(_beside(post.path, image) for item in post.items for image in item.images),
        *_below(show.root / "templates"),
    ]
    return fingerprint(_program(), show, post, _stamps(files), asked)


def note(show: Show, day: date, made_of: str, script: str) -> None:
    """Remember that an episode and all that is public are finished; `script`: what was spoken.

    The caller holds the show's lock.
    """
    with open_ledger(show.cache, "made") as made:
        made.note(_manifest(show, day), _key(show, day, made_of, script.encode()))


def find(show: Show, day: date, made_of: str) -> Episode | None:
    """Return the episode of a day when it is made of the same, and nothing of it was touched."""
    path, script = _manifest(show, day), show.folder(day) / SCRIPT_FILE
    if not path.is_file() or not script.is_file():
        return None
    with open_ledger(show.cache, "made") as made:
        if not made.holds(path, _key(show, day, made_of, script.read_bytes())):
            return None
    return manifest.load(path)


def _manifest(show: Show, day: date) -> Path:
    return show.folder(day) / manifest.FILE_NAME


def _key(show: Show, day: date, made_of: str, script: bytes) -> str:
    """Return what is noted: the ingredients, the script's text, all other files by their stamps.

    Of other episodes only the folders count, which change when a file comes or goes.
    """
    own = [path for path in _inside(show.folder(day)) if path.name != SCRIPT_FILE]
    public = _inside(show.episodes)
    return fingerprint(made_of, hashlib.sha256(script).hexdigest(), _stamps([*own, *public]))


def _program() -> tuple[object, ...]:
    """Return the program's version, its files by their stamps, and the versions of libraries."""
    libraries = [(each, version(each)) for each in _LIBRARIES]
    return __version__, sys.version, libraries, _stamps(files_of("podcast"))


def _below(folder: Path) -> list[Path]:
    """Return all files below a folder."""
    return [Path(parent) / name for parent, _, names in os.walk(folder) for name in names]


def _beside(post: Path, image: str) -> Path:
    """Return the file beside a post that an image names, as chapters look for it."""
    try:
        return post.parent / unquote(urlsplit(image).path)
    except ValueError:  # a broken address
        return post


def _inside(folder: Path) -> list[Path]:
    """Return the files and folders in a folder."""
    return list(folder.iterdir()) if folder.is_dir() else []


def _stamps(paths: Iterable[Path]) -> list[tuple[str, object]]:
    return sorted((str(path), _stamp(path)) for path in paths)


def _stamp(path: Path) -> object:
    try:
        return stamp(path)
    except (OSError, ValueError):  # a name too long for a file, or with a NUL: it cannot be there
        return None
