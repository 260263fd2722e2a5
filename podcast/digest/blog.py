"""Where a blog has the page of a post: what Jekyll, Hexo and Hugo make of its file by their rules.

The generator is known by where its posts lie (`_posts/`, `source/_posts/`, `content/`) and by its
configuration above them. What it says of addresses comes from there; where it says nothing, the
generator's own default holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from podcast.digest import frontmatter
from podcast.digest.generator import (
    CONFIGURATIONS,
    ends_in_html,
    of_posts_in_hexo,
    of_posts_in_jekyll,
    of_section_in_hugo,
    setting,
    settings,
    takes_names,
)
from podcast.digest.permalink import (
    Generator,
    Named,
    file_of,
    filled,
    hexo_slug,
    name_of,
    words_of,
)

_HUGO_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-(.+)$")
"""A name that gives date and slug to Hugo, where its `frontmatter.date` begins with `:filename`."""
_PARTS = {
    "year": "{date:%Y}", "month": "{date:%m}", "day": "{date:%d}", "short_year": "{date:%y}",
    "y_day": "{date:%j}", "w_year": "{date:%G}", "week": "{date:%V}",
}  # fmt: skip
"""The fields of `post_url` for words of patterns that are alike in every generator."""
_TWO_DATES = re.compile(r"\{date:([^}]*)\}([-/._]?)\{date:([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Page:
    """Where the blog has the page of a post."""

    config: Path
    """The generator's configuration."""
    generator: Generator
    path: str
    """The path of its address, quoted."""
    template: str | None
    """The same as the path of a `post_url` for posts like it; None where no field would do."""


@dataclass(frozen=True, slots=True)
class _Blog:
    generator: Generator
    root: Path
    config: Path
    settings: Mapping[str, Any]


def page_of(post: Path, zone: ZoneInfo) -> Page | None:
    """Return where the blog has a post, or None when that is not known.

    It is not known of a post outside of a blog, and where it hangs on what only the generator knows
    (`:id`, plugins). A post with `permalink` or `url` of its own is left to these. Raises
    ConfigError for a configuration, and DigestError for front matter, that cannot be read.
    """
    blog = _blog_of(post)
    if blog is None:
        return None
    text = post.read_text("utf-8-sig", "replace").replace("\r\n", "\n")
    matter = frontmatter.parse(frontmatter.split(text, post), post)
    if matter.values.get("permalink") or matter.values.get("url"):
        return None
    named = Named(
        moment=frontmatter.published(matter, post, zone),
        title=str(matter.values.get("title", "")),
        slug=str(matter.values.get("slug", "")),
        path=post,
        matter=matter,
    )
    try:
        pattern, named = _RULES[blog.generator](blog, named)
        values = words_of(blog.generator, named)
        path = f"{_base(blog)}{filled(pattern, values).lstrip('/')}"
        template = f"{_base(blog)}{filled(pattern, _as_fields(values, post)).lstrip('/')}"
    except KeyError:
        return None
    for _ in range(template.count("{date:")):
        template = _TWO_DATES.sub(r"{date:\1\2\3}", template)
    braces = re.sub(r"\{(?:date:[^{}]*|slug|file)\}", "", template)
    has_name = "{slug}" in template or "{file}" in template
    fits = has_name and not re.search(r"[{}]", braces)
    return Page(blog.config, blog.generator, path, template if fits else None)


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses lead to one page of a site, whichever host has it."""
    first, second = (unquote(urlsplit(each).path) for each in (one, other))
    return _plain(first) == _plain(second)


def _plain(path: str) -> str:
    return path.removesuffix("index.html").rstrip("/")


def _as_fields(values: Mapping[str, str], post: Path) -> dict[str, str]:
    """Return the fields of `post_url` for words; a word without one keeps the value it has here."""
    names = {quote(name_of(post)): "{slug}", quote(file_of(post)): "{file}"}
    fields = {word: names.get(value, value) for word, value in values.items()}
    return {**fields, **{word: field for word, field in _PARTS.items() if word in values}}


def _blog_of(post: Path) -> _Blog | None:
    """Return the blog of a post: the nearest folder above it with the marks of a generator."""
    for root in post.parents:
        generator = _generator(post.relative_to(root).parts)
        if generator is None:
            continue
        for name in CONFIGURATIONS[generator]:
            if (root / name).is_file():
                return _Blog(generator, root, root / name, settings(root / name))
    return None


def _generator(parts: tuple[str, ...]) -> Generator | None:
    """Return whose posts lie at a path below the root of a blog."""
    if parts[:2] == ("source", "_posts"):
        return "hexo"
    if parts[0] == "content":
        return "hugo"
    return "jekyll" if "_posts" in parts[:-1] and parts[0] != "source" else None


def _base(blog: _Blog) -> str:
    """Return the path of the blog's root, with `/` at both ends."""
    key = {"jekyll": "baseurl", "hexo": "root", "hugo": "baseURL"}[blog.generator]
    stated = setting(blog.settings, key)
    if stated is None and blog.generator == "hexo":
        stated = urlsplit(str(setting(blog.settings, "url") or "")).path
    base = str(stated or "").strip()
    inner = (urlsplit(base).path if "://" in base else base).strip("/")
    return f"/{inner}/" if inner else "/"


def _jekyll(blog: _Blog, post: Named) -> tuple[str, Named]:
    return of_posts_in_jekyll(blog.settings), post


def _hexo(blog: _Blog, post: Named) -> tuple[str, Named]:
    """Name the post as Hexo does: by its path and `new_post_name`, whatever its own `slug` says."""
    route = post.path.relative_to(blog.root / "source" / "_posts").with_suffix("").as_posix()
    stated = PurePosixPath(str(setting(blog.settings, "new_post_name") or ":title.md"))
    named = _by_pattern(stated.with_suffix("").as_posix(), route)
    return of_posts_in_hexo(blog.settings), replace(post, slug=named or hexo_slug(route))


def _by_pattern(pattern: str, route: str) -> str | None:
    """Return what stands for `:title` in a path, when the path is of the pattern."""
    digits = {"year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}",
              "i_month": r"\d{1,2}", "i_day": r"\d{1,2}"}  # fmt: skip
    form = re.sub(
        r":(\w+)",
        lambda word: (
            "(?P<title>.+?)" if word[1] == "title" else f"(?:{digits.get(word[1], '.+?')})"
        ),
        re.sub(r"[.^$+?(){}|\[\]]", lambda mark: f"\\{mark[0]}", pattern),
    )
    found = re.fullmatch(form, route) if form.count("(?P<title>") == 1 else None
    return found["title"] if found else None


def _hugo(blog: _Blog, post: Named) -> tuple[str, Named]:
    """Follow `permalinks` of the post's section, or put it below its folders under its name."""
    below = post.path.relative_to(blog.root / "content")
    is_bundle = file_of(post.path) != post.path.stem
    folders = [*below.parent.parts][: -1 if is_bundle else None]
    section = folders[0] if folders else ""
    pattern = of_section_in_hugo(blog.settings, section) or "/:sections/:slugorcontentbasename/"
    if ends_in_html(blog.settings):
        pattern = f"{pattern.rstrip('/')}.html"
    where = quote("/".join(folders).lower())
    pattern = re.sub(r":sections\b", lambda _: where, pattern)
    pattern = re.sub(r":section\b", lambda _: quote(section.lower()), pattern)
    dated = _HUGO_DATED.match(file_of(post.path))
    if not post.slug and dated and takes_names(blog.settings):
        post = replace(post, slug=dated[1])
    return pattern, post


_RULES = {"jekyll": _jekyll, "hexo": _hexo, "hugo": _hugo}
