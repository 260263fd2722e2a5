"""What a listener has heard of an item, and which clauses add nothing to it.

A clause goes when its figures and names were all said, and nearly all of its words; a word of
content that is new keeps it. Clauses, not sentences, are compared, so that a sentence which repeats
itself in part keeps what is new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from podcast.script import facts

_MARK = re.compile("[，；：“”‘’「」『』《》]|[。！？]+")
_OPEN, _CLOSE = "“‘「『《", "”’」』》"
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_NEGATIONS = frozenset("不未没")

_SHARE, _RUN = 0.55, 3
"""A clause was heard when this share of its pairs of characters was, and at most so many new pairs
follow one another: four of them hold a new word of content."""
_SHARE_OF_FIGURES, _RUN_OF_FIGURES = 0.33, 4
"""The same for a clause with figures, all of which were heard."""

_LEAST_PAIRS = 2
"""A clause with fewer pairs is compared by its very words."""
_LEAST_LEFT = 6
"""What is left of a sentence without its beginning is said only if it has a fact, or more pairs."""

_DEPENDENT = re.compile(
    "以(?!及|上|下|外|往)|从而|使|让|令|来(?!自)|为(?!了)|就|才|却|则|都|所以|因此|因而|导致|其中|"
    "其(?!他|次|余)|而(?!且)|但|不过|然而|否则|这|该|前者|后者|它|他|她"
)
"""Beginnings of a clause that need the clause before them."""
_LINK = re.compile(r"(?:并且|而且|同时|并|且|还|也)(?![^\u4e00-\u9fff]|不|非|未|有|行)")
"""Words that link a clause to the one before; without it they go, too."""
_NEEDED = re.compile(
    "(?:如果|若|只要|随着|为了|由于|因为|虽然|尽管|除了|不仅|不但|当|自|通过|对于|根据|据|与|在)"
)
"""Beginnings of a clause that the clause behind it needs."""
_FRAME = re.compile("(?:说|称|表示|认为|指出|强调|透露|介绍|显示|发现|时|后|前|中|下|以来|方面)$")
"""Ends of a clause that the clause behind it needs."""


class Said:
    """The texts that were heard so far."""

    def __init__(self, *texts: str) -> None:
        self._facts: set[str] = set()
        self._pairs: set[str] = set()
        self._texts: list[str] = []
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Add one more text."""
        found = facts.of([text])
        self._facts |= found.figures | found.names
        self._pairs |= facts.pairs(text)
        self._texts.append(text)

    def holds(self, clause: str) -> bool:
        """Tell whether a clause adds nothing to what was heard."""
        found = facts.of([clause])
        if not found.figures | found.names <= self._facts:
            return False
        own = _pairs(clause)
        if len(own) < _LEAST_PAIRS:
            words = clause.strip("。！？，；：+ ")
            return any(words in text for text in self._texts)
        new = [pair not in self._pairs for pair in own]
        if any(is_new and _NEGATIONS & set(pair) for is_new, pair in zip(new, own, strict=True)):
            return False
        share, run = (_SHARE_OF_FIGURES, _RUN_OF_FIGURES) if found.figures else (_SHARE, _RUN)
        return new.count(False) >= share * len(own) and _longest(new) <= run

    def without_repeats(self, sentence: str, *, labelled: bool = False) -> str:
        """Return a sentence without the clauses that were heard; empty when it adds nothing.

        A clause stays when its neighbours need it. The first one stays when a label before it needs
        it, or when what is behind it has no figure and no name, and would be about nothing.
        """
        parts = clauses(sentence)
        heard = [self.holds(part) for part in parts]
        if all(heard):
            return ""
        _keep_what_is_needed(parts, heard)
        text = "".join(part for part, is_heard in zip(parts, heard, strict=True) if not is_heard)
        if heard[0]:
            tells = len(facts.of([text])) > 0
            if not tells and len(_pairs(text)) < _LEAST_LEFT:
                return ""
            link = _LINK.match(text)
            alone = tells and not labelled and self._is_fresh(parts[0])
            text = f"{'' if alone else parts[0]}{text[link.end() :] if alone and link else text}"
        end = parts[-1][-1:]
        return text if text.endswith(end) else f"{text.rstrip('，；：')}{end}"

    def rest_of(self, headline: str) -> str:
        """Return the clauses of a headline that were not heard, as a sentence, or an empty text."""
        text = "".join(part for part in clauses(headline) if not self.holds(part))
        tells = len(_pairs(text)) >= _LEAST_LEFT or len(facts.of([text])) > 0
        return f"{text.rstrip('，；：。')}。" if tells else ""

    def _is_fresh(self, clause: str) -> bool:
        """Tell whether a clause may be missed by the rest of its sentence: it was just heard.

        A clause with figures or names may be missed whenever it was heard.
        """
        if len(facts.of([clause])):
            return True
        own = facts.pairs(clause)
        return len(own & facts.pairs("".join(self._texts[-2:]))) >= _SHARE * len(own)


def _keep_what_is_needed(parts: Sequence[str], heard: list[bool]) -> None:
    """Mark the clauses as not heard that a neighbour needs which stays."""
    for index, (part, behind) in enumerate(pairwise(parts)):
        needs = _NEEDED.match(part) or _FRAME.search(part.rstrip("，；：")) or part[-1] == "："
        if needs and not heard[index]:
            heard[index + 1] = False
        elif needs or _DEPENDENT.match(behind):
            heard[index] = heard[index] and heard[index + 1]


def clauses(text: str) -> Sequence[str]:
    """Return the clauses of a text with their marks; quotations and titles are not divided."""
    parts: list[str] = []
    depth = start = 0
    for match in _MARK.finditer(text):
        mark = match[0]
        depth = max(0, depth + (mark in _OPEN) - (mark in _CLOSE))
        if depth == 0 and mark[0] in "，；：。！？":
            parts.append(text[start : match.end()])
            start = match.end()
    if text[start:]:
        parts.append(text[start:])
    return parts


def sentences(text: str) -> Sequence[str]:
    """Return the sentences of a text with their marks; quotations and titles are not divided."""
    found: list[str] = []
    current = ""
    for clause in clauses(text):
        current += clause
        if clause.endswith(("。", "！", "？", "；")):
            found.append(current)
            current = ""
    if found and not current.strip("”’」』》 "):
        found[-1] += current
    elif current:
        found.append(current)
    return found


def _pairs(clause: str) -> Sequence[str]:
    """Return the pairs of neighbouring Chinese characters, in order."""
    return [run[at : at + 2] for run in _HAN.findall(clause) for at in range(len(run) - 1)]


def _longest(new: Sequence[bool]) -> int:
    """Return the length of the longest row of new pairs."""
    longest = row = 0
    for is_new in new:
        row = row + 1 if is_new else 0
        longest = max(longest, row)
    return longest
