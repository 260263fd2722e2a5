"""Checks the chapters of `chapters.json`, show notes, ID3 and psc (Podlove Simple Chapters).

Titles and times must be those of the manifest. Times are compared to the millisecond, but those in
the show notes to the second, as apps read no fractions there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise, zip_longest
from typing import Any

from podcast.audio.chapters import dumps
from podcast.check.subject import MILLISECOND, Subject
from podcast.episode.manifest import Episode
from podcast.lib.markup import clean, web_link
from podcast.model import CLOSING_TITLE, OPENING_TITLE, Finding

Mark = tuple[str, float]
"""The title of a chapter, and its start in seconds."""

_PSC = "{http://podlove.org/simple-chapters}"
_NORMAL_PLAY_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d{1,2}(?:\.\d+)?)")
"""Matches [[HH:]MM:]SS[.mmm], the times of Podlove Simple Chapters 1.2."""
_NOTES_LINE = re.compile(r"<p>(\d{2,}):(\d{2}):(\d{2}) ([^<]*)</p>")
"""Matches a chapter in the notes: a whole paragraph, as the text of a link may be a time, too."""
_NOTES_FULL = 3800
"""Notes with more bytes than this may have no room for another line: apps read at most 4000 bytes
(Apple)."""
OTHERS = "titles or times are not those of the manifest"


def check_chapters(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of `chapters.json` and of the chapters in the manifest."""
    name = subject.episode.files.chapters
    expected = json.loads(dumps(subject.episode.chapters))
    try:
        data = json.loads((subject.folder / name).read_bytes())
    except (OSError, ValueError) as error:
        yield subject.finding("chapters", name, f"cannot be read: {error}")
    else:
        if data != expected:
            yield subject.finding("chapters", name, _difference(data, expected))
    for message in _faults(subject.episode):
        yield subject.in_manifest("chapters", message)


def _difference(data: Any, expected: Any) -> str:
    """Return a message about the first difference between the file and the manifest."""
    if not isinstance(data, dict) or not isinstance(data.get("chapters"), list):
        return "is no list of chapters"
    pairs = zip_longest(data["chapters"], expected["chapters"])
    for number, (actual, right) in enumerate(pairs, 1):
        if actual != right:
            return f"chapter {number} is not the manifest's: {_keys(actual, right)}"
    return f"is not what the manifest gives: {_keys(data, expected)}"


def _keys(actual: Any, right: Any) -> str:
    if not isinstance(actual, dict) or not isinstance(right, dict):
        return "one is missing or too many"
    keys = [*right, *(key for key in actual if key not in right)]
    return ", ".join(key for key in keys if actual.get(key) != right.get(key))


def _faults(episode: Episode) -> Iterator[str]:
    spoken_items = list(
        dict.fromkeys(each.item for each in episode.segments if each.item is not None)
    )
    if [each.item for each in episode.chapters if each.item is not None] != spoken_items:
        yield "chapters are not the spoken items"
    other_titles = [each.title for each in episode.chapters if each.item is None]
    if any(title not in {OPENING_TITLE, CLOSING_TITLE} for title in other_titles):
        yield f"unknown chapters: {other_titles}"
    starts = [each.start for each in episode.chapters]
    if starts[:1] != [0]:
        yield "the first chapter is not at 0"
    if any(each.url and web_link(each.url) is None for each in episode.chapters):
        yield "the link of a chapter is no web address"
    if any(later <= sooner for sooner, later in pairwise((*starts, episode.audio.seconds))):
        yield "chapters are out of order"


def is_same(marks: Sequence[Mark], episode: Episode) -> bool:
    """Tell whether these are the chapters of the manifest."""
    return len(marks) == len(episode.chapters) and all(
        title in {chapter.title, clean(chapter.title)} and abs(start - chapter.start) <= MILLISECOND
        for (title, start), chapter in zip(marks, episode.chapters, strict=True)
    )


# --- In the feed ------------------------------------------------------------------------------


def faults_in_feed(item: Any, episode: Episode) -> Iterator[tuple[str, str]]:
    """Yield rule and message for each fault of an `<item>` (an lxml element)."""
    simple = item.find(f"{_PSC}chapters")
    if simple is not None and not is_same(list(_simple(simple)), episode):
        yield "psc-chapters", f"{episode.date}: psc:chapters: {OTHERS}"
    if not _in_notes(item.findtext("description") or "", episode):
        yield "notes-chapters", f"{episode.date}: show notes: {OTHERS}"


def _simple(chapters: Any) -> Iterator[Mark]:
    """Yield the chapters of a `psc:chapters` element, with NaN for a time that cannot be read."""
    for chapter in chapters.iter(f"{_PSC}chapter"):
        match = _NORMAL_PLAY_TIME.fullmatch(chapter.get("start", ""))
        hours, minutes, seconds = match.groups() if match else ("0", "0", "nan")
        start = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)
        yield chapter.get("title", ""), start


def _in_notes(notes: str, episode: Episode) -> bool:
    """Tell whether notes list the chapters; titles may be cut and the last chapters missing.

    An app takes the list for chapters only when it begins at zero, so it must begin with the first
    chapter.
    """
    entries = [
        (int(hours) * 3600 + int(minutes) * 60 + int(seconds), unescape(title).strip())
        for hours, minutes, seconds, title in _NOTES_LINE.findall(notes)
    ]
    full = len(notes.encode()) > _NOTES_FULL
    if len(entries) > len(episode.chapters) or (len(entries) < len(episode.chapters) and not full):
        return False
    return all(
        at == int(chapter.start) and _is_cut(title, clean(chapter.title))
        for (at, title), chapter in zip(entries, episode.chapters, strict=False)
    )


def _is_cut(title: str, whole: str) -> bool:
    return title == whole or (title.endswith("…") and whole.startswith(title[:-1]))
