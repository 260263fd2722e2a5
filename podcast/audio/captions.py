"""Spoken segments as captions: what stands on the screen, from when to when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from podcast.audio.lines import Span, break_lines, ends_sentence, halves
from podcast.audio.timeline import words
from podcast.model import Placed, Word

SHORTEST = 0.8
"""Seconds that a caption stays at least (Netflix: 5/6 s)."""
LONGEST = 7.0
"""Seconds that a caption stays at most (Netflix)."""
MOST_LINES = 2

Clock = Callable[[int], float]
"""From a position in the text to the second when it is heard."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One or two lines of one host. `lines` are spans of `text`, the whole line of the script.

    Times are seconds of the finished episode, in whole milliseconds; `words` are the timed words
    that begin in this caption.
    """

    host: str
    text: str
    lines: tuple[Span, ...]
    start: float
    end: float
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """What of the text it shows."""
        return self.lines[0][0], self.lines[-1][1]

    @property
    def body(self) -> str:
        """Its text without line breaks."""
        return self.text[slice(*self.span)]


def captions(placed: Sequence[Placed], seconds: float) -> tuple[Caption, ...]:
    """Return the captions of an episode of this length: in order, never overlapping.

    Joined, the captions of a segment give its text (but for spaces at breaks). A caption begins
    with its first word; a very short one holds the next back until it has been read.
    """
    return _apart((caption for item in placed for caption in _of_segment(item)), seconds)


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
    """Return when each position is heard: exact at words, in proportion between them.

    Without any word times the whole text is in proportion.
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


def _short(text: str, span: Span, clock: Clock) -> list[Span]:
    """Return the line, broken up as long as its reading takes longer than a caption may stay."""
    if clock(span[1]) - clock(span[0]) <= LONGEST:
        return [span]
    parts = halves(text, span)
    if len(parts) == 1:
        return [span]
    return [short for part in parts for short in _short(text, part, clock)]


def _grouped(text: str, spans: Sequence[Span], clock: Clock) -> list[list[Span]]:
    """Put two lines into one caption when a sentence goes on or one would be gone at once."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and _belongs(text, groups[-1], span, clock):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _belongs(text: str, group: Sequence[Span], span: Span, clock: Clock) -> bool:
    start, middle, end = clock(group[0][0]), clock(span[0]), clock(span[1])
    if len(group) == MOST_LINES or end - start > LONGEST:
        return False
    goes_on = not ends_sentence(text[slice(*group[-1])])
    return goes_on or min(middle - start, end - middle) < SHORTEST


def _apart(rough: Iterable[Caption], seconds: float) -> tuple[Caption, ...]:
    """Return the captions in whole milliseconds, each long enough, none before the last ended."""
    apart: list[Caption] = []
    free = 0.0
    for caption in rough:
        start = round(max(caption.start, free), 3)
        end = min(max(caption.end, start + SHORTEST), start + LONGEST, seconds)
        free = round(end, 3)
        apart.append(replace(caption, start=start, end=free))
    return tuple(apart)
