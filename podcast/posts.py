"""The posts of a show: which file is the digest of a date."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast.digest import date_in_name, date_of, load, read_date
from podcast.errors import DigestError

_SUFFIXES = (".md", ".markdown")
_HEAD_BYTES = 4096
_MOST_HEAD_BYTES = 128 * 1024
_NEAREST = 3
_END = {
    "---": re.compile(r"\n-{3,}[ \t]*(?:\n|$)"),
    "+++": re.compile(r"\n\+{3}[ \t]*(?:\n|$)"),
}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_LINE = re.compile(
    r"^date(?::|[ \t]*=)[ \t]*(['\"]?)([^'\"#\n]*?)\1[ \t]*(?:#.*)?$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Index:
    """The posts of each date, and the files that have none."""

    dated: dict[date, list[Path]] = field(default_factory=dict)
    undated: list[Path] = field(default_factory=list)


def parse_date(text: str) -> date:
    """Return the date that a person typed. Raises DigestError unless it is like 2026-02-06."""
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day that no calendar has; said below
    raise DigestError(f"`{text[:40]}` is no date; write one like 2026-02-06")


def find(posts: Path, wanted: date | None, zone: ZoneInfo) -> Path:
    """Return the post of a date; of the newest date when `wanted` is None.

    `posts` is searched with its folders, but for hidden ones, `_drafts` and links that lead out.
    The date in the front matter counts, in `zone`, else the YYYY-MM-DD in the file name.
    Raises DigestError when the folder is missing, or holds no post or two for the date.
    """
    index = _index(posts, zone)
    if not index.dated or (wanted is not None and wanted not in index.dated):
        raise DigestError(_missing(posts, wanted, index, zone))
    if wanted is None:
        _refuse_unreadable(index, zone)
    day = wanted or max(index.dated)
    first, *others = index.dated[day]
    if others:
        names = ", ".join(map(str, (first, *others)))
        message = f"two posts for {day}: {names}; change the date of one or move it away"
        raise DigestError(message)
    return first


def dates(posts: Path, zone: ZoneInfo) -> tuple[date, ...]:
    """Return the dates that have a post, oldest first. Raises DigestError without the folder."""
    return tuple(sorted(_index(posts, zone).dated))


def _index(posts: Path, zone: ZoneInfo) -> _Index:
    if not posts.is_dir():
        message = f"{posts}: no such folder; make it or correct `posts` in show.yaml"
        raise DigestError(message)
    index = _Index()
    for path in sorted(_files(posts)):
        day = _date(path, zone)
        if day is None:
            index.undated.append(path)
        else:
            index.dated.setdefault(day, []).append(path)
    return index


def _files(folder: Path) -> Iterator[Path]:
    inside = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "_drafts"]
        for name in names:
            path = Path(where, name)
            if name.startswith(".") or path.suffix.lower() not in _SUFFIXES:
                continue
            if path.is_file() and not (path.is_symlink() and _is_no_post(path, inside)):
                yield path


def _is_no_post(link: Path, inside: Path) -> bool:
    """Say whether a link leads out of the folder, or to a file that is found anyway."""
    target = link.resolve()
    return not target.is_relative_to(inside) or target.suffix.lower() in _SUFFIXES


def _date(path: Path, zone: ZoneInfo) -> date | None:
    """Return a post's date from its head; YAML is parsed only where a look is not enough."""
    try:
        head = _front_matter(path)
        yaml = not head.startswith("+++")  # in TOML a later table may have a date of its own
        lines = _DATE_LINE.findall(head) if yaml else []
        moment = read_date(lines[-1][1], zone) if lines else None
        if moment is None and "date" in head:
            return date_of(head, path, zone)
    except (OSError, DigestError):  # said when this post is built; others are not its business
        moment = None
    return moment.date() if moment else date_in_name(path)


def _front_matter(path: Path) -> str:
    """Read a post as far as its front matter goes; empty when it has none."""
    with path.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        text = _text(data)
        fence = _END.get(text[:3])
        if fence is None:
            return ""
        if not fence.search(text, 3):
            text = _text(data + file.read(_MOST_HEAD_BYTES))
    end = fence.search(text, 3)
    return text[: end.end()] if end else ""


def _text(data: bytes) -> str:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unreadable(index: _Index, zone: ZoneInfo) -> None:
    """Raise for a post whose date is written but none: it may be the newest."""
    for path in index.undated:
        if _DATE_LINE.search(_front_matter(path)):
            date_of(_front_matter(path), path, zone)


def _missing(posts: Path, wanted: date | None, index: _Index, zone: ZoneInfo) -> str:
    message = f"{posts}: no post" + (f" for {wanted}" if wanted else "")
    near = _nearest(wanted, index.dated)
    if near:
        message += f"; the nearest: {', '.join(map(str, near))}"
    for path in index.undated[:1]:
        try:
            load(path, zone)  # the whole post: it may be empty, not UTF-8, or never end its head
        except DigestError as error:
            message += f"; not counted: {error}"
    if message.endswith(("no post", str(wanted))):
        message += "; write one there, named like 2026-02-06-title.md"
    return message


def _nearest(wanted: date | None, dated: Mapping[date, object]) -> list[date]:
    if wanted is None:
        return []
    near = sorted(dated, key=lambda day: (abs((day - wanted).days), day))
    return sorted(near[:_NEAREST])
