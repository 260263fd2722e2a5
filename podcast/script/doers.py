"""Give a sentence back the doer that its post leaves out, so that it is understood by itself.

Bullets and the second halves of long sentences begin with a verb: 支持46种语言. A reader sees above
them what they are about, a listener has no such view, and hears another voice. So the thing that
the item is about is said again, by a pronoun or by its kind; 还 goes on where it was just said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from podcast.chinese.pinyin import words
from podcast.script import facts
from podcast.script.breaks import only_names, stands
from podcast.script.headlines import tells_news
from podcast.script.said import clauses, sentences
from podcast.script.sentences import MOST, as_sentence, width

_KINDS: Mapping[str, str] = {
    "这个": "模型 平台 系统 框架 项目 数据集 数据库 网站 社区 插件 功能 引擎 组件 智能体 编译器",
    "这款": (
        "芯片 应用 软件 工具 编辑器 浏览器 手机 眼镜 耳机 相机 平板电脑 平板 笔记本电脑 机器人 "
        "推理卡 显卡 游戏 助手 处理器 操作系统 打印机 路由器 音箱 手表 探头 新车"
    ),
    "这项": "服务 技术 试验",
    "这颗": "卫星 立方星",
    "这门": "公开课 课程",
    "这份": "细则 办法 规范 条例",
}
"""Kinds of things, each after the words with which a thing of that kind is said again."""
_NO_DEVICE = ("这项", "这份", "这门")
"""Before what is no device: behind those who publish it 它 might be them."""
_NO_DOER = "(?![商器厂员]|公司|团队|设计|研究|品牌|巨头|企业|行业|用户|开发者|业务|机构)"
"""Stands for what makes a kind of thing a part of another word: 服务商, 芯片公司."""
_NAME = r"(?=\s?(?:[“《]|[A-Z][A-Za-z]))"
"""Stands for the name of a thing behind its kind: 芯片P3."""

_ACTS = re.compile(
    r"支持(?!者|率|下)|采用|搭载|配备|内置|集成(?!电路)|兼容|提供|具备|拥有|主打|收录|包含|涵盖|覆盖|适用于|面向|基于|"
    r"有(?=约?\d)|适合|无需|不需要|不用|需要|新增|引入|加入|修复了|优化|自动(?!驾驶|化)|可以|可(?=[用按在将把一从与对直跨自离导索输识支连选改免转生同通扩供实随提上下读写])|"
    r"能(?![源量耗力效])|会(?![员议计])|把(?![^。]*，(?:它|就|便|即可|会|\d+ ?秒))|"
    r"已(?=[\u4e00-\u9fff])(?!有|经)|已经(?!有)|默认(?=[启开打关使不只采支安保隐显允禁按以])|免费(?=[，。开])|对[^，。的]{1,8}免费|"
    r"没有(?!一|[^，。]{0,4}[人者])|用[^，。]{1,12}(?:写成|编写)|只支持|仅支持|最多支持|首次(?:支持|采用|搭载)|"
    r"将(?=于|自|首先|率先|在)|在[^，。的]{2,10}(?:主动|自动)"
)
"""Beginnings of a sentence that tells what a thing is like or does, without the thing."""
_FEATURES = re.compile(
    r"支持|采用|搭载|配备|内置|集成|兼容|具备|主打|收录|包含|涵盖|适用于|面向|基于|适合|无需|不需要|不用|需要|新增|引入|加入|优化|"
    r"可以?|能|默认(?=[启开打关使不只采支安保隐显允禁按以])|免费|对[^，。的]{1,8}免费|只支持|仅支持|最多支持"
)
"""Beginnings of a sentence that tells what only a thing is like, and not what somebody does."""
_COUNTS = re.compile(r"(?:新增|加入|引入)[^，。了的]{1,8}?约?\d")
"""Matches the beginning of a measure of what is new: 新增订单11亿元."""
_GOES_ON = re.compile(
    r"支持|采用|搭载|配备|内置|集成|兼容|提供|具备|拥有|收录|包含|涵盖|覆盖|面向|新增|引入|加入|修复|优化|"
    r"可以?|能|会|首次"
)
"""Beginnings of a sentence before which 还 may stand."""
_SAID_AGAIN = re.compile("它|还|这[个款项颗门]|该")
"""Beginnings of a sentence that has said again what it is about."""
_FOR_WHOM = ("适合", "适用于", "面向")
"""Beginnings of a sentence that says for whom a thing is, and does not only name them."""
_OF_WHAT = re.compile("[^，。]*[后时中前下里上间外内][，,]")
"""Matches a clause that only says when or where."""
_SEVERAL = re.compile(
    r"(?<!的)(?:[两三四五六七八九十多几]|(?<!\.)\d{1,4}) ?[款辆台架座艘套件种把部家个]"
    r"|批|系列|(?:全|各)(?:系|线|家)"
)
"""Matches a number of things, for which 它 does not stand."""
_MAKES = re.compile(
    "发布|发表|推出|上线|开源|开放|更新|升级|推送|公布|提交|开售|发售|上市|量产|亮相|首飞|升空|发射|试点|启用"
)
"""Words of news that bring in a thing of which the next sentence tells."""
_REPORTED = re.compile("报道|援引|表示|透露|同意|确认|认为")
"""Words of news that somebody tells, or that two have agreed on."""
_MADE = re.compile(rf"(?:{_MAKES.pattern})了?[^，。：:]*$")
"""Matches words of news before the kind of a thing, which is what is made."""
_PERSON = re.compile(
    "等人|加盟|加入(?=[A-Za-z])|离任|离职|出任|任命|接任|卸任|辞去|辞职|去世|当选|获刑|被捕|[说称]，|[说称]：|表示|认为|访谈|专访|教授|创始人|CEO"
)
"""Matches news of a person, of whom 它 is not said."""
_MEASURED = (
    (
        re.compile(
            "相当于|(?:约|大约)?占(?!比)|(?:比|低于|高于|多于|少于)(?=[^，。]*[0-9])(?!较|例|分|赛|亚迪|利时|特币|尔|邻|如)"
        ),
        "这",
    ),
    (re.compile(r"共(?=[ \d])"), "一"),
    (re.compile("包括(?!但)"), "其中"),
    (re.compile("(?:厂商|官方|公司|企业)自测(?:数据|结果)，"), "以上是"),
)
"""Beginnings of a sentence that measure what the sentence before has said, and what they miss."""
_UPDATE = "这次更新"
_UPDATED = re.compile("(?:推送|发布|带来|获得|收到)了?[^，。的]*(?:更新|固件|升级)(?=[，。])")
"""Matches news of an update, by which what is new is said again."""
_BETTERS = re.compile("提升|提高|增强|改善|改进|引入")
"""Beginnings of a sentence that tells what an update does."""
_NAME_FIRST = re.compile(r"([A-Z][A-Za-z0-9]*+(?:[ .-][A-Za-z0-9]++)*+) ?(?=[\u4e00-\u9fff])")
_ANY_NAME = re.compile("[“《]|[A-Z](?<!AI)[A-Za-z]{2}")
"""Matches the beginning of a name that 它 might stand for as well."""
_IS_LIKE = ("只有", "只要", "没有", "让", "把", "是", "不", "使用", "会", "允许", "记得")
_LATELY = 3
"""A thing is not called by its kind again for so many sentences."""
_ALSO = re.compile("(?:推出|发布|上线|开放|公布)了")
"""Beginnings of a sentence that tells of one more deed of the doer of the sentence before."""
_FUNDED = re.compile("由[^，。的]{2,24}(?:领投|跟投|投资|参投)")
_ROUND = re.compile("融资")
_OFFICE = re.compile(
    "(?P<of>[^，。：“”的]{2,16}?)(?P<office>教授|主任|创始人|院长|所长|馆长|会长|研究员|工程师|总裁|负责人|"
    "首席[\u4e00-\u9fff]{2,3}官)"
    r"(?P<name>[\u4e00-\u9fff]{2,3}|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})"
    "(?=在|介绍|表示|说|认为|指出|强调|透露)"
)
"""Matches somebody by his house, his office and his name, before what he says."""
_QUOTED = re.compile("“[^“”]+”[。！？]?|“[^“”]+[。！？]”")
"""Matches a sentence that is only somebody's words."""
_SPOKE = re.compile(
    "(?:但|不过|同时|据)?(?P<who>[^，。：“”]{1,24}?)(?:在[^，。：]{2,12}?)?(?:还|也|接着|补充|最后|一再)?"
    "(?:说|表示|称|指出|认为|强调|介绍|坦言|透露|写道|回答|直言)(?:道)?[，：]"
)
"""Matches a sentence that begins with who says what."""
_PRONOUN = re.compile("[他她](?!们|国|人|杀|日)")
_THINGS = (
    "工具|程序|软件|应用|教程|插件|网站|模型|芯片|平台|系统|框架|编辑器|浏览器|数据集|数据库|清单|扩展包|生成器|"
    "笔记本|游戏|助手|图书|长文|评测|年历|日历|字体|图标"
)
_WHAT_IT_IS = re.compile(f"(?P<of>[^，。]*?的)?(?P<what>[^，。的]{{0,16}}(?:{_THINGS}))")
"""Matches a clause that may only say what the thing before is."""
_COUNTED = re.compile("一[个款种套]")
_PLAIN_WORDS = re.compile("[\u4e00-\u9fff]{2,10}")
"""Matches the words of a thing of which no verb is told: 国产推理芯片."""
_ASKED = re.compile("[吗呢？]|问，")
_OWN_VERB = re.compile(
    "了|过|将|会|已|正在|从|达到|不得|必须|须|可以|能够|都|也|则|往往|[说称]：|[说称]$|表示|认为|指出|写道|评论|回应"
)
"""Matches words that make what stands behind 的 a doer: 支持的应用从三款增加到五款."""
_ATTRIBUTE = re.compile(rf"可[^，。]{{1,3}}|{_ACTS.pattern}")
"""Matches what tells which thing is meant when 的 stands behind it: 可获取的应用."""
_MAKES_NAME = re.compile(r"会[^，。]*的[^，。的]{2,6}。$")
"""Matches a sentence that is only a thing with what it does."""
_LIKE = (
    (re.compile(r"(?<![^，])(\d+ ?(?:nm|纳米)(?:工艺|制程))(?=[，。])"), r"采用\1"),
    (
        re.compile(
            r"(?<![^，])((?:Apache|MIT|GPL|BSD|MPL|CC)[A-Za-z0-9. -]{0,8})"
            r"(?:许可证?|协议)?(?=[，。])"
        ),
        r"采用\1许可",
    ),
    (re.compile(r"(?<![^，])(\d+(?:\.\d+)? ?[亿万]参数)(?=[，。])"), r"有\1"),
    (
        re.compile(
            r"^(\d[\d,.]* ?(?:mAh|毫安时|GB|TB|英寸|Hz|赫兹)[A-Za-z \u4e00-\u9fff]{0,6}"
            "(?:电池|显存|内存|存储|屏|屏幕|硬盘))(?=[，。])"
        ),
        r"配备\1",
    ),
    (re.compile(r"(?<=版)(?=[¥$€£]\d)"), "售价"),
    (
        re.compile(
            r"^([\u4e00-\u9fff]{0,6}(?:带宽|功耗|容量|价格|售价|定价|精度|速率|速度|准确率|得分|时长|续航|重量|面积|利用率|延迟))"
            r"([¥$€£]?\d[\d,.]*(?: ?[A-Za-z/%\u4e00-\u9fff]{0,5})。)$"
        ),
        r"\1是\2",
    ),
    (re.compile(rf"(?<=，)(一[个款种套][^，。把将]{{0,14}}(?:{_THINGS}))(?=[，。])"), r"这是\1"),
)
"""What a thing has, without the verb; and with it."""


