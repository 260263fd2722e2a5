"""Turn an item into its headline and pieces to speak, each fact said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from podcast.chinese.speechwords import in_speech
from podcast.model import Block, Bullet, Item
from podcast.script import facts, topics
from podcast.script.breaks import divided, needs_doer, stands
from podcast.script.concise import concise, without_comments, without_frame
from podcast.script.doers import called, misses_doer, tells_what_it_is, told_of
from podcast.script.exact import with_exact_figures
from podcast.script.headlines import (
    VERBS,
    asks_of_nobody,
    beginnings,
    fitted,
    is_foreign,
    matters,
    news_of,
    sentence,
    tells_news,
    thing_of_title,
)
from podcast.script.joined import Part, joined
from podcast.script.labels import introduced, with_event
from podcast.script.paraphrase import has_figure_of, says_again, tells_of
from podcast.script.said import Said, clauses, covers, facts_told, keep_what_is_needed, sentences
from podcast.script.sentences import MOST, as_sentence, speakable, width
from podcast.script.sources import without_source
from podcast.script.turns import CONNECTED

_BRIEF_WIDTH, _HEADLINE_WIDTH = 22, 32
"""A headline ends in brief with the clause that says who does what, if it is no wider than the
first; else it has at most the second width."""
_WITH_TEXT = re.compile("(?P<news>[^：。]{4,40})：(?P<text>[^“].*)")
"""Matches a headline with its text behind a colon."""
_TEXT_LEAST = 20
"""What stands there is a text if it is so wide."""
_TITLE_WIDTH = 34
"""The widest sentence that is told for a title in the rundown."""
_TOLD_OF = re.compile("[了把被将会让给]|不|叫停|改|换|学会|缩短|走进")
"""Matches a headline that tells something without a word of news."""
_PROMISES = re.compile("当(?![^，。]*，)|如何|怎样|怎么|为什么|为何|一[图文篇张]|读《|有文章谈")
"""Matches a title that promises a story or an answer: 当同声传译员遇上机器."""
_ASKED = re.compile("[问说答称谈]$")
"""Matches the end of who asks or says what follows."""
_SAYS = re.compile("[问说答称谈]，?[“为如怎]|[？?吗]$")
"""Matches the words of somebody, or a question."""
_NOBODY = re.compile(
    "^(?:作者|用户|研究者|系统|它|这|一位?作者|文章|我|你|在(?![^，。]{2,16}[里中上内]，))|“[^”]*$"
)
"""Matches a sentence of somebody who was not brought in."""
_PLACE = re.compile("在[^，。]{2,16}[里中上内]")
"""Matches a clause that only says where something is."""
_WHAT_WIDTH = 18
_PAUSED = re.compile("[，；：。！？]")
_NAME = re.compile(r"[A-Za-z]{2}(?<!AI)|[”》](?!$)")

_FEATURE = re.compile(
    r"(?:降价|涨价|提前|历时|耗时|重量|功耗|延迟|续航|售价|价格|仅|只需|支持|无需|边|一个|一键|\d)[^，。“”《》的]*"
    "|(?:全球|国内|世界|业界|行业)首[创发][^，。]*"
)
"""Matches a clause that only says what something is like that the next clause names."""

_SAME_HEADLINE = 0.6
"""A sentence takes the place of a headline when it has its facts and this share of its pairs."""
_SAME_WORDS = 2
"""Pairs of characters by which a text speaks of the same as a headline."""
_BEGUN_MOST = 75
"""The longest first sentence without a headline before it, if nobody speaks in it: two lines."""
_SAME_EVENT = 3
"""Pairs of characters by which a first sentence without a name tells the event of a headline."""
_GLOSS = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,})\s*[（(]([^（()）]{3,60})[）)]")
"""Matches a short name, and what it means in brackets."""
_VAGUE = re.compile(
    "(?:同时)?(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,24}?)(?:也|均|都)?(?:正在|将|已|有所|得到|实现|呈现)?"
    "(?:了)?(?:迅速|快速|显著|大幅|明显|持续|稳步|进一步|不断|较快|高速|急剧)"
    "(?:增长|提升|提高|上升|增加|下降|降低|减少|扩大|缩短|改善|下滑|上涨|回升)"
)
"""Matches what only says that a measure changed a lot."""
_MENTIONS = re.compile("(?:并|还|也|同时|此外)*(?:提到|提及|介绍|谈到)了?(?P<what>[^，。；]{4,40})")
_MEASURE = 3
"""So many characters at the end of its words tell which measure is meant."""
_LEAST_FORETOLD = 6
"""The shortest clause, in characters, that goes where a later sentence begins with it."""
_SAME_BEGINNING = 4
"""Characters by which a text begins as it is written."""
_MERGED_MOST = 60
"""The longest sentence that takes the place of a headline, in characters."""

_REPORTED = re.compile("(?:测评|评测|报告|调查|故事|体验|观察|访谈|对话|见闻)$")
_ASKS = re.compile("什么|如何|怎|为何|吗")
"""Words of a title that calls its text a report, and of one that asks what the text answers."""
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
_SAID_BEHIND = re.compile(
    r"(?:(?<=[。！？])|^)(“[^“”]+”)[，]?"
    r"([^“”，。！？；：]{2,24}(?:说|表示|称|指出|认为|强调|坦言|回应|写道|透露|评价|告诉记者))[。；]"
)
"""Matches a quotation with its speaker behind it: a listener wants to know first who speaks."""

_OWN_WORDS = re.compile(
    r"(?:(?<=[。！？])|^)([她他])([^“”，。！？；：]{2,24}(?<![说称道写问答])(?<!表示|认为|坦言|回应|回忆))，"
    r"(“[^“”]*[我咱][^“”]*[。！？]”|“[^“”]*[我咱][^“”]*”(?=。))"
)
"""Matches what somebody does, and his own words behind it that nobody says."""
_DEED = re.compile(
    r"(?P<who>[^，。：]{2,20}?)"
    r"(?P<when>(?:\d{4}年)?\d{1,2} ?月 ?\d{1,2} ?日|昨天|昨晚|本周|近日|周[一二三四五六日])?"
    r"(?P<where>在[^，。的]{2,20}?)?(?:宣布)?(?:联合|共同|正式|首次)?(?P<did>发布|推出|开源|上线|公布|开放)了?(?P<what>[^，。：]{2,30})(?P<rest>[，。].*)"
)
"""Matches a sentence that begins with who did what."""
_OF_LIKE = re.compile(
    "(?P<like>(?:只有|拥有|支持|采用|基于|面向|可以|能够?|搭载|配备)[^，。的]{2,24})的(?P<what>[^，。的]{2,30})"
)
"""Matches a thing behind what it is like, which is told of it as well: 只有80亿参数的模型Spruce."""
_NEW_OF_DOER = 3
"""So many pairs of characters of who did it may be missing in the headline: 云服务商."""
_RAISED = re.compile(
    "(?P<source>据[^，。]{2,16}报道，)?(?P<kind>[^，。“”]{2,12}?(?:公司|企业|厂商|集团|平台|机构|品牌|开发商|服务商))?"
    r"(?P<who>“[^”]{2,12}”|[^，。“”]{2,12}?)(?:近日|昨天|昨日|今天|日前|本周|\d+月\d+日)?(?:宣布)?(?:完成|获得?)了?"
    "(?P<what>[^，。]{0,16}融资)，(?P<rest>由[^，。]{2,20}(?:领投|跟投|投资|独家)[^。]*。.*)"
)
"""Matches a sentence that begins with who raised how much, and goes on with who gave it."""
_MADE = re.compile(
    "(?P<who>[^，。：]{2,16}?)(?:宣布|正式|联合|共同|首次)*(?P<did>发布|推出|开源|上线|公布|开放)了?(?P<what>[^，。：]{2,24})"
)
"""Matches a clause that only says who made what."""
_EVENT = re.compile(
    "(?P<what>[^，。：]{2,24}?)(?P<did>发布|上线|开售|发售|上市|亮相|开源|量产|公布|投运|开通|首飞)"
)
"""Matches a headline that names a thing and what has happened."""
_DAY = r"(?:\d{4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?日(?:已|正式)?"
_WHEN = re.compile(
    rf"(?:{_DAY}|[今昨前]天|周[一二三四五六日])"
    r"[早晚凌上下晨午间]{0,2}(?: ?\d{1,2} ?[点时:][\d 分]*)?"
)
"""Matches a clause that only says when."""
_BEGINS = 2
"""The clauses of a sentence of which one must say who does what."""
_POINTS_BACK = re.compile("[它他她该其这那此]|公司|官方|双方|团队")
"""Beginnings of a sentence that are only understood behind the one before it."""
_UPDATED = re.compile(
    r"(?P<who>[^，。：]{2,20}?)(?:已|正式)?(?:更新|升级)[到至]了?"
    r"(?P<version>v?\d+(?:\.\d+)*) ?版?本?，"
    "(?P<rest>(?:新增|增加|加入|引入|支持|优化|修复|可以|能).*)"
)
"""Matches a sentence that begins with the version to which something was brought."""
_LEAST_NAME = 3
"""The shortest words, in characters, by which a thing without a name is told of again."""
_NAMED = re.compile(r"(?:“[^”]+”|《[^》]+》|[A-Z][A-Za-z0-9.-]*+)(?: ?[A-Za-z0-9.-]++)*+$")
"""Matches the name of a thing at the end of a text."""
_AUTHOR = re.compile("[一两几]位[^，。的]{2,10}的(?:长文|文章|手记|笔记|教程|讲稿)(?=，)")
"""Matches who has written a text, at its beginning."""
_HOW = re.compile("(?:如何|怎样|怎么|为什么|为何)[^。]*$")
"""Matches a title that asks what its text answers."""
_DONE_TO = re.compile("(?P<what>[^，。；：]{2,20}?)(?P<did>召回|下架|停售|停产|扣押|没收)")
"""Matches a headline that names what something is done to before the verb."""
_UP, _DOWN = "上涨|上升|回升|走高|增长|上调|攀升|反弹", "回落|下跌|下降|走低|松动|下滑|下调|回调"
_CHANGED = re.compile(
    rf"(?P<what>[^，。；：\d]{{2,10}}?)(?:继续|持续|小幅|大幅)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
)
"""Matches a headline that only says which way something has changed."""
_CHANGED_BY = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?约?\d")
"""Matches a change with its figure."""
_SAME_MEASURE = 0.7
"""A clause is of a measure if it has this share of its characters."""
_VERSION = re.compile(r"(v?\d+(?:\.\d+)+)，(?=\d|[今明去昨本上下已将由])")
"""Matches the number of a version before when or by whom it was made."""
_DOES = re.compile("，(?:支持|采用|能(?!源)|可以?|配备|搭载|主打|面向|售价|提供)")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block of an item. An `extra` piece may be dropped to save time."""

    text: str
    extra: bool = False
    label: str = ""
    """Words before the text, with their mark, which are said with it only."""
    topic: str = ""
    """The label as it is written, from which the words before a part of the text are made."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An item with its headline and the pieces to speak after it, in the order of the post."""

    item: Item
    headline: str
    """The headline as a sentence without its end mark; empty where the first piece says it."""
    pieces: tuple[Piece, ...]
    brief: bool = False
    """Whether the headline is shortened, and is all that is told."""


