"""Headlines as chapter titles: short enough for a phone's list, cut where a reader would pause.

A title is the beginning of a headline, never words from its middle. The tokens of the reading rules
show what belongs together (`7.5 亿`, `GPT-5.2`); the dictionary shows where Chinese words end.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from podcast.chinese import spoken
from podcast.chinese.pinyin.words import cut
from podcast.lib.markup import clean
from podcast.lib.punctuation import full_width

MOST = 39
"""The most characters of a chapter title."""
_LEAST = 16
"""The fewest characters of a title that ends with a clause: a shorter beginning is seldom the news
(`延迟低于 0.2 秒！`), and a cut in the next clause is better."""
_LEAST_PHRASE = 20
"""The fewest characters of a title that ends after a bracket or before a conjunction."""
_LEAST_TEASER = 28
"""The fewest characters of a title that is an exclamation or question, which often says little."""

_ELLIPSIS = "…"
_CLOSING = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")",
    "【": "】", "〔": "〕", "［": "］", "[": "]", "｛": "｝", "{": "}", '"': '"',
}  # fmt: skip
_CLOSERS = frozenset(_CLOSING.values())
_LOOSE_END = " ，。！？；：、,!?;:|｜…—–·•～／＆＝＋" + "".join(_CLOSING.keys() - {'"'})
"""The characters that a cut title must not end with."""

_CLAUSE_END = re.compile(
    r"\s*[，。！？；：,!?;:|｜…—]|\s+[-–]\s|(?<=[^\x00-\x7f])\s(?=[^\x00-\x7f])"
)
_TEASER = re.compile(r"[！？!?]")
_LEADS_ON = re.compile(r"(?:之?[后时际]|[之以]前|同时|期间|背景下|以来|其中|此外|对此)$")
"""Matches the end of a clause that only says when; the news is in the next clause."""
_CONJUNCTIONS = frozenset({"并", "并且", "且", "同时", "以及", "但"})
_PREPOSITIONS = frozenset(
    {"在", "于", "被", "把", "将", "对", "向", "由", "从", "与", "和", "跟", "为", "用", "按", "以"}
)
"""The prepositions after which a name in brackets does not end a phrase: 在《自然》发表."""
_BOUND = (
    _PREPOSITIONS | _CONJUNCTIONS | {"的", "地", "得", "及", "或", "让", "使", "给", "是", "不"}
)
"""The words that need another word after them."""
_AFTER_NAME = re.compile(r"的|等|中|上|里|系列")
"""Matches words that belong to the name in brackets before them."""

_NUMBER_OF_NAME = re.compile(r"\s?[vV]?\d")
_NAME = re.compile(r"[A-Za-z0-9”’」』》\"]\s?$")


def titles(headlines: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return the chapter title of each (number, headline).

    Different headlines that would become the same title get their item's number: `…（3）`.
    """
    texts = {full_width(clean(headline)) for _, headline in headlines}
    alike = Counter(map(shortened, texts))
    return tuple((number, _own(headline, number, alike)) for number, headline in headlines)


def shortened(headline: str, most: int = MOST) -> str:
    """Return the headline on one line in at most `most` characters (30 or more).

    A short headline is not changed. A longer headline is cut at the end of a clause, or after a
    bracket or before a conjunction, or else between two words, with an ellipsis. No Latin word,
    number, version or unit is cut unless it is longer than a title, and no bracket or quotation
    mark stays open.
    """
    text = full_width(clean(headline))
    if len(text) <= most:
        return text
    borders = _borders(text)
    for places in (_clauses(text, borders, most), _phrases(text, borders, most)):
        longest = max(places, default=0)
        if longest:
            return text[:longest]
    return _broken_off(text, borders, most)


def _own(headline: str, number: int, alike: Mapping[str, int]) -> str:
    title = shortened(headline)
    if alike[title] == 1:
        return title
    mark = f"（{number}）"
    return shortened(headline, MOST - len(mark)) + mark


