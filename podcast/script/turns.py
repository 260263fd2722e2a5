"""Give the texts of the items to the hosts: one tells what happened, another goes on with details.

The next item is told by a host who did not speak last. With two hosts or more no voice goes on for
longer than a listener likes; a turn ends at the end of a sentence.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from podcast.model import Line
from podcast.script import pace
from podcast.script.sentences import split

MOST_SECONDS = 38.0
"""The longest stretch of one voice, by the estimated pace, with some room for slower voices."""
_LEAST_SECONDS = 7.0
"""Details that take less time are not worth another voice."""
_NEWS_SECONDS = 10.0
"""How long the first voice tells an item that is all one text."""
_APART = 4
"""A question is not asked again for so many items."""
_CLAUSE_END = re.compile("[，。；：！？]")
_FIGURE = re.compile(r"\d")
CONNECTED = (
    "此外", "同时", "另外", "目前", "其中", "未来", "而且", "并且", "不过", "但", "因此", "据",
    "具体", "该", "这", "与此同时", "值得", "它", "他", "她", "“", "在",
)  # fmt: skip
"""Beginnings that a phrase before them would not fit."""
_SENTENCE_ENDS = ("。", "！", "？", "”", "；")


@dataclass(frozen=True, slots=True)
class Story:
    """An item's number with the texts of what happened and those of its details."""

    number: int
    news: tuple[str, ...]
    details: tuple[str, ...]


def turns(
    stories: Sequence[Story],
    hosts: Sequence[str],
    continuations: Sequence[str],
    day: date,
    questions: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Line]:
    """Yield the lines of the items, each with its host. The first story is the second host's.

    Between what happened and its details stands a question that the first clause of the details
    answers, else, at every other item, a phrase of `continuations`. `questions` have the words of
    their answers; none comes twice within five items.
    """
    last = 0
    asked: deque[str] = deque(maxlen=_APART)
    for index, story in enumerate(stories):
        teller = (last + 1) % len(hosts)
        turn = day.toordinal() + index
        question = _question(story, questions or {}, asked) if len(hosts) > 1 else ""
        news, details = _halves(story, () if question else continuations, turn)
        if question and details:
            news = [*news, question]
        asked.append(question if details else "")
        said = [
            *((teller, text) for text in news),
            *(((teller + 1) % len(hosts), text) for text in details),
        ]
        for host, text in _in_time(said, len(hosts)):
            last = host
            yield Line(hosts[host], "item", story.number, text)


def _question(story: Story, questions: Mapping[str, Sequence[str]], asked: Sequence[str]) -> str:
    """Return a question that the first clause of the details answers with a figure, or none."""
    if not story.details or pace.seconds(story.details) < _LEAST_SECONDS:
        return ""
    first = _CLAUSE_END.split(story.details[0], maxsplit=1)[0]
    if not _FIGURE.search(first):
        return ""
    fresh = (question for question in questions if question not in asked)
    return next((each for each in fresh if any(word in first for word in questions[each])), "")


def _halves(story: Story, phrases: Sequence[str], turn: int) -> tuple[list[str], list[str]]:
    """Return the lines of what happened and of the details; the latter may be none."""
    news = _lines(story.news)
    details = _lines(_continued(story.details, phrases, turn) if story.details else ())
    if pace.seconds(details) >= _LEAST_SECONDS:
        return news, details
    together = [*news, *details]
    for index in range(1, len(together)):
        told, rest = together[:index], together[index:]
        if pace.seconds(told) >= _NEWS_SECONDS and told[-1].endswith(_SENTENCE_ENDS):
            return (told, rest) if pace.seconds(rest) >= _LEAST_SECONDS else (together, [])
    return together, []


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in split(text)]


def _continued(details: Sequence[str], phrases: Sequence[str], turn: int) -> Sequence[str]:
    """Return the details with a phrase before them, at every other item where one fits."""
    first, *others = details
    if not phrases or turn % 2 or first.startswith(CONNECTED):
        return details
    return (f"{phrases[turn // 2 % len(phrases)]}，{first}", *others)


def _in_time(said: Sequence[tuple[int, str]], hosts: int) -> Iterator[tuple[int, str]]:
    """Yield the lines with their hosts, as planned, but where one voice would go on for too long.

    There the next host takes over, if possible at the start of a sentence.
    """
    shift = 0
    stretch: list[str] = []
    current, before = -1, ""
    for planned, text in said:
        host = (planned + shift) % hosts
        too_long = host == current and pace.seconds([*stretch, text]) > MOST_SECONDS
        if too_long and hosts > 1 and before.endswith(_SENTENCE_ENDS):
            shift += 1
            host = (planned + shift) % hosts
        stretch = [*stretch, text] if host == current else [text]
        current, before = host, text
        yield host, text