def with_doers(texts: Sequence[str], opened: str = "") -> tuple[str, ...]:
    """Return the texts of an item, the first of which is its news, with the doers they miss.

    Where the news has `opened` the programme, the texts go on.
    """
    own = sentences(texts[0])[0] if texts and texts[0] else ""
    first = opened or own
    kind, named = _kind(own), may_be_it(first) or may_be_it(own)
    if not kind and _ACTS.match(own):
        kind = _kind(opened)
    if _UPDATED.search(first):
        kind, named = _UPDATE, True
    told: list[str] = []
    said = [opened] if opened else []
    of_it = _brings_in(first)
    for text in texts:
        new = ""
        for sentence in sentences(text):
            each = _with_verbs(sentence)
            begins = len(said) <= bool(opened)
            if said:
                each = _with_speaker(_by_office(each, said[-1]), said)
                each = _restored(each, kind if named else "", said, of_it=named and of_it)
            goes_on = of_it and each.startswith("这是")
            of_it = _brings_in(each) if begins else goes_on or _is_about_it(each, first)
            said.append(each)
            new += each
        told.append(new)
    return tuple(told)


def _brings_in(news: str) -> bool:
    """Tell whether some news brings in one thing, of which the next sentence may tell."""
    return bool(_MAKES.search(news)) or not (tells_news(news) or _REPORTED.search(news))


