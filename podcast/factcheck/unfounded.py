"""Clauses of a machine's line that are about nothing of which their source speaks.

`judge` objects to claims that it knows: figures, names, directions and so on. A clause without any
of them (网友一片哗然) may still be invented, also beside a true one. So each word of a clause must
be in the source, or be one with which hosts talk (`podcast/data/factcheck/talk.txt`). A machine can
be asked for other words; a person is not held to this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from podcast.chinese.fold import HAN, fold
from podcast.chinese.pinyin import words
from podcast.factcheck import figures, timing
from podcast.factcheck.passages import passage, source
from podcast.factcheck.statements import content, holds
from podcast.lib.once import once
from podcast.model import Item, Objection

_TABLE = Path(__file__).parents[1] / "data/factcheck/talk.txt"
_CLAUSE = re.compile("[^。！？!?，；;：:、\n]+")
_SENTENCE_END = re.compile("[。！？!?；;\n]")
_LIST = re.compile("以及|还有|[和与跟及]|[聊说讲谈]到")
"""Between the subjects that a line of the frame lists."""
_TOPIC = re.compile(
    "(?:先|再|来|接着|接下来|最后)?(?:看|说|聊|看看|说说|聊聊|说到|聊到|转到|来看)[^。]{1,6}|[^。]{1,6}(?:方面|上|这边)"
)
"""Matches a clause that only names what the next one is about."""
_LONE = re.compile(f"[{HAN}]")
_PARTICLES = frozenset(
    "的了着过到从是在把被让给对向往于和与跟同及或但而且就也都还又再才只很太更没不未要能可得该将"
    "想正已曾后多少些几两一二三四五六七八九十百千第个这那其之所以为么呢吗吧啊呀"
    "它他她们我你您咱有比前按由靠连因如若则即当虽另各某仅却便"
)
"""Characters that carry no content beside others."""
_DIRECTIONS = "上下来去出进回起开里内"
"""Characters that carry none behind a word (用上, 厂里), and do before one (上线, 开放)."""
_FEWEST = 2
"""So many words that the source lacks, and more of them than it has, make a clause another one."""


class _Talk(NamedTuple):
    always: frozenset[str]
    in_questions: frozenset[str]


@once
def _talk() -> _Talk:
    """Return the words of the table."""
    always: set[str] = set()
    asked: set[str] = set()
    for row in _TABLE.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            said, _, only_asked = row.partition("|")
            always.update(said.split())
            asked.update(only_asked.split())
    return _Talk(frozenset(always), frozenset(always | asked))


def unfounded(text: str, item: Item, today: date) -> Iterator[Objection]:
    """Yield the clauses of a line that are about something else than the item.

    A clause has a word, a figure or a date of the item, or none but those of hosts; it has not more
    words that the item lacks than words of it; and what it says of them is not all its own.
    Beside a figure of the item a word may be another one for what the item says.
    """
    line, own = passage(text, today), source(item, today)
    known = own.text.lower()
    for clause in clauses(line.text):
        if _TOPIC.fullmatch(clause.text) and line.text[clause.end : clause.end + 1] in {"，", ","}:
            continue
        new, held = sorted_out(clause, known)
        has_figure = any(
            clause.start <= each.start < clause.end and figures.traced(each, line, own)
            for each in line.quantities
        ) or any(
            clause.start <= each.start < clause.end and timing.traced(each, own, today)
            for each in line.moments
        )
        strange = [word for word in new if not (has_figure and _is_akin(word, known))]
        is_alien = bool(strange) and all(len(word) == 1 for word in held)
        is_alien |= not has_figure and _says_other(clause, new, held)
        more = [word for word in strange if len(word) > 1]
        if is_alien or (len(more) >= _FEWEST and len(more) > len(held)):
            yield _objection(clause, new)


def unfounded_in_frame(text: str, sources: Sequence[str]) -> Iterator[Objection]:
    """Yield the clauses of a greeting, a bridge or a closing whose words no single source has.

    The sources are the texts of the items, and what else a show may say. Words of two sources in
    one clause tell something that neither says; a list (和, 以及) names several.
    """
    known = [fold(each).lower() for each in sources]
    for clause in clauses(fold(text)):
        for part in _LIST.split(clause.text):
            whole = Clause(part, clause.start, clause.end, clause.asks)
            missing = [sorted_out(whole, each)[0] for each in known] or [sorted_out(whole, "")[0]]
            new = min(missing, key=len)
            if new:
                yield _objection(clause, new)
                break


class Clause(NamedTuple):
    """A clause of a folded line, its place, and whether its sentence is a question."""

    text: str
    start: int
    end: int
    asks: bool


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a folded text."""
    for match in _CLAUSE.finditer(text):
        ends = _SENTENCE_END.search(text, match.end())
        asks = ends is not None and ends[0] in "？?"
        yield Clause(match[0], match.start(), match.end(), asks)


def sorted_out(clause: Clause, known: str) -> tuple[list[str], list[str]]:
    """Return the words of a clause that a source lacks, and those that it has.

    Words with which hosts talk are neither.
    """
    talk = _talk().in_questions if clause.asks else _talk().always
    new: list[str] = []
    held: list[str] = []
    for word in _words(clause.text):
        core = _core(word)
        if not core or _is_of(talk, word) or _is_of(talk, core):
            continue
        is_held = holds(known, word) or (core != word and core in known)
        (held if is_held else new).append(word)
    return new, held


def _is_akin(word: str, known: str) -> bool:
    """Tell whether a word beside a figure of the item is another one for one of it: 总价, 总额."""
    return len(word) > 1 and any(char in known for char in word if char not in _PARTICLES)


def _core(word: str) -> str:
    """Return what a word says without particles; empty for one that is made of them."""
    bare = "".join(char for char in word if char not in _PARTICLES)
    return bare.rstrip(_DIRECTIONS)


def _says_other(clause: Clause, new: Sequence[str], held: Sequence[str]) -> bool:
    """Tell whether a clause says of things of the item what the item does not: 模型开源了.

    All its verbs and adjectives are new then. A question only asks.
    """
    return (
        not clause.asks
        and any(_is_predicate(word, clause) for word in new)
        and not any(_is_predicate(word, clause) for word in held)
    )


def _is_predicate(word: str, clause: Clause) -> bool:
    """Tell whether a word says something: by the dictionary, or since 了 or 过 follows."""
    if len(word) == 1 or word.isascii():
        return False
    return words.tag(word)[:1] in {"v", "a"} or re.search(f"{word}[了过]", clause.text) is not None


def _is_of(talk: frozenset[str], word: str) -> bool:
    """Tell whether a word is one of the table, or two of them that are written as one: 全部内容."""
    return word in talk or any(
        word[:at] in talk and word[at:] in talk for at in range(1, len(word))
    )


def _words(text: str) -> Iterable[str]:
    """Return the content words of a clause, and the characters that stand alone in it."""
    lone = (word for word in words.cut(text) if len(word) == 1 and _LONE.match(word))
    return sorted(content(text) | {each for each in lone if _core(each)})


def _objection(clause: Clause, new: Sequence[str]) -> Objection:
    return Objection("invented", clause.text, clause.start, clause.end, "")
