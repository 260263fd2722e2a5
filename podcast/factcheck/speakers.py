"""Compare who said something: the speaker of a line must be the speaker of the post's sentence.

What is said is found by its words; its speaker is who stands before 称, 表示 and the like in that
sentence. 公司, 官方 or 他 may be anybody. An organisation that the headline names may speak for a
person who is named without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, matching, names
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import Statement, content, holds, likeness, statements, weights
from podcast.model import Objection

_VERBS = (
    "表示|认为|否认|披露|建议|表态(?=[说称，：:道])|爆料|指出|强调|坦言|解释|打趣|提醒|透露|承认|介绍|回应|评论|抱怨|反馈|打比方"
    "|打了个比方|反驳|辩称|辩解|澄清|警告|呼吁"
    "|直言|说明(?=，|：)|补充|证实|调侃|吐槽|感叹|总结|预计|预测|预期|估计|估算|测试后发现|觉得|判断|看好"
    "|写道|(?:写|称|讲|说)(?=[，：:“道了过的得。]|$|[他她我]们?)|念叨|叫屈|喊话|放话|交底|认错|担心|主张|批评|质疑|分析了|认定|复盘|[致道]歉"
    "|给出的理由|给出的解释"
)
_SPEECH = re.compile(
    rf"(?P<who>[^，。：:；“”？！?!]{{2,24}}?)(?:在[^，。：；]{{1,12}}[里中上])?(?:也|都|还|则"
    rf"|就|自己|特别|曾|又|对此|倒|一再|私下|公开){{0,2}}"
    rf"(?P<verb>{_VERBS})(?P<after>说|道|称|着|了|过|的是|，|：|“|[^，。]{{0,3}}，)?"
)
_BY = re.compile(
    r"(?:据|按照?|用|在)(?P<who>[^，。：；]{2,20}?)(?:的)?(?:说法|讲法|话说|话讲|看来|介绍"
    r"|估算|判断|预计|透露|解释)"
)
_ACCORDING = re.compile(
    r"(?P<who>[^，。：；“”]{2,20}?)的(?:说法|原话|讲法|看法|判断|解释|话|态度"
    r"|回应)(?:就)?(?:是|里|很)"
)
_DISCLOSED = re.compile(
    "(?:这(?:个数|数字|话|句话)?是|由)(?P<who>[^，。：；]{2,16}?)(?:自己|官方)?(?:公布|透露|披露"
    "|给出|测|说|算|估计|提出|发现|承认|讲)(?:出来|出)?的"
)
_SPEECH_APART = re.compile(
    r"(?P<who>[^，。：:；“”？！?!]{2,24}?)(?:算了?一?笔账|表了?个?态|站出来|出来|发了?话|出面|松了口|急了|乐了)"
    r"，?(?P<verb>说|称|讲|道)(?P<after>，|：)?"
)
"""A speaker with what he does before he speaks: 某人算了笔账，说."""
_PATTERNS = (_SPEECH_APART, _BY, _ACCORDING, _DISCLOSED, _SPEECH)
_ACCORDINGLY = re.compile("(?:按照?|据|依照?|照)?")
"""Before a speaker, belongs to 的说法."""
_NOT_SPEECH = re.compile(
    "(?:据说|传说|听说|小说|来说|说明(?![，：])|说法|说不|换句话说|话说|说实话|简单说|也就是说|不用说"
    "|好说|先说|再说|说说|说起|说到|说的|名称|号称|声称|简称|(?<![责言始事关持纪士记])人称|宣称|职称|称为|称作|被称"
    "|说好|写作|编写|说了算|讲究|演说|解说|学说|一句话总结|讲台|[说讲]得(?:过去|通|上|来)|[说讲]不(?:过去|通|上|准|定|来))"
)
_NOBODY = re.compile(
    "^我|(?:没|未|没有|没能|一句话没)$|(?:书|报告|文件|公告|财报|邮件|信|论文|博客|帖子|通知)[里中上]?$|^(?:按|据|照|依|用)|[的了是有]$|季度|[一二三四五六七八九十\\d]月|^(?:这|那|有人|谁)$|(?<![协员学工商峰理])会$|不[愿肯想便]|[多好]$|主动|\\d$|比|从|到|^能|把|被"
    "|一次|最"
)
"""Words before a verb of speech that name nobody."""
_ANYBODY_WORDS = """
公司 官方 团队 双方 校方 院方 对方 厂商 平台 协会 机构 法院 报告 研究 研究员 研究者 研究人员 作者
论文 主办方 运营方 开发者 开发商 企业 品牌 财报 文件 判决 判决书 通知 公告 声明 内部信 创始人
负责人 发言人 老板 总裁 高管 分析师 专家 教授 学校 医院 大学 部门 有关部门 相关 人士 知情 网友
用户 记者 外界 业内 市场 原话 说法 博客 直播 人员 主任 公司方面 东家
"""
_ANYBODY = frozenset(_ANYBODY_WORDS.split())
_TITLE = re.compile(
    "首席[^，。：、]{1,3}[官家师]|董事长|总经理|副总裁|总裁|创始人|创办人|发言人|负责人"
    "|秘书长|分析师|研究员|总监|教授|院长|主任|博士生|法官"
    "|教练|队长|主管|工程师|产品经理|组长|校长|会长|市长|部长|局长|律师|记者|首席执行官"
    "|首席财务官|监管机构|有关部门|厂商"
)
_ANYBODY_BY_TITLE = frozenset({"研究员"})
_PARTS_OF_TITLES_WORDS = """
首席 执行官 财务官 科学家 负责人 技术官
"""
_PARTS_OF_TITLES = frozenset(_PARTS_OF_TITLES_WORDS.split())
"""Words that titles of different people share."""
_PRONOUN = re.compile("^(?:[他她它]们?|此人|后者|前者|对方|对此)?$")
_ENDS_IN_PRONOUN = re.compile("[^，][他她它我你咱]们$")
_LEAST_LIKENESS = 1.0
_OUTSIDER = re.compile("人士|分析师|网友|用户|读者|乘客|媒体|审计|专家|评委|有人|机构|对手")
"""Speakers for whom the organisation that the news is about does not speak."""
_PERSON = re.compile(
    "(?:选手|人员|人|者|员|师|们|商|家|队|主|长|民|代表|大学|集团|部门)(?:自己|方面|那边)?$"
)
"""The end of words for somebody whom the post would have to name."""
_SOMEBODY = re.compile(
    f"{_PERSON.pattern}|{_TITLE.pattern}|{_OUTSIDER.pattern}|{_PRONOUN.pattern}|[A-Za-z]"
    "|公司|科技|咨询|研究|协会|法院|联盟|方$|局$|部$|院$"
    f"|(?:^|[者家师员官长人])[{names.SURNAMES}][\u4e00-\u9fff]{{1,3}}$"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")

_SOFT = frozenset(["预计", "预测", "预期", "估计", "估算", "判断", "看好", "担心", "总结", "认定"])
"""Verbs that also stand behind what is expected, which is nobody: 结果预计要等到十一月."""


_TITLE_FORMS = tuple(
    tuple(row.split())
    for row in (
        "首席执行官 CEO 行政总裁 总裁 掌门人 一把手",
        "首席财务官 CFO 财务总监 财务负责人",
        "首席技术官 CTO 技术总监 技术负责人",
        "首席运营官 COO 运营总监",
        "首席信息官 CIO",
        "首席信息安全官 首席安全官 CISO CSO 安全负责人",
        "首席产品官 CPO",
        "首席科学家",
        "首席经济学家",
        "董事长 董事局主席 主席",
        "副董事长 副主席",
        "副总裁 副总 VP",
        "总裁 首席执行官 CEO 总经理",
        "总经理 总裁 首席执行官",
        "产品经理",
        "分析师",
        "教授 副教授 博导",
        "院士",
        "院长",
        "部长",
        "局长 署长",
        "法官",
        "律师",
        "记者",
        "主教练",
        "制作人 制作者 制作",
        "导演 执导",
    )
)
"""Precise titles with what may stand for them."""
_OF_HOUSE = re.compile(
    "(?P<house>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:自己|自家)?的?(?:[\u4e00-\u9fff]{0,6}?)"
    f"(?:{_TITLE.pattern}|[家员师长人裁官授士理监管事])$"
)
_LATIN_NAME = re.compile("[A-Z][a-z]+(?: [a-z]{2,3})? [A-Z][a-z]+")
_PRECISE = re.compile(
    "|".join(f"(?<![副首]){row[0]}" for row in sorted(_TITLE_FORMS, key=lambda row: -len(row[0])))
)
_SMALL = 12
_FULL = 3
"""The characters of a full name of a person."""
_NAME_SIZES = (2, 3, 4)
_MOST_FREQUENT = 100
"""The greatest frequency of a name in the dictionary; more frequent ones are words: 明白."""
_NAME = re.compile(f"[{names.SURNAMES}][\u4e00-\u9fff]{{2}}")


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says something, and the words that are said."""

    who: str
    start: int
    end: int
    what: str


