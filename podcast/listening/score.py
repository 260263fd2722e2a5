"""The score of a transcript: how many Mandarin syllables of the line are wrong in it.

The line and the transcript go through the same front end (`podcast.chinese`), which turns both into
toneless Mandarin syllables and Latin words. They are aligned so that as few Mandarin syllables as
possible are wrong, and

    syllable error = (substituted + deleted + inserted) / Mandarin syllables of the line.

The reasons:

* Syllables are compared, not characters: 他 and 她, 模型 and 魔形 sound the same, and the choice of
  characters says nothing about the voice. Tones do not count: a recogniser writes no tones, and
  guesses characters by their context.
* Both texts go through one front end, so that `42.8%` and 百分之四十二点八 are the same. So this
  check does not find a wrong reading, but a voice that does not follow the reading.
* A Latin word of the line is a gap. A Mandarin recogniser writes English names that it does not
  know as Chinese characters or other English words. That only shows its vocabulary, so nothing in
  the gap is an error, and its syllables are not in the denominator. The gap is narrow: as many
  syllables as the word has in English, and one more. A Chinese syllable beside the gap must be
  heard, or it is an error; so a gap hides neither missing Chinese nor long babble. Latin words in
  a row are one gap.
* Latin letters heard where the line is Chinese count by their syllables.
* Other spellings of a sound are no mistakes: erhua, 幺 for 一, 两 for 二 or 量. The same character
  counts as the same sound, even where a wrong neighbour makes the front end read it differently.

Whether Latin words were recognised is a separate result, for information: exactly, which compares
letters, or nearly, which compares phonemes. A name that the recogniser spells in its own way
(Voxstral, or 凯米 for Kimi) counts as nearly right when its likeness reaches `NEAR`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from podcast.listening.align import align, slots
from podcast.listening.sounds import sounds
from podcast.model import Spoken

NEAR = 0.8
"""The least likeness of a nearly right name. The likeness is twice the number of common phonemes,
divided by the number of phonemes in both names together."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Latin words in a row, and what was heard in their place."""

    text: str
    heard: str
    likeness: float = 0.0
    """How alike the phonemes of the words and of `heard` are, from 0 to 1."""

    @property
    def recognised(self) -> bool:
        """Tell whether the same letters were heard; spaces, marks and case do not count."""
        return _letters(self.text) == _letters(self.heard)

    @property
    def near(self) -> bool:
        """Tell whether the words were recognised, or the phonemes are nearly right."""
        return self.recognised or self.likeness >= NEAR


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong Mandarin syllable: substituted, deleted (no `heard`) or inserted (no `text`)."""

    text: str
    heard: str


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison of a line with its transcript."""

    syllables: int
    """The number of Mandarin syllables in the line."""
    mistakes: tuple[Mistake, ...]
    gaps: tuple[Gap, ...]

    @property
    def rate(self) -> float:
        """Mistakes divided by Mandarin syllables; without syllables, the number of mistakes."""
        return len(self.mistakes) / max(1, self.syllables)


def score(line: Spoken, heard: Spoken) -> Score:
    """Compare a line with the reading of its transcript. Raises ReadingError as `sounds` does."""
    places = slots(sounds(line))
    steps = align(places, sounds(heard))
    return Score(
        syllables=sum(not place.is_gap for place in places),
        mistakes=tuple(
            Mistake(step.slot.text if step.slot else "", step.heard) for step in steps if step.wrong
        ),
        gaps=tuple(
            Gap(step.slot.text, step.heard, _likeness(step.slot.phonemes, step.phonemes))
            for step in steps
            if step.slot and step.slot.is_gap
        ),
    )


def _likeness(said: str, heard: str) -> float:
    return SequenceMatcher(None, said, heard, autojunk=False).ratio() if said else 0.0


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
