"""The frame of a programme: the headline that opens it, greeting, rundown and closing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from podcast.lib.plaintext import clean
from podcast.model import Digest, Item, Line
from podcast.script import facts, pace, topics
from podcast.script.headlines import fitted, is_foreign, news_of, tells_news
from podcast.script.numerals import count, spoken_date
from podcast.script.sentences import MOST, as_sentence, split, width
from podcast.script.telling import doer_first, in_brief, with_what_it_is
from podcast.show.config import Show

LEAD_SECONDS = 6.8
"""The longest first headline: with the intro's five seconds it has been told after twelve."""
_RUNDOWN_MOST = 5
_RUNDOWN_SECONDS = 18.0
_RUNDOWN_SHARE, _RUNDOWN_LEAST = 0.12, 16.0
"""The longest rundown as a share of the time that the items take as they are written, and what it
may always take in seconds."""
_ONE_MORE_SECONDS = 4.0
"""The last headline may take so much longer: it stands instead of 还有一条."""
_TOPICS_LEAST, _TOPICS_MOST = 2, 4
_SAME_END = 2
"""Two names that end with so many equal characters are of the same kind."""

_ISSUE = re.compile(r"[周週双月季]刊|[周月季]报|一周|本周|上周|每周|weekly|monthly", re.IGNORECASE)
_SELDOM = re.compile(r"FREQ=(?:WEEKLY|MONTHLY|YEARLY)")
_DAYS = re.compile(r"BYDAY=([^;]*)")
_MOST_DAYS_OF_ISSUE = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """The item whose headline opens the programme, and the headline as it is told there."""

    item: Item
    headline: str


def lead(digest: Digest) -> Lead:
    """Return the strongest headline that is told in time; one in another language comes last."""
    most = pace.fitting_width(LEAD_SECONDS) - width("。")
    strongest = sorted(digest.items, key=lambda item: (is_foreign(item.headline), -item.weight))
    for item in strongest:
        headline = fitted(item.headline, most)
        if headline and is_foreign(headline):
            headline = min(
                with_what_it_is(headline, item), headline, key=lambda each: width(each) > most
            )
        if headline:
            return Lead(item, doer_first(_without_slogan(headline)))
    return Lead(strongest[0], fitted(strongest[0].headline, float("inf")))


def _without_slogan(headline: str) -> str:
    """Return a headline without what stands before its news, if that has a name and tells it."""
    news = news_of(headline)
    slogan = headline[: len(headline) - len(news)] if headline.endswith(news) else ""
    named = tells_news(news) and facts.of([news]).names and not facts.of([slogan]).names
    return news if slogan and named else headline


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
    """Yield the first headline, the greeting, the names with the label, and the sponsor.

    The first host greets and says who speaks in one sentence, if it is no longer than a line.
    """
    hosts = [host.name for host in show.hosts]
    for text in split(as_sentence(first.headline)):
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


def rundown(digest: Digest, show: Show, first: Lead, minutes: float = math.inf) -> Iterator[Line]:
    """Yield at most five headlines besides the first one, and how many items come besides.

    A programme of few `minutes` has a short one.
    """
    words, day = show.words, day_of(digest, show)
    others = [item for item in digest.items if item != first.item]
    if not others or words.rundown is None:
        return
    before = words.rundown.format(day=day)
    rest = words.rest or ""
    chosen = _headlines(others, before, rest, _rundown_seconds(digest, minutes))
    hosts = [host.name for host in show.hosts]
    lines = [as_sentence(headline) for headline in chosen]
    for index, text in enumerate([f"{before}{lines[0]}", *lines[1:]] if lines else ()):
        yield Line(hosts[index % len(hosts)], "rundown", None, text)
    left = len(others) - len(chosen)
    if left and rest and lines:
        host = hosts[len(lines) % len(hosts)]
        yield Line(host, "rundown", None, rest.format(count=count(left), day=day))


def _rundown_seconds(digest: Digest, minutes: float) -> float:
    """Return the longest time of a rundown: a short programme has a short one."""
    whole = pace.seconds(text for item in digest.items for text in facts.texts(item))
    return min(_RUNDOWN_SECONDS, max(_RUNDOWN_LEAST, _RUNDOWN_SHARE * min(whole, minutes * 60)))


def _headlines(items: Sequence[Item], before: str, rest: str, most: float) -> list[str]:
    """Return the headlines of the heaviest items that fit into the time, in the post's order."""
    chosen: dict[int, str] = {}
    for item in sorted(items, key=lambda item: (is_foreign(item.headline), -item.weight)):
        headline = in_brief(item)
        more = {**chosen, item.number: headline}
        texts = [before, *more.values(), rest]
        if headline and pace.seconds(texts) <= most + pace.seconds([""]):
            chosen = more
        most += _ONE_MORE_SECONDS * (len(items) - len(chosen) == 1)
        if len(chosen) == _RUNDOWN_MOST:
            break
    return [chosen[item.number] for item in items if item.number in chosen]


def closing(digest: Digest, show: Show) -> Iterator[Line]:
    """Yield the topics, what this was, and the farewell: the first host begins, the last ends."""
    hosts, words = [host.name for host in show.hosts], show.words
    day, named = day_of(digest, show), _topics(digest)
    looks_back = words.topics if named else None
    if looks_back:
        said = looks_back.format(day=day, topics=_listed(named))
        yield Line(hosts[0], "closing", None, said)
    said = words.closing.format(day=day, title=clean(show.title))
    yield Line(hosts[-1 if looks_back else 0], "closing", None, said)
    yield Line(hosts[-1], "closing", None, words.farewell)


def _topics(digest: Digest) -> Sequence[str]:
    """Return what the heaviest items are about, in the post's order; none if too few say it.

    A thing says more than a topic. Where few items have either, the sections are named.
    """
    named: dict[int, str] = {}
    for item in sorted(digest.items, key=lambda item: -item.weight):
        said = topics.thing(item) or topics.topic(item)
        if said and not any(_alike(said, other) for other in named.values()):
            named[item.number] = said
    sections = topics.sections(digest.items)
    if len(named) < min(len(sections), _TOPICS_MOST):
        return sections[:_TOPICS_MOST] if len(sections) >= _TOPICS_LEAST else ()
    chosen = list(named)[:_TOPICS_MOST]
    if len(chosen) < _TOPICS_LEAST:
        return ()
    return [named[item.number] for item in digest.items if item.number in chosen]


def _alike(one: str, other: str) -> bool:
    """Tell whether one of two names says the other, or both end with the same word."""
    return one in other or other in one or one[-_SAME_END:] == other[-_SAME_END:]


def _listed(names: Sequence[str]) -> str:
    """Return names as a list that is spoken: 模型、芯片和教育."""
    *most, last = names
    return f"{'、'.join(most)}和{last}"
