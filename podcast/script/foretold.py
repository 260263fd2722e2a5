"""What the opening tells of an item before its turn, and how the item goes on behind that.

A listener who has heard a headline in the rundown is bored by the same words as the beginning of
the story. So the story begins with what is new, where that says by itself, or behind a phrase that
names it, what it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from podcast.model import Item
from podcast.script import facts, relations, topics
from podcast.script.breaks import divided, stands
from podcast.script.doers import begins_with_deed, tells_what_it_is
from podcast.script.headlines import VERBS, tells_news
from podcast.script.said import clauses, sentences
from podcast.script.sentences import width
from podcast.script.telling import Piece, Telling

_UNHEARD = re.compile("[了“”《》，。]")
"""Matches what makes no difference between two sentences for an ear."""
_OF_SOMEBODY = re.compile(
    "官方|公司|企业|厂商|团队|双方|项目方|平台方?|作者|机构|协会|院方|校方|研究者"
)
"""Matches somebody who is known only where his name was just heard."""
_NOT_FIRST = re.compile(
    "但|不过|而|此外|同时|其|那|他|她|因此|原因|两者|另|这(?!是)|[^，。]*(?:这[一项款个种些]|上述|该|此次|其中)"
)
"""Matches a sentence that goes on behind another one, which was told long ago."""
_MADE = re.compile("(?:发布|推出|开源|上线|公布|启用|开售|更新)了?")
_NAMED = re.compile("[A-Za-z]{2}(?<!AI)|[“《]")
_ASIDE = re.compile("基于|随着|通过|借助|依托|根据")
"""Matches the beginning of a sentence that names what it is not about."""
_NAME_FIRST = re.compile(
    "[^，。“”《》A-Za-z0-9把被将对向以与在]{0,8}"
    r"(?:[“《][^”》]{1,16}[”》]|[A-Z][A-Za-z0-9.-]*+(?: [A-Za-z0-9.-]++)*+)(?=.)"
)
"""Matches a name with which a clause begins, with what it is: 笔记应用Paperfern."""
_MOVED = re.compile("[把将]")
"""Matches a clause that has what was made before its verb."""
_NAME_LEAST, _NAME_MOST = 3, 18
"""The narrowest and the widest words for a thing or somebody in a phrase."""
_DOER_ENDS = re.compile(
    "(?:正式|首次|联合|提前|默认|全面|再次|连续|已经|宣布|计划|还|仍|拟|已|[现正]?[被把将对向以在][^，。]*)+$|[说称]，.*|表示.*"
)
"""Matches what stands between a doer and his deed."""
_BARE_FIGURE = re.compile(r"(?<![A-Za-z0-9.-])\d")
_VERSION = re.compile(r"[vV]\d[\d.]*|\d+(?:\.\d+)+ ?版?")
_CALLED = re.compile(rf"[A-Za-z][A-Za-z-]*\d[\d.]*|{_VERSION.pattern}")
"""Matches figures that are a part of a name: SA200, 2.1.3."""
_AND = re.compile("[并还也]|同时")
"""Matches the beginning of what the same doer does besides."""
_SAME_WORDS = 3
"""Pairs of characters by which a sentence speaks of the same as a headline."""
_MORE_MOST = 10
"""So much wider than a headline may a sentence be that says the same."""
_BODY_LEAST = 20
"""An item that is one headline has a body behind its first words if that is so wide."""
_CHANGES = "下降|上涨|上升|增长|提高|提升|降低|减少|缩短|回落|下跌|增加|上调|下调"
_WAYS = {
    "升至": "上升",
    "升到": "上升",
    "降至": "下降",
    "降到": "下降",
    "增至": "增加",
    "涨至": "上涨",
}
_BY = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?P<did>{_CHANGES}|{'|'.join(_WAYS)})(?:了|约|近|超过?|逾)*\s?\d[\d.,]*\s?"
    r"(?:%|个百分点|倍|成|[万亿]?[\u4e00-\u9fff]{0,2})$"
)
"""Matches a change with its figure at the end of a clause, which is a sentence without it."""
_SUM = re.compile(
    r"(?P<did>完成|获得?|召回|签下|敲定)(?:了|约|近|超过?|逾)*\d[\d.,]*\s?[万亿]?"
    r"(?:美元|欧元|日元|港元|人民币|元|辆|台|件|部|只|套|个)的?(?=[\u4e00-\u9fffA-Z“])"
)
"""Matches a sum or a number before what it is of."""


@dataclass(frozen=True, slots=True)
class Behind:
    """An item as it goes on behind a headline that was heard, and the words that name it anew."""

    told: Telling
    heard: str
    name: str = ""
    """Empty where the first sentence says by itself what it is about."""


def repeats(told: Telling, headline: str) -> bool:
    """Tell whether an item begins with the words of a headline."""
    first = told.headline or (sentences(told.pieces[0].text)[0] if told.pieces else "")
    return _plain(headline) in _plain(first)


def is_all(told: Telling, headline: str) -> bool:
    """Tell whether an item is nothing but a headline, or a few words more."""
    more = width(told.headline) - width(headline)
    return bool(told.headline) and not told.pieces and more < _BODY_LEAST


def behind(item: Item, told: Telling, headline: str) -> Behind | None:
    """Return an item that begins with a headline as it goes on where that was heard before.

    None where nobody would understand it, or where its figures would not be told any more.
    """
    pieces = _after_headline(told, headline) if told.headline else _after_first(told, headline)
    if not pieces:
        return None
    first = sentences(pieces[0].text)[0]
    text = "".join(piece.text for piece in pieces)
    gone = facts.of([_CALLED.sub("", headline)]).figures - facts.of([text]).figures
    if gone or _NOT_FIRST.match(first):
        return None
    doer = _whole_doer(told, headline)
    begun = _with_doer(first, doer, headline)
    if begun != first:
        rest = pieces[0].text[len(first) :]
        pieces = (replace(pieces[0], text=f"{begun}{rest}"), *pieces[1:])
        return Behind(replace(told, headline="", pieces=pieces), headline)
    again = _names_again(first, headline, doer)
    name = "" if again else _name(item, headline, doer, first)
    if not again and (not name or name.casefold() in first.casefold()):
        return None
    return Behind(replace(told, headline="", pieces=pieces), headline, name)


def without_figure(headline: str, text: str) -> str:
    """Return a headline without a figure that its item tells, where the rest is a sentence.

    2月内存合约价下降9.4% is 2月内存合约价下降.
    """
    parts = [part.rstrip("，") for part in clauses(headline)]
    bare = "，".join(_SUM.sub(r"\g<did>", _BY.sub(_way, part)) for part in parts)
    gone = facts.of([headline]).figures - facts.of([bare]).figures
    told = gone and gone <= facts.of([text]).figures
    return bare if told and tells_news(bare) else headline


def _way(change: re.Match[str]) -> str:
    return _WAYS.get(change["did"], change["did"])


def _after_headline(told: Telling, headline: str) -> tuple[Piece, ...]:
    """Return the pieces of an item without its headline; a clause that was not heard begins them.

    What stands before the headline is its source, which stays; nothing where a clause that is left
    has no doer of its own.
    """
    source, heard, rest = told.headline.partition(headline)
    rest = rest.lstrip("，：")
    if not heard or (
        rest and not (begins_with_deed(rest) or stands(clauses(rest)[0].rstrip("，")))
    ):
        return ()
    pieces = (*([Piece(f"{rest}。")] if rest else []), *told.pieces)
    return (replace(pieces[0], text=f"{source}{pieces[0].text}"), *pieces[1:]) if pieces else ()


def _after_first(told: Telling, headline: str) -> tuple[Piece, ...]:
    """Return the pieces of an item without its first sentence, where that says but a headline.

    Of a sentence whose doer does something besides, this is left.
    """
    first, *others = sentences(told.pieces[0].text)
    head, *more = clauses(first)
    bare = head.rstrip("，。；：")
    if width(bare) - width(headline) > _MORE_MOST or not repeats(told, headline):
        return ()
    if not more:
        text = "".join(others)
        rest = told.pieces[1:]
        return (replace(told.pieces[0], text=text), *rest) if text else rest
    doer, besides = _doer(bare), _AND.match(more[0])
    if not doer or not besides:
        return ()
    text = f"{doer}{''.join(more)[besides.end() :]}{''.join(others)}"
    return (replace(told.pieces[0], text=divided(text)), *told.pieces[1:])


def _with_doer(first: str, doer: str, headline: str) -> str:
    """Return a first sentence with all of a doer who is only named in part, or not at all.

    一个知识库工具 is Mossbank是一个知识库工具, and 贺东来说 is 朗台科技创始人贺东来说.
    """
    if doer and tells_what_it_is(first, headline):
        return f"{doer}是{first}"
    for size in range(len(doer) - 1, 1, -1):
        if first.startswith(doer[-size:]):
            return f"{doer}{first[size:]}"
    return first


def _names_again(first: str, headline: str, doer: str) -> bool:
    """Tell whether the first clause of a sentence has a doer, a name or words of a headline."""
    clause = clauses(first)[0]
    if len(doer) > 1 and doer in clause:
        return True
    if begins_with_deed(first) or _ASIDE.match(first):
        return False
    if facts.of([clause]).names & facts.of([headline]).names:
        return True
    return len(facts.pairs(clause) & facts.pairs(headline)) >= _SAME_WORDS


def _name(item: Item, headline: str, doer: str, first: str) -> str:
    """Return what a phrase names before a first sentence: what was made, else who did something.

    What happened to somebody is named with him: 百炼手的融资.
    """
    clause = clauses(headline)[0].rstrip("，")
    made = None if _MOVED.search(clause) else _MADE.search(clause, 1)
    thing = clause[made.end() :].strip().removeprefix("关于") if made else ""
    event = topics.event(item)
    of_doer = f"{doer}的{event}" if doer and event and event not in doer else ""
    of_headline = topics.of_headline(item)
    of_headline = "" if of_headline == event else of_headline  # 收购 says not whose
    if not _is_known_by_name(doer):
        return next(filter(_fits, (of_doer, thing)), of_headline)
    if (_OF_SOMEBODY.match(first) and not event) or first.startswith("由"):
        return doer  # 由甲领投 gets its 这轮融资 by itself
    return next(filter(_fits, (of_doer, thing, doer)), of_headline)


def _is_known_by_name(doer: str) -> bool:
    """Tell whether words for a doer are a name, a house or a thing: no 美国法官."""
    return bool(_NAMED.search(doer)) or relations.is_house(doer) or topics.is_thing(doer)


def _whole_doer(told: Telling, headline: str) -> str:
    """Return who does what a headline tells, as the item calls him, with what he is."""
    own = told.headline or clauses(told.pieces[0].text)[0]
    whole, short = _doer(own), _doer(headline)
    return whole if whole.endswith(short) else short


def _doer(headline: str) -> str:
    """Return who does what a headline tells, in a few words without a figure; may be empty."""
    clause = clauses(headline)[0].rstrip("，。")
    verb = VERBS.search(clause, 1)  # 开源工具 is no deed
    named = None if verb else _NAME_FIRST.match(clause)
    if named:
        return named[0] if _fits(named[0]) else ""
    said = _DOER_ENDS.sub("", headline if not verb else clause[: verb.start()]).strip()
    return said if _fits(said) and said != headline else ""


def _fits(name: str) -> bool:
    bare = _VERSION.sub("", name).strip()
    return _NAME_LEAST <= width(bare) <= _NAME_MOST and not _BARE_FIGURE.search(bare)


def _plain(text: str) -> str:
    return "".join(_UNHEARD.sub("", text).split())
