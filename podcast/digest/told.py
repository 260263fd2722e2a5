"""What a line of a post says when all that is not news is taken from it, and what was taken."""

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
    r"[【\[]\s*([^【】\[\]]{1,12}?)\s*[：:]?\s*[】\]]\s*[：:]?\s*(.+)", re.DOTALL
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
"""Longest label, in characters, before a value that is one by its form."""
_HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE_MARK = re.compile("[，。；！？]")
_PROSE = 14
"""Chinese characters from which words with a mark in them are prose."""
_SHORT = frozenset({"update line", "caption", "credit", "greeting", "end mark"})
"""Kinds of lines that are never prose: a sentence that looks like one is news."""
_WORD = 6
"""Chinese characters of the longest value of metadata; more of them say something."""
_ROW = 4
"""Words from which a value is a row of keywords, whatever their length."""
_PHRASE = 14
"""Chinese characters of the longest keyword among many."""
_NAMES = 8
"""Chinese characters of the longest names in a credit."""
_REFERENCE_MOST = 30
"""Widest link, in columns, that behind a full stop only tells where the news comes from."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Words that are not told, with the reason."""

    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A block's words that are told; `cuts` are those that are not."""

    text: str
    cuts: tuple[Cut, ...] = ()


def read(block: PostBlock) -> Told:
    """Return what a line of the news says."""
    words, references = _without_references(block)
    cuts = [Cut("link words", each) for each in references]
    if not words:
        return Told("", tuple(cuts))
    why = _silent(words, block)
    if why:
        return Told("", (*cuts, Cut(why, words)))
    words = _DEFINITION.sub("", words)
    told = _without_label(words)
    if told != words:
        cuts.append(Cut("label", words[: len(words) - len(told)]))
    for reason, kept, cut in _shortened(told):
        cuts.append(Cut(reason, cut))
        told = kept
    return Told(told, tuple(cuts))


def around(block: PostBlock) -> str:
    """Return why a line outside of the news, or at its end, is not news; empty when it may be."""
    words = clean(block.text)
    if not words:
        return ""
    return _silent(words, block) or wording.why("parting", words)


def names(block: PostBlock) -> bool:
    """Say whether a line names something that its next lines describe: 项目：, 标题：."""
    match = _label(block.words)
    label = match[1].strip(_QUOTES) if match and match[2] else ""
    return bool(label) and wording.why("label", label) == "name"


def is_prose(words: str) -> bool:
    """Say whether words are a sentence or more of prose, and no line of a form."""
    return len(_HAN.findall(words)) >= _PROSE and bool(
        _SENTENCE_MARK.search(words.rstrip("。！？!?"))
    )


def is_balanced(text: str) -> bool:
    """Say whether every bracket and quotation mark that opens in a text is closed there."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS)


def columns(text: str) -> int:
    """Return the width of a text: two columns for a Chinese character, one for a Latin letter."""
    narrow = len(_WIDE.sub("", text))
    return 2 * len(text) - narrow


def _silent(words: str, block: PostBlock) -> str:
    """Return the reason for which nothing of a line is told; empty when it is."""
    if not _LETTER.search(words):
        return "bare number"
    if block.only_links and _are_link_words(block):
        return "link words"
    why = wording.why("line", words)
    if why in _SHORT and is_prose(words):
        why = wording.why("line", words, without=_SHORT)
    return why or _metadata(words, block)


def _linked(block: PostBlock) -> str:
    """Return the words of a line's links that are more than link words."""
    texts = (clean(block.text[span.start : span.end]) for span in block.spans)
    return " ".join(text for text in texts if not is_link_word(text))


def _are_link_words(block: PostBlock) -> bool:
    """Say whether all links of a line have words that only say where they lead."""
    texts = [clean(block.text[span.start : span.end]) for span in block.spans]
    if len(texts) > 1 and all(wording.why("parting", text) == "navigation" for text in texts):
        return True
    return all(is_link_word(text) for text in texts)


def is_link_word(text: str) -> bool:
    """Say whether the words of a link, such as 原文, tell nothing but that it is one."""
    bare = text.strip(_QUOTES)
    return not bare or bool(wording.why("link", bare))


def _names_a_link(label: str) -> bool:
    """Say whether the words before a link's colon tell nothing but that it is one: 论文链接."""
    bare = label.strip(_QUOTES)
    return is_link_word(bare) or wording.why("label", bare) in ("metadata", "credit", "name")


def _metadata(words: str, block: PostBlock) -> str:
    """Return what a line `label：value` is besides news; empty for text."""
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
    """Say whether the label of a name stands alone, or before an address without words."""
    return not value or (bool(block.spans) and not _LETTER.search(_linked(block)))


