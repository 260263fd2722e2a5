"""The pronunciation lexicon: check entries, load the built-in table, find entries in a text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from podcast.chinese.fold import HAN, IS_HAN, fold, without_gaps
from podcast.chinese.pinyin import syllables
from podcast.chinese.rules.scales import MARK
from podcast.errors import ConfigError
from podcast.lib.once import once
from podcast.lib.yamlfile import load as load_yaml
from podcast.model import LexiconEntry

BUILT_IN = Path(__file__).with_name("lexicon.yaml")

FORMS = ("alias", "pinyin", "english", "spell")
"""The forms of an entry. A mapping has exactly one of these keys; plain words are an alias."""

_SPEAKABLE = re.compile(f"[{HAN}A-Za-z ，。？！：；、]+")
_RESPELLING = re.compile(r"[A-Za-z]+(?:[ '-][A-Za-z]+)*")
_SPELLED = re.compile(r"[A-Za-z]")


def entry(key: str, value: str | Mapping[str, object], where: str) -> LexiconEntry:
    """Check one entry as YAML gives it and return it.

    `value` is an alias in Chinese words, or a mapping with exactly one of `alias`, `pinyin`
    (numbered syllables, one per Chinese character of the key), `english` (a respelling) and
    `spell: true`, and optionally `case: exact` and `meant: true`. `where` is `file:line`.

    Raises ConfigError for an invalid entry.
    """
    try:
        return _entry(key, value, where)
    except ConfigError as error:
        raise ConfigError(f"{where}: lexicon entry {key!r}: {error}") from None


def _entry(key: str, value: str | Mapping[str, object], where: str) -> LexiconEntry:
    if not key.strip():
        raise ConfigError("an empty key; write the word to be read")
    if any("\ud800" <= char <= "\udfff" for char in key):
        raise ConfigError("the key is not UTF-8; send UTF-8")
    if isinstance(value, str):
        return LexiconEntry(key=key, alias=_alias(value), where=where)
    return _mapping(key, value, where)


def _mapping(key: str, value: Mapping[str, object], where: str) -> LexiconEntry:
    if not isinstance(value, Mapping):
        raise ConfigError(
            f"expected words or one of {', '.join(FORMS)}, not {value!r}; put the words in quotes"
        )
    _check_keys(value)
    forms = [form for form in FORMS if form in value]
    if len(forms) != 1:
        fault = f"has {' and '.join(forms)}" if forms else "says no way to read it"
        raise ConfigError(f"{fault}; give exactly one of {', '.join(FORMS)}")
    item = LexiconEntry(key=key, case_exact=_case(value), meant=_meant(value), where=where)
    form_name, words = forms[0], value[forms[0]]
    if form_name == "spell":
        _spell(key, words)
        return replace(item, spell=True)
    if not isinstance(words, str):
        raise ConfigError(f"{form_name} must be text, not {words!r}; put it in quotes")
    if form_name == "english":
        return replace(item, english=_english(words))
    if form_name == "pinyin":
        return replace(item, pinyin=_pinyin(key, words))
    return replace(item, alias=_alias(words))


def _check_keys(value: Mapping[str, object]) -> None:
    names = (*FORMS, "case", "meant")
    for name in value:
        if name not in names:
            close = difflib.get_close_matches(str(name), names, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"use {', '.join(names)}"
            raise ConfigError(f"unknown key {name!r}; {hint}")


def _case(value: Mapping[str, object]) -> bool:
    if "case" in value and value["case"] != "exact":
        raise ConfigError(f"case: {value['case']!r}; the only value is `exact`, or leave it out")
    return "case" in value


def _meant(value: Mapping[str, object]) -> bool:
    if "meant" in value and value["meant"] is not True:
        raise ConfigError(f"meant: {value['meant']!r}; write `meant: true`, or leave it out")
    return "meant" in value


def _spell(key: str, flag: object) -> None:
    if flag is not True:
        raise ConfigError(f"spell: {flag!r}; write `spell: true`, or remove the entry")
    if not _SPELLED.search(key):
        raise ConfigError("no Latin letter to spell; use an alias or pinyin")


def _alias(words: str) -> str:
    words = " ".join(words.split())
    if not words:
        raise ConfigError("an empty alias; write the words to say")
    if not _SPEAKABLE.fullmatch(words):
        bad = next(char for char in words if not _SPEAKABLE.fullmatch(char))
        raise ConfigError(
            f"{bad!r} in the alias {words!r} cannot be spoken; "
            "write numbers and symbols as Chinese words"
        )
    return words


def _english(words: str) -> str:
    words = " ".join(words.split())
    if not _RESPELLING.fullmatch(words):
        raise ConfigError(
            f"the respelling {words!r} must be English letters, "
            "with hyphens or spaces between syllables"
        )
    return words


def _pinyin(key: str, words: str) -> tuple[str, ...]:
    readings: list[str] = []
    for word in words.split():
        syllable = syllables.normalise(word)
        if syllable is None:
            raise ConfigError(
                f"{word!r} is not a pinyin syllable with its tone as a digit 1 to 5 "
                "(for example `chong2 qing4`)"
            )
        readings.append(syllable)
    count = len(IS_HAN.findall(fold(key)))
    if not count:
        raise ConfigError("pinyin is for Chinese characters; use an alias or `english`")
    if any(char.isdigit() or char == "〇" for char in fold(key)):
        raise ConfigError("pinyin cannot be given beside figures; write all of it in words")
    if len(readings) != count:
        raise ConfigError(
            f"{len(readings)} syllables for {count} Chinese characters; write one for each"
        )
    return tuple(readings)


def form(item: LexiconEntry) -> str | dict[str, str | bool]:
    """Return the shortest value that `entry` reads as this item."""
    marks: dict[str, str | bool] = {"case": "exact"} if item.case_exact else {}
    if item.meant:
        marks["meant"] = True
    if item.alias:
        return {**marks, "alias": item.alias} if marks else item.alias
    if item.pinyin:
        return {**marks, "pinyin": " ".join(item.pinyin)}
    return {**marks, "english": item.english} if item.english else {**marks, "spell": True}


def identity(key: str, *, exact: bool) -> tuple[str, bool]:
    """Return the identity of a key; an entry replaces an earlier entry with the same identity.

    Full-width letters equal ASCII letters, and spaces beside figures do not count. Upper and lower
    case are equal unless `exact`.
    """
    folded, _ = without_gaps(fold(key))
    return (folded if exact else folded.lower(), exact)


@once
def built_in() -> tuple[LexiconEntry, ...]:
    """Return the built-in lexicon, read once. Raises ConfigError when the file is broken."""
    table = load_yaml(BUILT_IN)
    return tuple(entry(key, value, table.at(key)) for key, value in table.items())


class Matcher:
    """Finds the longest entry that begins at a position of a folded text.

    An entry that begins or ends with a Latin letter or a digit matches whole words only, but digits
    may touch its letters (Qwen in `5Qwen3`), except before an entry of a single letter. Upper and
    lower case are equal unless the entry is `case_exact`. If two entries have the same identity,
    the later one counts.
    """

    def __init__(self, entries: Sequence[LexiconEntry]) -> None:
        by_key = {identity(item.key, exact=item.case_exact): item for item in entries}
        table: dict[str, list[tuple[str, LexiconEntry]]] = {}
        for (key, _), item in by_key.items():
            table.setdefault(key[0].lower(), []).append((key, item))
        # the longest first; of the same length, those with exact case first
        self._table = {
            first: tuple(sorted(rows, key=lambda row: (-len(row[0]), not row[1].case_exact)))
            for first, rows in table.items()
        }
        self.firsts = frozenset(self._table)
        """The first characters of all entries, in lower case."""

    def at(self, text: str, lower: str, start: int) -> LexiconEntry | None:
        """Return the entry at `start` of the folded `text`, whose lower-case form is `lower`."""
        for key, item in self._table.get(lower[start], ()):
            source = text if item.case_exact else lower
            if source.startswith(key, start) and _whole(key, text, start):
                return item
        return None


def _whole(key: str, text: str, start: int) -> bool:
    """Tell whether `key` at `start` is a whole word, and not part of a longer word."""
    end = start + len(key)
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return _starts_clean(key, before) and _ends_clean(key[-1], after, text[end + 1 : end + 2])


def _starts_clean(key: str, before: str) -> bool:
    if not (before.isascii() and before.isalnum()) or not _alnum(key[0]):
        return True
    return before.isdigit() and key[0].isalpha() and len(key) > 1


def _ends_clean(last: str, after: str, second: str) -> bool:
    if not _alnum(last):
        return True
    if last.isalpha():
        return not (after.isascii() and after.isalpha())
    return not _alnum(after) and not (after == "." and second.isdigit())


def _alnum(char: str) -> bool:
    return char.isascii() and char.isalnum()


def used(text: str, entries: Sequence[LexiconEntry]) -> tuple[LexiconEntry, ...]:
    """Return the entries whose words stand in a text, each once, in the order of the entries.

    Where two entries begin at one place the longer one counts, as when the text is read. An entry
    for a unit (`…B`) counts where a figure stands before the unit.
    """
    folded = fold(text)
    lower = folded.lower()
    found = {item for item in entries if item.key.startswith(MARK) and _measures(item, folded)}
    words = tuple(item for item in entries if not item.key.startswith(MARK))
    inside = {identity(item.key, exact=False)[0] for item in words}
    by_key = matcher(words)
    end = 0
    for start in sorted({place for key in inside for place in _places(key, lower)}):
        item = by_key.at(folded, lower, start) if start >= end else None
        if item:
            found.add(item)
            end = start + len(item.key)
    return tuple(item for item in entries if item in found)


def _measures(item: LexiconEntry, folded: str) -> bool:
    unit = re.escape(item.key.removeprefix(MARK))
    return re.search(rf"\d\s?{unit}(?![A-Za-z0-9])", folded) is not None


def _places(key: str, text: str) -> Iterator[int]:
    place = text.find(key)
    while place >= 0:
        yield place
        place = text.find(key, place + 1)


@lru_cache(maxsize=16)
def matcher(entries: tuple[LexiconEntry, ...]) -> Matcher:
    """Return the matcher of a lexicon, from a cache."""
    return Matcher(entries)
