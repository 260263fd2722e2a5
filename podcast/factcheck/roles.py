"""Compare who did what to whom, where the names of a line and of the post stand around one verb.

The agent is the name before the verb, or behind 由 or 被. When the line's agent is a name of the
item, and the post has the verb with other agents only, the roles may be reversed: a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from podcast.factcheck import names
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import content
from podcast.model import Objection

_VERBS = {
    "buy": "收购|买下|买了下来|买了过去|买过来|并购|买走|拿下|吞下|接手|收进",
    "sue": "起诉|告上|状告|控告|告了|告到|给告|提告|诉讼|反诉|打官司|对簿公堂",
    "lead": "领投|领头|领衔投",
    "follow": "跟投|跟着投|跟了",
    "invest": "投资|投过|投了|注资|入股|追加|出资|参股",
    "demand": "要求|责令|勒令|敦促",
    "report": "举报|投诉|检举",
    "supply": "供应|供货|供给|供的货|提供",
    "build": "建设|承建|建造|修建|建的|盖的",
    "head": "牵头|主导|领衔",
    "beat": "击败|战胜|力克|大胜|逆转|淘汰|横扫|赢了|打败",
    "exceed": "反超|赶超|超越|甩开|胜过|压过|好过|强于|优于",
    "develop": "开发|研发|研制",
    "licence": "授权|许可给|授予|许可证",
    "fine": "处罚|罚款|开罚",
    "sell": "出售|卖给|转让",
    "accuse": "指控|指责|控诉",
    "pay": "赔偿|赔付|赔给|(?:要|得|须)赔|付给|支付|付了|付清|付(?=[\\d一二两三四五六七八九十])",
    "join": "加盟|加入|入职|跳槽到|投奔",
    "leave": "离开|离职",
    "host": "托管|主办|承办",
    "replace": "取代|接替|替代",
    "answer": "汇报|负责人?汇报|听命",
    "supervise": "监管|监督|审查|调查|约谈",
    "rent": "租给|租用|租下|出租",
    "teach": "培训|辅导|指导|教会",
    "help": "帮助|协助|支援|资助",
    "reject": "拒绝|驳回|否决|回绝",
    "apply": "申请|提交|递交|上报",
    "make": "代工|生产|制造|组装",
    "hire": "聘请|聘用|雇用|招聘|挖走",
    "copy": "抄袭|仿冒|模仿|侵权|侵犯",
    "attack": "攻击|入侵|袭击|黑了",
    "thank": "感谢|致谢|道歉|致歉",
    "notice": "提醒|警告|通知|催促|警示",
    "use": "采用|使用|用上|接入",
    "contact": "联系|打给|致电|拨打",
}
_VERB = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _VERBS.items()))
_COMPARED = re.compile(
    r"(?P<one>[^，。；：]{2,16})比(?P<other>[^，。；：]{2,18}?)(?:还|要|更|都|来得|大|小|高"
    r"|低|多|少|快|慢|强|弱|重|轻|早|晚|先|贵|便宜|厚|薄|长|短|好|差)"
)
_WITHOUT_PATIENT = frozenset({"lead", "follow", "head", "host"})
"""Verbs that need nobody to whom it is done."""
_FROM_THE_FRONT = 24
"""How many code points around a verb are searched for names."""
_NOUN = re.compile(
    "传闻|传言|一事|文件|书|方|人|状|商|者|额|款|价|案|函|率|总额|预计|将|达|机构|标的|规模|过程|回报|信"
)
"""What makes a noun of the verb before it: 起诉文件, 投资方, 供应商."""
_GIVEN = re.compile("(?:替|为|给|向|对|与|和|跟|同|把|将|被|遭)$")
_PLACE = re.compile("[在于][^，]*?(?:法院|市|省|州|区|上|中|里|会)")
_BY = re.compile("[由被遭获把将给向对]")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.'-]+(?: [A-Z][A-Za-z0-9.'-]*)*")
_STEM = re.compile(
    r"(?<=^[\u4e00-\u9fff]{2})(?:汽车|科技|集团|资本|智能|智算|半导体|能源|存储|航天)$"
)
_COURT = frozenset({"法院", "法官", "法庭"})
"""Words that stand for one another where a court decides."""
_BODY = re.compile(
    "有关部门|监管部门|监管机构|法院|警方|工会|供应商|股东|联盟|委员会|店员|卖家|买家|对方"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with the name of who did it, and the name behind it, if there is one."""

    verb: str
    agent: str
    patient: str
    start: int
    end: int
    marked: bool
    """Whether a word such as 由 or 被 tells who does it."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield deeds that the post tells of somebody else; the first value tells a violation."""
    known = entities(own)
    theirs = [deed for each in own.passages for deed in _deeds(each, known)]
    for deed in _deeds(line, known):
        if not (deed.patient or deed.verb in _WITHOUT_PATIENT or deed.marked):
            continue
        same = [each for each in theirs if each.verb == deed.verb]
        if not same or any(_is_one(each.agent, deed.agent) for each in same):
            continue
        if not any(
            each.patient == deed.agent
            or deed.patient == each.agent
            or not each.patient
            or not deed.patient
            for each in same
        ):
            continue
        yield (
            False,
            Objection(
                "reversed", line.text[deed.start : deed.end], deed.start, deed.end, same[0].agent
            ),
        )
    yield from _compared(line, own)
    yield from _objects(line, own)


