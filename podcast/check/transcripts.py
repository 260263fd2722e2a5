"""Checks the transcripts against the narration: text, speakers, times and layout of captions."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from podcast.check.captiontimes import LONGEST, milliseconds, misplaced, tagged, within
from podcast.check.cues import TranscriptCue, read_json, read_srt, read_vtt
from podcast.check.shown import Shown, place
from podcast.check.subject import MILLISECOND, Subject
from podcast.episode.manifest import Episode
from podcast.model import Finding

MOST_LINES = 2
MOST_COLUMNS = 32
"""The most half-width columns of a row: 16 full-width characters (Netflix, Simplified Chinese)."""


def check_transcripts(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the three transcript files."""
    files = subject.episode.files
    readers: tuple[tuple[str, Callable[[str], list[TranscriptCue]]], ...] = (
        (files.vtt, read_vtt),
        (files.srt, read_srt),
        (files.transcript, read_json),
    )
    for name, read in readers:
        try:
            cues = read((subject.folder / name).read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            yield subject.finding("transcript", name, f"cannot be read: {error}")
        else:
            for rule, message in faults(subject.episode, name, cues):
                yield subject.finding(rule, name, message)


def faults(episode: Episode, name: str, cues: list[TranscriptCue]) -> Iterator[tuple[str, str]]:
    """Yield rule and message for each fault of the cues in the file `name`."""
    yield from _alone(episode, cues)
    is_srt = name == episode.files.srt
    hosts = tuple(dict.fromkeys(each.host for each in episode.segments))
    shown = place(cues, episode.segments, hosts if is_srt else ())
    if shown is None:
        yield "transcript-text", "its text is not the narration"
        return
    speakers = _unnamed(shown) if is_srt else (each.cue.speaker for each in shown)
    if any(each.segment.host != speaker for each, speaker in zip(shown, speakers, strict=True)):
        yield "transcript-speakers", "its speakers are not the hosts"
    if any(each.parts_marks for each in shown):
        yield "transcript-layout", "a line begins with a mark that ends what is before it"
    late = list(misplaced(episode, shown))
    if late:
        yield "transcript-times", f"{_told(late)} not begin and end with the voice"
    untimed = [] if is_srt else _untimed(shown, tagged if name == episode.files.vtt else within)
    if untimed:
        yield "transcript-words", f"{_told(untimed)} not have the word times of the manifest"


def _alone(episode: Episode, cues: list[TranscriptCue]) -> Iterator[tuple[str, str]]:
    """Yield rule and message for each fault that can be seen in the cues alone."""
    if any(after.start < before.end for before, after in pairwise(cues)):
        yield "transcript-order", "cues overlap or are out of order"
    if any(cue.end <= cue.start for cue in cues):
        yield "transcript-order", "a cue ends before it begins"
    if any(cue.end - cue.start > LONGEST + MILLISECOND for cue in cues):
        yield "transcript-length", f"a cue stays for more than {LONGEST:.0f} s"
    if any(cue.end > episode.audio.seconds + MILLISECOND for cue in cues):
        yield "transcript-end", "a cue ends after the recording"
    if any(map(_is_unreadable, cues)):
        yield (
            "transcript-layout",
            f"a caption has over {MOST_LINES} lines or {MOST_COLUMNS} columns",
        )
    for cue in cues:
        if cue.words and "".join(cue.words) != cue.text:
            yield "transcript-words", f"the words at {cue.start:.3f} s are not its text"


def _untimed(shown: Sequence[Shown], expected: Callable[[Shown], list[int]]) -> list[Shown]:
    return [
        each for each in shown if [milliseconds(time) for time in each.cue.times] != expected(each)
    ]


def _told(shown: Sequence[Shown]) -> str:
    return f"cues from {shown[0].cue.start:.3f} s on ({len(shown)} of them) do"


def _unnamed(shown: Sequence[Shown]) -> Iterator[str]:
    """Yield the speaker of each SubRip cue: the host who was named last.

    A host whose name did not fit on the row counts as named.
    """
    speaker = ""
    for each in shown:
        wanted = each.segment.host
        row = f"{wanted}：{each.cue.rows[0]}"
        if each.name or wanted == speaker or _columns(row) <= MOST_COLUMNS:
            speaker = each.name or speaker
        else:
            speaker = wanted
        yield speaker


def _is_unreadable(cue: TranscriptCue) -> bool:
    return len(cue.rows) > MOST_LINES or any(_columns(row) > MOST_COLUMNS for row in cue.rows)


def _columns(text: str) -> int:
    """Return how many half-width columns a row takes; ambiguous characters are wide in Chinese."""
    shown = (char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in shown)
