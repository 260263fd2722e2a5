"""The rows of captions, broken by the rules of Chinese typography.

A line has at most 16 full-width characters (Netflix, Simplified Chinese Timed Text Style Guide),
which are the 32 columns of the Podcasting 2.0 transcript guide. No line begins with closing or ends
with opening punctuation (GB/T 15834-2011, W3C Requirements for Chinese Text Layout 3.1.4), and no
Latin word, number, version or model name is broken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

MOST_COLUMNS = 32
"""The most half-width columns of a line; a full-width character takes two."""

Span = tuple[int, int]
"""A range [start, end) of code points of the text."""

OPENING = frozenset("（《〈【「『〔〖［｛“‘([{￥＄")
CLOSING = frozenset("、。，．：；！？）》〉】」』〕〗］｝”’…—～·％%‰℃)]}!,.:;?")

_SENTENCE_ENDS = frozenset("。！？；!?")
_CLAUSE_ENDS = frozenset("，、：,:—…")
_JOINTS = frozenset("-/_.,&+=")
"""The marks after which a Latin word is broken when it is longer than a line."""
_APART = frozenset("—…“”")
"""The marks of ambiguous width next to which a line may end, unlike ’, which may be in a word."""
_MYRIADS = frozenset("百千万亿兆")
_NUMBER_SIGNS = frozenset("：．～")
"""The full-width signs that belong to a number between digits: a score, a decimal, a range."""

# The costs of a break: they prefer few lines, then breaks where a reader pauses.
_COST_LINE = 100.0
_COST_CLAUSE = 10.0
_COST_SPACE = 20.0
_COST_BORDER = 35.0  # between Chinese and Latin, where a word certainly ends
_COST_IN_NAME = 45.0
_COST_INSIDE = 60.0
_COST_IN_WORD = 60.0
_COST_SHORT = 50.0
_COST_EMPTY = 20.0
_SHORT = MOST_COLUMNS // 4


def width(text: str) -> int:
    """Return how many columns a text takes: 2 for a wide or ambiguous character, else 1 or 0.

    Ambiguous characters (“ ” … —) are full-width in Chinese typefaces.
    """
    return sum(_columns(char) for char in text)


def break_lines(text: str, avoid: Collection[int] = ()) -> tuple[Span, ...]:
    """Return the lines of a text as spans without the spaces around a break.

    `avoid` are positions inside words, where a break is possible but bad. Only a stretch that is
    wider than a line and has no place to break (a Latin word of 33 letters) is broken by force.
    """
    stops = _stops(text)
    costs, before = [0.0], [0]
    for last in range(1, len(stops)):
        options = [
            (costs[first] + _cost(text, (stops[first], stops[last]), avoid), first)
            for first in _fitting(text, stops, last)
        ]
        cost, first = min(options)
        costs.append(cost)
        before.append(first)
    chain = _chain(before)
    spans = (_trimmed(text, (stops[a], stops[b])) for a, b in pairwise(chain))
    return tuple(span for span in spans if span[0] < span[1])


def halves(text: str, span: Span) -> tuple[Span, ...]:
    """Return the span broken near its middle, or as it is when there is nowhere to break."""
    stops = [stop for stop in breaks(text) if span[0] < stop < span[1]]
    if not stops:
        return (span,)
    middle = min(stops, key=lambda stop: abs(2 * stop - span[0] - span[1]))
    return (_trimmed(text, (span[0], middle)), _trimmed(text, (middle, span[1])))


def ends_sentence(text: str) -> bool:
    """Tell whether a sentence ends at the end of a line; closing quotation marks may follow it."""
    return text.rstrip("”’」』）) ")[-1:] in _SENTENCE_ENDS


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def breaks(text: str) -> tuple[int, ...]:
    """Return the positions before which a line may end."""
    return tuple(at for at in range(1, len(text)) if _may_break(text, at))


def _may_break(text: str, at: int) -> bool:
    """Tell whether a line may end before text[at]."""
    left, right = text[at - 1], text[at]
    if right.isspace() or right in CLOSING or not _columns(right):
        return False
    before = _last(text[:at])
    if not before or before in OPENING:
        return False
    return not (_joins(left) and _joins(right)) and not _in_number(text, at)


def _in_number(text: str, at: int) -> bool:
    """Tell whether a number goes on across text[at]: 7.5亿, 3：2, 10～20."""
    left, right = text[at - 1], text[at]
    if right in _MYRIADS:
        return left.isdecimal() or left in _MYRIADS
    return left in _NUMBER_SIGNS and right.isdecimal() and text[at - 2 : at - 1].isdecimal()


def _last(text: str) -> str:
    """Return the last character that is not a space."""
    return text.rstrip()[-1:]


def _joins(char: str) -> bool:
    """Tell whether no break may come between this and another such character: letters, digits."""
    if char.isspace() or char in _APART:
        return False
    kind = unicodedata.east_asian_width(char)
    return kind not in "WF" or (kind == "F" and char.isalnum())


def _stops(text: str) -> list[int]:
    """Return the indices at which a line may begin or end, no two further apart than a line."""
    stops = [0]
    for at in (*breaks(text), len(text)):
        stops.extend(_forced(text, stops[-1], at))
        if at > stops[-1]:
            stops.append(at)
    return stops


def _forced(text: str, start: int, end: int) -> list[int]:
    """Return forced breaks for a stretch that is wider than a line, after `_JOINTS` if possible."""
    stops: list[int] = []
    while width(text[start:end].strip()) > MOST_COLUMNS:
        start = _forced_stop(text, start, end)
        stops.append(start)
    return stops


def _forced_stop(text: str, start: int, end: int) -> int:
    """Return the best place in the second half of the text that fits on a line.

    A joint is best, then a place where punctuation may stand at both sides.
    """
    sizes = accumulate(_columns(char) for char in text[start:end])
    room = start + sum(size <= MOST_COLUMNS for size in sizes)
    allowed = [at for at in range(room, (start + room) // 2, -1) if _may_stand_apart(text, at)]
    joints = [at for at in allowed if text[at - 1] in _JOINTS]
    return (joints or allowed or [room])[0]


def _may_stand_apart(text: str, at: int) -> bool:
    return text[at] not in CLOSING and text[at - 1] not in OPENING and _columns(text[at]) > 0


def _fitting(text: str, stops: Sequence[int], last: int) -> list[int]:
    """Return the indices of the stops at which a line may begin that ends at the stop `last`."""
    fitting = [last - 1]
    for first in range(last - 2, -1, -1):
        if width(text[stops[first] : stops[last]].strip()) > MOST_COLUMNS:
            break
        fitting.append(first)
    return fitting


def _cost(text: str, line: Span, avoid: Collection[int]) -> float:
    columns = width(text[line[0] : line[1]].strip())
    cost = _COST_LINE + _COST_EMPTY * (1 - columns / MOST_COLUMNS) ** 2
    if columns < _SHORT:
        cost += _COST_SHORT
    return cost if line[1] == len(text) else cost + _break_cost(text, line[1], avoid)


def _break_cost(text: str, at: int, avoid: Collection[int]) -> float:
    if ends_sentence(text[:at]):
        return 0.0
    if _last(text[:at]) in _CLAUSE_ENDS:
        return _COST_CLAUSE
    if text[at - 1].isspace():
        name = _joins(_last(text[:at])) and _joins(text[at])
        return _COST_IN_NAME if name else _COST_SPACE
    if _joins(text[at - 1]) != _joins(text[at]):
        return _COST_BORDER
    return _COST_INSIDE + (_COST_IN_WORD if at in avoid else 0.0)


def _chain(before: Sequence[int]) -> list[int]:
    """Return the indices of the chosen stops, first to last."""
    chain = [len(before) - 1]
    while chain[-1]:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
