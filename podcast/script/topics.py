"""What an item is about: the name of its section, or a topic by the words of its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path

from podcast.lib.yamlfile import load
from podcast.model import Item
from podcast.script.headlines import VERBS, news_of, sentence, untagged
from podcast.script.sentences import speakable, width

_FILE = Path(__file__).with_name("topics.yaml")
_SECTION_MOST = 10
"""The longest name of a section that is spoken, in characters."""
_SURE, _UNSURE = 2, "?"
"""So much evidence makes a topic sure; the mark of a word that has half of it."""
_SURE_BY_TEXT = 5
"""So much evidence of a text makes a topic sure where the headline has none."""
_TEXT_LEAST = 24
"""What stands behind the colon of a headline is a text if it is so wide."""
_THINGS_FILE = Path(__file__).with_name("things.yaml")
_THING_LEAST, _THING_MOST = 3, 10
"""The shortest and the longest words for a thing, in characters."""
_RUN = re.compile("(?:AI ?)?[\u4e00-\u9fff]+")
_MEASURE = re.compile(
    r"(?:(?<![\d.,])\d[\d.,]*+|(?<![一二两三四五六七八九十百])[一二两三四五六七八九十百]++)"
    " ?[百千万亿]?"
    "(?:小时|分钟|百分点|岁(?:以下|以上)?|美元|欧元|日元|英镑|港元|韩元|元|年|月|日|句|句话|字|行|余|多|天|周|个|项|款|家|所|名|条|次|座|种|台|辆|篇|份|处|位|起|星|"
    "讲|章|颗|套|张|米|倍|纳米|nm|毫秒|微秒|秒钟?|毫安时|安时|毫升|升|公斤|千克|克|吨|瓦时|千瓦时|千瓦|兆瓦|吉瓦|瓦|"
    "赫兹|毫米|厘米|公里|千米|英寸|寸|度|核|层|页|代|参数|词元|比特|位)(?:前|后|底)?"
)
"""Matches a number with what it counts or measures."""
_DIVIDES = re.compile(
    "成功|违反|违规|涉嫌|回收(?![站箱率价])|达成|发表|开出|签订|追加|出售|利用(?!率)|研制|开展|遇上|翻倍|翻番|^当|曝出?|开启|联合|免费|提前|新增|适配|默认|暂停|停止|累计|设立|分享|自己|切换|看懂|验证|反对|"
    "采用|塞进|改[成为]|变成|换成|列入|首次|首日|现有|公开|修好|迎来|避开|连夜|征求|"
    "[是把被将让从到给向在与及的了称已由使说选]|对(?![照比话手象策称])|并(?![网购行])|因|没有|怎样|如何|部署|我们?|和(?!平)|为(?!空)|"
    "(?<![应通适商民军专信费日常采使利作])用(?![户水电途品具法药])|(?<![协展峰大年晚社布])会(?![议员计话])|"
    "可以?(?![用靠视见])|(?<![智功性动储节产效万])能(?![力源量耗效])"
)
"""Words that stand between a thing and what is told of it."""
_KEPT_BEFORE_THING = re.compile("((?:旗舰|国产|自研).+)$")
"""Matches a word before a thing that says something of its kind, with the thing."""
_DEEDS_OF_TEXT = re.compile(
    "发布|公布|推出|上线|宣布|启用|开源|收购|完成|提交|起诉|发起|要求|禁止|通过"
)
"""Matches verbs that part the doer of a sentence from a thing; other ones are parts of things."""
_DEEDS = re.compile(f"^(?:{VERBS.pattern})+")
"""Matches the verbs with which a row of words begins: 拟要求手机."""
_THIS = re.compile("[这那整每]个|[这那]种|[这那]些|[这那]项|整套")
"""Matches words before a thing behind which it begins."""
_EVENT = re.compile("融资|收购|并购|上市|财报|营收|离任|离职|加盟|裁员|裁减|起诉|判赔|被判")
"""Matches what says more of an item than the thing by which its doer is called."""
_CLAUSES_OF_NEWS = 2
"""So many clauses of a headline tell what it is about."""
_A_NAME = re.compile(
    r"(?:(?<![\u4e00-\u9fff])(?![^ ]{0,3}[把将用给在对与和的从被让])[\u4e00-\u9fff]{2,4} )?"
    r"(?![A-Z]{2,4}(?![A-Za-z0-9-]))(?!Dr|(?:Ultra|Pro|Max|Mini|Plus|Lite|Air|Turbo)\b)"
    r"(?<![A-Za-z])(?:[A-Z]|[a-z](?=[A-Z]))[A-Za-z][A-Za-z0-9.-]*(?: [A-Z0-9][A-Za-z0-9.-]*){0,2}"
)
"""Matches a Latin name with the Chinese words before it that belong to it: 小鹿 Pad."""
_MAKES = ("发布", "推出", "开源", "上线", "公布")
_OF_PERSONS = ("加盟", "出任", "辞", "离职", "裁员")
"""Words of news of a person, whose name alone is no topic."""
_SAYS = re.compile("[说问谈答]，")
_DEAL = re.compile("融资|收购|并购|上市|财报|裁员|离任|离职|召回|起诉|判赔|被判|罚款|被罚|处罚")
"""Matches the event of a headline that says what it is about."""
_GOES_PUBLIC = re.compile("上市申请|申请上市|提交上市|招股|IPO|交所|科创板|创业板|挂牌|港股|募资")
"""Matches what tells a company that goes public from a product that comes to the shops."""
_FINED = re.compile("[对向给][^，。]{2,14}?罚款")
"""Matches whom somebody fines, with the verb, which is a noun elsewhere."""
_TO_THINGS = ("召回",)
"""Events that happen to a thing."""
_FINES = dict.fromkeys(("罚款", "被罚", "处罚"), "罚单")
_SUITS: Mapping[str, str] = {"起诉": "诉讼", "判赔": "判决", "被判": "判决", **_FINES}
"""Verbs of a court by their nouns."""
_OF_EVENTS: Mapping[str, str] = {
    "融资": "公司融资",
    "收购": "公司收购",
    "并购": "公司并购",
    "财报": "公司财报",
    "上市": "公司上市",
    "离任": "人事变动",
    "离职": "人事变动",
    "召回": "产品召回",
    "起诉": "诉讼案",
    "判赔": "法院判决",
    "被判": "法院判决",
    "罚款": "监管罚单",
    "被罚": "监管罚单",
    "处罚": "监管罚单",
}
"""Events by the words with which they are understood alone."""
_QUOTED = re.compile("[“「《][^”」》]*[”」》]")
_OTHERS = re.compile(
    "(?:客服|聊天|对话|小)机器人|首席科学家|银行卡|毫安时的?[\u4e00-\u9fff]{0,3}电池|[有无]线(?:快充|充电)|快充"
)
"""Names of things, with a word in them that is a topic elsewhere."""
_NO_NAME = frozenset("·|/，：:、")
"""A section with one of these marks is a list or a title rather than a name."""


def section(item: Item) -> str:
    """Return the name of an item's section as it is spoken; empty without one, or if too long."""
    name = speakable(item.section).rstrip("。！？")
    return name if 0 < width(name) <= _SECTION_MOST and not _NO_NAME & set(name) else ""