def find(text: str) -> Iterator[Speech]:
    """Yield who speaks first in a text, by the words beside a verb of speech."""
    found = [each for pattern in _PATTERNS for each in _speeches(pattern, text)]
    if found:
        yield min(found, key=lambda each: each.start)


def _speeches(pattern: re.Pattern[str], text: str) -> Iterator[Speech]:
    """Yield the first speech that a pattern finds in a text."""
    for match in pattern.finditer(text):
        who = match["who"]
        if match.groupdict().get("verb") in _SOFT and not _SOMEBODY.search(who):
            continue
        reported = text[match.start() : match.end() + 2] if pattern is _SPEECH else who
        if _NOT_SPEECH.search(reported) or _NOBODY.search(who):
            continue
        what = text[: match.start()] + "，" + text[match.end() :]
        prefix = _ACCORDINGLY.match(who)
        start = match.start("who") + (len(prefix[0]) if prefix else 0)
        yield Speech(text[start : match.end("who")], start, match.end("who"), what)
        return


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield speakers of a line who are not those of the post; the first value tells a violation."""
    yield from _other_titles(line, own)
    yield from _other_houses(line, own)
    yield from _other_voices(line, own)
    yield from _other_doers(line, own)
    yield from _as_official(line, own)
    for speech in find(line.text):
        if _ENDS_IN_PRONOUN.search(speech.who):
            continue  # 良率他们说过了
        stranger = _stranger(speech.who, own)
        if stranger:
            start = speech.start + speech.who.index(stranger)
            yield True, Objection("attribution", stranger, start, start + len(stranger), "")
            continue
        told = retold(speech.what, line, own)
        if told is None:
            continue
        theirs = _speaker_of(told)
        if theirs is None or _PRONOUN.match(theirs):
            continue
        if not _same(speech.who, theirs, own):
            yield (
                True,
                Objection("attribution", speech.who, speech.start, speech.end, told.passage.text),
            )


_AUTHOR = "作者|博主|楼主"
_CROWD = "网友|评论者|评论区|有人|读者|跟帖|留言"
_VOICE = re.compile(f"(?P<author>{_AUTHOR})|(?P<crowd>{_CROWD})")
"""Who speaks in a report of a discussion: who wrote the text, or those who comment on it."""


def _other_voices(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 作者 where the post has it of a commentator, or the other way round."""
    said = list(_VOICE.finditer(line.text))
    if len({match.lastgroup for match in said}) != 1:
        return
    told = _told_most(_VOICE.sub("", line.text), own)
    theirs = _voice(told, own) if told else None
    if told and theirs and theirs != said[0].lastgroup:
        start, end = said[0].span()
        yield True, Objection("attribution", said[0][0], start, end, told.text)


