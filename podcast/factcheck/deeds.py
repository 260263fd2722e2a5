"""Compare who did what to whom, whatever stands for who and whom: names, entities, products.

A deed has two sides: who does it or gives, and who is acted on or receives. The sides of a verb are
told by words such as 被, 由, 把, 向, 给 and by its place; verbs of one sort may have them turned
round (卖给, 买). Where the line has on one side what the post has only on the other, it turns the
deed round. That is a violation where both sides have changed, or one that is a name or a word for
people; else a warning, as the voices of Chinese are more than these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from podcast.chinese.pinyin import words
from podcast.factcheck import agents, bodies, entities, matching
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import content
from podcast.lib.once import once
from podcast.model import Objection

_CLAUSE = re.compile("[^，。！？!?；;：:\n—]+")
_TABLE = Path(__file__).parents[1] / "data/factcheck/deeds.txt"
_NOUN = re.compile(
    "传闻|传言|(?<=设计|研发|开发|制造|生产)公司|一事|文件|书|方|人|状|商|者|额|款(?!给)|价|案|函|率|总额|机构|标的|规模|过程|回报|信|协议|合同"
    "|订单|成本|部门|团队|业务|能力|范围|标准|电话|费|奖|权|令|单|量|线|链|期|力|资金|计划|证|者|材料|请求|记录|结果"
)
"""What makes a noun of the verb before it: 起诉文件, 投资方, 供应商."""
_BY = frozenset({"被", "遭", "遭到", "由", "受", "受到", "叫", "挨", "让", "请来", "归"})
"""Before who does it, and behind who is acted on."""
_THING = frozenset({"把", "将"})
_TO = frozenset(
    {"向", "给", "对", "替", "为", "从", "经", "针对", "往", "帮", "找", "请", "改向", "转向"}
)
"""Before the other side."""
_WHO = r"(?P<who>[^，。；：]{1,14})"
_WHOSE = re.compile(rf"(?:了|过|着|掉|完|下|到|方|人|者)?的?，?[正就全都也]?是{_WHO}")
"""Who does it, told last: 先告状的是美光."""
_CLEFT = re.compile(rf"(?P<whom>[^，。；：]{{1,14}})的，?(?:是|正是|就是){_WHO}")
_RELATIVE = re.compile(rf"(?:[了过](?P<whom>[^，。；：]{{0,14}})|.)的{_WHO}$")
_IT_IS = re.compile("[则就也都才还却]?(?<!不)是(?=[^是]*$)")
_LISTED_NOUN = re.compile("[、和与及](?![^，。]{0,12}的)")
"""What stands behind one of several subjects: 谈到了融资、机器人和上市."""
_NOUN_BEFORE = re.compile("(?:的|[这此本那]次|该|[这此本那][项起笔场轮桩个])$")
"""What stands before a noun that looks like a verb: 这次搜查."""
_ONE_AND_THE = "一把"
_WEEKDAY = re.compile("(?:周|星期|礼拜)$")
"""Before 一把, which then is no word: 周一把对方告了."""
_MODALS = frozenset("没未不会将能才也都已")
_FETCHED = re.compile("^(?P<who>[^，]{1,10}?)[来去]")
"""Who is asked to do it: 找三星来代工."""
_ASPECT = re.compile("[了过着给到]?$")
_VAGUE_WORDS = """
公司 对方 双方 官方 团队 平台 用户 方面 一方 产品 技术 业务 项目 企业 厂商 合作 市场 部门 机构 集团
科技 法院 法庭 全球 国内 消息 季度 收入 ai app api ceo cto cfo coo pro max gpu cpu
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Words that tell no two sides apart."""
_PRONOUN = re.compile("对方|[他她它]们?(?:的|$)|[他她它]们|(?<![与及尤极])其")
_EXCHANGE = re.compile("(?:由|从|把|将)(?=[^由从把将]*$)")
_INTO = frozenset("成为到")
"""The ends of verbs by which one thing takes the place of another: 由甲换成乙."""
_GIVEN = re.compile("[^，。]给(?P<whom>[^，。给]{2,14})$")
"""Who receives, told last: 付了三亿元给乙."""
_VENUE = re.compile("法院|法庭|仲裁")
"""Where two sides meet: 向法院起诉."""
_VENUES = re.compile("(?:在|向|到|至|上)了?[^，在向到至把将被对给从]{0,16}?(?:法院|法庭|仲裁院)")
_NO_TAKER = re.compile(f"的|{_VENUE.pattern}")
"""In what stands behind a verb, tells that it is not whom it is done to."""
_FOR = re.compile("给$")
"""Directly before a verb, adds nothing: 把对方给告了."""
_RETURNED = re.compile("反过来|反手|回头|反告|也把|又把|回敬")
_IN_RETURN = {"sue": "countersue"}
"""What is done in return is another deed: 反过来把对方告了."""
_COMPARING = frozenset({"beat", "precede"})
"""Sorts whose other side no preposition introduces: 从海外挣的超过国内."""
_FORMERLY = re.compile("年前|月前|此前|之前|原来|原先|以前|曾|上代|去年|前年")
"""In a clause that may tell of another time than the post's."""
_WITH = re.compile(
    "(?:拟|将|计划|打算)?(?:以|用|凭|斥资|花费?|耗资|出价?)[^，]*[\\d一二两三四五六七八九十百千万亿]"
)
"""The beginning of what a deed is done with, which is no side of it."""
_RARE = 300
"""A noun that the dictionary has more often is no name."""
_PAIR = re.compile(
    r"(?P<one>[^，。；：、和与]{2,48}?)(?:和|与|及|以及|、)(?P<other>[^，。；：、和与]{2,48})[，。；]"
)
_LISTED = re.compile("^.*(?:分别是|分别为|分别|包括|有|是)")
_BEGINNING = re.compile("^.{0,12}[A-Za-z]*")
"""What is taken for the subject of a clause without a deed."""
_SHARES = re.compile("股份|股权|多数股|控股")
"""What one who 拿下 it has bought, not won."""
_BY_WHOM = re.compile("由(?P<who>[^，]{2,14}?)(?:于|在|提[交出起]|发起|作出|递交|完成)")
_DEED_OF = re.compile("(?:源于|出自|来自|接到|根据|起因是)(?P<who>[^，]{2,16})的$")
"""Before a verb that is a noun, tell whose deed it was: 源于卖家联盟的举报."""
_ALSO = {"lead": "invest", "follow": "invest"}
"""Deeds that are a part of others."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with the words of both sides of what it tells."""

    sort: str
    giver: frozenset[str]
    """Who does it, or gives."""
    taker: frozenset[str]
    """Who is acted on, or receives."""
    giving: frozenset[str]
    """All nouns on the side of the giver, names or not."""
    taking: frozenset[str]
    """All nouns on the side of the taker."""
    start: int
    end: int
    """The clause."""
    text: str
    implied: str = ""
    """The side that is not in the clause, but the subject of the one before it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text, with what its reader knows already."""

    text: str
    start: int
    end: int
    """The first code point after the clause, as the text is written."""
    earlier: str
    """The subject of the clauses before it, for one that has none."""
    known: tuple[str, ...]
    """The names of the item, the longest first."""

    def words(self, text: str) -> frozenset[str]:
        """Return the words of a part of the clause that stand for a side of a deed."""
        return _words(text, self.known)

    def is_named(self, text: str) -> bool:
        """Tell whether a part of the clause has a name of the item."""
        return any(name in text for name in self.known)

    def named(self, text: str) -> str:
        """Return a part of the clause, or the earlier subject if it names nobody."""
        if _PRONOUN.search(text):
            return ""  # whom it means is not known
        if _WITH.match(text) and not self.is_named(text):
            return self.earlier  # 以26亿美元现金
        if self.words(text):
            return text
        named = any(map(_is_noun, content(text)))
        return "" if named else self.earlier  # 法院 and 公司 are somebody, but tell no two apart