def doer_first(headline: str) -> str:
    """Return a spoken headline with the clause first that says who does what, as a voice does."""
    head, *others = headline.split("，")
    if not others or not _FEATURE.fullmatch(head) or not tells_news(others[0]):
        return headline
    return "，".join((*others, head))


def headline_in_brief(headline: str) -> str:
    """Return a headline as rundown and news in brief tell it: who does what, or as it is."""
    spoken = sentence(headline)
    turned = doer_first(spoken)
    if turned != spoken:
        headline = turned.rpartition("，")[0]
    for part in beginnings(headline):
        if width(part) <= _BRIEF_WIDTH and any(map(_has_doer, part.split("，"))):
            return part
    whole = sentence(headline)
    news = news_of(whole)
    slogan = whole.removesuffix(news).rstrip("，")
    tells = tells_news(news) and not facts.of([slogan]) and not _ASKED.search(slogan)
    return fitted(news if tells else headline, _HEADLINE_WIDTH)


def in_brief(item: Item) -> str:
    """Return an item as the rundown tells it: its headline in brief.

    Where that is only a title, it is who does what by the first sentence; a name alone has with it
    what its text calls it. A question about nobody is not told.
    """
    if _is_asked_by(item.headline, _blocks(item)):
        return ""
    headline = headline_in_brief(item.headline)
    if is_foreign(headline):
        return with_what_it_is(headline, item)
    if not _is_title(headline):
        return headline
    first = next((_piece(block).text for block in item.blocks if block.kind == "paragraph"), "")
    said = sentences(divided(sentences(first)[0]))[0].rstrip("。！") if first else ""
    about = facts.pairs(headline) & facts.pairs(said)
    tells = bool(about) and _says_who(said) and not _NOBODY.search(said)
    return said if tells and width(said) <= _TITLE_WIDTH else headline


