"""Cut everything that is not news from a line of a post, and record each cut with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from podcast.digest import wording
from podcast.digest.blocks import PostBlock
from podcast.lib.plaintext import clean

_LABEL = re.compile(
    r"[\W_]*([^：:，。！？；]{1,24}?)\s*(?:：：?|::?(?=\s|$|[^\d/]))\s*(.*)", re.DOTALL
)
_DEFINITION = re.compile(r"^[:：]\s+")
_BRACKETED_LABEL = re.compile(
    r"[【\[]\s*+([^【】\[\]]{1,12}?)\s*(?:[：:]\s*)?[】\]]\s*+(?:[：:]\s*+)?(.+)", re.DOTALL
)
_SENTENCE = re.compile(r"[。！？!?]")
_LETTER = re.compile("[^\\W\\d_\u2460-\u24ff\u2776-\u2793]")
_ENDED = re.compile(r"(?:[。！？!?…；;]|[.](?=\s|$))[”’」』）)》】\]\s]*$")
_QUOTES = " \t'\"‘’“”「」『』[]【】（）()《》·•|｜/、，,:：-–—>»→"
_AFTER_LINKS = re.compile(r"[\s'\"‘’“”「」『』\[\]【】（）()|｜/、,，.。;；:：·-]*")
_OPENING = " \t'\"‘“「『[【（(|｜·-—–"
_DANGLING_LABEL = re.compile(r"(?<![^。！？；;\s（(【\[，,])[^\s。，,！？；（(]{1,10}[：:]\s*$")
_PAIRS = tuple(zip("“（(《「【‘", "”）)》」】’", strict=True))
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+"
)
_LABEL_MOST = 12
"""The longest label, in characters, before a value whose form alone shows that it is metadata."""
_HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE_MARK = re.compile("[，。；！？]")
_PROSE = 14
"""A text with a comma or stop and at least this many Chinese characters is prose."""
_SHORT = frozenset({"update line", "caption", "credit", "greeting", "end mark"})
"""The kinds of lines that are never prose; prose that matches their patterns is news."""
_COUNTS = re.compile(
    r"(?:[两三四五六七八九十几多]|\d)\s?[个款件项条家篇位种]|以下|如下|下列|包括|分别|名单|列表"
)
"""Matches what announces a list that follows."""
_WORD = 6
"""The most Chinese characters in a value of metadata; a longer value is a text."""
_ROW = 4
"""A value with at least this many words is a row of keywords, which may be longer."""
_PHRASE = 14
"""The most Chinese characters in a keyword of such a row."""
_NAMES = 8
"""The most Chinese characters in the names of a credit."""
_REFERENCE_MOST = 30
"""The widest link, in columns, that only names the source when it stands after a full stop."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Words that were cut from a line, with the reason."""

    why: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsText:
    """The news in a block; `cuts` are the words that were cut from it."""

    text: str
    cuts: tuple[Cut, ...] = ()


def trim(block: PostBlock) -> NewsText:
    """Return the news in a line of a post, without link words, labels and metadata."""
    words, references = _without_references(block)
    cuts = [Cut("link words", each) for each in references]
    if not words:
        return NewsText("", tuple(cuts))
    why = _silent(words, block)
    if why:
        return NewsText("", (*cuts, Cut(why, words)))
    words = _DEFINITION.sub("", words)
    news = _without_label(words)
    if news != words:
        cuts.append(Cut("label", words[: len(words) - len(news)]))
    for reason, rest, ending in _cut_ends(news):
        cuts.append(Cut(reason, ending))
        news = rest
    return NewsText(news, tuple(cuts))


def around(block: PostBlock) -> str:
    """Return why a line outside or at the end of the items is not news; empty if it may be news."""
    words = clean(block.text)
    if not words:
        return ""
    return _silent(words, block) or wording.why("parting", words)


def names(block: PostBlock) -> bool:
    """Say whether a line begins with the label of a name: 项目：, 标题：."""
    match = _label(block.words)
    label = match[1].strip(_QUOTES) if match and match[2] else ""
    return bool(label) and wording.why("label", label) == "name"


def is_prose(words: str) -> bool:
    """Say whether words are prose: long enough, with a comma or stop inside."""
    return len(_HAN.findall(words)) >= _PROSE and bool(
        _SENTENCE_MARK.search(words.rstrip("。！？!?"))
    )


def is_balanced(text: str) -> bool:
    """Say whether every bracket and quotation mark that opens in a text is closed there."""
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


