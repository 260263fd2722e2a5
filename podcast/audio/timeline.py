"""The timeline: takes, pauses, music and chapters laid out by a pure function.

Positions are samples at `clock.SAMPLE_RATE` from the episode's start. Speech begins on a grid of
10 ms, so that a chapter's start is the same number in ID3 (milliseconds), JSON and the manifest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from podcast.audio import cues, pauses
from podcast.audio.clock import on_grid, samples, seconds, whole_frames
from podcast.audio.cues import MusicCue, MusicLengths
from podcast.audio.takes import Take
from podcast.errors import AudioError
from podcast.model import CLOSING_TITLE, OPENING_TITLE, Chapter, Part, Placed, Segment, Word

LEAD_IN = samples(0.3)
"""The quiet before the first word when there is no intro."""
RUNDOWN_PAUSE = samples(0.8)
"""The pause from the last sound of the greeting to the first sound of the rundown."""
SECTION_PAUSE = samples(1.0)
"""The pause before the first sound of an item or of the closing."""
TAIL = samples(0.6)
"""The quiet after the last word when there is no outro."""

_TITLES = {"opening": OPENING_TITLE, "closing": CLOSING_TITLE}


@dataclass(frozen=True, slots=True)
class Placement:
    """A take on the timeline."""

    take: Take
    start: int

    @property
    def segment(self) -> Segment:
        """The segment of the take."""
        return self.take.segment

    @property
    def length(self) -> int:
        """The length in samples."""
        return self.take.length

    @property
    def end(self) -> int:
        """The sample after the last sample of the take."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole episode: speech and chapters (without URLs) in order, music, length in samples."""

    placements: tuple[Placement, ...]
    cues: tuple[MusicCue, ...]
    chapters: tuple[Chapter, ...]
    length: int

    @property
    def seconds(self) -> float:
        """The length of the episode in seconds."""
        return seconds(self.length)

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The segments with their starts and ends, in seconds from the start of the episode."""
        return tuple(Placed(p.segment, seconds(p.start), seconds(p.end)) for p in self.placements)


def place(
    takes: Sequence[Take],
    headlines: Sequence[tuple[int, str]],
    music: MusicLengths,
) -> Timeline:
    """Lay out an episode. A section without lines takes no time and gets no chapter.

    `headlines` gives the chapter titles by item number. Raises AudioError when there is no take.
    """
    if not takes:
        raise AudioError("there is no line to speak; give the script at least one line")
    first_word = max(cues.intro_alone(music.intro), LEAD_IN)
    placements = _speech(takes, first_word)
    music_cues = (
        *_intro(placements, music),
        *_bed(placements, music),
        *_stings(placements, music),
        *_outro(placements, music),
    )
    end = max(placements[-1].end + TAIL, *(cue.end for cue in music_cues), 0)
    return Timeline(
        placements, music_cues, _chapters(placements, dict(headlines)), whole_frames(end)
    )


def words(placed: Placed) -> tuple[Word, ...]:
    """Return the words of a segment with times in seconds of the finished episode."""
    return tuple(
        replace(
            word,
            starts_at=round(placed.start + word.starts_at, 3),
            ends_at=round(placed.start + word.ends_at, 3),
        )
        for word in placed.segment.words
    )


def _speech(takes: Sequence[Take], start: int) -> tuple[Placement, ...]:
    placements: list[Placement] = []
    for take in takes:
        if placements:
            before = placements[-1]
            quiet = before.take.tail + take.lead
            start = before.end + max(0, _pause(before.segment, take.segment) - quiet)
        placements.append(Placement(take, on_grid(start)))
    return tuple(placements)


def _pause(before: Segment, after: Segment) -> int:
    """Return the pause, in samples, from the last sound of a segment to the first of the next."""
    if _section(before) == _section(after):
        return pauses.after(before.line.text)
    return RUNDOWN_PAUSE if after.line.part == "rundown" else SECTION_PAUSE


def _section(segment: Segment) -> tuple[Part, int | None]:
    return segment.line.part, segment.line.item


def _intro(placements: Sequence[Placement], music: MusicLengths) -> tuple[MusicCue, ...]:
    if not music.intro:
        return ()
    opening_end = max((p.end for p in placements if p.segment.line.part == "opening"), default=0)
    return (cues.intro(music.intro, placements[0].start, opening_end),)


def _bed(placements: Sequence[Placement], music: MusicLengths) -> tuple[MusicCue, ...]:
    """Return the bed under the rundown; it begins no earlier than the episode's first word."""
    rundown = [p for p in placements if p.segment.line.part == "rundown"]
    if not (rundown and music.bed):
        return ()
    return (cues.bed(placements[0].start, rundown[0].start, rundown[-1].end),)


def _stings(placements: Sequence[Placement], music: MusicLengths) -> tuple[MusicCue, ...]:
    """Return one sting before each item, but none at the beginning of the episode."""
    if not music.sting:
        return ()
    return tuple(
        cues.sting(music.sting, before.end, after.start)
        for before, after in pairwise(placements)
        if after.segment.line.part == "item" and _section(before.segment) != _section(after.segment)
    )


def _outro(placements: Sequence[Placement], music: MusicLengths) -> tuple[MusicCue, ...]:
    last = placements[-1]
    if not music.outro:
        return ()
    if last.segment.line.part == "closing":
        return (cues.outro_under(music.outro, last.length, last.end),)
    return (cues.outro_after(music.outro, last.end),)


def _chapters(placements: Sequence[Placement], titles: dict[int, str]) -> tuple[Chapter, ...]:
    """Return the chapters: 开场 (with the rundown), items, 结语; each begins at its first word."""
    chapters: list[Chapter] = []
    for (part, number), group in groupby(placements, key=_chapter_of):
        title = _TITLES[part] if number is None else titles[number]
        chapters.append(Chapter(title, seconds(next(group).start), number))
    # the first chapter begins with the music
    return (replace(chapters[0], start=0.0), *chapters[1:])


def _chapter_of(placement: Placement) -> tuple[Part, int | None]:
    part, item = _section(placement.segment)
    return ("opening" if part == "rundown" else part), item
