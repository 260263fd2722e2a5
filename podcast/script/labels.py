"""The label of a bullet in words: a topic, one word with the figure behind it, or nothing."""

from __future__ import annotations

import re

from podcast.script import facts
from podcast.script.breaks import stands
from podcast.script.concise import pattern
from podcast.script.said import clauses
from podcast.script.sentences import width

_KNOWN = 0.5
"""A label is left out when at least this share of its characters is in the text behind it."""
_ASPECTS = (
    "性能", "价格", "成本", "速度", "能力", "效率", "体验", "生态", "安全", "延迟", "精度", "质量",
    "续航", "功耗", "画质", "算力", "规模",
)  # fmt: skip
"""The last words of labels that fit before 方面."""
_EVALUATES = re.compile(
    "(?:低|高|快|强|优|佳|亲民|开放|升级|提升|领先|丰富|便捷|易用|灵活|全面|友好|强大|轻松|迅速|完善|优秀|出色)$"
)
"""Ends of a label that only praises what the text says."""
_TELLS = re.compile(
    r"[^，]{2,8}[后前时]，|在[^，]{2,30}[上中里](?!的)|需要|须|不|无需|支持|可|能|提供|将|已|采用|使用|允许|必须|仅|只|[^，]*(?:表示|称|需要|可以|不需要)"
    r"|[\u4e00-\u9fff]{2,6}[¥$€\d]|[\u4e00-\u9fff]{0,6}每[\u4e00-\u9fff]{1,4}[A-Za-z ]{0,8}\d"
)
"""Matches a text that tells something without the words before it."""
_COUNTED = re.compile("[一两每]")
"""Matches the beginning of a clause that is about the label: 一次可用14小时."""
_FIGURE = r"[约近超]?过?[\d¥$€]"
_VALUE = re.compile(
    rf"(?:平均|最[高低多少]|不到|低于|高于|仅|只有|为)?{_FIGURE}|每|[上前去今明本此一][^，]{{0,5}}[为达约是]{_FIGURE}"
)
"""Matches a figure with the words before it that say how large or of when it is."""
_CHANGES = re.compile(
    "提[升高]|下降|降[低至到]|增[长加]|上[涨调升]|下[跌调]|缩[短减]|减少|升[至到]|翻|达到?|约|比|较|与[^，]*相当"
)
"""Matches a predicate of a measure."""
_WHEN = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|[今明去本下上][年月周]|年[底内]|第[一二三四]季度)"
    r"(?:\d{1,2}[点时])?(?:[起前后底初末内]|之前|之后)?"
)
"""Matches the time with which a text begins."""
_SINCE = re.compile(rf"(?:{_WHEN.pattern})起(?=[，。])")
_EVENT = re.compile("(生效|上线|开售|发售|开放|施行|执行|实施|开通|上映|发货)(?:时间|日期)")
"""Matches a label for the time of an event."""
_PREDICATE = re.compile(
    "支持|可以?(?!见)|能(?![源量耗效])|将|会(?!员|议)|已|需要?|无需|采用|使用|搭载|配备|由|用了?|覆盖|包括|提供|不(?!同|过)|"
    "改[为用]|来自|位于|面向|按|仍|正在"
)
"""Matches the beginning of a text that says what its label does."""
_MOST_OF_MEASURE = 6
_FITS = re.compile("适用(?:范围|对象|人群)")
"""Matches a label before those whom something is for."""
_QUESTION = re.compile("什么|怎么|如何|为何|哪|谁|吗$")
_USER = re.compile(r"@?[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+")
"""Matches the name of somebody in a forum."""
_NOMINAL = re.compile("[^，；。]*的[\u4e00-\u9fff]{2,8}[。]?")
"""Matches a text that is only a thing with what it is like."""
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.+ -]+")
"""Matches a label that is a name or a word, and no clause."""
_SIZED = re.compile("高[\u4e00-\u9fff]{2,4}|更[\u4e00-\u9fff]{1,3}|超[强快低高长轻]")
"""Matches a label of praise that begins with a size: 高性价比."""


