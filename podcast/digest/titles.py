"""Find the headline in the first line of a news item, and judge how much a text looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.digest import numbering
from podcast.digest.blocks import PostBlock
from podcast.digest.trimming import NewsText, columns
from podcast.digest.wording import SECTION_WORDS, key

_CATEGORY = re.compile(r"[\[【［]\s*([^\[\]【】［］]{1,10}?)\s*[\]】］]\s*[：:]?\s*(?=\S)")
_FIRST_SENTENCE = re.compile(
    r"(?:[^。！？!?“「『（(]++|[!?](?=[A-Za-z0-9])|“[^”]*+”|「[^」]*+」|『[^』]*+』|（[^）]*+）|\([^)]*+\)"
    r"|“(?![^”]*”)|「(?![^」]*」)|『(?![^』]*』)|（(?![^）]*）)|\((?![^)]*\)))++[。！？!?]+[”’」』）)》]*"
)
_WORD = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+#'’/&:_-]*(?: [A-Za-z0-9.+#'’/&:_-]+)*")
_BEHIND_LINK = re.compile(r"[\s.。;；,，]*(?:[（(\[【][^（()）\[\]【】]{0,40}[)）\]】][\s.。]*)?")
_COUNT_ASIDE = re.compile(r"\s*[（(【\[][^（）()]{0,12}\d+[^（）()]{0,12}[）)】\]]\s*$")
_DATE = re.compile(
    r"(?:20\d\d)?[-./年]?\d{1,2}[-./月]\d{1,2}日?|第\s?\d+\s?[期天周]|(?:星期|周)[一二三四五六日]"
)
_OF_DATE = re.compile(r"[\d星周]")
"""Matches one character. Every text that `_DATE` matches has such a character."""
_SPLIT_LEAST = 14
"""The least width of a bold beginning before a colon, in columns, that is a headline."""
_TITLE_LEAST = 16
"""The least width of a bold beginning before a space, in columns, that is a headline."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, and the rest of its line."""

    headline: str
    rest: str = ""


def of_line(block: PostBlock, news: NewsText) -> Title:
    """Split the first line of an item: the headline is a bold beginning, a link or the sentence.

    The headline is empty for a line with only a number.
    """
    text = _with_category(numbering.read(news.text).text)
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
    """Say whether a bold or linked beginning of a line is its headline.

    `lead` is the beginning as written, `bare` without number and colon; `text` is the whole line.
    """
    if not bare or not text.startswith(bare):
        return False
    behind = text[len(bare) :]
    if linked:
        return bool(_BEHIND_LINK.match(behind)) and _BEHIND_LINK.sub("", behind, count=1) == ""
    has_end_mark = lead.rstrip().endswith(("。", "！", "？", "!", "?", "：", ":"))
    mark_follows = behind.lstrip().startswith(tuple("：:—–-|｜"))
    space_follows = behind[:1].isspace() and columns(bare) >= _TITLE_LEAST
    is_long_enough = columns(bare) >= _SPLIT_LEAST and not bare.isascii()
    return is_long_enough and (has_end_mark or mark_follows or space_follows)


def _with_category(text: str) -> str:
    """Return a title such as `[文章] 标题` in a form that can be spoken: 文章：标题."""
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
    """Say whether a heading is the name of a section: short, and with a typical last word."""
    return 0 < columns(title) <= _NAME_MOST and bool(SECTION_WORDS.search(key(title)))


def undated(title: str) -> str:
    """Return the key of a title without dates and issue numbers, for comparing."""
    return (key(_DATE.sub("", title)) if _OF_DATE.search(title) else "") or key(title)


def likeness(title: str) -> float:
    """Return how much a title looks like a headline, 0 to 1, by its length and its words.

    Names of sections have two to six characters, headlines eight to fifty. A Latin name counts as a
    headline although it is short: lists of products and projects have such titles.
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
"""The widest name of a section, in columns: seven Chinese characters."""
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
"""The likeness of titles by their greatest width in columns."""