def _clauses(text: str, borders: Sequence[int], most: int) -> Iterator[int]:
    """Yield the indices at which a clause ends that can stand alone."""
    for place in borders:
        end = _CLAUSE_END.match(text, place)
        if end is None or not _closed(text, place):
            continue
        least = _LEAST_TEASER if _TEASER.search(end.group()) else _LEAST
        beginning = text[:place]
        if (
            least <= place <= most
            and beginning[-1] not in _LOOSE_END
            and not _LEADS_ON.search(beginning)
        ):
            yield place


def _phrases(text: str, borders: Sequence[int], most: int) -> Iterator[int]:
    """Yield the indices at which a clause could end: after a bracket, before a conjunction."""
    clause: set[str] = set()
    words = [text[start:end] for start, end in pairwise((0, *borders))]
    for place, (word, following) in zip(borders, pairwise(words), strict=False):
        clause = set() if _CLAUSE_END.match(word) else clause | {word}
        if not _LEAST_PHRASE <= place <= most or word[-1] in _LOOSE_END or not _closed(text, place):
            continue
        name = word[-1] in _CLOSERS and not clause & _PREPOSITIONS
        if following in _CONJUNCTIONS or (name and not _AFTER_NAME.match(following)):
            yield place


def _broken_off(text: str, borders: Sequence[int], most: int) -> str:
    """Return the longest beginning that ends between words, with an ellipsis.

    An open bracket is closed after the ellipsis when the words before the bracket are too few. A
    word is broken only when it is longer than the title.
    """
    words = [(end, text[start:end]) for start, end in pairwise((0, *borders))]
    free = [place for place, word in reversed(words) if word.strip() not in _BOUND]
    closed = [place for place in free if place >= _LEAST and _closed(text, place)]
    apart = [place for place in range(most, 0, -1) if not _in_name(text, place)]
    for place in (*closed, *free, *apart, *range(most, 0, -1)):
        beginning = text[:place].rstrip(_LOOSE_END)
        title = beginning + _ELLIPSIS + _missing(beginning)
        if beginning and len(title) <= most:
            return title
    return text[: most - 1] + _ELLIPSIS


def _borders(text: str) -> tuple[int, ...]:
    """Return the borders between words, ascending, with the end of the text."""
    borders: list[int] = []
    for token in spoken(text).tokens:
        place = token.start
        for word in cut(token.text) if token.kind == "chinese" else (token.text,):
            place += len(word)
            borders.append(place)
    return tuple(place for place in borders if place == len(text) or _parts(text, place))


def _parts(text: str, place: int) -> bool:
    """Tell whether a border is between two words, not inside a name or before a name's number."""
    before, after = text[place - 1], text[place]
    if _in_name(text, place):
        return False
    if unicodedata.category(after) in {"Mn", "Mc", "Me", "Cf", "Sk"} or before == "\u200d":
        return False
    return not (_NUMBER_OF_NAME.match(text, place) and _NAME.search(text[:place]))


def _in_name(text: str, place: int) -> bool:
    """Tell whether a place is inside a Latin name or a number."""
    return _of_name(text[place - 1]) and _of_name(text[place])


def _of_name(char: str) -> bool:
    """Tell whether a character may stand inside a Latin (Greek, Cyrillic) name or a number."""
    if char.isascii():
        return not char.isspace() and char not in '"()[]{}<>,;:!?|'
    return char.isalnum() and char < "\u2e80"


def _closed(text: str, place: int) -> bool:
    return not _missing(text[:place])


def _missing(text: str) -> str:
    """Return the closing marks that `text` lacks, the innermost first."""
    stack: list[str] = []
    for char in text:
        if stack and char == stack[-1]:
            stack.pop()
        elif char in _CLOSING:
            stack.append(_CLOSING[char])
    return "".join(reversed(stack))
