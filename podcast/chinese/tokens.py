"""The tokenizer: split a text into tokens from left to right, and decide how each token is read.

At each position the rules for this kind of character are tried in a fixed order. The first rule
that matches takes its span; no rule sees the output of another. The show's lexicon comes first,
then the built-in lexicon, then the rules, from the most special to the most general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from podcast.chinese import fallback, lexicon
from podcast.chinese.fold import IS_HAN, fold, without_gaps
from podcast.chinese.rules import (
    algebra,
    amounts,
    angles,
    clock,
    codes,
    dates,
    durations,
    identifiers,
    marks,
    names,
    numbers,
    periods,
    ratios,
    scales,
    scripts,
    signs,
    slashes,
    telephone,
)
from podcast.chinese.rules.match import AFTER_LATIN, Match, Rule, before
from podcast.model import Kind, LexiconEntry, Spoken, Token

_FIGURES: tuple[tuple[str, Rule], ...] = (
    ("link", identifiers.link),
    ("arrow", signs.moved),
    ("stamp", clock.stamped),
    ("power", ratios.power),
    ("spaced", amounts.spaced),
    ("shorthand", amounts.shorthand),
    ("algebra", algebra.figure),
    ("attached-number", names.attached),
    ("decade", periods.decade),
    ("chip", names.chip),
    ("code", codes.code),
    ("telephone", telephone.telephone),
    ("digits", identifiers.digit_string),
    ("round-the-clock", ratios.fraction_of_week),
    ("angle", angles.angle),
    ("primes", angles.primes),
    ("duration", durations.duration),
    ("out-of", ratios.out_of),
    ("date", dates.date),
    ("clock", clock.clock),
    ("time", clock.time),
    ("ordinal", ratios.ordinal),
    ("percentage", amounts.percentage),
    ("score", ratios.score),
    ("lettered-unit", amounts.lettered),
    ("signed-range", signs.crossing),
    ("range", amounts.ranges),
    ("letter-of-name", names.named_letter),
    ("quantity", amounts.quantity),
    ("rate", amounts.rate),
    ("times", ratios.product),
    ("ratio", ratios.ratio),
    ("worded-ratio", ratios.worded),
    ("slashes", slashes.slashed),
    ("year", periods.lone_year),
    ("named-number", names.named),
    ("version", identifiers.version),
    ("number", identifiers.plain),
    ("digit-by-digit", fallback.digits),
)
_LETTERS: tuple[tuple[str, Rule], ...] = (
    ("link", identifiers.link),
    ("money", amounts.money),
    ("angle", angles.angle),
    ("time-zone", clock.offset),
    ("algebra", algebra.variable),
    ("fiscal-year", periods.fiscal),
    ("quarter", periods.quarter),
    ("code", codes.lettered),
    ("numbered", names.numbered),
    ("dotted-letter", names.dotted),
    ("model", names.model),
    ("acronym", names.acronym),
    ("latin-word", names.word),
)
_HAN: tuple[tuple[str, Rule], ...] = (
    ("code", codes.issue),
    ("ordinal", ratios.ordinal),
    ("chinese-digits", identifiers.written_digits),
    ("chinese", names.chinese),
)
_RUNS = _HAN[-1:]
_COUNTING = "第〇一二三四五六七八九"
"""The Chinese characters with which an ordinal or a number may begin."""
_SIGNS: tuple[tuple[str, Rule], ...] = (
    ("arrow", signs.arrow),
    ("money", amounts.money),
    ("telephone", telephone.telephone),
    ("isotope", names.isotope),
    ("algebra", algebra.minus),
    ("grade", signs.grade),
    ("sign", signs.signed),
    ("numbered", names.numbered),
    ("comparison", marks.comparison),
    ("dash", marks.dash),
    ("short-year", periods.apostrophe),
    ("possessive", marks.possessive),
    ("interval", algebra.interval),
    ("punctuation", marks.mark),
    ("symbol", marks.symbol),
    ("script", scripts.script),
    ("unreadable", marks.unreadable),
    ("silent", marks.silent),
)
_PLAIN_MARKS = "，。、；！？"
"""The marks with which only punctuation can begin."""
_MARKS = tuple(row for row in _SIGNS if row[0] == "punctuation")


_POINTS = "，、；：。！？,;:.!?"


def spoken(text: str, lexicon: Sequence[LexiconEntry] = ()) -> Spoken:
    """Decide how `text` is read.

    `lexicon` is the show's lexicon, which takes precedence over the built-in lexicon. Any Unicode
    text is accepted; characters that cannot be read aloud are silent. The tokens cover the text.
    """
    return Spoken(text, _settle_pauses(_merge_spaces(tuple(_scan(text, tuple(lexicon))))))


def _scan(raw: str, user: tuple[LexiconEntry, ...]) -> Iterator[Token]:
    """Yield the tokens of `raw` as the rules decide, before spaces and pauses are joined."""
    text, places = without_gaps(fold(raw))
    lower = text.lower()
    matchers = (
        ("lexicon", lexicon.matcher(scales.without(user))),
        ("built-in-lexicon", lexicon.matcher(lexicon.built_in())),
    )
    scale = scales.rule(user)
    start = 0
    while start < len(text):
        scaled = scale(text, start) if scale and _stands_free(text, start) else None
        name, match = ("lexicon", scaled) if scaled else _decide(text, lower, start, matchers)
        first, end = places[start], places[match.end - 1] + 1
        yield Token(
            text=raw[first:end],
            kind=match.kind,
            rule=name,
            reading=match.reading,
            start=first,
            end=end,
            pinyin=match.pinyin,
            english=match.english,
            spell=match.spell,
            guessed=match.guessed,
            meant=match.meant,
        )
        start = match.end
        following = places[start] if start < len(text) else len(raw)
        if end < following:
            yield Token(raw[end:following], "punctuation", "silent", "", end, following)


def _stands_free(text: str, start: int) -> bool:
    """Tell whether a number begins at `start` that is not part of a name (Qwen3-235B)."""
    return text[start].isdigit() and not AFTER_LATIN.search(before(text, start))


_Matchers = tuple[tuple[str, lexicon.Matcher], ...]


def _decide(text: str, lower: str, start: int, matchers: _Matchers) -> tuple[str, Match]:
    """Return the name of the rule that claims this position, and its match."""
    in_lexicon = _in_lexicon(text, lower, start, matchers)
    if in_lexicon:
        web = identifiers.link(text, start) if text[start].isascii() else None
        return ("link", web) if web and web.end > in_lexicon[1].end else in_lexicon
    for name, rule in _rules(text[start]):
        match = rule(text, start)
        if match:
            if name == "chinese":
                match = _until_next_word(text, lower, start, match, matchers)
            return name, match
    raise AssertionError(text[start])  # not reached: `silent` accepts any character


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


def _until_next_word(text: str, lower: str, start: int, match: Match, matchers: _Matchers) -> Match:
    """Return the match of a Chinese run, cut where a lexicon entry, an ordinal or 〇 begins."""
    for end in range(start + 1, match.end):
        if (
            _in_lexicon(text, lower, end, matchers)
            or (text[end] == "第" and ratios.ordinal(text, end))
            or (text[end] in _COUNTING and identifiers.written_digits(text, end))
        ):
            return replace(match, end=end, reading=text[start:end])
    return match


def _in_lexicon(text: str, lower: str, start: int, matchers: _Matchers) -> tuple[str, Match] | None:
    """Return the lexicon's name and the match of the entry at `start`, or None without entry."""
    for name, matcher in matchers:
        item = matcher.at(text, lower, start) if lower[start] in matcher.firsts else None
        if item:
            return name, replace(_entry(text, start, item), meant=item.meant)
    return None


