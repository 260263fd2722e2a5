"""Read the duration of a recording from its headers.

mutagen has traps: it measures an MP3 without an Info or Xing frame by its bytes, so that half a
file seems half as long (callers pass whole files only); it returns None for an unknown format; a
broken file raises more than mutagen's own errors.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO


def seconds(source: Path | BinaryIO) -> float | None:
    """Return the length of a recording in seconds, or None when its headers do not tell it."""
    import mutagen

    options: dict[str, Any] = {} if isinstance(source, Path) else {"fileobj": source}
    try:
        file: Any = mutagen.File(*([source] if isinstance(source, Path) else []), **options)
        length = float(file.info.length) if file is not None else 0.0
    except (mutagen.MutagenError, AttributeError, ValueError, EOFError, IndexError, OverflowError):
        return None
    return length if 0 < length < 1e7 else None  # noqa: PLR2004 -- a third of a year is no episode
