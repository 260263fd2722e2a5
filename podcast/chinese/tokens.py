"""The tokenizer: one decision per token, left to right.

At each position the rules for that kind of character are tried in a fixed order and the first that
matches takes the span; no rule sees what another has written. The blogger's lexicon comes first,
then the built-in one, then the rules, most particular before most general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from podcast.chinese import fallback, lexicon
from podcast.chinese.fold import IS_HAN, fold
from podcast.chinese.rules import (
    amounts,
    clock,
    dates,
    identifiers,
    marks,
    names,
    numbers,
    periods,
    ratios,
    scales,
)
from podcast.chinese.rules.match import AFTER_LATIN, Match, Rule, before
from podcast.model import Kind, LexiconEntry, Spoken, Token

_FIGURES: tuple[tuple[str, Rule], ...] = (
    ("link", identifiers.link),
    ("attached-number", names.attached),
    ("decade", periods.decade),
    ("chip", names.chip),
    ("identifier", identifiers.identifier),
    ("round-the-clock", ratios.fraction_of_week),
    ("date", dates.date),
    ("clock", clock.clock),
    ("time", clock.time),
    ("ordinal", ratios.ordinal),
    ("percentage", amounts.percentage),
    ("score", ratios.score),
    ("power", ratios.power),
    ("range", amounts.ranges),
    ("letter-of-name", names.named_letter),
    ("quantity", amounts.quantity),
    ("rate", amounts.rate),
    ("times", ratios.product),
    ("ratio", ratios.ratio),
    ("worded-ratio", ratios.worded),
    ("fraction", ratios.fraction),
    ("year", periods.lone_year),
    ("named-number", names.named),
    ("version", identifiers.version),
    ("number", identifiers.plain),
    ("digit-by-digit", fallback.digits),
)
_LETTERS: tuple[tuple[str, Rule], ...] = (
    ("link", identifiers.link),
    ("money", amounts.money),
    ("quarter", periods.quarter),
    ("numbered", names.numbered),
    ("dotted-letter", names.dotted),
    ("model", names.model),
    ("acronym", names.acronym),
    ("latin-word", names.word),
)
_HAN: tuple[tuple[str, Rule], ...] = (
    ("ordinal", ratios.ordinal),
    ("chinese-digits", identifiers.written_digits),
    ("chinese", names.chinese),
)
_RUNS = _HAN[-1:]
_COUNTING = "第〇一二三四五六七八九"
"""With these an ordinal or a number may begin; any other character begins plain words."""
_SIGNS: tuple[tuple[str, Rule], ...] = (
    ("money", amounts.money),
    ("identifier", identifiers.identifier),
    ("sign", ratios.signed),
    ("numbered", names.numbered),
    ("dash", marks.dash),
    ("possessive", marks.possessive),
    ("punctuation", marks.mark),
    ("symbol", marks.symbol),
    ("unreadable", marks.unreadable),
    ("silent", marks.silent),
)
_PLAIN_MARKS = "，。、；！？"
"""Marks with which nothing else begins."""
_MARKS = tuple(row for row in _SIGNS if row[0] == "punctuation")


_POINTS = "，、；：。！？,;:.!?"


def spoken(text: str, lexicon: Sequence[LexiconEntry] = ()) -> Spoken:
    """Decide how `text` is read.

    `lexicon` is the blogger's own (it wins over the built-in one). Pure; any Unicode text is
    accepted, and what cannot be read aloud becomes silent. The tokens cover the text.
    """
    return Spoken(text, _paused(_merged(tuple(_scan(text, tuple(lexicon))))))


def _scan(raw: str, user: tuple[LexiconEntry, ...]) -> Iterator[Token]:
    """Yield the tokens of `raw` as the rules decide, before pauses are settled."""
    text = fold(raw)
    lower = text.lower()
    matchers = (
        ("lexicon", lexicon.matcher(scales.without(user))),
        ("built-in-lexicon", lexicon.matcher(lexicon.built_in())),
    )
    scale = scales.rule(user)
    start = 0
    while start < len(text):
        scaled = scale(text, start) if scale and _stands_free(text, start) else None
        name, found = ("lexicon", scaled) if scaled else _decide(text, lower, start, matchers)
        yield Token(
            text=raw[start : found.end],
            kind=found.kind,
            rule=name,
            reading=found.reading,
            start=start,
            end=found.end,
            pinyin=found.pinyin,
            english=found.english,
            spell=found.spell,
            guessed=found.guessed,
        )
        start = found.end


def _stands_free(text: str, start: int) -> bool:
    """Tell whether a number here is not the rest of a name (Qwen3-235B)."""
    return text[start].isdigit() and not AFTER_LATIN.search(before(text, start))


_Matchers = tuple[tuple[str, lexicon.Matcher], ...]


def _decide(text: str, lower: str, start: int, matchers: _Matchers) -> tuple[str, Match]:
    """Return the rule that takes the position and what it says."""
    known = _known(text, lower, start, matchers)
    if known:
        web = identifiers.link(text, start) if text[start].isascii() else None
        return ("link", web) if web and web.end > known[1].end else known
    for name, rule in _rules(text[start]):
        found = rule(text, start)
        if found:
            if name == "chinese":
                found = _until_known(text, lower, start, found, matchers)
            return name, found
    raise AssertionError(text[start])  # `silent` takes anything


def _rules(char: str) -> tuple[tuple[str, Rule], ...]:
    if char.isascii() and char.isalpha():
        return _LETTERS
    if char.isascii() and char.isdigit():
        return _FIGURES
    if char in _PLAIN_MARKS:
        return _MARKS
    if char in _COUNTING:
        return _HAN
    return _RUNS if IS_HAN.match(char) else _SIGNS


def _until_known(text: str, lower: str, start: int, found: Match, matchers: _Matchers) -> Match:
    """End a run of Chinese where a lexicon entry, an ordinal or 〇 begins."""
    for end in range(start + 1, found.end):
        if (
            _known(text, lower, end, matchers)
            or (text[end] == "第" and ratios.ordinal(text, end))
            or (text[end] in _COUNTING and identifiers.written_digits(text, end))
        ):
            return replace(found, end=end, reading=text[start:end])
    return found


def _known(text: str, lower: str, start: int, matchers: _Matchers) -> tuple[str, Match] | None:
    """Return what a lexicon says of the word at `start`."""
    for name, matcher in matchers:
        item = matcher.at(text, lower, start) if lower[start] in matcher.firsts else None
        if item:
            return name, _entry(text, start, item)
    return None


def _entry(text: str, start: int, item: LexiconEntry) -> Match:
    """Turn a lexicon entry into a match."""
    end = start + len(item.key)
    kind = _kind(item)
    if item.alias.lower() == item.key.lower():
        return Match(end, kind, text[start:end])
    if item.alias:
        return Match(end, kind, item.alias)
    if item.english and not any(c.isascii() and c.isalpha() for c in item.key):
        return Match(
            end, kind, item.english.replace("-", "").replace("'", ""), english=item.english
        )
    reading = _letters(fold(item.key).replace("〇", "零")) or _letters(item.english)
    return Match(end, kind, reading, item.spell, item.pinyin, item.english)


def _kind(item: LexiconEntry) -> Kind:
    if IS_HAN.search(item.key):
        return "chinese"
    if any(char.isalpha() for char in item.key):
        return "acronym" if item.spell else names.kind(item.key)
    return "identifier" if any(char.isdigit() for char in item.key) else "latin"


def _letters(key: str) -> str:
    """Return the speakable characters of a key: `Wi-Fi` -> `Wi Fi`, digits one by one."""
    kept = "".join(c if IS_HAN.match(c) or (c.isascii() and c.isalnum()) else " " for c in key)
    return numbers.digits(" ".join(kept.split()))


def _merged(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Join white space and other silence to the silent token or the pause beside it."""
    merged: list[Token] = []
    for token in tokens:
        last = merged[-1] if merged else None
        if last and {last.kind, token.kind} == {"punctuation"} and _spaced(last, token):
            main = last if token.text.isspace() else token
            text = last.text + token.text
            merged[-1] = replace(main, text=text, start=last.start, end=token.end)
        else:
            merged.append(token)
    return tuple(merged)


def _spaced(last: Token, token: Token) -> bool:
    return last.text.isspace() or token.text.isspace()


def _paused(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Keep the strongest of several pauses in a row, and none before the first word.

    A comma after the last word stays: the sentence goes on in the next line, and a voice hears it;
    a bracket or a dash there goes.
    """
    settled = list(tokens)
    run: list[int] = []
    said = False
    for index, token in enumerate(tokens):
        if token.kind != "punctuation":
            if token.reading:
                _settle(settled, run, keep=said)
                run, said = [], True
        elif token.reading:
            run.append(index)
    written = "".join(tokens[index].text for index in run)
    _settle(settled, run, keep=said and any(mark in written for mark in _POINTS))
    return tuple(settled)


def _settle(tokens: list[Token], run: Sequence[int], *, keep: bool) -> None:
    """Silence all pauses of `run` but the strongest, the first of its strength."""
    if not run:
        return
    best = marks.strongest("".join(tokens[index].reading for index in run))
    for index in run:
        chosen = keep and tokens[index].reading == best
        keep = keep and not chosen
        if not chosen:
            tokens[index] = replace(tokens[index], reading="")