def _says_who(sentence: str) -> bool:
    """Tell whether a sentence begins with who does what, or with the place where he does."""
    first, *others = (clause.rstrip("，；：") for clause in clauses(sentence))
    return stands(first) or (bool(_PLACE.fullmatch(first)) and any(map(stands, others[:1])))


def _is_title(headline: str) -> bool:
    """Tell whether a headline only names what its text tells of: a table of the ferries."""
    tells = tells_news(headline) or matters(headline) or bool(_TOLD_OF.search(headline))
    return not tells and not any(map(stands, headline.split("，")))


def is_bare_title(headline: str) -> bool:
    """Tell whether a headline only names its text: no sentence, and nobody's words."""
    spoken = sentence(headline)
    own = not _SAYS.search(spoken) and not is_foreign(spoken)
    return own and bool(thing_of_title(spoken) or _is_title(spoken))


def is_no_news(headline: str) -> bool:
    """Tell whether a headline names a thing or promises an answer, and tells nothing of it."""
    return topics.is_thing(thing_of_title(headline)) or bool(_PROMISES.match(headline))


def with_what_it_is(headline: str, item: Item) -> str:
    """Return a name with the short text below it that says what it is: Foundrly，….

    A text of several clauses, and one that names it again, is no such text.
    """
    first = speakable(item.blocks[0].text).rstrip("。！") if item.blocks else ""
    is_short = first and width(first) <= _WHAT_WIDTH and not _PAUSED.search(first)
    names = facts.of([headline]).names & facts.of([first]).names
    own = is_short and not is_foreign(first) and not names and not item.blocks[0].label
    return f"{headline}，{first}" if own else headline


def _has_doer(clause: str) -> bool:
    """Tell whether a clause of a headline says who it is about."""
    return stands(clause) or bool(_NAME.search(clause))