def _told_most(text: str, own: Source) -> Statement | None:
    """Return the clause of the post that a text tells more of than of any other."""
    weight = weights(own)
    ranked = sorted(statements(own), key=lambda each: -likeness(text, each, weight))
    return ranked[0] if ranked and likeness(text, ranked[0], weight) >= _LEAST_LIKENESS else None


def _voice(told: Statement, own: Source) -> str | None:
    """Return whose voice a clause has by the last word for it up to its end in its sentence."""
    before = told.passage.text[: told.span[1]]
    found = [match.lastgroup for match in _VOICE.finditer(before)]
    return found[-1] if found else None


_HEARSAY = re.compile(
    "知情人士|消息人士|据传|传闻|传言|猜测|网传|爆料|分析师|(?:机构|公司)\\s?[A-Za-z]+\\s?(?:估算|估计)|研究者"
)
"""Who says what nobody answers for: sources, analysts, people who guess."""
_OFFICIALLY = re.compile(
    "(?P<who>[^，。；：]{2,16}?)(?:官方|自己|方面|还|也|向媒体|正式|对外){0,3}"
    "(?P<verb>确认|证实|宣布|公布|承认|判断|认定|估算)(?!还|是否|不)"
)
_NOT_OFFICIAL = re.compile(
    "没有?|未|尚未|否认|据|传|猜|知情|消息|分析师|媒体(?!确认|证实)|不愿|拒绝"
)


