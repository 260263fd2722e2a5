"""Find the front matter of a post in its bytes: YAML between `---`, TOML between `+++`.

Hexo also accepts YAML without the first `---`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from podcast.digest import fences
from podcast.digest.fences import UnendedError
from podcast.errors import FeedError, at

BOM = b"\xef\xbb\xbf"

Form = Literal["yaml", "toml"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Bytes [start, end) before the closing fence, and the line end of the first line."""

    form: Form
    start: int
    end: int
    newline: bytes


def find(data: bytes) -> FrontMatter | None:
    """Return where the front matter of a post is, or None if it is missing or has no end.

    JSON front matter does not count, because JSON has no comments to mark a block with.
    """
    text = _text(data)
    try:
        place = fences.find(text)
    except UnendedError:
        return None
    if place is None or place.form == "JSON":
        return None
    form: Form = "yaml" if place.form == "YAML" else "toml"
    first, start, end = (_bytes(text, offset) for offset in (place.first, place.start, place.end))
    return FrontMatter(form, start, end, first_newline(data[first:]))


def refuse_unfit(data: bytes, path: Path) -> None:
    """Raise FeedError for a post to which front matter cannot be added.

    Such a post has front matter without an end, JSON front matter, or a NUL. A NUL may hide a
    fence, and files in UTF-16 have many of them.
    """
    if b"\0" in data:
        place = at(path, line_of(data, data.index(0)))
        raise FeedError(f"{place}: a NUL character; save the file as plain text in UTF-8")
    text = _text(data)
    try:
        front = fences.find(text)
    except UnendedError as error:
        raise FeedError(
            f"{at(path, line_of(data, _bytes(text, error.first)))}: the front matter has no end; "
            f"add a line `{error.fence}` after it"
        ) from error
    if front and front.form == "JSON":
        raise FeedError(
            f"{at(path, 1)}: JSON front matter cannot take the player; write it as YAML or TOML "
            "(`hugo convert toYAML`), or use `podcast embed --data`, which touches no post"
        )


def _text(data: bytes) -> str:
    """Decode a post; each byte that is not UTF-8 becomes one character."""
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str, place: int) -> int:
    """Return the offset in bytes of a character in a text that `_text` decoded."""
    return len(text[:place].encode("utf-8", "surrogateescape"))


def first_newline(data: bytes) -> bytes:
    """Return the first line end of a text, or LF for a text without line ends."""
    line, newline, _ = data.partition(b"\n")
    return b"\r\n" if newline and line.endswith(b"\r") else b"\n"


def line_of(data: bytes, offset: int) -> int:
    """Return the line of a byte offset, from 1."""
    return data.count(b"\n", 0, offset) + 1
