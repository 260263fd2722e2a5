"""What a front matter says, to prove that the block has changed none of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from podcast.embed.matter import Form, FrontMatter, line_of
from podcast.errors import ConfigError, FeedError, at
from podcast.lib.yamlfile import MAX_FRONT_MATTER, TooLargeError, parse

KEY = "podcast"

_NAME = rb"(?:podcast|'podcast'|\"podcast\")"
_OWN_YAML = re.compile(rb"^" + _NAME + rb"[ \t]*:", re.MULTILINE)
_OWN_TOML = re.compile(
    rb"^[ \t]*(?:\[\[?[ \t]*" + _NAME + rb"[ \t]*[.\]]|" + _NAME + rb"[ \t]*[.=])", re.MULTILINE
)
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")

Values = dict[str, object]


def own_key(data: bytes, front: FrontMatter, path: Path) -> int | None:
    """Return where a post without the block uses the key `podcast` itself; None when it does not.

    Raises FeedError as `parsed` does.
    """
    pattern = _OWN_YAML if front.form == "yaml" else _OWN_TOML
    found = pattern.search(data, front.start, front.end)
    if front.form == "yaml":
        return found.start() if found else None
    values = parsed("toml", data[front.start : front.end], path) or {}
    if KEY not in values:  # what was found, if anything, stands in a text or in another table
        return None
    return found.start() if found else front.start


def parsed(form: Form, matter: bytes, path: Path, *, broken_is_none: bool = False) -> Values | None:
    """Return the values of a front matter; None for one that is not quite YAML.

    Raises FeedError for one that is too large, and for broken TOML unless `broken_is_none`: Hugo
    does not read it either. Its line counts the opening fence.
    """
    text = matter.decode("utf-8", "replace").replace("\r\n", "\n")
    if len(text) > MAX_FRONT_MATTER:
        raise FeedError(f"{at(path, 1)}: front matter over 64 kB; shorten it, then embed again")
    if form == "yaml":
        return _yaml(text, path)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise FeedError(f"{at(path, 1)}: front matter nested too deeply; flatten it") from error
    except tomllib.TOMLDecodeError as error:
        if broken_is_none:
            return None
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) + 1 if place and place[1] else line_of(matter, len(matter))
        problem = _TOML_PLACE.sub("", str(error)).strip()
        raise FeedError(
            f"{at(path, line)}: broken TOML in the front matter: {problem}; mend this line"
        ) from error


def _yaml(text: str, path: Path) -> Values | None:
    try:
        return dict(parse(text, path))
    except TooLargeError as error:
        raise FeedError(str(error)) from error
    except ConfigError:
        return None