_BESIDE = 12
"""How many code points before such a word may name who it is."""


def _as_official(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 字节确认 where the item has it only of 知情人士, and of nobody besides."""
    match = _OFFICIALLY.search(line.text)
    if not match or _NOT_OFFICIAL.search(line.text):
        return
    told = _told_most(line.text[match.end() :], own)
    if told is None or match["verb"] in told.passage.text:
        return
    before = told.passage.text[: told.span[1]]
    hearsay = list(_HEARSAY.finditer(before))
    who = content(match["who"])
    if not hearsay:
        return
    source = before[max(0, hearsay[-1].start() - _BESIDE) : hearsay[-1].end()]
    source += re.split("[，：称说认表估猜]", before[hearsay[-1].end() :])[0]
    if any(holds(source, word) for word in who):
        return  # 分析师贺青川认为, by whom it is
    if any(holds(own.text, word) or bodies.has(own.text, word) for word in who):
        yield True, Objection("attribution", match[0], *match.span(), told.passage.text)


_GIVEN_TO = "由|请|让|交给|传给|委托"
_DOER = re.compile(f"由(?P<rest>[{HAN}A-Za-z]{{4,16}})")


def _other_doers(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 由港务局出具 where the post has 请第三方出具, and the first elsewhere in the item."""
    for match in _DOER.finditer(line.text):
        doer, *rest = words.cut(match["rest"])
        if len(doer) < 2 or doer not in own.text or doer in _ANYBODY:  # noqa: PLR2004
            continue
        for verb in (word for word in rest if len(word) > 1 and words.tag(word)[:1] == "v"):
            theirs = re.search(f"(?:{_GIVEN_TO})(?P<who>[^，。；、]{{2,12}}?){verb}", own.text)
            if theirs and doer not in theirs["who"]:
                start = match.start("rest")
                yield True, Objection("attribution", doer, start, start + len(doer), theirs[0])
                return


def _other_houses(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a house before the name of a person of whom the item says another one: 驭途总裁."""
    latin_names = {match[0] for match in _LATIN_NAME.finditer(own.text)}
    for person in names.people(own) | latin_names:
        place = line.text.find(person)
        told = _before(line.text, place)
        theirs = [_before(own.text, each.start()) for each in re.finditer(person, own.text)]
        theirs = [each for each in theirs if _names_a_house(each)]
        house = _house(told) if place > 0 else ""
        if not house or not theirs or any(_is_house(house, each) for each in theirs):
            continue
        if house in own.text or bodies.named(house):
            start = line.text.rindex(house, 0, place)
            nearest = f"{theirs[0]}{person}"
            yield True, Objection("attribution", house, start, start + len(house), nearest)


def _is_house(house: str, before: str) -> bool:
    """Tell whether the words before a name have a house in any form: Stanford 法学院教授."""
    forms = (name for name, _ in bodies.named(house))
    return house[:2] in before or any(bodies.has(before, name) for name in forms)


def _before(text: str, place: int) -> str:
    """Return the words directly before a place in a text, up to a mark."""
    match = re.search(r"[^，。：；、“”「」！？\s]{0,16}\s?$", text[: max(place, 0)])
    return _ACCORDINGLY.sub("", match[0].strip(), count=1) if match else ""


def _names_a_house(before: str) -> bool:
    """Tell whether the words before a name may begin with a house, not with the title."""
    if re.match(f"(?:前|现任|高级|联合|独立|副)*(?:首席|{_TITLE.pattern})", before):
        return False
    return bool(_OF_HOUSE.match(before)) or before.endswith("的")


_PREPOSITIONS = frozenset("把被将对给向与和跟同由让")


def _house(before: str) -> str:
    """Return the name of a house with which the words before a name begin, or nothing.

    Of 驭途总裁 it is 驭途, of 罗氏自己的神经学家 罗氏; 公司 and other common words name no house.
    """
    match = _OF_HOUSE.match(before)
    house = match["house"] if match else ""
    if house[-1:] in _PREPOSITIONS:
        return ""  # 英伟达把自家的架构师
    if not house or house in _ANYBODY or _TITLE.search(house):
        return ""
    return house if words.frequency(house) <= _MOST_FREQUENT or bodies.named(house) else ""


def _other_titles(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield precise titles that the item gives to nobody, where it gives others."""
    for match in _PRECISE.finditer(line.text):
        forms = next(each for each in _TITLE_FORMS if match[0] in each)
        if any(_has_title(own.text, form) for form in forms):
            continue
        others = [each[0] for each in _PRECISE.finditer(own.text)]
        if others and not any(each in line.text for each in others):
            yield (
                True,
                Objection("attribution", match[0], match.start(), match.end(), others[0]),
            )


def _has_title(text: str, form: str) -> bool:
    return re.search(rf"(?<![副A-Za-z]){form}(?![A-Za-z])", text) is not None


def _stranger(who: str, own: Source) -> str:
    """Return the name of a person in the words for a speaker whom the item does not name."""
    for word in words.cut(who):
        known = words.frequency(word)
        rare = len(word) in _NAME_SIZES and known <= _MOST_FREQUENT
        person = words.tag(word) in {"nr", "nrt"} if known else _NAME.fullmatch(word)
        known_here = word in own.text or word[:2] in own.text
        known_here = known_here or (not _NAME.fullmatch(word) and bodies.has(own.text, word))
        if rare and person and not known_here:
            return word
    return ""


def retold(
    text: str, line: Passage, own: Source, least: float = _LEAST_LIKENESS
) -> Statement | None:
    """Return the clause of the post that has most of a part of a line, and most of its figures."""
    weight = weights(own)
    best, found = 0.0, None
    for each in statements(own):
        alike = likeness(text, each, weight)
        alike += _figures_told(each, line) if alike else 0  # a figure alone is told of many things
        if alike > best:
            best, found = alike, each
    return found if best >= least else None


def _figures_told(told: Statement, line: Passage) -> float:
    """Return how many figures of a clause of the post a line has, but for small ones."""
    start, end = told.span
    theirs = [each for each in told.passage.quantities if start <= each.start < end]
    telling = [one for one in line.quantities if one.face > _SMALL]
    return float(sum(any(matching.equal(one, other) for other in theirs) for one in telling))


def _speaker_of(told: Statement) -> str | None:
    """Return who says a clause of the post: the speaker in it, else the first of its sentence."""
    start, _ = told.span
    before = told.passage.text[:start]
    quoted = before.count("“") > before.count("”")
    inside = None if quoted or not start else _speaker(told.text.split("“")[0], soft=False)
    return inside or _speaker(told.passage.text)


def _speaker(text: str, *, soft: bool = True) -> str | None:
    """Return the words before the first verb of speech in a sentence of the post, else None."""
    match = re.search(
        rf"(?P<who>[^。；]{{0,40}}?)(?P<verb>{_VERBS})(?=[^，。：；]{{0,6}}[，：“]|[^，。：；]{{2}})",
        text,
    )
    if not match:
        return None
    if match["verb"] in _SOFT and not (soft and _SOMEBODY.search(match["who"])):
        return None
    if re.match("[他她它其]", match["who"]):
        return None  # 他在敲钟仪式上表示
    return re.sub("^(?:但|而|不过|同时|另外)", "", match["who"])


def _same(who: str, theirs: str, own: Source) -> bool:
    """Tell whether the speaker of a line may be the speaker of the post's sentence."""
    told = content(who) - _ANYBODY
    named = {each for each in told if not _TITLE.fullmatch(each) and len(each) > 1}
    title = _TITLE.search(who)
    if title and _is_of_other(who[: title.start()], theirs, own):
        return False
    if _have_one_office(who, _titles(theirs, own)):
        return True
    people = names.people(own)
    mine = {each for each in people if each in who} | set(_persons(who))
    persons = any(each in theirs for each in (*people, *_last_names(own))) or (
        _LATIN_NAME.search(theirs)
    )
    if mine and persons and not any(_is_part(each, theirs) for each in mine):
        return False
    rest = told - _PARTS_OF_TITLES
    if any(
        holds(theirs, word) or bodies.has(theirs, word) or _is_office(word, theirs, own)
        for word in rest
    ):
        return True
    if title:
        return title[0] in _titles(theirs, own) or title[0] in _ANYBODY_BY_TITLE
    return not named or _may_speak(who, named, theirs, own)


def _persons(who: str) -> Iterator[str]:
    """Yield the Latin names of persons in the words for a speaker, and Chinese ones by form."""
    yield from (match[0] for match in _LATIN_NAME.finditer(who))
    yield from (
        word
        for word in words.cut(who)
        if len(word) == _FULL and words.tag(word) in {"nr", "nrt"} and _NAME.fullmatch(word)
    )
    if _NAME.fullmatch(who) and words.given().issuperset(who[1:]) and not words.frequency(who[1:]):
        yield who


def _last_names(own: Source) -> Iterator[str]:
    """Yield the last names of the Latin names of persons in an item: Gurman."""
    yield from (match[0].rsplit(" ", 1)[1] for match in _LATIN_NAME.finditer(own.text))


def _is_part(person: str, theirs: str) -> bool:
    """Tell whether a part of a person's name is in a text: Chen of Mark Chen."""
    parts = person.split(" ") if person.isascii() else [person]
    return any(part in theirs for part in parts)


def _is_office(word: str, theirs: str, own: Source) -> bool:
    """Tell whether the item has a word right before the name of a speaker: 厂长 of 厂长邱立国."""
    name = re.search("[\u4e00-\u9fff]{2,3}$", theirs)
    return name is not None and f"{word}{name[0]}" in own.text


def _have_one_office(who: str, theirs: str) -> bool:
    """Tell whether a speaker of an office in figures of speech is that of the post: CEO富凯."""
    return any(
        any(form.isascii() and form in who for form in forms)
        and any(form in theirs for form in forms)
        for forms in _TITLE_FORMS
    )


def _is_of_other(house: str, theirs: str, own: Source) -> bool:
    """Tell whether a title is that of a house the item names, but neither speaks nor heads it."""
    named = {word for word in content(house) - _ANYBODY if not _TITLE.search(word)}
    return bool(house.endswith(("的", "的联合")) and named) and all(
        holds(own.text, word)
        and not holds(theirs, word)
        and not holds(own.passages[0].text, word)
        and not _in_headline({word}, own)
        for word in named
    )


def _may_speak(who: str, named: set[str], theirs: str, own: Source) -> bool:
    """Tell whether somebody with a name may speak for the speaker of the post."""
    if not any(holds(own.text, word) for word in named):
        return not _PERSON.search(who) and not any(_LATIN.fullmatch(word) for word in named)
    outside = (
        _OUTSIDER.search(theirs)
        or _LATIN.search(_LATIN_NAME.sub("", theirs))
        or _has_organisation(theirs)
    )
    return not outside and _in_headline(named, own)


def _titles(theirs: str, own: Source) -> str:
    """Return the words that the item has before the name of a speaker, with the speaker."""
    found = [match[0] for match in re.finditer("[A-Z][A-Za-z]{2,}|[\u4e00-\u9fff]{2,3}$", theirs)]
    before = [
        said
        for name in found
        for said in re.findall(f"[^，。；：]{{0,24}}{re.escape(name)}", own.text)
    ]
    return "".join(before) + theirs


def _has_organisation(theirs: str) -> bool:
    return bool(re.search("大学|公司|科技|医院|咨询|研究|协会|机构|法院|集团|联盟|部门|“", theirs))


def _in_headline(named: set[str], own: Source) -> bool:
    headline = own.passages[0].text + (own.passages[1].text if len(own.passages) > 1 else "")
    return any(holds(headline, word) for word in named)
