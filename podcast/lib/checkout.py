"""Find the branch of the git checkout around a folder, without the program git."""

from __future__ import annotations

import re
from pathlib import Path

DEFAULT_BRANCH = "main"

_HEAD = re.compile(r"ref: refs/(?:heads|remotes/origin)/(\S+)\s*\Z")
_ELSEWHERE = re.compile(r"gitdir: (.+)")


def branch(folder: Path) -> str:
    """Return the branch that is checked out, else the branch that was cloned, else `main`."""
    place = _repository(folder.resolve())
    if place is None:
        return DEFAULT_BRANCH
    for head in (place / "HEAD", place / "refs" / "remotes" / "origin" / "HEAD"):
        match = _HEAD.match(_text(head))
        if match:
            return match[1]
    return DEFAULT_BRANCH


def _repository(folder: Path) -> Path | None:
    for each in (folder, *folder.parents):
        place = each / ".git"
        if place.is_dir():
            return place
        elsewhere = _ELSEWHERE.match(_text(place))  # of a worktree or a submodule
        if elsewhere:
            return each / elsewhere[1].strip()
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
