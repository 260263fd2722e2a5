"""What Jekyll, Hexo or Hugo is told of the blog around a folder: title, author, addresses, posts.

Only what a show needs is read. What the blog does not say, and what its starter left there as an
example, is empty. Sources: jekyllrb.com/docs/permalinks, hexo.io/docs/permalinks and
gohugo.io/configuration/permalinks.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from podcast.digest.generator import (
    CONFIGURATIONS,
    ends_in_html,
    of_posts_in_hexo,
    of_posts_in_jekyll,
    of_section_in_hugo,
    settings,
    takes_names,
)
from podcast.digest.permalink import STYLES, Generator
from podcast.show.examples import is_example
from podcast.show.yamltypes import folder_address

_HUGO_SIGNS = ("archetypes", "layouts", "themes", "hugo_stats.json", "resources/_gen")
_HEXO_KEYS = {"public_dir", "source_dir", "new_post_name", "skip_render", "render_drafts"}
_STARTERS = {
    "Hexo", "John Doe", "Your awesome title", "GitHub User", "My New Hugo Site",
    "My New Hugo Project", "Your Name",
}  # fmt: skip
"""Titles and authors that the starters of Jekyll, Hexo and Hugo write."""
_WORDS: dict[str, str] = {
    "year": "%Y", "month": "%m", "day": "%d", "i_month": "%-m", "i_day": "%-d",
    "short_year": "%y", "y_day": "%j", "yearday": "%j", "week": "%V", "w_year": "%G",
    "short_day": "%a", "long_day": "%A", "short_month": "%b", "long_month": "%B",
    "monthname": "%B", "weekdayname": "%A",
}  # fmt: skip
"""The words of patterns that are parts of the date, as strftime writes them."""
_WORD = re.compile(r":([a-z](?:[a-z_]*[a-z])?)")
_DATED = re.compile(r"\d{4}(?P<mark>[-._]?)\d{2}(?P=mark)\d{2}(?P<tail>[-_. ]+)(?=\S)")
_MOST_NAMES = 200
_SUFFIXES = {".md", ".markdown"}


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog's own words about itself; what it does not say is empty."""

    kind: Generator
    config: Path
    root: Path
    title: str = ""
    description: str = ""
    author: str = ""
    link: str = ""
    language: str = ""
    timezone: str = ""
    post_path: str = ""
    """Where a post is read, below `link`, in the form of `post_url`."""
    posts: Path = Path()
    source: Path = Path()
    """The folder of which the generator makes pages."""
    notes: tuple[str, ...] = ()
    """What a person should look at, as the blog's words do not settle it."""


def survey(folder: Path) -> Blog | None:
    """Return the blog whose folder this is, or that it lies directly in; None if there is none.

    Raises ConfigError when the blog's configuration cannot be read.
    """
    here = folder.absolute()
    for root in (here, here.parent):
        found = _configuration(root)
        if found:
            kind, path = found
            return _READERS[kind](root, path, settings(path))
    return None


def _configuration(root: Path) -> tuple[Generator, Path] | None:
    for path in (root / name for name in CONFIGURATIONS["jekyll"]):
        if path.is_file():
            return ("hexo" if _is_hexo(root, path) else "jekyll"), path
    for path in (root / name for name in CONFIGURATIONS["hugo"]):
        if path.is_file() and (path.stem == "hugo" or _is_hugo(root, path)):
            return "hugo", path
    return None


def _is_hexo(root: Path, path: Path) -> bool:
    if path.suffix == ".toml" or (root / "_posts").is_dir():
        return False
    package = root / "package.json"
    if package.is_file() and '"hexo"' in package.read_text("utf-8", "replace"):
        return True
    text = path.read_text("utf-8", "replace")
    keys = {row.partition(":")[0] for row in text.splitlines()}
    return bool(keys & _HEXO_KEYS) or (root / "source" / "_posts").is_dir()


def _is_hugo(root: Path, path: Path) -> bool:
    """Tell whether `config.toml` and the like are Hugo's: Zola and others have one, too."""
    text = path.read_text("utf-8", "replace").lower()
    return "baseurl" in text or any((root / each).exists() for each in _HUGO_SIGNS)


