"""A post's own address: as it is written, or a pattern filled in as the blog's generator does.

Jekyll, Hexo and Hugo mean different things by `:title`. The generator is recognised by words that
only it has, and by the key: `url` is Hugo's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from podcast.digest.frontmatter import Matter
from podcast.errors import DigestError, at

Generator = Literal["jekyll", "hexo", "hugo"]

STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
"""Jekyll's patterns by their names."""
_WORD = re.compile(r":([a-z][a-z_]*[a-z]|[a-z])")
_AT_A_PART = re.compile(r"(?:^|[/_.-]):$")
"""Matches text up to a `:` after which only known words may stand; in `a:b` the word is text."""
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DATE = re.compile(
    r"^\d{4}(?:-\d{1,2}-\d{1,2}|\.\d{1,2}\.\d{1,2}|_\d{1,2}_\d{1,2}|\d{4}(?!\d)"
    r"|年\d{1,2}月\d{1,2}日)[-_. ]*"
)
_BUNDLES = {"index", "_index"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HUGO = {
    "monthname", "weekday", "weekdayname", "yearday", "section", "sections", "filename",
    "slugorfilename", "contentbasename", "slugorcontentbasename",
}  # fmt: skip
_HEXO = {"post_title", "name", "id", "hash", "category", "timestamp", "lang", "i_lang"}


@dataclass(frozen=True, slots=True)
class Named:
    """The values that fill a pattern: what an address may say of a post."""

    moment: datetime
    title: str
    slug: str
    """The `slug` of the front matter, or what the generator takes for it, or empty."""
    path: Path
    matter: Matter

    @property
    def name(self) -> str:
        """The slug, else the file's name without its date."""
        return self.slug or name_of(self.path)


_Fill = Callable[[Named], str]


def name_of(path: Path) -> str:
    """Return a post's name in addresses: that of its file or bundle's folder, without a date."""
    stem = file_of(path)
    return _DATE.sub("", stem) or stem


def file_of(path: Path) -> str:
    """Return the name of a post's file or bundle's folder as it is, with its date."""
    return path.parent.name if path.stem in _BUNDLES and path.parent.name else path.stem


def address(matter: Matter, path: Path, moment: datetime, title: str) -> str | None:
    """Return the post's own address, absolute or relative to the blog, or None.

    Raises DigestError for an invalid address, and for a pattern with a word that only the blog's
    generator could fill in.
    """
    for key in ("permalink", "url"):
        pattern = _text(matter, key, path)
        if not pattern:
            continue
        post = Named(moment, title, _text(matter, "slug", path), path, matter)
        url = _fill_in(pattern, key, post)
        if not _is_address(url):
            place = at(path, matter.lines.get(key))
            raise DigestError(f"{place}: `{key}` must be an http(s) URL or a path")
        return url
    return None


def _text(matter: Matter, key: str, path: Path) -> str:
    value = matter.values.get(key, "")
    if not isinstance(value, str):
        raise DigestError(f"{at(path, matter.lines.get(key))}: `{key}` must be one text")
    return value.strip()


def _is_address(url: str) -> bool:
    """Say whether an address is http(s) or a path that can be joined to the blog's address."""
    try:
        urlsplit(url)
    except ValueError:  # `//[x`: brackets without an IPv6 address
        return False
    return url.isprintable() and not _SCHEME.match(url)


def _fill_in(permalink: str, key: str, post: Named) -> str:
    words = {_word(match[1]) for match in _WORD.finditer(STYLES.get(permalink, permalink))}
    try:
        return filled(permalink, words_of(_generator(key, words), post))
    except KeyError as error:
        raise DigestError(
            f"{at(post.path, post.matter.lines.get(key))}: `{key}`: only the blog's generator "
            f"knows `:{error.args[0]}`; write the address as it is, like "
            f"/{post.moment:%Y/%m/%d}/name/"
        ) from error


def words_of(generator: Generator, post: Named) -> dict[str, str]:
    """Return what the words of a generator's patterns stand for, quoted as in an address."""
    safe = "/~!$&'()*+,;=@"
    return {word: quote(fill(post), safe=safe) for word, fill in _FILLING[generator].items()}


def filled(permalink: str, values: Mapping[str, str]) -> str:
    """Return a pattern, or the style of Jekyll that it names, with its words replaced.

    Raises KeyError for a word that has no value.
    """
    pattern = STYLES.get(permalink, permalink)

    def fill(match: re.Match[str]) -> str:
        word = _word(match[1])
        if word not in values and not _AT_A_PART.search(pattern[: match.start() + 1]):
            return match[0]
        return values[word] + match[1][len(word) :]

    url = _WORD.sub(fill, pattern)
    return url if url == permalink else re.sub(r"(?<!:)//+", "/", url)


def _word(word: str) -> str:
    """Return a word without the `_` that joins it to the next word, as in `:year_:month`."""
    return word if word in _EVERY else word.rstrip("_")


def _generator(key: str, words: set[str]) -> Generator:
    if key == "url" or words & _HUGO:
        return "hugo"
    return "hexo" if words & _HEXO else "jekyll"


def _time(code: str) -> _Fill:
    return lambda post: post.moment.strftime(code)


def _month(post: Named) -> str:
    return _MONTHS[post.moment.month - 1]


def _weekday(post: Named) -> str:
    return _WEEKDAYS[post.moment.weekday()]


def _jekyll(text: str) -> str:
    """Return a name as Jekyll's `pretty` mode writes it: with its capitals and marks."""
    return re.sub(r"[^\w.~!$&'()+,;=@]+", "-", text).strip("-")


def _jekyll_slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()


def hexo_slug(text: str) -> str:
    """Return a name as Hexo writes it in an address."""
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/\x00-\x1f]+", "-", text).strip("-")


