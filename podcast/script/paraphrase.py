"""Whether a bullet's clause says in other words what a sentence before it has said.

A clause says it again when one sentence has its figures and names and most of the characters that
carry its content, and the item nearly all of them. Words for the same count as one; a denial or a
direction that the sentence lacks makes it another clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from podcast.lib.yamlfile import load
from podcast.script import facts
from podcast.script.numerals import in_base_units, in_digits
from podcast.script.rounded import told_exactly, told_in_percent

_FILE = Path(__file__).with_name("paraphrase.yaml")
_SIGN = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
_STOPS = frozenset(
    "的了是在和与也都还就会可能将要有这那个为由把被向从到对于其时起着过种一每只仅均已各并且但又所之等他她它让使"
)
_NUMERALS = dict(zip("二两三四五六七八九", "223456789", strict=True))
_TENTHS = re.compile("([一二两三四五六七八九])成(?!立|为|功|员|果|本|了|绩|品|都|交)")
_COMMON = frozenset({"ai"})
"""Names that so many headlines have that a sentence need not have them."""
_PRIVATE = 0xE000
_IN_SENTENCE, _IN_ITEM = 0.6, 0.75
"""The share of a clause's content that one sentence must have, and the whole item before it."""
_IN_BEGINNING = 0.7
"""The share of the content of a headline's clause that a sentence has which tells it."""
_NEW_MOST = 3
"""So many characters of content may be new."""
_LEAST = 2
"""With less content than this a clause is compared in another way."""


def says_again(clause: str, heard: Iterable[str]) -> bool:
    """Tell whether a clause says again what one of some sentences has said."""
    texts = tuple(heard)
    own = _signs(clause)
    found = _facts(clause)
    everywhere = frozenset().union(*map(_signs, texts))
    if len(own) < _LEAST:  # one word for the same as one that was heard, and nothing else
        return min(own, default="") >= chr(_PRIVATE) and own <= everywhere - _turning()
    new = own - everywhere
    if len(new) > _NEW_MOST or len(own - new) < _IN_ITEM * len(own):
        return False
    words = _words(clause).difference(*map(_words, texts))
    return any(
        _has(
            text,
            own,
            facts.Facts(found.figures - told_in_percent(clause, text), found.names),
            words,
        )
        for text in texts
    )


def has_figure_of(clause: str, text: str) -> bool:
    """Tell whether a text has the figures of a clause that writes them in words, of the same."""
    own = _facts(clause).figures - facts.of([clause]).figures
    return (
        bool(own) and own <= _facts(text).figures and bool(facts.pairs(clause) & facts.pairs(text))
    )


def tells_of(sentence: str, clause: str) -> bool:
    """Tell whether a sentence says what a clause of its headline says, perhaps more exactly.

    It has the names, the figures or more exact ones, and most of the content; a clause that is
    only a name is told where it is named.
    """
    own, found = _signs(clause), _facts(clause) - _facts(sentence)
    missing = own - _signs(sentence)
    rounded = told_exactly(_in_percent(clause), _in_percent(sentence))
    rounded |= told_in_percent(clause, sentence)
    if found.names - _COMMON or found.figures - rounded or missing & _turning():
        return False
    known = len(_facts(clause)) > 0
    most = max((1 - _IN_BEGINNING) * len(own), 1 if known else 0)
    return bool(own or known) and len(missing) <= most


def _has(text: str, own: frozenset[str], found: facts.Facts, words: frozenset[str]) -> bool:
    """Tell whether a sentence has the facts of a clause and most of its content.

    `words` are threes of characters that the item has not; one of which it has none is new.
    """
    signs = _signs(text)
    missing = own - signs
    if len(found - _facts(text)) or missing & _turning():
        return False
    if any(missing.issuperset(word) for word in words):
        return False
    numerals = {_NUMERALS[sign] for sign in missing if sign in _NUMERALS}
    return numerals <= _facts(text).figures and len(missing) <= (1 - _IN_SENTENCE) * len(own)


@lru_cache(maxsize=4096)
def _facts(text: str) -> facts.Facts:
    """Return figures and names; tenths are percents, and numbers from ten on are digits."""
    return facts.of([in_base_units(in_digits(_in_percent(text)))])


@lru_cache(maxsize=4096)
def _signs(text: str) -> frozenset[str]:
    """Return the characters that carry the content of a text; words for the same are one."""
    text = _same().sub(lambda match: _signs_of_words()[match[0]], _in_percent(text))
    return frozenset(_SIGN.findall(_empty().sub("", text))) - _STOPS


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Return the threes of neighbouring characters of a text, but for words for the same."""
    runs = _HAN.findall(_empty().sub("，", _same().sub("，", text)))
    return frozenset(run[at : at + 3] for run in runs for at in range(len(run) - 2))


def _in_percent(text: str) -> str:
    text = text.replace("五五分", "50%分")
    return _TENTHS.sub(lambda match: f"{_NUMERALS.get(match[1], '1')}0%", text)


@cache
def _signs_of_words() -> Mapping[str, str]:
    """Return one character of the private use area for each row of words for the same."""
    return {
        word: chr(_PRIVATE + row) for row, words in enumerate(_table()["same"]) for word in words
    }


@cache
def _same() -> re.Pattern[str]:
    return _of_words(_signs_of_words())


@cache
def _empty() -> re.Pattern[str]:
    return _of_words(_table()["empty"])


@cache
def _turning() -> frozenset[str]:
    rows = _table()["same"]
    turning = frozenset(_table()["turning"])
    words = (chr(_PRIVATE + row) for row, words in enumerate(rows) if turning & set("".join(words)))
    return turning | frozenset(words)


def _of_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _table() -> Mapping[str, Any]:
    return load(_FILE)
