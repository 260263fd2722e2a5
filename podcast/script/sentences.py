"""Turn written Chinese news sentences into lines of a script, if possible one a sentence.

A line is spoken as one utterance, so that the melody goes on across commas; where a sentence is cut
at a comma, the melody begins anew (docs/figures.md). Only a sentence that is too long for a voice
is cut, where a reader would breathe. A Latin word counts as half as many characters as it has
letters, a digit as one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from podcast.script.brackets import unbracket
from podcast.script.signs import keeping
from podcast.script.worded import worded

MOST = 55
"""The longest line, in characters as counted by `width`: 11 s of speech.

The embedded model speaks longer texts too fast (`FEW_TOKENS` of speech/kokoro/phonemes.py).
"""
_LEAST = 8
"""A piece that is shorter is joined to the next piece, as alone it would sound chopped off."""
_Piece = tuple[str, int]
"""A text and its width."""

_NARROW = re.compile(r"[A-Za-z]+|\s+")
"""Matches words and white space, whose width is not their number of characters."""
_QUOTES, _UNQUOTES = "“‘「『《", "”’」』》"
_MARK = re.compile("[，、：,:“‘「『《”’」』》]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ENDS = "。！？!?；;"
_CLOSERS = "”’」』）)》"
_CLAUSE = "，、：,:"
_SENTENCE = re.compile(rf"[^{_ENDS}]*[{_ENDS}]+[{_CLOSERS}]*|[^{_ENDS}]+")
_PAIR = re.compile("[“”「」『』《》]")
_ASCII_POINT = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？"})
_BESIDE_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff”’」』）》%\U000f0000-\U000ffffd])[ ]*[,;:!?](?!/)[ ]*"
    r"|(?<![:/])[,;:!?][ ]*(?=[\u4e00-\u9fff“‘「『《])"
    r"|(?<=\d),(?=[A-Z][A-Za-z]+)|(?<=[A-Za-z]{2}),(?=\d|[A-Z][A-Za-z]{2})"
)
"""Matches a half-width mark beside a Chinese word, or between a figure and a name."""
_LATIN_STOP = re.compile(
    r"(?<=[A-Za-z%])(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|St|No|Co|vs|Jr|Sr))(?<!\b(?:Mrs|Inc|Ltd|Vol|etc))"
    r"(?<!\bProf)\.\s+(?=[A-Z\u4e00-\u9fff])"
)
"""Matches the stop of a sentence, and not that of an initial or a title: L., Dr., U.S."""
_LATIN_POINT = re.compile(
    r"(?<=[A-Za-z0-9%])[;!?](?=\s|$)[ ]*|(?<=[A-Za-z%])[,:][ ]+|(?<=\d)[,:][ ]+(?=\D)"
)
_CONJUNCTION = re.compile(r"(?<=[\u4e00-\u9fff])(?=以及|并且|从而|同时|但|而且|用于|旨在)")
_PARTICLE = re.compile(r"(?<=[\u4e00-\u9fff])[的了](?=[\u4e00-\u9fffA-Za-z])")
_BESIDE = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])|(?<=[A-Za-z,])\s")
_DASHES = re.compile(r"\s*(?:——+|—|–{2,}|-{2,}|…+|\.{3,})\s*")
_DOUBLED = re.compile(r"[，：；、]{2,}")
_NEEDLESS = re.compile(
    r"[，：；、]+(?=[。！？])|(?<=[。！？])[，：；、]+|。+(?=。)|(?<=[“‘「『《（])[，：；、]+"
)
_DIVIDERS = re.compile(r"\s*[|｜¦∣]+\s*")
_MARKS_WITHOUT_SOUND = re.compile(r"[{}\\^~]+|@(?=\w)|(?<![A-Za-z])#(?=\w)")
_AT_THE_FRONT = re.compile(rf"[\s，。；、：！？,;:.!?{_CLOSERS}]+")
_SPACES = re.compile(r"\s+")
# Texts that `speakable` does not change: words, figures and single marks, no bracket, no dash.
_PLAIN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9%+/”’」』》]++|[“‘「『《](?![，：；、])|[，：；、](?![，：；、。！？])"
    r"|[。！？](?![，：；、。])|-(?!-)|[.](?![.\s])|[ ](?!\s))*"
)


def width(text: str) -> int:
    """Return how long a text takes to speak, in Chinese characters."""
    latin = _LATIN_WORD.findall(text)
    signs = len("".join(text.split()))
    return signs - sum(len(word) - max(1, len(word) // 2) for word in latin) if latin else signs


@lru_cache(maxsize=8192)
def speakable(text: str) -> str:
    """Return a text with Chinese punctuation and words for signs, without brackets and dashes."""
    plain = _PLAIN.fullmatch(text)  # the fast way for most lines of a post
    return worded(_paired(text) if plain else keeping(text, _plain)).strip(" ，、：；")


def _plain(text: str) -> str:
    text = _paired(_straight_quotes(_DIVIDERS.sub("，", text)))
    text = unbracket(_MARKS_WITHOUT_SOUND.sub(" ", text))
    text = _BESIDE_HAN.sub(lambda match: match[0].strip().translate(_ASCII_POINT), text)
    text = _LATIN_POINT.sub(lambda match: match[0].strip().translate(_ASCII_POINT), text)
    text = _LATIN_STOP.sub("。", text)
    text = _DASHES.sub("，", text)
    text = _DOUBLED.sub(lambda match: min(match[0], key="；：，、".index), text)
    text = _NEEDLESS.sub("", text)
    return _SPACES.sub(" ", text)


def _straight_quotes(text: str) -> str:
    """Turn pairs of typewriter quotes into Chinese quotes; an odd number of quotes is removed."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return " ".join(pieces) if len(pieces) > 2 else "".join(pieces)  # noqa: PLR2004
    return "".join(piece if index % 2 == 0 else f"“{piece}”" for index, piece in enumerate(pieces))


