"""Tell the comments in a file in the person's language: a YAML file, a unit, a snippet for a blog.

A file that the program writes for a person has its comments in English. Each is a message of the
catalogue: the lines of a paragraph as one text, the comment behind a value, the explanation behind
an example. What is not a comment stays to the byte, and so does a comment without a translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from podcast.language.choice import is_chinese
from podcast.language.telling import in_chinese
from podcast.language.wrapping import columns, wrapped

_WIDTH = 92
"""The columns of a comment; files of Chinese bloggers are read in editors, not on terminals."""
_BLOCKS = {"{%- comment -%}": "{%- endcomment -%}", "{{- /*": "*/ -}}"}
"""The lines between which Liquid and Hugo have comments of several lines."""
_COMMENT = re.compile(r"(?P<prefix>\s*(?:#|//) ?)(?P<text>.*)")
_BEHIND = re.compile(r"(?P<code>.*\S)(?P<gap>\s{2,}|(?<![\w#]) | )# (?P<text>[^#]+)")
_EXAMPLE = re.compile(r"(?P<code>\s*(?:#|//)\s{2,}\S.*?)(?P<gap>\s{2,})(?P<text>\S.*)")
_POINT = re.compile(r"(?P<code>\s*(?:#|//)\s{2,}-)(?P<gap> )(?P<text>.*)")
_CODE = re.compile(r"\s{2}|[A-Za-z]+=\S|$|.*\S\s{2,}# ")
"""Matches the text of a comment that is no prose: an example, a setting taken out, nothing."""

Tell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment: the lines that hold it, what stands before its text, and the text."""

    lines: tuple[str, ...]
    before: str
    text: str
    is_paragraph: bool


def told_comments(text: str) -> str:
    """Return a file's text with its comments in the person's language."""
    return chinese_comments(text) if is_chinese() else text


def chinese_comments(text: str) -> str:
    """Return a file's text with its comments in Chinese."""
    return "\n".join(line for part in _parts(text) for line in _chinese(part))


def comments(text: str) -> Iterator[str]:
    """Yield the texts of the comments in a file."""
    for part in _parts(text):
        if isinstance(part, _Comment):
            yield part.text


def _chinese(part: str | _Comment) -> Iterator[str]:
    """Yield the lines of a part of a file, a comment in Chinese."""
    if isinstance(part, str):
        yield part
        return
    chinese = in_chinese(part.text)
    if chinese == part.text:
        yield from part.lines
    elif part.is_paragraph:
        width = _WIDTH - columns(part.before)
        yield from (part.before + line for line in wrapped(chinese, width))
    else:
        yield part.before + chinese


def _parts(text: str) -> Iterator[str | _Comment]:
    """Yield the lines of a text, those that hold a comment as a comment."""
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if line in _BLOCKS:
            yield line
            end = lines.index(_BLOCKS[line], place)
            yield _Comment(tuple(lines[place:end]), "", _joined(lines[place:end]), True)
            place = end
            continue
        found = _COMMENT.fullmatch(line)
        if found and not _CODE.match(found["text"]):
            first = place - 1
            while place < len(lines) and _goes_on(lines[place], found["prefix"]):
                place += 1
            rows = lines[first:place]
            texts = [row.removeprefix(found["prefix"]) for row in rows]
            yield _Comment(tuple(rows), found["prefix"], _joined(texts), True)
        else:
            yield _beside(line)


def _goes_on(line: str, prefix: str) -> bool:
    """Tell whether a line goes on with the paragraph of comments before it."""
    return line.startswith(prefix) and not _CODE.match(line.removeprefix(prefix))


def _beside(line: str) -> str | _Comment:
    """Return a line, as a comment if one stands behind a value or an example."""
    for pattern, mark in ((_BEHIND, "# "), (_POINT, ""), (_EXAMPLE, "")):
        found = pattern.fullmatch(line)
        if found:
            return _Comment((line,), found["code"] + found["gap"] + mark, found["text"], False)
    return line


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