# --- Jekyll ---------------------------------------------------------------------------------------


def _jekyll(root: Path, path: Path, values: Mapping[str, Any]) -> Blog:
    source = root / _text(values.get("source"))
    posts = source / _text(values.get("collections_dir")) / "_posts"
    link = _address(values.get("url"), _text(values.get("baseurl"))) or _domain(root)
    pattern = of_posts_in_jekyll(values)
    pattern = STYLES.get(pattern, pattern)
    notes = []
    if ":categories" in pattern and any(_has_category(each) for each in _newest(posts)):
        notes.append("`post_url` lacks the categories that the blog has in the addresses of posts")
    pattern = pattern.replace(":categories", "").replace(":output_ext", ".html")
    words = {"title": "{slug}", "slug": "{slug}"}
    post_path, more = _filled(pattern, words)
    return Blog(
        "jekyll", path, root,
        _known(values.get("title") or values.get("name")),
        _line(values.get("description")),
        _person(values.get("author")),
        link,
        _language(values.get("lang") or values.get("locale") or values.get("language")),
        _zone(values.get("timezone")),
        post_path, posts, source, (*notes, *more),
    )  # fmt: skip


def _domain(root: Path) -> str:
    """Return the address that GitHub Pages knows of a site (its file CNAME), or an empty text."""
    path = root / "CNAME"
    name = path.read_text("utf-8", "replace").split() if path.is_file() else []
    return _address(f"https://{name[0]}", "") if name else ""


# --- Hexo -----------------------------------------------------------------------------------------


def _hexo(root: Path, path: Path, values: Mapping[str, Any]) -> Blog:
    source = root / (_text(values.get("source_dir")) or "source")
    posts = source / "_posts"
    link = _address(values.get("url"), "")
    new_name = _text(values.get("new_post_name")) or ":title.md"
    # in a name Hexo takes for a date what `new_post_name` says is one; the rest is the title
    name = "{slug}" if ":year" in new_name else _stem(posts)
    post_path, notes = _filled(of_posts_in_hexo(values), {"title": name, "name": name})
    return Blog(
        "hexo", path, root,
        _known(values.get("title")),
        _line(values.get("description") or values.get("subtitle")),
        _person(values.get("author")),
        link,
        _language(values.get("language")),
        _zone(values.get("timezone")),
        post_path, posts, source, notes,
    )  # fmt: skip


# --- Hugo -----------------------------------------------------------------------------------------


def _hugo(root: Path, path: Path, given: Mapping[str, Any]) -> Blog:
    values = {str(key).lower(): value for key, value in given.items()}
    content = root / (_text(values.get("contentdir")) or "content")
    posts = _section(content)
    link = _address(values.get("baseurl"), "")
    language, own = _main_language(values)
    parts = [own.get("params"), values.get("params")]
    params = {k.lower(): v for each in parts if isinstance(each, Mapping) for k, v in each.items()}
    folder = posts.relative_to(content).as_posix()
    section = folder.partition("/")[0]
    pattern = of_section_in_hugo(values, section) or f"/{folder}/:contentbasename/"
    if ends_in_html(values):
        pattern = pattern.rstrip("/") + ".html"
    name = "{slug}" if takes_names(values) else _stem(posts)
    words = dict.fromkeys(
        ("filename", "slugorfilename", "contentbasename", "slugorcontentbasename"), name
    ) | {"section": quote(section), "sections": quote(folder)}
    post_path, notes = _filled(pattern, words)
    return Blog(
        "hugo", path, root,
        _known(own.get("title") or values.get("title")),
        _line(params.get("description") or params.get("subtitle")),
        _person(params.get("author") or own.get("author") or values.get("author")),
        link,
        _language(own.get("languagecode") or own.get("locale") or values.get("languagecode")
                  or values.get("locale") or language),
        _zone(own.get("timezone") or values.get("timezone")),
        post_path, posts, content, notes,
    )  # fmt: skip