def topic(item: Item) -> str:
    """Return the topic of an item, or an empty text where its words do not make it sure.

    A word of the headline counts, one that is said of other things too counts half; so does a word
    that only the text has. What follows the colon of a long headline is text.
    """
    headline, behind = _divided(item.headline)
    text = "".join((behind, *(f" {block.text}" for block in item.blocks)))
    scores = {name: _score(words, headline, text) for name, words in _table().items()}
    best = max(scores, key=lambda name: scores[name])  # the first of the best
    return best if scores[best] >= _SURE else ""


def subject_or_field(item: Item) -> str:
    """Return the subject of an item, else its topic; may be empty."""
    return subject(item) or field(item)


def field(item: Item) -> str:
    """Return the topic of an item, also by its text alone where many words of it make it sure."""
    by_headline = topic(item)
    if by_headline:
        return by_headline
    text = " ".join((item.headline, *(block.text for block in item.blocks)))
    plain = _without_others(text)
    evidence = {name: _evidence(_found(words, plain)) for name, words in _table().items()}
    best = max(evidence, key=lambda name: evidence[name])
    others = [score for name, score in evidence.items() if name != best]
    return best if evidence[best] >= max(_SURE_BY_TEXT, max(others) + 1) else ""


def _evidence(words: Iterable[str]) -> int:
    return sum(1 if word.endswith(_UNSURE) else _SURE for word in words)


def subject(item: Item) -> str:
    """Return what an item is about in words that are understood alone; may be empty.

    It is what its headline tells of, else the first thing of its text, else a name. An event has
    with it what it happens to: 电动车召回, 公司融资.
    """
    named, happens = thing(item), _event(item)
    if named:
        return f"{named}{happens}" if happens in _TO_THINGS and happens not in named else named
    if happens and (happens != "上市" or _GOES_PUBLIC.search(item.headline)):
        return _OF_EVENTS.get(happens, happens)
    name = _name(item)
    bare = name if not re.search(r"\d", name) else ""
    return _topic_that_is_thing(item) or bare or _thing_of_text(item) or name


def event(item: Item) -> str:
    """Return the event of a headline that says what it is about, as a noun, or an empty text."""
    found = _event(item)
    return _SUITS.get(found, found)


def _event(item: Item) -> str:
    """Return the word for the event of a headline that says what it is about, or an empty text."""
    found = _DEAL.search(speakable(item.headline))
    return found[0] if found else ""


def _topic_that_is_thing(item: Item) -> str:
    by_topic = topic(item)
    return by_topic if _ends_of_things().fullmatch(by_topic) else ""


