"""Read a post as a Digest: `load` reads the file, `parse` turns its text into a Digest."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from podcast.digest import frontmatter, permalink, weight
from podcast.digest.fingerprint import fingerprint
from podcast.digest.frontmatter import Matter
from podcast.errors import DigestError, at
from podcast.lib.plaintext import clean
from podcast.model import Digest

if TYPE_CHECKING:
    from podcast.digest.blocks import PostBlock

MAX_BYTES = 2_000_000
# Bounds on the time of the Markdown parser: a post at both limits takes seconds, while a digest is
# usually a hundred times smaller.
_MAX_LINES = 20_000
_MAX_MARKS = 50_000
_MAX_PARAGRAPH = 100_000
_MARKS = re.compile(r"[*_~`\[\]<!&\\#{]|://")
_SURROGATES_AND_NUL = re.compile("[\x00\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
_LOOKED_FOR = (
    "looked for headings such as `## 1、标题`, `### 1. 标题`, `## 一、标题`, or `## 标题` with "
    "text below it; a space must follow the ##"
)


def load(path: Path, zone: ZoneInfo) -> Digest:
    """Read a post.

    Raises DigestError when the file cannot be read, is over 2 MB, or is not UTF-8, when its name is
    not UTF-8, and as `parse` does.
    """
    return parse(_read(path), path, zone)


def fingerprint_of(path: Path, zone: ZoneInfo) -> str:
    """Return the fingerprint of a post without finding its items, where its title is written down.

    It is that of `Digest.sha256`. Raises DigestError as `load` does, but not for a post without
    items.
    """
    text = _plain(_read(path))
    _check_size(text, path)
    parts = frontmatter.split(text, path)
    matter = frontmatter.parse(parts, path)
    title = clean(_text(matter, "title", path))
    if not title:  # it is the first heading, or the file's name
        return parse(text, path, zone).sha256
    return fingerprint(frontmatter.published(matter, path, zone).date(), title, parts.body)


def _read(path: Path) -> str:
    _check_name(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DigestError(f"{path}: over 2 MB; a post is text, keep pictures in files")
        data = path.read_bytes()
    except OSError as error:
        raise DigestError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError(
            f"{at(path, line)}: not UTF-8 (byte {error.start}); save the file as UTF-8"
        ) from error


def parse(text: str, path: Path, zone: ZoneInfo) -> Digest:
    """Turn the text of a post into a Digest; `path` gives date and slug if the text has none.

    `zone` is the show's time zone, which holds for the result and for dates without a zone. Raises
    DigestError with file and line for broken front matter, a missing or impossible date, a post
    without words or items, and a post that is too large to parse.
    """
    text = _plain(text)
    _check_size(text, path)
    parts = frontmatter.split(text, path)
    matter = frontmatter.parse(parts, path)
    published = frontmatter.published(matter, path, zone)
    from podcast.digest import blocks, items, outline  # not needed for the date of a post

    post_blocks = blocks.read(parts.body, parts.body_line)
    _check_lengths(post_blocks, path)
    first = next((clean(block.text) for block in post_blocks if block.level == 1), "")
    title = clean(_text(matter, "title", path)) or first or path.stem
    news = items.read(outline.read(post_blocks, title))
    if not news.items:
        raise DigestError(f"{at(path, parts.body_line)}: no news item found; {_LOOKED_FOR}")
    return Digest(
        date=published.date(),
        published=published,
        title=title,
        url=permalink.address(matter, path, published, title),
        slug=_slug(matter, path),
        path=path,
        items=weight.with_weights(news.items, title),
        left_out=news.left_out,
        sha256=fingerprint(published.date(), title, parts.body),
        candidates=news.candidates,
        body=parts.body,
        body_line=parts.body_line,
    )


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", _SURROGATES_AND_NUL.sub("", text.removeprefix("\ufeff")))


def _check_name(path: Path) -> None:
    """Raise DigestError for a file name that cannot be written in a manifest, page or address."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        name = os.fsencode(path).decode("utf-8", "backslashreplace")
        raise DigestError(
            f"{name}: this name is not UTF-8; rename the file, or the folder that is called so"
        ) from error


def _check_size(text: str, path: Path) -> None:
    if not text.strip():
        raise DigestError(f"{path}: empty; write a post or delete the file")
    if len(text) > MAX_BYTES:
        raise DigestError(f"{path}: over 2 MB; a post is text, keep pictures in files")
    if text.count("\n") >= _MAX_LINES:
        raise DigestError(f"{path}: over {_MAX_LINES} lines; split the post")
    if len(_MARKS.findall(text)) > _MAX_MARKS:
        raise DigestError(f"{path}: over {_MAX_MARKS} markup characters; this is no digest")


def _check_lengths(blocks: Sequence[PostBlock], path: Path) -> None:
    for block in blocks:
        if len(block.text) > _MAX_PARAGRAPH:
            place = at(path, block.line)
            raise DigestError(f"{place}: a paragraph of over {_MAX_PARAGRAPH} characters; split it")


def _text(matter: Matter, key: str, path: Path) -> str:
    """Return a text of the front matter; empty when the key is missing."""
    value = matter.values.get(key, "")
    if not isinstance(value, str):
        raise DigestError(f"{at(path, matter.lines.get(key))}: `{key}` must be one text")
    return value.strip()


def _slug(matter: Matter, path: Path) -> str:
    """Return the post's name in URLs: `slug` of the front matter, else the file name, undated."""
    slug = _text(matter, "slug", path)
    if slug.isprintable() and not re.search(r"[/\\]|^\.*$", slug):
        return slug
    return permalink.name_of(path)
