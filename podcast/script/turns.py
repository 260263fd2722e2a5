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

from podcast.chinese.pinyin.words import starts
from podcast.model import Line
from podcast.script import facts, pace
from podcast.script.sentences import split

MOST_SECONDS = 38.0
"""The longest stretch of one voice, by the estimated pace, with some room for slower voices."""
_LEAST_SECONDS = 7.0
"""Details that take less time are not worth another voice."""
_HARD_SECONDS = 41.0
"""One voice goes on for so long where the sentences belong together."""
_NEWS_SECONDS = 10.0
"""How long the first voice tells an item that is all one text."""
_APART = 4
"""A question is not asked again for so many items."""
_REST = 2
"""So many items behind one with a question have none."""
_LEAST_ANSWER = 3.0
"""An answer that takes less time, in seconds, is not asked for."""
_CLAUSE_END = re.compile("[，。；：！？]")
_ANSWERS = (
    (
        re.compile("时候|时间|何时"),
        re.compile(r"\d ?[月日点]|季度|年[底初中末内]|[下本]周|[明后]天"),
    ),
    (re.compile("样本"), re.compile(r"\d ?[万亿]?[多余]?[份名人例位户篇张项只家所]")),
    (re.compile("价|钱|贵|费"), re.compile(r"[¥$€£]\d|\d ?[万亿]?(?:元|美元|欧元|日元|港元|英镑)")),
    (re.compile("原因|为什么|为何|哪|谁"), None),
    (re.compile(""), re.compile(r"\d")),
)
"""What is asked for, and what its answer must have: a time, cases that are counted, a price, else a
figure; a reason and a place need none."""
_WHOSE = re.compile("([\u4e00-\u9fff]{2})的[\u4e00-\u9fff]{0,4}$")
"""Matches whose a measure is, before its word: the end of 续写建议的平均延迟."""
_WHEN = re.compile("[中时后前上里下]$")
"""Matches a clause that only says when or where."""
_NAMED = re.compile(r"[“《][^”》]{1,30}[”》]|(?<!\d)(?<!\d )(?<![A-Za-z])[A-Z][A-Za-z]{2,}")
"""Matches a name of something, which is no unit."""
_TURNS = re.compile("(?:但|不过|然而|而是)|[^，。]{0,6}(?:并非|并不是)")
"""Matches a sentence that goes another way, which the next one explains without a question."""
_DONE = re.compile("[已曾]")
_WHEN_USABLE = re.compile("能用|能买|上线")
"""Matches a question for the time of what is still to come."""
_LEAST_BEFORE = 2
"""So many lines of an item without details come before a question at least."""
CONNECTED = (
    "此外", "同时", "另外", "目前", "其中", "未来", "而且", "并且", "不过", "但", "因此", "据",
    "具体", "该", "这", "与此同时", "值得", "它", "他", "她", "“", "在",
)  # fmt: skip
"""Beginnings that a phrase before them would not fit."""
_TIED = re.compile(
    "但|不过|然而|而(?!且)|却|后来|于是|结果|其中|否则|其次|其余|其后|因此|所以|因为|也(?!门)|还|此前|之前|原[定先本来]|"
    "去年同期|上[一年]|同期|以上|另[有一]|并|由|将|须|与|比(?!特|亚|利|尔)|较|[低高少多]于|最(?![后近高])|只|仅|就|才|"
    "(?:[^，。]{0,12})这才|他们?(?!汽)|她|它们?|这(?![家款个项座套份次台颗种])|从而|以便|或|即|约|同比|环比|更|再(?!看|来|说)"
)
"""Beginnings of a sentence that belongs to the one before it: the same voice says both."""
_BEGINNING = 8
"""The characters of a sentence that are cut into words to see where the first one ends."""
_REASON = re.compile("原因|理由")
_IS_ASKED = re.compile("问[^。“]{0,4}[，：“].*？”?$")
"""Matches a line in which somebody asks: another voice answers it."""
_SENTENCE_ENDS = ("。", "！", "？", "”", "；")


@dataclass(frozen=True, slots=True)
class Story:
    """An item's number with the texts of what happened and those of its details."""

    number: int
    news: tuple[str, ...]
    details: tuple[str, ...]
    it: str = ""
    """What a question calls the thing that is told of: 这款芯片; may be empty."""
    together: bool = False
    """Whether one voice tells all of it."""


def turns(
    stories: Sequence[Story],
    hosts: Sequence[str],
    continuations: Sequence[str],
    day: date,
    questions: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Line]:
    """Yield the lines of the items, each with its host. The first story is the second host's.

    Before the details that answer one the teller asks a question; else a phrase of `continuations`
    stands before the details, at every other item. `questions` have the words of their answers,
    and may name the thing of the story; none comes twice within five items.
    """
    last = 0
    asked: deque[str] = deque(maxlen=_APART)
    for index, story in enumerate(stories):
        teller = (last + 1) % len(hosts)
        other = (teller + 1) % len(hosts)
        turn = day.toordinal() + index
        parts = (_lines(story.news), _lines(story.details))
        question, place = ("", 0)
        if other != teller and not story.together and not any(list(asked)[-_REST:]):
            question, place = _question(*parts, questions or {}, asked, turn)
        asked.append(question)
        if question:
            asks = question.format(it=story.it)
            said = _asked(*parts, asks, place, (teller, other))
        else:
            news, details = _halves(story, continuations, turn)
            said = [*((teller, text) for text in news), *((other, text) for text in details)]
        for host, text in _in_time(said, len(hosts)):
            last = host
            yield Line(hosts[host], "item", story.number, text)


