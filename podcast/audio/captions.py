"""Spoken segments as captions: what stands on the screen, from when to when.

A caption begins with its first word and stays for at least `SHORTEST`. A caption whose words take
less time begins in the pause before them, at most `MOST_EARLY` ahead of the voice, and delays the
next caption, which then begins at most `MOST_LATE` behind the voice. A caption is shorter only
where too many short lines follow each other, or where the episode ends: then it begins no later
than the voice and stays until the next caption.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from podcast.audio.lines import OPENING, Span, break_lines, ends_sentence, halves
from podcast.audio.timeline import words
from podcast.model import Placed, Word

SHORTEST = 0.8
"""The shortest that a caption stays, in seconds (Netflix: 5/6 s)."""
LONGEST = 7.0
"""The longest that a caption may stay, in seconds (Netflix)."""
MOST_EARLY = 0.5
"""How far ahead of the voice a caption may begin, in seconds (BBC Subtitle Guidelines 5.2: 1.5)."""
MOST_LATE = 1.0
"""How far behind the voice a caption may begin, in seconds (BBC: at most 1.5 s)."""
MOST_LINES = 2

Clock = Callable[[int], float]
"""Gives the second at which a position of the text is heard."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One or two rows of what one host says; `text` is the whole line of the script.

    `lines` are the rows, as spans of `text`. Times are seconds of the finished episode, rounded to
    milliseconds; `words` are the timed words that begin in this caption.
    """

    host: str
    text: str
    lines: tuple[Span, ...]
    start: float
    end: float
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """The span of `text` that the caption shows."""
        return self.lines[0][0], self.lines[-1][1]

    @property
    def body(self) -> str:
        """The text of the caption without line breaks."""
        return self.text[slice(*self.span)]

    @property
    def cuts(self) -> tuple[int, ...]:
        """The index in `text` of each of `words`, or of the opening punctuation before the word."""
        free = (self.span[0], *(word.end for word in self.words))
        return tuple(
            _with_opening(self.text, first, word.start)
            for first, word in zip(free, self.words, strict=False)
        )


def captions(placed: Sequence[Placed], seconds: float) -> tuple[Caption, ...]:
    """Return the captions of an episode that is `seconds` long: in order, never overlapping.

    The captions of a segment, joined, give the text of the segment (but for spaces at breaks).
    """
    rough = [caption for item in placed for caption in _of_segment(item)]
    return _apart(rough, int(seconds * 1000 + 1e-6))


def _with_opening(text: str, first: int, at: int) -> int:
    while at > first and text[at - 1] in OPENING:
        at -= 1
    return at


def _of_segment(placed: Placed) -> list[Caption]:
    text = "".join(" " if char.isspace() else char for char in placed.segment.line.text)
    timed = words(placed)
    clock = _clock(placed, timed)
    inside = {at for word in timed for at in range(word.start + 1, word.end)}
    spans = [part for span in break_lines(text, inside) for part in _short(text, span, clock)]
    host = placed.segment.line.host
    return [_caption(host, text, group, timed, clock) for group in _grouped(text, spans, clock)]


def _caption(
    host: str, text: str, lines: Sequence[Span], timed: Iterable[Word], clock: Clock
) -> Caption:
    first, last = lines[0][0], lines[-1][1]
    # up to the next line's first word, so that nothing flickers inside a sentence
    until = len(text) - len(text[last:].lstrip())
    shown = tuple(word for word in timed if first <= word.start < last)
    return Caption(host, text, tuple(lines), clock(first), clock(until), shown)


def _clock(placed: Placed, timed: Sequence[Word]) -> Clock:
    """Return the clock of a segment: exact at timed words, in proportion between them.

    Without word times, the whole text is timed in proportion.
    """
    length = len(placed.segment.line.text)
    anchors = [(0, placed.start)]
    for word in timed:
        anchors += [(word.start, word.starts_at), (word.end, word.ends_at)]
    anchors.append((length, placed.end))
    positions = [position for position, _ in anchors]

    def heard(position: int) -> float:
        after = bisect_right(positions, position)
        at, second = anchors[after - 1]
        if at == position or after == len(anchors):
            return second
        next_at, next_second = anchors[after]
        return second + (next_second - second) * (position - at) / (next_at - at)

    return heard


# --- Lines to captions ------------------------------------------------------------------------


def _short(text: str, span: Span, clock: Clock) -> list[Span]:
    """Return the row, broken up until no part takes longer to say than a caption may stay."""
    if clock(span[1]) - clock(span[0]) <= LONGEST:
        return [span]
    parts = halves(text, span)
    if len(parts) == 1:
        return [span]
    return [short for part in parts for short in _short(text, part, clock)]


def _grouped(text: str, spans: Sequence[Span], clock: Clock) -> list[list[Span]]:
    """Put two rows into one caption if a sentence goes on or a row alone would be gone at once."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and _belongs(text, groups[-1], span, clock):
            groups[-1].append(span)
        else:
            groups.append([span])
    return _balanced(groups, clock)


