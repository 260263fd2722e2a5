"""Spoken texts made by hand, so that the speech tests need no text front end."""

from __future__ import annotations

from podcast.model import Kind, Spoken, Token

Piece = str | tuple[str, str] | tuple[str, str, Kind]
"""Text read as written, or (text, reading), or (text, reading, kind)."""


def reading(*pieces: Piece, spell: bool = False) -> Spoken:
    """Return the pieces as tokens of one text."""
    tokens: list[Token] = []
    start = 0
    for piece in pieces:
        text, read, kind = _fields(piece)
        tokens.append(
            Token(text, kind, "test", read, start, start + len(text), spell=spell and _latin(read))
        )
        start += len(text)
    return Spoken("".join(token.text for token in tokens), tuple(tokens))


def _fields(piece: Piece) -> tuple[str, str, Kind]:
    if isinstance(piece, str):
        kind: Kind = "chinese" if piece[0].isalnum() else "punctuation"
        return piece, piece, "latin" if _latin(piece) else kind
    return (*piece, "number") if len(piece) == 2 else piece


def _latin(text: str) -> bool:
    return text.isascii() and text.isalpha()
