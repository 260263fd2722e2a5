"""Tell an English sentence in Chinese: find its template, and fill the Chinese one.

Messages hold others: a place before them, a reason in brackets, a remedy behind `; `. So a sentence
is first looked for as a whole, then in parts between such marks, and what fills a field is told in
the same way, unless it stands in quotation marks. Of several ways to read a sentence the one with
the most letters of templates holds. What belongs to no template is kept to the letter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from podcast.language import catalogue
from podcast.language.choice import is_chinese
from podcast.language.template import WORD, Template

_MARKS = {": ": "：", "; ": "；", ", ": "，", " and ": "和", " or ": "或", " ": ""}
"""What joins parts of a sentence, and what joins them in Chinese."""
_MARK = re.compile(r": |; |, |(?<=[.?!]) | and | or ")
_CLAUSE = re.compile(r"[:;] ")
_QUOTED = re.compile(r"`[^`]*`|“[^”]*”")
_BRACKET = re.compile(r"(.*?) ?\(([^()]*(?:\([^()]*\)[^()]*)*)\)(.?)", re.DOTALL)
_EDGES = " \n\t;:,"
"""What a message of the catalogue neither begins nor ends with."""
_WIDE_EDGES = str.maketrans(";:,", "；：，")
_STOPS = {"": "", ".": "。", "?": "？"}
_LEAD = re.compile(r"^(?: \(|, |; |: | )")
_LEADS = {" (": "（", ", ": "，", "; ": "；", ": ": "：", " ": ""}
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef“”‘’…]")
_MOST_PARTS = 12
"""A sentence of more parts is told as a whole or not at all."""
_MOST_TRIED = 8
"""The most templates, the longest first, that are filled for one text."""
LEAST = 3
"""A text is a message only if so many characters are a template's own: it may be data. A part of a
sentence, which begins with a mark, may have fewer."""
_WORDED = frozenset({"what", "kind", "fault", "part", "unit", "verb", "others"})
"""Fields that hold single words of the program, which are looked up in the context `word`."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A template of a message and of its translation."""

    english: Template
    chinese: Template

    def values(self, text: str) -> tuple[str, ...] | None:
        """Return the values of the fields if the text is one of this template.

        A field at an end that stands elsewhere in Chinese must not hold what stands before or
        behind the sentence: it would be carried along.
        """
        values = self.english.values(text)
        if values is None:
            return None
        own, other = self.english, self.chinese
        for place, edge in ((0, 0), (-1, len(own.names))):
            moves = not own.literals[edge] and (
                other.literals[place] or own.names[place] != other.names[place]
            )
            if moves and _CLAUSE.search(values[place]):
                return None
        return values


@dataclass(frozen=True, slots=True)
class _Told:
    """A text as it is told, and how many letters of it were those of templates."""

    text: str
    letters: int = 0
    last: int = 0
    """How many letters of its last part were those of templates."""


def told(text: str) -> str:
    """Return a message in the language of the person who reads it."""
    return in_chinese(text) if is_chinese() else text


def told_lines(text: str) -> str:
    """Return a text of lines, each a message, in the person's language; indents are kept."""
    if not is_chinese():
        return text
    lines = text.split("\n")
    return "\n".join(re.sub(r"\S.*", lambda match: in_chinese(match[0]), line) for line in lines)


def heading(text: str) -> str:
    """Return a word at the head of a line with its colon: `error: `, `warning: `, `remedy: `."""
    return f"{word(text)}{mark(': ')}"


def word(text: str) -> str:
    """Return a word that stands alone, such as the head of a column or a state."""
    return _words().get(text, text) if is_chinese() else text


def mark(text: str) -> str:
    """Return what joins two parts of a sentence: `: `, `; `, `, `."""
    return _MARKS[text] if is_chinese() else text


def in_chinese(text: str) -> str:
    """Return a message in Chinese, or as it is when it belongs to no template."""
    head, colon, rest = text.partition(": ")
    if colon and head in _HEADS:
        return f"{_words()[head]}：{in_chinese(rest)}"
    whole, core = _best(text, LEAST), text.strip(_EDGES)
    bare = _best(core, LEAST)
    if bare.letters <= whole.letters:
        return whole.text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    return before + bare.text + after.translate(_WIDE_EDGES)


_HEADS = frozenset({"error", "warning", "remedy", "info"})


@cache
def _exact() -> dict[str, str]:
    return {
        _plain(entry.message): _plain(entry.translation)
        for entry in catalogue.entries()
        if not entry.context and ("{" not in entry.message or not Template.of(entry.message).names)
    }


@cache
def _words() -> dict[str, str]:
    return {each.message: each.translation for each in catalogue.entries() if each.context}


@cache
def _forms() -> tuple[_Form, ...]:
    """Return the templates with fields, the one with the most letters first."""
    forms = [
        _Form(template, Template.of(entry.translation))
        for entry in catalogue.entries()
        for message in filter(None, (entry.message, entry.plural))
        if "{" in message
        and (template := Template.of(message, is_counted=bool(entry.plural))).names
    ]
    return tuple(sorted(forms, key=_length, reverse=True))


