"""Find lists of chapters: podcast:chapters (JSON), Podlove Simple Chapters, show notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from podcast.lint import captions
from podcast.lint.model import Feed, FeedItem
from podcast.lint.names import child, children

_NORMAL_PLAY_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d{1,2}(?:\.\d+)?)", re.ASCII)
_LINE = re.compile(r"[(\[]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[)\]]?\s*[-–—:：.|]?\s*(\S.*)", re.ASCII)
"""Matches a line of show notes that Spotify and Apple take for a chapter."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """A list of chapters: the item, the element, and titles with starts in seconds."""

    item: FeedItem
    element: Any
    marks: tuple[tuple[str, float], ...]


def in_psc(feed: Feed) -> Iterator[Chapters]:
    """Yield the lists of Podlove Simple Chapters that can be read."""
    for item in feed.items:
        for element in children(item.element, "psc:chapters"):
            marks = [mark(each) for each in children(element, "psc:chapter")]
            if marks and None not in marks:
                yield Chapters(item, element, tuple(mark for mark in marks if mark))


def mark(element: Any) -> tuple[str, float] | None:
    """Return title and start of a `psc:chapter`, or None when title or start is missing."""
    match = _NORMAL_PLAY_TIME.fullmatch(element.get("start", ""))
    if not match or not element.get("title", "").strip():
        return None
    hours, minutes, seconds = match.groups()
    start = int((hours or "0")[:9]) * 3600 + int(minutes or 0) * 60 + float(seconds[:12])
    return element.get("title"), start


def in_notes(feed: Feed) -> Iterator[Chapters]:
    """Yield the chapters in the show notes of each item whose notes list any."""
    for item in feed.items:
        matches = map(_LINE.fullmatch, item.notes.lines)
        marks = tuple(
            (match[4], int(match[1] or 0) * 3600 + int(match[2]) * 60.0 + int(match[3]))
            for match in matches
            if match
        )
        if marks:
            yield Chapters(item, child(item.element, "description"), marks)


def in_files(feed: Feed) -> Iterator[Chapters]:
    """Yield the visible chapters of the JSON files that were read."""
    for item, element, result in files(feed):
        if not isinstance(result, ValueError):
            visible = [each for each in result if each.get("toc", True) is not False]
            marks = tuple(
                (str(each.get("title", "")), float(each["startTime"])) for each in visible
            )
            yield Chapters(item, element, marks)


def files(feed: Feed) -> Iterator[tuple[FeedItem, Any, list[Any] | ValueError]]:
    """Yield the chapter files that were read, with their chapters or the error."""
    for item in feed.items:
        for element in children(item.element, "podcast:chapters"):
            there = feed.resources.get(element.get("url", "").strip())
            if there and there.body is not None:
                try:
                    yield item, element, _parsed(there.body)
                except ValueError as error:
                    yield item, element, error


def _parsed(body: bytes) -> list[Any]:
    data = captions.loaded(body.decode("utf-8-sig"))
    if not isinstance(data, dict) or not isinstance(data.get("version"), str):
        raise ValueError("it has no version")  # noqa: TRY004 -- a fault of the file
    chapters = data.get("chapters")
    if not isinstance(chapters, list):
        raise ValueError("it has no chapters")  # noqa: TRY004 -- a fault of the file
    for each in chapters:
        if not isinstance(each, dict) or not captions.is_time(each.get("startTime")):
            raise ValueError("a chapter has no startTime")
    return chapters
