"""Clauses of a machine's line that put together what no sentence of their item says together.

Every word of such a clause may be in the item (Stellar发布了Nova, of an item in which another
company does), or all but one that shades it: 只, 因为, 很. So a clause is laid beside the sentence
that has most of it: one that holds its figures, if it has any. The words that the clause has from
elsewhere, and the shades that the sentence has not, are named. A machine can be asked for other
words; a person who combines and judges is not held to this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from podcast.chinese.fold import HAN
from podcast.factcheck import figures, timing
from podcast.factcheck.passages import Passage, Source, latin, passage, source
from podcast.factcheck.statements import holds
from podcast.factcheck.unfounded import Clause, clauses, sorted_out
from podcast.model import Item, Objection

_REPORTS = re.compile("(?:说|称|表示|认为|指出|透露|强调|坦言|承认|提醒)(?:道)?$")
"""The end of a clause behind which somebody's words stand: they belong together."""
_PLANNED = re.compile(
    "会(?!议|员|计|谈|长|展|场)|将|计划|打算|拟|预计|有望|可能|考虑|准备|目标|即将|要"
)
_DONE = re.compile("已经|已|早就|了(?!解)|过(?!程|去|滤|多|大|高|低|期|渡)")


_REFERS = re.compile("新[机车品款作版片书]|[该本][机车]|两者|双方|前者|后者")
"""Words that stand for what has been named."""


class _Shade(NamedTuple):
    """Words that change what a clause says, and those that say so in a sentence of a post."""

    said: re.Pattern[str]
    ground: re.Pattern[str]


_SHADES = (
    _Shade(
        re.compile("只(?!要|是|好|不过)|(?<!不)仅|唯一|高达|多达|低至|不过(?=[0-9])"),
        re.compile("[只仅唯限单才达]|低至"),
    ),
    _Shade(
        re.compile("因为|由于|所以|因此|导致|使得|从而|为此"),
        re.compile("[因由所导致使令让从为以故受]|原因"),
    ),
)
_DEGREE = re.compile(
    "(?:很(?!多|少有)|太(?!阳|空|平|极)|挺|更(?!新|换|改|正|名|多)|极(?!客|端|限|光)|相当(?!于)|非常|十分(?!之)"
    "|特别(?!是)|格外|不算)(?P<what>.{1,2})"
)
"""Matches a judgement: how something is, by the one who speaks."""


def rearranged(text: str, item: Item, today: date) -> Iterator[Objection]:
    """Yield what a clause of a line has beside the sentence of the item that it tells.

    `today` is the date of the post. A question tells nothing, and is passed over.
    """
    line, own = passage(text, today), source(item, today)
    headline = item.headline.lower()
    for clause in _with_what_is_said(clauses(line.text)):
        _, held = sorted_out(clause, own.text.lower())
        nearest = _nearest(clause, held, line, own, headline)
        if clause.asks or nearest is None:
            continue
        span = _from_elsewhere(held, own, _ground(nearest, headline)) or _shade(clause, nearest)
        if span or _is_done(clause, held, nearest):
            start, end = _place(span, line.text, clause)
            yield Objection("rearranged", line.text[start:end], start, end, nearest.written)


def _place(span: str, text: str, clause: Clause) -> tuple[int, int]:
    """Return where a word of a clause stands, or the whole clause where there is no such word."""
    start = text.lower().find(span, clause.start, clause.end) if span else -1
    return (clause.start, clause.end) if start < 0 else (start, start + len(span))


def _with_what_is_said(found: Iterator[Clause]) -> list[Clause]:
    """Return clauses, each with the one in front that says whose words it is."""
    joined: list[Clause] = []
    for clause in found:
        if joined and _REPORTS.search(joined[-1].text):
            before = joined.pop()
            both = f"{before.text}，{clause.text}"
            joined.append(Clause(both, before.start, clause.end, clause.asks))
        else:
            joined.append(clause)
    return joined


def _nearest(
    clause: Clause, held: Sequence[str], line: Passage, own: Source, headline: str
) -> Passage | None:
    """Return the sentence that has most of a clause; those that have its figures come first."""
    traced = [
        {*figures.traced(each, line, own)}
        for each in line.quantities
        if clause.start <= each.start < clause.end
    ] + [
        {*timing.traced(each, own, own.today)}
        for each in line.moments
        if clause.start <= each.start < clause.end
    ]
    having = set[Passage]().union(*traced)
    among = [each for each in own.passages if each in having] or [*own.passages]

    def missing(sentence: Passage) -> tuple[int, int]:
        ground = _ground(sentence, headline)
        pairs = (f"{one}{other}" for one, other in pairwise(clause.text))
        common = sum(pair in sentence.text for pair in pairs)
        return sum(not holds(ground, word) for word in held), -common

    return min(among, key=missing, default=None)


def _ground(sentence: Passage, headline: str) -> str:
    """Return the text that a clause about a sentence may have its words from, in lower case.

    A sentence without a name of its own is about what the headline names. Where it shares a name
    with the headline, it is about what the headline calls so: Mate 90 系列.
    """
    text = sentence.text.lower()
    named = [match[0].lower() for match in latin(text)]
    if all(name in headline for name in named):
        return f"{text}\n{headline}"
    called = (re.search(rf"{re.escape(name)}[ \d]*([{HAN}]{{2}})", headline) for name in named)
    return "\n".join((text, *(match[1] for match in called if match)))


def _from_elsewhere(held: Sequence[str], own: Source, ground: str) -> str:
    """Return a word that the item has, but not with the others; empty without one."""
    known = own.text.lower()
    for word in held:
        if _REFERS.fullmatch(word):
            continue
        akin = not word.isascii() and any(char in ground for char in word)
        apart = not akin and not holds(ground, word)
        if len(word) > 1 and word in known and apart:
            return word
    return ""


def _shade(clause: Clause, nearest: Passage) -> str:
    """Return a word that shades a clause and not the sentence; empty without one."""
    for shade in _SHADES:
        said = shade.said.search(clause.text)
        if said and not shade.ground.search(nearest.text):
            return said[0]
    for judged in _DEGREE.finditer(clause.text):
        if not any(char in nearest.text for char in judged["what"]):
            return judged[0]
    return ""


def _is_done(clause: Clause, held: Sequence[str], nearest: Passage) -> bool:
    """Tell whether a clause takes for done what is only planned."""
    planned = max(
        (nearest.text[start:end] for start, end in nearest.clauses),
        key=lambda text: sum(holds(text.lower(), word) for word in held),
        default="",
    )
    return bool(
        held
        and _PLANNED.search(planned)
        and not _DONE.search(planned)
        and _DONE.search(clause.text)
        and not _PLANNED.search(clause.text)
    )
