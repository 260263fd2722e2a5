"""One episode: the recording, its tags, chapters and transcripts against the manifest."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from podcast.audio import tags
from podcast.audio.measure import measure
from podcast.check.cues import Cue, read_json, read_srt, read_vtt
from podcast.config import Show
from podcast.errors import AudioError, ScriptError
from podcast.manifest import Episode
from podcast.model import CLOSING_TITLE, OPENING_TITLE, Finding, Severity
from podcast.script import document

TARGET_LUFS = -16.0
TOLERANCE_LU = 0.5
HIGHEST_DBTP = -1.0
"""Apple Podcasts, audio requirements: -16 LUFS, at most -1 dBTP on the decoded file."""
_TOLERANCE_SECONDS = 0.05
_MILLISECOND = 0.001
_RENEW = "run `podcast feed`"


@dataclass(frozen=True, slots=True)
class _Subject:
    """The episode under proof, with the folder that its manifest stands in."""

    show: Show
    episode: Episode
    folder: Path

    def finding(
        self, rule: str, name: str, message: str, severity: Severity = "error", remedy: str = ""
    ) -> Finding:
        """Return a finding at a file of the episode; the usual remedy is to build it again."""
        place = str(self.folder / name)
        remedy = remedy or f"run `podcast build {self.folder.name} --force`"
        return Finding(rule, severity, place, message.removeprefix(f"{place}: "), remedy)


def check_episode(show: Show, episode: Episode, folder: Path) -> Iterator[Finding]:
    """Yield what does not hold in `folder`; nothing when the episode is proven."""
    subject = _Subject(show, episode, folder)
    yield from _identity(subject)
    if (subject.folder / episode.audio.file).is_file():
        yield from _recording(subject)
        yield from _tags(subject)
    else:
        yield subject.finding("audio-missing", episode.audio.file, "the recording is not there")
    yield from _chapters(subject)
    yield from _segments(subject)
    yield from _transcripts(subject)
    yield from _surroundings(subject)


def _identity(subject: _Subject) -> Iterator[Finding]:
    episode = subject.episode
    expected = str(uuid.uuid5(uuid.UUID(subject.show.guid), episode.date))
    if episode.guid != expected:
        yield subject.finding(
            "guid", "episode.json", f"guid is {episode.guid}, the show's guid gives {expected}",
            remedy="restore `guid:` in show.yaml; subscribers know episodes by it",
        )  # fmt: skip
    if episode.date != subject.folder.name:
        yield subject.finding(
            "date", "episode.json", f"is of {episode.date}, its folder is not",
            remedy=f"delete it and run `podcast build {subject.folder.name}`",
        )  # fmt: skip
    if episode.engine == "tone":
        yield subject.finding(
            "engine", "episode.json", "speaks in test tones", "warn",
            f"run `podcast build {episode.date} --engine kokoro` before publishing",
        )  # fmt: skip


def _recording(subject: _Subject) -> Iterator[Finding]:
    audio = subject.episode.audio
    path = subject.folder / audio.file
    data = path.read_bytes()
    if len(data) != audio.bytes:
        yield subject.finding("bytes", audio.file, f"{len(data)} bytes, not {audio.bytes}")
    if hashlib.sha256(data).hexdigest() != audio.sha256:
        yield subject.finding("sha256", audio.file, "is not the file that was built")
    try:
        found = measure(path)
    except AudioError as error:
        yield subject.finding("decodes", audio.file, str(error))
        return
    if abs(found.integrated_lufs - TARGET_LUFS) > TOLERANCE_LU:
        yield subject.finding("loudness", audio.file, f"{found.integrated_lufs:.2f} LUFS")
    if found.true_peak_dbtp > HIGHEST_DBTP:
        yield subject.finding("true-peak", audio.file, f"{found.true_peak_dbtp:.2f} dBTP")
    if abs(found.seconds - audio.seconds) > _TOLERANCE_SECONDS:
        yield subject.finding(
            "duration", audio.file, f"{found.seconds:.3f} s, not {audio.seconds:.3f} s"
        )


def _tags(subject: _Subject) -> Iterator[Finding]:
    episode, show = subject.episode, subject.show
    path = subject.folder / episode.audio.file
    try:
        texts = tags.read_texts(path)
        chapters = tags.read_chapters(path)
    except AudioError as error:
        yield subject.finding("id3", path.name, str(error))
        return
    lyrics = "\n".join(f"{segment.host}：{segment.text}" for segment in episode.segments)
    for frame, expected in (("TIT2", episode.title), ("TALB", show.title), ("USLT", lyrics)):
        if texts.get(frame) != expected:
            yield subject.finding("id3", path.name, f"{frame} is not what the manifest says")
    if show.ai_label and not _is_aigc(texts.get(tags.AIGC, "")):
        yield subject.finding("ai-label", path.name, "no TXXX:AIGC label (GB 45438-2025)")
    marks = [(chapter.title, chapter.start) for chapter in chapters]
    yield from _compared(subject, "id3-chapters", path.name, marks)


def _is_aigc(text: str) -> bool:
    try:
        return bool(json.loads(text)["Label"])
    except (ValueError, KeyError, TypeError):
        return False


def _chapters(subject: _Subject) -> Iterator[Finding]:
    episode = subject.episode
    name = episode.files.chapters
    try:
        data = json.loads((subject.folder / name).read_bytes())
        marks = [(str(each["title"]), float(each["startTime"])) for each in data["chapters"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield subject.finding("chapters", name, f"cannot be read: {error}")
        return
    yield from _compared(subject, "chapters", name, marks)
    spoken = list(dict.fromkeys(each.item for each in episode.segments if each.item is not None))
    if [each.item for each in episode.chapters if each.item is not None] != spoken:
        yield subject.finding("chapters", "episode.json", "chapters are not the spoken items")
    named = [each.title for each in episode.chapters if each.item is None]
    if any(title not in {OPENING_TITLE, CLOSING_TITLE} for title in named):
        yield subject.finding("chapters", "episode.json", f"unknown chapters: {named}")
    starts = [each.start for each in episode.chapters]
    if starts[:1] != [0]:
        yield subject.finding("chapters", "episode.json", "the first chapter is not at 0")
    if any(later <= sooner for sooner, later in pairwise((*starts, episode.audio.seconds))):
        yield subject.finding("chapters", "episode.json", "chapters are out of order")


def _compared(
    subject: _Subject, rule: str, name: str, marks: list[tuple[str, float]]
) -> Iterator[Finding]:
    expected = [(chapter.title, chapter.start) for chapter in subject.episode.chapters]
    same = len(marks) == len(expected) and all(
        title == wanted and abs(start - at) <= _MILLISECOND
        for (title, start), (wanted, at) in zip(marks, expected, strict=True)
    )
    if not same:
        yield subject.finding(rule, name, "titles or times are not those of the manifest")


def _segments(subject: _Subject) -> Iterator[Finding]:
    episode = subject.episode
    for before, after in pairwise(episode.segments):
        if after.start < before.end:
            yield subject.finding("segments", "episode.json", f"line {after.line} overlaps")
    for segment in episode.segments:
        times = [segment.start]
        for first, last, start, end in segment.words:
            if not 0 <= first < last <= len(segment.text):
                yield subject.finding(
                    "words", "episode.json", f"line {segment.line}: no such span [{first}, {last})"
                )
            times += [start, end]
        times.append(segment.end + _MILLISECOND)
        if any(later < sooner for sooner, later in pairwise(times)):
            yield subject.finding(
                "words", "episode.json", f"line {segment.line}: times are out of order"
            )
    if episode.segments and episode.segments[-1].end > episode.audio.seconds:
        yield subject.finding("segments", "episode.json", "the last line ends after the recording")


def _transcripts(subject: _Subject) -> Iterator[Finding]:
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
            yield from _cues(subject, name, cues)


def _cues(subject: _Subject, name: str, cues: list[Cue]) -> Iterator[Finding]:
    episode = subject.episode
    said = "".join(segment.text for segment in episode.segments)
    shown = "".join(cue.text for cue in cues)
    if _comparable(shown, episode, name) != _comparable(said, episode, name):
        yield subject.finding("transcript-text", name, "its text is not the narration")
    speakers = [cue.speaker for cue in cues]
    if any(speakers) and _turns(speakers) != _turns(each.host for each in episode.segments):
        yield subject.finding("transcript-speakers", name, "its speakers are not the hosts")
    if any(after.start < before.end for before, after in pairwise(cues)):
        yield subject.finding("transcript-order", name, "cues overlap or are out of order")
    if any(cue.end <= cue.start for cue in cues):
        yield subject.finding("transcript-order", name, "a cue ends before it begins")
    if cues and cues[-1].end > episode.audio.seconds + _MILLISECOND:
        yield subject.finding("transcript-end", name, "the last cue ends after the recording")


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


def _surroundings(subject: _Subject) -> Iterator[Finding]:
    """Yield what is not broken but should be looked at."""
    episode = subject.episode
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
