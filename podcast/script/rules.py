"""The rule-based writer: it makes a news bulletin from a digest, without network or chance.

The bulletin has a greeting, the disclosure that it is machine-made, a rundown, the items and a
closing. Only connecting words are added: every figure and name in an item's lines is in the post.
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
from podcast.script.sentences import as_sentence, speakable, split, width
from podcast.show.config import Show

WRITER = "rules/1"
_MINUTES = " minutes="

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"

_REPEATED = 0.55
"""A text is left out when at least this share of its character pairs was heard before."""
_REPEATED_SUMMARY = 0.85
_LABEL_KNOWN = 0.5
"""A label is left out when at least this share of its characters is in the text behind it."""

_ASPECTS = (
    "性能", "价格", "成本", "速度", "能力", "效率", "体验", "生态", "安全", "延迟", "精度", "质量",
    "续航", "功耗", "画质", "算力", "规模",
)  # fmt: skip
"""The last words of labels that fit into 在……方面."""
_CONNECTED = (
    "此外", "同时", "另外", "目前", "其中", "未来", "而且", "并且", "不过", "但", "因此", "据",
    "具体", "该", "这", "与此同时", "值得",
)  # fmt: skip
_MORE = ("此外，", "同时，", "另外，")
_SECTION_MOST = 12
"""The longest name of a section that is spoken, in characters."""

_SYLLABLES_A_SECOND = 5.2
_PAUSE_SECONDS = 0.75
"""The pace of the voices that `podcast init` writes, by least squares over the lines of three
episodes: a line of w syllables takes w / 5.2 + 0.75 s."""
_FRAME_SECONDS = 50.0
"""The seconds that music, greeting and closing take together."""
_ITEM_SECONDS = 4.0
"""The seconds that an item's line in the rundown, announcement and sting take together."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The text of one block of an item.

    An `extra` part may be dropped to save time. A `labelled` part begins with a label and needs no
    connecting word.
    """

    text: str
    extra: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class _SpokenItem:
    """An item with its headline and the parts to speak after it, in the order of the post."""

    item: Item
    headline: str
    """The headline as a sentence without its end mark."""
    parts: tuple[_Part, ...]


def write(digest: Digest, show: Show, minutes: float | None = None) -> Script:
    """Write the narration of a digest for the hosts of a show.

    With `minutes`, bullets are dropped, those with the fewest facts first, until the estimated
    length fits. An item's headline and first part always stay.
    """
    items = tuple(_spoken_item(item) for item in digest.items)
    if minutes is not None:
        items = _shorten(items, minutes * 60)
    hosts = tuple(host.name for host in show.hosts)
    lines = (
        *_opening(digest, show, hosts),
        *_rundown(digest, hosts),
        *_items(items, hosts),
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
    """Return the length in minutes that a script was written for, or None for full length."""
    _, separator, minutes = writer.partition(_MINUTES)
    try:
        return float(minutes) if separator else None
    except ValueError:
        return None


def _relative(digest: Digest, show: Show) -> str:
    """Return the post's path relative to the show's folder, without resolving symbolic links."""
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
    """Return a date as it is spoken in the greeting: 二月六日，星期五."""
    weekday = _WEEKDAYS[day.weekday()]
    return f"{in_chinese(day.month)}月{in_chinese(day.day)}日，星期{weekday}"


def in_chinese(number: int) -> str:
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
        yield Line(hosts[index % len(hosts)], "rundown", None, as_sentence(short(item.headline)))


def _count(number: int) -> str:
    return "两" if number == 2 else in_chinese(number) if number < 100 else str(number)  # noqa: PLR2004


def _closing(show: Show, hosts: Sequence[str]) -> Iterator[Line]:
    yield Line(hosts[0], "closing", None, f"以上就是今天《{clean(show.title)}》的全部内容。")
    yield Line(hosts[0], "closing", None, "原文链接，请看节目简介。")
    yield Line(hosts[-1], "closing", None, "感谢收听，我们下期再见。")


# --- Items --------------------------------------------------------------------------------------


def _items(items: Sequence[_SpokenItem], hosts: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of the items. Hosts take turns by item; the host who did not greet begins."""
    for index, each in enumerate(items):
        host = hosts[(index + 1) % len(hosts)]
        before = items[index - 1].item if index else None
        sentences = (_announcement(each, before, index, len(items)), *_connect(each.parts))
        for text in sentences:
            for line in split(text):
                yield Line(host, "item", each.item.number, line)