def _entry(text: str, start: int, item: LexiconEntry) -> Match:
    """Turn a lexicon entry into a match."""
    end = start + len(without_gaps(item.key)[0])
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
    """Return the characters of a key that can be spoken: `Wi-Fi` -> `Wi Fi`, digits one by one."""
    letters = "".join(c if IS_HAN.match(c) or (c.isascii() and c.isalnum()) else " " for c in key)
    return numbers.digits(" ".join(letters.split()))


def _merge_spaces(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Join white space to the silent token or the pause beside it."""
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


def _settle_pauses(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Keep only the strongest of several pauses in a row, and no pause before the first word.

    A comma after the last word stays, because the sentence goes on in the next line, and a listener
    should hear that. A bracket or a dash after the last word makes no pause.
    """
    result = list(tokens)
    run: list[int] = []
    has_words = False
    for index, token in enumerate(tokens):
        if token.kind != "punctuation":
            if token.reading:
                _settle(result, run, keep=has_words)
                run, has_words = [], True
        elif token.reading:
            run.append(index)
    marks_in_run = "".join(tokens[index].text for index in run)
    _settle(result, run, keep=has_words and any(mark in marks_in_run for mark in _POINTS))
    return tuple(result)


def _settle(tokens: list[Token], run: Sequence[int], *, keep: bool) -> None:
    """Silence all pauses of `run` except the strongest; unless `keep`, silence that one as well."""
    if not run:
        return
    best = marks.strongest("".join(tokens[index].reading for index in run))
    for index in run:
        kept = keep and tokens[index].reading == best
        keep = keep and not kept
        if not kept:
            tokens[index] = replace(tokens[index], reading="")
