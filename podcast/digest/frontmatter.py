"""Read the front matter of a post, and choose the post's date.

The front matter is YAML, TOML or JSON (`fences`). All values are read as strings, so that
`title: 3.0` stays 3.0, a date keeps its zone, and an impossible date is reported with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from frontmatter.default_handlers import YAMLHandler

from podcast.digest import fences, jsonmatter, tomlmatter
from podcast.digest.dates import date_in_name, read_date
from podcast.digest.fences import Form, UnendedError
from podcast.errors import DigestError, at
from podcast.lib.yamlfile import MAX_FRONT_MATTER

_FIRST_YEAR = 1901
"""The first year of the dates in feeds; before it zones have offsets with seconds, which dates of
feeds have not (RFC 5322, section 3.3)."""
DATE_KEYS = ("date", "publishDate", "pubDatetime", "pubDate")
"""The keys of the post's date (common, Hugo's, Astro's); the first key with a value counts."""
_BEHIND_NAME = (*DATE_KEYS[1:], "created")
"""The keys that count less than a date in the file's name: dates of release and of creation."""
_KEY = re.compile(r"['\"]?([\w-]+)['\"]?\s*[:=]")
_JSON_KEY = re.compile(r"[ \t{]*\"([\w-]+)\"\s*:")
_FULL_WIDTH_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*：", re.ASCII)
"""Matches a key at the beginning of a line; text in a value of several lines is indented."""
EMPTY = (None, "", "~", "null")


