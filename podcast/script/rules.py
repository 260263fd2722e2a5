"""The rule-based writer: it makes a news programme from a digest, without network or chance.

Only connecting words are added: every figure and name in an item's lines is in the post.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from podcast.model import Digest, Item, Line, Script
from podcast.script import foretold, length, pace, programme, relations, transitions, years
from podcast.script import lead as the_lead
from podcast.script.author import of_author, with_author
from podcast.script.breaks import divided
from podcast.script.document import fingerprint, fingerprint_of_headings
from podcast.script.doers import called, with_doers, with_pronouns
from podcast.script.foretold import Behind
from podcast.script.headlines import is_foreign
from podcast.script.lead import Lead
from podcast.script.said import sentences
from podcast.script.sentences import MOST, as_sentence, width
from podcast.script.sources import without_refrains
from podcast.script.telling import Telling, in_brief, is_bare_title, is_no_news, telling
from podcast.script.turns import Story, turns
from podcast.show.config import Show
from podcast.show.style import Style

WRITER = "rules/2"
_MINUTES = " minutes="
_DRAFTS, _CLOSE = 4, 0.01
"""A script is written so many times at most, until its length is within this share of what it may
be."""
_LEAST_FORETOLD = 2
"""With fewer headlines in the rundown those count, too, that are heard again."""
_MOST_TOGETHER = 38
"""The widest sentence with a phrase before it that could be a sentence of its own."""
_LEAST_PHRASE = 5
"""A phrase of this width or less is no sentence of its own: 最后。"""


@dataclass(frozen=True, slots=True)
class Foretold:
    """The headlines that the rundown may tell, and how items go on behind them, by number."""

    headlines: Mapping[int, str]
    behind: Mapping[int, Behind]


@dataclass(frozen=True, slots=True)
class Written:
    """A script, and the numbers of the items of which it does not tell all."""

    script: Script
    shortened: tuple[int, ...]


def write(digest: Digest, show: Show, minutes: float | None = None) -> Script:
    """Write the narration of a digest for the hosts of a show.

    The headline of the lead opens it; the items keep the order of the post. The script is shortened
    to `minutes`, else to the limit of the show; infinity leaves it whole.
    """
    return written(digest, show, minutes).script


def written(digest: Digest, show: Show, minutes: float | None = None) -> Written:
    """Write the narration as `write` does, and say which items were shortened."""
    limit = limit_of(show) if minutes is None else minutes
    lead = the_lead.lead(digest)
    items = without_refrains(digest.items)
    by_post = tuple(
        telling(each, _opened(item, digest, lead))
        for item, each in zip(digest.items, items, strict=True)
    )
    heard = _foretold(digest.items, by_post, lead)
    rundown = programme.rundown(digest, show, lead, limit, heard.headlines)
    behind = {
        number: each
        for number, each in heard.behind.items()
        if (number in rundown.told or number == lead.item.number)
        and (not each.name or transitions.can_name(show.words.transitions))
    }
    whole = tuple(
        behind[each.item.number].told if each.item.number in behind else each for each in by_post
    )
    first, *greeting = programme.opening(digest, show, lead)
    first = replace(first, text=of_author(first.text))
    opening = (first, *greeting, *rundown.lines)
    closing = tuple(programme.closing(digest, show, lead))
    told, written_lines = _in_time(digest, show, (whole, behind), (opening, closing), limit)
    lines = tuple(
        replace(line, text=years.counted(line.text, digest.date)) for line in written_lines
    )
    headlines = tuple((item.number, item.headline) for item in digest.items)
    script = Script(
        date=digest.date,
        title=digest.title,
        post=show.seen_from(digest.path),
        digest_sha256=digest.sha256,
        writer=identity(minutes),
        headlines=headlines,
        lines=lines,
        lines_sha256=fingerprint(lines),
        headings_sha256=fingerprint_of_headings(headlines),
    )
    shortened = (
        before.item.number
        for before, after in zip(whole, told, strict=True)
        if _text(before) != _text(after)
    )
    return Written(script, tuple(shortened))


def _foretold(items: Sequence[Item], by_post: Sequence[Telling], lead: Lead) -> Foretold:
    """Return what the rundown may tell of some items, and how these go on behind it.

    `by_post` is how they are told if they are not foretold.
    It is nothing of an item that is only a headline: a listener would hear all of it twice. Nor is
    it a mere title, which names no news. An item that can only begin with its headline is foretold
    where hardly another one is. An item that opened from a later place goes on in the same way.
    """
    headlines: dict[int, str] = {}
    again: dict[int, str] = {}
    behind: dict[int, Behind] = {}
    for item, told in zip(items, by_post, strict=True):
        is_lead = item == lead.item
        headline = lead.headline if is_lead else in_brief(item)
        short = headline if is_lead else foretold.without_figure(headline, _text(told))
        if not headline or is_no_news(headline) or foretold.is_all(told, headline):
            continue
        if short != headline or not foretold.repeats(told, headline):
            headlines[item.number] = short
        elif goes_on := foretold.behind(item, told, headline):
            headlines[item.number] = headline
            behind[item.number] = goes_on
        else:
            again[item.number] = headline
    others = headlines.keys() - {lead.item.number}
    return Foretold(headlines if len(others) >= _LEAST_FORETOLD else headlines | again, behind)


def _in_time(
    digest: Digest,
    show: Show,
    told: tuple[Sequence[Telling], Mapping[int, Behind]],
    frame: tuple[Sequence[Line], Sequence[Line]],
    minutes: float,
) -> tuple[Sequence[Telling], tuple[Line, ...]]:
    """Return the items as they are told in the time, and all lines between those of the frame.

    What the hosts add to the items, from phrases to questions, is known only when the lines are
    written; so they are written anew until they are as long as they may be.
    """
    (opening, closing), (whole, behind) = frame, told
    speed = pace.of(show.engines)
    texts = [line.text for line in (*opening, *closing)]
    seconds = length.budget(minutes, texts, len(whole), speed)
    for _ in range(_DRAFTS):
        items = length.shorten(whole, seconds, speed)
        lines = (*opening, *_spoken(digest, show, items, behind), *closing)
        over = length.estimated(lines, speed) - minutes * 60
        all_told = _texts(items) == _texts(whole)
        if abs(over) <= _CLOSE * minutes * 60 or (all_told and over < 0):
            break
        seconds -= over
    return items, lines


def _spoken(
    digest: Digest, show: Show, items: Sequence[Telling], behind: Mapping[int, Behind]
) -> Iterator[Line]:
    """Yield the lines in which the hosts tell the items; some go on `behind` what was heard."""
    words = show.words
    opened = _opened(digest.items[0], digest, the_lead.lead(digest))
    beginnings = [_beginning(item) for item in items]
    goes_on = opened if opened and not items[0].headline else ""
    heard = {
        at: behind[item.item.number]
        for at, item in enumerate(items)
        if item.item.number in behind and not item.headline
    }
    names = {at: each.name for at, each in heard.items() if each.name}
    phrases = transitions.phrases(
        digest.items, words.transitions, digest.date, beginnings, names, goes_on=bool(goes_on)
    )
    if goes_on and not items[0].pieces:  # what is said in its place leads over to the next one
        phrases = ("", "", *phrases[2:])[: len(items)]
    phrases = _in_brief(items, phrases, words.brief or "")
    words = words if len(items) > 1 else _of_one(words, programme.day_of(digest, show))
    stories = [
        _story(item, phrase, words, goes_on * (at == 0), heard[at].heard if at in names else "")
        for at, (item, phrase) in enumerate(zip(items, phrases, strict=True))
    ]
    hosts = [host.name for host in show.hosts]
    yield from turns(stories, hosts, words.continuations, digest.date, words.questions)


def _of_one(words: Style, day: str) -> Style:
    """Return a style for a programme of one item: none follows the one that has opened."""
    return replace(words, opened=words.only.format(day=day) if words.only else None)


def _beginning(told: Telling) -> str:
    """Return the first sentence of an item as it is told."""
    return told.headline or (sentences(told.pieces[0].text)[0] if told.pieces else "")


def _texts(items: Sequence[Telling]) -> list[str]:
    return list(map(_text, items))


def _text(told: Telling) -> str:
    return told.headline + "".join(piece.text for piece in told.pieces)


def _in_brief(items: Sequence[Telling], phrases: Sequence[str], brief: str) -> tuple[str, ...]:
    """Return the phrases before the items; a row of news in brief has one before the first."""
    said: list[str] = []
    for index, (item, phrase) in enumerate(zip(items, phrases, strict=True)):
        follows = index > 0 and items[index - 1].brief
        goes_on = index + 1 < len(items) and items[index + 1].brief
        if not item.brief or not (follows or goes_on):
            said.append(phrase)
        else:
            said.append("" if follows else brief)
    return tuple(said)


def identity(minutes: float | None, writer: str = WRITER) -> str:
    """Return what script.md calls a writer, with the length in minutes that was asked for."""
    return writer if minutes is None else f"{writer}{_MINUTES}{minutes:g}"


def limit_of(show: Show) -> float:
    """Return the length in minutes that the scripts of a show are shortened to by default."""
    if show.minutes is not None:
        return show.minutes
    if show.words.minutes is not None:
        return show.words.minutes
    return length.SELDOM_MINUTES if programme.is_seldom(show) else length.DAILY_MINUTES


def minutes_of(writer: str) -> float | None:
    """Return the length in minutes that a script was written for, or None for full length."""
    _, separator, minutes = writer.partition(_MINUTES)
    try:
        return float(minutes) if separator else None
    except ValueError:
        return None


def _opened(item: Item, digest: Digest, lead: Lead) -> str:
    """Return what has opened the programme, if the item is the first one, and its."""
    return lead.heard if item == lead.item == digest.items[0] else ""


def _story(item: Telling, phrase: str, words: Style, opened: str, heard: str) -> Story:
    """Return an item as the hosts tell it: what happened, then its details.

    A headline of another language or without a verb stands in a Chinese sentence. A plain phrase is
    no sentence of its own. An item that has `opened` goes on; where it has no more, this is said.
    One whose headline was `heard` before goes on behind a phrase that names it.
    """
    if opened and not item.pieces:
        return Story(item.item.number, (as_sentence(words.opened or opened),), ())
    said = _framed(item.headline, phrase, words) if item.headline else ""
    headline = (divided(as_sentence(said)),) if said else ()
    told = (*headline, *(piece.text for piece in item.pieces))
    before = (as_sentence(heard),) if heard else ()
    whole = with_doers((*before, *told), as_sentence(opened) if opened else "")
    texts = with_pronouns(whole[len(before) :])
    below, is_own = with_author(texts[len(headline) :])
    texts = (*texts[: len(headline)], *below)
    extra = [False] * len(headline) + [piece.extra for piece in item.pieces]
    news = [text for text, is_extra in zip(texts, extra, strict=True) if not is_extra]
    details = tuple(compress(texts, extra))
    introduced = _introduced(phrase, news)
    alone = phrase in words.transitions.plain and introduced[0] == as_sentence(phrase)
    news_told = (*introduced[alone:], *details) if is_own else introduced[alone:]
    it = called(opened, *news)
    return Story(item.item.number, news_told, () if is_own else details, it, together=is_own)


def _framed(headline: str, phrase: str, words: Style) -> str:
    """Return a headline in the words of a style where it is no sentence.

    Behind a phrase a name of another language needs no other words.
    """
    if is_foreign(headline):
        return headline if phrase else words.foreign.format(headline=headline)
    plain = not phrase or phrase in (*words.transitions.last, *words.transitions.plain)
    framed = plain and is_bare_title(headline)  # 最后看农业，来说说… would begin twice
    return words.title.format(headline=headline) if framed else headline


def _introduced(phrase: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts with a phrase before them, as a sentence of its own where it is too long."""
    if not phrase:
        return tuple(texts)
    first, *others = texts
    first = relations.without_house(phrase, first)
    together = f"{phrase}，{first}"
    sentence = width(phrase) > _LEAST_PHRASE and not phrase.endswith("方面")
    fits = width(together.partition("。")[0]) < (_MOST_TOGETHER if sentence else MOST)
    if fits:
        return (together, *others)
    alone = [as_sentence(phrase)] if sentence else []
    return (*alone, first, *others)
