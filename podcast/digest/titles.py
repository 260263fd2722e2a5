"""The title of a news item: which words of its beginning are the headline, and which go on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.digest import numbering
from podcast.digest.blocks import PostBlock
from podcast.digest.told import Told, columns
from podcast.digest.wording import SECTION_WORDS, key

_CATEGORY = re.compile(r"[\[【［]\s*([^\[\]【】［］]{1,10}?)\s*[\]】］]\s*[：:]?\s*(?=\S)")
_FIRST_SENTENCE = re.compile(
    r"(?:[^。！？!?“「『（(]++|[!?](?=[A-Za-z0-9])|“[^”]*”?|「[^」]*」?|『[^』]*』?|（[^）]*）?"
    r"|\([^)]*\)?)+[。！？!?]+[”’」』）)》]*"
)
_WORD = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+#'’/&:_-]*(?: [A-Za-z0-9.+#'’/&:_-]+)*")
_BEHIND_LINK = re.compile(r"[\s.。;；,，]*(?:[（(\[【][^（()）\[\]【】]{0,40}[)）\]】][\s.。]*)?")
_COUNT_ASIDE = re.compile(r"\s*[（(【\[][^（）()]{0,12}\d+[^（）()]{0,12}[）)】\]]\s*$")
_DATE = re.compile(
    r"(?:20\d\d)?[-./年]?\d{1,2}[-./月]\d{1,2}日?|第\s?\d+\s?[期天周]|(?:星期|周)[一二三四五六日]"
)
_OF_DATE = re.compile(r"[\d星周]")
"""What a date has one of."""
_SPLIT_LEAST = 14
"""Narrowest headline, in columns, that a bold beginning makes before a colon."""
_TITLE_LEAST = 16
"""Narrowest one before a space."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, and the words of the same line that go on behind it."""

    headline: str
    rest: str = ""


def of_line(block: PostBlock, said: Told) -> Title:
    """Split the first line of an item: a bold beginning, a link, or the first sentence.

    The headline is empty for a line that holds only a number.
    """
    text = _with_category(numbering.read(said.text).text)
    if not text:
        return Title("")
    for lead in filter(None, (block.bold, block.linked)):
        bare = _with_category(numbering.read(lead).text).rstrip("：: ")
        if bare and key(text) == key(bare):
            return Title(text)
        if _heads(bare, lead, text, linked=lead == block.linked):
            rest = text[len(bare) :].lstrip("：:，,。.—–- ")
            return Title(bare, rest)
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and sentence.end() < len(text):
        return Title(sentence[0].strip(), text[sentence.end() :].strip())
    return Title(text)


def _heads(bare: str, lead: str, text: str, *, linked: bool) -> bool:
    """Say whether a bold or linked beginning is the headline of what follows."""
    if not bare or not text.startswith(bare):
        return False
    behind = text[len(bare) :]
    if linked:
        return bool(_BEHIND_LINK.match(behind)) and _BEHIND_LINK.sub("", behind, count=1) == ""
    closed = lead.rstrip().endswith(("。", "！", "？", "!", "?", "：", ":"))
    opened = behind.lstrip().startswith(tuple("：:—–-|｜"))
    apart = behind[:1].isspace() and columns(bare) >= _TITLE_LEAST
    named = columns(bare) >= _SPLIT_LEAST and not bare.isascii()
    return named and (closed or opened or apart)


def _with_category(text: str) -> str:
    """Return `[文章] 标题` as a listener understands it: 文章：标题."""
    match = _CATEGORY.match(text)
    if not match or not match[1].strip():
        return text
    return f"{match[1]}：{text[match.end() :]}"


def has_category(block: PostBlock) -> bool:
    """Say whether a line begins with a category in brackets, such as [文章]."""
    match = _CATEGORY.match(block.words)
    linked = bool(block.spans) and block.spans[0].start == 0
    return bool(match) and not match[1].isdecimal() and not linked  # type: ignore[index]


def is_bold(block: PostBlock) -> bool:
    """Say whether a line is bold from end to end."""
    return block.is_bold


def is_section(title: str) -> bool:
    """Say whether a heading has the name of a section: short, and of what sections are about."""
    return 0 < columns(title) <= _NAME_MOST and bool(SECTION_WORDS.search(key(title)))


def undated(title: str) -> str:
    """Return what a title has in common with the same one of another day."""
    return (key(_DATE.sub("", title)) if _OF_DATE.search(title) else "") or key(title)


def likeness(title: str) -> float:
    """Return how much a title looks like a headline, 0 to 1: by its length and its words.

    Sections have names of two to six characters; a headline has eight to fifty. A Latin name is a
    headline of its own: products and projects are listed so.
    """
    if title.rstrip().endswith(("）", ")", "】", "]")):
        title = _COUNT_ASIDE.sub("", title)
    width = columns(title)
    if not _WORD.search(title):
        return 0.0
    by_length = next(value for most, value in _BY_WIDTH if width <= most)
    if is_section(title):
        return by_length / 2
    if width <= _SECTION_MOST and _LATIN.fullmatch(title):
        return max(by_length, 0.8)
    return by_length


_SECTION_MOST = 18
_NAME_MOST = 14
"""Widest name of a section, in columns: seven characters, as in 行业前沿动态."""
_BY_WIDTH = (
    (4, 0.1),
    (8, 0.25),
    (12, 0.5),
    (16, 0.75),
    (20, 0.9),
    (100, 1.0),
    (170, 0.85),
    (float("inf"), 0.7),
)
"""(columns at most, likeness)."""
