"""Say the same in fewer words, as a newsreader does.

Frames, praise, effects that follow from what was said, and commands for a keyboard go; nouns that
hide a verb become the verb. Figures and names are kept, and a quotation or title is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from podcast.chinese.speechwords import QUOTED
from podcast.lib.yamlfile import load
from podcast.script import facts
from podcast.script.said import clauses, keep_what_is_needed, sentences
from podcast.script.sentences import width

_FILE = Path(__file__).with_name("concise.yaml")
_WORD = re.compile("“[\u4e00-\u9fff]{1,3}”")
"""Matches a word that is used in another sense, which is no quotation."""
_MARKS = "，；：。！？"
_PRAISE_MOST = 10
"""So wide may be what stands before the words of praise in a last clause that goes."""
_BARE_MOST = 1
"""The same in the middle of a sentence, where it might be what the next clause is about."""
_HAN = "[\u4e00-\u9fff]"

_TYPED = r"[a-z][a-z0-9._-]*(?: +(?:-{1,2}[A-Za-z]|[a-z]{2})[\w./=-]*)+"
_SO = "(?:即可|就能|就可以|便可|便能)"
_COMMAND = re.compile(
    rf"(?:用户|开发者|使用者|大家|读者)?(?:只需|只要|可以|可)?(?:在(?:命令行|终端)(?:中|里)?)?"
    rf"(?:(?:执行|输入|键入){_TYPED}|(?:执行|输入|键入|运行){_TYPED}{_SO}{_HAN}{{2,4}})"
)
"""Matches a clause that is only an instruction to type a command, and what it is good for."""
_COMMAND_BEHIND = re.compile(rf"(?<={_HAN})(?:执行|输入|键入|运行){_TYPED}(?={_SO})")
"""Matches such an instruction behind the place where it is typed."""
_ONE = re.compile(
    "(?<=(?:发布|推出|公布|开发|启动|成立|提出|建立|举办|举行|开设|组织|建成|设立|打造|制作|搭建|创建|展示|新增|增加|"
    f"完成|收购|进行|开展|签署)了)一(?:个|份|项|款|家|种|套|门|次|批)(?={_HAN})"
    f"(?!百分|数量级|台阶|小时|月|星期|周|多|半|年|学期|学年|季|世纪|{_HAN}{{0,2}}[午晚夜]|{_HAN}{{0,14}}的)"
)
"""Matches 一 with its measure word behind a verb that makes something: 发布了一份报告."""
_ABLE = re.compile("(?<![功性产智动效机职才技])能够(?!用|不够)")
_FILLING = re.compile(
    "(?<![于自在从])近日(?=宣布|完成|发布|推出|上线)|(?<![为成])(?:正式|成功|顺利)(?=发布|上线|启用|推出|支持|开放|开源|推送|宣布|开售|完成|落地|启动|成立|签署|入轨)"
    r"|目前(?=[^，。；]{0,3}[已尚仍])|(?<=约)为(?=每|\d)|(?<![\u4e00-\u9fffA-Za-z0-9”》])相关(?![性度系联于])(?=[\u4e00-\u9fff])"
)
"""Matches words that the verb or the figure behind them does not need."""
_SHORTER = (
    (re.compile(r"一[本部篇段份](?=\d[\d,.]* ?万?(?:字|页|秒|分钟|小时)的)"), ""),
    (re.compile("整[机卡](?=重量|功耗)"), ""),
    (re.compile(r"(?<=\d年)全年(?=[^，。；]*\d)"), ""),
    (re.compile("^字样(?=[，。；])"), ""),
    (re.compile("(?<=建议)用户(?=尽快|及时)"), ""),
    (re.compile(r"(?<=\d)版本(?=[，。；]|修复|$)"), "版"),
    (re.compile(rf"(?:^|(?<=[，。；]))在(?={_HAN}{{2}}[^，。；在]{{1,10}}(?<!小)时，)"), ""),
    (
        re.compile(
            rf"(?:^|(?<=[，。；]))在(?=(?:修改|运行|办理|提交|发布|上线|安装|使用|购买){_HAN}{{0,4}}之?[前后])"
        ),
        "",
    ),
)
"""Words that need not be so long beside a figure or a clause, and what is said instead."""
_PLACE_TO_GET = re.compile(
    "[在从](?:其|该|课程|项目|产品|公司|官方)?(?:主页|官网|官方网站|网页|页面)(?:上|中|里)?"
    "(?=免费|下载|查看|观看|领取|获取|申请|报名|试用)"
)
"""Matches a page on which something is had: a listener finds it by its name."""
_CAN = re.compile(
    "(?<=平均|预计|最多|最长|最高|最快)(?:可以?|能够?)"
    "(?=提前|缩短|节省|降低|提高|提升|减少|增加|区分|容纳|支持|连续|使用|续航|坚持)"
)
"""Matches an ability between an average or a limit and what it is of."""
_CHANGED_BY = re.compile(r"(?<=提高|增加|下降|减少|缩短|降低|增长|上升|提升|上涨|下跌)了(?=约?\d)")
"""Matches 了 between a change and its figure."""
_EXPECTED = re.compile("(预计[^。；]{0,24}?)(?:有望|将会|有可能)(?=突破|达到?|超过|增[至长]|升至)")
"""Matches a hope behind what is expected anyway."""
_SINCE_DAY = re.compile(r"将于(?=(?:\d{4}年)?\d{1,2}月\d{1,2}日起)")
_BEGUN = re.compile("开启了?([^，。；的]{2,12})的(预售|公测|内测|测试|招募|试点|报名)(?=[，。；])")
"""Matches a beginning that hides the verb: 开启了新款眼镜的预售."""
_FROM_SITE = re.compile("从([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)上(?=[\u4e00-\u9fff])")
_FIRST_OF = re.compile(rf"首批参与的({_HAN}{{2,6}})有(\d[\d,]* ?[家个位名所])(?=[，。])")
"""Matches how many take part first: 首批参与的银行有11家."""
_NO_OTHER = re.compile("[^，。；0-9“]{1,8}(?:不得|不能|不可)代为[^，。；0-9“]*")
_BY_WHOM = re.compile("必须由|须由|只能由")
"""Matches who must do something, and the clause that nobody does it for him."""
_LONG_LIST = re.compile(
    "(?:(?<=支持)|(?<=包括)|(?<=覆盖)|(?<=涵盖)|(?<=收录)|(?<=兼容)|(?<=提供)|(?<=适配)|(?<=接入))"
    r"(?:[\u4e00-\u9fff]{1,6}、){3,}[\u4e00-\u9fff]{1,6}等(?=\d[\d,]* ?[种个款类门家项])"
)
"""Matches more than three things in a row before their number: a listener keeps the number."""
_NEEDLESS = re.compile(
    r"其中的(?=\d)|宣布(?=完成)|(?<=、)([^，。、是的]{2,8}和[^，。、是的]{2,8}?)[三四五]个(?=行业|领域)|均(?=已[\u4e00-\u9fff]{2}[，。])"
    r"|(?<=[\u4e00-\u9fff])一下(?=[，。])"
)
"""Matches words before a figure or a verb that a listener does not miss."""
_HERALD = re.compile(
    r"(?:也|还|这)?(?:标志着|意味着|推动[^，。；0-9]{0,12}(?=[迈走]向))[^，。；0-9]*"
    "(?:时代|新?阶段|里程碑|开启|起点|未来|篇章|方向)"
)
"""Matches a clause that only hails what was told."""
_HERALDED = re.compile(r"[^，。；]{0,24}(?:发布|推出|问世|上线|开源|启用|落地|诞生)")
"""Matches what such a clause hails, in the same clause."""
_HAILED = re.compile(
    r"^([^，。；]{2,20}?)的(?:发布|推出|问世|上线|亮相)标志着[^，。；0-9]*(?:时代|新?阶段|里程碑|篇章)，"
    "(通过[^，。；]{2,24}，)?(?=重新|以|用|把|将|支持|提供|实现)"
)
"""Matches such a clause before what the thing does, and the thing."""
_NOTICED = re.compile("引[发起]了?[^，。；0-9A-Za-z]{0,4}(?:关注|热议|讨论|热潮)")
"""Matches a clause that only says that others took notice."""
_GROUND = re.compile(
    "为[^，。；0-9“]*(?:提供|奠定|打下)了?(?:坚实|有力|强大|良好|重要)?的?(?:支撑|基础|保障)"
    "|成为[^，。；0-9“]*的(?:重要|核心|关键|强大|新)(?:引擎|力量|支柱|动力|驱动力|抓手)"
)
"""Matches a last clause that only says what it may be good for in general."""
_AFTER = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z]{2})(?<![此这那其])(?:[之以](?=[前后][，可将])|之(?=[前后][自会先就便才再把]))"
)


def concise(text: str) -> str:
    """Return a speakable text in fewer words; empty where it tells nothing."""
    pieces = QUOTED.split(text)
    pieces[::2] = map(_reworded, pieces[::2])
    return "".join(map(_told, sentences("".join(pieces))))


def without_comments(text: str) -> str:
    """Return a text without the sentences in which the source's own editor only praises."""
    return "".join(sentence for sentence in sentences(text) if not _is_comment(sentence))


