"""The parts of an earlier script of the same post, for what is not told in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from podcast import factcheck
from podcast.model import Digest, Line, Script
from podcast.script.llm.proof import MOST_BRIDGE, Frame
from podcast.script.sentences import width


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the language model has told in a script; what the rules tell is no part of it."""

    frame: Frame | None
    items: Mapping[int, tuple[Line, ...]]
    """The lines of each item, without what leads to it."""


def taken_apart(
    script: Script, digest: Digest, phrases: Mapping[int, str], opening: Sequence[Line], at: int
) -> Earlier:
    """Return the parts of a script.

    `phrases` are those of the rules before each item; `opening` is their opening, of which the line
    at index `at` is the greeting.
    """
    by_rules = {each.item for each in script.fallbacks}
    items: dict[int, tuple[Line, ...]] = {}
    bridges: dict[int, str] = {}
    for number, _ in script.headlines:
        lines = tuple(line for line in script.lines if line.item == number)
        if not lines or number in by_rules:
            continue
        if None in by_rules:
            items[number] = _unled(lines, phrases.get(number, ""))
        else:
            bridges[number], items[number] = unbridged(lines, digest)
    return Earlier(None if None in by_rules else _frame(script, bridges, opening, at), items)


def unbridged(lines: Sequence[Line], digest: Digest) -> tuple[str, tuple[Line, ...]]:
    """Return the bridge before an item, if it has one, and its other lines.

    A bridge is a short line that says nothing which the lines behind it, or the headline of another
    item, do not say.
    """
    first, *others = lines
    others_say = "\n".join(line.text for line in others)
    headlines = [item.headline for item in digest.items if item.number != first.item]
    if (
        others
        and width(first.text) <= MOST_BRIDGE
        and not any(factcheck.unfounded_in_frame(first.text, (others_say, *headlines)))
    ):
        return first.text, tuple(others)
    return "", tuple(lines)


def _unled(lines: Sequence[Line], phrase: str) -> tuple[Line, ...]:
    """Return the lines of an item without a phrase of the rules before them."""
    first, *others = lines
    if not phrase:
        return tuple(lines)
    return (replace(first, text=first.text.removeprefix(f"{phrase}，")), *others)


def _frame(
    script: Script, bridges: Mapping[int, str], opening: Sequence[Line], at: int
) -> Frame | None:
    """Return the frame of a script; None if its opening differs in more than the greeting."""
    said = [line for line in script.lines if line.part in {"opening", "rundown"}]
    behind = len(said) - (len(opening) - at - 1)
    if said[:at] != [*opening[:at]] or said[behind:] != [*opening[at + 1 :]] or behind <= at:
        return None
    closing = tuple(line for line in script.lines if line.part == "closing")
    return Frame(tuple(said[at:behind]), {n: b for n, b in bridges.items() if b}, closing)