def _hugo(text: str) -> str:
    words = re.sub(r"[^\w\s.#+~@/\\-]", "", text.strip())
    return re.sub(r"[\s-]+", "-", words).strip("-").lower().replace("#", "")


def _categories(post: Named) -> list[str]:
    """Return the categories as Jekyll reads them: the words of a text, the entries of a list."""
    value = post.matter.values.get("categories", post.matter.values.get("category", ""))
    if isinstance(value, str):
        return value.split() if "categories" in post.matter.values else [value] if value else []
    return [str(each) for each in value] if isinstance(value, list) else []


def _branch(post: Named) -> str:
    """Return Hexo's category as a path: the entries of a list are nested categories."""
    value = post.matter.values.get("categories", post.matter.values.get("category", ""))
    if isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    names = value if isinstance(value, list) else [value] if value else []
    return "/".join(hexo_slug(str(name)) for name in names) or "uncategorized"


_SHARED: Mapping[str, _Fill] = {
    "year": lambda post: f"{post.moment.year:04}",
    "month": _time("%m"),
    "day": _time("%d"),
    "hour": _time("%H"),
    "minute": _time("%M"),
    "second": _time("%S"),
    "i_month": lambda post: str(post.moment.month),
    "i_day": lambda post: str(post.moment.day),
}
_FILLING: Mapping[Generator, Mapping[str, _Fill]] = {
    "jekyll": {
        **_SHARED,
        "short_year": _time("%y"),
        "short_month": lambda post: _month(post)[:3],
        "long_month": _month,
        "y_day": _time("%j"),
        "w_year": _time("%G"),
        "week": _time("%V"),
        "w_day": _time("%u"),
        "short_day": lambda post: _weekday(post)[:3],
        "long_day": _weekday,
        "title": lambda post: _jekyll(post.name),
        "slug": lambda post: _jekyll_slug(post.name),
        "categories": lambda post: "/".join(
            dict.fromkeys(each.lower() for each in _categories(post))
        ),
        "slugified_categories": lambda post: "/".join(
            dict.fromkeys(_jekyll_slug(each) for each in _categories(post))
        ),
        "output_ext": lambda _: ".html",
    },
    "hexo": {
        **_SHARED,
        "title": lambda post: post.name,
        "name": lambda post: post.name.rpartition("/")[2],
        "post_title": lambda post: hexo_slug(post.title),
        "category": _branch,
    },
    "hugo": {
        "year": _SHARED["year"],
        "month": _SHARED["month"],
        "monthname": _month,
        "day": _SHARED["day"],
        "weekday": _time("%w"),
        "weekdayname": _weekday,
        "yearday": lambda post: str(post.moment.timetuple().tm_yday),
        "title": lambda post: _hugo(post.title),
        "slug": lambda post: _hugo(post.slug or post.title),
        "filename": lambda post: _hugo(post.path.stem),
        "slugorfilename": lambda post: _hugo(post.slug or post.path.stem),
        "contentbasename": lambda post: _hugo(file_of(post.path)),
        "slugorcontentbasename": lambda post: _hugo(post.slug or file_of(post.path)),
    },
}
_EVERY = frozenset().union(*_FILLING.values(), _HUGO, _HEXO)