def _length(form: _Form) -> tuple[int, int]:
    """Return how much of a message is its template: the letters, then the characters."""
    return form.english.weight, sum(map(len, form.english.literals))


@cache
def _index() -> dict[str, list[_Form]]:
    """Return the templates by one of their words, the rarest; those without a word by no word."""
    forms = _forms()
    frequency = Counter(each for form in forms for each in form.english.words)
    index: defaultdict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        index[min(form.english.words, key=lambda each: frequency[each], default="")].append(form)
    return dict(index)


def _candidates(text: str) -> list[_Form]:
    """Return the templates that may fit a text, those with the most letters first."""
    index = _index()
    words = {"", *WORD.findall(text)}
    return sorted(
        (form for each in words for form in index.get(each, ())), key=_length, reverse=True
    )


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


@cache
def _best(text: str, least: int) -> _Told:
    """Return a text told as a whole, or else in the parts between marks."""
    whole = _whole(text, least)
    cuts = _cuts(text)
    if not cuts or len(cuts) >= _MOST_PARTS:
        return whole
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    best = [_Told("")]  # of the parts before the first, the second, ...
    for end in range(len(ends)):
        ways = []
        for start in range(end + 1):  # of two ways as good, the one with fewer parts
            part = text[starts[start] : ends[end]]
            here = whole if (start, end) == (0, len(ends) - 1) else _whole(part, LEAST)
            if start:
                here = _joined(best[start], text[slice(*cuts[start - 1])], here)
            ways.append(here)
        best.append(max(ways, key=lambda way: way.letters))
    return best[-1]


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return where marks that join parts begin and end, outside of quotations."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [
        match.span()
        for match in _MARK.finditer(text)
        if not any(start <= match.start() < end for start, end in quoted)
    ]


def _joined(before: _Told, mark: str, after: _Told) -> _Told:
    """Join two parts; the mark between them is Chinese if one of them is."""
    if before.last or after.letters:
        mark = _MARKS[mark] if _WIDE.match(before.text[-1:]) or mark != " " else mark
        if mark in {"和", "或"}:
            mark = " " * (not _WIDE.match(before.text[-1:])) + mark
            mark += " " * (not _WIDE.match(after.text[:1]))
    text = before.text + mark + after.text
    return _Told(text, before.letters + after.letters, after.letters)


@cache
def _whole(text: str, least: int) -> _Told:
    """Return a text by the template that fits it best, or as it is."""
    exact = _exact().get(text)
    if exact is not None:
        return _Told(exact, letters := sum(map(str.isalpha, text)), letters)
    best, tried = _Told(text), 0
    for form in _candidates(text):
        english = form.english
        if english.bulk < least and not english.is_counted:
            continue
        if tried == _MOST_TRIED:
            break
        values = form.values(text)
        if values is not None:
            tried += 1
            way = _filled(form, values)
            best = max(best, way, key=lambda each: each.letters)
    return best if best.letters else _bracketed(text, least)


def _bracketed(text: str, least: int) -> _Told:
    """Return a text with an explanation in brackets behind it."""
    match = _BRACKET.fullmatch(text)
    if not match or match[3] not in _STOPS:
        return _Told(text)
    before, inside = _best(match[1], least) if match[1] else _Told(""), _best(match[2], least)
    letters = before.letters + inside.letters
    told_text = f"{before.text}（{inside.text}）" + _STOPS[match[3]]
    return _Told(told_text, letters, letters) if letters else _Told(text)


def _filled(form: _Form, values: tuple[str, ...]) -> _Told:
    fields = {
        name: _Told(value) if form.english.is_quoted(place) else _value(name, value)
        for place, (name, value) in enumerate(zip(form.english.names, values, strict=True))
    }
    letters = form.english.weight + sum(value.letters for value in fields.values())
    return _Told(_set(form.chinese, fields), letters, letters)


def _value(name: str, value: str) -> _Told:
    """Return the value of a field; one that begins with a mark is a part of the sentence."""
    if name in _WORDED and value in _words():
        return _Told(_words()[value], len(value))
    lead = _LEAD.match(value)
    if not lead:
        return _best(value, LEAST)
    inner, closing = value[lead.end() :], ""
    if lead[0] == " (" and inner.endswith(")"):
        inner, closing = inner[:-1], "）"
    core = _best(inner, 0)
    if not core.letters:
        return _Told(value)
    return _Told(_LEADS[lead[0]] + core.text + closing, core.letters)


def _set(chinese: Template, fields: dict[str, _Told]) -> str:
    """Fill a Chinese template; a space beside a value that is Chinese now is left out."""
    text = chinese.literals[0]
    for name, literal in zip(chinese.names, chinese.literals[1:], strict=True):
        value = fields[name]
        if value.letters:
            text = _beside(_beside(text, value.text), literal)
        else:
            text += value.text + literal
    return text


def _beside(before: str, after: str) -> str:
    """Join two texts, without the one space between two full-width characters."""
    if before.endswith(" ") and _WIDE.match(after) and _WIDE.match(before[-2:-1]):
        before = before[:-1]
    if after.startswith(" ") and _WIDE.match(before[-1:]) and _WIDE.match(after[1:2]):
        after = after[1:]
    return before + after
