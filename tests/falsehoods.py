"""False lines about a post, one kind each, made from its own sentences as a model might."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

FALSEHOODS = (
    "number", "unit", "percent", "money", "date", "version", "swap", "latin-name", "chinese-name",
    "quotation", "superlative", "direction", "negation", "rounding", "attribution", "reversed",
    "invented",
)  # fmt: skip
"""The kinds, as the fact check names them."""

POST = """\
---
title: "AI日报:示例一;示例二"
date: 2026-02-06 08:00:00
---

# AI日报: 示例一; 示例二

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%
星河科技2月3日发布了Nova 3.0模型，推理成本下降42.8%。
新模型支持13种语言，内存占用24GB，每月收费19元。
Stellar收购了Bluewhale实验室，交易金额为3.6亿美元。创始人李明远说：“我们会把模型开放给所有学校。”分析师赵静说：“价格偏高。”

## 2、重庆银行启用GPT-5.2客服系统
重庆银行启用了基于GPT-5.2的客服系统，覆盖长达30天的还款提醒。该系统已服务7.5亿人次，每天处理86万通电话。

## 3、海港市新增96条自动驾驶巴士线路
海港市交通局宣布新增96条自动驾驶巴士线路，单程票价2元，4月1日开始运营。
"""
"""A post whose first item has something for every kind."""


def falsify(kind: str, sentences: Sequence[str], others: Sequence[str]) -> str:
    """Return a false line of one kind about an item, or "" where it has nothing for that kind."""
    for sentence in sentences:
        changed = _CHANGES[kind](sentence, sentences, others)
        if changed and changed != sentence:
            return changed
    return ""


def _with(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> _Change:
    def change(sentence: str, *_: Sequence[str]) -> str:
        return re.sub(pattern, replacement, sentence, count=1)

    return change


def _clause(sentence: str, word: str) -> str:
    """Return the clause with a word, as a sentence, else nothing."""
    for clause in re.split("[，。]", sentence):
        if word in clause:
            return f"{clause}。"
    return ""


def _swap(sentence: str, sentences: Sequence[str], others: Sequence[str]) -> str:
    figure = re.search(r"\d+条", " ".join(others))
    if not figure:
        return ""
    return re.sub(r"\d+种", f"{figure[0][:-1]}种", sentence, count=1)


_Change = Callable[[str, Sequence[str], Sequence[str]], str]
_CHANGES: dict[str, _Change] = {
    "number": _with(r"\d+种语言", "27种语言"),
    "unit": _with("GB", "TB"),
    "percent": _with(r"\d+\.\d%", "61.5%"),
    "money": _with(r"\d\.\d亿美元", "8.9亿美元"),
    "date": _with(r"\d月\d日", "2月5日"),
    "version": _with(r"Nova 3\.0", "Nova 4.0"),
    "swap": _swap,
    "latin-name": _with("Nova 3", "Zephyr 3"),
    "chinese-name": lambda sentence, *_: (
        "创始人王大力说：“我们会把模型开放给所有学校。”" if "李明远说" in sentence else ""
    ),
    "quotation": _with("开放给所有学校", "开放给所有医院"),
    "superlative": lambda sentence, *_: (
        f"这是全球首个这样的模型，{_clause(sentence, '发布了')}" if "发布了" in sentence else ""
    ),
    "direction": _with("成本下降", "成本上升"),
    "negation": _with("支持(?=13)", "不支持"),
    "rounding": _with(r"下降42\.8%", "下降超过43%"),
    "attribution": lambda sentence, *_: (
        "赵静说：“我们会把模型开放给所有学校。”" if "李明远说" in sentence else ""
    ),
    "reversed": lambda sentence, *_: (
        "Bluewhale实验室收购了Stellar。" if "收购了Bluewhale" in sentence else ""
    ),
    "invented": lambda sentence, *_: (
        "另外，这家公司还打算裁掉一半员工，高管已经集体辞职。" if "收购" in sentence else ""
    ),
}
