"""Rules for podcast:transcript: its attributes, and the files that were read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podcast.lint import captions
from podcast.lint.model import Fault, Feed, FeedItem, Rule, of_items
from podcast.lint.names import children
from podcast.lint.numbers import duration
from podcast.lint.vocabulary import CAPTIONS, TRANSCRIPTS

_TIMED = {*CAPTIONS, "application/json"}
_SLACK = 2.0
"""The tolerance of a duration in seconds, as durations are rounded."""


def _missing(item: FeedItem) -> Iterator[Fault]:
    if not children(item.element, "podcast:transcript"):
        yield Fault("there is no <podcast:transcript>", item.element)


def _attributes(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "podcast:transcript"):
        for name in ("url", "type"):
            if not element.get(name, "").strip():
                yield Fault(f"it has no {name}", element)


def _type(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "podcast:transcript"):
        kind = _kind(element)
        if kind and kind not in TRANSCRIPTS:
            yield Fault(f'its type is "{kind}"', element)


def _relation(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "podcast:transcript"):
        if element.get("rel", "captions") != "captions":
            yield Fault(f'rel is "{element.get("rel")}"', element)


def _captions(item: FeedItem) -> Iterator[Fault]:
    transcripts = children(item.element, "podcast:transcript")
    if transcripts and not any(_kind(element) in CAPTIONS for element in transcripts):
        yield Fault("there is neither WebVTT nor SubRip", transcripts[0])


def _kind(element: Any) -> str:
    kind: str = element.get("type", "")
    return kind.partition(";")[0].strip().lower()


def _spans(feed: Feed) -> Iterator[tuple[FeedItem, Any, list[captions.Span] | ValueError]]:
    """Yield the transcripts that were read, with their times or the error."""
    for item in feed.items:
        for element in children(item.element, "podcast:transcript"):
            there = feed.resources.get(element.get("url", "").strip())
            if there and there.body is not None and _kind(element) in _TIMED:
                try:
                    yield item, element, captions.spans(there.body, _kind(element))
                except ValueError as error:
                    yield item, element, error


def _parses(feed: Feed) -> Iterator[Fault]:
    for _, element, spans in _spans(feed):
        if isinstance(spans, ValueError):
            yield Fault(f"it cannot be read: {spans}", element)


def _times(feed: Feed) -> Iterator[Fault]:
    for _, element, spans in _spans(feed):
        if isinstance(spans, ValueError):
            continue
        starts = [start for start, _ in spans]
        if starts != sorted(starts) or any(end < start for start, end in spans):
            yield Fault("its times are out of order", element)


def _end(feed: Feed) -> Iterator[Fault]:
    for item, element, spans in _spans(feed):
        whole = duration(item)
        last = 0.0 if isinstance(spans, ValueError) else max(end for _, end in spans)
        if whole and last > whole + _SLACK:
            yield Fault(f"it ends at {last:.1f} s of {whole} s", element)


_SOURCE = "podcast namespace, transcript"

RULES = (
    Rule(
        "transcript-missing", "info", "PSP-1, recommended",
        "an item has a transcript",
        "add WebVTT", of_items(_missing),
    ),
    Rule(
        "transcript-attributes", "error", _SOURCE,
        "a transcript has url and type",
        "write both", of_items(_attributes),
    ),
    Rule(
        "transcript-type", "warn", _SOURCE,
        "its type is one that apps know",
        "write text/vtt, application/x-subrip, application/json, text/html or text/plain",
        of_items(_type),
    ),
    Rule(
        "transcript-rel", "warn", _SOURCE,
        "its rel is captions or absent",
        "write captions, or leave it out", of_items(_relation),
    ),
    Rule(
        "transcript-captions", "info", "Apple, transcripts: VTT preferred, SRT accepted",
        "one of the transcripts is WebVTT or SubRip",
        "add WebVTT", of_items(_captions),
    ),
    Rule(
        "transcript-readable", "error", "W3C WebVTT; podcast namespace, transcripts",
        "a transcript is what its type says",
        "write it anew", _parses,
    ),
    Rule(
        "transcript-order", "warn", "W3C WebVTT, section 4.1",
        "its captions are in order and end after they begin",
        "sort them", _times,
    ),
    Rule(
        "transcript-end", "warn", "practice: a transcript of another recording",
        "it ends with the episode",
        "write that of this recording, or correct itunes:duration", _end,
    ),
)  # fmt: skip