def _thing_of_text(item: Item) -> str:
    """Return the first thing of the first sentence of an item's text, or an empty text."""
    first = next((block.text for block in item.blocks if block.kind == "paragraph"), "")
    spoken = _MEASURE.sub("|", re.split("[。；！？]", speakable(first))[0])
    return _thing_in(_DEEDS_OF_TEXT.sub("，", _DIVIDES.sub("，", spoken)))


def of_headline(item: Item) -> str:
    """Return what the headline of an item is about: its thing, event, topic or name; may be empty.

    Only a topic that is a thing as well is one.
    """
    return thing(item) or event(item) or _topic_that_is_thing(item) or _name(item)


def _name(item: Item) -> str:
    """Return the name of what a headline tells of: who does it, but of a thing that is made it.

    May be empty; a headline with somebody's words names nothing else.
    """
    spoken = sentence(item.headline)
    if _SAYS.search(spoken):
        return ""
    verbs = ((part, VERBS.search(part)) for part in spoken.split("，"))
    clause, verb = next(filter(itemgetter(1), verbs), ("", None))
    if not verb or verb[0] in _OF_PERSONS:
        return ""
    parts = [clause[: verb.start()], clause[verb.end() :]]
    if verb[0] in _MAKES:
        parts.reverse()
    name = next((match[0] for part in parts if (match := _A_NAME.search(part))), "")
    before, space, behind = name.partition(" ")
    return behind if space and VERBS.search(before) else name  # 进入 iPhone Pro


def is_thing(words: str) -> bool:
    """Tell whether some words end with the name of a thing."""
    return bool(_ends_of_things().search(words))


def is_event(name: str) -> bool:
    """Tell whether a topic is what happens rather than a field: a round of funding."""
    return bool(_EVENT.search(name))


def thing(item: Item) -> str:
    """Return the thing that a headline tells of, in words of its own and without figures.

    Behind the verb stands what is done, as in 重庆试点山洪预警系统; before it the doer, which is
    taken where nothing else is a thing. May be empty.
    """
    spoken = _MEASURE.sub("|", news_of(speakable(untagged(item.headline))))
    parts = list(filter(None, re.split("[，：；！？。]", _QUOTED.sub("|", spoken))))
    of_doer = not _EVENT.search(spoken)
    for clause in sorted(parts[:_CLAUSES_OF_NEWS], key=lambda part: not VERBS.search(part)):
        clear = _DIVIDES.sub("，", _FINED.sub("，", clause))
        verb = VERBS.search(clear)
        told = (clear[verb.end() :], clear[: verb.start()] * of_doer) if verb else (clear,)
        found = next(filter(None, map(_thing_in, told)), "")
        if found:
            return found
    return ""


def _thing_in(text: str) -> str:
    """Return the first thing that a part of a headline names, or an empty text."""
    for run in _RUN.findall(_THIS.sub("，", text)):
        told = _DEEDS.sub("", run)
        words = _before_things().sub("", told)
        if width(words) < _THING_LEAST:  # 旗舰模型 says more than 模型
            words = kept[1] if (kept := _KEPT_BEFORE_THING.search(told)) else words
        if _THING_LEAST <= width(words) <= _THING_MOST and _ends_of_things().search(words):
            return words
    return ""


def _divided(headline: str) -> tuple[str, str]:
    """Return a headline, and what stands behind the colon where that is a text of its own."""
    before, colon, behind = headline.partition("：")
    own = colon and width(behind) >= _TEXT_LEAST
    return (before, behind) if own else (headline, "")


def _score(words: Sequence[str], headline: str, text: str) -> int:
    """Return how sure a topic is by its words; nothing without one in the headline."""
    in_headline = _found(words, _without_others(headline))
    in_text = _found(words, _without_others(text)) - in_headline
    return _evidence(in_headline) + len(in_text) if in_headline else 0


def _without_others(text: str) -> str:
    """Return a text without the names of things that only sound like a topic."""
    return _OTHERS.sub(" ", text)


def sections(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the names of the sections of a post, each once, in order; without the nameless."""
    return tuple(dict.fromkeys(filter(None, map(section, items))))


def _found(words: Sequence[str], text: str) -> frozenset[str]:
    """Return the words that are in a text; one that is a part of a longer one is not counted."""
    found: set[str] = set()
    for word in sorted(words, key=len, reverse=True):
        plain = word.removesuffix(_UNSURE)
        if _holds(text, plain):
            found.add(word)
            text = text.replace(plain, " ")
    return frozenset(found)


def _holds(text: str, word: str) -> bool:
    """Tell whether a text has a word; a Latin word is no part of a longer one."""
    if not word.isascii():
        return word in text
    before, found, after = text.partition(word)
    return (
        bool(found)
        and not (before[-1:].isascii() and before[-1:].isalpha())
        and not (after[:1].isascii() and after[:1].isalpha())
    )


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return load(_FILE)


@cache
def _ends_of_things() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(load(_THINGS_FILE)['ends'])})$")


@cache
def _before_things() -> re.Pattern[str]:
    return re.compile(f"^(?:{'|'.join(load(_THINGS_FILE)['before'])})+")