def _announcement(spoken_item: _SpokenItem, before: Item | None, index: int, count: int) -> str:
    headline = as_sentence(spoken_item.headline)
    place = f"第{in_chinese(index + 1)}条" if index < 99 else "下一条"  # noqa: PLR2004
    section = _new_section(spoken_item.item, before)
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
    """Return the name of the section that begins with an item; empty without one or if too long."""
    if not item.section or (before is not None and before.section == item.section):
        return ""
    name = sentence(item.section)
    return name if 0 < width(name) <= _SECTION_MOST else ""


def _spoken_item(item: Item) -> _SpokenItem:
    """Turn an item into parts to speak, without parts that only repeat what was heard before."""
    headline = sentence(item.headline)
    heard = facts.Heard(headline)
    parts: list[_Part] = []
    for block in item.blocks:
        part = _part(block)
        share = _REPEATED_SUMMARY if not parts and not part.extra else _REPEATED
        if part.text and not heard.holds(part.text, share):
            parts.append(part if parts else replace(part, extra=False))
            heard.add(part.text)
    return _SpokenItem(item, headline, tuple(parts))


def _part(block: Block) -> _Part:
    if block.kind == "bullet":
        return _bullet(Bullet(block.label, block.text))
    text = speakable(block.text)
    if block.kind == "quotation" and block.label:
        text = _quotation(text, speakable(block.label))
    return _Part(as_sentence(text) if text else "")


def _quotation(text: str, speaker: str) -> str:
    """Return a quotation with its speaker or its source."""
    if speaker.startswith("《") or speaker.isascii():
        return f"{as_sentence(text)}出自{speaker}"
    return f"{speaker}：{text}"


def _bullet(bullet: Bullet) -> _Part:
    """Return a bullet as a sentence, with its label in words unless the text has the same words."""
    text = speakable(bullet.text)
    label = speakable(bullet.label)
    if not label or not text:
        return _Part(as_sentence(text or label) if text or label else "", extra=True)
    new_facts = len(facts.of([label]) - facts.of([text])) > 0
    share_in_text = sum(char in text for char in label) / len(label)
    if share_in_text >= _LABEL_KNOWN and not new_facts:
        return _Part(as_sentence(text), extra=True)
    if label.endswith(_ASPECTS):
        return _Part(as_sentence(f"在{label}方面，{text}"), extra=True, labelled=True)
    return _Part(as_sentence(f"{label}，{text}"), extra=True, labelled=True)


def _connect(parts: Sequence[_Part]) -> Iterator[str]:
    """Yield the texts; the last of several extra parts gets a connecting word."""
    extras = [index for index, part in enumerate(parts) if part.extra]
    adjacent = len(extras) > 1 and extras[-1] == extras[-2] + 1
    for index, part in enumerate(parts):
        last = adjacent and index == extras[-1]
        if last and not part.labelled and not part.text.startswith(_CONNECTED):
            yield _MORE[len(parts[extras[0]].text) % len(_MORE)] + part.text
        else:
            yield part.text


# --- Time ---------------------------------------------------------------------------------------


def estimated_seconds(texts: Sequence[str]) -> float:
    """Return the estimated time to speak texts, in seconds, with the pauses."""
    return sum(width(text) / _SYLLABLES_A_SECOND + _PAUSE_SECONDS for text in texts)


def _shorten(items: tuple[_SpokenItem, ...], seconds: float) -> tuple[_SpokenItem, ...]:
    """Drop extra parts, those with the fewest facts first, until the rest fits into `seconds`.

    Among parts with equally many facts, those of later items are dropped first.
    """
    frame = _FRAME_SECONDS + _ITEM_SECONDS * len(items)
    poorest_first = sorted(
        ((index, part) for index, item in enumerate(items) for part in item.parts if part.extra),
        key=lambda place: (len(facts.of([place[1].text])), -place[0]),
    )
    result = list(items)
    for index, extra in poorest_first:
        if frame + estimated_seconds(_texts(result)) <= seconds:
            break
        rest = tuple(other for other in result[index].parts if other != extra)
        result[index] = replace(result[index], parts=rest)
    return tuple(result)


def _texts(items: Sequence[_SpokenItem]) -> list[str]:
    return [
        text for item in items for text in (item.item.headline, *(part.text for part in item.parts))
    ]
