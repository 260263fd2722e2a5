"""The Content-Type of a file name, with which `serve` answers and which `publish` sets."""

from __future__ import annotations

from pathlib import PurePath

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webp": "image/webp",
    ".xml": "application/rss+xml; charset=utf-8",
}
_CHAPTERS = "chapters.json"


def media_type(path: PurePath) -> str:
    """Return the Content-Type of a file (podcast namespace and IANA names)."""
    if path.name == _CHAPTERS:
        return "application/json+chapters"
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")
