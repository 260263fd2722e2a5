"""Request paths -> files of episodes/, and their media types."""

from __future__ import annotations

from pathlib import Path

INDEX = "index.html"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt",
    ".xml": "application/rss+xml; charset=utf-8",
}
_CHAPTERS = "chapters.json"


def locate(root: Path, path: str) -> Path | None:
    """Return the file or folder below `root` that a decoded URL path names, or None.

    Hidden names (temporary files, .gitignore), `..` and links that lead out of `root` name
    nothing. `root` is an absolute path without links.
    """
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or "\\" in part for part in parts):
        return None
    try:
        found = root.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # missing, too long, a NUL, links in a circle
        return None
    if not found.is_relative_to(root) or _hidden(found.relative_to(root)):
        return None
    return found


def media_type(path: Path) -> str:
    """Return the Content-Type of a file (podcast namespace and IANA names)."""
    if path.name == _CHAPTERS:
        return "application/json+chapters"
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
