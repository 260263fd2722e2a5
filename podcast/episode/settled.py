"""Decide whether an episode needs no work, because a finished run made it and nothing has changed.

A run that ends without a warning notes the ingredients of the episode and the resulting files.
While ingredients and files stay the same, later runs load no modules for speech, sound or pages.
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
"""The libraries whose versions determine bytes of an episode or of its pages."""


def ingredients(show: Show, post: Digest, *wishes: object) -> str:
    """Return a fingerprint of everything from which an episode is made.

    Files count by times and size, the post by its contents; `wishes` are the options of the run.
    Call it before the episode is made, so that a file which a person changes meanwhile does not
    count as used.
    """
    sounds_and_cover = (
        show.cover,
        show.music.intro,
        show.music.sting,
        show.music.outro,
        show.music.bed,
    )
    files = [
        *(path for path in sounds_and_cover if path),
        *(show.root / name for name in (SHOW_FILE, VOICES_FILE)),
        *(beside(post.path, image) for item in post.items for image in item.images),
        *_below(show.root / "templates"),
    ]
    return fingerprint(_program(), show, post, _stamps(files), wishes)


def note(show: Show, day: date, made_from: str, script: str) -> None:
    """Note that an episode, the pages and the feed are finished; `script` is the text of script.md.

    The caller holds the show's lock.
    """
    with open_ledger(show.cache, "made") as ledger:
        ledger.note(_manifest(show, day), _key(show, day, made_from, script.encode()))


def find(show: Show, day: date, made_from: str) -> Episode | None:
    """Return a day's episode if it has the same ingredients and none of its files has changed."""
    path, script = _manifest(show, day), show.folder(day) / SCRIPT_FILE
    if not path.is_file() or not script.is_file():
        return None
    with open_ledger(show.cache, "made") as ledger:
        if not ledger.holds(path, _key(show, day, made_from, script.read_bytes())):
            return None
    return manifest.load(path)


def _manifest(show: Show, day: date) -> Path:
    return show.folder(day) / manifest.FILE_NAME


def _key(show: Show, day: date, made_from: str, script: bytes) -> str:
    """Return a fingerprint of the ingredients, the script and the stamps of all other files.

    Other episodes count only by their folders, which change when a file is added or removed.
    """
    own = [path for path in _inside(show.folder(day)) if path.name != SCRIPT_FILE]
    public = _inside(show.episodes)
    return fingerprint(made_from, hashlib.sha256(script).hexdigest(), _stamps([*own, *public]))


def _program() -> tuple[object, ...]:
    """Return the versions of program, Python and libraries, and stamps of the program's files."""
    libraries = [(each, version(each)) for each in _LIBRARIES]
    return __version__, sys.version, libraries, _stamps(files_of("podcast"))


def _below(folder: Path) -> list[Path]:
    """Return all files below a folder."""
    return [Path(parent) / name for parent, _, names in os.walk(folder) for name in names]


def beside(post: Path, image: str) -> Path:
    """Return the path of the file to which the address of an image, relative to a post, refers."""
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
    except (OSError, ValueError):  # no file can have this name: it is too long, or has a NUL
        return None
