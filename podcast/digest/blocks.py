"""Turn a post's Markdown tokens into a flat list of blocks: text and line, in the post's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from markdown_it.token import Token

from podcast.digest import dialects, inline, markdown
from podcast.digest.inline import Inline
from podcast.digest.linebreaks import Span
from podcast.digest.wording import key
from podcast.lib.plaintext import clean
from podcast.model import Link

Kind = Literal["heading", "text", "rule", "left out"]

_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = re.compile("[\u4e00-\u9fff]")
_COMMENT, _COMMENT_END = "<!--", "-->"
_EMPTY_TAG = re.compile(r"</?(?:br|hr|p|div|center|span|details|a)\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True)
class PostBlock:
    """A block of a post: a heading, or a line of a paragraph, list entry or quotation."""

    kind: Kind
    line: int
    """The line in the whole file, from 1."""
    text: str
    """The text, not cleaned yet. A block of kind "left out" has the text that is left out."""
    group: int = 0
    """The number of the paragraph to which this line belongs."""
    level: int = 0
    """The level of a heading, 1 to 6; 0 for a heading in a quotation or list (no new section)."""
    depth: int = 0
    """The number of nested lists in which the block stands."""
    number: int | None = None
    """The number of an ordered list's entry, as written; only on the entry's first block."""
    opens: bool = False
    """Whether this is the first block of a list entry."""
    ordered: bool = False
    """Whether the list that the block stands in is ordered."""
    quoted: int = 0
    """The number of the quotation in the post, from 1; 0 outside of quotations."""
    strong: str = ""
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = field(default=())
    images: tuple[str, ...] = ()
    why: str = ""
    """The reason why a block of kind "left out" is left out."""

    @cached_property
    def words(self) -> str:
        """The text as plain words."""
        return clean(self.text)

    @cached_property
    def bold(self) -> str:
        """The bold words at the very beginning, plain."""
        return clean(self.strong)

    @cached_property
    def is_bold(self) -> bool:
        """Whether the line is bold from end to end."""
        strong = key(self.bold)
        return bool(strong) and strong == key(self.words)

    @cached_property
    def linked(self) -> str:
        """The words of the link with which the text begins; empty without such a link."""
        first = self.spans[0] if self.spans else None
        if first is None or clean(self.text[: first.start]):
            return ""
        return clean(self.text[first.start : first.end])

    @cached_property
    def unlinked(self) -> str:
        """The text outside of links, not cleaned."""
        words: list[str] = []
        position = 0
        for span in self.spans:
            words.append(self.text[position : span.start])
            position = max(position, span.end)
        return " ".join([*words, self.text[position:]])

    @cached_property
    def only_links(self) -> bool:
        """Whether the line has links and, besides them, only marks and numbers."""
        if not self.spans:
            return False
        beside = _LETTER.search(self.unlinked)
        return not beside or (
            not _PLAIN.search(self.unlinked) and not _LETTER.search(clean(self.unlinked))
        )


@dataclass
class _Place:
    """The position of a walk through the tokens."""

    inside: list[str] = field(default_factory=list)
    entries: list[int | None] = field(default_factory=list)
    """The numbers of the open list entries, the innermost last; None in a list without numbers."""
    ordered: list[bool] = field(default_factory=list)
    fresh: bool = False
    """Whether the innermost entry has no block yet."""
    group: int = 0
    quotations: int = 0


def read(body: str, body_line: int) -> tuple[PostBlock, ...]:
    """Return the blocks of a post's body; `body_line` is the line of the file where it begins."""
    tokens = markdown.tokens(dialects.common(body))
    footnotes = _footnotes(tokens)
    return tuple(_walk(tokens, footnotes, body_line))


def _footnotes(tokens: Sequence[Token]) -> Mapping[str, tuple[Link, ...]]:
    """Return the links of each footnote, by its label."""
    return {
        opening.meta["label"]: tuple(
            link for line in inline.read(content.children or [], {}) for link in line.links
        )
        for opening, content in pairwise(tokens)
        if opening.type == "footnote_open"
    }