def columns(text: str) -> int:
    """Return the width of a text in columns: a Chinese character has two, a Latin letter one."""
    narrow = len(_WIDE.sub("", text))
    return 2 * len(text) - narrow


def _silent(words: str, block: PostBlock) -> str:
    """Return why a line holds no news at all; empty for a line with news."""
    if not _LETTER.search(words):
        return "bare number"
    if block.only_links and _are_link_words(block):
        return "link words"
    why = wording.why("line", words)
    if why in _SHORT and is_prose(words):
        why = wording.why("line", words, without=_SHORT)
    return why or _metadata(words, block)


def _linked(block: PostBlock) -> str:
    """Return the words of a line's links, except link words such as 原文."""
    texts = (clean(block.text[span.start : span.end]) for span in block.spans)
    return " ".join(text for text in texts if not is_link_word(text))


def _are_link_words(block: PostBlock) -> bool:
    """Say whether the words of all links of a line are link words, such as 原文."""
    texts = [clean(block.text[span.start : span.end]) for span in block.spans]
    if len(texts) > 1 and all(wording.why("parting", text) == "navigation" for text in texts):
        return True
    return all(is_link_word(text) for text in texts)


def is_link_word(text: str) -> bool:
    """Say whether the words of a link only say that it is a link, such as 原文."""
    bare = text.strip(_QUOTES)
    return not bare or bool(wording.why("link", bare))


def _names_a_link(label: str) -> bool:
    """Say whether the label before a link only says what kind of link it is: 论文链接."""
    bare = label.strip(_QUOTES)
    if not any(map(str.isalpha, bare)):
        return False  # a figure such as 1% is the end of a sentence
    return is_link_word(bare) or wording.why("label", bare) in ("metadata", "credit", "name")


def _metadata(words: str, block: PostBlock) -> str:
    """Return why a line `label：value` is not news; empty for news."""
    match = _label(words)
    if not match:
        return ""
    before = words[: match.start(2)]
    if not is_balanced(before):
        return ""  # “参考：功能”上线: the colon stands inside a quotation
    label, value = match[1].strip(_QUOTES), match[2].strip()
    kind = wording.why("label", label)
    if kind in _VALUES:
        return (kind if kind == "credit" else "metadata") if _VALUES[kind](value, block) else ""
    if value and len(label) <= _LABEL_MOST and wording.why("value", value) == "metadata":
        return "metadata"
    return "metadata" if _has_only_links(block) else ""


def _is_bare_name(value: str, block: PostBlock) -> bool:
    """Say whether the label of a name has no value, or only an address without words."""
    return not value or (bool(block.spans) and not _LETTER.search(_linked(block)))


def _has_only_links(block: PostBlock) -> bool:
    """Say whether a line consists of a label and of links with link words, such as 原文."""
    beside = clean(block.unlinked) if block.spans else ""
    outside = _label(beside)
    if not outside or _LETTER.search(outside[2]) or beside.endswith("。"):
        return False
    links = [clean(block.text[span.start : span.end]) for span in block.spans]
    return all(map(is_link_word, links))


def _is_list(value: str, block: PostBlock) -> bool:
    """Say whether a value is a row of keywords, or holds no Chinese."""
    if not value or not _HAN.search(value):
        return True
    parts = re.split(r"[、,，;；|/#·\s]+", value.strip("# "))
    widest = max(len(_HAN.findall(part)) for part in parts)
    return len(parts) > 1 and widest <= (_WORD if len(parts) < _ROW else _PHRASE)


def _is_value(value: str, block: PostBlock) -> bool:
    """Say whether the words after a label of metadata are a short value and not a text."""
    return len(_HAN.findall(value)) <= _WORD or ("，" not in value and _is_list(value, block))


def _is_name(value: str, block: PostBlock) -> bool:
    """Say whether the words after the label of a credit are names."""
    short = len(_HAN.findall(value)) <= _NAMES and not _SENTENCE_MARK.search(value.rstrip("。"))
    return short or ("，" not in value and _is_list(value, block))


def _is_any(value: str, block: PostBlock) -> bool:
    return True


def _holds_labels(value: str) -> bool:
    """Say whether a value holds further labels of metadata: 预印本，发布日期：2026-07-10."""
    parts = [_label(part) for part in re.split(r"[，,；;|·]", value)]
    kinds = [wording.why("label", part[1].strip(_QUOTES)) if part else "" for part in parts]
    return any(kind in ("metadata", "keywords") for kind in kinds)


