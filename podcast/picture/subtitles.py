"""The captions of a clip, which are those of the transcripts, rebuilt from the manifest."""

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
    all_captions = captions(placed, episode.audio.seconds)
    return tuple(caption for caption in all_captions if start <= caption.start < end)


def at(sequence: Sequence[Caption], seconds: float) -> Caption | None:
    """Return the caption that is shown at a time, or None in a pause."""
    after = bisect_right(sequence, seconds, key=lambda caption: caption.start)
    if after and seconds < sequence[after - 1].end:
        return sequence[after - 1]
    return None


def spoken(caption: Caption, seconds: float) -> tuple[int, int]:
    """Return the span of the word that is heard; in a pause, an empty span after the past words."""
    words = [word for word in caption.words if word.starts_at <= seconds]
    if not words:
        return caption.span[0], caption.span[0]
    if seconds < words[-1].ends_at:
        return words[-1].start, words[-1].end
    rest = words[-1].end if len(words) < len(caption.words) else caption.span[1]
    return rest, rest


def _placed(record: SegmentRecord, engine: str) -> Placed:
    """Return a segment of the manifest as a Placed, as the build uses it, but without a sound."""
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