def _paired(text: str) -> str:
    """Return a text without quotation marks and title marks that have no partner."""
    alone: list[int] = []
    opened: list[int] = []
    for match in _PAIR.finditer(text):
        mark = match[0]
        if mark in _QUOTES:
            opened.append(match.start())
        elif opened and _QUOTES.index(text[opened[-1]]) == _UNQUOTES.index(mark):
            opened.pop()
        else:
            alone.append(match.start())
    alone.extend(opened)
    if not alone:
        return text
    gone = frozenset(alone)
    return "".join(char for index, char in enumerate(text) if index not in gone)


def split(text: str) -> tuple[str, ...]:
    """Split a speakable text into lines of at most about `MOST` characters, at natural places."""
    pieces: list[_Piece] = []
    for match in _SENTENCE.finditer(text):
        sentence = _from_words(match[0]).strip()
        if sentence:
            pieces.extend(_breaths(sentence, _widths(sentence)))
    return tuple(_join_short(pieces))


def _from_words(text: str) -> str:
    """Return a text without marks and spaces at its beginning."""
    match = _AT_THE_FRONT.match(text)
    return text[match.end() :] if match else text


def _breaths(sentence: str, widths: Sequence[int]) -> Iterator[_Piece]:
    """Split a sentence at the place that gives the most even halves, until each half fits.

    `widths` are the entries of `_widths` of the whole sentence that belong to this part.
    """
    whole = widths[-1] - widths[0]
    best = _best_place(sentence, widths) if whole > MOST else 0
    if not best:
        yield sentence, whole
        return
    before, rest = sentence[:best].rstrip(), _from_words(sentence[best:])
    start = len(sentence) - len(rest)
    rest = rest.rstrip()
    yield from _breaths(before, widths[: len(before) + 1])
    yield from _breaths(rest, widths[start : start + len(rest) + 1])


def _widths(sentence: str) -> Sequence[int]:
    """Return the width of the text before each position; the last entry is the whole width."""
    if not _NARROW.search(sentence):
        return range(len(sentence) + 1)
    widths = [1] * len(sentence)
    for match in _NARROW.finditer(sentence):
        start, end = match.span()
        widths[start:end] = [0] * (end - start)
        if not match[0].isspace():
            widths[end - 1] = max(1, (end - start) // 2)
    return list(accumulate(widths, initial=0))


def _best_place(sentence: str, widths: Sequence[int]) -> int:
    """Return the place of the best kind that gives the most even halves, or 0 without a place."""
    first, last = widths[0], widths[-1]
    kinds = (_far_from_ends(places, widths) for places in _kinds(sentence, last - first))
    places = next(filter(None, kinds), [])
    return min(places, key=lambda place: abs(2 * widths[place] - first - last), default=0)


def _kinds(sentence: str, whole: int) -> Iterator[Iterable[int]]:
    """Yield the places where a sentence may be split, kind by kind, the best kind first."""
    yield _places(sentence, "，,")
    yield _places(sentence, _CLAUSE)
    yield _conjunctions(sentence)
    if whole > 2 * MOST:
        yield _between_words(sentence)


def _far_from_ends(places: Iterable[int], widths: Sequence[int]) -> list[int]:
    least, most = widths[0] + _LEAST, widths[-1] - _LEAST
    return [place for place in places if least <= widths[place] <= most]


def _places(sentence: str, marks: str) -> list[int]:
    """Return the places behind one of `marks`, outside of quotations and figures."""
    places: list[int] = []
    depth = 0
    for match in _MARK.finditer(sentence):
        index, char = match.start(), match[0]
        depth += (char in _QUOTES) - (char in _UNQUOTES)
        if char not in marks or depth > 0:
            continue
        inside_figure = char in ",:" and sentence[index + 1 : index + 2].isdigit()
        if not inside_figure:
            places.append(index + 1)
    return places


def _conjunctions(sentence: str) -> list[int]:
    return [match.start() for match in _CONJUNCTION.finditer(sentence)]


def _between_words(sentence: str) -> list[int]:
    """Return places between words, the last resort for a sentence too long for one breath."""
    return [match.end() for match in _PARTICLE.finditer(sentence)] or [
        match.end() for match in _BESIDE.finditer(sentence)
    ]


def _join_short(pieces: Iterable[_Piece]) -> Iterator[str]:
    """Join each very short piece to the next piece when both together fit."""
    current = ""
    for piece, wide in pieces:
        together = width(current + piece) if current else wide
        if current and together > MOST:
            yield current
            current, together = "", wide
        current += piece
        if together >= _LEAST:
            yield current
            current = ""
    if current:
        yield current


def as_sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends with a stop, `！` or `？` already."""
    text = text.rstrip(" ，、：；,;:")
    core = text.rstrip(_CLOSERS)
    if core.endswith("."):  # replace an English full stop: else both would stand there
        return f"{core.rstrip('.')}。{text[len(core) :]}"
    return text if core.endswith(tuple("。！？!?")) else f"{text}。"
