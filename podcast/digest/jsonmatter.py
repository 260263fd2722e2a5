"""Read JSON front matter; its values become strings, like those of YAML.

Hugo writes an object `{…}`, Eleventy writes an object between `---json` and `---`, and Hexo writes
the pairs without braces.
"""

from __future__ import annotations

import json
from pathlib import Path

from podcast.errors import DigestError, at


def load(json_text: str, line: int, path: Path) -> dict[str, object]:
    """Read JSON that begins on `line` of a post. Raises DigestError, with the line, if broken."""
    text = json_text if json_text.lstrip().startswith(("{", "[")) else f"{{{json_text}}}"
    try:
        values = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise DigestError(
            f"{at(path, line + error.lineno - 1)}: broken JSON in the front matter: {error.msg}; "
            "mend this line"
        ) from error
    if not isinstance(values, dict):
        raise DigestError(f'{at(path, line)}: the front matter is not `"key": value` pairs')
    return {key: _text(value) for key, value in values.items()}


def _text(value: object) -> object:
    """Return a scalar as text, also within lists and objects."""
    if isinstance(value, list):
        return [_text(each) for each in value]
    if isinstance(value, dict):
        return {key: _text(each) for key, each in value.items()}
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return value
