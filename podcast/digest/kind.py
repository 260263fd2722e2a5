"""Which posts are digests: what `digests:` of show.yaml asks of front matter, title and path."""

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
from podcast.lib.plaintext import clean
from podcast.model import Digest
from podcast.show.parts import Digests

LEAST_ITEMS = 2
"""A post with fewer is taken for a diary, a page or a notice, unless a person names it."""

_COMMAS = re.compile(r"[,，、;；]")
_CATEGORIES = ("categories", "category")
_TAGS = ("tags", "tag")


def mismatch(head: Head, posts: Path, zone: ZoneInfo, digests: Digests) -> str | None:
    """Return why a post is not a digest of the show, with its place; None when it is one."""
    if not digests:
        return None
    try:
        matter = frontmatter.parse(frontmatter.split(head.text, head.path), head.path)
    except DigestError:  # broken: an error, unless its name says that it is something else
        return _by_path(head.path, posts, digests)
    return (
        _by_terms(matter, head.path, _CATEGORIES, digests.categories)
        or _by_terms(matter, head.path, _TAGS, digests.tags)
        or _by_title(matter, head.path, zone, digests.title)
        or _by_path(head.path, posts, digests)
    )


def lacking_items(post: Digest) -> str | None:
    """Return why a post does not look like a digest, with its place; None when it does."""
    count = len(post.items)
    if count >= LEAST_ITEMS:
        return None
    return f"{at(post.path)}: is no digest: it has {count or 'no'} item{'s' * (count != 1)}"


def terms(matter: Matter, names: Iterable[str]) -> frozenset[str]:
    """Return the categories or tags of a post, in small letters.

    A text may hold one, or several by commas or spaces; a list may hold lists (Hexo), and a
    mapping `taxonomies` the keys (Zola).
    """
    nested = matter.values.get("taxonomies")
    found = [
        values.get(key)
        for values in (matter.values, nested if isinstance(nested, dict) else {})
        for key in values
        if key.lower() in names
    ]
    return frozenset(word.casefold() for value in found for word in _words(value))


def _words(value: object, *, listed: bool = False) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _words(each, listed=True)
    elif isinstance(value, str):
        for part in _COMMAS.split(value):
            word = part.strip().lstrip("#")
            yield word
            if not listed:  # Jekyll: `categories: AI news` is two
                yield from word.split()
    elif isinstance(value, int | float):  # of TOML
        yield str(value)


def _by_terms(
    matter: Matter, path: Path, names: tuple[str, ...], wanted: tuple[str, ...] | None
) -> str | None:
    if not wanted or terms(matter, names) & {word.casefold() for word in wanted}:
        return None
    key = next(filter(None, map(matter.key, names)), None)
    place = at(path, matter.lines.get(key) if key else None)
    return f"{place}: is no digest: none of its {names[0]} is in `digests.{names[0]}`"


def _by_title(matter: Matter, path: Path, zone: ZoneInfo, pattern: str | None) -> str | None:
    if not pattern:
        return None
    key = matter.key("title")
    written = matter.values.get(key) if key else None
    title = written if isinstance(written, str) and written.strip() else _title(path, zone)
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
    """Match `*` and `?` only: brackets stand in titles, as in [AI]日报."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))
