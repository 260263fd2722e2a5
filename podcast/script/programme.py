"""The frame of a programme: the headline that opens it, greeting, rundown and closing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from podcast.lib.plaintext import clean
from podcast.model import OCCASION, Digest, Item, Line
from podcast.script import facts, pace, subjects
from podcast.script.concise import concise
from podcast.script.headlines import is_foreign
from podcast.script.lead import Lead
from podcast.script.numerals import count, spoken_date
from podcast.script.said import sentences
from podcast.script.sentences import MOST, as_sentence, speakable, split, width
from podcast.script.telling import is_bare_title
from podcast.show.config import Show
from podcast.show.style import Style

_RUNDOWN_MOST, _ENOUGH = 5, 4
"""A rundown tells so many headlines at most; behind so many it does not name what else there is."""
_RUNDOWN_SECONDS = 18.0
_RUNDOWN_SHARE, _RUNDOWN_LEAST = 0.12, 16.0
"""The longest rundown as a share of the time that the items take as they are written, and what it
may always take in seconds."""
_ONE_MORE_SECONDS = 4.0
"""The last headline may take so much longer: it stands instead of 还有一条."""
_TOPICS_LEAST, _TOPICS_MOST = 2, 3
"""So many things of the other items a rundown names."""
_TO_READERS = re.compile("点击|链接|原文|订阅|转发|下文|本文|以下|扫码|如下")
"""Matches what is said to those who have the page before them."""

_ISSUE = re.compile(r"[周週双月季]刊|[周月季]报|一周|本周|上周|每周|weekly|monthly", re.IGNORECASE)
_SELDOM = re.compile(r"FREQ=(?:WEEKLY|MONTHLY|YEARLY)")
_DAYS = re.compile(r"BYDAY=([^;]*)")
_MOST_DAYS_OF_ISSUE = 2


def day_of(digest: Digest, show: Show) -> str:
    """Return what the programme calls itself: 今天, or 本期 for the news of a week or a month."""
    return show.words.issue if is_issue(digest, show) else show.words.day


def is_issue(digest: Digest, show: Show) -> bool:
    """Tell whether a post holds the news of more than a day, by the feed's rhythm or its title."""
    return is_seldom(show) or bool(_ISSUE.search(f"{digest.title} {show.title}"))


def is_seldom(show: Show) -> bool:
    """Tell whether the rhythm of a show's feed names at most two days a week."""
    rule = show.feed.frequency.rrule
    days = _DAYS.search(rule)
    return bool(_SELDOM.search(rule)) and (
        days is None or len(days[1].split(",")) <= _MOST_DAYS_OF_ISSUE
    )


def opening(digest: Digest, show: Show, first: Lead) -> Iterator[Line]:
    """Yield the first headline, the greeting, the names with the label, the sponsor, the occasion.

    The first host greets and says who speaks in one sentence, if it is no longer than a line.
    """
    hosts = [host.name for host in show.hosts]
    frame = show.words.title if is_bare_title(first.headline) else "{headline}"
    for text in split(as_sentence(frame.format(headline=first.headline))):
        yield Line(hosts[0], "opening", None, text)
    greeting, names = _greeting(digest, show), _names(show)
    together = f"{greeting.rstrip('。')}，{names[0]}"
    if greeting.endswith("。") and width(together) <= MOST:
        greeting, names = together, names[1:]
    yield Line(hosts[0], "opening", None, greeting)
    for host, name in zip(hosts[-len(names) :], names, strict=False):
        yield Line(host, "opening", None, name)
    if show.words.sponsor:
        yield Line(hosts[0], "opening", None, show.words.sponsor)
    for text in _occasion(digest):
        yield Line(hosts[-1], "opening", None, text)


def _occasion(digest: Digest) -> Iterator[str]:
    """Yield the lines of what the news was said or shown at, in one sentence: a summit.

    Nothing that is said to a reader is told.
    """
    found = next((one.text for one in digest.left_out if one.what == OCCASION), "")
    told = sentences(concise(speakable(found))) if found else ()
    for each in told[:1]:
        if not _TO_READERS.search(each):
            yield from split(as_sentence(each))


def greeting_at(lines: Sequence[Line], digest: Digest, show: Show) -> tuple[int, str] | None:
    """Return which line of an opening greets, and the first host's name if it ends with it."""
    said = _greeting(digest, show).rstrip("。")
    for index, line in enumerate(lines):
        if line.text.startswith(said):
            return index, line.text[len(said) :].lstrip("，。")
    return None


def greeted(
    lines: Sequence[Line], greeting: Sequence[Line], digest: Digest, show: Show
) -> tuple[Line, ...]:
    """Return the lines of an opening with another greeting; the first host's name stays."""
    found = greeting_at(lines, digest, show)
    if found is None:
        return tuple(lines)
    index, name = found
    own = [Line(lines[index].host, "opening", None, name)] if name else []
    return (*lines[:index], *greeting, *own, *lines[index + 1 :])