def telling(item: Item, opened: str = "") -> Telling:
    """Turn an item into pieces to speak, with the source before them that stands alone in it."""
    source, item = without_source(item)
    told = replace(_goes_on(_telling(_parted(item), opened)), item=item)
    if not source:
        return told
    first = told.headline or told.pieces[0].text
    if first.startswith(CONNECTED):
        return told
    said = f"据{source}报道，{first}"
    if told.headline:
        return replace(told, headline=said)
    return replace(told, pieces=(replace(told.pieces[0], text=divided(said)), *told.pieces[1:]))


def _goes_on(told: Telling) -> Telling:
    """Return an item whose text does not tell anew who did what, where the headline has told it."""
    if not told.headline or not told.pieces or told.pieces[0].text.startswith(CONNECTED):
        return told
    return replace(told, pieces=_after_deed(told.pieces, told.headline))


def _after_deed(pieces: Sequence[Piece], heard: str) -> tuple[Piece, ...]:
    """Return pieces whose first sentence goes on behind a headline that has told who did what."""
    first, *others = sentences(pieces[0].text)
    text = f"{after_lead(first, heard)}{''.join(others)}"
    return (replace(pieces[0], text=text), *pieces[1:])


def _parted(item: Item) -> Item:
    """Return an item whose headline is news with a text behind a colon as these two."""
    match = None if item.blocks else _WITH_TEXT.fullmatch(item.headline)
    if not match or width(match["text"]) < _TEXT_LEAST:
        return item
    is_news = tells_news(match["news"]) or _CHANGED.fullmatch(match["news"])
    if not is_news and not (_HOW.match(match["news"]) and _AUTHOR.match(match["text"])):
        return item
    text = Block("paragraph", match["text"], item.line)
    return replace(item, headline=match["news"], blocks=(text,))


def _telling(item: Item, opened: str) -> Telling:
    """Turn an item into pieces to speak, without what was heard before.

    `opened` is the headline of this item that has just opened the programme, or empty. Neither it
    nor a headline that the first sentence says as well is said again. A headline that is told has
    its own words; it is compared in those of speech, which the pieces have.
    """
    headline, opened = without_frame(sentence(item.headline)), in_speech(opened)
    named = with_what_it_is(headline, item) if is_foreign(headline) else headline
    if named != headline:
        headline, item = named, replace(item, blocks=item.blocks[1:])
        below = [piece for piece in map(_piece, item.blocks) if piece.text]
        return Telling(item, headline, _pieces(_said_once(below), Said(headline)))
    blocks = _blocks(item)
    dated = _with_day(headline, blocks)
    if dated:
        return Telling(item, "", _pieces(dated, Said()))
    whole = (
        _by_author(item.headline, blocks)
        or _with_object(headline, blocks)
        or _of_exact_change(headline, blocks)
    )
    if whole and not opened:
        return Telling(item, "", _pieces(whole, Said()))
    headed = Telling(item, headline, _pieces(blocks, Said(in_speech(headline))))
    if opened:
        headed = _after_opening(headed, blocks, opened)
    if _is_told_by(headline, blocks) or _is_asked_by(item.headline, blocks):
        return Telling(item, "", _pieces_after(blocks, opened))
    short = in_speech(in_short(headline, item))
    first, rest = _opening_sentence(blocks, short, opened)
    if first:
        return _begun(item, short, blocks, (opened, first, rest)) or headed
    begun = _begun_surely(item, short, blocks, opened)
    return begun if begun and _width(begun) < _width(headed) else headed


def _begun_surely(
    item: Item, headline: str, blocks: Sequence[Piece], opened: str
) -> Telling | None:
    """Return an item that begins with its first sentence, if nothing of its headline is missed.

    The sentence is about the same event, or says the first clause of the headline.
    """
    if not _is_line(blocks):
        return None
    first, *others = sentences(blocks[0].text)
    parts = (opened, first, "".join(others))
    news = clauses(news_of(headline))
    if _is_of_event(first, headline):
        begun = _begun(item, headline, blocks, parts, stands)
        if begun:
            return begun
    if opened or not news or not tells_of(first, news[0]):
        return None
    return _begun(item, headline, blocks, parts, _may_follow)


def _is_asked_by(headline: str, blocks: Sequence[Piece]) -> bool:
    """Tell whether a question of the audience stands in the first sentence, with its asker."""
    return bool(blocks) and asks_of_nobody(headline, blocks[0].text)


def told_sentences(item: Item) -> list[str]:
    """Return the sentences that may be told of an item besides its headline."""
    return [each for piece in _blocks(_parted(item)) for each in sentences(piece.text)]


def _blocks(item: Item) -> list[Piece]:
    return _said_once([piece for piece in map(_piece, item.blocks) if piece.text])


