"""Compare who does something: the subject of a line must be that of the sentence it retells.

A subject is a word for people or bodies (施工方, 审稿人, 工会) or the name of a body. Where the
retold sentence has another one in its place, and lacks the one of the line, the line gives the deed
to somebody else. Who may be meant by any other word (作者, 团队, 公司) is no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.pinyin import words
from podcast.factcheck import bodies
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.slots import slots
from podcast.factcheck.statements import content, holds
from podcast.model import Objection

_ENDS = re.compile(
    "(?:方|人|者|员|师|们|商|家|队|会|局|署|司|厅|部|院|所|厂|店|行|社|校|生|客|户|友|迷|民|警|官"
    "|医|农|组|机构|单位|部门|公司|集团|大学|平台|媒体|法院|政府|老板|司机|孩子|家长|老人|父母)$"
)
_NO_AGENT_WORDS = """
大会 机会 社会 年会 峰会 发布会 本人 别人 有人 每人 个人 机器人 任何人 一部 全部
内部 外部 局部 总部 头部 底部 顶部 大部 会所 住所 场所 厕所 进行 运行 银行 发行
执行 举行 流行 飞行 平行 不行 还行 专家 国家 大家 一家 每家 回家 居家 多家 几家
全家 家家 两家 三家 十家 学生 发生 产生 人生 一生 医生 先生 诞生 卫生 众生 独家
换人 器人 名人 机器 成人 新人 老人家 主人公 主人翁 地方 双方 对方 前方 后方 上方
下方 官方 一方 东方 西方 南方 北方 多方 各方 立方 平方 配方 处方 比方 远方 客户
用户 账户 窗户 门户 落户 开户 没人 某人 后人 前人 工人 感人 惊人 吓人 动人 迷人
私人 真人 无人 作者 读者 或者 前者 后者 二者 三者 两者 再者 听者 说者 公司 上司
官司 团队 智商 情商 电商 厂商 编队 排队 归队 他们 她们 它们 我们 你们 咱们 人们
朋友们 网友 朋友 室友 不会 才会 也会 就会 都会 还会 将会 只会 更会 约会 误会 体会
开会 参会 与会 上会 集会 聚会 晚会 盛会 例会
"""
_NO_AGENT = frozenset(_NO_AGENT_WORDS.split())
"""Words that end like one for people or bodies, and are none, or may mean anybody."""
_ANYBODY_WORDS = """
公司 官方 团队 作者 用户 网友 开发者 研究者 研究员 研究人员 研究团队 专家 企业 厂商
平台 机构 大家 学者 人们 业内 分析师 负责人 工程师 负责 员工 客户 消费者 玩家 观众
听众 记者 媒体 读者 项目组 主办方 运营方 组织者 参与者 使用者 打工人 主持人 创作者
主人 东家 老板 掌门人 卖家 买家 商家 店家 老人 孩子 家人 学生 老师 教师 中学老师 中学教师 自家
开发商 当事人 发言人 主角 人家 科学家 科研人员 工作人员 技术人员 个人 行家 同行 博主
部门 监管部门 法院 带头人 上司 顶头上司 上级 下属 头儿
牵头人 发起人
"""
_ANYBODY = frozenset(_ANYBODY_WORDS.split())
"""Words for people or bodies that a host may use of almost anyone in an item."""
_OF_PHRASES = re.compile("[让使令叫给被把有没是不它他她]")
"""Characters of phrases such as 最让人, which are no words for people."""
_STEM = 2
"""The characters that words for one sort of bodies begin with."""
_NEAR = 2
"""The most words between a subject and the verb that both have."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield subjects that take the place of another one; they are violations."""
    for slot in slots(line, own):
        if slot.gap > _NEAR or not slot.behind or not is_agent(slot.word):
            continue
        known = slot.word in _ANYBODY or bodies.named(slot.word)
        if known or _is_of_headline(slot.word, own):
            continue
        theirs = [word for word in content(slot.text) if is_agent(word)]
        if any(word[:_STEM] == slot.word[:_STEM] for word in theirs):
            continue  # 出版社, 出版商
        if theirs and not any(holds(line.text, word) for word in theirs):
            yield True, Objection("attribution", slot.word, slot.start, slot.end, slot.passage.text)


def is_agent(word: str) -> bool:
    """Tell whether a word is one for people or bodies: 施工方, 审稿人."""
    if len(word) < 2 or word in _NO_AGENT or _OF_PHRASES.search(word):  # noqa: PLR2004 -- 人
        return False
    return bool(_ENDS.search(word)) and words.tag(word)[:1] in {"n", ""}


def is_party(word: str) -> bool:
    """Tell whether a word is one for people or bodies, those that may mean anybody among them."""
    return word in _ANYBODY or (is_agent(word) and bool(words.frequency(word)))


def _is_of_headline(word: str, own: Source) -> bool:
    """Tell whether the headline has a word, so that it may be what the whole item is about."""
    return bool(own.passages) and word in own.passages[0].text
