"""Write or remove one entry of a mapping, or lengthen a list, in a YAML file.

Every other byte stays as it is.

The new text is made by cutting and inserting at the positions that the YAML parser gives. Then the
text is parsed again, and refused unless it holds exactly the intended values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podcast.errors import ConfigError
from podcast.lib.yamlfile import Field, fields, parse

Value = str | Mapping[str, str | bool]

_PLAIN = re.compile(r"[^\W\d_](?:[ ]?[\w./+&'，。？！：；、-])*")
"""Matches scalars that need no quotes in block and in flow style."""
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""The words that YAML 1.1 or 1.2 reads as a boolean or as null."""
_INDENT = "  "
_LINE_END = re.compile(r"\r?\n|\Z")


def written(value: Value) -> str:
    """Return a text or a small mapping in YAML on one line, quoted where a parser needs it."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _RESERVED
        return value if plain else json.dumps(value, ensure_ascii=False)
    pairs = (f"{key}: {_item(item)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def _item(value: str | bool) -> str:
    return written(value) if isinstance(value, str) else str(value).lower()


def put(text: str, path: Path, section: str, key: str, value: Value, old: str | None = None) -> str:
    """Return the YAML text with `key: value` in the mapping `section`, in place of the key `old`.

    A section that is missing or empty gets its first entry. Raises ConfigError when the entry
    cannot be written without another change.
    """
    root = fields(text, path)
    part = _inner(root, section)
    pair = f"{written(key)}: {written(value)}"
    old_field = part and old is not None and _inner(part, old)
    if part is None:
        new_text = _with_section(text, root, f"{section}:", pair)
    elif old_field:
        new_text = _replaced(text, old_field, key, value)
    elif part.inner:
        _no_comments(text, part, path, key)
        new_text = _with_entry(text, part, pair)
    else:
        new_text = _with_first_entry(text, root, part, pair)
    before = _values(parse(text, path))
    entries = {name: item for name, item in (before.get(section) or {}).items() if name != old}
    return _proven(new_text, path, {**before, section: {**entries, key: value}}, pair)


def extend(text: str, path: Path, key: str, values: Sequence[str]) -> str:
    """Return the YAML text with these values in the list `key` at its top, each once.

    A list that is missing is made, and a single text becomes the first of a list. Raises
    ConfigError when the list cannot be written without another change.
    """
    before = _values(parse(text, path))
    old = before.get(key)
    there = old if isinstance(old, list) else [] if old is None else [old]
    new = [each for each in values if each not in there]
    if not new:
        return text
    root = fields(text, path)
    field = _inner(root, key)
    words = [written(each) for each in new]
    if field is None:
        new_text = _with_list(text, root, key, words)
    elif field.flow or old is None or not isinstance(old, list):
        new_text = _with_words(text, field, words)
    else:
        dash = text.rindex("-", 0, field.items[-1].start)
        rows = [_indent(text, dash) + f"- {each}" for each in words]
        new_text = _line_after(text, field.items[-1].end, _newline(text, len(text)).join(rows))
    return _proven(new_text, path, {**before, key: [*there, *new]}, key)


def drop(text: str, path: Path, section: str, key: str) -> str:
    """Return the YAML text without the key in the mapping `section`.

    Raises ConfigError when the key cannot be removed without another change.
    """
    part = _inner(fields(text, path), section)
    field = part and _inner(part, key)
    if not part or not field:
        return text
    if len(part.inner) == 1:
        new_text = _emptied(text, part, field)
    elif part.flow:
        _no_comments(text, part, path, key)
        new_text = _without_pair(text, part, field)
    else:
        new_text = _without_lines(text, field)
    before = _values(parse(text, path))
    entries = {name: item for name, item in before[section].items() if name != key}
    return _proven(new_text, path, {**before, section: entries}, written(key))


def _no_comments(text: str, part: Field, path: Path, key: str) -> None:
    """Refuse brackets with comments, as it is unclear to which entries the comments belong."""
    if part.flow and re.search(r"\s#", text[part.value : part.end]):
        raise ConfigError(
            f"{path}: `{key}` must be changed by hand, for there are comments beside it"
        )


def _inner(part: Field, key: str) -> Field | None:
    return next((field for field in part.inner if field.key == key), None)


def _values(value: Any) -> Any:
    """Return the values of a parsed text without their positions."""
    if isinstance(value, Mapping):
        return {key: _values(item) for key, item in value.items()}
    return [_values(item) for item in value] if isinstance(value, list) else value


def _proven(text: str, path: Path, expected: Mapping[str, Any], what: str) -> str:
    try:
        proven = _values(parse(text, path)) == expected
    except ConfigError:
        proven = False
    if not proven:
        raise ConfigError(f"{path}: the file is written so that `{what}` must be changed by hand")
    return text


# --- Writing -------------------------------------------------------------------------------------


def _with_section(text: str, root: Field, head: str, pair: str) -> str:
    """Add the section at the end of the file, or of the brackets that hold all of it."""
    if root.flow:
        return _with_entry(text, root, f"{head} {{{pair}}}")
    newline = _newline(text, len(text))
    start = "" if not text or text.endswith("\n") else newline
    return f"{text}{start}{head}{newline}{_INDENT}{pair}{newline}"


def _with_list(text: str, root: Field, key: str, words: list[str]) -> str:
    """Add a list at the end of the file, or of the brackets that hold all of it."""
    if root.flow:
        return _with_entry(text, root, f"{key}: [{', '.join(words)}]")
    newline = _newline(text, len(text))
    start = "" if not text or text.endswith("\n") else newline
    rows = newline.join([f"{key}:", *(f"{_INDENT}- {each}" for each in words)])
    return f"{text}{start}{rows}{newline}"


def _with_words(text: str, field: Field, words: list[str]) -> str:
    """Add words to a list in brackets, or make one of an empty or a single value."""
    more = ", ".join(words)
    if field.flow and field.items:
        return f"{text[: field.items[-1].end]}, {more}{text[field.items[-1].end :]}"
    if field.flow:
        return f"{text[: field.value + 1]}{more}{text[field.value + 1 :]}"
    old = text[field.value : field.end]
    if old in {"", "~", "null"}:
        return f"{text[: field.value]}{'' if old else ' '}[{more}]{text[field.end :]}"
    return f"{text[: field.value]}[{old}, {more}]{text[field.end :]}"


def _with_first_entry(text: str, root: Field, part: Field, pair: str) -> str:
    """Give an empty section (`lexicon:`, `lexicon: {}`) its first entry."""
    if part.flow and (root.flow or "#" in text[part.value : part.end]):
        return f"{text[: part.value + 1]}{pair}{text[part.value + 1 :]}"
    if root.flow:
        return f"{text[: part.value]} {{{pair}}}{text[part.end :]}"
    colon = text.index(":", part.key_end) + 1
    indent = _indent(text, part.start) + _INDENT
    return _line_after(text[:colon] + text[part.end :], colon, indent + pair)


def _with_entry(text: str, part: Field, pair: str) -> str:
    """Add an entry after the last entry."""
    last = part.inner[-1]
    if part.flow:
        return f"{text[: last.end]}, {pair}{text[last.end :]}"
    return _line_after(text, last.end, _indent(text, part.inner[0].start) + pair)


def _replaced(text: str, field: Field, key: str, value: Value) -> str:
    """Write another value, and the key if it is spelt differently; a comment after them stays."""
    name = text[field.start : field.key_end] if field.key == key else written(key)
    colon = text.index(":", field.key_end) + 1
    between = text[field.key_end : field.value]
    if "#" not in between:  # a value on a line of its own moves up
        between = text[field.key_end : colon] + " "
    return f"{text[: field.start]}{name}{between}{written(value)}{text[field.end :]}"


def _line_after(text: str, place: int, line: str) -> str:
    """Insert a line below the line of `place`."""
    match = _LINE_END.search(text, place)
    end = match.start() if match else len(text)
    return f"{text[:end]}{_newline(text, end)}{line}{text[end:]}"


def _newline(text: str, place: int) -> str:
    """Return the line end at an index, else the first line end of the text."""
    here = _LINE_END.match(text, place)
    first = _LINE_END.search(text)
    return (here and here[0]) or (first and first[0]) or "\n"


def _indent(text: str, place: int) -> str:
    """Return the text between the beginning of a line and an index in the line."""
    return text[text.rfind("\n", 0, place) + 1 : place].lstrip("\ufeff")


# --- Removing ------------------------------------------------------------------------------------


def _emptied(text: str, part: Field, field: Field) -> str:
    """Remove the only entry; the empty section is written `{}`."""
    if part.flow:
        return f"{text[: part.value]}{{}}{text[part.end :]}"
    colon = text.index(":", part.key_end) + 1
    rest = _without_lines(text, field)
    return f"{rest[:colon]} {{}}{rest[colon:]}"


def _without_pair(text: str, part: Field, field: Field) -> str:
    """Remove an entry from brackets, with the comma after it (for the last entry: before it)."""
    place = part.inner.index(field)
    if place + 1 < len(part.inner):
        return text[: field.start] + text[part.inner[place + 1].start :]
    return text[: part.inner[place - 1].end] + text[field.end :]


def _without_lines(text: str, field: Field) -> str:
    """Remove the lines of an entry, with the comment after the entry."""
    start = text.rfind("\n", 0, field.start) + 1
    match = _LINE_END.search(text, field.end)
    return text[:start] + text[match.end() if match else len(text) :]
