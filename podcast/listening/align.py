"""Align two rows of sounds so that as few Mandarin syllables as possible differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from podcast.listening.sounds import FOREIGN, Sound

_SPARE = 1
"""A gap may take this many syllables more than its words have."""

_VOWELS = re.compile("[aeiouy]+", re.IGNORECASE)


_WRONG = 1000
"""The price of a mistake. A Mandarin syllable in a gap costs 1, which decides between ties."""

_Cell = tuple[int, int, int]
"""The price of an alignment, and how many slots and syllables its last step takes."""


class Slot(NamedTuple):
    """A place in the line: a Mandarin syllable, or a gap for up to `room` syllables."""

    text: str
    syllable: str
    room: int = 1
    other: str = ""
    phonemes: str = ""

    @property
    def is_gap(self) -> bool:
        """Tell whether the slot stands for Latin words."""
        return self.syllable == FOREIGN


class Step(NamedTuple):
    """A step of an alignment: a slot (None for an inserted syllable) and the text heard there."""

    slot: Slot | None
    heard: str
    wrong: bool
    phonemes: str = ""
    """The broad phonemes of the text that was heard."""


def slots(line: Sequence[Sound]) -> tuple[Slot, ...]:
    """Return the slots of a line; Latin words in a row are one gap."""
    return tuple(
        slot
        for foreign, row in groupby(line, lambda sound: sound.syllable == FOREIGN)
        for slot in ([_gap(tuple(row))] if foreign else map(_syllable, row))
    )


def align(line: Sequence[Slot], heard: Sequence[Sound]) -> tuple[Step, ...]:
    """Return the alignment with the fewest mistakes, by the table of Wagner and Fischer (1974)."""
    syllables = tuple(_syllables(heard))
    table: list[list[_Cell]] = []
    for place in range(len(line) + 1):
        row: list[_Cell] = []
        table.append(row)
        slot = line[place - 1] if place else None
        for listened in range(len(syllables) + 1):
            ways = (
                (table[place - back][listened - count][0] + price, back, count)
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
    """Yield the sounds; after a Latin word comes a sound without text for each further syllable.

    Capitals may be a word or letters (`GEMNA`), so the smaller number of syllables is taken.
    """
    for sound in heard:
        yield sound
        fewest = min(sound.length, len(_VOWELS.findall(sound.text)))
        yield from [Sound("", FOREIGN)] * (fewest - 1)


def _moves(slot: Slot | None, heard: Sequence[Sound]) -> Iterator[_Cell]:
    """Yield the ways in which an alignment can end at this slot and after `heard`.

    A slot of None stands for the place before the first slot. A way is the price of the last step
    and the number of slots and syllables that the step takes.
    """
    if heard:
        yield _WRONG, 0, 1
    if slot is None:
        return
    if slot.is_gap:
        for count in range(min(slot.room, len(heard)) + 1):
            sounds = heard[len(heard) - count :]
            yield sum(sound.syllable != FOREIGN for sound in sounds), 1, count
        return
    yield _WRONG, 1, 0
    if heard:
        yield 0 if _same(slot, heard[-1]) else _WRONG, 1, 1


def _path(
    table: Sequence[Sequence[_Cell]], line: Sequence[Slot], heard: Sequence[Sound]
) -> Iterator[Step]:
    """Yield the steps of the cheapest alignment, from last to first."""
    place, listened = len(line), len(heard)
    while place or listened:
        _, back, count = table[place][listened]
        slot = line[place - 1] if back else None
        yield _step(slot, heard[listened - count : listened])
        place, listened = place - back, listened - count


def _step(slot: Slot | None, heard: Sequence[Sound]) -> Step:
    text = "".join(sound.text for sound in heard)
    if slot is None or slot.is_gap:
        return Step(slot, text, slot is None, "".join(sound.phonemes for sound in heard))
    return Step(slot, text, wrong=not (heard and _same(slot, heard[0])))


def _same(slot: Slot, sound: Sound) -> bool:
    """Tell whether a slot and a sound count as the same: by syllable, or by character.

    A character counts as the same even where its neighbours change its reading. A figure may also
    be heard by its other name, and written with any character of that sound: 两 as 二, or as 量.
    """
    names = {slot.syllable, slot.other} & {sound.syllable, sound.other}
    return slot.text == sound.text or bool(names - {""})