def introduced(label: str, text: str) -> str:
    """Return the words before a bullet's text for its label, with their mark; may be none.

    A label is the subject where the text is a predicate of it, else a topic where the text tells
    who does what. It goes where the text stands without it, unless it has a figure or a name.
    """
    if _QUESTION.search(label) or _USER.fullmatch(label):
        return f"{label}？" if _QUESTION.search(label) else f"{label}说，"
    if len(facts.of([label]) - facts.of([text])):
        return label if _is_subject(label, text) else f"{label}，"
    if _goes(label, text):
        return ""
    event = _of_event(label, text)
    if event is not None:
        return event
    return label if _is_subject(label, text) else _as_topic(label, text)


def with_event(label: str, text: str) -> str:
    """Return a text from whose beginning on the event of its label holds, with that event, or none.

    生效时间 and 3月10日起，… is 3月10日起生效，….
    """
    event = _EVENT.fullmatch(label)
    since = _SINCE.match(text)
    return f"{since[0]}{event[1]}{text[since.end() :]}" if event and since else ""


def _goes(label: str, text: str) -> bool:
    """Tell whether a label adds nothing: the text has its words, or tells without it."""
    share_in_text = sum(char in text for char in label) / len(label)
    if share_in_text >= _KNOWN or _EVALUATES.search(label) or _praises(label):
        return True
    own = _stands(text)
    tells = own or bool(_TELLS.match(text))
    if (own and _SIZED.fullmatch(label)) or (tells and pattern("kinds", end="$").search(label)):
        return True
    if tells and pattern("prices", end="$").search(label) and not _VALUE.match(text):
        return True
    return bool(pattern("values", end="$").search(label)) and _has_own_measure(text)


def _as_topic(label: str, text: str) -> str:
    """Return a label as what the text is about, or as what the text explains."""
    own = _stands(text)
    if _FITS.fullmatch(label) and not own:
        return "适用于"
    equal = pattern("equals", end="$").search(label)
    if equal and (equal[0] == label or not (own or _TELLS.match(text))):
        return f"{label}是"
    if label.endswith(_ASPECTS):
        return "" if own and not _COUNTED.match(text) else f"{label}方面，"
    return f"{label}是" if _NOMINAL.fullmatch(text) and not own else f"{label}，"


def _stands(text: str) -> bool:
    return stands(clauses(text)[0].rstrip("，；：。"))


def _has_own_measure(text: str) -> bool:
    """Tell whether a text begins with a measure and its figure: 带宽2.4TB/s."""
    own = pattern("values").match(text)
    return bool(own and re.match(_FIGURE, text[own.end() :]))


def _is_subject(label: str, text: str) -> bool:
    """Tell whether a text goes on behind its label as a sentence: 修复版本3月4日发布."""
    if not _WORD.fullmatch(label):
        return False
    first = clauses(text)[0].rstrip("，；：。")
    measure = bool(pattern("values", end="$").search(label))
    if _VALUE.match(first) and not _WHEN.match(first):
        return measure or width(label) <= _MOST_OF_MEASURE
    if _CHANGES.match(first):
        return measure or label.endswith(_ASPECTS)
    when = _WHEN.match(first)
    if when:
        return measure or bool(first[when.end() :])
    known = pattern("equals").fullmatch(label) or label.endswith(_ASPECTS)
    return bool(_PREDICATE.match(first)) and not (known or measure)


def _of_event(label: str, text: str) -> str | None:
    """Return the words for a label that is an event before its time; None for another one.

    The event goes where the text says what happens then, else the time is its own.
    """
    when = _WHEN.match(text)
    if not when or not pattern("events").fullmatch(label):
        return None
    rest = clauses(text[when.end() :] or "。")[0].rstrip("，；：。")
    return "" if rest else f"{label}时间"


def _praises(label: str) -> bool:
    """Tell whether a label is praise and what is praised: 智能推荐."""
    return bool(pattern("praising").match(label) and pattern("praised", end="$").search(label))