def _with_object(headline: str, blocks: Sequence[Piece]) -> list[Piece]:
    """Return blocks whose first sentence names what a headline says it happens to; else none.

    小蒲阅读灯召回 and 厂商召回2.4万台 are 厂商召回2.4万台小蒲阅读灯.
    """
    done = _DONE_TO.fullmatch(headline)
    if not done or not blocks or blocks[0].extra:
        return []
    counted = re.compile(rf"({done['did']}了?约?\d[\d.,]* ?[万亿]?[台辆件只个部套批架])(?=[，。])")
    first, *others = sentences(blocks[0].text)
    if len(counted.findall(first)) != 1:
        return []
    text = counted.sub(rf"\1{done['what']}", first)
    return [replace(blocks[0], text=f"{text}{''.join(others)}"), *blocks[1:]]


def _with_day(headline: str, blocks: Sequence[Piece]) -> list[Piece]:
    """Return blocks that begin with the thing of a headline on the day of what happened; else none.

    掌机发布 and 5月8日发布，… are 掌机5月8日发布，….
    """
    event = _EVENT.fullmatch(headline)
    if not event or not blocks or blocks[0].label or _POINTS_BACK.match(headline):
        return []
    dated = re.match(rf"{_DAY}{event['did']}(?=[，,。])", blocks[0].text)
    if not dated:
        return []
    space = " " if headline[len(event["what"]) - 1].isascii() else ""
    return [
        replace(blocks[0], text=f"{event['what']}{space}{blocks[0].text}", extra=False),
        *blocks[1:],
    ]


def _by_author(headline: str, blocks: Sequence[Piece]) -> list[Piece]:
    """Return blocks that begin with who writes of what the headline asks; else none.

    如何补色 and 一位馆员的长文，主张… are 一位馆员的长文谈如何补色，主张….
    """
    author = _AUTHOR.match(blocks[0].text) if blocks and not blocks[0].extra else None
    if not author or not _HOW.match(speakable(headline)):
        return []
    asked = speakable(headline).rstrip("？?。")
    text = f"{author[0]}谈{asked}{blocks[0].text[author.end() :]}"
    return [replace(blocks[0], text=text), *blocks[1:]]


def _of_exact_change(headline: str, blocks: Sequence[Piece]) -> Sequence[Piece]:
    """Return blocks whose first sentence says by how much has changed what a headline only names.

    内存价格回落 says less than 内存合约价下降9.4%.
    """
    vague = _CHANGED.fullmatch(headline)
    if not vague or not blocks or blocks[0].extra:
        return []
    sign = "down" if vague["down"] else "up"
    for clause in clauses(sentences(blocks[0].text)[0]):
        exact = _CHANGED_BY.search(clause)
        held = sum(char in clause for char in vague["what"])
        if exact and exact[sign] and held >= _SAME_MEASURE * len(vague["what"]):
            return blocks
    return []


def _is_told_by(headline: str, blocks: Sequence[Piece]) -> bool:
    """Tell whether a headline is a title, and the first sentence brings in what it is about.

    It names the same thing, or says who did what that the title only calls a report.
    """
    thing = thing_of_title(headline)
    if not thing or not blocks or blocks[0].extra:
        return False
    first = sentences(blocks[0].text)[0]
    connected = first.startswith(CONNECTED) and not first.startswith(("据", "在"))
    if connected:
        return False
    reported = _REPORTED.search(thing) and not _ASKS.search(headline)
    says = bool(reported) and stands(clauses(first)[0].rstrip("，；：。"))
    return first.find(thing) > 0 or says


def _said_once(blocks: Sequence[Piece]) -> list[Piece]:
    """Return the blocks, joined and with exact figures; each clause that says less is left out.

    Such a clause is one with which a later sentence begins.
    """
    texts = joined([Part(block.topic, block.text) for block in blocks])
    told = [sentences(text) for text in with_exact_figures(texts)]
    later = [each for row in told for each in row]
    pieces: list[Piece] = []
    for block, row in zip(blocks, told, strict=True):
        text = ""
        for each in row:
            later = later[1:]
            text += _without_foretold(each, later)
        if text:
            pieces.append(replace(block, text=text))
    return pieces


def _without_foretold(sentence: str, later: Sequence[str]) -> str:
    """Return a sentence without a clause behind its first one that begins a longer sentence."""
    parts = clauses(sentence)
    bare = [part.rstrip("，；：。！？") for part in parts]
    vague = [_is_vague(part, later) or _is_mention(part, later) for part in bare]
    foretold = [_begins_more(part, later) or each for part, each in zip(bare, vague, strict=True)]
    if all(vague):
        return ""
    if not any(foretold[1:]) and not vague[0]:
        return sentence
    foretold[0] = vague[0]
    keep_what_is_needed(parts, foretold)
    text = "".join(part for part, goes in zip(parts, foretold, strict=True) if not goes)
    return f"{text.rstrip('，；：。')}{parts[-1][-1:]}"


def _is_vague(clause: str, later: Sequence[str]) -> bool:
    """Tell whether a clause says of a measure only that it changed, and a later one how much.

    普及率显著提升 says less than 普及率42.8%.
    """
    match = _VAGUE.fullmatch(clause)
    if not match or len(facts.of([clause])):
        return False
    measure = match["what"][-_MEASURE:]
    return any(re.search(rf"{re.escape(measure)}[^，。；]{{0,12}}\d", each) for each in later)


