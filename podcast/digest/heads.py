"""Find the files that may be posts, and read their front matter."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast.digest import fences
from podcast.digest.dates import date_in_name, read_date
from podcast.digest.fences import UnendedError
from podcast.digest.frontmatter import date_of
from podcast.errors import DigestError
from podcast.lib.yamlfile import MAX_FRONT_MATTER

DRAFTS = "_drafts"
"""The folder of drafts in Jekyll and Hexo, below the folder of posts or beside it."""

_SUFFIXES = (".md", ".markdown")
_HEAD_BYTES = 4096
_MOST_HEAD_BYTES = 4 * MAX_FRONT_MATTER
"""The bytes of the longest front matter, as a character of UTF-8 has at most four."""
_ALONE = re.compile(
    r"(?:(?:draft|hidden|private|published|publish)[ \t]*:[^\n]*\n)+", re.IGNORECASE
)
"""Matches lines at the beginning of a post that hide it, even when the fences are missing."""
_DATE_LINE = re.compile(
    r"^date(?::|[ \t]*=)[ \t]*(['\"]?)([^'\"#\n]*?)\1[ \t]*(?:#.*)?$", re.MULTILINE
)
_OTHER_DATE_LINE = re.compile(
    r"^pub(?:lishDate|Datetime|Date)[ \t]*[:=][ \t]*\S", re.MULTILINE | re.IGNORECASE
)
_MAY_HAVE_A_DATE = re.compile("date|created", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """A file and its front matter.

    `text` is the front matter with the fences. It is empty if there is none, and if the file
    cannot be read.
    """

    path: Path
    text: str
    in_drafts: bool

    @property
    def names_a_date(self) -> bool:
        """Tell whether the front matter has a line for a date, valid or not."""
        return any(line.search(self.text) for line in (_DATE_LINE, _OTHER_DATE_LINE))

    def day(self, zone: ZoneInfo) -> date | None:
        """Return the post's date in `zone`, from its front matter, else from its name.

        YAML is parsed only where a pattern does not suffice. Broken front matter is not an error
        here, but only when this post is built, as another post may be wanted.
        """
        yaml = not self.text.lstrip("\ufeff \t\n").startswith("+++")
        # in TOML a later table may have a date of its own
        lines = _DATE_LINE.findall(self.text) if yaml else []
        moment = read_date(lines[-1][1], zone) if lines else None
        if moment is not None:
            return moment.date()
        if _MAY_HAVE_A_DATE.search(self.text):
            try:
                return date_of(self.text, self.path, zone)
            except DigestError:
                pass
        return date_in_name(self.path)


def heads(posts: Path, apart: Collection[Path] = ()) -> Iterator[Head]:
    """Yield the posts below a folder and the drafts below and beside it, in order of their paths.

    Hidden files and folders, links that lead out of the folder, and the folders `apart` are
    skipped.
    """
    drafts = (each for each in beside(posts) if each.is_dir() and not posts.is_relative_to(each))
    folders = (posts, *drafts)
    others = {_absolute(path) for path in apart}
    for path in sorted(path for folder in folders for path in _files(folder, others)):
        yield head(path, posts)


def head(path: Path, posts: Path) -> Head:
    """Read the front matter of one post."""
    try:
        text = _front_matter(path)
    except OSError:  # reported when this post is built
        text = ""
    return Head(path, text, is_draft(path, posts))


def is_draft(path: Path, posts: Path) -> bool:
    """Tell whether a file lies in a folder of drafts, below the posts or beside them."""
    if DRAFTS not in path.parts:
        return False
    folders = beside(posts)
    path, posts = Path(_absolute(path)), Path(_absolute(posts))
    if path.is_relative_to(posts):
        return DRAFTS in path.relative_to(posts).parts[:-1]
    return any(path.is_relative_to(_absolute(folder)) for folder in folders)


def beside(posts: Path) -> tuple[Path, ...]:
    """Return the folders for drafts beside the folder of posts; two if that folder is a link."""
    one, other = posts.parent / DRAFTS, posts.resolve().parent / DRAFTS
    return (one,) if one.resolve() == other else (one, other)


def is_post(path: Path) -> bool:
    """Tell whether a file's name is that of a post."""
    return not path.name.startswith(".") and path.suffix.lower() in _SUFFIXES


def _files(folder: Path, apart: Collection[str]) -> Iterator[Path]:
    inside = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_apart(where, name, apart)]
        for name in names:
            path = Path(where, name)
            if not is_post(path) or not path.is_file():
                continue
            if not (path.is_symlink() and _is_no_post(path, inside)):
                yield path


def _is_apart(where: str, name: str, apart: Collection[str]) -> bool:
    """Say whether a folder is skipped, because it is hidden or one of `apart`."""
    return name.startswith(".") or _absolute(Path(where, name)) in apart


def _absolute(path: Path) -> str:
    """Return the absolute path; symbolic links are not resolved."""
    return os.path.abspath(path)  # noqa: PTH100


def _is_no_post(link: Path, inside: Path) -> bool:
    """Say whether a link leads out of the folder, or to a post that is found without the link."""
    target = link.resolve()
    return not target.is_relative_to(inside) or target.suffix.lower() in _SUFFIXES


def _front_matter(path: Path) -> str:
    """Return the front matter of a post with its fences; empty without front matter."""
    with path.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        end = _end(_text(data), whole=len(data) < _HEAD_BYTES)
        if end is None and len(data) == _HEAD_BYTES:
            data += file.read(_MOST_HEAD_BYTES)
            end = _end(_text(data), whole=True)
    return _text(data)[:end] if end else ""


def _end(text: str, *, whole: bool) -> int | None:
    """Return the end of the front matter, or None when no front matter ends within this text."""
    try:
        place = fences.find(text, whole=whole)
    except UnendedError:
        return None
    if place:
        return place.body
    alone = _ALONE.match(text, len(text) - len(text.lstrip())) if whole else None
    return alone.end() if alone else None


def _text(data: bytes) -> str:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")
