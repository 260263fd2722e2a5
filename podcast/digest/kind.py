"""Decide which posts are digests: `digests:` of show.yaml sets categories, tags, title and path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast.digest import frontmatter
from podcast.digest.frontmatter import Matter
from podcast.digest.heads import Head
from podcast.digest.read import load
from podcast.errors import DigestError, at
from podcast.lib.counting import counted
from podcast.lib.plaintext import clean
from podcast.model import Digest
from podcast.show.parts import Digests

LEAST_ITEMS = 2
"""A post with fewer items is not taken for a digest, unless a person names it."""

_COMMAS = re.compile(r"[,，、;；]")
_CATEGORIES = ("categories", "category")
_TAGS = ("tags", "tag")


def mismatch(head: Head, posts: Path, zone: ZoneInfo, digests: Digests) -> str | None:
    """Return why a post is not a digest of the show, with file and line, or None for a digest."""
    if not digests:
        return None
    try:
        matter = frontmatter.parse(frontmatter.split(head.text, head.path), head.path)
    except DigestError:  # broken front matter: only the path can tell
        return _by_path(head.path, posts, digests)
    return (
        _by_terms(matter, head.path, _CATEGORIES, digests.categories)
        or _by_terms(matter, head.path, _TAGS, digests.tags)
        or _by_title(matter, head.path, zone, digests.title)
        or _by_path(head.path, posts, digests)
    )


def lacking_items(post: Digest) -> str | None:
    """Return why a post does not look like a digest, with the file, or None for a digest."""
    count = len(post.items)
    if count >= LEAST_ITEMS:
        return None
    items = counted(count, "item") if count else "no items"
    return f"{at(post.path)}: is no digest: it has {items}"


def terms(matter: Matter, names: Iterable[str]) -> frozenset[str]:
    """Return the categories or tags of a post, in small letters.

    A text may hold several, separated by commas or spaces. A list may hold lists (Hexo). The keys
    may stand in a mapping `taxonomies` (Zola).
    """
    nested = matter.values.get("taxonomies")
    values_of_keys = [
        values.get(key)
        for values in (matter.values, nested if isinstance(nested, dict) else {})
        for key in values
        if key.lower() in names
    ]
    return frozenset(word.casefold() for value in values_of_keys for word in _words(value))


def _words(value: object, *, in_list: bool = False) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _words(each, in_list=True)
    elif isinstance(value, str):
        for part in _COMMAS.split(value):
            word = part.strip().lstrip("#")
            yield word
            if not in_list:  # to Jekyll, `categories: AI news` is two categories
                yield from word.split()
    elif isinstance(value, int | float):  # numbers come from TOML
        yield str(value)


def _by_terms(
    matter: Matter, path: Path, names: tuple[str, ...], terms_of_show: tuple[str, ...] | None
) -> str | None:
    if not terms_of_show or terms(matter, names) & {word.casefold() for word in terms_of_show}:
        return None
    key = next(filter(None, map(matter.key, names)), None)
    place = at(path, matter.lines.get(key) if key else None)
    return f"{place}: is no digest: none of its {names[0]} is in `digests.{names[0]}`"


def _by_title(matter: Matter, path: Path, zone: ZoneInfo, pattern: str | None) -> str | None:
    if not pattern:
        return None
    key = matter.key("title")
    value = matter.values.get(key) if key else None
    title = value if isinstance(value, str) and value.strip() else _title(path, zone)
    if any(_is_like(each.casefold(), pattern.casefold()) for each in (title, clean(title))):
        return None
    place = at(path, matter.lines.get(key) if key else None)
    return f"{place}: is no digest: its title is not like `digests.title`"


def _title(path: Path, zone: ZoneInfo) -> str:
    try:
        return load(path, zone).title
    except DigestError:
        return path.stem


def _by_path(path: Path, posts: Path, digests: Digests) -> str | None:
    below = path.relative_to(posts).as_posix() if path.is_relative_to(posts) else path.name
    names = (below, path.name, f"{posts.name}/{below}")
    if not digests.path or any(_is_like(name, digests.path) for name in names):
        return None
    return f"{at(path)}: is no digest: its path is not like `digests.path`"


def _is_like(text: str, pattern: str) -> bool:
    """Match a pattern in which only `*` and `?` are special: titles may have brackets, [AI]日报."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))