def _belongs(text: str, group: Sequence[Span], span: Span, clock: Clock) -> bool:
    start, middle, end = clock(group[0][0]), clock(span[0]), clock(span[1])
    if len(group) == MOST_LINES or end - start > LONGEST:
        return False
    goes_on = not ends_sentence(text[slice(*group[-1])])
    return goes_on or min(middle - start, end - middle) < SHORTEST


def _balanced(groups: list[list[Span]], clock: Clock) -> list[list[Span]]:
    """Move a row into the last caption if that caption alone would be gone at once."""
    if len(groups) <= 1:
        return groups
    *others, full, last = groups
    begins, moves, ends = (clock(at) for at in (full[0][0], full[-1][0], last[-1][1]))
    alone = len(last) == 1 and ends - clock(last[0][0]) < SHORTEST
    if alone and len(full) > 1 and moves - begins >= SHORTEST and ends - moves <= LONGEST:
        return [*others, full[:-1], [full[-1], *last]]
    return groups


# --- Captions apart ---------------------------------------------------------------------------

_SHORTEST, _LONGEST, _EARLY, _LATE = (
    round(seconds * 1000) for seconds in (SHORTEST, LONGEST, MOST_EARLY, MOST_LATE)
)
_Times = Sequence[tuple[int, int]]
"""The times at which the words of each caption begin and end, in milliseconds."""


def _apart(rough: Sequence[Caption], end: int) -> tuple[Caption, ...]:
    """Return the captions with the times that the module's docstring describes; `end` is in ms."""
    spoken = [(round(each.start * 1000), round(each.end * 1000)) for each in rough]
    starts = [*_starts(_earliest(spoken, end), _latest(spoken, end)), end]
    apart: list[Caption] = []
    for caption, (start, free), (_, spoken_end) in zip(
        rough, pairwise(starts), spoken, strict=True
    ):
        until = min(max(spoken_end, start + _SHORTEST), start + _LONGEST, free)
        apart.append(replace(caption, start=start / 1000, end=until / 1000))
    return tuple(apart)


def _starts(earliest: Sequence[int], latest: Sequence[int]) -> list[int]:
    """Return the starts, which rise: each is as early as the caption before allows."""
    starts: list[int] = []
    for early, late in zip(earliest, latest, strict=True):
        wanted = min(starts[-1] + _SHORTEST, max(late, starts[-1] + 1)) if starts else 0
        starts.append(max(early, wanted))
    return starts


def _earliest(spoken: _Times, end: int) -> list[int]:
    """Return the earliest start of each caption, in milliseconds.

    It is in the pause before the words if the next caption would otherwise come too soon.
    """
    earliest: list[int] = []
    for index in range(len(spoken) - 1, -1, -1):
        start = spoken[index][0]
        silent = spoken[index - 1][1] if index else 0
        pause = min(start, max(silent, start - _EARLY))
        wanted = (earliest[-1] if earliest else end) - _SHORTEST
        earliest.append(max(pause, min(start, wanted)))
    return earliest[::-1]


def _latest(spoken: _Times, end: int) -> list[int]:
    """Return the latest start of each caption, in ms, that makes no later caption come too late."""
    latest: list[int] = []
    for start, _ in reversed(spoken):
        latest.append(min(start + _LATE, (latest[-1] if latest else end) - _SHORTEST))
    return latest[::-1]
