"""The block that puts an episode into its post's front matter.

Just before the closing `---`, in the file's own line ends: `# podcast:begin`, a mapping
`podcast:`, `# podcast:end`. Only these bytes are added or taken away, so comments, quoting, odd
spaces and encodings of the post stay as they are, and removing restores every byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from podcast.atomic import PREFIX, publish
from podcast.config import Show
from podcast.errors import ConfigError, FeedError, at
from podcast.manifest import Episode
from podcast.yamlfile import MAX_FRONT_MATTER, TooLargeError, parse

BEGIN = b"# podcast:begin"
END = b"# podcast:end"
KEY = "podcast"

_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*---[ \t]*(\r?\n)")
_CLOSING = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_BLOCK = re.compile(
    rb"^" + BEGIN + rb"[ \t]*\r?\n(?:(?!# podcast:).*\n)*?" + END + rb"[ \t]*\r?\n", re.MULTILINE
)
_MARK = re.compile(rb"^# podcast:(?:begin|end)[ \t]*\r?$", re.MULTILINE)
_OWN_KEY = re.compile(rb"^(?:podcast|'podcast'|\"podcast\")[ \t]*:", re.MULTILINE)

Fields = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """Where the front matter stands in a post: bytes [start, end), and its line end."""

    start: int
    end: int
    newline: bytes


def embed(show: Show, episode: Episode) -> Path:
    """Put the episode's block into its post, or bring it up to date; return the post's path.

    Raises FeedError when the post cannot take it; the post is then as it was.
    """
    path, data = _read(show, episode)
    _replace(path, data, insert(data, fields(show, episode), path))
    return path


def take_out(show: Show, episode: Episode) -> Path:
    """Take the episode's block out of its post, if there is one; return the post's path."""
    path, data = _read(show, episode)
    _replace(path, data, remove(data, path))
    return path


def fields(show: Show, episode: Episode) -> Fields:
    """Return what the block says: public addresses, length in bytes, seconds."""
    return {
        "audio": show.url(episode.date, episode.audio.file),
        "type": "audio/mpeg",
        "bytes": episode.audio.bytes,
        "seconds": round(episode.audio.seconds, 1),
        "vtt": show.url(episode.date, episode.files.vtt),
        "chapters": show.url(episode.date, episode.files.chapters),
        "player": show.url(episode.date, ""),
    }


def insert(data: bytes, fields: Fields, path: Path = Path("post")) -> bytes:
    """Return the post `data` with the block; one that is there already is replaced.

    `path` names the post in messages. Raises FeedError when there is no front matter, when it
    has a `podcast:` key of its own, is not `key: value` lines that can be added to, or is too
    large to be read.
    """
    data = remove(data, path)
    front = _front_matter(data)
    if front is None:
        raise FeedError(
            f"{at(path, 1)}: no front matter to put the player into; "
            "begin the post with a line `---`, `title: …` and a line `---`"
        )
    before = data[front.start : front.end]
    _refuse_own_key(data, front, path)
    block = _block(fields, front.newline)
    _check_still_yaml(before, before + block, path)
    return data[: front.end] + block + data[front.end :]


def remove(data: bytes, path: Path = Path("post")) -> bytes:
    """Return the post `data` without the block; bytes without one come back as they are.

    Raises FeedError when a begin stands without its end, or more than one block.
    """
    front = _front_matter(data)
    if front is None:
        return data
    marks = list(_MARK.finditer(data, front.start, front.end))
    if not marks:
        return data
    block = _BLOCK.search(data, front.start, front.end)
    if block is None or len(marks) != 2:  # noqa: PLR2004 -- a begin and an end
        raise FeedError(
            f"{at(path, _line(data, marks[0].start()))}: `# podcast:begin` and `# podcast:end` do "
            "not stand here as one pair; delete these lines and what is between them"
        )
    return data[: block.start()] + data[block.end() :]


def _front_matter(data: bytes) -> _FrontMatter | None:
    opening = _OPENING.match(data)
    if opening is None:
        return None
    closing = _CLOSING.search(data, opening.end())
    if closing is None:
        return None
    return _FrontMatter(opening.end(), closing.start(), opening[1])


def _block(fields: Fields, newline: bytes) -> bytes:
    lines = [BEGIN.decode(), f"{KEY}:"]
    lines += [f"  {key}: {json.dumps(value)}" for key, value in fields.items()]
    lines.append(END.decode())
    return b"".join(line.encode() + newline for line in lines)


def _refuse_own_key(data: bytes, front: _FrontMatter, path: Path) -> None:
    own = _OWN_KEY.search(data, front.start, front.end)
    if own:
        raise FeedError(
            f"{at(path, _line(data, own.start()))}: the post has a `{KEY}:` key of its own; "
            "rename it, then embed again"
        )


def _check_still_yaml(before: bytes, after: bytes, path: Path) -> None:
    """Refuse a block that would change what the front matter says, as in `{title: x}`.

    Front matter that is not quite YAML (`title: AI日报: x`) is common and read by the blog's own
    means, so there the lines are all that is looked at.
    """
    old = _values(before, path)
    if old is None:
        return
    new = _values(after, path)
    if new is None or {key: new[key] for key in new if key != KEY} != old:
        raise FeedError(
            f"{at(path, 1)}: the front matter is not made of `key: value` lines at the left "
            "margin, so the player cannot be added; write it that way"
        )


def _values(yaml: bytes, path: Path) -> dict[str, object] | None:
    text = yaml.decode("utf-8", "replace")
    if len(text) > MAX_FRONT_MATTER:
        raise FeedError(f"{at(path, 1)}: front matter over 64 kB; shorten it, then embed again")
    try:
        return dict(parse(text, path))
    except TooLargeError as error:
        raise FeedError(str(error)) from error
    except ConfigError:
        return None


def _read(show: Show, episode: Episode) -> tuple[Path, bytes]:
    path = show.root / episode.post.path
    try:
        return path, path.read_bytes()
    except OSError as error:
        raise FeedError(
            f"{at(path)}: the post cannot be read: {error.strerror}; "
            f"put it back or run `podcast build {episode.date}`"
        ) from error


def _replace(path: Path, old: bytes, new: bytes) -> None:
    """Write in one step; a link to the post stays a link, and the file keeps its mode.

    Raises FeedError when the post does not hold `old` any more.
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
        publish(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_change(target: Path, old: bytes) -> None:
    """Keep what an editor, which knows nothing of the show's lock, has saved meanwhile."""
    if target.read_bytes() != old:
        raise FeedError(f"{at(target)}: the post was changed meanwhile; run the command again")


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
