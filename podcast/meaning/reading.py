"""Judge a line as `chinese` has read it; entries of the lexicon are taken as what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from podcast.meaning.figures import Discrepancy, Judgement
from podcast.meaning.judge import judge
from podcast.meaning.relations import has_figure
from podcast.model import Spoken, Token

_LEXICONS = ("lexicon", "built-in-lexicon")
_WORD = "\ue000"
"""Stands for a word of the lexicon in both forms; the alignment takes it as a word they share."""
_FILLER = "\u2060"
"""Keeps the places of the line where a word is longer than one character."""


def judge_reading(spoken: Spoken) -> Judgement:
    """Return what of a line's figures is lost in its spoken form.

    A word of a lexicon is not judged when it has no figure, or when its entry says that its reading
    is meant.
    """
    hidden = [token for token in spoken.tokens if _is_hidden(token)]
    if not hidden:
        return judge(spoken.raw, spoken.text)
    text = list(spoken.raw)
    for token in hidden:
        text[token.start : token.end] = [*_FILLER * (token.end - token.start - 1), _WORD]
    tokens = (
        replace(token, reading=_WORD) if _is_hidden(token) else token for token in spoken.tokens
    )
    found = judge("".join(text), Spoken(spoken.raw, tuple(tokens)).text)
    return replace(found, lost=tuple(_as_written(found, spoken.raw))) if found.lost else found


def _is_hidden(token: Token) -> bool:
    return token.rule in _LEXICONS and (token.meant or not has_figure(token.text))


def _as_written(found: Judgement, raw: str) -> Iterator[Discrepancy]:
    for each in found.lost:
        said = each.said.replace(_WORD, "…")
        yield replace(each, written=raw[each.start : each.end], said=said)
