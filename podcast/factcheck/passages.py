"""A text as the fact check sees it: its clauses, figures, moments and versions, with their spans.

`passage` reads a line or a sentence of a post; `source` reads an item of a digest, sentence by
sentence. All spans are code points of the text, which folding does not move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from podcast.chinese.fold import fold
from podcast.chinese.speechwords import in_speech
from podcast.factcheck import moments, numerals, quantities
from podcast.factcheck.moments import Moment
from podcast.factcheck.quantities import Quantity
from podcast.model import Item

Span = tuple[int, int]

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』》]?")
_CLAUSE = re.compile(r"[^，。！？!?；;：:\n—]+")
_LATIN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:(?:[.'&-]|/(?!\d+[a-z])|\+(?=[A-Za-z]))[A-Za-z0-9]+)*\+*"
)
_FIGURES = r"\d+(?:\.\d+)*"
_SPOKEN_FIGURES = (
    r"[一二三四五六七八九十]+点[零〇一二三四五六七八九]+(?:点[零〇一二三四五六七八九]+)?"
)
_VERSION = re.compile(
    rf"(?P<named>(?<=[A-Za-z])[ -]?(?P<n1>{_FIGURES}|{_SPOKEN_FIGURES})"
    rf"|(?<=[”’》」])(?P<n2>{_FIGURES}|{_SPOKEN_FIGURES}))"
    rf"(?![\d:%]|\.\d|\ "
    rf"?[年月日号个家名位款台万亿千百倍成岁元块人天种次条件分米公小克吨篇项部辆点度周帧项片]|\ "
    rf"?(?:GB|TB|MB|美元|欧元|英镑))"
    rf"|(?P<edition>(?P<n3>{_FIGURES}|{_SPOKEN_FIGURES})(?=\ ?版(?!本?权|面|块)))"
    rf"|(?<![A-Za-z0-9])[vV](?P<n4>{_FIGURES})"
    r"|(?<![A-Za-z\d. -])\ ?(?P<n5>\d+(?:\.\d+){2,})(?![\d.])"
)
_SPOKEN_DIGITS = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": "0"
}
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma between words, as many keyboards write it in Chinese; 1,200 has none."""
_ADVERB = re.compile("(?<=[零二三四五六七八九十百千万亿点])一(?=[直路共般样定举旦并边向再])")
"""The first character of 一直 and the like behind a figure, which is none of its places."""
_NOT_JOINED = re.compile(r"[^a-z0-9\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Version:
    """The number of a version, as figures: 5.2."""

    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A line, or a sentence of a post."""

    text: str
    """The text, folded."""
    written: str
    """The text as it is written."""
    item: int
    post_line: int
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    versions: tuple[Version, ...]
    clauses: tuple[Span, ...]

    def clause_of(self, place: int) -> Span:
        """Return the span of the clause that holds a code point."""
        for start, end in self.clauses:
            if start <= place < end:
                return start, end
        return 0, len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The text of an item, or of several, that lines are traced to."""

    passages: tuple[Passage, ...]
    text: str
    """All sentences, one a line, folded."""
    joined: str
    """The text in lower case without spaces and marks."""
    items: frozenset[int]
    today: date
    """The date of the post."""

    @property
    def clauses(self) -> frozenset[str]:
        """All whole clauses, joined, as they are written and in words of speech."""
        return _clauses(self)

    @property
    def quantities(self) -> Iterator[tuple[Passage, Quantity]]:
        """All figures with their sentences."""
        return ((each, one) for each in self.passages for one in each.quantities)

    @property
    def moments(self) -> Iterator[tuple[Passage, Moment]]:
        """All moments with their sentences."""
        return ((each, one) for each in self.passages for one in each.moments)

    @property
    def versions(self) -> Iterator[tuple[Passage, Version]]:
        """All version numbers with their sentences."""
        return ((each, one) for each in self.passages for one in each.versions)


def passage(text: str, today: date, item: int = 0, post_line: int = 0) -> Passage:
    """Return what a text holds; `today` is the date of the post."""
    folded = _COMMA.sub("，", _with_pairs(fold(text)))
    versions = tuple(_versions(folded))
    counted = _ADVERB.sub("，", folded)
    found = moments.find(counted, today)
    taken = [(each.start, each.end) for each in versions]
    taken += [match.span() for match in _LATIN.finditer(folded)]
    dates = tuple(each for each in found if not _inside(each.start, taken))
    taken += [(each.start, each.end) for each in found]
    figures = tuple(each for each in quantities.find(counted) if not _inside(each.start, taken))
    return Passage(
        text=folded,
        written=text,
        item=item,
        post_line=post_line,
        quantities=figures,
        moments=dates,
        versions=versions,
        clauses=tuple(_clause_spans(folded)),
    )


def _with_pairs(text: str) -> str:
    """Return a text with opening and closing marks for straight ones, which are written alike."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return text  # a mark without its pair, such as that of an inch
    return "".join(
        part + ("" if place == len(parts) - 1 else "“”"[place % 2])
        for place, part in enumerate(parts)
    )


def _inside(place: int, taken: list[Span]) -> bool:
    """Tell whether a code point is inside another claim."""
    return any(start <= place < end for start, end in taken)


def _versions(text: str) -> Iterator[Version]:
    for match in _VERSION.finditer(text):
        written = next(match[name] for name in ("n1", "n2", "n3", "n4", "n5") if match[name])
        yield Version(match.start(), match.end(), version_number(written))


def version_number(written: str) -> str:
    """Return a version number in figures: 六点一 is 6.1, 十二点零 12.0."""
    if written[0].isdecimal():
        return written
    parts = []
    for place, part in enumerate(written.split("点")):
        number = numerals.read(part) if place == 0 else None
        parts.append(
            str(int(number.value)) if number else "".join(_SPOKEN_DIGITS.get(c, c) for c in part)
        )
    return ".".join(parts)


def _clause_spans(text: str) -> Iterator[Span]:
    return (match.span() for match in _CLAUSE.finditer(text))


@lru_cache(maxsize=512)
def _clauses(source: Source) -> frozenset[str]:
    return frozenset(
        joined(text[start:end])
        for each in source.passages
        for text in (each.text, in_speech(each.text))
        for start, end in _clause_spans(text)
    )


def joined(text: str) -> str:
    """Return a text in lower case without spaces, hyphens and marks, with figures as digits."""
    return _NOT_JOINED.sub("", fold(text).lower())


def latin(text: str) -> Iterator[re.Match[str]]:
    """Yield the Latin words of a folded text."""
    return _LATIN.finditer(text)


@lru_cache(maxsize=512)
def source(item: Item, today: date) -> Source:
    """Return the sentences of an item with what they hold."""
    return _source(tuple(_sentences(item, today)), today)


@lru_cache(maxsize=16)
def together(items: tuple[Item, ...], today: date, words: tuple[str, ...] = ()) -> Source:
    """Return the sentences of several items, and other words, as one source."""
    sentences = [each for item in items for each in source(item, today).passages]
    return _source((*sentences, *(passage(text, today) for text in words)), today)


def narrated(texts: tuple[str, ...], today: date) -> Source:
    """Return the lines of a narration as a source, to which a post can be traced."""
    return _source(tuple(_dated(passage(text, today), today) for text in texts), today)


def _source(passages: tuple[Passage, ...], today: date) -> Source:
    text = "\n".join(each.text for each in passages)
    return Source(passages, text, joined(text), frozenset(each.item for each in passages), today)


def _sentences(item: Item, today: date) -> Iterator[Passage]:
    texts: Iterable[tuple[int, str]] = (
        (item.line, item.section),
        (item.line, item.headline),
        *(
            (block.line, f"{block.label}：{block.text}" if block.label else block.text)
            for block in item.blocks
        ),
    )
    for line, text in texts:
        for match in _SENTENCE.finditer(_with_pairs(text)):
            if match[0].strip():
                written = text[match.start() : match.end()].strip()
                read = passage(match[0].strip(), today, item.number, line)
                yield _dated(replace(read, written=written), today)


def _dated(read: Passage, today: date) -> Passage:
    """Return a passage with what its moments are in the calendar."""
    return replace(read, moments=tuple(moments.dated(read.moments, today)))