def sorts(text: str) -> frozenset[str]:
    """Return what sorts of deeds the verbs of a text name: to buy, to sue, to pay."""
    return frozenset(match.lastgroup or "" for match in _VERB.finditer(text))


def _is_one(one: str, other: str) -> bool:
    """Tell whether two names may be one: 驰野, 驰野汽车."""
    return one in other or other in one or {one, other} <= _COURT


@lru_cache(maxsize=512)
def entities(source: Source) -> tuple[str, ...]:
    """Return the names of an item, the longest first: Latin, Chinese, in quotation marks."""
    found = {match[0] for match in _LATIN_NAME.finditer(source.text)}
    found |= names.people(source) | names.proper_names(source)
    found |= {_STEM.sub("", each) for each in found if _STEM.search(each)}
    found |= {match[0] for match in _BODY.finditer(source.text)}
    return tuple(sorted(found, key=len, reverse=True))


def _deeds(passage: Passage, known: tuple[str, ...]) -> Iterator[Deed]:
    for match in _VERB.finditer(passage.text):
        if _NOUN.match(passage.text[match.end() :]):
            continue
        start, end = passage.clause_of(match.start())
        before = passage.text[max(start, match.start() - _FROM_THE_FRONT) : match.start()]
        after = passage.text[match.end() : min(end, match.end() + _FROM_THE_FRONT)]
        agent, patient = _parties(before, after, known)
        if not agent and not _GIVEN.search(before) and not _first(before, known):
            agent = _subject_before(passage, start, known)
        if agent:
            begin = max(start, match.start() - len(before))
            yield Deed(
                match.lastgroup or "",
                agent,
                patient,
                begin,
                match.end(),
                bool(_BY.search(before)),
            )


def _subject_before(passage: Passage, start: int, known: tuple[str, ...]) -> str:
    """Return the first name of the clause before one that names nobody before its verb."""
    earlier = [each for each in passage.clauses if each[1] <= start]
    if not earlier:
        return ""
    first, last = earlier[-1]
    return _first(passage.text[first:last], known)


def _parties(before: str, after: str, known: tuple[str, ...]) -> tuple[str, str]:
    """Return who does it and to whom, by the names before and behind a verb."""
    behind = _first(after, known)
    for mark in ("被", "由", "遭", "获", "受"):
        place = before.rfind(mark)
        if place >= 0:
            agent = _first(before[place:], known)
            if agent:
                return agent, _first(before[:place], known) or behind
    for mark in ("把", "将", "向", "给", "对"):
        place = before.rfind(mark)
        if place >= 0 and _first(before[place:], known):
            return _last(before[:place], known), _first(before[place:], known)
    agent = _first(_PLACE.sub("", before), known)
    place = before.find(agent) if agent else 0
    return ("" if _GIVEN.search(before[:place]) else agent), behind


def _first(text: str, known: tuple[str, ...]) -> str:
    found = [(text.find(name), -len(name), name) for name in known if name in text]
    if not found:
        return ""
    place, _, name = min(found)
    behind = [each for each in found if each[0] == place + len(name)]
    return behind[0][2] if behind and _BODY.fullmatch(name) else name  # 股东青屿资本


def _last(text: str, known: tuple[str, ...]) -> str:
    found = [(text.rfind(name) + len(name), len(name), name) for name in known if name in text]
    return max(found)[2] if found else ""


def _compared(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield comparisons whose sides the post has the other way round: 甲比乙更大, 乙比甲更大."""
    for match in _COMPARED.finditer(line.text):
        one, other = _apart(match)
        for each in own.passages:
            for post in _COMPARED.finditer(each.text):
                first, second = _apart(post)
                if one & second and other & first and not other & second:
                    yield (
                        False,
                        Objection("reversed", match[0], match.start(), match.end(), post[0]),
                    )


def _objects(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield whom somebody joins or leaves, where the post has another one of the item there."""
    for verb in ("join", "leave"):
        pattern = re.compile(rf"(?:{_VERBS[verb]})了?\ ?(?P<whom>{_LATIN_NAME.pattern})")
        theirs = {match["whom"] for match in pattern.finditer(own.text)}
        for match in pattern.finditer(line.text):
            whom = match["whom"]
            if (
                theirs
                and whom in own.text
                and not any(whom in each or each in whom for each in theirs)
            ):
                yield (
                    False,
                    Objection("reversed", match[0], match.start(), match.end(), min(theirs)),
                )


def _apart(match: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the content words of both sides of a comparison that the other side does not have."""
    one, other = content(match["one"]), content(match["other"])
    return one - other, other - one