def _has_only_links(block: PostBlock) -> bool:
    """Say whether a line is a label and links whose words only say where they lead."""
    beside = clean(block.unlinked) if block.spans else ""
    outside = _label(beside)
    if not outside or _LETTER.search(outside[2]) or beside.endswith("。"):
        return False
    links = [clean(block.text[span.start : span.end]) for span in block.spans]
    return all(map(is_link_word, links))


def _is_list(value: str, block: PostBlock) -> bool:
    """Say whether a value is a row of words, or Latin ones."""
    if not value or not _HAN.search(value):
        return True
    parts = re.split(r"[、,，;；|/#·\s]+", value.strip("# "))
    widest = max(len(_HAN.findall(part)) for part in parts)
    return len(parts) > 1 and widest <= (_WORD if len(parts) < _ROW else _PHRASE)


def _is_value(value: str, block: PostBlock) -> bool:
    """Say whether words behind a label of metadata are a value, and not a text about it."""
    return len(_HAN.findall(value)) <= _WORD or ("，" not in value and _is_list(value, block))


def _is_name(value: str, block: PostBlock) -> bool:
    """Say whether words behind the label of a credit are names."""
    short = len(_HAN.findall(value)) <= _NAMES and not _SENTENCE_MARK.search(value.rstrip("。"))
    return short or ("，" not in value and _is_list(value, block))


def _is_any(value: str, block: PostBlock) -> bool:
    return True


def _holds_labels(value: str) -> bool:
    """Say whether a value goes on in labels of metadata: 预印本，发布日期：2026-07-10."""
    parts = [_label(part) for part in re.split(r"[，,；;|·]", value)]
    kinds = [wording.why("label", part[1].strip(_QUOTES)) if part else "" for part in parts]
    return any(kind in ("metadata", "keywords") for kind in kinds)


def _is_bare_value(value: str, block: PostBlock) -> bool:
    """Say whether a value is a link, a date or a number: a word of it would be a text."""
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
"""Which value makes a line of a label nothing that is told, by the kind of the label."""


def _without_label(words: str) -> str:
    """Take 简介： and its like off the beginning of a line.

    In brackets the name of a kind of thing, 【产品】, is a category as any other is.
    """
    bracketed = _BRACKETED_LABEL.fullmatch(words)
    for match, kinds in ((_label(words), ("label", "name")), (bracketed, ("label",))):
        if match and match[2] and wording.why("label", match[1].strip(_QUOTES)) in kinds:
            return match[2].strip()
    return words


def _label(words: str) -> re.Match[str] | None:
    """Return a label and its value; None for words without a colon in the right place."""
    return _LABEL.fullmatch(words) if "：" in words or ":" in words else None


@cache
def _ends() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what is cut off the end of a line: the kind and its pattern."""
    return tuple(
        (row.why, re.compile(rf"(?:{row.pattern})$", re.IGNORECASE)) for row in wording.rows("end")
    )


def _shortened(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield (reason, what is left, what was cut off) for each thing at the end that is no news."""
    again = True
    while again and words:
        again = False
        for why, pattern in _ends():
            bare = words.rstrip("。 ")
            match = pattern.search(bare)
            if match and match.start() > 0:
                kept = bare[: match.start()].rstrip()
                kept += (
                    "。" if words.endswith("。") and not kept.endswith(("。", "！", "？")) else ""
                )
                yield why, kept, match[0]
                words, again = kept, True


def _without_references(block: PostBlock) -> tuple[str, list[str]]:
    """Cut off the links behind the last sentence that only say where the news comes from."""
    text, cut = block.text, []
    for span in reversed(block.spans):
        words = clean(text[span.start : span.end])
        before = text[: span.start]
        if not _AFTER_LINKS.fullmatch(text[span.end :]) or not clean(before):
            break
        start = _reference(before, words)
        if start is None:
            break
        cut.append(clean(text[start : span.end]))
        stop = "。" if "。" in text[span.end :] else ""
        text = before[:start].rstrip(_OPENING)
        text += stop if stop and not _ENDED.search(clean(text)) else ""
    return clean(text), cut


def _reference(before: str, words: str) -> int | None:
    """Return where a link at the end begins with its label; None when it belongs to a sentence."""
    bare = before.rstrip(_OPENING)
    label = _DANGLING_LABEL.search(bare)
    if label and not _names_a_link(label[0].rstrip("：: ")):
        return len(bare.rstrip("：: ")) if is_link_word(words) else None
    start = label.start() if label else len(bare)
    ended = bool(_ENDED.search(clean(before[:start])))
    apart = before != bare  # behind a space, a bracket or a quotation mark
    if is_link_word(words) and (ended or label or apart):
        return start
    short = columns(words) <= _REFERENCE_MOST and not _SENTENCE.search(words)
    return start if ended and short else None
