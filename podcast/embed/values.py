"""Parse the values of front matter, to check that the block changes none of them."""

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
    """Return the byte offset of a key `podcast` outside of the block, or None without such a key.

    `data` is the post without the block. Raises FeedError as `parse_values` does.
    """
    pattern = _OWN_YAML if front.form == "yaml" else _OWN_TOML
    match = pattern.search(data, front.start, front.end)
    if front.form == "yaml":
        return match.start() if match else None
    values = parse_values("toml", data[front.start : front.end], path) or {}
    if KEY not in values:  # a match stands in a text or in another table
        return None
    return match.start() if match else front.start


def parse_values(
    form: Form, matter: bytes, path: Path, *, broken_is_none: bool = False
) -> Values | None:
    """Return the values of front matter; None when it is not valid YAML.

    Raises FeedError when the front matter is too large or nested too deeply. Broken TOML, which
    Hugo does not read either, raises FeedError, too, or gives None with `broken_is_none`. The line
    in the message counts the opening fence.
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
