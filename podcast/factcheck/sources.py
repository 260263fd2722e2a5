"""Compare whose figures a line tells, and who made a thing, with what the post says of them.

据 IDC 统计 is false where the sentence that the line retells is 据 Counterpoint 数据, and
电机是京东方做的 where the post has 电机由兆威机电供应.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck import bodies, entities, speakers
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import content, holds
from podcast.model import Objection

_ACCORDING = re.compile(
    "(?:^|[，。；])\\s?(?:另?据|按照?|根据|依照)(?P<who>[^，。；：]{2,20}?)的?"
    "(?:统计|数据|数字|公告|报道|报告|估算|测算|消息|披露|调查|监测|口径)(?:的数字|显示|来看)?(?=[，里上，]|$)"
)
_ACCORDING_OF_POST = re.compile(
    "(?:据|援引|根据|按照)(?P<who>[^，。；：]{2,20}?)(?:的?(?:统计|数据|报道|报告|估算|测算|消息|披露|调查|监测|称|，))"
)
_WORK = (
    "做|干|造|盖|建|修|写|办|完成|负责|承担|判读|供应|供货|提供|承建|开发|研发|设计|生产|代工|制造|主持"
    "|训练|翻译|撰写|起草|代理|运营|管理|执行|维护|交付|出具|发现|鉴定|审核|审计|评估|检测|测试"
)
_MADE_BY = re.compile(
    f"(?:由|是|靠)(?P<who>[^，。；：由是的]{{2,14}}?)(?:自己|自家)?(?:的[^，。；的]{{1,8}}?)?"
    f"(?:自己|自家|亲自|一手|独家|在[^，。；]{{1,8}})?(?:{_WORK})(?:[好完成出起]|出来|起来)?了?(?=的|，|。|$)"
)
_MADE_BY_OF_POST = re.compile(
    f"(?:由|请|交给|传给|委托给?|来自)(?P<who>[^，。；：由]{{2,20}}?)"
    f"(?:独家|负责|协助|合作|联合)?(?:{_WORK})"
)
_ANYBODY_WORDS = """
公司 官方 团队 自己 自家 双方 平台 作者 开发者 用户 网友 厂商 机构 企业 部门 方面 媒体 消息 报告
数据 统计 研究 调研 公告 财报 文件 市场 行业 第三方 独立 调查 人员 员工 工程师
"""
_ANYBODY = frozenset(_ANYBODY_WORDS.split())
_SURELY = 2.0
"""How like a clause of the post is that a line retells beyond doubt."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield sources and makers who are not those of the post; all are violations."""
    for match in _ACCORDING.finditer(line.text):
        yield from _compared(match, _ACCORDING_OF_POST, line, own)
    for match in _MADE_BY.finditer(line.text):
        yield from _compared(match, _MADE_BY_OF_POST, line, own)
    yield from _of_another_subject(line, own)


def _compared(
    match: re.Match[str], theirs: re.Pattern[str], line: Passage, own: Source
) -> Iterator[tuple[bool, Objection]]:
    """Yield who a line names, where the retold sentence names another one and not them."""
    who = content(match["who"]) - _ANYBODY
    told = speakers.retold(line.text.replace(match["who"], ""), line, own) if who else None
    if told is None:
        return
    others = list(theirs.finditer(told.passage.text))
    if not others or not all(content(each["who"]) - _ANYBODY for each in others):
        return
    if any(_is_named(word, told.passage.text) for word in who):
        return
    span = match.span("who")
    yield True, Objection("attribution", match["who"], *span, told.passage.text)


def _is_named(word: str, text: str) -> bool:
    return holds(text, word) or bodies.has(text, word) or word[:2] in text


_SUBJECT = re.compile(r"^\s?(?P<who>[^，。：的]{2,14}?)\s?(?:这边|那边|方面)?(?:把|将)")


def _of_another_subject(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 高盛把评级上调 where the sentence with those words and figures is of 摩根大通 only."""
    known = entities.known(own)
    for start, end in line.clauses:
        match = _SUBJECT.match(line.text[start:end])
        if match is None:
            continue
        who = match["who"].strip()
        if who not in known or entities.is_common(who):
            continue
        told = speakers.retold(line.text.replace(who, ""), line, own, least=_SURELY)
        if told is None or _is_named(who, told.passage.text):
            continue
        theirs = [name for name in known if told.passage.text.startswith(name)]
        if theirs and not any(name in line.text for name in theirs):
            span = (start + match.start("who"), start + match.end("who"))
            yield True, Objection("attribution", who, *span, told.passage.text)
