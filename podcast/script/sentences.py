"""Written Chinese news sentences -> sentences that can be said in one breath.

Clauses of at most about 20 syllables and sentences of at most 40 characters are what listeners
follow (newsreading practice: 7±2 syllables a phrase, phrasing weakens past 20). A Latin word
counts as half its letters (it has about one syllable in four), a figure as one a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

MOST = 40
"""Longest line, in characters as counted by `width`."""
_LEAST = 8
"""A piece shorter than this is joined to its neighbour: it would sound chopped off."""

_UNIT = re.compile(r"[A-Za-z]+|\d|[^\sA-Za-z\d]")
_QUOTES, _UNQUOTES = "“‘「『《", "”’」』》"
_MARK = re.compile("[，、：,:“‘「『《”’」』》]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ENDS = "。！？!?；;"
_CLOSERS = "”’」』）)》"
_CLAUSE = "，、：,:"
_SENTENCE = re.compile(rf"[^{_ENDS}]*[{_ENDS}]+[{_CLOSERS}]*|[^{_ENDS}]+")
_BRACKET = re.compile(r"\s*[（(【\[]([^（()）【】\[\]]*)[）)】\]]\s*")
_LATIN_ONLY = re.compile(r"[A-Za-z][A-Za-z0-9 .+&'/-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ASCII_POINT = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？"})
_BESIDE_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff”’」』）》%])[ ]*[,;:!?](?![\d/])[ ]*"
    r"|(?<![\d:/])[,;:!?][ ]*(?=[\u4e00-\u9fff“‘「『《])"
)
_LATIN_STOP = re.compile(r"(?<=[A-Za-z%])\.\s+(?=[A-Z\u4e00-\u9fff])")
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
_AT_THE_FRONT = re.compile(rf"^[\s，。；、：！？,;:.!?{_CLOSERS}]+")


def width(text: str) -> int:
    """Return how long a text is to the voice, in Chinese characters."""
    latin = _LATIN_WORD.findall(text)
    others = len("".join(text.split())) - sum(map(len, latin))
    return others + sum(max(1, len(word) // 2) for word in latin)


@lru_cache(maxsize=8192)
def speakable(text: str) -> str:
    """Return a text with Chinese punctuation, without brackets, dashes and ellipses.

    What stands in brackets is opened into the sentence, or dropped when it is a Latin name right
    behind its Chinese one (broadcasters do not read brackets).
    """
    text = _MARKS_WITHOUT_SOUND.sub(" ", _DIVIDERS.sub("，", text))
    text = _straight_quotes(text)
    text = _BRACKET.sub(lambda match: _opened(match, text), text)
    text = _BESIDE_HAN.sub(lambda match: match[0].strip().translate(_ASCII_POINT), text)
    text = _LATIN_POINT.sub(lambda match: match[0].strip().translate(_ASCII_POINT), text)
    text = _LATIN_STOP.sub("。", text)
    text = _DASHES.sub("，", text)
    text = _DOUBLED.sub(lambda match: min(match[0], key="；：，、".index), text)
    text = _NEEDLESS.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" ，、：；")


def _straight_quotes(text: str) -> str:
    """Turn pairs of typewriter quotes into Chinese ones; a lone one goes."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return " ".join(pieces) if len(pieces) > 2 else "".join(pieces)  # noqa: PLR2004
    return "".join(piece if index % 2 == 0 else f"“{piece}”" for index, piece in enumerate(pieces))


def _opened(match: re.Match[str], text: str) -> str:
    inner = match[1].strip(" ，。；、")
    before = text[: match.start()].rstrip()
    after_name = bool(before) and (bool(_HAN.match(before[-1])) or before[-1] in _CLOSERS)
    if not inner:
        return _gap(before, text[match.end() :])
    if after_name and _LATIN_ONLY.fullmatch(inner):
        return _gap(before, text[match.end() :])
    closing = "" if match.end() == len(text) or text[match.end()] in "，。！？；：、" else "，"
    return f"，{inner}{closing}"


def _gap(before: str, after: str) -> str:
    """Return the space that two Latin neighbours need when what stood between them is gone."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii()
    return " " if latin and after[:1].isalnum() else ""


def split(text: str) -> tuple[str, ...]:
    """Cut a speakable text into lines of at most about `MOST` characters, at natural places."""
    pieces: list[str] = []
    for match in _SENTENCE.finditer(text):
        sentence = _AT_THE_FRONT.sub("", match[0]).strip()
        if sentence:
            pieces.extend(_breaths(sentence))
    return tuple(_joined(pieces))


def _breaths(sentence: str, widths: list[int] | None = None) -> Iterator[str]:
    """Cut one sentence at the comma that leaves the most even halves, until each half fits.

    `widths` are those of the sentence, where they are known from the whole that it was cut from.
    """
    if widths is None:
        if width(sentence) <= MOST:
            yield sentence
            return
        widths = _widths(sentence)
    if widths[-1] <= MOST:
        yield sentence
        return
    found = (_places(sentence, marks) for marks in ("，,", _CLAUSE))
    last = _between_words(sentence) if widths[-1] > 2 * MOST else []
    choices = (_far_from_ends(places, widths) for places in (*found, _conjunctions(sentence), last))
    places = next(filter(None, choices), [])
    if not places:
        yield sentence
        return
    best = min(places, key=lambda place: abs(2 * widths[place] - widths[-1]))
    before, after = sentence[:best].rstrip(), sentence[best:]
    rest = _AT_THE_FRONT.sub("", after)
    start = len(sentence) - len(rest)
    yield from _breaths(before, widths[: len(before) + 1])
    yield from _breaths(rest.rstrip(), [each - widths[start] for each in widths[start:]])


def _widths(sentence: str) -> list[int]:
    """Return the width of what stands before each position, and of the whole at the end."""
    widths = [0] * (len(sentence) + 1)
    for unit in _UNIT.finditer(sentence):
        widths[unit.end()] = max(1, len(unit[0]) // 2)
    return list(accumulate(widths))


def _far_from_ends(places: Iterable[int], widths: list[int]) -> list[int]:
    return [
        place
        for place in places
        if widths[place] >= _LEAST and widths[-1] - widths[place] >= _LEAST
    ]


def _places(sentence: str, marks: str) -> list[int]:
    """Return where one may cut: behind a mark, outside quotes and figures."""
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
    """Return the last resort for a sentence that no voice could say in one breath."""
    return [match.end() for match in _PARTICLE.finditer(sentence)] or [
        match.end() for match in _BESIDE.finditer(sentence)
    ]


def _joined(pieces: list[str]) -> Iterator[str]:
    """Join very short pieces to the next one where the sum still fits."""
    held = ""
    for piece in pieces:
        if held and width(held + piece) > MOST:
            yield held
            held = ""
        held += piece
        if width(held) >= _LEAST:
            yield held
            held = ""
    if held:
        yield held


def ended(text: str) -> str:
    """Return the text as a sentence: with a full stop, unless it ends in one or in a question."""
    text = text.rstrip(" ，、：；,;:")
    core = text.rstrip(_CLOSERS)
    if core.endswith("."):  # an English full stop; a Chinese one would stand beside it
        return f"{core.rstrip('.')}。{text[len(core) :]}"
    return text if core.endswith(tuple("。！？!?")) else f"{text}。"
