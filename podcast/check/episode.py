"""One episode: its manifest is sound, and every file beside it is what the manifest says."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from podcast.check.chapters import check_chapters
from podcast.check.id3 import check_tags
from podcast.check.labels import silent
from podcast.check.recording import check_alternates, check_recording
from podcast.check.subject import MILLISECOND, Subject
from podcast.check.transcripts import check_transcripts
from podcast.config import Show
from podcast.errors import ScriptError
from podcast.manifest import FILE_NAME, Episode, SegmentRecord
from podcast.model import Finding
from podcast.script import document

_RENEW = "run `podcast feed`"


def check_episode(show: Show, episode: Episode, folder: Path) -> Iterator[Finding]:
    """Yield what does not hold in `folder`; nothing when the episode is proven."""
    subject = Subject(show, episode, folder)
    yield from _identity(subject)
    if (subject.folder / episode.audio.file).is_file():
        yield from check_recording(subject)
        yield from check_tags(subject)
    else:
        yield subject.finding("audio-missing", episode.audio.file, "the recording is not there")
    yield from check_alternates(subject)
    yield from check_chapters(subject)
    yield from _segments(subject)
    yield from silent(subject)
    yield from check_transcripts(subject)
    yield from _surroundings(subject)


def _identity(subject: Subject) -> Iterator[Finding]:
    episode = subject.episode
    expected = str(uuid.uuid5(uuid.UUID(subject.show.guid), episode.date))
    if episode.guid != expected:
        yield subject.finding(
            "guid", FILE_NAME, f"guid is {episode.guid}, the show's guid gives {expected}",
            remedy="restore `guid:` in show.yaml; subscribers know episodes by it",
        )  # fmt: skip
    if episode.date != subject.folder.name:
        yield subject.finding(
            "date", FILE_NAME, f"is of {episode.date}, its folder is not",
            remedy=f"delete it and run `podcast build {subject.folder.name}`",
        )  # fmt: skip
    if episode.engine == "tone":
        yield subject.finding(
            "engine", FILE_NAME, "speaks in test tones", "warn",
            f"run `podcast build {episode.date} --engine kokoro` before publishing",
        )  # fmt: skip


def _segments(subject: Subject) -> Iterator[Finding]:
    episode = subject.episode
    for before, after in pairwise(episode.segments):
        if after.start < before.end:
            yield subject.in_manifest("segments", f"line {after.line} overlaps")
    for segment in episode.segments:
        for message in _faults(segment):
            yield subject.in_manifest("words", f"line {segment.line}: {message}")
    if episode.segments and episode.segments[-1].end > episode.audio.seconds:
        yield subject.in_manifest("segments", "the last line ends after the recording")


def _faults(segment: SegmentRecord) -> Iterator[str]:
    times = [segment.start]
    for first, last, start, end in segment.words:
        if not 0 <= first < last <= len(segment.text):
            yield f"no such span [{first}, {last})"
        times += [start, end]
    times.append(segment.end + MILLISECOND)
    if any(later < sooner for sooner, later in pairwise(times)):
        yield "times are out of order"


def _surroundings(subject: Subject) -> Iterator[Finding]:
    """Yield pictures that pages would miss, and what is not broken but should be looked at."""
    episode = subject.episode
    for item in episode.items:
        if item.picture and not (subject.folder / item.picture).is_file():
            yield subject.finding("picture", item.picture, "the picture of an item is not there")
    for path in sorted(subject.folder.glob(f"{episode.date}-*.mp3")):
        if path.name != episode.audio.file:
            yield subject.finding("superseded", path.name, "is an old recording", "warn", _RENEW)
    try:
        script = document.load(subject.folder / document.FILE_NAME)
    except ScriptError as error:
        message = str(error).removeprefix(str(subject.folder / document.FILE_NAME))
        remedy = f"mend it and run `podcast build {episode.date}`"
        yield subject.finding("script", document.FILE_NAME, message.lstrip(": "), "warn", remedy)
        return
    written = [(line.host, line.text) for line in script.lines]
    if written != [(segment.host, segment.text) for segment in episode.segments]:
        yield subject.finding(
            "script", document.FILE_NAME, "was changed after the episode was made", "warn",
            f"run `podcast build {episode.date}`",
        )  # fmt: skip
