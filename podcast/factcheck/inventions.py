"""Find what a line adds to the post: clauses for whose words nothing in the item stands.

Only what is added expressly is looked at: a clause with 还, 打算, 已经 or the like that has several
words of the dictionary of which the item has no character, or the name of a place or organisation
that the item does not have. A host who speaks to the listeners adds nothing. It is a violation
where what is new are things: nouns of the dictionary that no figure of speech is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, figures, lookalikes, names
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.slots import slots
from podcast.factcheck.statements import content
from podcast.model import Objection

_ADDS = re.compile(
    "还(?!是|得|没|在|不|剩|好|差|有富余|要再)|打算|已经|据说|听说|甚至|更糟|预计会|会给|再给"
    "|又|也会|将会|计划|即将|另外|此外|顺便|连.{1,8}[都也]|会有|会把|还会"
)
_ADDRESS = re.compile(
    "朋友|听众|大家|各位|别慌|放心|抓紧|不妨|在意|喜欢|我|你|咱|听起来|吧|呢|吗|[？?]|说实话"
    "|其实|还算|够(?:狠|猛|意思)|说白了|这么说|意思"
)
_COMMON = frozenset(
    "大小新上下中人一有年月日时分出来到会开发国的了不在是和个这那为以要就对能得过可用后前多家"
    "工行动作成现都同本公部长面理学法生高"
)
_LONGEST_TOPIC = 6
"""The most characters of a topic to which a host turns."""
_FREQUENT = 20000
_FEWEST = 2
_LEAST_NEW = 1.6
"""How much novelty a clause needs: two words with no character of the item have 2."""
_HALF_NEW = 0.6
_MORE_ADDS = re.compile("并且|而且|其中|再加上|因为|由于|主要|靠的?是|换来|来自|都在|随后")
"""What adds less often than it links, so that it must be things that it adds."""
_MANY_THINGS, _SOME_THINGS = 2.6, 1.6
"""How many new things no line has that tells what the post tells, and how many of what is added."""
_RARE_VERB = 1000
_OF_TALK_WORDS = """
官方 日子 门槛 牌子 工夫 功夫 人家 本人 老板 大家 用户 苹果 比方 打了个
包票 口气 口风 态度 硬气 个头 眼睛 心动 回家 别急 建议 道具 成绩 分数 头部
大头 会用 关心 规矩 就要 动手 机器 东西 生意 买卖 结果 行情 总结 翻了一番
也就是说 一边倒 是不是 全都 地步 口袋 钱包 脑袋 心思 念头 好处 坏处 办法
说法 想法 看法 样子 面子 底气 力气 脚步 步子 架子 路子 胃口 成色 味道 滋味
同行 外界 业内 圈内 外人 旁人 问号 感叹号 句号
热闹 场面 局面 火候 门道 名堂 花样
"""
_OF_TALK = frozenset(_OF_TALK_WORDS.split())
"""Nouns and phrases with which a host says in other words what the post says."""
_PEOPLE = frozenset({"孩子", "小孩", "大人", "老人", "年轻人", "老百姓", "家里人", "打工人"})
"""Words by which hosts call people of an age or a sort: 孩子 for 未成年人."""
_MISTAKEN_WORDS = """
法务部 花钱买 人参
松口 礼拜 云头 招人 天上 两地 大头 老家 地方 中东部 平地 山头 这山 一线 口岸 路口 东家 门口 店里
"""
_MISTAKEN = frozenset(_MISTAKEN_WORDS.split())
"""Words that the dictionary marks as places, but that name none."""


_LIST = re.compile("、|以及|还有|外加|和|与|及|跟")
"""Between the members of a list."""
_CAUSE = re.compile("因为|由于|原因是|起因是|是因|祸首是|罪魁是|凭借|得益于|借助")
_ANY_CAUSE = re.compile("因|由于|原因|导致|造成|引发|起因|所致|缘于|源于|出于|是为了|理由")
_SHORTEST = 2
_NOT_BEFORE = re.compile("[没不倒可能会再才就也都要很太]$")
"""What no name of a place follows; the word after it only looks like one: 没松口."""


def _listed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield members of a list whose other members the item has beside each other."""
    for start, end in line.clauses:
        members = _members(line.text, start, end)
        if len(members) < _FEWEST:
            continue
        alien = [one for one in members if _is_alien(one[0], own)]
        others = [one[0] for one in members if one not in alien]
        if len(alien) != 1 or not others:
            continue
        (word, place) = alien[0]
        nearest = _sentence_of_list(others, own)
        if nearest:
            yield True, Objection("invented", word, place, place + len(word), nearest)


