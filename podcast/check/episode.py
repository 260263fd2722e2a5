"""Checks one episode: the manifest is valid, and the files beside it are as the manifest says."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from podcast import report
from podcast.check.chapters import check_chapters
from podcast.check.claims import check_claims
from podcast.check.id3 import check_tags
from podcast.check.labels import silent
from podcast.check.narration import check_meaning, check_narration, check_reading
from podcast.check.recording import check_alternates, check_recording
from podcast.check.subject import Subject
from podcast.check.transcripts import check_transcripts
from podcast.episode.manifest import FILE_NAME, Episode
from podcast.errors import ScriptError
from podcast.model import SCRIPT_FILE, Finding
from podcast.script import document
from podcast.show.config import Show

_HEX = "[0-9a-f]"
_RENEW = "run `podcast feed`"


def check_episode(show: Show, episode: Episode, folder: Path) -> Iterator[Finding]:
    """Yield the faults of an episode in `folder`."""
    subject = Subject(show, episode, folder)
    yield from _identity(subject)
    if (subject.folder / episode.audio.file).is_file():
        yield from check_recording(subject)
        yield from check_tags(subject)
    else:
        yield subject.finding("audio-missing", episode.audio.file, "the recording is not there")
    yield from check_alternates(subject)
    yield from _texts(subject)
    yield from check_reading(subject)
    yield from check_meaning(subject)
    yield from check_claims(subject)
    yield from _surroundings(subject)


def check_written(show: Show, episode: Episode, folder: Path) -> Iterator[Finding]:
    """Yield the faults of the files that a build has just written, without decoding sound."""
    subject = Subject(show, episode, folder)
    yield from check_tags(subject)
    yield from _texts(subject)
    yield from check_claims(subject)


def _texts(subject: Subject) -> Iterator[Finding]:
    yield from check_chapters(subject)
    yield from check_narration(subject)
    yield from silent(subject)
    yield from check_transcripts(subject)


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


def _surroundings(subject: Subject) -> Iterator[Finding]:
    """Yield missing pictures, and things that work but that a person should look at."""
    episode = subject.episode
    for item in episode.items:
        if item.picture and not (subject.folder / item.picture).is_file():
            yield subject.finding("picture", item.picture, "the picture of an item is not there")
    if not (subject.folder / report.FILE_NAME).is_file():
        remedy = f"run `podcast build {episode.date}`"
        yield subject.finding("report", report.FILE_NAME, "the report is not there", "warn", remedy)
    for path in sorted(subject.folder.glob(f"{episode.date}-{_HEX * 8}.mp3")):
        if path.name != episode.audio.file:
            yield subject.finding("superseded", path.name, "is an old recording", "warn", _RENEW)
    try:
        script = document.load(subject.folder / SCRIPT_FILE)
    except ScriptError as error:
        message = str(error).removeprefix(str(subject.folder / SCRIPT_FILE))
        remedy = f"mend it and run `podcast build {episode.date}`"
        yield subject.finding("script", SCRIPT_FILE, message.lstrip(": "), "warn", remedy)
        return
    lines = [(line.host, line.text) for line in script.lines]
    if lines != [(segment.host, segment.text) for segment in episode.segments]:
        yield subject.finding(
            "script", SCRIPT_FILE, "was changed after the episode was made", "warn",
            f"run `podcast build {episode.date}`",
        )  # fmt: skip