def _is_mention(clause: str, later: Sequence[str]) -> bool:
    """Tell whether a clause only says that the source mentions what it tells later on."""
    match = _MENTIONS.fullmatch(clause)
    return match is not None and says_again(match["what"], later)


def _begins_more(clause: str, later: Sequence[str]) -> bool:
    """Tell whether one of some sentences begins with a clause and goes on with 的."""
    return width(clause) >= _LEAST_FORETOLD and any(
        each.startswith(f"{clause}的") for each in later
    )


def in_short(headline: str, item: Item) -> str:
    """Return a headline with the short names of its item for what they mean: PR（Pull Request）."""
    for block in item.blocks:
        for name, meanings in _GLOSS.findall(block.text):
            for meaning in re.split("[，,]", meanings):
                headline = headline.replace(meaning.strip() or name, name)
    return headline


def _begun(
    item: Item,
    headline: str,
    blocks: Sequence[Piece],
    parts: tuple[str, str, str],
    fits: Callable[[str], bool] | None = None,
) -> Telling | None:
    """Return an item that begins with its first sentence, and what only the headline says behind.

    `parts` are what opened the programme, the first sentence, and what follows it in its block.
    None where a clause that only the headline has does not fit there, or is its beginning.
    """
    opened, first, rest = parts
    said = Said(opened, first)
    pieces = _pieces([Piece(rest), *blocks[1:]], said, begun=True)
    left = _left(headline, blocks, said)
    if fits and not all(fits(clause.rstrip("，；：。")) for clause in left):
        return None
    if fits and left and not opened and headline.startswith(left[0]):
        return None
    whole = f"{''.join(left).rstrip('，；：。')}。" if left else ""
    more = whole if fits else said.rest_of(whole)
    behind = (*([Piece(divided(more))] if more else []), *pieces)
    if opened and not Said(opened).without_repeats(first) and _goes_without(behind, opened):
        return Telling(item, "", behind)
    return Telling(item, "", (Piece(divided(_behind_opening(first, opened))), *behind))


def _behind_opening(first: str, opened: str) -> str:
    """Return a first sentence without the deed that has opened, where it still says of whom it is.

    甲的融资由乙领投 is one behind 甲完成融资; else only what stands at its end and was heard goes.
    """
    after = after_lead(first, opened)
    begins = [clause.rstrip("，；：。") for clause in clauses(after)[:_BEGINS]]
    whole = _names_again(after, opened) and any(map(stands, begins)) and not misses_doer(after)
    goes_on = after != first and len(clauses(sentences(after)[0])) > 1  # than when it was
    return after if goes_on and whole else _without_heard_end(first, opened)


def _goes_without(behind: Sequence[Piece], opened: str) -> bool:
    """Tell whether pieces need no sentence before them that says who did what: they do so again.

    Greeting and rundown lie between the headline that opened and the item.
    """
    if not behind:
        return True
    first = clauses(behind[0].text)[0].rstrip("，；：。")
    return _names_again(first, opened) and stands(first) and not _POINTS_BACK.match(first)


def _without_heard_end(first: str, opened: str) -> str:
    """Return a sentence without the clauses at its end that have opened; it says who did what."""
    parts = clauses(first)
    said = Said(opened)
    for place in range(1, len(parts)):
        heard = [at >= place for at in range(len(parts))]
        keep_what_is_needed(parts, heard)
        tells = any(stands(part.rstrip("，；：。")) or tells_news(part) for part in parts[:place])
        if tells and all(heard[place:]) and all(map(said.holds, parts[place:])):
            return f"{''.join(parts[:place]).rstrip('，；：')}{parts[-1][-1:]}"
    return first


def _may_follow(clause: str) -> bool:
    """Tell whether a clause of a headline is understood behind the first sentence.

    It has its own doer, a verb of news, and no figure or name that another sentence might tell in
    other words.
    """
    verb = VERBS.search(clause)
    own = bool(verb and verb.start()) and not needs_doer(clause)
    return stands(clause) or (own and not len(facts.of([clause])))


def _left(headline: str, blocks: Sequence[Piece], said: Said) -> list[str]:
    """Return the clauses of a headline that were not heard, and that no later text says."""
    told = [f"{piece.topic}{each}" for piece in blocks for each in sentences(piece.text)]
    return [
        clause
        for clause in clauses(news_of(headline))
        if concise(clause)
        and not said.holds(clause)
        and not any(
            covers(each, clause) or has_figure_of(clause, each) or tells_of(each, clause)
            for each in told
        )
        and not says_again(clause, told)
    ]