def without_frame(headline: str) -> str:
    """Return a headline without words at its front that tell nothing: 顺便一提."""
    return re.sub(f"^{pattern('frames').pattern}，", "", headline)


@lru_cache(maxsize=4096)
def _reworded(text: str) -> str:
    """Return a text without quotations with shorter words."""
    words = _table()["shorter"]
    text = pattern("shorter").sub(lambda match: words[match[0]], text)
    text = _acts().sub(_act, text)
    text = _measures().sub("", text)
    for long, short in _SHORTER:
        text = long.sub(short, text)
    text = _BEGUN.sub(r"开始\2\1", _FROM_SITE.sub(r"从\1", text))
    text = _EXPECTED.sub(r"\1将", _FIRST_OF.sub(r"首批\2\1参与", text))
    for needless in (_CAN, _PLACE_TO_GET, _CHANGED_BY, _SINCE_DAY):
        text = needless.sub("", text)
    text = _LONG_LIST.sub("", text)
    return _FILLING.sub(
        "",
        _NEEDLESS.sub(
            lambda match: match[1] or "", _AFTER.sub("", _ONE.sub("", _ABLE.sub("能", text)))
        ),
    )


def _act(match: re.Match[str]) -> str:
    """Return the verb before what it is about: 调查了会员 for 对会员进行了一次调查."""
    return f"{match['act']}{match['past'] or ''}{match['what']}"


