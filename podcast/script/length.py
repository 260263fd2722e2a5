"""Shorten a programme to a length: lead stories stay whole, minor ones become a sentence.

The limit is that of `--minutes`, else of the show, else of its rhythm: a programme that comes on
one or two days a week may be longer. Below the limit nothing is shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress

from podcast.script import facts, pace
from podcast.script.said import sentences
from podcast.script.sentences import width
from podcast.script.telling import Piece, Telling
from podcast.script.turns import CONNECTED

DAILY_MINUTES, SELDOM_MINUTES = 12.0, 25.0

_MUSIC_SECONDS = 12.5
"""How long the music that ships is heard alone: before the first word and behind the last."""
_SECTION_SECONDS = 0.5
"""How much longer the pause before an item is than that between two lines."""
_PHRASE_SECONDS = 1.0
"""The time of the phrase before an item, on the mean."""
_NEWS, _FACT = 1.6, 0.25
"""What happened is worth so many times as much as a detail, each figure or name so much more."""
_MOST_NEEDING = 4
"""As many sentences in a row are taken to need one another."""
_SHORT = 8
"""A sentence that is less wide goes with the next one."""


def budget(minutes: float, frame: Iterable[str], items: int) -> float:
    """Return the seconds that are left for the texts of the items beside the frame's lines."""
    pauses = (_SECTION_SECONDS + _PHRASE_SECONDS) * items
    return minutes * 60 - _MUSIC_SECONDS - pauses - pace.seconds(frame)


def shorten(items: Sequence[Telling], seconds: float) -> tuple[Telling, ...]:
    """Drop sentences until the rest fits into `seconds`, the least valuable first.

    A sentence is worth more in an item of weight, for each fact, and if it tells what happened. Of
    each item at least a sentence stays. A sentence that needs the one before goes with it.
    """
    if pace.seconds(_texts(items)) <= seconds:
        return tuple(items)
    whole = [replace(item, pieces=_by_sentence(item.pieces)) for item in items]
    kept = [[True] * len(item.pieces) for item in whole]
    left = pace.seconds(_texts(whole))
    for index, place in _cheapest_first(whole):
        if left <= seconds:
            break
        gone = _needed_by(whole[index].pieces, place, kept[index])
        if whole[index].headline or sum(kept[index]) > len(gone):
            left -= pace.seconds(whole[index].pieces[each].text for each in gone)
            for each in gone:
                kept[index][each] = False
    return tuple(
        replace(item, pieces=tuple(compress(item.pieces, stays)))
        for item, stays in zip(whole, kept, strict=True)
    )


def _by_sentence(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces of one sentence each, a very short one together with the next."""
    parts: list[Piece] = []
    for piece in pieces:
        current = ""
        for each in sentences(piece.text):
            current += each
            if width(current) >= _SHORT:
                parts.append(replace(piece, text=current))
                current = ""
        if current:
            parts.append(replace(piece, text=current))
    return tuple(parts)


def _cheapest_first(items: Sequence[Telling]) -> list[tuple[int, int]]:
    """Return the places of the pieces, those that are worth least first: item and piece.

    The first piece of an item whose headline is not spoken comes last.
    """
    places = [
        (item.headline == "" and at == 0, _value(item, piece), -index, -at)
        for index, item in enumerate(items)
        for at, piece in enumerate(item.pieces)
    ]
    return [(-index, -at) for _, _, index, at in sorted(places)]


def _value(item: Telling, piece: Piece) -> float:
    told = len(facts.of([piece.text]))
    return item.item.weight * (1.0 if piece.extra else _NEWS) * (1 + _FACT * told)


def _needed_by(pieces: Sequence[Piece], place: int, kept: Sequence[bool]) -> list[int]:
    """Return the place of a piece and those of some behind it that need it, if still kept."""
    end = place + 1
    while end < min(len(pieces), place + _MOST_NEEDING) and pieces[end].text.startswith(CONNECTED):
        end += 1
    return [each for each in range(place, end) if kept[each]]


def _texts(items: Iterable[Telling]) -> list[str]:
    return [
        text
        for item in items
        for text in (*([item.headline] if item.headline else []), *(p.text for p in item.pieces))
    ]