def after_lead(first: str, opened: str) -> str:
    """Return a first sentence in short, where the headline that opened has said who did what.

    云杉3月3日开源了模型Spruce，… becomes Spruce是3月3日开源的，…; all that goes is in the headline,
    but for a word or two of what the doer is.
    """
    deed = _DEED.match(first) if opened else None
    what = _OF_LIKE.fullmatch(deed["what"]) if deed else None
    named = what["what"] if what else deed["what"] if deed else ""
    name = _name_of_deed(named, opened)
    if not deed or not name:
        return _after_update(_after_round(first, opened), opened) if opened else first
    gone = f"{deed['who']}，{named}"
    heard = (
        "".join(name.split()) in "".join(opened.split())
        and says_again(deed["did"], [opened])
        and not facts.of([gone]) - facts.of([opened])
        and len(facts.pairs(gone) - facts.pairs(opened)) <= _NEW_OF_DOER
    )
    if not heard:
        return first
    rest = f"，{what['like']}{deed['rest']}" if what else deed["rest"]
    when = f"{deed['when'] or ''}{deed['where'] or ''}"
    rest = _not_heard(rest, opened)
    if when:
        return f"{name}是{when}{deed['did']}的{rest}"
    return f"{name}{rest[1:]}" if what or _DOES.match(rest) else first


def _not_heard(rest: str, opened: str) -> str:
    """Return what is behind a deed without the clauses that have opened, with its first mark."""
    parts = clauses(rest[1:])
    heard = [Said(opened).holds(part) for part in parts]
    keep_what_is_needed(parts, heard)
    left = "".join(part for part, is_heard in zip(parts, heard, strict=True) if not is_heard)
    return f"，{left.rstrip('，；：。')}。" if left else "。"


def _name_of_deed(what: str, opened: str) -> str:
    """Return by which name a thing is told of again: its own, or the words that have opened."""
    name = _NAMED.search(what)
    if name:
        return name[0]
    heard = len(what) >= _LEAST_NAME and re.search(f"{re.escape(what)}(?:，|$)", opened)
    return what if heard else ""


def _after_update(first: str, opened: str) -> str:
    """Return a first sentence on a new version that has opened, from what is new on."""
    match = _UPDATED.match(first)
    name = _NAMED.search(match["who"]) if match else None
    heard = match and name and name[0] in opened and match["version"] in opened
    return f"{name[0]}{match['rest']}" if match and name and heard else first


def _after_opening(headed: Telling, blocks: Sequence[Piece], opened: str) -> Telling:
    """Return an item without its headline where that has opened: it goes on with what is new.

    Its first sentence is whole, and says again what it is about: 云杉开源的Spruce是旗舰模型. Where
    that is not sure, the item is told as it is, with its headline.
    """
    item, said = headed.item, Said(opened)
    left = said.rest_of("".join(_left(headed.headline, blocks, said)))
    pieces = _pieces_after(blocks, opened)
    if not pieces and not left:
        return Telling(item, "", ())
    if pieces and _tells_again(pieces[0].text, opened):
        first, *others = sentences(pieces[0].text)
        return Telling(
            item, "", (replace(pieces[0], text=f"{first}{left}{''.join(others)}"), *pieces[1:])
        )
    pieces = (*([Piece(left)] if left else []), *_pieces(blocks, said))
    first, *others = sentences(pieces[0].text)
    named = _named_again(first, opened)
    if not named:
        return headed
    return Telling(item, "", (replace(pieces[0], text=f"{named}{''.join(others)}"), *pieces[1:]))


def _tells_again(text: str, opened: str) -> bool:
    """Tell whether a text begins with a sentence of its own about what has opened."""
    first = sentences(text)[0]
    bare = misses_doer(first) or tells_what_it_is(first, opened)
    return not bare and _names_again(first, opened)


def _pieces_after(blocks: Sequence[Piece], opened: str) -> tuple[Piece, ...]:
    """Return the pieces of an item that has opened; the first sentence says who did what again."""
    pieces = _pieces(blocks, Said(opened), opened=opened)
    if not pieces or not _POINTS_BACK.match(pieces[0].text):
        return pieces
    first = sentences(blocks[0].text)[0]
    return _pieces(blocks, Said(), opened=first)


def _named_again(first: str, opened: str) -> str:
    """Return a sentence behind the thing that has opened and by whom it is, if it misses these."""
    clause = clauses(opened)[0].rstrip("，")
    deed, name = _MADE.fullmatch(clause), _NAMED.search(clause)
    by = f"{deed['who']}{deed['did']}的" if deed else ""
    if tells_what_it_is(first, opened):
        return f"{by}{name[0]}是{first}" if name else ""
    if not deed:
        return ""
    things = [f"{by}{thing}" for thing in (deed["what"], called(opened)) if thing]
    told = [told_of(thing, first) for thing in (*things, deed["what"])]
    return next((each for each in told if width(each) <= MOST), told[0])


def _after_round(first: str, opened: str) -> str:
    """Return a first sentence on a round of funding that has opened, from those who gave on.

    海运公司白鹭近日完成3亿元融资，由甲领投 becomes 海运公司白鹭的融资由甲领投: behind
    greeting and rundown a listener needs the name again.
    """
    match = _RAISED.match(first)
    if not match or facts.of([match["what"]]) - facts.of([opened]):
        return first
    if match["who"] not in opened or "融资" not in opened:
        return first
    return f"{match['source'] or ''}{match['kind'] or ''}{match['who']}的融资{match['rest']}"