def _greeting(digest: Digest, show: Show) -> str:
    words = show.words
    greeting = words.greeting_of_issue if is_issue(digest, show) else words.greeting
    return greeting.format(date=spoken_date(digest.date), title=clean(show.title))


def _names(show: Show) -> list[str]:
    """Return what each host says of himself, the last one with the label."""
    said = [as_sentence(show.words.host.format(host=host.name)) for host in show.hosts]
    if show.ai_label.spoken:
        said[-1] = as_sentence(f"{said[-1].rstrip('。')}，{show.words.label}")
    return said


@dataclass(frozen=True, slots=True)
class Rundown:
    """The lines of a rundown, and the headlines that they tell, by the numbers of their items."""

    lines: tuple[Line, ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)


def rundown(
    digest: Digest, show: Show, first: Lead, minutes: float, headlines: Mapping[int, str]
) -> Rundown:
    """Return at most five headlines besides the first one, and what the other items are about.

    `headlines` are those that may be told, by the numbers of their items. A programme of few
    `minutes` has a short rundown.
    """
    words, day = show.words, day_of(digest, show)
    others = [item for item in digest.items if item != first.item]
    if not others or words.rundown is None:
        return Rundown()
    before = words.rundown.format(day=day)
    fresh = {item.number: headlines[item.number] for item in others if item.number in headlines}
    most = _rundown_seconds(digest, minutes)
    chosen = _headlines(others, fresh, (before, words.rest or "", day), most)
    lines = [as_sentence(chosen[item.number]) for item in others if item.number in chosen]
    told = [f"{before}{lines[0]}", *lines[1:]] if lines else []
    rest = words.rest if lines else words.rundown_topics
    enough = len(lines) >= _ENOUGH and "{topics}" in (rest or "")
    said = "" if enough else _rest(rest or "", others, chosen, day)
    hosts = [host.name for host in show.hosts]
    texts = [*told, said] if said else told
    return Rundown(
        tuple(
            Line(hosts[index % len(hosts)], "rundown", None, text)
            for index, text in enumerate(texts)
        ),
        chosen,
    )


def _rest(rest: str, items: Sequence[Item], chosen: Mapping[int, str], day: str) -> str:
    """Return what is said of the items that a rundown does not tell, or an empty text.

    A style may count them, or name what some of them are about. One topic of many items alone is no
    rundown.
    """
    left = [item for item in items if item.number not in chosen]
    heard = "".join(chosen.values())
    named = [name for name in subjects.of_rest(left, _TOPICS_MOST) if name not in heard]
    least = 1 if chosen else min(_TOPICS_LEAST, len(left))
    if not left or not rest or ("{topics}" in rest and len(named) < least):
        return ""
    return rest.format(
        count=count(len(left)), day=day, topics=subjects.listed(named) if named else ""
    )


def _rundown_seconds(digest: Digest, minutes: float) -> float:
    """Return the longest time of a rundown: a short programme has a short one."""
    whole = pace.seconds(text for item in digest.items for text in facts.texts(item))
    return min(_RUNDOWN_SECONDS, max(_RUNDOWN_LEAST, _RUNDOWN_SHARE * min(whole, minutes * 60)))


def _headlines(
    items: Sequence[Item], fresh: Mapping[int, str], around: tuple[str, str, str], most: float
) -> Mapping[int, str]:
    """Return the headlines of the heaviest items that fit into the time, by number.

    `around` are what stands before and behind them, and what the programme calls itself.
    """
    before, rest, day = around
    chosen: dict[int, str] = {}
    told = [item for item in items if item.number in fresh]
    for item in sorted(told, key=lambda item: (is_foreign(item.headline), -item.weight)):
        more = {**chosen, item.number: fresh[item.number]}
        texts = [before, *more.values(), _rest(rest, items, more, day)]
        if pace.seconds(texts) <= most + pace.seconds([""]):
            chosen = more
        most += _ONE_MORE_SECONDS * (len(items) - len(chosen) == 1)
        if len(chosen) == _RUNDOWN_MOST:
            break
    return chosen


def closing(digest: Digest, show: Show, first: Lead) -> Iterator[Line]:
    """Yield the topics, what this was, and the farewell: the first host begins, the last ends."""
    hosts, words = [host.name for host in show.hosts], show.words
    day = day_of(digest, show)
    looks_back = _looks_back(digest, words, first, day)
    if looks_back:
        yield Line(hosts[0], "closing", None, looks_back)
    said = words.closing.format(day=day, title=clean(show.title))
    yield Line(hosts[-1 if looks_back else 0], "closing", None, said)
    yield Line(hosts[-1], "closing", None, words.farewell)


def _looks_back(digest: Digest, words: Style, first: Lead, day: str) -> str:
    """Return the sentence that says what the programme was about; may be empty."""
    named = subjects.of_programme(digest.items, first)
    if not named or not words.topics:
        return ""
    said, more = subjects.in_groups(named)
    if more and words.topics_more:
        return words.topics_more.format(day=day, topics=said, more=more)
    return words.topics.format(day=day, topics=subjects.listed(named))
