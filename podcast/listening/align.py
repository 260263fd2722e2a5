"""Two rows of sounds, side by side, so that as few Mandarin syllables as possible differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from podcast.listening.sounds import FOREIGN, Sound

_SPARE = 1
"""Syllables that a gap takes beyond those of its words."""

_VOWELS = re.compile("[aeiouy]+", re.IGNORECASE)


_WRONG = 1000
"""Price of a mistake. A Mandarin syllable that falls into a gap costs 1, to decide between ties."""

_Cell = tuple[int, int, int]
"""The price of an alignment so far, and how many slots and syllables its last step took."""


class Slot(NamedTuple):
    """A place of the line: a Mandarin syllable, or a gap that takes up to `room` syllables."""

    text: str
    syllable: str
    room: int = 1
    other: str = ""
    phonemes: str = ""

    @property
    def is_gap(self) -> bool:
        """Tell whether Latin words stand here."""
        return self.syllable == FOREIGN


class Step(NamedTuple):
    """One step of an alignment: a slot (None: too much was heard) and what was heard for it."""

    slot: Slot | None
    heard: str
    wrong: bool
    phonemes: str = ""
    """Broad phonemes of what was heard."""


def slots(line: Sequence[Sound]) -> tuple[Slot, ...]:
    """Return the places of a line; Latin words in a row are one gap."""
    return tuple(
        slot
        for foreign, row in groupby(line, lambda sound: sound.syllable == FOREIGN)
        for slot in ([_gap(tuple(row))] if foreign else map(_syllable, row))
    )


def align(line: Sequence[Slot], heard: Sequence[Sound]) -> tuple[Step, ...]:
    """Return the alignment with the fewest mistakes, by the table of Wagner and Fischer (1974)."""
    syllables = tuple(_syllables(heard))
    table: list[list[_Cell]] = []
    for taken in range(len(line) + 1):
        row: list[_Cell] = []
        table.append(row)
        slot = line[taken - 1] if taken else None
        for listened in range(len(syllables) + 1):
            ways = (
                (table[taken - back][listened - count][0] + price, back, count)
                for price, back, count in _moves(slot, syllables[:listened])
            )
            row.append(min(ways, default=(0, 0, 0)))
    return tuple(_path(table, line, syllables))[::-1]


def _syllable(sound: Sound) -> Slot:
    return Slot(sound.text, sound.syllable, other=sound.other)


def _gap(row: Sequence[Sound]) -> Slot:
    text = " ".join(sound.text for sound in row if sound.text)
    room = sum(sound.length for sound in row) + _SPARE
    return Slot(text, FOREIGN, room, phonemes="".join(sound.phonemes for sound in row))


def _syllables(heard: Sequence[Sound]) -> Iterator[Sound]:
    """Yield Latin words by their syllables; the first holds the text.

    Capitals may be a word or letters (`GEMNA`): they have as few syllables as either way gives.
    """
    for sound in heard:
        yield sound
        fewest = min(sound.length, len(_VOWELS.findall(sound.text)))
        yield from [Sound("", FOREIGN)] * (fewest - 1)


def _moves(slot: Slot | None, heard: Sequence[Sound]) -> Iterator[_Cell]:
    """Yield how an alignment can end at this slot (None: before the first) and after `heard`.

    Each is a price and how many slots and syllables it takes.
    """
    if heard:
        yield _WRONG, 0, 1
    if slot is None:
        return
    if slot.is_gap:
        for count in range(min(slot.room, len(heard)) + 1):
            taken = heard[len(heard) - count :]
            yield sum(sound.syllable != FOREIGN for sound in taken), 1, count
        return
    yield _WRONG, 1, 0
    if heard:
        yield 0 if _same(slot, heard[-1]) else _WRONG, 1, 1


def _path(
    table: Sequence[Sequence[_Cell]], line: Sequence[Slot], heard: Sequence[Sound]
) -> Iterator[Step]:
    """Yield the steps of the cheapest alignment, last first."""
    taken, listened = len(line), len(heard)
    while taken or listened:
        _, back, count = table[taken][listened]
        slot = line[taken - 1] if back else None
        yield _step(slot, heard[listened - count : listened])
        taken, listened = taken - back, listened - count


def _step(slot: Slot | None, heard: Sequence[Sound]) -> Step:
    text = "".join(sound.text for sound in heard)
    if slot is None or slot.is_gap:
        return Step(slot, text, slot is None, "".join(sound.phonemes for sound in heard))
    return Step(slot, text, wrong=not (heard and _same(slot, heard[0])))


def _same(slot: Slot, sound: Sound) -> bool:
    """Tell whether they sound the same; a character does, though other company reads it apart.

    A figure may have been heard by its other name, and written as any character of that sound:
    两 as 二, or as 量.
    """
    names = {slot.syllable, slot.other} & {sound.syllable, sound.other}
    return slot.text == sound.text or bool(names - {""})
