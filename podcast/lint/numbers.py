"""Rules for the numbers of an item: episode, season and duration."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from podcast.lint.channel import one_of
from podcast.lint.model import Fault, Feed, FeedItem, Rule, of_items
from podcast.lint.names import child, children, text, value

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})", re.ASCII)
_MINUTE = 60


def seconds(duration_text: str) -> int | None:
    """Return an itunes:duration in seconds, or None when it is not a valid duration."""
    if re.fullmatch(r"\d{1,9}", duration_text, re.ASCII):
        return int(duration_text)
    match = _CLOCK.fullmatch(duration_text)
    if not match or int(match[3]) >= _MINUTE or (match[1] and int(match[2]) >= _MINUTE):
        return None
    return int(match[1] or 0) * 3600 + int(match[2]) * _MINUTE + int(match[3])


def duration(item: FeedItem) -> int | None:
    """Return the duration that an item states in seconds, or None without a valid duration."""
    return seconds(text(item.element, "itunes:duration"))


def _numbers(item: FeedItem) -> Iterator[Fault]:
    for name in ("itunes:episode", "itunes:season"):
        for element in children(item.element, name):
            if not re.fullmatch(r"[1-9]\d*", value(element), re.ASCII):
                yield Fault(f'{name} is "{value(element)}"', element)


def _serial(feed: Feed) -> Iterator[Fault]:
    if text(feed.channel, "itunes:type") != "serial":
        return
    for item in feed.items:
        kind = text(item.element, "itunes:episodeType") or "full"
        if kind == "full" and child(item.element, "itunes:episode") is None:
            yield Fault("there is no <itunes:episode>", item.element)


def _numbers_twice(feed: Feed) -> Iterator[Fault]:
    items_by_number: defaultdict[tuple[str, str], list[FeedItem]] = defaultdict(list)
    for item in feed.items:
        kind = text(item.element, "itunes:episodeType") or "full"
        number = text(item.element, "itunes:episode")
        if number and kind == "full":
            items_by_number[text(item.element, "itunes:season"), number].append(item)
    for (_, number), items in items_by_number.items():
        for item in items[1:]:
            yield Fault(f"a second episode {number}", child(item.element, "itunes:episode"))


def _duration(item: FeedItem) -> Iterator[Fault]:
    if child(item.element, "itunes:duration") is None:
        yield Fault("there is no <itunes:duration>", item.element)


def _duration_form(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "itunes:duration"):
        if not seconds(value(element)):
            yield Fault(f'itunes:duration is "{value(element)}"', element)


def _duration_clock(item: FeedItem) -> Iterator[Fault]:
    stated = text(item.element, "itunes:duration")
    if ":" in stated and seconds(stated):
        yield Fault(f"{stated} is {seconds(stated)} s", child(item.element, "itunes:duration"))


RULES = (
    Rule(
        "number-form", "error", "Apple; W3C feed validator",
        "itunes:episode and itunes:season are whole numbers from 1",
        "write such a number, or leave it out", of_items(_numbers),
    ),
    Rule(
        "number-serial", "warn", "Apple: serial shows are ordered by it",
        "episodes of a serial show have <itunes:episode>",
        "number them", _serial,
    ),
    Rule(
        "number-unique", "warn", "Apple, itunes:episode",
        "no two episodes of a season have one number",
        "number them anew, or leave the numbers out", _numbers_twice,
    ),
    Rule(
        "episode-type", "error", "Apple; W3C feed validator",
        "itunes:episodeType is full, trailer or bonus",
        "write one of them", one_of("itunes:episodeType", {"full", "trailer", "bonus"}),
    ),
    Rule(
        "duration-missing", "warn", "Apple; PSP-1, recommended; 小宇宙 practice",
        "an item has <itunes:duration>",
        "write the seconds", of_items(_duration),
    ),
    Rule(
        "duration-form", "error", "Apple; W3C feed validator",
        "itunes:duration is seconds or H:MM:SS, and more than none",
        "write whole seconds", of_items(_duration_form),
    ),
    Rule(
        "duration-seconds", "info", "Apple; PSP-1: seconds are preferred",
        "itunes:duration is seconds",
        "write whole seconds", of_items(_duration_clock),
    ),
)  # fmt: skip