def _told(sentence: str) -> str:
    """Return a sentence without the clauses that tell nothing; empty where none does."""
    if _is_comment(sentence) or _only_hails(sentence):
        return ""
    parts = clauses(_HAILED.sub(r"\2\1", sentence))
    typed = [bool(_COMMAND.fullmatch(part.rstrip(_MARKS))) for part in parts]
    if any(typed):
        parts = [part for part, is_typed in zip(parts, typed, strict=True) if not is_typed]
        parts[:1] = [re.sub("^[即就便](?=[可能])", "", part) for part in parts[:1]]
    parts = [_COMMAND_BEHIND.sub("", part) for part in parts]
    if not parts:
        return ""
    framed = [part.rstrip(_MARKS) in _table()["frames"] for part in parts]
    if any(framed) and not all(framed):
        parts = [part for part, is_frame in zip(parts, framed, strict=True) if not is_frame]
    empty = [_is_empty(parts, index) for index in range(len(parts))]
    if not any(empty):
        return "".join(parts)
    keep_what_is_needed(parts, empty)
    text = "".join(part for part, is_empty in zip(parts, empty, strict=True) if not is_empty)
    end = parts[-1][-1:]
    return f"{text.rstrip(_MARKS)}{end}" if text and end in _MARKS else text


def _is_empty(parts: Sequence[str], index: int) -> bool:
    """Tell whether a clause has no figure, name or quotation, and no news."""
    clause = parts[index].rstrip(_MARKS)
    if index and (_NOTICED.fullmatch(clause) or _HERALD.fullmatch(clause)):
        goes_on = parts[index + 1 : index + 2] and parts[index + 1].startswith(("并", "同时"))
        return bool(_NOTICED.fullmatch(clause) or goes_on) or index == len(parts) - 1
    if index and index == len(parts) - 1 and _follows(parts[index - 1], clause):
        return True
    if len(facts.of([clause])) or QUOTED.search(_WORD.sub("", clause)):
        return False
    praise = pattern("praise", end="了?$").search(clause)
    if praise:
        before, is_last = width(clause[: praise.start()]), index == len(parts) - 1
        return before <= _PRAISE_MOST if is_last else index > 0 and before <= _BARE_MOST
    contrast = index > 0 and pattern("contrasts").match(clause)
    effect = 0 < index == len(parts) - 1 and pattern("effects").match(clause)
    return bool(contrast or effect)


def _follows(before: str, clause: str) -> bool:
    """Tell whether a last clause follows from the one before it, or says what is good in general.

    Who must do something himself has nobody who does it for him.
    """
    nobody_else = bool(_BY_WHOM.search(before)) and bool(_NO_OTHER.fullmatch(clause))
    return nobody_else or bool(_GROUND.fullmatch(clause))


def _only_hails(sentence: str) -> bool:
    """Tell whether a sentence of one clause only says that what it names opens a new age."""
    what = _HERALDED.match(sentence)
    return what is not None and bool(_HERALD.fullmatch(sentence[what.end() :].rstrip(_MARKS)))


def _is_comment(sentence: str) -> bool:
    """Tell whether a sentence is the praise of the source's editor."""
    comment = pattern("commenters").match(sentence)
    if not comment or len(facts.of([sentence])):
        return False
    return bool(re.search(f"(?:值得|令人|期待|可期|点赞){_HAN}*[。！]?$", sentence))


@cache
def pattern(*keys: str, end: str = "") -> re.Pattern[str]:
    """Return a pattern of the words under some keys of concise.yaml, the longest first."""
    words = sorted((word for key in keys for word in _table()[key]), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}){end}")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(
        rf"对(?P<what>[^，。；：！？对]{{2,16}}?)(?:进行|做|开展|展开)(?P<past>了)?"
        rf"(?:一次|一项|一番|全面|深入|系统)?(?:的)?"
        rf"(?P<act>{pattern('acts').pattern})(?=[，。；！？]|$)"
    )


@cache
def _measures() -> re.Pattern[str]:
    ends = "|".join(f"(?<={re.escape(word)})" for word in _table()["measures"])
    return re.compile(rf"(?:{ends})(?<={_HAN}{{2}})(?:为|达到)(?=[约近超]?[\d¥$€])")


@cache
def _table() -> Mapping[str, Any]:
    return load(_FILE)