@once
def _verbs() -> dict[str, tuple[str, bool]]:
    """Return the sort of each verb, and whether its subject is acted on."""
    found: dict[str, tuple[str, bool]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        sort, verbs = line.split(":")
        active, turned = verbs.split("/")
        found |= dict.fromkeys(active.split(), (sort, False))
        found |= dict.fromkeys(turned.split(), (sort, True))
    return found


_AMOUNT = "[^，。；]{1,14}?的?"
_PARTED = {
    "开出罚单": f"开出了?{_AMOUNT}罚单",
    "处以罚款": f"处以{_AMOUNT}罚款",
    "提起诉讼": f"提起了?{_AMOUNT}诉讼",
}
"""Verbs whose object stands apart from them: 开出了860万元的罚单."""


def _sort_of(verb: str) -> tuple[str, bool]:
    """Return the sort of a verb as a text has it, and whether its subject is acted on."""
    if verb in _verbs():
        return _verbs()[verb]
    whole = next(each for each, parted in _PARTED.items() if re.fullmatch(parted, verb))
    return _verbs()[whole]


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    table = sorted((*_verbs(), *_PARTED), key=len, reverse=True)
    return re.compile("|".join(_PARTED.get(verb, verb) for verb in table))


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield deeds whose sides the post has the other way round; the first value tells a violation.

    One that somebody else of the item does is a warning.
    """
    known = entities.known(own)
    theirs = told(own)
    for deed in deeds(line, known):
        same = [each for each in theirs if each.sort == deed.sort]
        kind, nearest = "reversed", _turned(deed, same) or _of_another(deed, same)
        surely = bool(nearest) and _is_certain(deed, same, known)
        if not nearest:
            nearest = _named_sides_turned(deed, same, _sides_named(known, own))
            surely = bool(nearest)
        if not nearest:
            sides = _sides_named(known, own) if deed.sort in _COMPARING else _names_of(known)
            kind, nearest = "reversed", _to_another(deed, same, sides)
            surely = bool(nearest)
        if not nearest:
            nearest = _with_another_share(deed, line, own, known)
            surely = bool(nearest)
        if not nearest:
            kind, nearest = "attribution", _alone(deed, same, known)
            surely = bool(nearest)
        if not nearest:
            nearest = _by_another(deed, same, known)
        if nearest:
            span = line.text[deed.start : deed.end]
            yield surely, Objection(kind, span, deed.start, deed.end, nearest)


@lru_cache(maxsize=512)
def told(own: Source) -> tuple[Deed, ...]:
    """Return the deeds that an item tells."""
    known = entities.known(own)
    found = [deed for each in own.passages for deed in deeds(each, known)]
    return (*found, *(replace(each, sort=_ALSO[each.sort]) for each in found if each.sort in _ALSO))


def _turned(deed: Deed, same: list[Deed]) -> str:
    """Return the clause of the post with the sides of a deed turned round, if it has such a one."""
    givers = frozenset(word for each in same for word in each.giver)
    takers = frozenset(word for each in same for word in each.taker)
    giving = frozenset(word for each in same for word in each.giving)
    taking = frozenset(word for each in same for word in each.taking)
    gives, takes = givers - takers, takers - givers
    crossed = _meet(deed.giver, takes) and not _meet(deed.giving, giving)
    other = _meet(deed.taker, gives) and not _meet(deed.taking, taking)
    if not (crossed or other):
        return ""
    if (crossed and _meet(deed.taker, takes)) or (other and _meet(deed.giver, gives)):
        return ""
    wrong = deed.giver if crossed else deed.taker
    return next((each.text for each in same if _meet(wrong, each.taker | each.giver)), "")


def _is_certain(deed: Deed, same: list[Deed], known: tuple[str, ...]) -> bool:
    """Tell whether a deed is turned round beyond doubt: both its sides, or one that is a name."""
    if deed.sort == "beat" and _FORMERLY.search(deed.text):
        return False  # what it was before may be told of figures
    takers = [each.taker for each in same if each.implied != "taker"]
    givers = [each.giver for each in same if each.implied != "giver"]
    giver = _only(deed.giver, takers, [each.giver for each in same])
    taker = _only(deed.taker, givers, [each.taker for each in same])
    named = _canonical(known)
    if deed.implied:  # of a subject that goes on, only a name is certain
        giver = giver & named if deed.implied == "giver" else giver
        taker = taker & named if deed.implied == "taker" else taker
    if giver and taker:
        return True
    return any(word in named or agents.is_agent(word) for word in giver | taker)


@lru_cache(maxsize=512)
def _canonical(known: tuple[str, ...]) -> frozenset[str]:
    """Return the names of an item as they are compared: one for each that is meant."""
    return frozenset(map(bodies.canonical, known))


def _names_of(known: tuple[str, ...]) -> frozenset[str]:
    """Return the names of an item but for phrases in quotation marks."""
    return frozenset(bodies.canonical(name) for name in known if "的" not in name)


@lru_cache(maxsize=512)
def _sides_named(known: tuple[str, ...], own: Source) -> frozenset[str]:
    """Return the names of an item and its places, each of which is one side of a deed alone."""
    places = {word for each in own.passages for word in words.cut(each.text) if _is_place(word)}
    return _canonical(known) | places


def _is_place(word: str) -> bool:
    return len(word) > 1 and words.tag(word) == "ns"


def _to_another(deed: Deed, same: list[Deed], named: frozenset[str]) -> str:
    """Return the clause in which the one who does it does it to another one of the item.

    中国的贡献者超过美国 beside 中国的贡献者超过德国, where no such deed has 美国 on any side.
    """
    if _INTENDED.search(deed.text):
        return ""  # what was only meant to be done is another deed
    mine, doer = deed.taker & named, deed.giver & named
    by_it = [each for each in same if _meet(doer, each.giver & named)]
    if not mine or not by_it or any(_meet(mine, each.giving | each.taking) for each in same):
        return ""
    theirs = [each for each in by_it if each.taker & named and not _is_phrase(each.taker)]
    return theirs[0].text if len(theirs) == len(by_it) else ""


def _is_phrase(words: frozenset[str]) -> bool:
    """Tell whether a side holds words in quotation marks that are no name."""
    return any("的" in word for word in words)


_INTENDED = re.compile("想|打算|试图|有意|考虑|出价|开价|曾|准备|差点")
_OF_ONE = frozenset({"lead", "follow", "apologise"})
"""Sorts of deeds that one side alone tells apart: 由甲领投."""


def _alone(deed: Deed, same: list[Deed], known: tuple[str, ...]) -> str:
    """Return the clause of a deed that another one of the item alone does: 乙领投, 甲跟投."""
    named = _canonical(known)
    mine = deed.giver & named
    if deed.sort not in _OF_ONE or deed.implied or not mine or not same:
        return ""
    theirs = [each for each in same if each.giver & named]
    if len(theirs) < len(same) or any(_meet(mine, each.giving | each.taking) for each in same):
        return ""
    return theirs[0].text


_OF_SHARES = frozenset({"own", "invest"})
"""Sorts of deeds that a figure tells apart: 持股51%."""


def _with_another_share(deed: Deed, line: Passage, own: Source, known: tuple[str, ...]) -> str:
    """Return the clause that has a figure of a deed of another one: 甲持股51% of 乙持股51%."""
    named = _canonical(known)
    mine = deed.giver & named
    figures = [one for one in line.quantities if deed.start <= one.start < deed.end]
    if deed.sort not in _OF_SHARES or not mine or not figures:
        return ""
    against = ""
    for passage in own.passages:
        for each in deeds(passage, known):
            has = [one for one in passage.quantities if each.start <= one.start < each.end]
            alike = any(matching.equal(one, other) for one in figures for other in has)
            if each.sort != deed.sort or not alike or not each.giver & named:
                continue
            if _meet(mine, each.giver):
                return ""
            against = each.text
    return against


def _named_sides_turned(deed: Deed, same: list[Deed], named: frozenset[str]) -> str:
    """Return the clause of the post that has the two names of a deed on each other's sides.

    What else is on the sides is of no account here: they may share a noun, as 业务 or 软件.
    """
    giver, taker = deed.giver & named, deed.taker & named
    givers, takers = [each.giver for each in same], [each.taker for each in same]
    if not (giver and taker and giver == _only(giver, takers, givers)):
        return ""
    if taker != _only(taker, givers, takers):
        return ""
    return next(each.text for each in same if _meet(giver, each.taker))


def _only(
    words: frozenset[str], there: list[frozenset[str]], here: list[frozenset[str]]
) -> frozenset[str]:
    """Return the words that a side of deeds has, and the other side of none."""
    return frozenset(
        word
        for word in words
        if any(_meet(frozenset({word}), each) for each in there)
        and not any(_meet(frozenset({word}), each) for each in here)
    )


def _of_another(deed: Deed, same: list[Deed]) -> str:
    """Return the clause in which another one does what a deed tells, if its own does the like.

    甲 reported one thing and 乙 another: a line must not say that 甲 reported the second.
    """
    if not deed.giver or not deed.taker:
        return ""
    to_it = [each for each in same if _meet(deed.taker, each.taker)]
    by_it = [each for each in same if _meet(deed.giver, each.giver)]
    if not to_it or not by_it or any(each in by_it for each in to_it):
        return ""
    return to_it[0].text if all(each.giver and each.taker for each in (*to_it, *by_it)) else ""


def _by_another(deed: Deed, same: list[Deed], known: tuple[str, ...]) -> str:
    """Return the clause in which somebody else of the item does to the same what a deed tells.

    云台电机由甲供应 beside 云台电机是乙做的, where 乙 is another one of the item.
    """
    named = _canonical(known)
    mine = deed.giver & named
    if not mine or not deed.taking:
        return ""
    to_it = [each for each in same if _meet(deed.taking, each.taking)]
    theirs = [each for each in to_it if each.giver & named]
    if not theirs or len(theirs) < len(to_it):
        return ""
    if any(_meet(mine, each.giving | each.taking) for each in same):
        return ""
    return theirs[0].text


def _meet(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether a word of one side is one of the other, or is a part of it: 阿里, 阿里巴巴."""
    return any(one in other or other in one for one in mine for other in theirs)


def deeds(passage: Passage, known: tuple[str, ...]) -> Iterator[Deed]:
    """Yield the deeds of a text with their sides; one without sides is left out.

    `known` are the names of the item, the longest first.
    """
    earlier = ""
    for text, (start, end) in _clauses(passage.text):
        clause = Clause(text, start, end, earlier, known)
        found = list(_found(clause))
        for verb in found:
            if _PRONOUN.match(clause.text, verb.end()):
                continue  # whom it is done to is not known
            deed = _deed(verb, clause)
            if deed.giver or deed.taker:
                yield deed
        subject = _subject(clause, found)
        earlier = subject if clause.words(subject) else earlier


def _clauses(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the clauses of a text, with who 前者 and 后者 are, and their places as written."""
    written = [match.span() for match in _CLAUSE.finditer(text)]
    told = _CLAUSE.findall(_without_pronouns(text))
    if len(told) != len(written):  # a name with a mark in it
        told = [text[start:end] for start, end in written]
    yield from zip(told, written, strict=True)


def _without_pronouns(text: str) -> str:
    """Return a text in which 前者 and 后者 are the two that it has listed before."""
    pairs = list(_PAIR.finditer(text, 0, max(text.find("前者"), 0)))
    if not pairs:
        return text
    one = _LISTED.sub("", pairs[-1]["one"])
    return text.replace("前者", one).replace("后者", pairs[-1]["other"])


def _found(clause: Clause) -> Iterator[re.Match[str]]:
    """Yield the verbs of a clause that are verbs here, and no parts of a word or of a noun."""
    text = clause.text
    tokens = dict(_tokens(text, clause.known))
    for match in _verb().finditer(text):
        if _NOUN.match(text, match.end()) and not _WHOSE.match(text, match.end()):
            continue
        if _LISTED_NOUN.match(text, match.end()):
            continue
        noun = _NOUN_BEFORE.search(text[: match.start()])
        if (noun and not _is_deed_of(text, match)) or _is_inside(match, tokens, clause.known):
            continue
        word = tokens.get(match.start(), "")
        longer = len(word) > len(match[0]) and _ASPECT.sub("", word) != match[0]
        if longer and words.frequency(word):
            continue  # 赔偿金
        if len(match[0]) > 1 or not longer:
            yield match


def _is_deed_of(text: str, match: re.Match[str]) -> bool:
    """Tell whether a noun ends a clause that says whose deed it was."""
    return match.end() == len(text) and bool(_DEED_OF.search(text[: match.start()]))


def _is_inside(match: re.Match[str], tokens: dict[int, str], known: tuple[str, ...]) -> bool:
    """Tell whether a verb is in a word or a name: 卖到 in 这笔买卖到底, 监管 in 市场监管总局."""
    place = match.start()
    return any(
        (at < place < at + len(word) and bool(words.frequency(word)))
        or (word in known and at <= place < at + len(word))
        for at, word in tokens.items()
    )


@lru_cache(maxsize=4096)
def _tokens(text: str, known: tuple[str, ...] = ()) -> tuple[tuple[int, str], ...]:
    """Return the words of a text with their places; a name of the item is one: 把 驰电 告 了."""
    names = "|".join(re.escape(name) for name in known if not name.isascii() and name in text)
    found: list[tuple[int, str]] = []
    at = 0
    for part in re.split(f"({names})", text) if names else (text,):
        for word in (part,) if part in known else words.cut(part):
            if word == _ONE_AND_THE and _WEEKDAY.search(text[:at]):
                found += [(at, word[0]), (at + 1, word[1])]
            else:
                found.append((at, word))
            at += len(word)
    return tuple(found)


def _subject(clause: Clause, found: list[re.Match[str]]) -> str:
    """Return the words of a clause before its first verb or preposition."""
    marks = [match.start() for match in found[:1]]
    tokens = _tokens(clause.text, clause.known)
    marks += [at for at, word in tokens if word in _BY | _THING | _TO][:1]
    return clause.text[: min(marks)] if marks else _BEGINNING.findall(clause.text)[0]


def _deed(match: re.Match[str], clause: Clause) -> Deed:
    sort, turned = _sort_of(match[0])
    sort = _IN_RETURN.get(sort, sort) if _RETURNED.search(clause.text) else sort
    before, behind = clause.text[: match.start()], clause.text[match.end() :]
    if sort == "win" and _SHARES.search(behind):
        sort, turned = "hand", True
    before, behind = _VENUES.sub("", _FOR.sub("", before)), _VENUES.sub("", behind)
    doer, done = _sides(before, behind, clause, match[0])
    giver, taker = (done, doer) if turned else (doer, done)
    one, other = clause.words(giver), clause.words(taker)
    return Deed(
        sort=sort,
        giver=one - other,
        taker=other - one,
        giving=(one | _nouns(giver)) - other - _nouns(taker),
        taking=(other | _nouns(taker)) - one - _nouns(giver),
        start=clause.start,
        end=clause.end,
        text=clause.text,
        implied=_implied(clause.earlier, giver, taker),
    )


def _implied(earlier: str, giver: str, taker: str) -> str:
    """Return which side of a deed is the subject of an earlier clause, if one is."""
    if not earlier or earlier not in {giver, taker}:
        return ""
    return "giver" if earlier == giver else "taker"


def _sides(before: str, behind: str, clause: Clause, verb: str) -> tuple[str, str]:
    """Return the words for the subject of a verb, and for the other side."""
    if verb[-1] in _INTO and _sort_of(verb)[0] == "replace":
        exchange = _EXCHANGE.search(before)
        return (before[exchange.end() :] if exchange else ""), behind
    by = _by(before, clause.known)
    last = _of_noun(before, behind, clause) or _told_last(before, behind, clause, by)
    if last:
        return last
    if by:
        return by[1], clause.named(by[0])
    is_ = _IT_IS.search(before)
    if is_ and clause.words(before[is_.end() :]):
        done, before = before[: is_.start()], before[is_.end() :]
        if behind in {"", "的", "了的"}:
            return _cut(before), clause.named(done)
    relative = _RELATIVE.match(verb[-1] + behind)
    if relative and not clause.words(before) and clause.is_named(relative["who"]):
        return relative["who"], relative["whom"] or ""
    return _active(before, behind, clause, verb)


def _of_noun(before: str, behind: str, clause: Clause) -> tuple[str, str] | None:
    """Return the sides of a deed told as a noun: 源于甲的举报, 举报由甲提交."""
    whose, by_whom = _DEED_OF.search(before), _BY_WHOM.match(behind)
    if whose and not behind:
        return whose["who"], ""
    return (by_whom["who"], clause.named(before)) if by_whom else None


def _told_last(
    before: str, behind: str, clause: Clause, by: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Return the sides where one of them is told last: 先告状的是甲, 甲告的是乙, 告乙的是甲."""
    whose = _WHOSE.match(behind)
    if whose and by:
        return by[1], whose["who"]
    if whose:
        subject = _cut(before)
        return (subject, whose["who"]) if clause.words(subject) else (whose["who"], before)
    cleft = _CLEFT.match(behind)
    return (cleft["who"], cleft["whom"]) if cleft else None


def _by(before: str, known: tuple[str, ...]) -> tuple[str, str] | None:
    """Return what stands before 被 or 由, and who it is that does it, told behind it."""
    for at, word in reversed(_tokens(before, known)):
        behind = before[at + len(word) :]
        fetched = _FETCHED.match(behind) if word in {"找", "请"} else None
        if fetched:
            return before[:at], fetched["who"]
        if word in _BY or (word[0] in _MODALS and word[1:] in _BY):
            other = _verb().search(behind)  # 就被驳回的部分上诉
            if other and behind[other.end() :].startswith("的"):
                return None
            return before[:at], _cut(behind)
    return None


def _active(before: str, behind: str, clause: Clause, verb: str) -> tuple[str, str]:
    """Return the sides of a verb in the active voice: 甲向乙支付, 甲把乙告上, 甲收购乙."""
    tokens = _tokens(before, clause.known)
    marks = [(at, word) for at, word in tokens if word in _THING | _TO]
    given = _GIVEN.search(behind)
    if given:
        return clause.named(before[: marks[0][0]] if marks else before), given["whom"]
    if not marks or _sort_of(verb)[0] in _COMPARING:
        return clause.named(before), behind
    subject = clause.named(before[: marks[0][0]])
    if verb.endswith("给") or behind.startswith("给"):
        return subject, behind
    ends = [*(at for at, _ in marks[1:]), len(before)]
    parts = [
        (word, before[at + len(word) : end]) for (at, word), end in zip(marks, ends, strict=True)
    ]
    parts = [(word, part) for word, part in parts if not _VENUE.search(part)]
    others = [part for word, part in parts if word in _TO]
    if not others and clause.is_named(behind) and not _NO_TAKER.search(behind):
        return subject, behind  # 甲把收入的一成交给乙
    return subject, (others or [part for _, part in parts] or [behind])[-1]


def _cut(text: str) -> str:
    """Return what stands before the next preposition: 由甲向乙支付."""
    marks = [at for at, word in _tokens(text) if word in _THING | _TO]
    return text[: min(marks, default=len(text))]


@lru_cache(maxsize=4096)
def _words(text: str, known: tuple[str, ...]) -> frozenset[str]:
    """Return the words that stand for a side: names if there are any, else other nouns."""
    names: set[str] = set()
    for name in known:
        if name in text and name not in _VAGUE:
            names.add(name)
            text = text.replace(name, "，")
    nouns = _nouns(text)
    names |= {word for word in nouns if word.isascii() or words.frequency(word) < _RARE}
    return frozenset(map(bodies.canonical, names or nouns))


@lru_cache(maxsize=4096)
def _nouns(text: str) -> frozenset[str]:
    nouns = (word for word in content(text) - _VAGUE if _is_noun(word))
    return frozenset(map(bodies.canonical, nouns))


def _is_noun(word: str) -> bool:
    return word.isascii() or words.tag(word)[:1] in {"n", "x", "j", ""}
