"""The text that is sent to a speech service, its requests, and the times of its words.

The edge service reports word boundaries: stretches of the sent text, each with a time. The sent
text is made of the tokens' readings, so every character in it belongs to a token and so to a span
of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple
from xml.sax.saxutils import escape

from podcast.chinese.english.latin import for_text_voice
from podcast.chinese.pinyin import words as chinese_words
from podcast.model import Spoken, Word, apart
from podcast.speech.syllablecount import is_as_written

MOST_BYTES = 3000
"""The largest request, in bytes of XML-escaped UTF-8.

edge-tts cuts at 4096 bytes without regard to words, and the service ends a request's audio at 10
minutes, which the 1000 Chinese characters of a request do not reach even at half speed.
"""

_FARTHEST_SKIP = 24
"""How many characters (pauses, unreported words) may come before the next boundary."""

_FOR_XML = re.compile(r"[\t\n\r -~\x85\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""The characters that XML 1.0 allows, without the control characters that it discourages."""

_SENTENCE_ENDS = "。！？"
_PAUSES = "；：，、"


class Place(NamedTuple):
    """Where a sent character comes from: the index of the token, the offset in the reading."""

    token: int
    offset: int


@dataclass(frozen=True, slots=True)
class SentText:
    """The text that is sent; `places` has an entry for each character, None for an added space."""

    text: str
    places: tuple[Place | None, ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A word that the service reports, with times in seconds from the start of the clip."""

    text: str
    starts_at: float
    ends_at: float


@dataclass(frozen=True, slots=True)
class HeardCharacters:
    """Characters of one token's reading, from `place` on, and when they are heard, in seconds."""

    place: Place
    length: int
    starts_at: float
    ends_at: float


def sent_text(spoken: Spoken) -> SentText:
    """Join the readings as `Spoken.text` does, each written as a voice that takes text needs it."""
    chars: list[str] = []
    places: list[Place | None] = []
    for number, token in enumerate(spoken.tokens):
        # a token that is not read as written is one word, so its offsets may differ from those in
        # its reading
        for offset, char in enumerate(for_text_voice(token)):
            if not _FOR_XML.fullmatch(char):
                continue  # control characters and lone surrogates are not said either
            if offset == 0 and chars and apart(chars[-1], char):
                chars.append(" ")
                places.append(None)
            chars.append(char)
            places.append(Place(number, offset))
    return SentText("".join(chars), tuple(places))


def cuts(sent: SentText, most_bytes: int = MOST_BYTES) -> tuple[tuple[int, int], ...]:
    """Divide the text into requests [start, end), cut at sentence ends, else pauses, else words.

    Only a word or number that is longer than a request is cut between characters. Pieces without
    anything to say are left out.
    """
    sizes = [len(escape(char).encode()) for char in sent.text]
    ends = list(accumulate(sizes))
    pieces: list[tuple[int, int]] = []
    start = 0
    while start < len(sent.text):
        before = ends[start - 1] if start else 0
        fits = sum(end - before <= most_bytes for end in ends[start:])
        end = start + max(1, fits)
        if end < len(sent.text):
            end = _stop(sent, start, end)
        pieces.append((start, end))
        start = end
    return tuple(piece for piece in pieces if letters(sent.text[slice(*piece)]))


def letters(text: str) -> str:
    """Return the characters that are spoken, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def locate(
    sent: SentText, piece: tuple[int, int], boundaries: Sequence[Boundary]
) -> Iterator[HeardCharacters]:
    """Find the boundaries of one request in the text, in order; spaces make no difference.

    The time of a boundary over several tokens is divided among them by their characters. A
    boundary that is not found is skipped.
    """
    places = [place for place in range(*piece) if not sent.text[place].isspace()]
    folded = "".join(sent.text[place].lower() for place in places)
    cursor = 0
    for boundary in boundaries:
        name = "".join(boundary.text.lower().split())
        limit = cursor + _FARTHEST_SKIP + len(name)
        index = folded.find(name, cursor, limit) if letters(name) else -1
        if index >= 0:
            cursor = index + len(name)
            yield from _shares(sent, places[index], places[cursor - 1] + 1, boundary)


def words(spoken: Spoken, characters: Sequence[HeardCharacters], seconds: float) -> list[Word]:
    """Return the words of the text as written, with times in order and at most `seconds`.

    Chinese that is read as written keeps the service's words; any other token is one word.
    """
    result: list[Word] = []
    clock = 0.0
    for each in characters:
        token = spoken.tokens[each.place.token]
        start, end = token.start, token.end
        if is_as_written(token):
            start += each.place.offset
            end = start + each.length
        starts_at = min(max(each.starts_at, clock), seconds)
        clock = min(max(each.ends_at, starts_at), seconds)
        if result and (result[-1].start, result[-1].end) == (start, end):
            starts_at = result.pop().starts_at
        result.append(Word(start, end, starts_at, clock))
    return result


def _stop(sent: SentText, start: int, end: int) -> int:
    """Return the best index for a cut, greater than `start` and at most `end`."""
    for marks in (_SENTENCE_ENDS, _PAUSES):
        last = max(sent.text.rfind(mark, start, end) for mark in marks)
        if last >= 0:
            return last + 1
    starts = [at for at in _word_starts(sent) if start < at <= end]
    tokens = [at for at in starts if _token_starts(sent, at)]
    return max(tokens or starts, default=end)


def _word_starts(sent: SentText) -> Iterator[int]:
    """Yield the indices where words and spoken numbers begin; a number may have several tokens."""
    yield from accumulate(len(word) for word in chinese_words.cut(sent.text))
    for at in range(1, len(sent.text)):
        if sent.text[at - 1].isspace() and _token_starts(sent, at):
            yield at  # Latin words next to each other, but not the letters of a spelled one


def _token_starts(sent: SentText, at: int) -> bool:
    place = sent.places[at] if at < len(sent.places) else None
    return place is not None and place.offset == 0


def _shares(sent: SentText, start: int, end: int, boundary: Boundary) -> Iterator[HeardCharacters]:
    each = (boundary.ends_at - boundary.starts_at) / len(letters(sent.text[start:end]))
    clock = boundary.starts_at
    for place, first, last in _runs(sent, start, end):
        ends_at = clock + each * (last - first)
        yield HeardCharacters(place, last - first, clock, ends_at)
        clock = ends_at


def _runs(sent: SentText, start: int, end: int) -> Iterator[tuple[Place, int, int]]:
    """Yield the stretches of spoken characters within [start, end) that share a token."""
    place: Place | None = None
    first = start
    for at in range(start, end + 1):
        here = sent.places[at] if at < end and sent.text[at].isalnum() else None
        if place and (here is None or here.token != place.token):
            yield place, first, at
            place = None
        if place is None:
            place, first = here, at
