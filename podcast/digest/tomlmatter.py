"""Read TOML front matter, as Hugo writes it; its values become strings, like those of YAML."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path

from podcast.errors import DigestError, at

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def load(toml: str, line: int, path: Path) -> dict[str, object]:
    """Read TOML that begins on `line` of a post. Raises DigestError, with the line, if broken."""
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
    """Return a scalar as text; lists and tables stay as they are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value
