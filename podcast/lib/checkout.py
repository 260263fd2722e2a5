"""Read branch, origin and commit of the git checkout around a folder, without the program git."""

from __future__ import annotations

import configparser
import re
from dataclasses import dataclass
from pathlib import Path

DEFAULT_BRANCH = "main"

_HEAD = re.compile(r"ref: refs/(?:heads|remotes/origin)/(\S+)\s*\Z")
_ELSEWHERE = re.compile(r"gitdir: (.+)")
_REFERENCE = re.compile(r"ref: (refs/\S+)\s*\Z")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a checkout comes from: the address of its remote `origin`, and the commit."""

    url: str
    commit: str
    below: str
    """The folder that was asked about, relative to the checkout's root; empty for the root."""


def branch(folder: Path) -> str:
    """Return the branch that is checked out, else the branch that was cloned, else `main`."""
    _, place = _repository(folder.resolve())
    if place is None:
        return DEFAULT_BRANCH
    for head in (place / "HEAD", place / "refs" / "remotes" / "origin" / "HEAD"):
        match = _HEAD.match(_text(head))
        if match:
            return match[1]
    return DEFAULT_BRANCH


def origin(folder: Path) -> Origin | None:
    """Return the origin of a checkout, or None without a checkout, a remote or a commit."""
    top, place = _repository(folder.resolve())
    if place is None:
        return None
    shared = place / _text(place / "commondir").strip()  # a worktree shares all but its HEAD
    url, commit = _url(shared / "config"), _commit(place, shared)
    below = folder.resolve().relative_to(top).as_posix()
    return Origin(url, commit, "" if below == "." else below) if url and commit else None


def _repository(folder: Path) -> tuple[Path, Path | None]:
    """Return the root of the checkout around a folder, and its git directory if there is one."""
    for each in (folder, *folder.parents):
        place = each / ".git"
        if place.is_dir():
            return each, place
        elsewhere = _ELSEWHERE.match(_text(place))  # of a worktree or a submodule
        if elsewhere:
            return each, each / elsewhere[1].strip()
    return folder, None


def _url(path: Path) -> str:
    """Return the address of the remote `origin` in a git config file, or an empty text."""
    settings = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    rows = (row.strip() for row in _text(path).splitlines())  # an indented row is no continuation
    try:
        settings.read_string("\n".join(rows))
    except configparser.Error:
        return ""
    return (settings.get('remote "origin"', "url", fallback="") or "").strip('"')


def _commit(place: Path, shared: Path) -> str:
    """Return the commit that is checked out, or an empty text before the first one."""
    head = _text(place / "HEAD").strip()
    reference = _REFERENCE.match(head)
    if reference is None:
        return head if _COMMIT.fullmatch(head) else ""
    own = _text(shared / reference[1]).strip()
    if own:
        return own
    rows = (row.partition(" ") for row in _text(shared / "packed-refs").splitlines())
    return next((commit for commit, _, name in rows if name == reference[1]), "")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