def _width(told: Telling) -> int:
    return width(told.headline) + sum(width(piece.text) for piece in told.pieces)


def _is_line(blocks: Sequence[Piece]) -> bool:
    """Tell whether the text begins with one line that needs nothing before it."""
    if not blocks or blocks[0].label:
        return False
    first = sentences(blocks[0].text)[0]
    if first.startswith(CONNECTED) and not first.startswith("据"):
        return False
    first = sentences(divided(first))[0]
    return width(first) <= (MOST if "”" in first else _BEGUN_MOST)


def _is_of_event(first: str, headline: str) -> bool:
    """Tell whether a first sentence is about what the headline is about."""
    names = facts.of([first]).names & facts.of([headline]).names
    common = len(facts.pairs(first) & facts.pairs(headline))
    return common >= (_SAME_WORDS if names else _SAME_EVENT)


def _opening_sentence(blocks: Sequence[Piece], headline: str, opened: str) -> tuple[str, str]:
    """Return the sentence that stands for the headline, and the rest of its text; else nothing.

    It is the first sentence, or the first part of it where it is divided.
    """
    if not blocks or blocks[0].label:
        return "", ""
    whole, *others = sentences(blocks[0].text)
    part, *rest = sentences(divided(whole))
    for first, left in ((whole, ()), (part, rest)):
        named = _names_again(first, opened) and not misses_doer(first)
        if named or _says(first, headline):
            return first, "".join((*left, *others))
    return "", ""


def _names_again(first: str, opened: str) -> bool:
    """Tell whether a sentence begins with a name, or with words, of an opening headline."""
    clause, *others = clauses(first)
    if _WHEN.fullmatch(clause.rstrip("，")):
        clause += "".join(others[:1])
    names = facts.of([clause]).names & facts.of([opened]).names
    return bool(names) or len(facts.pairs(clause) & facts.pairs(opened)) >= _SAME_WORDS


def _says(first: str, headline: str) -> bool:
    """Tell whether a sentence of no great length says all that a headline says."""
    if width(first) > _MERGED_MOST or len(facts_told(headline) - facts_told(first)):
        return False
    words = facts.pairs(headline)
    return len(words & facts.pairs(first)) >= _SAME_HEADLINE * len(words)


def _pieces(
    blocks: Sequence[Piece], said: Said, *, begun: bool = False, opened: str = ""
) -> tuple[Piece, ...]:
    """Return the pieces without repeats; the first of an item that has not `begun` is no extra.

    The first sentence of an item that has `opened` is whole: who did what was long ago.
    """
    pieces: list[Piece] = []
    for written in blocks:
        new = ""
        block = _of_version(written, said)
        for each in sentences(block.text):
            label = "" if new else block.label
            text = said.without_repeats(each, label=label, detail=True)
            if text and opened and not (pieces or new or label):
                text = _without_heard_end(each, opened)
            said.add(text)
            new += text
        if new:
            text = divided(as_sentence(f"{_words_before(block, new)}{new}"))
            pieces.append(Piece(text, extra=block.extra and (begun or bool(pieces))))
    return tuple(pieces)


def _of_version(block: Piece, said: Said) -> Piece:
    """Return a block without the number of a version that was heard, if it tells more of it.

    修复版本2.2.5，3月4日发布 becomes 这一版3月4日发布.
    """
    match = _VERSION.match(block.text)
    if not match or not block.topic.endswith("版本") or not said.holds(match[1]):
        return block
    return replace(block, text=f"这一版{block.text[match.end() :]}", label="", topic="")


def _words_before(block: Piece, new: str) -> str:
    """Return what is said for the label before what a block has that is new."""
    if not block.label or block.text.startswith(new[:_SAME_BEGINNING]):
        return block.label
    words = introduced(block.topic, new)
    names = len(facts.of([block.topic])) > 0
    return words if names or not words.endswith("，") else ""


def _piece(block: Block) -> Piece:
    if block.kind == "bullet":
        return _bullet(Bullet(block.label, block.text))
    text = _SOURCE.sub("", speakable(block.text), count=1)
    if block.kind == "quotation" and block.label:
        text = _quotation(text, speakable(block.label))
    text = _SAID_BEHIND.sub(_speaker_first, _POINTER.sub("", text))
    text = _OWN_WORDS.sub(r"\1\2。\1说，\3", text)
    is_quoted = block.kind == "quotation"
    text = without_comments(text) if is_quoted else in_speech(concise(text))
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
    text = in_speech(concise(_POINTER.sub("", speakable(bullet.text))))
    label = speakable(bullet.label)
    if not label or not text:
        return Piece(as_sentence(text or label) if text or label else "", extra=True)
    dated = with_event(label, text)
    if dated:
        return Piece(as_sentence(dated), extra=True)
    return Piece(as_sentence(text), extra=True, label=introduced(label, text), topic=label)
