"""Checks the lines of a manifest: their times and hosts, and whether their readings are current."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from podcast import __version__
from podcast.check.subject import MILLISECOND, Subject
from podcast.episode.manifest import FILE_NAME, SegmentRecord
from podcast.model import Finding


def check_narration(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the lines of the manifest."""
    episode = subject.episode
    for before, after in pairwise(episode.segments):
        if after.start < before.end:
            yield subject.in_manifest("segments", f"line {after.line} overlaps")
    for segment in episode.segments:
        for message in _faults(segment):
            yield subject.in_manifest("words", f"line {segment.line}: {message}")
    if episode.segments and episode.segments[-1].end > episode.audio.seconds:
        yield subject.in_manifest("segments", "the last line ends after the recording")
    yield from _speakers(subject)


def check_reading(subject: Subject) -> Iterator[Finding]:
    """Yield a warning when lines would be read differently now, after a change of the lexicon.

    Episodes of another version of the program, which may read differently, are not compared.
    """
    from podcast.chinese import spoken

    episode, lexicon = subject.episode, subject.show.lexicon
    if episode.program != __version__:
        return
    readings = {each.line: spoken(each.text, lexicon).text for each in episode.segments}
    others = [each for each in episode.segments if each.spoken != readings[each.line]]
    if others:
        first = others[0]
        yield subject.finding(
            "reading", FILE_NAME,
            f"{len(others)} lines are read otherwise now, the first is line {first.line}: "
            f"`{readings[first.line]}`, not `{first.spoken}`",
            "warn", f"run `podcast build {subject.folder.name}` for it to be heard",
        )  # fmt: skip


def check_meaning(subject: Subject) -> Iterator[Finding]:
    """Yield a warning for each figure that a line says otherwise than it is written."""
    from podcast import meaning
    from podcast.chinese import spoken

    lexicon = subject.show.lexicon
    for segment in subject.episode.segments:
        reading = spoken(segment.text, lexicon)
        current = reading.text == segment.spoken
        found = (
            meaning.judge_reading(reading)
            if current
            else meaning.judge(segment.text, segment.spoken)
        )
        for each in found.lost:
            yield subject.finding(
                "meaning", FILE_NAME, f"line {segment.line}: {each}", "warn",
                "write the figure in words, or give its reading in the lexicon with `meant: true`, "
                f"and run `podcast build {subject.folder.name}`",
            )  # fmt: skip


def _faults(segment: SegmentRecord) -> Iterator[str]:
    times, places = [segment.start], [0]
    for first, last, start, end in segment.words:
        if not 0 <= first < last <= len(segment.text):
            yield f"no such span [{first}, {last})"
        times += [start, end]
        places += [first, last]
    times.append(segment.end + MILLISECOND)
    if any(later < sooner for sooner, later in pairwise(times)):
        yield "times are out of order"
    if any(later < sooner for sooner, later in pairwise(places)):
        yield "spans are out of order"


def _speakers(subject: Subject) -> Iterator[Finding]:
    from podcast.show.voices import ENGINES

    episode = subject.episode
    speaking = {segment.host for segment in episode.segments}
    for host in sorted(speaking - set(episode.hosts)):
        yield subject.in_manifest("hosts", f"{host} speaks and is not among the hosts")
    for host in sorted(set(episode.hosts) - speaking):
        yield subject.in_manifest("hosts", f"{host} does not speak")
    if episode.engine not in ENGINES:
        yield subject.in_manifest("engine-unknown", f"there is no engine `{episode.engine}`")
