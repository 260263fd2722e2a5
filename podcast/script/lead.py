"""The headline that opens a programme: the strongest one, and of it what its item need not repeat.

The item of the lead goes on with what is new. So a clause of the headline that the item tells with
more words opens the programme with these words, or is left to the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from podcast.model import Digest, Item
from podcast.script import facts, pace
from podcast.script.doers import may_be_it
from podcast.script.headlines import fitted, is_foreign, news_of, tells_news
from podcast.script.paraphrase import says_again
from podcast.script.said import clauses, covers
from podcast.script.sentences import width
from podcast.script.telling import (
    doer_first,
    in_brief,
    is_bare_title,
    telling,
    told_sentences,
    with_what_it_is,
)

LEAD_SECONDS = 6.8
"""The longest first headline: with the intro's five seconds it has been told after twelve."""
_FULLER_SHARE = 0.3
"""A clause is a fuller form of another with its figures and this share of its pairs."""
_FULLER_MOST = 10
"""So much wider may the fuller form be."""
_LEAST_MEASURE = 2
"""So many characters of its measure a clause has before its figure at least."""


_MAKES = re.compile("发布|推出|开源|上线|公布|亮相|升级|更新")
_HOOK_SENTENCES = 2
"""A clause of so many first sentences may stand behind a headline, besides one that measures."""
_NAME = re.compile(
    r"(?:“[^”]+”|[A-Z][A-Za-z0-9.-]*+(?: ?[A-Za-z0-9.-]++)*+) ?(?:[\d.]+ ?版? ?)?"
    r"|它|这[款个项]\w{1,3}?"
)
"""Matches a name with which a sentence begins."""
_ANY_NAME = re.compile("[“A-Z]")
_CHANGE = re.compile(
    "(?!其|这|该|但|而|比|过去|以前|原来|去年|人工|从)[\u4e00-\u9fff]{2,12}?(?:从[^，。]{1,12})?"
    "(?:扩展到|提高到?|提升到?|降到|降至|缩短到?|降低|下降|减少|增长|增加到?|超过|升至|升到|涨到)"
    r"(?:了|约|近)*(?:\d|[千百]分之)[^，。]*"
)
"""Matches a clause that tells how a measure has changed."""
_IS_LIKE = re.compile(
    r"(?:可以|能|会|支持|只有|只需|只占|无需|不用|新增)(?![^，。]{0,2}[，。])|[\u4e00-\u9fff]{2,5}后(?:可以|能|只需|只占|即可)"
    r"|[\u4e00-\u9fff]{2,8}(?:扩展到|提高到|降到|降至|缩短到|缩短|提高|降低|达到?|超过)约?\d"
)
"""Matches a clause that says what a thing is like, without the thing."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The item whose headline opens the programme, and the headline as it is told there."""

    item: Item
    headline: str
    heard: str
    """What its item need not tell again: the headline, or only the title before a figure."""


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
            bare = doer_first(_without_slogan(headline))
            opens = _opening(bare, item, most)
            is_title = is_bare_title(bare) and opens.startswith(f"{bare}，")
            return Lead(item, opens, bare if is_title else opens)
    whole = fitted(strongest[0].headline, float("inf"))
    return Lead(strongest[0], whole, whole)


def _opening(headline: str, item: Item, most: float) -> str:
    """Return a headline as it opens: without what its item tells again, and no mere title."""
    if is_bare_title(headline):
        return _of_title(headline, item, most)
    first, *others = clauses(headline)
    said = told_sentences(item)
    parts = [first.rstrip("，")]
    for clause in (other.rstrip("，") for other in others):
        fuller = _fuller(clause, said)
        if fuller and width("，".join((*parts, fuller))) <= most:
            parts.append(fuller)
        elif not _is_told_again(clause, said):
            parts.append(clause)
    if not tells_news(parts[0]):
        return headline
    if len(parts) > 1:
        return "，".join(parts)
    more = _hook(parts[0], item, most) or _with_a_figure(others, parts[0], most)
    return "，".join([*parts, *more])