def _members(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the members of the list in a clause with their places, the words beside it cut off."""
    found: list[tuple[str, int]] = []
    at = start
    marks = list(_LIST.finditer(text, start, end))
    for mark in (*marks, None):
        stop = mark.start() if mark else end
        part = text[at:stop]
        tokens = words.cut(part)
        if mark and not found:  # the first member ends its part, the others begin theirs
            word = tokens[-1] if tokens else ""
            found.append((word, stop - len(word)))
        elif tokens and found:
            found.append((tokens[0], at))
        at = mark.end() if mark else end
    return [one for one in found if len(one[0]) > 1]


def _is_alien(word: str, own: Source) -> bool:
    """Tell whether a noun of the dictionary begins with a character that the item lacks."""
    if word.isascii() or not content(word) or words.tag(word)[:1] != "n":
        return False
    if bodies.has(own.text, word) or word in _PEOPLE:
        return False
    return word[0] not in own.text and word[1:] not in own.text


def _sentence_of_list(members: list[str], own: Source) -> str:
    """Return the sentence that has the members of a list, or nothing."""
    for each in own.passages:
        if all(word in each.text for word in members):
            return each.text
    return ""


def _caused(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield causes none of whose words the item has: 因为传感器失灵."""
    for match in _CAUSE.finditer(line.text):
        _, end = line.clause_of(match.start())
        text = line.text[match.end() : end]
        said = content(text)
        new = [word for word in said if not any(char in own.text for char in word)]
        if len(new) >= _FEWEST and len(new) == len(said):
            yield True, Objection("invented", text, match.end(), end, "")
        elif len(said) >= _FEWEST and _is_new_cause(said, own):
            yield False, Objection("invented", text, match.end(), end, "")


def _is_new_cause(said: frozenset[str], own: Source) -> bool:
    """Tell whether an item gives no cause, and has less than half of the words of one."""
    told = sum(word in own.text.lower() for word in said)
    return told * 2 < len(said) and not _ANY_CAUSE.search(own.text)


def _elsewhere(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield places of a line that stand in the place of another one of the post: 苏州 for 合肥."""
    for slot in slots(line, own):
        if slot.word[:2] in own.text or not _is_settlement(slot.word):
            continue
        theirs = [word for word in words.cut(slot.text) if _is_settlement(word)]
        theirs += _SITUATED.findall(slot.text)
        if theirs and not any(word[:2] in line.text for word in theirs):
            yield True, Objection("chinese-name", slot.word, slot.start, slot.end, theirs[0])


_SITUATED = re.compile(f"(?:选址|落户|位于|设在|坐落|落地|开在|建在)于?([{HAN}]{{2}})")
"""What follows such a word is a place, whatever the dictionary says of it."""


_SEAT = re.compile(
    f"(?:总部(?:设在|位于|落户|就?在)|(?:工厂|基地|园区|机房|实验室)(?:设在|位于|落户|建在|就?在))(?P<where>[{HAN}]{{2,4}})"
)


def _seats(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield where something has its seat, if the item has another place for it: 总部在多伦多."""
    theirs = [match["where"] for match in _SEAT.finditer(own.text)]
    theirs += _SITUATED.findall(own.text)
    for match in _SEAT.finditer(line.text):
        where = next(iter(words.cut(match["where"])), "")
        known = where[:_SHORTEST] in own.text or bodies.has(own.text, where)
        if theirs and len(where) >= _SHORTEST and not known:
            start = match.start("where")
            yield True, Objection("chinese-name", where, start, start + len(where), theirs[0])


def _is_settlement(word: str) -> bool:
    """Tell whether the dictionary has a word as a place, and it names no other thing."""
    return len(word) > 1 and words.tag(word) == "ns" and word not in _MISTAKEN


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses and places that the item does not have; the first value tells a violation."""
    yield from _elsewhere(line, own)
    yield from _seats(line, own)
    yield from _listed(line, own)
    yield from _caused(line, own)
    for start, end in line.clauses:
        text = line.text[start:end]
        turn = names.TURN.match(text)
        if turn and len(text) - turn.end() <= _LONGEST_TOPIC:
            continue  # 先说上市
        if any(
            start <= one.start < end and one.face != 1 and figures.traced(one, line, own)
            for one in line.quantities
        ):
            continue  # what has a figure of the post tells what the post says
        place = _place(text, own)
        if place:
            first = start + text.index(place)
            surely = _is_certain(text, own)
            yield surely, Objection("invented", place, first, first + len(place), "")
        elif not _ADDRESS.search(text) and _is_certain(text, own):
            yield True, Objection("invented", text, start, end, "")
        elif _ADDS.search(text) and not _ADDRESS.search(text) and _adds(text, own):
            yield False, Objection("invented", text, start, end, "")


def _place(text: str, own: Source) -> str:
    """Return the first name of a place or organisation that the item does not have."""
    for word in sorted(content(text)):
        known = (
            bool(re.search(f"[一二两三四五六七八九十半]{word}", text))
            or bodies.has(own.text, word)
            or word[:2] in own.text
            or word in _MISTAKEN
        )
        if not known and _names_a_place(word, text):
            if bodies.named(word):
                continue  # traced by all its forms
            return word
    return ""


def _names_a_place(word: str, text: str) -> bool:
    """Tell whether a word stands for a place or organisation in a clause: 开在布达佩斯."""
    place = text.find(word)
    if len(word) < _SHORTEST or place < 0:
        return False
    foreign = len(word) > _SHORTEST + 1 and lookalikes.is_foreign(word)
    if word not in words.places() and not foreign:
        return False
    return not _NOT_BEFORE.search(text[:place])


def _is_certain(text: str, own: Source) -> bool:
    """Tell whether a clause has so many things that the item lacks that it cannot retell it."""
    if _ADDRESS.search(text):
        return False
    said = content(text)
    new = {word: _novelty(word, own) for word in said if word not in _OF_TALK}
    things = sum(novelty for word, novelty in new.items() if _is_thing(word))
    if things >= _MANY_THINGS:
        return True
    if not (_ADDS.search(text) or _MORE_ADDS.search(text)):
        return False
    if things >= _SOME_THINGS:
        return True
    deeds = sum(novelty for word, novelty in new.items() if _is_rare_verb(word))
    known = any(word in own.text.lower() for word in said)
    return bool(_ADDS.search(text)) and not known and things > 0 and things + deeds >= _FEWEST


def _is_thing(word: str) -> bool:
    return words.tag(word)[:1] in {"n", "j"} or words.tag(word) == "vn"


def _is_rare_verb(word: str) -> bool:
    return words.tag(word) in {"v", "i", "l"} and words.frequency(word) < _RARE_VERB


def _adds(text: str, own: Source) -> bool:
    said = content(text)
    new = sum(_novelty(word, own) for word in said)
    known = [word for word in said if word in own.text.lower()]
    return new >= max(_LEAST_NEW, len(known))


def _novelty(word: str, own: Source) -> float:
    """Return how new a word of the dictionary is to the item: less if it shares a character."""
    if word.isascii() or not 0 < words.frequency(word) < _FREQUENT or word in own.text:
        return 0.0
    telling = set(word) - _COMMON
    shared = [char for char in telling if char in own.text]
    return 1.0 if not shared else (_HALF_NEW if len(shared) < len(telling) else 0.0)