@dataclass(frozen=True, slots=True)
class Matter:
    """Parsed front matter: `values` by key, and the `lines` (from 1) of the top-level keys."""

    values: Mapping[str, object]
    lines: Mapping[str, int]

    def key(self, name: str) -> str | None:
        """Return a key as the post spells it, or None; capitals do not matter, as in Hugo."""
        if name in self.values:
            return name
        return next((key for key in self.values if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Parts:
    """The front matter and the body of a post, with the lines of the file where they begin.

    `matter` begins with a line end in place of its fence, which is on line `matter_line`.
    """

    matter: str | None
    matter_line: int
    body: str
    body_line: int
    language: Form = "YAML"


def split(text: str, path: Path) -> Parts:
    """Split a post into front matter (or None) and body.

    Raises DigestError when the closing fence is missing.
    """
    try:
        place = fences.find(text)
    except UnendedError as error:
        line = text.count("\n", 0, error.first) + 1
        raise DigestError(
            f"{at(path, line)}: the front matter has no end; add a line `{error.fence}` after it"
        ) from error
    if place is None:
        return Parts(None, 1, text, 1)
    body = text[place.body :].removeprefix("\n")
    return Parts(
        matter=text[place.first : place.start].count("\n") * "\n" + text[place.start : place.end],
        matter_line=text.count("\n", 0, place.first) + 1,
        body=body,
        body_line=text.count("\n", 0, len(text) - len(body)) + 1,
        language=place.form,
    )


def parse(parts: Parts, path: Path) -> Matter:
    """Parse the front matter of a post; the result is empty for a post without front matter.

    Raises DigestError with file and line when the front matter is broken. The only fault that is
    accepted is a title with an unquoted colon, which is common.
    """
    if parts.matter is None:
        return Matter({}, {})
    if parts.language == "YAML":
        _refuse_full_width_colon(parts, path)
    if len(parts.matter) > MAX_FRONT_MATTER:
        raise DigestError(f"{at(path, parts.matter_line)}: front matter over 64 kB; shorten it")
    try:
        values = _values(parts.matter, parts, path)
    except yaml.YAMLError as error:
        values = _load_mended(parts, path, error)
    except RecursionError as error:
        message = f"{at(path, parts.matter_line)}: front matter nested too deeply; make it flat"
        raise DigestError(message) from error
    if values is None or values == "":
        values = {}
    if not isinstance(values, dict):
        message = f"{at(path, parts.matter_line)}: the front matter is not `key: value` lines"
        raise DigestError(message)
    return Matter(values, _key_lines(parts))


def published(matter: Matter, path: Path, zone: ZoneInfo) -> datetime:
    """Return the time of publication in `zone`, from the front matter or the file's name.

    The key `date` counts first, then the date in the name, then the first other date key with a
    value. A date without a time means midnight. A time without a zone is in `zone`. Raises
    DigestError when there is no date, an invalid one, or one that no feed can hold.
    """
    moment, key = _published(matter, path, zone)
    if moment.year < _FIRST_YEAR:
        raise DigestError(
            f"{at(path, matter.lines.get(key, 1))}: {moment.date()} is before {_FIRST_YEAR}, and "
            f"no feed holds such a date; write it like `{key}: 2026-02-06 08:00:00`"
        )
    return moment


def _published(matter: Matter, path: Path, zone: ZoneInfo) -> tuple[datetime, str]:
    """Return the time of publication, and the key that holds it or may hold it."""
    day = date_in_name(path)
    key = _key_with_value(matter, DATE_KEYS[0])
    if day and not key:
        return datetime(day.year, day.month, day.day, tzinfo=zone), DATE_KEYS[0]
    key = key or next(filter(None, (_key_with_value(matter, name) for name in _BEHIND_NAME)), None)
    moment = _moment(matter.values[key], zone) if key else None
    if moment is None and key and key.lower() != "created":
        raise _no_date(matter, key, path)
    if moment is None:
        raise DigestError(
            f"{at(path, matter.lines.get('date', 1))}: no date; add `date: 2026-02-06 08:00:00` "
            "to the front matter or put YYYY-MM-DD into the file name"
        )
    return moment, key or DATE_KEYS[0]


def date_of(text: str, path: Path, zone: ZoneInfo) -> date:
    """Return the date of a post in `zone`; `text` may be only its front matter.

    Raises DigestError as `parse` and `published` do.
    """
    return published(parse(split(text, path), path), path, zone).date()


def _refuse_full_width_colon(parts: Parts, path: Path) -> None:
    """Raise DigestError for a key with `：` behind it, which YAML would read as text."""
    for number, line in enumerate((parts.matter or "").split("\n"), parts.matter_line):
        key = _FULL_WIDTH_KEY.match(line)
        if key:
            raise DigestError(
                f"{at(path, number)}: `{key[1]}：` has a full-width colon; "
                f"write `{key[1]}: `, with a half-width colon and a space"
            )


def _values(matter: str, parts: Parts, path: Path) -> object:
    if parts.language == "TOML":
        return tomlmatter.load(matter, parts.matter_line, path)
    if parts.language == "JSON":
        return jsonmatter.load(matter, parts.matter_line, path)
    return _load(matter)


def _key_with_value(matter: Matter, name: str) -> str | None:
    """Return a key as the post spells it, or None when the key is missing or has no value."""
    key = matter.key(name)
    return None if key is None or matter.values[key] in EMPTY else key


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    return read_date(value, zone) if isinstance(value, str) else None


def _no_date(matter: Matter, key: str, path: Path) -> DigestError:
    value = matter.values[key]
    shown_value = f"`{value[:60]}`" if isinstance(value, str) else "a list or mapping"
    return DigestError(
        f"{at(path, matter.lines.get(key))}: {shown_value} is not a date; "
        f"write it like `{key}: 2026-02-06 08:00:00`"
    )


def _load(text: str) -> object:
    # The base loader makes strings of all scalars. A C loader is unsafe, as libyaml's recursion
    # overflows the C stack on deeply nested input.
    return YAMLHandler().load(text, Loader=yaml.BaseLoader)


def _load_mended(parts: Parts, path: Path, error: yaml.YAMLError) -> object:
    mended = _with_quoted_title(parts.matter or "")
    try:
        if mended is not None:
            return _load(mended)
    except yaml.YAMLError:
        pass  # the title was not the only fault: report the first error
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = parts.matter_line + (mark.line if mark else 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    message = f"{at(path, line)}: broken YAML in the front matter: {problem}; mend this line"
    raise DigestError(message) from error


def _with_quoted_title(text: str) -> str | None:
    """Return front matter with a title such as `AI日报: x` in quotes; None without such a title.

    YAML would take the title for a mapping within a mapping.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = re.fullmatch(r"title:[ \t]+([^\s'\"\[{>|&*!%@`#].*)", line.rstrip(" \t"))
        if match and (": " in match[1] or match[1].endswith(":")):
            lines[number] = "title: '" + match[1].replace("'", "''") + "'"
            return "\n".join(lines)
    return None


def _key_lines(parts: Parts) -> dict[str, int]:
    """Return the lines of the top-level keys, for messages."""
    lines = enumerate((parts.matter or "").split("\n"), parts.matter_line)
    key = _JSON_KEY if parts.language == "JSON" else _KEY
    matches = ((key.match(line), number) for number, line in lines)
    return {match[1]: number for match, number in matches if match}
