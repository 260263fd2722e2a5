"""Turn an item into its headline and pieces to speak, each fact said once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from podcast.model import Block, Bullet, Item
from podcast.script import facts
from podcast.script.breaks import divided
from podcast.script.headlines import sentence
from podcast.script.said import Said, clauses, sentences
from podcast.script.sentences import as_sentence, speakable, width

_LABEL_KNOWN = 0.5
"""A label is left out when at least this share of its characters is in the text behind it."""
_ASPECTS = (
    "性能", "价格", "成本", "速度", "能力", "效率", "体验", "生态", "安全", "延迟", "精度", "质量",
    "续航", "功耗", "画质", "算力", "规模",
)  # fmt: skip
"""The last words of labels that fit into 在……方面."""

_SAME_HEADLINE = 0.6
"""A sentence takes the place of a headline when it has its facts and this share of its pairs."""
_SAME_WORDS = 2
"""Pairs of characters by which a text speaks of the same as a headline."""
_MERGED_MOST = 60
"""The longest sentence that takes the place of a headline, in characters."""

_SOURCE = re.compile(
    r"^(?:本文|文章|这篇文章|该文|文中)(?:主要|重点|详细|还|首先)?"
    r"(?:介绍|讲述|描述|指出|提到|分享|报道)了?[，：]?"
    r"(?=[^，。；]{0,40}(?:将|会|已|是|有|让|把|被|使|推出|发布|启用|宣布|上线|实现|提升|成为))"
)
"""The frame of a source before what it says, where a sentence is left without the frame."""
_POINTS = (
    r"(?:(?:详见|参见)|"
    r"(?:下载地址|安装步骤|安装方法|使用方法|具体步骤|具体参数|更多内容|更多信息|完整报道|完整名单|详情|细节)"
    r"(?:可见|请见|参见|见|请看|在此|在这里)|(?:原文|论文|代码|数据|论文与数据)(?:请见|详见|请看|在此|在这里))"
    r"[^，。；！？]{0,14}"
)
_POINTER = re.compile(
    rf"(?:^|(?<=[。！？])){_POINTS}(?:[。；！？，]|$)|[，；]{_POINTS}(?=[。；！？，]|$)"
)
"""Matches a clause that points to another page: a listener has no link to follow."""
_EVALUATES = re.compile(
    "(?:低|高|快|强|优|佳|亲民|开放|升级|提升|领先|丰富|便捷|易用|灵活|全面|友好|强大|轻松|迅速|完善|优秀|出色)$"
)
"""Ends of a label that only praises what the text says."""
_SAID_BEHIND = re.compile(
    r"(?:(?<=[。！？])|^)(“[^“”]+”)[，]?"
    r"([^“”，。！？；：]{2,24}(?:说|表示|称|指出|认为|强调|坦言|回应|写道|透露|评价|告诉记者))[。；]"
)
"""Matches a quotation with its speaker behind it: a listener wants to know first who speaks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block of an item. An `extra` piece may be dropped to save time."""

    text: str
    extra: bool = False
    label: str = ""
    """Words before the text, with their mark, which are said with it only."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An item with its headline and the pieces to speak after it, in the order of the post."""

    item: Item
    headline: str
    """The headline as a sentence without its end mark; empty where the first piece says it."""
    pieces: tuple[Piece, ...]


def telling(item: Item, opened: str = "") -> Telling:
    """Turn an item into pieces to speak, without what was heard before.

    `opened` is the headline of this item that has just opened the programme, or empty. Neither it
    nor a headline that the first sentence says as well is said again.
    """
    headline = sentence(item.headline)
    blocks = [piece for piece in map(_piece, item.blocks) if piece.text]
    first, rest = _opening_sentence(blocks, headline, opened)
    if not first:
        return Telling(item, headline, _pieces(blocks, Said(headline)))
    said = Said(opened, first)
    pieces = _pieces([Piece(rest), *blocks[1:]], said)
    left = said.rest_of(headline)
    return Telling(item, "", (Piece(divided(first)), *([Piece(left)] if left else []), *pieces))


def _opening_sentence(blocks: Sequence[Piece], headline: str, opened: str) -> tuple[str, str]:
    """Return the sentence that stands for the headline, and the rest of its text; else nothing.

    It is the first sentence, or the first part of it where it is divided.
    """
    if not blocks or blocks[0].extra:
        return "", ""
    whole, *others = sentences(blocks[0].text)
    part, *rest = sentences(divided(whole))
    for first, left in ((whole, ()), (part, rest)):
        if _names_again(first, opened) or _says(first, headline):
            return first, "".join((*left, *others))
    return "", ""


def _names_again(first: str, opened: str) -> bool:
    """Tell whether a sentence begins with a name, or with words, of an opening headline."""
    clause = clauses(first)[0]
    names = facts.of([clause]).names & facts.of([opened]).names
    return bool(names) or len(facts.pairs(clause) & facts.pairs(opened)) >= _SAME_WORDS


def _says(first: str, headline: str) -> bool:
    """Tell whether a sentence of no great length says all that a headline says."""
    if width(first) > _MERGED_MOST or len(facts.of([headline]) - facts.of([first])):
        return False
    words = facts.pairs(headline)
    return len(words & facts.pairs(first)) >= _SAME_HEADLINE * len(words)


def _pieces(blocks: Sequence[Piece], said: Said) -> tuple[Piece, ...]:
    """Return the pieces without repeats; the first of them is no extra one."""
    pieces: list[Piece] = []
    for block in blocks:
        new = ""
        for each in sentences(block.text):
            text = said.without_repeats(each, labelled=bool(block.label and not new))
            said.add(text)
            new += text
        if new:
            text = divided(as_sentence(f"{block.label}{new}"))
            pieces.append(Piece(text, extra=block.extra and bool(pieces)))
    return tuple(pieces)


def _piece(block: Block) -> Piece:
    if block.kind == "bullet":
        return _bullet(Bullet(block.label, block.text))
    text = _SOURCE.sub("", speakable(block.text), count=1)
    if block.kind == "quotation" and block.label:
        text = _quotation(text, speakable(block.label))
    text = _SAID_BEHIND.sub(_speaker_first, _POINTER.sub("", text))
    return Piece(as_sentence(text) if text else "")


def _speaker_first(match: re.Match[str]) -> str:
    quotation, speaker = match.groups()
    end = "" if quotation[-2] in "。！？" else "。"
    return f"{speaker}：{quotation}{end}"


def _quotation(text: str, speaker: str) -> str:
    """Return a quotation with its speaker or its source."""
    if speaker.startswith("《") or speaker.isascii():
        return f"{as_sentence(text)}出自{speaker}"
    return f"{speaker}：{text}"


def _bullet(bullet: Bullet) -> Piece:
    """Return a bullet as a sentence, with its label in words unless the text has the same words."""
    text = _POINTER.sub("", speakable(bullet.text))
    label = speakable(bullet.label)
    if not label or not text:
        return Piece(as_sentence(text or label) if text or label else "", extra=True)
    new_facts = len(facts.of([label]) - facts.of([text])) > 0
    share_in_text = sum(char in text for char in label) / len(label)
    if not new_facts and (share_in_text >= _LABEL_KNOWN or _EVALUATES.search(label)):
        return Piece(as_sentence(text), extra=True)
    said = f"在{label}方面，" if label.endswith(_ASPECTS) else f"{label}，"
    return Piece(as_sentence(text), extra=True, label=said)
