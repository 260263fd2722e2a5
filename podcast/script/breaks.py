"""Divide long sentences into sentences that a listener can follow.

A sentence ends where the next clause begins something of its own: behind a clause that stands by
itself, before a word such as 但, 其中 or 据, else near the middle. It never ends in a quotation,
behind a clause that the next one needs, or within what somebody says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from podcast.script.said import clauses, sentences
from podcast.script.sentences import MOST, width

EASY, LONG = 25, 36
"""A sentence of the first width or less is left as it is. One of more than the second is divided
also before a clause whose doer is in the clause before it."""
_LEAST = 12
"""The shortest sentence that is made, in characters as counted by `width`."""

_OWN = re.compile(
    "但|不过|然而|同时|此外|另外|其中|目前|据|这|该|它|他们|她|并(?!非|不|未|没)|而且|且|今后|未来|"
    "下一步|预计|官方|公司|用户|系统|双方|此前|随后|之后|近日|去年|今年|明年|截至"
)
"""Beginnings of a clause that begin a sentence as well."""
_LINK = re.compile("(?:并且|而且|并|且)(?!非|不|未|没|行)")
"""Words that a new sentence does not begin with."""
_SUBORDINATE = re.compile(
    "(?:如果|若|一旦|只要|随着|为了|为(?=[^，]{0,12}(?:，|$))|由于|因为|因|虽然|尽管|除了|除|不仅|不但|不是|当|自|"
    "通过|截至[^，]{2,10}，?$|对于|对|根据|据|与(?![^，]*(?:相差无几|相当|持平|一致|相同|不同|相近|无异|一样)[，。]?$)|在|从|按|以|凭借|借助|面对|经|经过|作为|过去|相比|无论|即使|尽|既|要么|一是|"
    "(?:该|这)?(?:报告|研究|公司|团队|论文)(?=，?$))"
)
"""Beginnings of a clause that needs the clause behind it."""
_OPEN_END = re.compile(
    "(?:说|称|表示|认为|指出|强调|透露|介绍|显示|发现|建议|要求|宣布|确认|推测|预计|坦言|时|后|前|中|"
    "(?<!以)下|(?<!以)上|里|以来|之际|方面|来说|而言|期间|相比|的|和|与|及|或|为|是|有|以及|包括|如|为由|[年月日]起|"
    "写[道着明]|提[到及]|承认|证实|公布|披露|通报|裁定|认定|判定|(?<=[日 ])(?:判决|决定|消息))$"
)
"""Ends of a clause that needs the clause behind it."""
_REPORT = re.compile(
    "(?:说|称|表示|认为|指出|强调|透露|建议|预计|坦言|推测|回应|补充)(?:说|称|道)?$"
)
"""Ends of a clause behind which somebody's words stand: a new sentence would not be theirs."""
_REPORTS = re.compile(
    "(?:并且|而且|并|且|还|也)?(?:预计|认为|建议|要求|指出|表示|强调|提到|呼吁|警告|称|回顾|显示|发现|列出|介绍|"
    "宣布|规定|允许|承诺|研制|出任|担任|接任|负责(?!人)|成为|获得?(?![奖胜]))"
)
"""Beginnings of a clause that says what the doer of the clause before it says or becomes."""
_CAUSE = re.compile("因(?![此而为])[^，。；]*$")
"""Matches a cause in the middle of a clause, of which the next clause has the effect."""
_EFFECT = re.compile("被|遭|将|已|而|于|从|在")
"""Beginnings of a clause with the effect of such a cause."""
_GOES_ON = re.compile(
    "将(?=[^，。]{2,40}(?:从|由|列|送|传|推迟|提高|降|改|纳入|交给|移交|转给|定))|重[回返]|"
    "推动|结束|造成|构成|分别|主要(?!原因)|原生|第一[周天]|[认判裁]定|指控|指其|[须应](?![用对])|"
    "估计|否则|理由是|原因是|编号|集中[在于]|要求(?!是)|索赔|刊[于登发]|投入|修复|发现|投后|原定|原本|"
    r"使用[^，。]{2,20}的|用(?![户电水药于来])|此[前外]?[是为]|此前(?:仅|只|约|曾?达)|[^，。]{1,12}这才|主张|判赔|"
    r"处以|罚款?\d|引自|连同|占比?\d|(?:另|其)有|不再|不含|不包括|含(?!量)|合计|共计|约合|折合|即|"
    r"(?:\d{4} ?年)?(?: ?\d{1,2} ?月)?曾|[低高多少]于|(?:并|还)?(?:说(?![明法到])|提示|重申|补充)|"
    "[向给](?![^，。]*，)|"
    "对(?![手方外内价于此])|按(?![^，。]{0,12}[，计算看])|(?:并|还)?将其|(?:自|从)[^，。]{2,20}起(?![，。])|"
    "从[^，。]{1,16}[到至]|"
    "在[^，。]{2,30}[上中里内](?:演示|实现|完成|部署|建|发现|展示|推出|取得|达到|测试|投|开)"
)
"""Beginnings of a clause that goes on with the sentence before it: its doer, or the figure that it
compares with, is there."""
_STARTED = re.compile(
    r"(?:上线|成立|发布|推出|运行|开业|开放|实施|试用|使用)[^，。\d]{0,3}"
    r"(?:[一两三四五六七八九十半]|\d+)个?[年月周天](?:多?来|后)?$"
)
"""Matches a clause that only says for how long something has been there."""
_ONE_OF = re.compile(r"(?:[的一](?:组|方|类|批)|那[些组]|到 ?\d{4} ?年底?)$")
"""Ends of a clause that only names those, or the time, of which the next one tells."""
_GLOSS = re.compile("也就是|也就是说|即(?![将使便可])|俗称|又称|简称|全称")
"""Beginnings of a clause that stands between a doer and what is done."""
_WHO = re.compile(
    "(?<!是)(?:的|[上下]于[^，]{2,12})(?:人|者|用户|企业|公司|机构|平台|产品|设备|车辆|作品|学生|患者|员工|团队|小组|乐队|队伍|"
    "(?:对照|实验|试验|干预|治疗|安慰剂)组)$"
)
"""Matches a clause that only names those of whom the next one tells."""
_NOUN = re.compile("[^，了]*的[^，了过]{2,14}$")
"""Matches a clause that may be only a thing with what it is like."""
_PREDICATE = re.compile("不?(?:适用|属于|包括|计入)|不[在得会能]|没有")
"""Beginnings of a clause that may say what such a thing does."""
_DEPENDENT = re.compile(
    "以(?!及|上|下|外|往)|从而|使|让|令|来(?!自)|为(?!了)|就|才|却|则|都|所以|因此|因而|导致|而(?!且)|也|还|"
    "给|向|用于|用来|供|帮助|能(?![源量耗效否])|满足|实现|推动|标志|意味|成为|展示|展现|解决|较|同比|环比|再|又|更|甚至|其(?!中)|一个|一种|一款|的|和|与|及|或|以及|只|即|是|尤其|特别|最|约|达|占|均|各|共|仅|超|比"
)
"""Beginnings of a clause that needs the clause before it."""
_RESULT = re.compile(
    "以(?!及|上|下|外|往)|从而|使|让|令|才|却|则|就|便|所以|因此|因而|导致|来(?!自)|与|和|而(?!且)|的|"
    r"[A-Za-z\u4e00-\u9fff]{1,8} ?就(?=[会能可])"
)
"""Beginnings of a clause that no sentence begins with."""
_SUBJECT = re.compile(
    r"[A-Za-z0-9\u4e00-\u9fff“《][^，。]*?(?:了|过|将|会|已|正|是|有|可|能|被|把|在|要|由|从(?=[^，]*\d)|对|为|发布|推出|宣布|支持|"
    r"达|提|降|增|完成|采用|拥有|具备|表示|获|更新|开始|成为|涵盖|覆盖|包括|面向|上线|达成|配备|搭载|占|超)(?!的)"
)
"""Matches a clause with a doer or a verb, which can stand by itself."""