def _main_language(values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the main language, and what the configuration says for it alone."""
    language = _text(values.get("defaultcontentlanguage"))
    all_of_them = values.get("languages")
    own = all_of_them.get(language) if isinstance(all_of_them, Mapping) else None
    if not isinstance(own, Mapping):
        return language, {}
    return language, {str(key).lower(): value for key, value in own.items()}


def _section(content: Path) -> Path:
    """Return the folder below `content` that holds the most posts, else `content/posts`."""
    if not content.is_dir():
        return content / "posts"
    counts = {
        each: sum(1 for _ in _files(each)) for each in sorted(content.iterdir()) if each.is_dir()
    }
    best = max(counts, key=lambda each: counts[each], default=None)
    return best if best is not None and counts[best] else content / "posts"


_READERS: dict[Generator, Callable[[Path, Path, Mapping[str, Any]], Blog]] = {
    "jekyll": _jekyll, "hexo": _hexo, "hugo": _hugo,
}  # fmt: skip


# --- Values ---------------------------------------------------------------------------------------


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _line(value: object) -> str:
    """Return a text as one line."""
    return " ".join(_text(value).split())


def _known(value: object) -> str:
    """Return a text of one line unless it is a starter's."""
    text = _line(value)
    return "" if text in _STARTERS else text


def _person(value: object) -> str:
    """Return a name, given as a text, as `{name: …}` or as the first of a list."""
    if isinstance(value, list):
        return _person(value[0]) if value else ""
    if isinstance(value, Mapping):
        return _person({str(key).lower(): item for key, item in value.items()}.get("name", ""))
    return _known(value)


def _address(value: object, below: str) -> str:
    """Return a blog's address with a final slash; empty for none, a bad one or an example."""
    text = _text(value)
    try:
        address = folder_address(text + ("/" + below.strip("/") if below.strip("/") else ""))
    except ValueError:
        return ""
    return "" if is_example(address) else f"{address}/"


def _language(value: object) -> str:
    """Return a language tag of Chinese, which the show speaks; a blog may be in another."""
    for each in value if isinstance(value, list) else [value]:
        tag = _text(each).replace("_", "-")
        if re.fullmatch(r"(zh|cmn|yue)(-[A-Za-z0-9]+)*", tag, re.IGNORECASE):
            return tag
    return ""


def _zone(value: object) -> str:
    name = _text(value)
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, OSError, ValueError):
        return ""


def _filled(pattern: str, words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return a pattern for posts as `post_url` has it, with a note if it has an unknown word."""
    pattern = quote(pattern, safe="/:%,")  # an address is ASCII, and braces are fields in it
    known = {**{word: f"{{date:{code}}}" for word, code in _WORDS.items()}, **words}
    unknown = [word for word in _WORD.findall(pattern) if word not in known]
    if unknown:
        return "", (f"`post_url` must be set by hand: the blog's pattern has `:{unknown[0]}`",)
    path = re.sub("/{2,}", "/", _WORD.sub(lambda match: known[match[1]], pattern)).lstrip("/")
    return re.sub(r"\}([-/._]?)\{date:", r"\1", path), ()


# --- Posts ----------------------------------------------------------------------------------------


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if Path(name).suffix in _SUFFIXES and not name.startswith("_"):
                yield Path(here, name)


def _newest(folder: Path) -> list[Path]:
    """Return the posts whose names come last, at most `_MOST_NAMES`."""
    return sorted(_files(folder), key=_name)[-_MOST_NAMES:]


def _name(path: Path) -> str:
    return path.parent.name if path.stem == "index" else path.stem


def _stem(folder: Path) -> str:
    """Return how the names of posts begin, as a part of `post_url`: with their date, or not."""
    shapes: Counter[str] = Counter()
    for path in _newest(folder):
        match = _DATED.match(_name(path))
        mark = match["mark"] if match else ""
        shapes[f"{{date:%Y{mark}%m{mark}%d}}{match['tail']}" if match else ""] += 1
    return (shapes.most_common(1)[0][0] if shapes else "") + "{slug}"


def _has_category(path: Path) -> bool:
    head = path.read_text("utf-8", "replace")[:2000]
    return re.search(r"^categor(?:y|ies):[ \t]*(?:\S|\n[ \t]*-)", head, re.MULTILINE) is not None
