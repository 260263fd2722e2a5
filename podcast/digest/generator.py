"""The configuration of a blog's generator: where it lies, and what it says of the posts' addresses.

Sources: jekyllrb.com/docs/configuration/front-matter-defaults, hexo.io/docs/configuration and
gohugo.io/configuration/permalinks.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from podcast.digest.permalink import Generator
from podcast.errors import ConfigError, at
from podcast.lib import yamlfile

_TOML, _JSON = ".toml", ".json"
CONFIGURATIONS: Mapping[Generator, tuple[str, ...]] = {
    "jekyll": ("_config.yml", "_config.yaml", f"_config{_TOML}"),
    "hexo": ("_config.yml", "_config.yaml"),
    "hugo": tuple(
        f"{folder}{name}{suffix}"
        for folder in ("", "config/_default/")
        for name in ("hugo", "config")
        for suffix in (_TOML, ".yaml", ".yml", _JSON)
    ),
}
"""The names of a generator's configuration, in the order in which it looks for them."""


def settings(path: Path) -> Mapping[str, Any]:
    """Return the settings of a configuration, which is read once until it is saved again.

    Raises ConfigError when it cannot be read.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as error:  # of the file; of TOML, of JSON, and of UTF-8
        raise ConfigError(
            f"{at(path)}: cannot be read: {error}; mend the blog's own file"
        ) from error


@lru_cache(4)
def _read(path: Path, _saved: int) -> Mapping[str, Any]:
    if path.suffix not in {_TOML, _JSON}:
        return yamlfile.load(path)
    text = path.read_text("utf-8-sig")
    values = tomllib.loads(text) if path.suffix == _TOML else json.loads(text)
    return values if isinstance(values, dict) else {}


def setting(values: object, *keys: str) -> Any:
    """Return a value deep in settings, or None; capitals do not matter, as in Hugo."""
    for key in keys:
        if not isinstance(values, Mapping):
            return None
        values = next((values[each] for each in values if str(each).lower() == key.lower()), None)
    return values


def of_posts_in_jekyll(values: Mapping[str, Any]) -> str:
    """Return Jekyll's pattern of the addresses of posts.

    A default for posts stands in each post, so it has precedence over the pattern of the collection
    and of the site; of several the last holds.
    """
    pattern = setting(values, "collections", "posts", "permalink") or setting(values, "permalink")
    rules = setting(values, "defaults")
    for rule in rules if isinstance(rules, list) else ():
        kind = setting(rule, "scope", "type")
        if kind in {None, "", "posts"} and not setting(rule, "scope", "path"):
            pattern = setting(rule, "values", "permalink") or pattern
    return str(pattern or "date")


def of_posts_in_hexo(values: Mapping[str, Any]) -> str:
    """Return Hexo's pattern of the addresses of posts."""
    return str(setting(values, "permalink") or ":year/:month/:day/:title/")


def of_section_in_hugo(values: Mapping[str, Any], section: str) -> str:
    """Return Hugo's pattern of the addresses of a section's pages, or an empty text."""
    rules = setting(values, "permalinks")
    pattern = setting(rules, "page", section) or setting(rules, section)
    return pattern if isinstance(pattern, str) else ""


def ends_in_html(values: Mapping[str, Any]) -> bool:
    """Tell whether Hugo makes files of pages instead of folders."""
    return setting(values, "uglyURLs") in {True, "true"}


def takes_names(values: Mapping[str, Any]) -> bool:
    """Tell whether Hugo takes date and slug from the names of files, before all else."""
    order = setting(values, "frontmatter", "date")
    first = next(iter(order), "") if isinstance(order, list) else ""
    return str(first).lower() == ":filename"
