"""The rule-based writer: a bulletin out of a digest, without network or chance.

Greeting, disclosure, rundown, items, closing. Only connecting words are added; every figure and
name of an item's lines stands in the post.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from podcast.lib.plaintext import clean
from podcast.model import Block, Bullet, Digest, Item, Line, Script
from podcast.script import facts
from podcast.script.document import fingerprint
from podcast.script.headlines import sentence, short
from podcast.script.sentences import ended, speakable, split, width
from podcast.show.config import Show

WRITER = "rules/1"
_MINUTES = " minutes="

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"

_REPEATED = 0.55
"""Share of a bullet's character pairs that the summary must hold for the bullet to be left out."""
_REPEATED_SUMMARY = 0.85
_LABEL_KNOWN = 0.5
"""Share of a label's characters in its text from which the label says nothing new."""

_ASPECTS = (
    "性能", "价格", "成本", "速度", "能力", "效率", "体验", "生态", "安全", "延迟", "精度", "质量",
    "续航", "功耗", "画质", "算力", "规模",
)  # fmt: skip
"""Labels that end so can stand in 在……方面."""
_CONNECTED = (
    "此外", "同时", "另外", "目前", "其中", "未来", "而且", "并且", "不过", "但", "因此", "据",
    "具体", "该", "这", "与此同时", "值得",
)  # fmt: skip
_MORE = ("此外，", "同时，", "另外，")
_SECTION_MOST = 12
"""Longest name of a section, in characters, that a transition says."""

_SYLLABLES_A_SECOND = 4.3
_PAUSE_SECONDS = 0.45
_FRAME_SECONDS = 35.0
"""Music, greeting and closing."""
_ITEM_SECONDS = 5.0
"""An item's line in the rundown, its announcement and its sting."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a block of an item adds; one that time may drop has `extra`.

    A labelled one begins with its label and needs no connecting word.
    """

    text: str
    extra: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class _ToldItem:
    """What is said of an item behind its headline, in the order of the post."""

    item: Item
    headline: str
    """As a sentence without its end mark."""
    parts: tuple[_Part, ...]


def write(digest: Digest, show: Show, minutes: float | None = None) -> Script:
    """Write the narration of a digest for the hosts of a show.

    With `minutes`, bullets are dropped, those with the fewest facts first, until the episode is
    estimated to fit; what an item's headline and first paragraph say always stays.
    """
    told = tuple(_tell(item) for item in digest.items)
    if minutes is not None:
        told = _fitted(told, minutes * 60)
    hosts = tuple(host.name for host in show.hosts)
    lines = (
        *_opening(digest, show, hosts),
        *_rundown(digest, hosts),
        *_items(told, hosts),
        *_closing(show, hosts),
    )
    return Script(
        date=digest.date,
        title=digest.title,
        post=_relative(digest, show),
        digest_sha256=digest.sha256,
        writer=WRITER if minutes is None else f"{WRITER}{_MINUTES}{minutes:g}",
        headlines=tuple((item.number, item.headline) for item in digest.items),
        lines=lines,
        lines_sha256=fingerprint(lines),
    )


def minutes_of(writer: str) -> float | None:
    """Return the length that a script was written for, None for one of full length."""
    _, found, minutes = writer.partition(_MINUTES)
    try:
        return float(minutes) if found else None
    except ValueError:
        return None


def _relative(digest: Digest, show: Show) -> str:
    """Return the post's path as seen from the show's folder; a link inside it stays a link."""
    return Path(os.path.relpath(digest.path, show.root)).as_posix()


# --- Frame --------------------------------------------------------------------------------------


def _opening(digest: Digest, show: Show, hosts: Sequence[str]) -> Iterator[Line]:
    first, *others = hosts
    greeting = f"大家好，今天是{spoken_date(digest.date)}，欢迎收听《{clean(show.title)}》。"
    names = [f"我是{first}。", *(f"我是{name}。" for name in others)]
    yield Line(first, "opening", None, greeting)
    for host, name in zip(hosts, names, strict=True):
        yield Line(host, "opening", None, name)
    if show.ai_label.spoken:
        yield Line(first, "opening", None, "本节目的文稿和声音由AI生成，内容请以原文为准。")


def spoken_date(day: date) -> str:
    """Return a date as a greeting says it: 二月六日，星期五."""
    weekday = _WEEKDAYS[day.weekday()]
    return f"{counted(day.month)}月{counted(day.day)}日，星期{weekday}"


