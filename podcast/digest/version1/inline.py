"""Read the inside of a paragraph, heading or list item: its words, links and images."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from podcast.digest.version1.plain import clean
from podcast.lib.plaintext import GONE, is_wide, urls
from podcast.model import Link

_DANGEROUS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"(.?)\v(?=(.?))", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")  # after punycode
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SILENT = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
# Hexo and Jekyll tags, kramdown attributes, tables of contents, task boxes
_TEMPLATE = re.compile(r"\{%.{0,200}?%\}|\{\{.{0,200}?\}\}|\{:[^}]{0,200}\}|^\[TOC\]$|^\[[ xX]\] ")


@dataclass(frozen=True, slots=True)
class Inline:
    r"""The contents of an inline token. `text` keeps line breaks as `\n` and is not cleaned yet."""

    text: str
    strong: str
    """The bold words at the very beginning (at most emoji stand before them), not cleaned yet."""
    links: tuple[Link, ...]
    images: tuple[str, ...]
    struck: bool
    """Whether struck-out words were left out."""


@dataclass(slots=True)
class _Reading:
    """An inline token, as far as it has been read."""

    words: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    in_strong: bool = False
    muted: int = 0
    """How many struck-out or script elements are open."""
    struck: bool = False
    link: tuple[str, int] | None = None
    """The URL of the open link, and the index in `words` of its first word."""


def read(children: Sequence[Token], footnotes: Mapping[str, Sequence[Link]]) -> Inline:
    """Read the children of an inline token.

    A reference to a footnote adds the links of that footnote.
    Struck-out words, HTML tags and comments, scripts and template tags are left out.
    """
    reading = _Reading()
    for token in children:
        match token.type:
            case "footnote_ref":
                reading.links += footnotes.get(token.meta["label"], ())
            case "image":
                _take_image(reading, token)
            case "softbreak":
                _say(reading, "\v")
            case _:
                _take(reading, token)
    text = _TEMPLATE.sub("", _SOFT_BREAK.sub(_joint, "".join(reading.words)))
    bare = (Link(_host(url), url) for url in map(web_url, urls(text)) if url)
    links = {link.url: link for link in (*bare, *reading.links)}
    strong = "".join(reading.strong)
    return Inline(text, strong, tuple(links.values()), tuple(reading.images), reading.struck)


def web_url(url: object) -> str | None:
    """Return an absolute http(s) URL in ASCII, or None when `url` is anything else."""
    try:
        normal = normalizeLink(_UNSAFE.sub("", str(url)).strip())
        parts = urlsplit(normal)
        absolute = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:
        return None
    return normal if absolute else None


def _take(reading: _Reading, token: Token) -> None:
    match token.type:
        case "strong_open":
            reading.in_strong = not clean("".join(reading.words))
        case "strong_close":
            reading.in_strong = False
        case "s_open" | "s_close":
            reading.muted += token.nesting
            reading.struck = True
            _say(reading, GONE if token.nesting < 0 else "")
        case "link_open":
            reading.link = str(token.attrs.get("href", "")), len(reading.words)
        case "link_close":
            _take_link(reading)
        case "html_inline":
            _take_html(reading, token.content)
        case "hardbreak":
            _say(reading, "\n")
        case "text" | "code_inline":
            _say(reading, token.content)


def _say(reading: _Reading, words: str) -> None:
    if reading.muted:
        return
    reading.words.append(words)
    if reading.in_strong:
        reading.strong.append(words)


def _take_link(reading: _Reading) -> None:
    href, start = reading.link or ("", 0)
    reading.link = None
    url = web_url(href)
    if url:
        reading.links.append(Link(clean("".join(reading.words[start:])) or _host(url), url))


def _take_image(reading: _Reading, token: Token) -> None:
    source = _UNSAFE.sub("", str(token.attrs.get("src", ""))).strip()
    if source and not _DANGEROUS.match(source):
        reading.images.append(source)


def _take_html(reading: _Reading, tag: str) -> None:
    if _BREAK.match(tag):
        _say(reading, "\n")
    elif silent := _SILENT.match(tag):
        reading.muted = max(0, reading.muted + (-1 if silent[1] else 1))


def _joint(match: re.Match[str]) -> str:
    """Return what replaces a line end in a paragraph: nothing between two Chinese characters."""
    before, after = match[1], match[2]
    return before if before and after and is_wide(before) and is_wide(after) else f"{before} "


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