_VERB_FIRST = re.compile(
    "“[^”]*”$|支持|发布|推出|宣布|采用|拥有|具备|获|更新|开始|成为|涵盖|覆盖|包括|面向|上线|达成|配备|搭载|占|超|达|提|降|"
    "增|完成|可|能|将|会|已|正|被|把|在|要|由|对|为|是|有|任|请|让|突破|入选|首次|首批|再|最|新增|找到|引来|引发|遭|附|结束|一步步|收集|发现|导致|造成|改用|修复"
)
"""Beginnings of a clause whose doer is elsewhere, and a mere quotation."""
_STATE = re.compile(
    r"[\u4e00-\u9fff“”]{4,}?(?:低于|高于|少于|多于|仅|只有|约|近|突破|升至|降至|缩短|提高|上涨|下跌|翻)[^，]*\d"
)
"""Matches a clause of a measure and its figure."""
_CONTRAST = re.compile("但是?|不过|然而")
_OF_SOMETHING = re.compile("[^，。]*的[\u4e00-\u9fff]{1,6}[从只仅还却已]")
"""Matches a thing with what it is like, and the beginning of what is told of it."""
_MEASURE = re.compile(
    r"(?!比|较|据|截|到|在|自|于|[低高少多]于)[\u4e00-\u9fffA-Z]{2,8}"
    r"(?<!超过)(?<![降升增跌达][到至])(?:约|近|达)? ?"
    r"\d[\d.,]*+ ?(?:[万亿千百]+ ?)?(?!年)[\u4e00-\u9fff%A-Za-z]{0,4}"
)
"""Matches a clause that is a measure with its figure, without a verb: 金额 19.8 万亿元."""
_FOLLOWS = re.compile(
    "[\u4e00-\u9fff]{2,10}(?:缩短|提[高升]|降低|下降|减少|增[加长]|上升|上涨)|(?:之后|随后|此后)[每会将又再还]|"
    r"[一两三四五六七八九十半\d]+ ?个?(?:小时|分钟|[天周月年])[内后里]"
)
"""Beginnings of a clause with what comes of the one before it, in a sentence of no great length."""
_LIMITS = re.compile("(?:每[日天周月年次]|单[次日])?(?:使用|最[高多长低少]|不得|不能|不可|不准)")
_MUST = re.compile("[须应得]|必须|不得|禁止|要求")
_QUOTES = ("“", "「")
_OF_THEM = "其中"
"""Begins a clause that is part of a report as well when it is a sentence of its own."""
_RESULTS = re.compile(r"(?:公布|发布|披露)了?[^，]*(?:结果|数据|财报|年报)：$")
"""Matches a clause that is a sentence by itself, though a colon stands behind it."""


