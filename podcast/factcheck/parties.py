"""Find two parties of a line that have changed places: the agent is acted on, and the reverse.

A party is a name of the item or a word for people or bodies. Where a clause has two of them, and
every sentence of the post that has both has them the other way round with the same voice, the line
says of one what the other did: 甲把专利授权给乙 for 乙把专利授权给甲.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from podcast.chinese.pinyin import words
from podcast.factcheck import agents, bodies, lookalikes, names, roles
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.statements import content, holds
from podcast.model import Objection

_PASSIVE = re.compile(
    "被(?!迫)|从(?=[^，。]{1,12}(?:拿|收|得|赚|挣|获|买|租|借|出来|跳槽))|遭|由|受(?!伤)|获(?!利)|得到|收到|来自|接到|拿到|拿下|经过|归|靠|挨"
)
_EQUAL = re.compile("和|与|跟|同|、|联合|合作|之间|双方|互相|一起|以及|及|还有|比|而|不是|则|而非")
"""Words with which two parties do the same thing, or are set beside each other."""
_CLEFT = re.compile("叫|担任|出任|名为|的是|正是|是[^，。]{0,12}$|的，")


_BECOMES = re.compile("[变换改转切][成为到]")
"""What one thing becomes is none who acts: 从甲变成乙."""
_APPOSITION = re.compile(
    "(?:等|的|旗下|和|与|、|以及|这[家位名]|[\\d一二两三四五六七八九十几多]*[家位名个]|公司|集团|[“”《》「」])*"
)
"""What stands between two names of one party: 哈珀柯林斯等三家出版社."""
_ACTS = (
    "公司|发言人|首席|创始人|总裁|董事长|CEO|宣布|表示|称|说|发布|推出|起诉|收购|投资|回应|计划|今年|方面"
    "|教授|的团队|团队"
)
"""What stands behind the name of a person or a body, and behind few names of products."""
_GOES_ON = re.compile("[把将向给]")
_OFTEN = 2
"""How many times an item has a word that is taken for a name."""
_VENUES = frozenset({"法院", "法庭", "最高法院", "高等法院"})
"""Where parties meet, and which seldom is one of them."""
_PLACE = re.compile(
    "(?:^|[，。])[^，。在]{2,8}[里内](?=[^，。])|在[^，把将向对给被由]{0,10}(?:法院|法庭|会上|大会|大学|市|省|州|区|里|中|上)"
)


@dataclass(frozen=True, slots=True)
class Party:
    """One who does something or is acted on, by all names that a clause gives it."""

    names: tuple[str, ...]
    start: int
    end: int

    def place(self, text: str) -> int:
        """Return where a text first has one of the names, or -1."""
        return min((text.find(name) for name in self.names if name in text), default=-1)


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses whose two parties have changed places; a warning, as voice has many forms."""
    for start, end in _deeds(line):
        text = line.text[start:end]
        found = _parties(text, own)
        if len(found) != 2 or _CLEFT.search(text) or _BECOMES.search(text):  # noqa: PLR2004 -- who, whom
            continue
        one, other = found
        if _EQUAL.search(text[one.end : other.start]) or text[: other.start].endswith("的"):
            continue
        nearest = _turned(one, other, text, own)
        if nearest:
            yield False, Objection("reversed", text, start, end, nearest)


def _deeds(line: Passage) -> Iterator[Span]:
    """Yield the clauses of a line; one that begins with 把 or 向 goes on with the one before."""
    before = None
    for start, end in line.clauses:
        goes_on = before is not None and _GOES_ON.match(line.text[start:end])
        yield (before if goes_on and before is not None else start), end
        before = start


def _turned(one: Party, other: Party, text: str, own: Source) -> str:
    """Return a sentence that has two parties the other way round, if none has them so."""
    told = {name.lower() for name in (*one.names, *other.names)}
    deeds = {word for word in content(text) if words.tag(word)[:1] == "v"} - told
    sorts = roles.sorts(text)
    nearest = ""
    for each in own.passages:
        part = _clause_with(each, one, other)
        whole = part == each.text and len(each.clauses) > 1
        if not part:
            continue
        if _are_equal(one, other, part):
            continue
        if _order(one, other, text) == _order(one, other, part):
            return ""
        same = sorts & roles.sorts(each.text) or any(holds(each.text, deed) for deed in deeds)
        if same or (not whole and _is_body(one, own) and _is_body(other, own)):
            nearest = each.text
    return nearest


def _is_body(party: Party, own: Source) -> bool:
    """Tell whether a party is a person or a body, rather than a product of the same name."""
    return any(
        name.lower() in bodies.names()
        or agents.is_party(name)
        or name in names.people(own)
        or re.search(rf"{re.escape(name)}[”」]?\ ?(?:{_ACTS})", own.text)
        for name in party.names
    )


def _clause_with(passage: Passage, one: Party, other: Party) -> str:
    """Return the clause of a sentence that has both parties, or else the sentence if it has."""
    for low, high in (*passage.clauses, (0, len(passage.text))):
        text = passage.text[low:high]
        if one.place(text) >= 0 and other.place(text) >= 0:
            return text
    return ""


def _order(one: Party, other: Party, text: str) -> bool:
    """Tell whether the first party acts on the second in a text."""
    forwards = one.place(text) < other.place(text)
    return forwards is not bool(_PASSIVE.search(text))


def _are_equal(one: Party, other: Party, text: str) -> bool:
    low, high = sorted((one.place(text), other.place(text)))
    return bool(_EQUAL.search(text[low:high]))


def _parties(text: str, own: Source) -> list[Party]:
    """Return the parties of a clause in order; the longest name counts at each place."""
    inside = [match.span() for match in _PLACE.finditer(text)]
    found: dict[int, str] = {}
    roles_told = (word for word in content(text) if agents.is_party(word))
    for name in (*known(own), *roles_told):
        if name in _VENUES:
            continue
        place = text.find(name)
        taken = any(at <= place < at + len(known) for at, known in found.items())
        if place >= 0 and not taken and not any(low <= place < high for low, high in inside):
            found[place] = name
    parties: list[Party] = []
    for place, name in sorted(found.items()):
        last = parties[-1] if parties else None
        if last and _APPOSITION.fullmatch(text[last.end : place]):
            parties[-1] = Party((*last.names, name), last.start, place + len(name))
        else:
            parties.append(Party((name,), place, place + len(name)))
    return parties


@lru_cache(maxsize=512)
def known(own: Source) -> tuple[str, ...]:
    """Return the names of people, bodies and products in an item, the longest first."""
    found = {*roles.entities(own), *(name for name, _ in bodies.named(own.text)), *_coined(own)}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _unknown(text: str) -> Iterator[str]:
    """Yield words of two characters that the dictionary lacks, or splits into characters."""
    for one, other in pairwise((*words.cut(text), "")):
        if len(one) == 2 and not words.frequency(one):  # noqa: PLR2004 -- most names have two
            yield one
        elif len(one) == len(other) == 1 and not words.frequency(one + other):
            yield one + other


def _coined(own: Source) -> Iterator[str]:
    """Yield words of two characters that no dictionary has and the item has several times."""
    counts = Counter(_unknown(own.text))
    for name, times in counts.items():
        if times >= _OFTEN and lookalikes.may_be_name(name):
            yield name
