"""Where the front matter of a post stands, to the byte: YAML between `---`, TOML between `+++`.

Hexo also takes YAML without the first `---`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from podcast.digest import unfenced
from podcast.errors import FeedError, at

BOM = b"\xef\xbb\xbf"

_START = rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*"
_OPENING = re.compile(_START + rb"(---|\+\+\+)[ \t]*(\r?\n)")
_UNENDED = re.compile(_START + rb"(---|\+\+\+)[ \t]*\r?(?:\n|\Z)")
_CLOSING = {
    b"---": re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    b"+++": re.compile(rb"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_JSON = re.compile(_START + rb"[ \t]*(?=\{)")

Form = Literal["yaml", "toml"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Bytes [start, end) before the closing fence, and the line end of the first line."""

    form: Form
    start: int
    end: int
    newline: bytes


def find(data: bytes) -> FrontMatter | None:
    """Return where the front matter of a post stands; None when it has none that ends."""
    opening = _OPENING.match(data)
    if opening is None:
        return _unfenced(data)
    closing = _CLOSING[opening[1]].search(data, opening.end())
    if closing is None:
        return None
    form: Form = "yaml" if opening[1] == b"---" else "toml"
    return FrontMatter(form, opening.end(), closing.start(), opening[2])


def _unfenced(data: bytes) -> FrontMatter | None:
    found = unfenced.find(data.decode("latin-1"))  # a character for every byte
    if found is None:
        return None
    newline = first_newline(data[found.start :])
    return FrontMatter("yaml", found.start, found.end, newline)


def refuse_unfit(data: bytes, path: Path) -> None:
    """Raise FeedError for a post without front matter that must not be given one.

    One that begins with a fence has front matter that never ends; one that begins with a JSON
    object has Hugo's JSON front matter, which has no comments to mark a block with.
    """
    if opening := _UNENDED.match(data):
        fence = opening[1].decode()
        raise FeedError(
            f"{at(path, line_of(data, opening.start(1)))}: the front matter has no end; "
            f"add a line `{fence}` after it"
        )
    if _is_json(data):
        raise FeedError(
            f"{at(path, 1)}: JSON front matter cannot take the player; write it as YAML or TOML "
            "(`hugo convert toYAML`), or use `podcast embed --data`, which touches no post"
        )


def first_newline(data: bytes) -> bytes:
    """Return the line end that a text begins with, LF when it has none."""
    line, found, _ = data.partition(b"\n")
    return b"\r\n" if found and line.endswith(b"\r") else b"\n"


def line_of(data: bytes, offset: int) -> int:
    """Return the line, from 1, on which a byte stands."""
    return data.count(b"\n", 0, offset) + 1


def _is_json(data: bytes) -> bool:
    """Tell JSON front matter from a text that begins with a template's `{{`."""
    start = _JSON.match(data)
    if start is None:
        return False
    try:
        return isinstance(json.JSONDecoder().raw_decode(data[start.end() :].decode())[0], dict)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return False
