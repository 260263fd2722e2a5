"""The captions of a clip: those of the transcripts, from the manifest, with the words as said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from podcast.audio.captions import Caption, captions
from podcast.episode.manifest import Episode, SegmentRecord
from podcast.model import Line, Placed, Segment, Word


def between(episode: Episode, start: float, end: float) -> tuple[Caption, ...]:
    """Return the captions that begin in [start, end) seconds of the episode."""
    placed = [_placed(each, episode.engine) for each in episode.segments]
    found = captions(placed, episode.audio.seconds)
    return tuple(caption for caption in found if start <= caption.start < end)


def at(shown: Sequence[Caption], seconds: float) -> Caption | None:
    """Return the caption that stands at a time; None in a pause."""
    after = bisect_right(shown, seconds, key=lambda caption: caption.start)
    if after and seconds < shown[after - 1].end:
        return shown[after - 1]
    return None


def spoken(caption: Caption, seconds: float) -> tuple[int, int]:
    """Return the span of the word that is heard; what stands before it has been said."""
    said = [word for word in caption.words if word.starts_at <= seconds]
    if not said:
        return caption.span[0], caption.span[0]
    if seconds < said[-1].ends_at:
        return said[-1].start, said[-1].end
    rest = said[-1].end if len(said) < len(caption.words) else caption.span[1]
    return rest, rest


def _placed(record: SegmentRecord, engine: str) -> Placed:
    """Return a spoken line as the stages know it, but for its sound."""
    words = tuple(
        Word(first, last, begins - record.start, ends - record.start)
        for first, last, begins, ends in record.words
    )
    line = Line(record.host, record.part, record.item, record.text)
    length = record.end - record.start
    segment = Segment(
        line, record.line, engine, "", record.spoken, record.key, record.tries,
        Path(), 0, length, words,
    )  # fmt: skip
    return Placed(segment, record.start, record.end)
