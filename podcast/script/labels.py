"""The label of a bullet in words: a topic, one word with the figure behind it, or nothing."""

from __future__ import annotations

import re

from podcast.script import facts
from podcast.script.breaks import stands
from podcast.script.concise import pattern
from podcast.script.said import clauses

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
    r"需要|须|不|无需|支持|可|能|提供|将|已|采用|使用|允许|必须|仅|只|[^，]*(?:表示|称|需要|可以|不需要)"
    r"|[\u4e00-\u9fff]{2,6}[¥$€\d]"
)
"""Matches a text that tells something without the words before it."""
_COUNTED = re.compile("[一两每]")
"""Matches the beginning of a clause that is about the label: 一次可用14小时."""
_VALUE = re.compile(r"[约近超]?[\d¥$€]|每")
"""Matches the beginning of a bare figure."""


def introduced(label: str, text: str) -> str:
    """Return the words before a bullet's text for its label, with their mark; may be none."""
    if len(facts.of([label]) - facts.of([text])):
        return f"{label}，"
    share_in_text = sum(char in text for char in label) / len(label)
    if share_in_text >= _KNOWN or _EVALUATES.search(label):
        return ""
    first = clauses(text)[0].rstrip("，；：。")
    tells = stands(first) or bool(_TELLS.match(text))
    if tells and (pattern("kinds", end="$").search(label) or _praises(label)):
        return ""
    if _VALUE.match(text) and pattern("values", end="$").search(label):
        return label
    if label.endswith(_ASPECTS):
        return "" if stands(first) and not _COUNTED.match(first) else f"{label}方面，"
    return f"{label}，"


def _praises(label: str) -> bool:
    """Tell whether a label is praise and what is praised: 智能推荐."""
    return bool(pattern("praising").match(label) and pattern("praised", end="$").search(label))