def counted(number: int) -> str:
    """Return a number from 1 to 99 in Chinese characters."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens % 10]}十")
    return f"{ten}{_DIGITS[ones] if ones or not tens else ''}"


def _rundown(digest: Digest, hosts: Sequence[str]) -> Iterator[Line]:
    if len(digest.items) < 2:  # noqa: PLR2004 -- one headline needs no list
        return
    count = _count(len(digest.items))
    yield Line(hosts[0], "rundown", None, f"今天一共有{count}条资讯，先来看看主要内容。")
    for index, item in enumerate(digest.items):
        yield Line(hosts[index % len(hosts)], "rundown", None, ended(short(item.headline)))


def _count(number: int) -> str:
    return "两" if number == 2 else counted(number) if number < 100 else str(number)  # noqa: PLR2004


def _closing(show: Show, hosts: Sequence[str]) -> Iterator[Line]:
    yield Line(hosts[0], "closing", None, f"以上就是今天《{clean(show.title)}》的全部内容。")
    yield Line(hosts[0], "closing", None, "原文链接，请看节目简介。")
    yield Line(hosts[-1], "closing", None, "感谢收听，我们下期再见。")


# --- Items --------------------------------------------------------------------------------------


def _items(told: Sequence[_ToldItem], hosts: Sequence[str]) -> Iterator[Line]:
    """Hosts take turns by item; the one who did not greet begins."""
    for index, item in enumerate(told):
        host = hosts[(index + 1) % len(hosts)]
        before = told[index - 1].item if index else None
        sentences = (_announced(item, before, index, len(told)), *_connected(item.parts))
        for text in sentences:
            for line in split(text):
                yield Line(host, "item", item.item.number, line)


def _announced(told: _ToldItem, before: Item | None, index: int, count: int) -> str:
    headline = ended(told.headline)
    place = f"第{counted(index + 1)}条" if index < 99 else "下一条"  # noqa: PLR2004
    section = _new_section(told.item, before)
    if count == 1:
        return f"今天只有一条资讯。{headline}"
    if section and index == 0:
        return f"首先来看{section}。{headline}"
    if section:
        return f"接下来是{section}。{place}。{headline}"
    if index == 0:
        return f"首先来看第一条。{headline}"
    if index == count - 1:
        return f"最后一条。{headline}"
    return f"{(place, f'再来看{place}', place, f'接下来是{place}')[index % 4]}。{headline}"


def _new_section(item: Item, before: Item | None) -> str:
    """Return the name of the section that begins with an item; empty when none does."""
    if not item.section or (before is not None and before.section == item.section):
        return ""
    name = sentence(item.section)
    return name if 0 < width(name) <= _SECTION_MOST else ""


def _tell(item: Item) -> _ToldItem:
    """Turn an item into sentences, leaving out what only repeats what was said."""
    headline = sentence(item.headline)
    said = facts.Said(headline)
    parts: list[_Part] = []
    for block in item.blocks:
        part = _part(block)
        share = _REPEATED_SUMMARY if not parts and not part.extra else _REPEATED
        if part.text and not said.holds(part.text, share):
            parts.append(part if parts else replace(part, extra=False))
            said.add(part.text)
    return _ToldItem(item, headline, tuple(parts))


def _part(block: Block) -> _Part:
    if block.kind == "bullet":
        return _bullet(Bullet(block.label, block.text))
    text = speakable(block.text)
    if block.kind == "quotation" and block.label:
        text = _quoted(text, speakable(block.label))
    return _Part(ended(text) if text else "")


def _quoted(text: str, speaker: str) -> str:
    """Return a quotation with who says it, or where it stands."""
    if speaker.startswith("《") or speaker.isascii():
        return f"{ended(text)}出自{speaker}"
    return f"{speaker}：{text}"


def _bullet(bullet: Bullet) -> _Part:
    """Return a bullet as a sentence: its label becomes words, or goes when the text says it."""
    text = speakable(bullet.text)
    label = speakable(bullet.label)
    if not label or not text:
        return _Part(ended(text or label) if text or label else "", extra=True)
    new_facts = len(facts.of([label]) - facts.of([text])) > 0
    known = sum(char in text for char in label) / len(label)
    if known >= _LABEL_KNOWN and not new_facts:
        return _Part(ended(text), extra=True)
    if label.endswith(_ASPECTS):
        return _Part(ended(f"在{label}方面，{text}"), extra=True, labelled=True)
    return _Part(ended(f"{label}，{text}"), extra=True, labelled=True)


def _connected(parts: Sequence[_Part]) -> Iterator[str]:
    """Yield the sentences, the last of several additions behind a connecting word."""
    extras = [index for index, part in enumerate(parts) if part.extra]
    joined = len(extras) > 1 and extras[-1] == extras[-2] + 1
    for index, part in enumerate(parts):
        last = joined and index == extras[-1]
        if last and not part.labelled and not part.text.startswith(_CONNECTED):
            yield _MORE[len(parts[extras[0]].text) % len(_MORE)] + part.text
        else:
            yield part.text


# --- Time ---------------------------------------------------------------------------------------


def estimated_seconds(texts: Sequence[str]) -> float:
    """Estimate how long texts take to say, pauses included, in seconds."""
    return sum(width(text) / _SYLLABLES_A_SECOND + _PAUSE_SECONDS for text in texts)


def _fitted(told: tuple[_ToldItem, ...], seconds: float) -> tuple[_ToldItem, ...]:
    """Drop additions, poorest in facts first and of those the later ones, until they fit."""
    frame = _FRAME_SECONDS + _ITEM_SECONDS * len(told)
    poorest_first = sorted(
        ((index, part) for index, item in enumerate(told) for part in item.parts if part.extra),
        key=lambda place: (len(facts.of([place[1].text])), -place[0]),
    )
    kept = list(told)
    for index, extra in poorest_first:
        if frame + estimated_seconds(_texts(kept)) <= seconds:
            break
        rest = tuple(other for other in kept[index].parts if other != extra)
        kept[index] = replace(kept[index], parts=rest)
    return tuple(kept)


def _texts(told: Sequence[_ToldItem]) -> list[str]:
    return [
        text for item in told for text in (item.item.headline, *(part.text for part in item.parts))
    ]
