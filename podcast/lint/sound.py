"""How long a recording plays, by its own headers.

mutagen's traps: an MP3 without an Info or Xing frame is measured by its bytes, so that half a file
seems half as long (only whole files are given to it); for a file that it does not know it returns
None; broken ones raise more than its own errors.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO


def seconds(source: Path | BinaryIO) -> float | None:
    """Return the length of a recording in seconds, or None where its headers do not say."""
    import mutagen

    options: dict[str, Any] = {} if isinstance(source, Path) else {"fileobj": source}
    try:
        found: Any = mutagen.File(*([source] if isinstance(source, Path) else []), **options)
        length = float(found.info.length) if found is not None else 0.0
    except (mutagen.MutagenError, AttributeError, ValueError, EOFError, IndexError, OverflowError):
        return None
    return length if 0 < length < 1e7 else None  # noqa: PLR2004 -- a third of a year is no episode
