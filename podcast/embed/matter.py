"""Where the front matter of a post stands, to the byte: YAML between `---`, TOML between `+++`.

Hexo also takes YAML without the first `---`.
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
    """Return where the front matter of a post stands; None when it has none that ends.

    JSON has no comments to mark a block with: a post with such front matter counts as one without.
    """
    text = _text(data)
    try:
        found = fences.find(text)
    except UnendedError:
        return None
    if found is None or found.form == "JSON":
        return None
    form: Form = "yaml" if found.form == "YAML" else "toml"
    first, start, end = (_bytes(text, place) for place in (found.first, found.start, found.end))
    return FrontMatter(form, start, end, first_newline(data[first:]))


def refuse_unfit(data: bytes, path: Path) -> None:
    """Raise FeedError for a post without front matter that must not be given one.

    One that begins with a fence has front matter that never ends; one that begins with a JSON
    object has Hugo's JSON front matter, which has no comments to mark a block with. A NUL may hide
    a fence, and is in every file of UTF-16.
    """
    if b"\0" in data:
        place = at(path, line_of(data, data.index(0)))
        raise FeedError(f"{place}: a NUL character; save the file as plain text in UTF-8")
    text = _text(data)
    try:
        found = fences.find(text)
    except UnendedError as error:
        raise FeedError(
            f"{at(path, line_of(data, _bytes(text, error.first)))}: the front matter has no end; "
            f"add a line `{error.fence}` after it"
        ) from error
    if found and found.form == "JSON":
        raise FeedError(
            f"{at(path, 1)}: JSON front matter cannot take the player; write it as YAML or TOML "
            "(`hugo convert toYAML`), or use `podcast embed --data`, which touches no post"
        )


def _text(data: bytes) -> str:
    """Return a post as it is read; bytes that are not UTF-8 stay, each as a character."""
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str, place: int) -> int:
    """Return the place of a character in the bytes that `_text` read."""
    return len(text[:place].encode("utf-8", "surrogateescape"))


def first_newline(data: bytes) -> bytes:
    """Return the line end that a text begins with, LF when it has none."""
    line, found, _ = data.partition(b"\n")
    return b"\r\n" if found and line.endswith(b"\r") else b"\n"


def line_of(data: bytes, offset: int) -> int:
    """Return the line, from 1, on which a byte stands."""
    return data.count(b"\n", 0, offset) + 1
