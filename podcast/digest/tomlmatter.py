"""TOML front matter as Hugo writes it: its values as the text that YAML's are read as."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path

from podcast.errors import DigestError, at

FENCE = "+++"

_FENCE_LINE = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def detect(text: str) -> bool:
    """Tell whether a post begins with a TOML fence."""
    return _FENCE_LINE.match(text) is not None


def split(text: str) -> tuple[str, str]:
    """Return TOML and body of a post that begins with a fence. Raises ValueError without a second.

    The TOML begins with the line end of its fence, so that its lines count from there.
    """
    opening = _FENCE_LINE.match(text)
    closing = _FENCE_LINE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise ValueError("one fence")
    return text[opening.end() : closing.start()], text[closing.end() :]


def load(toml: str, line: int, path: Path) -> dict[str, object]:
    """Read TOML that stands from `line` of a post. Raises DigestError with file and line."""
    try:
        values = tomllib.loads(toml, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        row = int(place[1]) - 1 if place and place[1] else toml.count("\n")
        problem = _PLACE.sub("", str(error))
        raise DigestError(
            f"{at(path, line + row)}: broken TOML in the front matter: {problem}; mend this line"
        ) from error
    return {key: _text(value) for key, value in values.items()}


def _text(value: object) -> object:
    """Return a scalar as text; what holds others stays."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value
