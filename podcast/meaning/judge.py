"""Judge a line: lay its spoken form beside the written one, and compare figure by figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from podcast.meaning import relations, voiced, written
from podcast.meaning.alignment import Side, align
from podcast.meaning.comparison import difference
from podcast.meaning.figures import Discrepancy, Fault, Figure, Heard, Judgement
from podcast.meaning.numerals import DIGITS, PLACES

_NUMERAL = re.compile(f"[{DIGITS}{PLACES}正加减每]")
_UNHEARD = "□"
"""Stands for a Chinese numeral that both forms have, so that it is no part of a figure."""


_LINKS = ("链接", "网址", "邮箱")
"""Words that are said in the place of an address, whose figures nobody hears."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures and items that stand in the same gaps and words, from `first` to `last`."""

    first: int
    last: int
    figures: tuple[Figure, ...]
    items: tuple[Heard, ...]


def judge(text: str, said: str) -> Judgement:
    """Return what of the figures of `text` is lost in its spoken form `said`."""
    folded = written.fold(text)
    if not relations.may_differ(folded, said):
        return Judgement()
    left, right = align(folded, said)
    figures = written.figures(folded, left.is_common)
    items = voiced.heard(_without_common_numerals(left, right, figures))
    groups = _groups(left, right, figures, items)
    faults, silent = _compared(groups, left, right)
    faults += _relations_lost(left, right, groups, figures)
    return Judgement(tuple(_first_of_each(faults)), len(figures), silent)


def _without_common_numerals(left: Side, right: Side, figures: Sequence[Figure]) -> str:
    """Return the spoken form without the Chinese numerals that stand in the written one as well.

    Those that belong to a written figure (万 of 3万) stay. Words that may be a sign go as well.
    """
    inside = {place for figure in figures for place in range(figure.start, figure.end)}
    chars = list(right.text)
    for (place, _), (other, end) in zip(left.common, right.common, strict=True):
        if end == other + 1 and place not in inside and _NUMERAL.match(chars[other]):
            chars[other] = _UNHEARD
    return "".join(chars)


# --- Figures that stand together -----------------------------------------------------------------


def _groups(
    left: Side, right: Side, figures: Sequence[Figure], items: Sequence[Heard]
) -> list[_Group]:
    """Return the groups that hold a figure or a number that stands in one form only."""
    spans = [left.stretch(figure.start, figure.end) for figure in figures]
    spans += [
        right.stretch(item.start, item.end)
        for item in items
        if item.kind == "number" and not right.is_common(item.start, item.end)
    ]
    groups: list[_Group] = []
    for first, last in _united([(first - first % 2, last + last % 2) for first, last in spans]):
        inside = [figure for figure in figures if _touches(left, figure, first, last)]
        heard = [item for item in items if _touches(right, item, first, last)]
        groups.append(_Group(first, last, tuple(inside), tuple(heard)))
    return groups


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that share a gap as one."""
    united: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if united and first <= united[-1][1]:
            united[-1] = (united[-1][0], max(last, united[-1][1]))
        else:
            united.append((first, last))
    return united


def _touches(side: Side, item: Figure | Heard, first: int, last: int) -> bool:
    begin, end = side.stretch(item.start, item.end)
    return begin <= last and end >= first


def _joined(groups: Sequence[_Group]) -> _Group:
    return _Group(
        groups[0].first,
        groups[-1].last,
        tuple(figure for group in groups for figure in group.figures),
        tuple(item for group in groups for item in group.items),
    )


# --- What the groups have lost -------------------------------------------------------------------


def _compared(groups: Sequence[_Group], left: Side, right: Side) -> tuple[list[Discrepancy], int]:
    """Return what the groups have lost, and how many figures could not be judged.

    Where a group seems to lose something, it is taken together with its neighbours: a word that
    stands twice in the spoken form may have been laid beside the wrong one of the two.
    """
    faults: list[Discrepancy] = []
    silent = 0
    for index, group in enumerate(groups):
        fault = _fault(group, left, right)
        if fault == "unknown":
            silent += len(group.figures)
        elif fault and not _is_whole(groups, index, left, right):
            faults.append(_discrepancy(fault, group, left, right))
    return faults, silent


def _is_whole(groups: Sequence[_Group], index: int, left: Side, right: Side) -> bool:
    """Tell whether a group loses nothing when it is taken together with those beside it."""
    for first, last in ((index, index + 1), (index - 1, index), (index - 1, index + 1)):
        together = groups[max(0, first) : last + 1]
        complete = len(together) == last + 1 - first
        if complete and _fault(_joined(together), left, right) is None:
            return True
    return False


def _fault(group: _Group, left: Side, right: Side) -> Fault | Literal["unknown"] | None:
    start, _ = left.span(group.first, group.last)
    gaps = range(group.first, group.last + 1, 2)
    only_said = "".join(right.text[slice(*right.span(gap, gap))] for gap in gaps)
    if any(word in only_said for word in _LINKS):
        return "unknown"
    worded = relations.worded(left.text[:start], only_said)
    return difference(group.figures, group.items, right.text, worded)


def _discrepancy(fault: Fault, group: _Group, left: Side, right: Side) -> Discrepancy:
    start, end = left.span(group.first, group.last)
    begin, stop = right.span(group.first, group.last)
    if group.figures:
        start = min(start, group.figures[0].start)
        end = max(end, group.figures[-1].end)
    inner = left.text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    return Discrepancy(fault, left.text[start:end], right.text[begin:stop], start, end)


def _relations_lost(
    left: Side, right: Side, groups: Sequence[_Group], figures: Sequence[Figure]
) -> list[Discrepancy]:
    """Return the signs and words that are lost outside of links."""
    links = [(each.start, each.end) for each in figures if not each.readings]
    return [
        each
        for each in relations.lost(left, right, [(group.first, group.last) for group in groups])
        if not any(start < each.end and each.start < end for start, end in links)
    ]


def _first_of_each(faults: Sequence[Discrepancy]) -> Iterator[Discrepancy]:
    """Yield the faults by place, one for a span."""
    end = -1
    for fault in sorted(faults, key=lambda each: (each.start, -each.end)):
        if fault.start >= end or fault.start == fault.end:
            yield fault
            end = fault.end
