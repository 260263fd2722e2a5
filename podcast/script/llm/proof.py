"""Whether an answer may be spoken: its hosts, its language, its length, and every claim of it.

A claim that the fact check only doubts is refused as well: a model that is asked for other words
loses nothing, and a listener cannot look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from podcast import factcheck
from podcast.lib.plaintext import clean
from podcast.model import Block, Digest, Item, Line, Objection, Part
from podcast.script.headlines import sentence
from podcast.script.llm.answers import MOST_LINES, FrameAnswer, FrameLine, ItemAnswer
from podcast.script.sentences import as_sentence, speakable, split, width

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\u3130-\u318f\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]")
"""Matches kana, Hangul, Cyrillic and Arabic letters, which no host reads."""
_MOST_TEXT = 240
"""The most characters of one line of an answer."""
_LEAST_SHARE = 0.35
"""The least length of an item, as a share of the length to aim at."""
_MOST_GREETING, _MOST_BRIDGE, _MOST_CLOSING = 90, 30, 120
"""The greatest widths of the parts of the frame."""
_MOST_FAULTS = 8
"""So many faults are named at once."""
_REPEATED = 12
"""So many characters of the instructions in a row are no accident."""
_QUOTED = 30
"""The most characters of a line that a message quotes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer: in Chinese for the model, in English for a person."""

    for_model: str
    for_person: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of a greeting, the bridge before each item, and the lines of a closing."""

    greeting: tuple[Line, ...]
    bridges: dict[int, str]
    closing: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: by whom it is spoken, how long it is, and what must not come back."""

    hosts: tuple[str, ...]
    aim: int = 0
    most: int = 0
    """The width of the whole answer to aim at, and the greatest."""
    sentences: int = 0
    """How many sentences of the post were sent; they are numbered from 1."""
    instructions: str = ""
    """What the model was told beside the post."""


def item_lines(
    answer: ItemAnswer, item: Item, digest: Digest, asked: Asked
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return the lines of an item, and what is wrong with them; if nothing, they may be spoken."""
    faults: list[Fault] = []
    if answer.item != item.number:
        faults.append(Fault(f"item 应为{item.number}", f"it is about item {answer.item}"))
    if len(answer.lines) > MOST_LINES:
        faults.append(Fault(f"行数超过{MOST_LINES}", f"more than {MOST_LINES} lines"))
    lines: list[Line] = []
    for said in answer.lines[:MOST_LINES]:
        faults += _of_line(said.host, said.text, asked)
        faults += [
            Fault(f"sentences 里没有编号{each}", "a support that is no sentence of the post")
            for each in said.supports
            if not 1 <= each <= asked.sentences
        ]
        lines += _lines(said.host, "item", item.number, said.text)
    for line in lines:
        faults += _of_claims(line.text, item, digest.items, digest.date)
    faults += _of_whole([line.text for line in lines], item, digest, asked)
    return tuple(lines), tuple(faults[:_MOST_FAULTS])


def frame(
    answer: FrameAnswer, digest: Digest, asked: Asked, needed: Sequence[Sequence[str]],
    own_words: Sequence[str],
) -> tuple[Frame, tuple[Fault, ...]]:  # fmt: skip
    """Return the frame of a programme, and what is wrong with it.

    `needed` are the words that a greeting must have, the show's title and the date, in any of their
    spellings. `own_words` are all that a show may say of itself, beside the post.
    """
    whole = _whole(digest, own_words)
    faults: list[Fault] = []
    parts: dict[str, tuple[Line, ...]] = {}
    for part, said, most in (
        ("opening", answer.greeting, _MOST_GREETING),
        ("closing", answer.closing, _MOST_CLOSING),
    ):
        lines, wrong = _frame_part("opening" if part == "opening" else "closing", said, asked, most)
        parts[part] = lines
        faults += wrong
        for line in lines:
            faults += _of_claims(line.text, whole, (whole,), digest.date)
    greeting = "".join(line.text for line in parts["opening"])
    for spellings in needed:
        if not any(_bare(words) in _bare(greeting) for words in spellings):
            words = spellings[0]
            faults.append(Fault(f"greeting 里没有说“{words}”", f"the greeting lacks `{words}`"))
    bridges, wrong = _bridges(answer, digest, asked)
    faults += wrong
    return Frame(parts["opening"], bridges, parts["closing"]), tuple(faults[:_MOST_FAULTS])


def _frame_part(
    part: Part, said: Sequence[FrameLine], asked: Asked, most: int
) -> tuple[tuple[Line, ...], list[Fault]]:
    faults: list[Fault] = []
    lines: list[Line] = []
    for each in said[:MOST_LINES]:
        faults += _of_line(each.host, each.text, asked)
        lines += _lines(each.host, part, None, each.text)
    name = "greeting" if part == "opening" else "closing"
    if not lines:
        faults.append(Fault(f"{name} 是空的", f"the {name} is empty"))
    if sum(width(line.text) for line in lines) > most:
        faults.append(Fault(f"{name} 超过{most}个字", f"the {name} is too long"))
    return tuple(lines), faults