def stands(clause: str) -> bool:
    """Tell whether a clause without its mark is a sentence by itself: who or what, and a verb."""
    return bool(_SUBJECT.match(clause) or _STATE.match(clause)) and not needs_doer(clause)


def _tells(clause: str) -> bool:
    """Tell whether a clause behind 但 has what it tells of in itself."""
    return stands(clause) or bool(_OF_SOMETHING.match(clause))


def needs_doer(clause: str) -> bool:
    """Tell whether a clause begins as one whose doer is in the clause before it."""
    return bool(_DEPENDENT.match(clause) or _SUBORDINATE.match(clause) or _VERB_FIRST.match(clause))


def only_names(clause: str) -> bool:
    """Tell whether a clause only names those of whom the next one tells."""
    return bool(_WHO.search(clause))


def divided(text: str) -> str:
    """Return a text whose long sentences are divided into shorter ones where that is sure.

    A sentence too long for one line is divided where it would otherwise be cut, if it may be.
    """
    return "".join(map(_divided, sentences(text)))


def _divided(sentence: str) -> str:
    """Return a sentence, ended by a full stop, as one or several."""
    if sentence.endswith("；"):
        sentence = f"{sentence[:-1]}。"
    whole = width(sentence)
    if whole <= EASY:
        return sentence
    parts = clauses(sentence)
    if len(parts) > 1 and _RESULTS.search(parts[0]):
        return f"{parts[0][:-1]}。{_divided(''.join(parts[1:]))}"
    place = _place(parts, whole, _stands if whole > LONG else _stand)
    if not place and whole > MOST:
        place = _place(parts, whole, _may_stand) or _place(parts, whole, _turns)
    if not place:
        return sentence
    first, rest = "".join(parts[:place]), "".join(parts[place:])
    link = _LINK.match(rest)
    return _divided(f"{first.rstrip('，；：')}。") + _divided(rest[link.end() :] if link else rest)


