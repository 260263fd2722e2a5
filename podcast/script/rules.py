"""The rule-based writer: it makes a news programme from a digest, without network or chance.

Only connecting words are added: every figure and name in an item's lines is in the post.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from podcast.model import Digest, Item, Script
from podcast.script import length, pace, programme, transitions
from podcast.script.breaks import divided
from podcast.script.document import fingerprint, fingerprint_of_headings
from podcast.script.headlines import is_foreign
from podcast.script.programme import Lead
from podcast.script.sentences import MOST, as_sentence, width
from podcast.script.telling import Telling, telling
from podcast.script.turns import Story, turns
from podcast.show.config import Show

WRITER = "rules/2"
_MINUTES = " minutes="
_SURELY_WHOLE = 0.7
"""A script with less than this share of its length was not shortened."""


def write(digest: Digest, show: Show, minutes: float | None = None) -> Script:
    """Write the narration of a digest for the hosts of a show.

    The headline of the lead opens it; the items keep the order of the post. The script is shortened
    to `minutes`, else to the limit of the show; infinity leaves it whole.
    """
    lead = programme.lead(digest)
    items = tuple(telling(item, _opened(item, digest, lead)) for item in digest.items)
    opening = (*programme.opening(digest, show, lead), *programme.rundown(digest, show, lead))
    closing = tuple(programme.closing(digest, show))
    frame = [line.text for line in (*opening, *closing)]
    limit = limit_of(show) if minutes is None else minutes
    items = length.shorten(items, length.budget(limit, frame, len(items)))
    phrases = transitions.phrases(digest.items, show.words.transitions, digest.date)
    stories = [_story(*each, show.words.foreign) for each in zip(items, phrases, strict=True)]
    hosts = [host.name for host in show.hosts]
    lines = (
        *opening,
        *turns(stories, hosts, show.words.continuations, digest.date),
        *closing,
    )
    headlines = tuple((item.number, item.headline) for item in digest.items)
    return Script(
        date=digest.date,
        title=digest.title,
        post=_relative(digest, show),
        digest_sha256=digest.sha256,
        writer=WRITER if minutes is None else f"{WRITER}{_MINUTES}{minutes:g}",
        headlines=headlines,
        lines=lines,
        lines_sha256=fingerprint(lines),
        headings_sha256=fingerprint_of_headings(headlines),
    )


def limit_of(show: Show) -> float:
    """Return the length in minutes that the scripts of a show are shortened to by default."""
    if show.minutes is not None:
        return show.minutes
    return length.SELDOM_MINUTES if programme.is_seldom(show) else length.DAILY_MINUTES


def shortened_items(digest: Digest, show: Show, script: Script) -> tuple[int, ...]:
    """Return the numbers of the items of which a script of this writer does not tell all."""
    limit = limit_of(show) if minutes_of(script.writer) is None else minutes_of(script.writer)
    if pace.seconds(line.text for line in script.lines) < _SURELY_WHOLE * 60 * (limit or 0):
        return ()
    whole = write(digest, show, math.inf)
    told, all_told = (Counter(line.item for line in each.lines) for each in (script, whole))
    return tuple(item.number for item in digest.items if told[item.number] < all_told[item.number])


def minutes_of(writer: str) -> float | None:
    """Return the length in minutes that a script was written for, or None for full length."""
    _, separator, minutes = writer.partition(_MINUTES)
    try:
        return float(minutes) if separator else None
    except ValueError:
        return None


def _opened(item: Item, digest: Digest, lead: Lead) -> str:
    """Return the headline that has opened the programme, if the item is the first one, and its."""
    return lead.headline if item == lead.item == digest.items[0] else ""


def _story(item: Telling, phrase: str, foreign: str) -> Story:
    """Return an item as the hosts tell it: what happened, then its details.

    A `foreign` headline stands in a Chinese sentence.
    """
    framed = foreign.format(headline=item.headline) if not phrase else item.headline
    said = framed if is_foreign(item.headline) else item.headline
    headline = (divided(as_sentence(said)),) if said else ()
    news = (*headline, *(piece.text for piece in item.pieces if not piece.extra))
    details = tuple(piece.text for piece in item.pieces if piece.extra)
    return Story(item.item.number, _introduced(phrase, news), details)


def _introduced(phrase: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts with a phrase before them, as a sentence of its own where it is too long."""
    if not phrase:
        return tuple(texts)
    first, *others = texts
    together = f"{phrase}，{first}"
    fits = width(together.partition("。")[0]) < MOST
    return (together, *others) if fits else (as_sentence(phrase), first, *others)


def _relative(digest: Digest, show: Show) -> str:
    """Return the post's path relative to the show's folder, without resolving symbolic links."""
    return Path(os.path.relpath(digest.path, show.root)).as_posix()
