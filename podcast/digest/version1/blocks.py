"""Turn a post's Markdown tokens into a flat list of blocks: text and line, in the post's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it.token import Token

from podcast.digest import markdown
from podcast.digest.version1 import inline
from podcast.model import Link

Kind = Literal["heading", "paragraph", "bullet", "rule", "left out"]

_COMMENT, _COMMENT_END = "<!--", "-->"
_EMPTY_TAG = re.compile(r"</?(?:br|hr|p|div|center|span|details|a)\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a post. `line` counts from 1 in the whole file."""

    kind: Kind
    line: int
    text: str
    """The text, not cleaned yet, with `\\n` for line breaks; for kind "left out", the reason."""
    level: int = 0
    """The level of a heading, 1 to 6; 0 for a heading in a quote or list (no new section)."""
    strong: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()


def read(body: str, body_line: int) -> tuple[Block, ...]:
    """Return the blocks of a post's body; `body_line` is the line of the file where it begins."""
    tokens = markdown.tokens(body, dialects=False)
    footnotes = _footnotes(tokens)
    return tuple(_walk(tokens, footnotes, body_line))


def _footnotes(tokens: Sequence[Token]) -> Mapping[str, tuple[Link, ...]]:
    """Return the links of each footnote, by its label."""
    pairs = pairwise(tokens)
    return {
        opening.meta["label"]: inline.read(content.children or [], {}).links
        for opening, content in pairs
        if opening.type == "footnote_open"
    }


def _walk(
    tokens: Sequence[Token], footnotes: Mapping[str, Sequence[Link]], body_line: int
) -> Iterator[Block]:
    inside: list[str] = []
    for place, token in enumerate(tokens):
        line = body_line + (token.map[0] if token.map else 0)
        if token.nesting:
            _enter_or_leave(inside, token)
        if inside[:1] == ["footnote"] or ("table" in inside and token.type != "table_open"):
            continue
        if token.type == "inline":
            yield from _words(token, tokens[place - 1], inside, footnotes, line)
        else:
            yield from _other(token, inside, line)


def _enter_or_leave(inside: list[str], token: Token) -> None:
    if token.nesting > 0:
        inside.append(token.type.removesuffix("_open"))
    else:
        inside.pop()


def _words(
    token: Token,
    parent: Token,
    inside: Sequence[str],
    footnotes: Mapping[str, Sequence[Link]],
    line: int,
) -> Iterator[Block]:
    piece = inline.read(token.children or [], footnotes)
    level = int(parent.tag[1]) if parent.type == "heading_open" and len(inside) == 1 else 0
    kind: Kind = "heading" if level else "bullet" if "list_item" in inside else "paragraph"
    yield Block(kind, line, piece.text, level, piece.strong, piece.links, piece.images)
    if piece.struck:
        yield Block("left out", line, "struck-out text")


def _other(token: Token, inside: Sequence[str], line: int) -> Iterator[Block]:
    match token.type:
        case "hr" if not inside:
            yield Block("rule", line, "")
        case "table_open":
            yield Block("left out", line, "table")
        case "fence" | "code_block":
            yield Block("left out", line, "code block")
        case "html_block":
            yield from _html(token.content, line)


def _html(content: str, line: int) -> Iterator[Block]:
    rest = _EMPTY_TAG.sub("", _without_comments(content)).strip()
    if rest.startswith(_COMMENT):
        yield Block("left out", line, "HTML comment that is never closed")
    elif rest:
        yield Block("left out", line, "HTML block")


def _without_comments(html: str) -> str:
    """Drop closed comments in linear time; a pattern would search for the end again and again."""
    texts: list[str] = []
    position = 0
    while (start := html.find(_COMMENT, position)) >= 0:
        end = html.find(_COMMENT_END, start + len(_COMMENT))
        if end < 0:
            break
        texts.append(html[position:start])
        position = end + len(_COMMENT_END)
    return "".join(texts) + html[position:]
