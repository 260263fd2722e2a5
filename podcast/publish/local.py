"""The files of episodes/ on this machine: which may be public, and to which files each one links.

Each file is read only once; the result is in the index in the cache until the file changes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from podcast.episode.ledger import Ledger, fingerprint, stamp
from podcast.episode.manifest import FOR_ITS_MAKER
from podcast.publish.feed import FeedPromise, read_feed
from podcast.show.config import Show
from podcast.show.paths import LONGEST_NAME

if TYPE_CHECKING:
    from pydantic import TypeAdapter

INDEX = "index.html"
_LINKING = {".html", ".xml", ".json"}
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|poster|peaks|transcript|cover|data-source)=["']([^"'<>]+)["']"""
)
"""Matches an attribute of pages, of the player or of the search whose value is an address."""
_FILE_IN_META = re.compile(r"""\bcontent=["']([^"'<>\s]+\.[A-Za-z0-9]{2,5})["']""")
"""Matches the address of a file in a meta element such as `og:image`; other values are texts."""
_NO_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}
_MOST_PARTS = 16
_VERSION = 2
"""The version of the notes about files."""


@dataclass(frozen=True, slots=True)
class Content:
    """The hash of a file, and the files, episodes and recordings to which it refers."""

    sha256: str
    names: tuple[str, ...] = ()
    """The names of all files below episodes/ to which the file links, also of missing files."""
    feed: FeedPromise | None = None
    """The episodes and recordings in the file, if it is a page of the feed."""


def valid(name: str) -> bool:
    """Tell whether a file of this name may be public; the name may also come from a store.

    It must stay below the folder, must not be hidden, and not be script.md or report.html. Every
    part of it must be a name that file systems take, without control characters.
    """
    parts = name.split("/")
    return (
        parts[-1] not in FOR_ITS_MAKER
        and len(parts) <= _MOST_PARTS
        and name.isprintable()
        and not any(
            part.startswith(".") or not part or "\\" in part or len(part.encode()) > LONGEST_NAME
            for part in parts
        )
    )


class Local:
    """The files of episodes/, each examined once. A `name` is a path below this folder."""

    def __init__(self, show: Show, ledger: Ledger, *, anew: bool = False) -> None:
        """Use the notes of earlier runs in `ledger`; with `anew`, read all files again."""
        self._show, self._ledger, self._anew = show, ledger, anew
        self._folder = str(show.episodes)  # faster than a Path for each of thousands of files
        self._home = show.episodes.resolve()
        self._sizes: dict[str, int | None] = {}
        self._inside: dict[str, bool] = {}

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes, or None when it is missing or may not be public."""
        if name not in self._sizes:
            self._sizes[name] = self._size(name) if valid(name) else None
        return self._sizes[name]

    def content(self, name: str) -> Content:
        """Return the content of a file. Raises PublishError for an .xml that is not a feed."""
        path = f"{self._folder}/{name}"
        note = None if self._anew else self._ledger.note_of(path)
        content_noted = _from_note(note.removeprefix(self._rule)) if note else None
        if content_noted:
            return content_noted
        file_stamp = stamp(path)
        content = read_content(self._show.episodes, self._show.base_url, name)
        self._ledger.note(path, self._rule + _contents().dump_json(content).decode(), file_stamp)
        return content

    @cached_property
    def _rule(self) -> str:
        """The fingerprint, at the start of a note, of all but the file that the note depends on."""
        return fingerprint(_VERSION, self._show.base_url)[:16]

    def _size(self, name: str) -> int | None:
        path = f"{self._folder}/{name}"
        try:
            status = os.stat(path)  # noqa: PTH116 -- tens of thousands of them
        except ValueError:  # no file can have this name
            return None
        except OSError as error:
            if error.errno in _NO_FILE:
                return None
            raise
        if not stat.S_ISREG(status.st_mode) or not self._is_inside(path):
            return None
        return status.st_size

    def _is_inside(self, path: str) -> bool:
        """Tell whether a file is really below the folder: a symbolic link may lead elsewhere."""
        if os.path.islink(path):  # noqa: PTH114
            return Path(path).resolve().is_relative_to(self._home)
        parent = os.path.dirname(path)  # noqa: PTH120
        if parent not in self._inside:
            self._inside[parent] = Path(parent).resolve().is_relative_to(self._home)
        return self._inside[parent]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_content(folder: Path, base_url: str, name: str) -> Content:
    """Read the file `name` of a folder that `base_url` serves.

    Raises PublishError for an .xml that is not a feed.
    """
    path, suffix = folder / name, PurePosixPath(name).suffix
    if suffix not in _LINKING:
        return Content(sha256_of(path))
    data = path.read_bytes()
    return Content(
        hashlib.sha256(data).hexdigest(),
        tuple(sorted(set(_names_in(data, name, base_url)))),
        read_feed(data, str(path)) if suffix == ".xml" else None,
    )


def _names_in(data: bytes, name: str, base: str) -> Iterator[str]:
    """Yield the names of files in addresses below `base`, and in relative addresses of pages."""
    text = data.decode("utf-8", "replace")
    below_base = re.compile(re.escape(base) + r"[A-Za-z0-9._~%/-]*")
    # JSON has plain addresses, and in oembed.json also addresses within HTML
    addresses = {*below_base.findall(text), *below_base.findall(unescape(text))}
    if name.endswith(".html"):
        addresses |= {unescape(value) for value in _ATTRIBUTE.findall(text)}
        addresses |= set(_FILE_IN_META.findall(text))
    for address in addresses:
        url = _join(base + name, address)
        if url.startswith(base):
            below = unquote(url.removeprefix(base).partition("?")[0])
            yield below + INDEX if below.endswith("/") or not below else below


def _join(base: str, address: str) -> str:
    """Return the full address of a link without its fragment; empty when it is not an address."""
    try:
        return urljoin(base, address).partition("#")[0]
    except ValueError:
        return ""


def _from_note(note: str) -> Content | None:
    """Return the content in a note, or None for a note of another version or a damaged note."""
    from pydantic import ValidationError

    try:
        return _contents().validate_json(note)
    except ValidationError:
        return None


@cache
def _contents() -> TypeAdapter[Content]:
    from pydantic import TypeAdapter

    return TypeAdapter(Content)
