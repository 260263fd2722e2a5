"""Find what a line adds to the post: clauses for whose words nothing in the item stands.

Only what is added expressly is looked at: a clause with 还, 打算, 已经 or the like that has several
words of the dictionary of which the item has no character, or the name of a place or organisation
that the item does not have. A host who speaks to the listeners adds nothing. All are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.pinyin import words
from podcast.factcheck import figures
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import content
from podcast.model import Objection

_ADDS = re.compile(
    "还(?!是|得|没|在|不|剩|好|差|有富余|要再)|打算|已经|据说|听说|甚至|更糟|预计会|会给|再给"
    "|又|也会|将会|计划|即将|另外|此外|顺便|连.{1,8}[都也]|会有|会把|还会"
)
_ADDRESS = re.compile(
    "朋友|听众|大家|各位|别慌|放心|抓紧|不妨|在意|喜欢|我|你|咱|听起来|吧|呢|吗|[？?]|说实话"
    "|其实|说白了|这么说|意思"
)
_COMMON = frozenset(
    "大小新上下中人一有年月日时分出来到会开发国的了不在是和个这那为以要就对能得过可用后前多家"
    "工行动作成现都同本公部长面理学法生高"
)
_FREQUENT = 20000
_FEWEST = 2
_MISTAKEN_WORDS = """
礼拜 云头 招人 天上 两地 大头 老家 地方 中东部 平地 山头 这山 一线 口岸 路口 东家 门口 店里
"""
_MISTAKEN = frozenset(_MISTAKEN_WORDS.split())
"""Words that the dictionary marks as places, but that name none."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses and places that the item does not have; none of them is a violation."""
    for start, end in line.clauses:
        text = line.text[start:end]
        if any(
            start <= one.start < end and one.face != 1 and figures.traced(one, line, own)
            for one in line.quantities
        ):
            continue  # what has a figure of the post tells what the post says
        place = _place(text, own)
        if place:
            first = start + text.index(place)
            yield False, Objection("invented", place, first, first + len(place), "")
        elif _ADDS.search(text) and not _ADDRESS.search(text) and _adds(text, own):
            yield False, Objection("invented", text, start, end, "")


def _place(text: str, own: Source) -> str:
    """Return the first name of a place or organisation that the item does not have."""
    for word in sorted(content(text)):
        known = (
            bool(re.search(f"[一二两三四五六七八九十半]{word}", text))
            or word in own.text
            or word[:2] in own.text
            or word in _MISTAKEN
        )
        if not known and len(word) > 1 and word in words.places() and word in text:
            return word
    return ""


def _adds(text: str, own: Source) -> bool:
    said = content(text)
    new = [word for word in said if _is_new(word, own)]
    known = [word for word in said if word in own.text.lower()]
    return len(new) >= max(_FEWEST, len(known))


def _is_new(word: str, own: Source) -> bool:
    """Tell whether a word of the dictionary shares no telling character with the item."""
    if word.isascii() or not 0 < words.frequency(word) < _FREQUENT:
        return False
    telling = set(word) - _COMMON
    return word not in own.text and not any(char in own.text for char in telling)
