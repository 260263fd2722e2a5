"""Split Chinese text into words, and load the project's own words. Only this file imports jieba."""

from __future__ import annotations

import gzip
import logging
import re
import sys
import warnings
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from podcast.chinese.fold import HAN
from podcast.lib import yamlfile
from podcast.lib.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import jieba

IS_CHINESE = re.compile(f"[{HAN}〇]")
"""Matches a character with one syllable."""

_DATA = Path(__file__).parents[2] / "data/pinyin"

_RUN = re.compile(f"[{HAN}〇]+|[^{HAN}〇]+")

NUMERALS = "零〇一二三四五六七八九十百千万亿两"
"""The characters of a spoken number; 点 joins them."""

_DIGITS = "零〇一二三四五六七八九"
# 统一, 唯一, 同一, 专一 end in 一 without being numbers; 百分之 is a word before its number.
_NUMBER = re.compile(
    f"[百千万]分之|(?<![统唯同专])(?:[{NUMERALS}]+点[{_DIGITS}]+|[{NUMERALS}]{{2,}})"
    f"|(?<=点)[{_DIGITS}]+"
)

_FUNCTION_CHAR = re.compile("([为地得的了都和与在将把被还就从向由])")
# Words that jieba would form, which join a particle to a verb or split a more common word.
_NO_WORDS = ("地说", "得上", "为千问", "的话", "为人所", "地向", "比上")


@lru_cache(maxsize=512)
def cut(text: str) -> tuple[str, ...]:
    """Split `text` into words, which together are the whole text.

    A spoken number is one word, and no word mixes Chinese with other characters.
    """
    pieces: list[str] = []
    place = 0
    for number in _NUMBER.finditer(text):
        pieces += _cut_words(text[place : number.start()])
        pieces.append(number.group())
        place = number.end()
    return tuple(pieces + _cut_words(text[place:]))


@lru_cache(maxsize=512)
def starts(text: str) -> tuple[int, ...]:
    """Return where the words of `text` begin, in order."""
    return tuple(accumulate((len(word) for word in cut(text)), initial=0))[:-1]


@once
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Return the project's words with one numbered syllable per character, before sandhi.

    They include the places that are read otherwise than their characters (places.tsv) and the
    surnames of two characters.
    """
    entries = yamlfile.load(Path(__file__).with_name("phrases.yaml"))
    double = {name: reading for name, (reading, use) in surnames().items() if use == "double"}
    merged = {**_rows("places.tsv"), **double, **entries}
    return MappingProxyType({word: tuple(value.split()) for word, value in merged.items()})


@once
def surnames() -> Mapping[str, tuple[str, str]]:
    """Return the surnames that are read otherwise than the word, each with its reading and use.

    The use says how easily the character is a surname: `always` where it hardly has another
    meaning, `name` where it needs a name around it, `verb` where it often stands right after an
    office (校长曾…), `title` where only a title after it makes it one, `double` for a surname of
    two characters.
    """
    rows = (line.split("\t") for line in _text("surnames.tsv").splitlines())
    return MappingProxyType({name: (reading, use) for name, reading, use in rows})


@once
def given() -> frozenset[str]:
    """Return the characters of given names. tools/pack_names.py makes the table."""
    return frozenset(_text("given.txt").strip())


@once
def agreed() -> Mapping[str, str]:
    """Return the syllables of words with a polyphone that all dictionaries read in the same way.

    The syllables are those before sandhi, with spaces between them. tools/pack_phrases.py makes
    the table.
    """
    return _table("words.tsv.gz")


@once
def likely() -> Mapping[str, str]:
    """Return more such words, which only two dictionaries have. None is in `agreed()`."""
    return _table("likely.tsv.gz")


@once
def weak() -> Mapping[str, tuple[str, ...]]:
    """Return words with a neutral tone in speech that some dictionaries leave out: 咳嗽 ke2 sou5.

    tools/pack_phrases.py makes the table.
    """
    return MappingProxyType({word: tuple(each.split()) for word, each in _rows("weak.tsv").items()})


def _text(name: str) -> str:
    return (_DATA / name).read_text("utf-8")


def _rows(name: str) -> dict[str, str]:
    return dict(line.split("\t") for line in _text(name).splitlines())


def _table(name: str) -> Mapping[str, str]:
    table = gzip.decompress((_DATA / name).read_bytes()).decode()
    return MappingProxyType(dict(line.split("\t") for line in table.splitlines()))


def frequency(text: str) -> int:
    """Return the frequency of a word in jieba's dictionary, 0 for an unknown word."""
    return int(_tokenizer().FREQ.get(text) or 0)


def tag(word: str) -> str:
    """Return the part of speech that jieba's dictionary gives a word, or nothing: n, v, ns, nr."""
    return _tags().get(word, "")


@once
def places() -> frozenset[str]:
    """Return the words that jieba's dictionary marks as places or as organisations."""
    return frozenset(word for word, mark in _tags().items() if mark in {"ns", "nt"})


def persons() -> tuple[str, ...]:
    """Return the words that jieba's dictionary marks as names of persons."""
    return tuple(word for word, mark in _tags().items() if mark == "nr")


@once
def _tags() -> Mapping[str, str]:
    with _tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()  # word, frequency and part of speech
    return MappingProxyType(dict(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True)))


def _cut_words(text: str) -> list[str]:
    parts: list[str] = []
    for run in _RUN.findall(text):  # else jieba would take T恤 and 阿Q as one word each
        words = _tokenizer().cut(run) if IS_CHINESE.match(run) else [run]
        parts += [part for word in words for part in _without_particles(word)]
    return parts


def _without_particles(word: str) -> list[str]:
    """Split particles off a word that jieba's dictionary does not have: 为千问 -> 为, 千问."""
    if frequency(word):
        return [word]
    return [part for part in _FUNCTION_CHAR.split(word) if part]


@once
def _tokenizer() -> jieba.Tokenizer:
    with warnings.catch_warnings(), _blocked("pkg_resources"):
        warnings.simplefilter("ignore")  # 0.42.1 has invalid escapes; no later release exists
        import jieba
    jieba.setLogLevel(logging.CRITICAL)  # it reports every start on stderr
    tokenizer = jieba.Tokenizer()
    # jieba unmarshals its cache, so the cache must not lie where everybody may write (/tmp)
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    for word in phrases():
        tokenizer.add_word(word)
    for word in _NO_WORDS:
        tokenizer.del_word(word)
    return tokenizer


@contextmanager
def _blocked(module: str) -> Iterator[None]:
    """Make the import of a module fail inside the block.

    jieba works without pkg_resources, which takes 0.2 s to load.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    folder: Path = user_cache_path("digestcast")
    with suppress(OSError):  # without a cache, jieba starts half a second later
        folder.mkdir(parents=True, exist_ok=True)
    return folder
