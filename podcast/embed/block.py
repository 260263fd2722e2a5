"""Insert an episode's block into the bytes of a post, and remove it.

The block stands just before the closing fence of the front matter, with the file's own line ends:
`# podcast:begin`, a mapping `podcast:` (in TOML a table `[podcast]`), `# podcast:end`. Only these
bytes are added or removed, so that comments, quotes, spaces and encodings of the post stay as they
are, and removing restores every byte. A post without front matter gets front matter with a note,
which is removed together with the block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from podcast.embed.matter import BOM, Form, FrontMatter, find, first_newline, line_of, refuse_unfit
from podcast.embed.values import KEY, own_key, parse_values
from podcast.errors import FeedError, at

BEGIN = b"# podcast:begin"
END = b"# podcast:end"
_ADDED = b"# this front matter came with the block and goes with it"
_FENCE = b"---"

_BLOCK = re.compile(
    rb"^" + BEGIN + rb"[ \t]*\r?\n(?P<added>" + _ADDED + rb"[ \t]*\r?\n)?"
    rb"(?:(?!# podcast:).*\n)*?" + END + rb"[ \t]*\r?\n",
    re.MULTILINE,
)
_MARK = re.compile(rb"^# podcast:(?:begin|end)[ \t]*\r?$", re.MULTILINE)
_WHOLE = re.compile(rb"---[ \t]*\r?(?:\n|\Z)")

Fields = Mapping[str, str | int | float]


def insert(data: bytes, fields: Fields, path: Path = Path("post")) -> bytes:
    """Return the post `data` with the block, which replaces an existing one.

    `path` names the post in messages. Raises FeedError when the front matter has a `podcast` key of
    its own, does not consist of `key: value` lines, is JSON, or is too large.
    """
    data = remove(data, path)
    front = find(data)
    if front is None:
        refuse_unfit(data, path)
        return _with_front_matter(data, fields)
    before = data[front.start : front.end]
    _refuse_own_key(data, front, path)
    block = _block(fields, front.newline, front.form)
    _check_still_readable(front.form, before, before + block, path)
    return data[: front.end] + block + data[front.end :]


def remove(data: bytes, path: Path = Path("post")) -> bytes:
    """Return the post `data` without the block, or unchanged without a block.

    Raises FeedError when the begin or end mark of the block is missing, when there are several
    blocks, or when the marks are part of a text.
    """
    front = find(data)
    if front is None:
        return data
    marks = list(_MARK.finditer(data, front.start, front.end))
    if not marks:
        return data
    block = _BLOCK.search(data, front.start, front.end)
    if block is None or len(marks) != 2:  # noqa: PLR2004 -- a begin and an end
        raise FeedError(
            f"{at(path, line_of(data, marks[0].start()))}: `# podcast:begin` and `# podcast:end` "
            "do not stand here as one pair; delete these lines and what is between them"
        )
    if block["added"] and block.span() == (front.start, front.end):
        return _without_front_matter(data, front)
    rest = data[: block.start()] + data[block.end() :]
    _refuse_marks_in_text(data, rest, front, path)
    return rest


def _block(fields: Fields, newline: bytes, form: Form, *, with_note: bool = False) -> bytes:
    head = f"{KEY}:" if form == "yaml" else f"[{KEY}]"
    entry = "  {}: {}" if form == "yaml" else "{} = {}"
    rows = [
        entry.format(key, json.dumps(value, ensure_ascii=False)) for key, value in fields.items()
    ]
    lines = [BEGIN, *([_ADDED] if with_note else []), *map(str.encode, (head, *rows)), END]
    return b"".join(line + newline for line in lines)


def _with_front_matter(data: bytes, fields: Fields) -> bytes:
    newline, start = first_newline(data), len(BOM) if data.startswith(BOM) else 0
    block = _block(fields, newline, "yaml", with_note=True)
    return data[:start] + _FENCE + newline + block + _FENCE + newline + data[start:]


def _without_front_matter(data: bytes, front: FrontMatter) -> bytes:
    closing = _WHOLE.match(data, front.end)
    after = closing.end() if closing else front.end
    return (BOM if data.startswith(BOM) else b"") + data[after:]


def _refuse_own_key(data: bytes, front: FrontMatter, path: Path) -> None:
    offset = own_key(data, front, path)
    if offset is not None:
        raise FeedError(
            f"{at(path, line_of(data, offset))}: the post has a `{KEY}` key of its own; "
            "rename it, then embed again"
        )


def _check_still_readable(form: Form, before: bytes, after: bytes, path: Path) -> None:
    """Raise FeedError when the block would change other values, as after `{title: x}`.

    Front matter that is not valid YAML (`title: AI日报: x`) is common, and the blog's generator may
    still read it; it is not checked.
    """
    old = parse_values(form, before, path)
    if old is None:
        return
    new = parse_values(form, after, path)
    if new is None or {key: new[key] for key in new if key != KEY} != old:
        raise FeedError(
            f"{at(path, 1)}: the front matter is not made of `key: value` lines at the left "
            "margin, so the player cannot be added; write it that way"
        )


def _refuse_marks_in_text(data: bytes, rest: bytes, front: FrontMatter, path: Path) -> None:
    """Raise FeedError when the marks are part of a text of several lines."""
    length = len(data) - len(rest)
    old = parse_values(front.form, data[front.start : front.end], path, broken_is_none=True)
    new = parse_values(
        front.form, rest[front.start : front.end - length], path, broken_is_none=True
    )
    if old is None:
        return
    if new != {key: old[key] for key in old if key != KEY}:
        raise FeedError(
            f"{at(path, line_of(data, front.start))}: `# podcast:begin` and `# podcast:end` stand "
            "in a text of the front matter; indent them there, then run the command again"
        )