def _is_bare_value(value: str, block: PostBlock) -> bool:
    """Say whether a value is a link, a date or a number, without other words."""
    if not value or wording.why("value", value) or _holds_labels(value):
        return True
    return block.only_links or not _LETTER.search(value) or _has_only_links(block)


_VALUES: dict[str, Callable[[str, PostBlock], bool]] = {
    "metadata": _is_value,
    "credit": _is_name,
    "other title": _is_any,
    "bare value": _is_bare_value,
    "keywords": _is_list,
    "name": _is_bare_name,
}
"""For each kind of label, the function that says whether a value makes the line no news."""


def _without_label(words: str) -> str:
    """Return a line without a label such as 简介： at its beginning.

    A label in brackets that names something stays: 【产品】 is a category like others.
    """
    bracketed = _BRACKETED_LABEL.fullmatch(words)
    for match, kinds in ((_label(words), ("label", "name")), (bracketed, ("label",))):
        if match and match[2] and wording.why("label", match[1].strip(_QUOTES)) in kinds:
            return match[2].strip()
    return words


def _label(words: str) -> re.Match[str] | None:
    """Match a label and its value, or return None for words without a colon in the right place."""
    return _LABEL.fullmatch(words) if "：" in words or ":" in words else None


@cache
def _ends() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return kind and pattern of each phrase that is cut off the end of a line."""
    return tuple(
        (row.why, re.compile(rf"(?:{row.pattern})$", re.IGNORECASE)) for row in wording.rows("end")
    )


def _cut_ends(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield (reason, remaining words, words cut off) for each cut at the end of a line."""
    again = True
    while again and words:
        again = False
        for why, pattern in _ends():
            bare = words.rstrip("。 ")
            match = pattern.search(bare)
            if match and match.start() > 0:
                rest = bare[: match.start()].rstrip()
                rest += (
                    "。" if words.endswith("。") and not rest.endswith(("。", "！", "？")) else ""
                )
                yield why, rest, match[0]
                words, again = rest, True


def _without_references(block: PostBlock) -> tuple[str, list[str]]:
    """Return the words without links to sources at the end, and the words of those links."""
    text, references = _without_row_of_links(block)
    for span in reversed(block.spans[: len(block.spans) - len(references)]):
        words = clean(text[span.start : span.end])
        before = text[: span.start]
        if not _AFTER_LINKS.fullmatch(text[span.end :]) or not clean(before):
            break
        start = _reference(before, words)
        if start is None:
            break
        references.append(clean(text[start : span.end]))
        stop = "。" if "。" in text[span.end :] else ""
        text = before[:start].rstrip(_OPENING)
        text += stop if stop and not _ENDED.search(clean(text)) else ""
    return clean(text), references


def _without_row_of_links(block: PostBlock) -> tuple[str, list[str]]:
    """Return a text without the row of short links behind its last sentence, and their words.

    A row has two links at least, with nothing but marks and spaces beside them.
    """
    first, end = len(block.spans), len(block.text)
    for span in reversed(block.spans):
        words = clean(block.text[span.start : span.end])
        apart = _AFTER_LINKS.fullmatch(block.text[span.end : end])
        if not apart or columns(words) > _REFERENCE_MOST or _SENTENCE.search(words):
            break
        first, end = first - 1, span.start
    row = block.spans[first:]
    before = block.text[:end].rstrip(_OPENING)
    if len(row) < 2 or not _ENDED.search(clean(before)):  # noqa: PLR2004 -- a row
        return block.text, []
    if "、" in block.text[end:] or _COUNTS.search(before):
        return block.text, []  # 今日开源三个模型。A、B
    return before, [clean(block.text[span.start : span.end]) for span in row]


def _reference(before: str, words: str) -> int | None:
    """Return the index at which a link to a source begins, or None if a sentence contains the link.

    A label before the link belongs to it.

    `before` is the text before the link, `words` are the words of the link.
    """
    bare = before.rstrip(_OPENING)
    label = _DANGLING_LABEL.search(bare)
    if label and not _names_a_link(label[0].rstrip("：: ")):
        return len(bare.rstrip("：: ")) if is_link_word(words) else None
    start = label.start() if label else len(bare)
    after_sentence = bool(_ENDED.search(clean(before[:start])))
    apart = before != bare  # after a space, a bracket or a quotation mark
    if is_link_word(words) and (after_sentence or label or apart):
        return start
    short = columns(words) <= _REFERENCE_MOST and not _SENTENCE.search(words)
    return start if after_sentence and short else None