def _is_about_it(sentence: str, first: str) -> bool:
    """Tell whether a sentence says the thing of the first one again, or brings it in."""
    clause = clauses(sentence)[0]
    same = facts.of([clause]).names & facts.of([first]).names
    return bool(_SAID_AGAIN.match(sentence)) or bool(same and _MAKES.search(clause))


def with_pronouns(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of an item with 它 for a name with which a sentence and the next one begin.

    The first of two such sentences names nothing else, and the next one tells what it is like.
    """
    first = sentences(texts[0])[0] if texts and texts[0] else ""
    if not may_be_it(first):
        return tuple(texts)
    told: list[str] = []
    before = ""
    for text in texts:
        new = ""
        for sentence in sentences(text):
            new += _with_pronoun(sentence, before)
            before = sentence
        told.append(new)
    return tuple(told)


def _with_pronoun(sentence: str, before: str) -> str:
    name = _NAME_FIRST.match(sentence)
    if not name or not before.startswith(name[1]):
        return sentence
    others = _ANY_NAME.search(before[len(name[1]) :])
    rest = sentence[name.end() :]
    like = _ACTS.match(rest) or rest.startswith(_IS_LIKE)
    return f"它{rest}" if like and not others else sentence


def _by_office(sentence: str, before: str) -> str:
    """Return a sentence with a speaker by his office, where the one before has just named him."""
    match = _OFFICE.match(sentence)
    if not match or f"{match['office']}{match['name']}" not in before:
        return sentence
    return f"这位{match['of']}{match['office']}{sentence[match.end() :]}"


def _with_speaker(sentence: str, said: Sequence[str]) -> str:
    """Return somebody's words with who says them: a listener hears no quotation marks.

    It is the one who spoke last in the item; nobody is named where that is not sure.
    """
    if not _QUOTED.fullmatch(sentence):
        return sentence
    spoke = [index for index, each in enumerate(said) if _SPOKE.match(each)]
    if not spoke:
        return sentence
    since = "".join(said[spoke[-1] :])
    pronouns = set(_PRONOUN.findall(since))
    who = _SPOKE.match(said[spoke[-1]])
    name = pronouns.pop() if len(pronouns) == 1 else who["who"] if who else ""
    return f"{name}说：{sentence}"


def _restored(sentence: str, kind: str, said: Sequence[str], *, of_it: bool) -> str:
    """Return a sentence with what it is about, where it misses that and it is sure."""
    missing = (
        phrase
        for phrase in _missing(sentence, kind, said, of_it=of_it)
        if width(phrase) + width(sentence) <= MOST
    )
    return f"{next(missing, '')}{sentence}"


def _missing(sentence: str, kind: str, said: Sequence[str], *, of_it: bool) -> Iterator[str]:
    """Yield what may be said before a sentence, the best first.

    `of_it` is whether the sentence before is about the thing of the item, so that it is clear of
    what the next one goes on to tell.
    """
    also = _ALSO.match(sentence)
    if len(said) == 1 and tells_what_it_is(sentence, said[0]):
        yield "这是"
    elif _FUNDED.match(sentence) and _ROUND.search(said[-1]):
        yield "这轮融资"
    elif also and also[0] in said[-1]:
        yield "还"
    elif not _is_attribute(sentence):
        yield from (
            phrase
            for beginning, phrase in _MEASURED
            if (match := beginning.match(sentence)) and _is_word(match)
        )
        if kind == _UPDATE and _BETTERS.match(sentence):
            yield from _doers(sentence, kind, said)
        elif misses_doer(sentence):
            if of_it:
                yield from _doers(sentence, kind, said)
            elif _FEATURES.match(sentence) and kind and not _was_lately(kind, said):
                yield kind


def misses_doer(sentence: str) -> bool:
    """Tell whether a sentence surely begins with what a thing is like or does, without it."""
    sentence = _with_verbs(sentence)
    acts = _ACTS.match(sentence)
    return bool(
        acts and _is_word(acts) and not _COUNTS.match(sentence) and not _is_attribute(sentence)
    )


def told_of(thing: str, sentence: str) -> str:
    """Return a sentence that misses its doer behind the thing, or an empty text for another one."""
    return f"{thing}{_with_verbs(sentence)}" if thing and misses_doer(sentence) else ""


def _is_word(match: re.Match[str]) -> bool:
    """Tell whether what matches at the beginning of a sentence ends where a word does."""
    return match.end() in words.starts(match.string)


def _doers(sentence: str, kind: str, said: Sequence[str]) -> Iterator[str]:
    """Yield what may be said for the thing at the beginning of a sentence, the best first."""
    before = said[-1]
    again = bool(_SAID_AGAIN.match(before))
    if again and not before.startswith("还") and _GOES_ON.match(sentence):
        yield "还"
    if again and kind == _UPDATE and _BETTERS.match(sentence):
        yield "还"
    clear = again or kind[2:] not in before or kind.startswith(_NO_DEVICE)
    if kind and not _was_lately(kind, said) and clear:
        yield kind
    yield "它"


def _was_lately(kind: str, said: Sequence[str]) -> bool:
    return any(kind in each for each in said[-_LATELY:])


def _is_attribute(sentence: str) -> bool:
    """Tell whether a sentence begins with a word that only tells which doer it speaks of."""
    first = clauses(sentence)[0].rstrip("，；：。")
    named = only_names(first) and not first.startswith(_FOR_WHOM)
    if named or _OF_WHAT.match(sentence):
        return True
    before, of, behind = first.rpartition("的")
    names = _OWN_VERB.search(behind) or _ATTRIBUTE.fullmatch(before)
    return bool(of) and bool(names or _MAKES_NAME.match(sentence))


def tells_what_it_is(sentence: str, first: str) -> bool:
    """Tell whether a sentence begins with what the name in the first one stands for."""
    clause = clauses(sentence)[0].rstrip("，；：。")
    what = _WHAT_IT_IS.fullmatch(clause)
    if not what or clause.startswith(("这", "该", "它", "一位", "一名")):
        return False
    if stands(clause) or _ACTS.match(clause):
        return False
    bare = not tells_news(first) and not _ASKED.search(first)
    if what["of"]:
        return bare and "的" not in what["of"][:-1]
    return bool(_COUNTED.match(clause) or _PLAIN_WORDS.fullmatch(clause))


def begins_with_deed(text: str) -> bool:
    """Tell whether a text begins with what a thing is like or does, without the thing."""
    return bool(_ACTS.match(_with_verbs(as_sentence(text))))


def _with_verbs(sentence: str) -> str:
    for bare, whole in _LIKE:
        sentence = bare.sub(whole, sentence)
    return sentence


def called(*texts: str) -> str:
    """Return how a question calls the thing that the news of an item tells of; may be empty.

    Nobody calls a person so, and a thing has one kind: what is called by several has none.
    """
    told = [each for text in texts for each in sentences(text)]
    if not all(map(may_be_it, told[:1])):
        return ""
    kinds = {kind for each in told if (kind := _kind(each) or _kind_at_first(each))}
    return kinds.pop() if len(kinds) == 1 else ""


def may_be_it(first: str) -> bool:
    """Tell whether the first sentence is about one thing, and about no person."""
    clause = clauses(first)[0] if first else ""
    return bool(clause) and not _PERSON.search(first) and not _SEVERAL.search(first)


def _kind(first: str) -> str:
    """Return the words for the thing that a sentence surely tells of by its kind, or an empty text.

    The kind stands before a name, or behind words by which a thing is brought in.
    """
    clause = clauses(first)[0] if first else ""
    named = [match for match in _kinds().finditer(first) if re.match(_NAME, first[match.end() :])]
    made = [match for match in _kinds().finditer(clause) if _MADE.search(clause[: match.start()])]
    return _words_for(named or made)


def _kind_at_first(first: str) -> str:
    """Return the words for the one kind of thing in the first clause, or an empty text."""
    return _words_for(list(_kinds().finditer(clauses(first)[0] if first else "")))


def _words_for(found: Sequence[re.Match[str]]) -> str:
    kinds = {match[0] for match in found}
    return f"{_before_kind()[found[0][0]]}{found[0][0]}" if len(kinds) == 1 else ""


@cache
def _before_kind() -> Mapping[str, str]:
    return {kind: words for words, kinds in _KINDS.items() for kind in kinds.split()}


@cache
def _kinds() -> re.Pattern[str]:
    names = sorted(_before_kind(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(names)}){_NO_DOER}")
