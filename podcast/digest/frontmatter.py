"""The front matter of a post: found, parsed, and its date chosen.

YAML stands between `---` (Hexo also lets the first one away), TOML (Hugo's) between `+++`, JSON in
braces. Values are read as strings only, so that `title: 3.0` stays 3.0, a date keeps the zone it
was written with, and an impossible date is reported with its line.
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

DATE_KEYS = ("date", "publishDate", "pubDatetime", "pubDate")
"""In this order: everybody's, Hugo's and Astro's."""
_BEHIND_NAME = (*DATE_KEYS[1:], "created")
"""What a date in the file's name wins over: days of release, and those on which notes are begun."""
_KEY = re.compile(r"['\"]?([\w-]+)['\"]?\s*[:=]")
_JSON_KEY = re.compile(r"[ \t{]*\"([\w-]+)\"\s*:")
EMPTY = (None, "", "~", "null")


@dataclass(frozen=True, slots=True)
class Matter:
    """Front matter: `values` by key, and the `lines` (from 1) on which top-level keys stand."""

    values: Mapping[str, object]
    lines: Mapping[str, int]

    def key(self, name: str) -> str | None:
        """Return a key as the post spells it: Hugo does not tell `draft` from `Draft`."""
        if name in self.values:
            return name
        return next((key for key in self.values if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Parts:
    """A post taken apart. `body` begins on line `body_line` of the file.

    `matter` begins with a line end that stands for its fence, on line `matter_line`.
    """

    matter: str | None
    matter_line: int
    body: str
    body_line: int
    language: Form = "YAML"


def split(text: str, path: Path) -> Parts:
    """Take a post apart at the fences; `matter` is None when it has no front matter.

    Raises DigestError when the first fence has no second.
    """
    try:
        found = fences.find(text)
    except UnendedError as error:
        line = text.count("\n", 0, error.first) + 1
        raise DigestError(
            f"{at(path, line)}: the front matter has no end; add a line `{error.fence}` after it"
        ) from error
    if found is None:
        return Parts(None, 1, text, 1)
    body = text[found.body :].removeprefix("\n")
    return Parts(
        matter=text[found.first : found.start].count("\n") * "\n" + text[found.start : found.end],
        matter_line=text.count("\n", 0, found.first) + 1,
        body=body,
        body_line=text.count("\n", 0, len(text) - len(body)) + 1,
        language=found.form,
    )


def parse(parts: Parts, path: Path) -> Matter:
    """Read the front matter of a post; none is an empty one.

    Raises DigestError with file and line for what is broken; only a title with an unquoted
    colon, which real posts have, is mended.
    """
    if parts.matter is None:
        return Matter({}, {})
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
    """Return when the post was published, in `zone`: by its front matter, else by its name.

    `date` counts, then the name, then the first of the other keys that holds something. A date
    without time is midnight; a time without zone is the show's. Raises DigestError when there is
    no date or an invalid one.
    """
    day = date_in_name(path)
    key = _filled(matter, DATE_KEYS[0])
    if day and not key:
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    key = key or next(filter(None, (_filled(matter, name) for name in _BEHIND_NAME)), None)
    moment = _moment(matter.values[key], zone) if key else None
    if moment is None and key and key.lower() != "created":
        raise _no_date(matter, key, path)
    if moment is None:
        raise DigestError(
            f"{at(path, matter.lines.get('date', 1))}: no date; add `date: 2026-02-06 08:00:00` "
            "to the front matter or put YYYY-MM-DD into the file name"
        )
    return moment


def date_of(text: str, path: Path, zone: ZoneInfo) -> date:
    """Return the date of a post in `zone`; its front matter is all of `text` that is needed.

    Raises DigestError as `parse` and `published` do.
    """
    return published(parse(split(text, path), path), path, zone).date()


def _values(matter: str, parts: Parts, path: Path) -> object:
    if parts.language == "TOML":
        return tomlmatter.load(matter, parts.matter_line, path)
    if parts.language == "JSON":
        return jsonmatter.load(matter, parts.matter_line, path)
    return _load(matter)


def _filled(matter: Matter, name: str) -> str | None:
    """Return a key as the post spells it, if it holds something."""
    key = matter.key(name)
    return None if key is None or matter.values[key] in EMPTY else key


def _moment(written: object, zone: ZoneInfo) -> datetime | None:
    return read_date(written, zone) if isinstance(written, str) else None


def _no_date(matter: Matter, key: str, path: Path) -> DigestError:
    written = matter.values[key]
    shown = f"`{written[:60]}`" if isinstance(written, str) else "a list or mapping"
    return DigestError(
        f"{at(path, matter.lines.get(key))}: {shown} is not a date; "
        f"write it like `{key}: 2026-02-06 08:00:00`"
    )


def _load(text: str) -> object:
    # The base loader makes strings of all scalars. The C loaders are out: libyaml's recursion
    # overflows the C stack on deeply nested input.
    return YAMLHandler().load(text, Loader=yaml.BaseLoader)


def _load_mended(parts: Parts, path: Path, error: yaml.YAMLError) -> object:
    mended = _with_quoted_title(parts.matter or "")
    try:
        if mended is not None:
            return _load(mended)
    except yaml.YAMLError:
        pass  # the title was not the (only) fault: the first error says more
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = parts.matter_line + (mark.line if mark else 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    message = f"{at(path, line)}: broken YAML in the front matter: {problem}; mend this line"
    raise DigestError(message) from error


def _with_quoted_title(text: str) -> str | None:
    """Quote `title: AI日报: x`, which YAML takes for a mapping in a mapping; None without one."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = re.fullmatch(r"title:[ \t]+([^\s'\"\[{>|&*!%@`#].*)", line.rstrip(" \t"))
        if match and (": " in match[1] or match[1].endswith(":")):
            lines[number] = "title: '" + match[1].replace("'", "''") + "'"
            return "\n".join(lines)
    return None


def _key_lines(parts: Parts) -> dict[str, int]:
    """Find the lines of the top-level keys, for messages."""
    lines = enumerate((parts.matter or "").split("\n"), parts.matter_line)
    key = _JSON_KEY if parts.language == "JSON" else _KEY
    found = ((key.match(line), number) for number, line in lines)
    return {match[1]: number for match, number in found if match}
