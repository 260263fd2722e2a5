"""Finds which part of the script each cue shows; only the text is compared, not the times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from podcast.check.cues import TranscriptCue
from podcast.episode.manifest import SegmentRecord

_CLOSING = frozenset("、。，．：；！？）》〉】」』〕〗］｝”’…—")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cue, and the range [first, last) of code points in a line of the script that it shows.

    `name` is the host's name in front of the text; SubRip has no other place for it.
    """

    cue: TranscriptCue
    segment: SegmentRecord
    first: int
    last: int
    name: str = ""

    @property
    def following(self) -> int:
        """Return the index of the first visible character after the cue, else the line's length."""
        text = self.segment.text
        return len(text) - len(text[self.last :].lstrip())

    @property
    def parts_marks(self) -> bool:
        """Whether a row begins with punctuation that belongs to the row before (GB/T 15834-2011).

        Such a mark is no fault at the beginning of the script's line, after a space, or after
        another such mark.
        """
        text = self.segment.text
        begins = (at for at in self._row_beginnings() if at and text[at] in _CLOSING)
        return any(text[at - 1] not in _CLOSING and not text[at - 1].isspace() for at in begins)

    def _row_beginnings(self) -> Iterator[int]:
        """Yield the index in the text at which each row of the caption begins."""
        text = self.segment.text
        places = (at for at in range(self.first, self.last) if not text[at].isspace())
        lengths = [len(_solid(row)) for row in self.cue.rows or (self.cue.text,)]
        lengths[0] -= len(_mark(self.name))
        for length in lengths:
            yield from list(islice(places, length))[:1]

    @property
    def words(self) -> list[tuple[int, int, float, float]]:
        """Return the timed words that begin in the cue."""
        return [word for word in self.segment.words if self.first <= word[0] < self.last]


def place(
    cues: Sequence[TranscriptCue], segments: Sequence[SegmentRecord], hosts: Sequence[str] = ()
) -> tuple[Shown, ...] | None:
    """Return what each cue shows, or None when the cues' text is not that of the lines.

    White space does not count. If `hosts` is given, the cues come from a SubRip file: a host's name
    and `：` may stand before a text, and a `>` of the line may have become `＞`.
    """
    lines = iter(segments)
    segment, left = _next(lines)
    found: list[Shown] = []
    for cue in cues:
        if not left:
            segment, left = _next(lines)
        if segment is None:
            return None
        rest = "".join(segment.text[at] for at in left)
        body = _body(_solid(cue.text), rest, hosts)
        if body is None:
            return None
        name, length = body
        own, left = left[:length], left[length:]
        found.append(Shown(cue, segment, own[0], own[-1] + 1, name))
    return None if left or _next(lines)[1] else tuple(found)


def _next(lines: Iterator[SegmentRecord]) -> tuple[SegmentRecord | None, list[int]]:
    """Return the next line that is not blank, and the indices of its visible characters."""
    for segment in lines:
        places = [at for at, char in enumerate(segment.text) if not char.isspace()]
        if places:
            return segment, places
    return None, []


def _body(text: str, rest: str, hosts: Sequence[str]) -> tuple[str, int] | None:
    """Return the name before a cue's text and how many characters of `rest` follow it, or None.

    `rest` holds the visible characters of the line that no earlier cue has shown. None means that
    the cue's text is not the beginning of `rest`.
    """
    for name in ("", *hosts):
        mark = _mark(name)
        own = text.removeprefix(mark)
        if own and text.startswith(mark) and _begins(rest, own, folded=bool(hosts)):
            return name, len(own)
    return None


def _mark(name: str) -> str:
    return f"{_solid(name)}：" if name else ""


def _begins(rest: str, text: str, *, folded: bool) -> bool:
    if folded:
        rest, text = (each.replace("＞", ">") for each in (rest, text))
    return rest.startswith(text)


def _solid(text: str) -> str:
    return "".join(text.split())
