"""Change posts on disk in one step, and never overwrite what an editor has saved meanwhile."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

from podcast.embed.block import Fields, insert, remove
from podcast.episode.manifest import Episode
from podcast.episode.source import post_path
from podcast.errors import FeedError, at
from podcast.lib.atomic import PREFIX, publish
from podcast.show.config import Show


def embed(show: Show, episode: Episode) -> Path:
    """Put the episode's block into its post, or update it; return the post's path.

    Raises FeedError, with the post unchanged, when the block cannot be put in.
    """
    path, data = _read_post(show, episode)
    _replace(path, data, insert(data, fields(show, episode), path))
    return path


def take_out(path: Path) -> Path:
    """Remove the block from a post, if there is one; return the path.

    Raises FeedError, with the post unchanged, when the block cannot be removed.
    """
    data = _bytes(path, "put it back and run the command again")
    _replace(path, data, remove(data, path))
    return path


def fault(show: Show, episode: Episode) -> str | None:
    """Return what is wrong with the block in the episode's post, or None when it is up to date."""
    try:
        path, data = _read_post(show, episode)
        if insert(data, fields(show, episode), path) == data:
            return None
        what = "has no player" if remove(data, path) == data else "has the player of another state"
    except FeedError as error:
        return str(error)
    return f"{path}: {what}; run `podcast embed {episode.date}`"


def refuse_unfit_post(path: Path) -> None:
    """Raise FeedError when a block could not be added to a post; called before speech is made."""
    insert(_bytes(path, "make it readable"), {}, path)


def fields(show: Show, episode: Episode) -> Fields:
    """Return the values of the block: public addresses, length in bytes and seconds."""
    peaks = episode.files.peaks
    return {
        "audio": show.url(episode.date, episode.audio.file),
        "type": "audio/mpeg",
        "bytes": episode.audio.bytes,
        "seconds": round(episode.audio.seconds, 1),
        "vtt": show.url(episode.date, episode.files.vtt),
        "chapters": show.url(episode.date, episode.files.chapters),
        **({"peaks": show.url(episode.date, peaks)} if peaks else {}),
        "player": show.url(episode.date, ""),
    }


def _read_post(show: Show, episode: Episode) -> tuple[Path, bytes]:
    path = post_path(show, episode.post.path, episode.date)
    return path, _bytes(path, f"put it back or run `podcast build {episode.date}`")


def _bytes(path: Path, remedy: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FeedError(
            f"{at(path)}: the post cannot be read: {error.strerror}; {remedy}"
        ) from error


def _replace(path: Path, old: bytes, new: bytes) -> None:
    """Write a post in one step; a symbolic link stays one, and the file keeps its mode.

    Raises FeedError when it cannot be written, or when its content is no longer `old`.
    """
    if new == old:
        return
    try:
        _write(path.resolve(), old, new)
    except OSError as error:
        raise FeedError(
            f"{at(path)}: the post cannot be written: {error.strerror}; it is as it was"
        ) from error


def _write(target: Path, old: bytes, new: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=PREFIX, suffix=target.suffix)
    os.close(descriptor)
    temporary = Path(name)
    try:
        temporary.write_bytes(new)
        shutil.copymode(target, temporary)
        _refuse_change(target, old)
        publish(temporary, target, stat.S_IMODE(temporary.stat().st_mode))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_change(target: Path, old: bytes) -> None:
    """Raise FeedError when an editor, which does not use the show's lock, has saved the post."""
    if target.read_bytes() != old:
        raise FeedError(f"{at(target)}: the post was changed meanwhile; run the command again")