def _question(
    news: Sequence[str],
    details: Sequence[str],
    questions: Mapping[str, Sequence[str]],
    asked: Sequence[str],
    turn: int,
) -> tuple[str, int]:
    """Return a question, and the index of the line that answers it at once; else an empty one.

    It is one of the details, or stands well behind the beginning of an item without details. Of
    several questions for the same words one is asked in its `turn`.
    """
    lines = [*news, *details]
    for place in range(max(1, len(news)) if details else _LEAST_BEFORE, len(lines)):
        before, answer = lines[:place], lines[place:]
        ends = before[-1].endswith(_SENTENCE_ENDS) and not _is_tied(answer[0])
        if pace.seconds(answer) < _LEAST_ANSWER or not ends:
            continue
        for question, words in questions.items():
            if question not in asked and _answers(lines[place], question, words, before):
                same = [each for each in questions if questions[each] == words]
                fresh = [each for each in same if each not in asked]
                return fresh[turn % len(fresh)], place
    return "", 0


def _answers(line: str, question: str, words: Sequence[str], before: Sequence[str]) -> bool:
    """Tell whether the first clause of a line has one of the words, and what is asked for.

    A figure must be new; behind a clause that only says when or where, the next one counts. What
    the clause names, or what its measure is of, was named before: else nobody could ask for it.
    """
    first, *others = _CLAUSE_END.split(line)
    clause = others[0] if others and _WHEN.search(first) else first
    if _TURNS.match(before[-1]) or (_WHEN_USABLE.search(question) and _DONE.search(clause)):
        return False
    if not all(name in "".join(before) for name in _NAMED.findall(clause)):
        return False
    wanted = next(answer for asks, answer in _ANSWERS if asks.search(question))
    word = next((word for word in words if word in clause), "")
    whose = _WHOSE.search(clause.partition(word)[0]) if word else None
    if not word or (whose and whose[1] not in "".join(before)):
        return False
    return wanted is None or (
        bool(wanted.search(clause)) and len(facts.of([clause]) - facts.of(before)) > 0
    )


def _asked(
    news: Sequence[str],
    details: Sequence[str],
    question: str,
    place: int,
    hosts: tuple[int, int],
) -> list[tuple[int, str]]:
    """Return the lines of a story with a question of its teller before one of them.

    The details before it are the other host's as well, if they take long enough.
    """
    teller, other = hosts
    lines = [*news, *details]
    before = lines[len(news) : place]
    parted = pace.seconds(before) >= _LEAST_SECONDS and begins_anew(before[0])
    own = other if parted else teller
    return [
        *((teller, text) for text in lines[: min(place, len(news))]),
        *((own, text) for text in before),
        (teller, question),
        *((other, text) for text in lines[place:]),
    ]


def _halves(story: Story, phrases: Sequence[str], turn: int) -> tuple[list[str], list[str]]:
    """Return the lines of what happened and of the details; the latter may be none.

    An item that is all one text changes its voice behind somebody's question, else behind a while.
    """
    news = _lines(story.news)
    details = _lines(_continued(story.details, phrases, turn) if story.details else ())
    together = [*news, *details]
    if story.together:
        return together, []
    for index in range(len(news), len(together)):
        rest = together[index:]
        if pace.seconds(rest) >= _LEAST_SECONDS and begins_anew(rest[0]):
            return together[:index], rest
    asked = (at for at, line in enumerate(together[:-1], 1) if _IS_ASKED.search(line))
    answer = next((at for at in asked if pace.seconds(together[at:]) >= _LEAST_SECONDS), 0)
    if answer:
        return together[:answer], together[answer:]
    for index in range(1, len(together)):
        told, rest = together[:index], together[index:]
        ends = told[-1].endswith(_SENTENCE_ENDS) and begins_anew(rest[0])
        if pace.seconds(told) >= _NEWS_SECONDS and ends:
            return (told, rest) if pace.seconds(rest) >= _LEAST_SECONDS else (together, [])
    return together, []


def begins_anew(line: str) -> bool:
    """Tell whether another voice may begin with a sentence: it is no half of the one before it."""
    return not _is_tied(line) and not _REASON.match(line)


def _is_tied(line: str) -> bool:
    """Tell whether a sentence begins with a word that ties it to the one before: 更, not 更新."""
    match = _TIED.match(line)
    if match is None or len(match[0]) > 1:
        return match is not None
    return match.end() in starts(line[:_BEGINNING])


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

    There the next host takes over at the start of a sentence, if possible of one of its own.
    """
    shift = 0
    stretch: list[str] = []
    current, before = -1, ""
    for planned, text in said:
        host = (planned + shift) % hosts
        seconds = pace.seconds([*stretch, text]) if host == current else 0.0
        most = MOST_SECONDS if begins_anew(text) else _HARD_SECONDS
        if seconds > most and hosts > 1 and before.endswith(_SENTENCE_ENDS):
            shift += 1
            host = (planned + shift) % hosts
        stretch = [*stretch, text] if host == current else [text]
        current, before = host, text
        yield host, text