def _of_title(title: str, item: Item, most: float) -> str:
    """Return how an item with a mere title opens: who does what, if that is news.

    Else the title has with it how a measure has changed, if the text tells of one.
    """
    told = in_brief(item)
    told = told if width(told) <= most else title
    if tells_news(told) or facts.of([told]).figures:
        return told
    fitting = (f"{title}，{each}" for each in _changes(item) if each not in title)
    return next((each for each in fitting if width(each) <= most), told)


def _changes(item: Item) -> Iterator[str]:
    """Yield the clauses of an item that tell how a measure has changed."""
    for sentence in told_sentences(item):
        for clause in (each.rstrip("，；。") for each in clauses(sentence)):
            if _CHANGE.fullmatch(clause):
                yield clause


def _with_a_figure(clauses_left: Sequence[str], headline: str, most: float) -> list[str]:
    """Return the first of some clauses that has a figure and fits behind a headline.

    A mere name says less than what is told twice, the second time with more words.
    """
    fitting = (
        clause.rstrip("，；。")
        for clause in clauses_left
        if facts.of([clause]).figures and width(f"{headline}，{clause}") <= most
    )
    return list(islice(fitting, 1))


def _hook(headline: str, item: Item, most: float) -> list[str]:
    """Return a clause of an item that says what its new thing is like, to stand behind a headline.

    The best one has a figure, and the item can do without it when it has opened; one without a
    figure must be of that kind. None where the headline tells of no thing, or nothing fits.
    """
    if not _MAKES.search(headline) or not may_be_it(headline):
        return []
    found = [
        like
        for sentence in told_sentences(item)[:_HOOK_SENTENCES]
        for at, clause in enumerate(clauses(sentence))
        if (like := _like(clause, headline, begins=at == 0))
    ]
    found += [each for each in _changes(item) if each not in found]
    fitting = [each for each in found if width(f"{headline}，{each}") <= most]
    ordered = sorted(fitting, key=lambda each: not facts.of([each]).figures)
    free = (each for each in ordered if _can_be_left(item, headline, each))
    figured = (each for each in ordered if facts.of([each]).figures)
    return list(islice(chain(free, figured), 1))


def _like(clause: str, headline: str, *, begins: bool) -> str:
    """Return what a clause says that a thing is like, or nothing.

    The first clause of a sentence may begin with the name of the thing, which goes.
    """
    bare = clause.rstrip("，。；")
    if begins:
        name = _NAME.match(bare)
        if not name or not (name[0].strip() in headline or not _ANY_NAME.match(name[0])):
            return ""
        bare = bare[name.end() :]
    return bare.replace("新增了", "新增", 1) if _IS_LIKE.match(f"{bare}。") else ""


def _can_be_left(item: Item, headline: str, clause: str) -> bool:
    """Tell whether an item does without a clause that has opened behind its headline."""
    told = telling(item, f"{headline}，{clause}")
    return bool(told.pieces) and not any(clause in piece.text for piece in told.pieces)


def _fuller(clause: str, said: Sequence[str]) -> str:
    """Return the clause of some sentences that says the same with a few words more, or nothing.

    推理成本比标准版降低45% is fuller than 推理成本再降45%. Its measure stands at its beginning.
    """
    figures, own = facts.of([clause]).figures, facts.pairs(clause)
    if not figures:
        return ""
    for part in (part.rstrip("，；。") for sentence in said for part in clauses(sentence)):
        same = own & facts.pairs(part)
        if (
            part[:_LEAST_MEASURE] == clause[:_LEAST_MEASURE]
            and figures <= facts.of([part]).figures
            and len(same) >= _FULLER_SHARE * len(own)
            and width(part) - width(clause) <= _FULLER_MOST
        ):
            return part
    return ""


def _is_told_again(clause: str, said: Sequence[str]) -> bool:
    """Tell whether one of some sentences says a clause in other words, or with more of them."""
    return any(
        clause not in sentence and (covers(sentence, clause) or says_again(clause, [sentence]))
        for sentence in said
    )


def _without_slogan(headline: str) -> str:
    """Return a headline without what stands before its news, if that has a name and tells it."""
    news = news_of(headline)
    slogan = headline[: len(headline) - len(news)] if headline.endswith(news) else ""
    named = tells_news(news) and facts.of([news]).names and not facts.of([slogan]).names
    return news if slogan and named else headline
