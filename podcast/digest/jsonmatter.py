"""JSON front matter: its values as the text that YAML's are read as.

Hugo writes one object `{…}`, Eleventy one between `---json` and `---`, Hexo the pairs alone, above
a line `;;;`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from podcast.errors import DigestError, at

_BARE = re.compile(r"\{\s*[\"}]")
_FENCED = re.compile(r"---[ \t]*json[ \t]*\n")
_PAIRS = re.compile(r"\"[^\"\n]+\"[ \t]*:")
_CLOSING_BRACE = re.compile(r"\}[ \t]*$", re.MULTILINE)
_FENCE_LINE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_PAIRS_END = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)


def detect(text: str) -> bool:
    """Tell whether a post begins with JSON: pairs alone are some only when a line `;;;` follows."""
    if _PAIRS.match(text):
        return _PAIRS_END.search(text) is not None
    return bool(_BARE.match(text) or _FENCED.match(text))


def split(text: str) -> tuple[str, str]:
    """Return JSON and body of a post that begins with JSON. Raises ValueError when it has no end.

    The JSON begins on the line on which the post does.
    """
    if _BARE.match(text):
        end = _end(text)
        return text[:end], text[end:]
    fenced = _FENCED.match(text)
    start = fenced.end() - 1 if fenced else 0
    closing = (_FENCE_LINE if fenced else _PAIRS_END).search(text, start + 1)
    if closing is None:
        raise ValueError("one fence")
    inside = text[start : closing.start()]
    return (inside if fenced else f"{{{inside}}}"), text[closing.end() :]


def load(written: str, line: int, path: Path) -> dict[str, object]:
    """Read JSON that stands from `line` of a post. Raises DigestError with file and line."""
    try:
        values = json.loads(written, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise DigestError(
            f"{at(path, line + error.lineno - 1)}: broken JSON in the front matter: {error.msg}; "
            "mend this line"
        ) from error
    if not isinstance(values, dict):
        raise DigestError(f'{at(path, line)}: the front matter is not `"key": value` pairs')
    return {key: _text(value) for key, value in values.items()}


def _end(text: str) -> int:
    """Return where an object ends; of a broken one, where a line ends with a brace."""
    try:
        return json.JSONDecoder().raw_decode(text)[1]
    except json.JSONDecodeError:
        closing = _CLOSING_BRACE.search(text)
        if closing is None:
            raise
        return closing.end()


def _text(value: object) -> object:
    """Return a scalar as text, and lists and objects of such."""
    if isinstance(value, list):
        return [_text(each) for each in value]
    if isinstance(value, dict):
        return {key: _text(each) for key, each in value.items()}
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return value