def _place(parts: Sequence[str], whole: int, stands: Callable[[Sequence[str], str], bool]) -> int:
    """Return the number of clauses of the first sentence, 0 where there is no sure place."""
    best, best_cost = 0, float(whole)
    before = 0
    for index in range(1, len(parts)):
        before += width(parts[index - 1])
        if min(before, whole - before) < _LEAST or not stands(parts[:index], parts[index]):
            continue
        own = _OWN.match(parts[index])
        cost = abs(2 * before - whole) - (whole / 3 if own else 0)
        if cost < best_cost:
            best, best_cost = index, cost
    return best


def _stands(before: Sequence[str], behind: str) -> bool:
    """Tell whether a sentence may end behind some clauses and begin with the next one."""
    if not _may_stand(before, behind):
        return False
    contrast = _CONTRAST.match(behind)
    if contrast and not _tells(behind[contrast.end() :]):
        return False
    if _OWN.match(behind) or before[-1].endswith("；"):
        return True
    return not _DEPENDENT.match(behind) and bool(_SUBJECT.match(before[-1].rstrip("，；")))


def _stand(before: Sequence[str], behind: str) -> bool:
    """Tell whether a sentence may end behind some clauses, and the next one has its own doer."""
    own = not _LINK.match(behind) and stands(behind.rstrip("，；："))
    tied = any(part.endswith("：") for part in before) or _FOLLOWS.match(behind)
    return own and not tied and _stands(before, behind)


def _turns(before: Sequence[str], behind: str) -> bool:
    """Tell whether what follows explains a sentence before a colon, or is its contrast.

    Only a sentence that else would be cut is divided there.
    """
    last = before[-1].rstrip("，；：")
    if _OPEN_END.search(last) or _REPORT.search(last) or _SUBORDINATE.match(last):
        return False
    if _CONTRAST.match(behind):
        return stands(_CONTRAST.sub("", behind, count=1))
    return before[-1].endswith("：") and stands(last) and not behind.startswith(_QUOTES)


def _is_listed(before: Sequence[str], behind: str) -> bool:
    """Tell whether a clause has only a measure and its figure, as the one before it, or its limit.

    They are one list, as are the parts of a rule: 连续40分钟须提醒，每日不得超过90分钟.
    """
    bare, last = behind.rstrip("，；：。"), before[-1].rstrip("，；：")
    measured = bool(_MEASURE.fullmatch(bare)) and any(char.isdigit() for char in last)
    return measured or (bool(_LIMITS.match(bare)) and bool(_MUST.search(last)))


def _may_stand(before: Sequence[str], behind: str) -> bool:
    """Tell whether the clauses before a place need nothing of what is behind it, nor it of them."""
    last = before[-1].rstrip("，；：")
    if before[-1].endswith("；"):
        return True
    if before[-1].endswith("：") or _is_open(last) or _needs_before(before, behind):
        return False
    if (_NOUN.match(last) and _PREDICATE.match(behind)) or (
        _CAUSE.search(last) and _EFFECT.match(behind)
    ):
        return False
    reports = any(_REPORT.search(part.rstrip("，：")) for part in before)
    return not reports or behind.startswith(_OF_THEM)


def _is_open(last: str) -> bool:
    """Tell whether a clause is none by itself: it only names who, when, or by which words."""
    ends = any(pattern.search(last) for pattern in (_OPEN_END, _STARTED, _ONE_OF))
    begins = _SUBORDINATE.match(last) or _GLOSS.match(last)
    return bool(begins) or ends or only_names(last)


def _needs_before(before: Sequence[str], behind: str) -> bool:
    """Tell whether a clause begins as one that goes on with those before it, or with their list."""
    goes_on = any(pattern.match(behind) for pattern in (_REPORTS, _RESULT, _GOES_ON))
    link = _LINK.match(behind)
    linked = link and not stands(behind[link.end() :].rstrip("，；："))
    return goes_on or bool(linked) or _is_listed(before, behind)
