"""Split addresses into their parts."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split(url: str) -> SplitResult | None:
    """Return the parts of a valid http(s) address, or None for other texts."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def ending(url: str) -> str:
    """Return the ending of the file that an address names, in lower case, without the dot."""
    parts = split(url)
    name = (parts.path if parts else url).rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
