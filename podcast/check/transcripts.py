"""The transcripts against the narration: text, speakers, times and the look of every caption."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from podcast.check.cues import Cue, read_json, read_srt, read_vtt
from podcast.check.subject import MILLISECOND, Subject
from podcast.manifest import Episode
from podcast.model import Finding

MOST_LINES = 2
MOST_COLUMNS = 32
"""A full-width character takes two (Netflix, Simplified Chinese: 16 characters a line)."""
LONGEST = 7.0
"""Seconds that a caption stays at most (Netflix)."""


def check_transcripts(subject: Subject) -> Iterator[Finding]:
    """Yield what does not hold of the three files."""
    files = subject.episode.files
    readers: tuple[tuple[str, Callable[[str], list[Cue]]], ...] = (
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
            for rule, message in _faults(subject.episode, name, cues):
                yield subject.finding(rule, name, message)


def _faults(episode: Episode, name: str, cues: list[Cue]) -> Iterator[tuple[str, str]]:
    yield from _text(episode, name, cues)
    yield from _times(episode, cues)
    if any(map(_is_unreadable, cues)):
        yield (
            "transcript-layout",
            f"a caption has over {MOST_LINES} lines or {MOST_COLUMNS} columns",
        )
    yield from _words(episode, name, cues)


def _text(episode: Episode, name: str, cues: list[Cue]) -> Iterator[tuple[str, str]]:
    said = "".join(segment.text for segment in episode.segments)
    shown = "".join(cue.text for cue in cues)
    if _comparable(shown, episode, name) != _comparable(said, episode, name):
        yield "transcript-text", "its text is not the narration"
    speakers = [cue.speaker for cue in cues]
    if any(speakers) and _turns(speakers) != _turns(each.host for each in episode.segments):
        yield "transcript-speakers", "its speakers are not the hosts"


def _times(episode: Episode, cues: list[Cue]) -> Iterator[tuple[str, str]]:
    if any(after.start < before.end for before, after in pairwise(cues)):
        yield "transcript-order", "cues overlap or are out of order"
    if any(cue.end <= cue.start for cue in cues):
        yield "transcript-order", "a cue ends before it begins"
    if any(cue.end - cue.start > LONGEST + MILLISECOND for cue in cues):
        yield "transcript-length", f"a cue stays for more than {LONGEST:.0f} s"
    if any(cue.end > episode.audio.seconds + MILLISECOND for cue in cues):
        yield "transcript-end", "a cue ends after the recording"


def _words(episode: Episode, name: str, cues: list[Cue]) -> Iterator[tuple[str, str]]:
    for cue in cues:
        times = (cue.start, *cue.times, cue.end)
        if any(later < sooner for sooner, later in pairwise(times)):
            yield (
                "transcript-words",
                f"word times of the cue at {cue.start:.3f} s do not rise in it",
            )
        if cue.words and "".join(cue.words) != cue.text:
            yield "transcript-words", f"the words at {cue.start:.3f} s are not its text"
    if name == episode.files.vtt:
        yield from _tags(episode, cues)


def _tags(episode: Episode, cues: list[Cue]) -> Iterator[tuple[str, str]]:
    """Yield time tags that are not strictly inside their cue, or at which no word begins."""
    begins = {round(start * 1000) for each in episode.segments for _, _, start, _ in each.words}
    for cue in cues:
        times = (cue.start, *cue.times, cue.end)
        if cue.times and any(later == sooner for sooner, later in pairwise(times)):
            yield "transcript-words", f"a time tag of the cue at {cue.start:.3f} s does nothing"
        if any(round(time * 1000) not in begins for time in cue.times):
            yield (
                "transcript-words",
                f"no word begins at a time tag of the cue at {cue.start:.3f} s",
            )


def _is_unreadable(cue: Cue) -> bool:
    return len(cue.rows) > MOST_LINES or any(_columns(row) > MOST_COLUMNS for row in cue.rows)


def _columns(text: str) -> int:
    """Return the half-width columns of a line; ambiguous characters are wide in Chinese fonts."""
    shown = (char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in shown)


def _turns(speakers: Iterable[str]) -> list[str]:
    return [speaker for speaker, _ in groupby(speakers)]


def _comparable(text: str, episode: Episode, name: str) -> str:
    """Return the text without white space, and without what SubRip has no place or escape for.

    There the name of a speaker stands in the text, and an arrow must not look like one of times.
    """
    text = "".join(text.split())
    if name == episode.files.srt:
        hosts = sorted(("".join(host.split()) for host in episode.hosts), key=len, reverse=True)
        names = "|".join(map(re.escape, hosts))  # the longest first: 晓晓 begins with 晓
        text = re.sub(f"(?:{names})：", "", text.replace("-->", "--＞"))
    return text
