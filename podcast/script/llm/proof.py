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
from podcast.script.breaks import divided
from podcast.script.headlines import sentence
from podcast.script.llm.answers import MOST_LINES, FrameAnswer, FrameLine, ItemAnswer, SaidLine
from podcast.script.sentences import MOST, as_sentence, speakable, split, width

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\u3130-\u318f\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]")
"""Matches kana, Hangul, Cyrillic and Arabic letters, which no host reads."""
_MOST_TEXT = 240
"""The most characters of one line of an answer."""
_LEAST_SHARE = 0.35
"""The least length of an item, as a share of the length to aim at."""
_MOST_GREETING, MOST_BRIDGE, _MOST_CLOSING = 90, 30, 120
"""The greatest widths of the parts of the frame."""
_MOST_FAULTS = 8
"""So many faults are named at once."""
_SENTENCE = re.compile("[^。！？]+[。！？]*[”’）]*")
_CLAUSE = re.compile("[^。！？!?，；：]+")
_FIRST_PERSON = re.compile("我|咱|本人|本台|本节目|本播客|本期")
_REPEATED = 12
"""So many characters of the instructions in a row are no accident."""
_LIST_MARK = re.compile(
    r"\s*(?:[#>*•·●○◆■▪]|[–—-](?![0-9])|[①-⑳]|[(（]?[0-9]{1,2}(?:[)）、]|[.．](?![0-9]))"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[甲乙丙丁][：:])"
)
"""Matches the marks before the lines of lists, headings and examples."""
_SPEAKER = re.compile(
    r"\s*(?:主持人|主播|旁白|解说|记者|嘉宾|男声|女声|画外音|音效|音乐)[A-Za-z甲乙丙丁一二0-9]?\s*[：:]"
)
_BRACKETED = re.compile(r"[(（\[【［〔{]([^()（）\[\]【】［］〔〕{}]*)[)）\]】］〕}]")
_CALL = re.compile(
    "微信|公众号|加群|扫码|二维码|点赞|点个赞|订阅|转发|收藏|打赏|评论区|私信|领取|福利|优惠|下单|购买链接"
    "|关注我|关注一下|加我|千万别|千万不要|赶紧|赶快|马上去|快去|一定要|不要错过|别错过|不容错过"
)
"""Matches words of calls to act and of advertising, which is what an order in a post asks for."""
_MAKER = re.compile(
    "(?<![a-z])ai(?![a-z])|人工智能|智能体|大模型|算法|机器|程序|软件|数字人|虚拟|真人|活人|人类|本人|亲自|亲口"
    "|生成|合成|制作|录制|录音|配音|撰稿|撰写|编辑|出品|播音|主播|主持",
    re.IGNORECASE,
)
"""Matches words that say who or what makes a show, whether or not they are true."""
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
    sentences: tuple[str, ...] = ()
    """The sentences of the post that were sent; they are numbered from 1."""
    quoted: tuple[str, ...] = ()
    """What a frame may repeat as it is: headlines of earlier episodes."""
    instructions: str = ""
    """What the model was told beside the post."""
    manner: tuple[str, ...] = ()
    """What the style asks for, whose words a frame may have."""


