"""One list of chapters in five carriers: the manifest's against ID3, JSON, the notes and psc.

All have the manifest's titles and times: to the millisecond, and to whole seconds in the notes,
which have room for no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import Any

from podcast.audio import tags
from podcast.check.labels import unmarked
from podcast.check.subject import MILLISECOND, Subject
from podcast.errors import AudioError
from podcast.manifest import Episode
from podcast.markup import clean
from podcast.model import CLOSING_TITLE, OPENING_TITLE, Finding

Mark = tuple[str, float]
"""Title and start, seconds."""

_PSC = "{http://podlove.org/simple-chapters}"
_NORMAL_PLAY_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d{1,2}(?:\.\d+)?)")
"""[[HH:]MM:]SS[.mmm], as Podlove Simple Chapters 1.2 writes times."""
_NOTES_LINE = re.compile(r"<p>(\d{2,}):(\d{2}):(\d{2}) ([^<]*)</p>")
"""A paragraph of its own, as every app reads it; a link may be called `10:00:00` too."""
_NOTES_FULL = 3800
"""Bytes of notes that have no room for another line: apps read 4000 at most (Apple)."""
_OTHERS = "titles or times are not those of the manifest"


def check_tags(subject: Subject) -> Iterator[Finding]:
    """Yield what does not hold of the ID3 tag of the MP3, which is there."""
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
    yield from unmarked(subject, texts.get(tags.AIGC, ""))
    marks = [(chapter.title, chapter.start) for chapter in chapters]
    if not _same(marks, episode):
        yield subject.finding("id3-chapters", path.name, _OTHERS)


def check_chapters(subject: Subject) -> Iterator[Finding]:
    """Yield what does not hold of `chapters.json`, and of the manifest's own list."""
    name = subject.episode.files.chapters
    try:
        data = json.loads((subject.folder / name).read_bytes())
        marks = [(str(each["title"]), float(each["startTime"])) for each in data["chapters"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield subject.finding("chapters", name, f"cannot be read: {error}")
        return
    if not _same(marks, subject.episode):
        yield subject.finding("chapters", name, _OTHERS)
    for message in _faults(subject.episode):
        yield subject.in_manifest("chapters", message)


def _faults(episode: Episode) -> Iterator[str]:
    spoken = list(dict.fromkeys(each.item for each in episode.segments if each.item is not None))
    if [each.item for each in episode.chapters if each.item is not None] != spoken:
        yield "chapters are not the spoken items"
    named = [each.title for each in episode.chapters if each.item is None]
    if any(title not in {OPENING_TITLE, CLOSING_TITLE} for title in named):
        yield f"unknown chapters: {named}"
    starts = [each.start for each in episode.chapters]
    if starts[:1] != [0]:
        yield "the first chapter is not at 0"
    if any(later <= sooner for sooner, later in pairwise((*starts, episode.audio.seconds))):
        yield "chapters are out of order"


def _same(marks: Sequence[Mark], episode: Episode) -> bool:
    return len(marks) == len(episode.chapters) and all(
        title in {chapter.title, clean(chapter.title)} and abs(start - chapter.start) <= MILLISECOND
        for (title, start), chapter in zip(marks, episode.chapters, strict=True)
    )


# --- In the feed ------------------------------------------------------------------------------


def faults_in_feed(item: Any, episode: Episode) -> Iterator[tuple[str, str]]:
    """Yield rule and message for what does not hold of an `<item>` (an lxml element)."""
    simple = item.find(f"{_PSC}chapters")
    if simple is not None and not _same(list(_simple(simple)), episode):
        yield "psc-chapters", f"{episode.date}: psc:chapters: {_OTHERS}"
    if not _in_notes(item.findtext("description") or "", episode):
        yield "notes-chapters", f"{episode.date}: show notes: {_OTHERS}"


def _simple(chapters: Any) -> Iterator[Mark]:
    """Yield the chapters of Podlove; one whose time cannot be read is at no time at all."""
    for chapter in chapters.iter(f"{_PSC}chapter"):
        found = _NORMAL_PLAY_TIME.fullmatch(chapter.get("start", ""))
        hours, minutes, seconds = found.groups() if found else ("0", "0", "nan")
        start = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)
        yield chapter.get("title", ""), start


def _in_notes(notes: str, episode: Episode) -> bool:
    """Tell whether notes list the chapters; titles may be cut, the last left out for lack of room.

    An app takes the list for chapters only when it begins at zero, so the first one does.
    """
    found = [
        (int(hours) * 3600 + int(minutes) * 60 + int(seconds), unescape(title).strip())
        for hours, minutes, seconds, title in _NOTES_LINE.findall(notes)
    ]
    full = len(notes.encode()) > _NOTES_FULL
    if len(found) > len(episode.chapters) or (len(found) < len(episode.chapters) and not full):
        return False
    return all(
        at == int(chapter.start) and _is_cut(title, clean(chapter.title))
        for (at, title), chapter in zip(found, episode.chapters, strict=False)
    )


def _is_cut(title: str, whole: str) -> bool:
    return title == whole or (title.endswith("…") and whole.startswith(title[:-1]))
