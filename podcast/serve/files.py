"""Find the file of episodes/ for a request path."""

from __future__ import annotations

from pathlib import Path

from podcast.episode.manifest import FOR_ITS_MAKER

INDEX = "index.html"


def locate(root: Path, path: str) -> Path | None:
    """Return the file or folder below `root` that a decoded URL path names, or None.

    Hidden names (temporary files, .gitignore), `..`, symbolic links out of `root`, and the files
    that are only for the show's maker give None.
    `root` is an absolute path without symbolic links.
    """
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or "\\" in part for part in parts):
        return None
    try:
        file = root.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # missing, too long, a NUL, links in a circle
        return None
    if not file.is_relative_to(root) or _hidden(file.relative_to(root)):
        return None
    if file.name in FOR_ITS_MAKER:
        return None
    return file


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