def item_lines(
    answer: ItemAnswer, item: Item, digest: Digest, asked: Asked
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return the lines of an item, and what is wrong with them; if nothing, they may be spoken."""
    faults: list[Fault] = []
    if answer.item != item.number:
        faults.append(Fault(f"item 应为{item.number}", "it is about another item"))
    if len(answer.lines) > MOST_LINES:
        faults.append(Fault(f"行数超过{MOST_LINES}", f"more than {MOST_LINES} lines"))
    lines: list[Line] = []
    misnamed: list[Fault] = []
    known = "\n".join((_text_of(item), *asked.sentences))
    for written in answer.lines[:MOST_LINES]:
        said = written.model_copy(update={"text": _unprefixed(written.text, asked.hosts)})
        wrong = list(_of_line(said.host, said.text, asked)) or list(
            _of_directions(said.text, known)
        )
        faults += wrong
        misnamed += () if wrong else _of_supports(said, asked)
        lines += () if wrong else _lines(said.host, "item", item.number, said.text)
    shaped = not faults
    for line in lines:
        faults += _of_claims(line.text, item, digest.items, digest.date)
        faults += _of_ground(line.text, item, digest.items, digest.date)
        faults += _of_self(line.text, known)
    if shaped:
        faults += _of_whole([line.text for line in lines], item, digest, asked)
    faults += misnamed  # what is false rests on nothing, and is named by what is false in it
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
    sources = (*map(_text_of, digest.items), *own_words, *asked.manner)
    faults: list[Fault] = []
    parts: dict[str, tuple[Line, ...]] = {}
    quoted = (*asked.quoted, *(words for spellings in needed for words in spellings))
    for part, said, most in (
        ("opening", answer.greeting, _MOST_GREETING),
        ("closing", answer.closing, _MOST_CLOSING),
    ):
        lines, wrong = _frame_part("opening" if part == "opening" else "closing", said, asked, most)
        parts[part] = lines
        faults += wrong
        for line in lines:
            faults += _of_claims(line.text, whole, (whole,), digest.date)
            faults += _of_frame(line.text, sources)
            faults += _of_maker(line.text, quoted)
    greeting = "".join(line.text for line in parts["opening"])
    for spellings in needed:
        if not any(_bare(words) in _bare(greeting) for words in spellings):
            words = spellings[0]
            faults.append(Fault(f"greeting 里没有说“{words}”", f"the greeting lacks `{words}`"))
    bridges, wrong = _bridges(answer, digest, asked, sources)
    faults += wrong
    return Frame(parts["opening"], bridges, parts["closing"]), tuple(faults[:_MOST_FAULTS])


def _frame_part(
    part: Part, said: Sequence[FrameLine], asked: Asked, most: int
) -> tuple[tuple[Line, ...], list[Fault]]:
    faults: list[Fault] = []
    lines: list[Line] = []
    for each in said[:MOST_LINES]:
        text = _unprefixed(each.text, asked.hosts)
        wrong = [*_of_line(each.host, text, asked), *_of_directions(text, "")]
        faults += wrong
        lines += () if wrong else _lines(each.host, part, None, text)
    what = "greeting" if part == "opening" else "closing"
    if not said:
        faults.append(Fault(f"{what} 是空的", f"the {what} is empty"))
    if sum(width(line.text) for line in lines) > most:
        faults.append(Fault(f"{what} 超过{most}个字", f"the {what} is too long"))
    return tuple(lines), faults


def _bridges(
    answer: FrameAnswer, digest: Digest, asked: Asked, sources: Sequence[str]
) -> tuple[dict[int, str], list[Fault]]:
    """Return a bridge for each item that has one; an item may do without."""
    faults: list[Fault] = []
    bridges: dict[int, str] = {}
    items = {item.number: item for item in digest.items}
    for each in answer.bridges[: len(items)]:
        item = items.get(each.item)
        if item is None:
            faults.append(Fault(f"没有第{each.item}条", "a bridge to no item"))
            continue
        if not each.text.strip():
            continue
        wrong = [*_of_text(each.text, asked), *_of_directions(each.text, _text_of(item))]
        faults += wrong
        if wrong:
            continue
        text = as_sentence(speakable(each.text))
        if width(text) > MOST_BRIDGE:
            faults.append(Fault(f"“{text[:_QUOTED]}”太长", f"the bridge to item {each.item}"))
        faults += _of_claims(text, item, digest.items, digest.date)
        faults += _of_frame(text, sources)
        faults += _of_maker(text, (*asked.quoted, *_MAKER.findall(item.headline)))
        bridges[item.number] = text
    return bridges, faults


def _text_of(item: Item) -> str:
    """Return all words of an item."""
    return "\n".join(
        (item.headline, item.section, *(f"{each.label}：{each.text}" for each in item.blocks))
    )


def _whole(digest: Digest, own_words: Sequence[str]) -> Item:
    """Return all items of a post, and what a show may say of itself, as one item."""
    texts = [text for item in digest.items for text in _text_of(item).split("\n")]
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
        return
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


def _of_directions(text: str, known: str) -> Iterator[Fault]:
    """Yield what stands in a written script and nobody says: marks of lists, stage directions.

    Brackets are spoken only if the item has them.
    """
    quoted = text[:_QUOTED]
    if _LIST_MARK.match(text):
        yield Fault(f"“{quoted}”开头有列表或标题符号", "a line that begins with the mark of a list")
    if _SPEAKER.match(text):
        yield Fault(f"“{quoted}”开头写了说话人", "a line that begins with a speaker")
    known = _bare(known)
    if any(_bare(inside) not in known for inside in _BRACKETED.findall(text)):
        yield Fault(f"“{quoted}”里有括号说明，主播不会念", "a line with a stage direction")


def _of_claims(text: str, item: Item, items: Sequence[Item], today: date) -> Iterator[Fault]:
    """Yield every claim of a line that the fact check does not find, or doubts."""
    yield from _of_calls(text, item)
    verdict = factcheck.judge(text, item, items, today)
    strangers = factcheck.strangers(text, item, today)
    for each in (*verdict.violations, *verdict.warnings, *strangers):
        near = f"；素材里是“{each.nearest}”" if each.nearest else ""
        kind = _REASONS.get(each.kind, each.kind)
        yield Fault(f"“{text}”里的“{each.span}”（{kind}）在素材里没有根据{near}", _told(each))


def _of_calls(text: str, item: Item) -> Iterator[Fault]:
    """Yield the calls to act and the advertising that an item does not have."""
    known = _text_of(item)
    for word in dict.fromkeys(_CALL.findall(text)):
        if word not in known:
            yield Fault(f"“{word}”是号召或广告，不要说", "a call to act, or advertising")


def _told(objection: Objection) -> str:
    """Return what a person reads, who may read it on a page: no word of the model."""
    return f"{objection.kind}: a claim is not in the post"


def _of_maker(text: str, quoted: Iterable[str]) -> Iterator[Fault]:
    """Yield what a line says of who or what makes the show, outside of what it quotes.

    The rules say that in their own lines, which a law prescribes; a model cannot know it.
    """
    left = _bare(text)
    for each in filter(None, map(_bare, quoted)):
        left = left.replace(each, "\n")
    for word in dict.fromkeys(_MAKER.findall(left)):
        yield Fault(
            f"“{word}”：不要说节目由谁或用什么制作，也不要提人工智能",
            "it says who or what makes the show",
        )


def _of_self(text: str, known: str) -> Iterator[Fault]:
    """Yield what a host says of being a person or a machine, if it is no quotation of the item."""
    for clause in _CLAUSE.findall(text):
        if _FIRST_PERSON.search(clause) and _bare(clause) not in _bare(known):
            yield from _of_maker(clause, ())


def _of_ground(text: str, item: Item, items: Sequence[Item], today: date) -> Iterator[Fault]:
    """Yield each clause that is about something else than the item, each sentence without ground.

    A question rests on no sentence; it may ask in the words in which one asks.
    """
    for each in factcheck.unfounded(text, item, today):
        yield _alien(each)
    for each in factcheck.rearranged(text, item, today):
        yield Fault(
            f"“{text}”里的“{each.span}”，素材里这件事没有这么说；素材里是“{each.nearest}”",
            "a clause puts together what the post does not",
        )
    for each in _SENTENCE.findall(text):
        if not each.rstrip("”’）").endswith("？") and not (
            factcheck.judge(each, item, items, today).supports
        ):
            yield Fault(
                f"“{each}”在素材里没有根据，请删掉或改成素材里的话", "a sentence is not in the post"
            )


def _of_frame(text: str, sources: Sequence[str]) -> Iterator[Fault]:
    """Yield each clause of the frame that says more than hosts say and any one item tells."""
    for each in factcheck.unfounded_in_frame(text, sources):
        yield _alien(each)


def _alien(clause: Objection) -> Fault:
    told = f"“{clause.span}”在素材里没有根据，请删掉，或只用素材里的词"
    return Fault(told, "a clause is not in the post")


def _of_supports(said: SaidLine, asked: Asked) -> Iterator[Fault]:
    """Yield the sentences that a line names and that do not exist, or are about something else.

    A question may name those that answer it.
    """
    known = range(1, len(asked.sentences) + 1)
    for each in said.supports:
        if each not in known:
            yield Fault(f"sentences 里没有编号{each}", "a support that is no sentence of the post")
            return
    named = "".join(asked.sentences[each - 1] for each in said.supports).lower()
    words = factcheck.content(said.text.lower())
    asks = said.text.rstrip("”’）").endswith("？")
    if named and words and not asks and not any(factcheck.holds(named, word) for word in words):
        yield Fault(
            f"“{said.text[:_QUOTED]}”与它的 supports 说的不是一件事",
            "a support that says something else",
        )


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
    """Yield a text as lines that a voice speaks in one breath.

    A sentence that is too long for one is divided as those of the rules are, else within.
    """
    if not text.strip():
        return
    plain = as_sentence(speakable(clean(text)))
    easy = _SENTENCE.sub(lambda x: divided(x[0]) if width(x[0]) > MOST else x[0], plain)
    for each in split(easy):
        yield Line(host, part, item, each)


def _unprefixed(text: str, hosts: Iterable[str]) -> str:
    """Return a line without the name of a host and a colon before it."""
    names = "|".join(map(re.escape, hosts))
    return re.sub(rf"\A\s*(?:{names})\s*[：:]\s*", "", text) if names else text


def _packed(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    """Return a text without spaces and marks, for comparing what was said."""
    return "".join(char for char in text if char.isalnum()).casefold()


def people(faults: Iterable[Fault]) -> str:
    """Return what is wrong in one line for a person: the first fault, and how many besides."""
    first, *others = dict.fromkeys(each.for_person for each in faults)
    return f"{first} (and {len(others)} more)" if others else first