def _bridges(
    answer: FrameAnswer, digest: Digest, asked: Asked
) -> tuple[dict[int, str], list[Fault]]:
    """Return a bridge for each item that has one; an item may do without."""
    faults: list[Fault] = []
    bridges: dict[int, str] = {}
    items = {item.number: item for item in digest.items}
    for each in answer.bridges:
        item = items.get(each.item)
        if item is None:
            faults.append(Fault(f"没有第{each.item}条", f"a bridge to no item, {each.item}"))
            continue
        if not each.text.strip():
            continue
        faults += _of_text(each.text, asked)
        text = as_sentence(speakable(each.text))
        if width(text) > _MOST_BRIDGE:
            faults.append(Fault(f"“{text[:_QUOTED]}”太长", f"the bridge to item {each.item}"))
        faults += _of_claims(text, item, digest.items, digest.date)
        bridges[item.number] = text
    return bridges, faults


def _whole(digest: Digest, own_words: Sequence[str]) -> Item:
    """Return all items of a post, and what a show may say of itself, as one item."""
    texts = [
        text
        for item in digest.items
        for text in (item.headline, item.section, *(f"{b.label}：{b.text}" for b in item.blocks))
    ]
    blocks = tuple(Block("paragraph", text, 0) for text in (*texts, *own_words) if text)
    return Item(0, digest.title, blocks, (), (), 0)


# --- What is wrong --------------------------------------------------------------------------------


def _of_line(host: str, text: str, asked: Asked) -> Iterator[Fault]:
    if host not in asked.hosts:
        known = "、".join(asked.hosts)
        yield Fault(f"没有叫“{host[:_QUOTED]}”的主播，只有{known}", "a host who is not of the show")
    yield from _of_text(text, asked)


def _of_text(text: str, asked: Asked) -> Iterator[Fault]:
    """Yield what no host could say: nothing, markup, another language, a speech without end."""
    quoted = text[:_QUOTED]
    if not text.strip():
        yield Fault("有一行是空的", "an empty line")
        return
    if len(text) > _MOST_TEXT:
        yield Fault(f"“{quoted}…”这一行超过{_MOST_TEXT}个字", "a line that is too long")
    if "\n" in text.strip() or _packed(clean(text)) != _packed(text):
        yield Fault(
            f"“{quoted}”里有标记、网址、表情或看不见的字符", "a line that is not plain text"
        )
    words = len(_LATIN_WORD.findall(text))
    if _OTHER_SCRIPT.search(text) or len(_HAN.findall(text)) <= words:
        yield Fault(f"“{quoted}”不是中文", "a line that is not Chinese")
    runs = (text[at : at + _REPEATED] for at in range(len(text) - _REPEATED + 1))
    if any(run in asked.instructions for run in runs):
        yield Fault(f"“{quoted}”是说明里的话，不是新闻", "a line that repeats the instructions")


def _of_claims(text: str, item: Item, items: Sequence[Item], today: date) -> Iterator[Fault]:
    """Yield every claim of a line that the fact check does not find, or doubts."""
    verdict = factcheck.judge(text, item, items, today)
    strangers = factcheck.strangers(text, item, today)
    for each in (*verdict.violations, *verdict.warnings, *strangers):
        near = f"；素材里是“{each.nearest}”" if each.nearest else ""
        kind = _REASONS.get(each.kind, each.kind)
        yield Fault(f"“{text}”里的“{each.span}”（{kind}）在素材里没有根据{near}", _told(each))


def _told(objection: Objection) -> str:
    return f"{objection.kind}: `{objection.span}` is not in the post"


def _of_whole(texts: Sequence[str], item: Item, digest: Digest, asked: Asked) -> Iterator[Fault]:
    """Yield what an item lacks or has too much of as a whole."""
    if not texts:
        yield Fault("lines 是空的", "it has no line")
        return
    length = sum(map(width, texts))
    if length > asked.most:
        yield Fault(f"总长{length}个字，不能超过{asked.most}个字", "it is too long")
    if length < asked.aim * _LEAST_SHARE:
        yield Fault(f"总长只有{length}个字，应有{asked.aim}个字左右", "it is too short")
    for each in factcheck.untold(sentence(item.headline), texts, digest.date):
        yield Fault(f"标题里的“{each.span}”没有说到", f"`{each.span}` of the headline is not told")


_REASONS = {
    "number": "数字", "unit": "单位", "percent": "百分比", "money": "金额", "date": "日期",
    "version": "版本号", "swap": "属于另一条", "latin-name": "名字", "chinese-name": "名字",
    "quotation": "引语", "superlative": "最高级", "direction": "涨跌方向", "negation": "肯定否定",
    "rounding": "取整", "attribution": "说话的人", "reversed": "主客颠倒", "invented": "添加的内容",
}  # fmt: skip
"""The kinds of claims in the words of the prompt."""


# --- The words ------------------------------------------------------------------------------------


def _lines(host: str, part: Part, item: int | None, text: str) -> Iterator[Line]:
    """Yield a text as lines that a voice speaks in one breath."""
    for each in split(as_sentence(speakable(clean(text)))) if text.strip() else ():
        yield Line(host, part, item, each)


def _packed(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    """Return a text without spaces and marks, for comparing what was said."""
    return "".join(char for char in text if char.isalnum()).casefold()


def people(faults: Iterable[Fault]) -> str:
    """Return what is wrong in one line for a person: the first fault, and how many besides."""
    first, *others = dict.fromkeys(each.for_person for each in faults)
    return f"{first} (and {len(others)} more)" if others else first
