"""Shorten a programme to a length: lead stories stay whole, minor ones become a sentence or less.

The limit is the number of `--minutes`, else the `minutes` of the show's configuration, else one of
two defaults: a programme that comes out on one or two days a week may be longer than a daily one.
Below the limit nothing is shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from podcast.model import Line
from podcast.script import facts, pace
from podcast.script.pace import USUAL, Pace
from podcast.script.said import sentences
from podcast.script.sentences import width
from podcast.script.telling import Piece, Telling, headline_in_brief
from podcast.script.turns import CONNECTED

DAILY_MINUTES, SELDOM_MINUTES = 12.0, 25.0

_MUSIC_SECONDS = 14.5
"""How many seconds the music of this package plays without a voice, at both ends together."""
_SECTION_SECONDS = 0.4
"""How much longer the pause before an item is than that between two lines."""
_PHRASE_SECONDS = 1.0
"""The average time, in seconds, to speak the transition phrase before an item."""
_NEWS, _FACT = 1.6, 0.25
"""A sentence about what happened is worth _NEWS times as much as a detail; each figure or name in a
sentence adds the share _FACT to its worth."""
_MOST_NEEDING = 4
"""The most sentences that are dropped together because each may need the one before it."""
_SHORT = 8
"""A sentence that is shorter than this, in spoken Chinese characters, is joined to the next one."""


def estimated(lines: Sequence[Line], speed: Pace = USUAL) -> float:
    """Return how many seconds an episode of some lines is estimated to take, music included."""
    sections = sum((a.part, a.item) != (b.part, b.item) for a, b in pairwise(lines))
    spoken = pace.seconds((line.text for line in lines), speed)
    return _MUSIC_SECONDS + spoken + _SECTION_SECONDS * sections


def budget(minutes: float, frame: Iterable[str], items: int, speed: Pace = USUAL) -> float:
    """Return how many seconds of `minutes` are left for the texts of the items.

    `frame` holds the lines of the opening, the rundown and the closing.
    """
    pauses = (_SECTION_SECONDS + _PHRASE_SECONDS) * items
    return minutes * 60 - _MUSIC_SECONDS - pauses - pace.seconds(frame, speed)


def shorten(items: Sequence[Telling], seconds: float, speed: Pace = USUAL) -> tuple[Telling, ...]:
    """Drop sentences until the rest fits into `seconds`, the least valuable first.

    A sentence is worth more the greater the weight of its item and the more figures and names it
    has, and it is worth more if it tells what happened. Every item keeps at least one sentence; a
    spoken headline counts as one. A sentence that needs the one before is dropped together with it.
    Where that is not enough, minor items are told in brief: who does what.
    """
    if pace.seconds(_texts(items), speed) <= seconds:
        return tuple(items)
    whole = [replace(item, pieces=_by_sentence(item.pieces)) for item in items]
    kept = [[True] * len(item.pieces) for item in whole]
    left = pace.seconds(_texts(whole), speed)
    for index, place in _cheapest_first(whole):
        if left <= seconds:
            break
        gone = _needed_by(whole[index].pieces, place, kept[index])
        if whole[index].headline or sum(kept[index]) > len(gone):
            left -= pace.seconds((whole[index].pieces[each].text for each in gone), speed)
            for each in gone:
                kept[index][each] = False
    shortened = [
        replace(item, pieces=tuple(compress(item.pieces, stays)))
        for item, stays in zip(whole, kept, strict=True)
    ]
    return _with_news_in_brief(shortened, left - seconds)


def _with_news_in_brief(items: Sequence[Telling], too_long: float) -> tuple[Telling, ...]:
    """Return items of which so many are told in a few words that `too_long` seconds are saved.

    The lightest come first; the heaviest is told in a sentence as before.
    """
    told = list(items)
    lightest = sorted(range(len(told)), key=lambda index: (told[index].item.weight, -index))
    for index in lightest[:-1]:
        if too_long <= 0:
            break
        brief = Telling(told[index].item, headline_in_brief(told[index].item.headline), (), True)
        saved = pace.seconds(_texts([told[index]])) - pace.seconds(_texts([brief]))
        if brief.headline and saved >= 0:
            told[index] = brief
            too_long -= saved + _PHRASE_SECONDS
    return tuple(told)


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
    """Return the pairs (index of the item, index of the piece), the least valuable piece first.

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
    """Return the indices of a piece and of the pieces after it that need it, if they are kept."""
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