def _walk(
    tokens: Sequence[Token], footnotes: Mapping[str, Sequence[Link]], body_line: int
) -> Iterator[PostBlock]:
    place = _Place()
    for index, token in enumerate(tokens):
        line = body_line + (token.map[0] if token.map else 0)
        if token.nesting:
            _enter_or_leave(place, token)
        if token.type == "inline" and "footnote" in place.inside[:1]:
            yield PostBlock("left out", line, clean(token.content), why="footnote")
        elif "table" in place.inside:
            if token.type == "table_open":
                yield PostBlock("left out", line, _table(tokens, index), why="table")
        elif token.type == "inline":
            yield from _pieces(token, tokens[index - 1], place, footnotes, line)
        else:
            yield from _other(token, place.inside, line)


def _enter_or_leave(place: _Place, token: Token) -> None:
    name = token.type.removesuffix("_open").removesuffix("_close")
    if token.nesting > 0:
        place.inside.append(name)
    else:
        place.inside.pop()
    if name == "blockquote" and token.nesting > 0:
        place.quotations += place.inside.count("blockquote") == 1
    if name in ("ordered_list", "bullet_list"):
        if token.nesting > 0:
            place.ordered.append(name == "ordered_list")
        else:
            place.ordered.pop()
    elif name == "list_item":
        if token.nesting > 0:
            place.entries.append(int(token.info) if token.info.isdecimal() else None)
            place.fresh = True
        else:
            place.entries.pop()
            place.fresh = False


def _pieces(
    token: Token,
    parent: Token,
    place: _Place,
    footnotes: Mapping[str, Sequence[Link]],
    line: int,
) -> Iterator[PostBlock]:
    heading = parent.type == "heading_open"
    level = int(parent.tag[1]) if heading and len(place.inside) == 1 else 0
    place.group += 1
    pieces = inline.read(token.children or [], footnotes)
    for piece in [_one(pieces)] if level else pieces:
        opens = place.fresh
        place.fresh = opens and not clean(piece.text)  # an entry opens with its first words
        yield PostBlock(
            kind="heading" if level else "text",
            line=line + piece.row,
            text=piece.text,
            group=place.group,
            level=level,
            depth=len(place.entries),
            number=place.entries[-1] if place.entries and opens else None,
            opens=opens,
            ordered=bool(place.ordered and place.ordered[-1]),
            quoted=place.quotations if "blockquote" in place.inside else 0,
            strong=piece.strong,
            links=piece.links,
            spans=piece.spans,
            images=piece.images,
        )
        for why, words in piece.silent:
            yield PostBlock("left out", line + piece.row, words, why=why)


def _one(pieces: Sequence[Inline]) -> Inline:
    """Return the lines of a heading joined into one."""
    if len(pieces) == 1:
        return pieces[0]
    return Inline(
        row=0,
        text=" ".join(piece.text for piece in pieces),
        strong=" ".join(piece.strong for piece in pieces),
        links=tuple(link for piece in pieces for link in piece.links),
        images=tuple(image for piece in pieces for image in piece.images),
        silent=tuple(why for piece in pieces for why in piece.silent),
    )


def _other(token: Token, inside: Sequence[str], line: int) -> Iterator[PostBlock]:
    match token.type:
        case "hr" if not inside:
            yield PostBlock("rule", line, "")
        case "fence" | "code_block":
            yield PostBlock("left out", line, token.content, why="code block")
        case "html_block":
            yield from _html(token.content, line)


def _table(tokens: Sequence[Token], start: int) -> str:
    """Return the words of the table that begins at token `start`, cell by cell."""
    cells: list[str] = []
    for token in tokens[start:]:
        if token.type == "table_close":
            break
        if token.type == "inline":
            cells.append(clean(token.content))
    return " ".join(filter(None, cells))


def _html(content: str, line: int) -> Iterator[PostBlock]:
    rest = _EMPTY_TAG.sub("", _without_comments(content)).strip()
    words = clean(_HTML_TAG.sub(" ", rest)[:10_000])
    if rest.startswith(_COMMENT):
        yield PostBlock("left out", line, words, why="HTML comment that is never closed")
    elif rest:
        yield PostBlock("left out", line, words, why="HTML block")


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
