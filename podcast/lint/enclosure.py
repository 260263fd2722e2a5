"""Rules for enclosures, other encodings of the recording, and soundbites."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from podcast.lint.model import Fault, Feed, FeedItem, Rule, of_items
from podcast.lint.names import child, children, qualified, value
from podcast.lint.numbers import duration
from podcast.lint.podcasting import MOST_CHARACTERS
from podcast.lint.urls import ending, split
from podcast.lint.vocabulary import ENCLOSURES

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_LENGTH = re.compile(r"[1-9]\d*", re.ASCII)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;.*)?", re.ASCII)
_DIGESTS = {"sha256": 32, "sha384": 48, "sha512": 64}
"""The number of bytes in each digest of Subresource Integrity (W3C SRI, section 3.2)."""
_SOUNDBITE = range(15, 121)
"""The lengths in seconds that the page of podcast:soundbite advises."""
_MOST_TITLE = 32


def _missing(item: FeedItem) -> Iterator[Fault]:
    enclosure = child(item.element, "enclosure")
    if enclosure is None:
        yield Fault("there is no <enclosure>", item.element)
    elif not enclosure.get("url", "").strip():
        yield Fault("it has no url", enclosure)


def _twice(feed: Feed) -> Iterator[Fault]:
    first: dict[str, FeedItem] = {}
    for item in feed.items:
        enclosure = child(item.element, "enclosure")
        url = "" if enclosure is None else enclosure.get("url", "").strip()
        if url and first.setdefault(url, item) is not item:
            yield Fault(f"item {first[url].number} has the same address", enclosure)


def _length(item: FeedItem) -> Iterator[Fault]:
    for enclosure in children(item.element, "enclosure"):
        if not _LENGTH.fullmatch(enclosure.get("length", "")):
            yield Fault(f'its length is "{enclosure.get("length", "")}"', enclosure)


def _type(item: FeedItem) -> Iterator[Fault]:
    for enclosure in children(item.element, "enclosure"):
        if enclosure.get("type") not in ENCLOSURES:
            yield Fault(f'its type is "{enclosure.get("type", "")}"', enclosure)


def _ending(item: FeedItem) -> Iterator[Fault]:
    for enclosure in children(item.element, "enclosure"):
        endings = ENCLOSURES.get(enclosure.get("type", ""))
        name = ending(enclosure.get("url", ""))
        if endings and name not in endings:
            yield Fault(f'a file of {enclosure.get("type")} ends in ".{name}"', enclosure)


# --- podcast:alternateEnclosure -------------------------------------------------------------------


def _alternates(feed: Feed) -> Iterator[Any]:
    for item in feed.items:
        yield from children(item.element, "podcast:alternateEnclosure")


def _alternate_source(feed: Feed) -> Iterator[Fault]:
    for element in _alternates(feed):
        sources = children(element, "podcast:source")
        if not sources:
            yield Fault("it has no <podcast:source>", element)
        for source in sources:
            if ":" not in source.get("uri", ""):
                yield Fault(f'its uri is "{source.get("uri", "")}"', source)
        if not _TYPE.fullmatch(element.get("type", "")):
            yield Fault(f'its type is "{element.get("type", "")}"', element)


def _alternate_form(feed: Feed) -> Iterator[Fault]:
    for element in _alternates(feed):
        for name, form in (("length", _LENGTH), ("bitrate", _NUMBER), ("height", _LENGTH)):
            if name in element.attrib and not form.fullmatch(element.get(name)):
                yield Fault(f'its {name} is "{element.get(name)}"', element)
        if element.get("default", "false") not in {"true", "false"}:
            yield Fault(f'default is "{element.get("default")}"', element)
        if len(element.get("title", "")) > _MOST_TITLE:
            yield Fault(f"its title has {len(element.get('title'))} characters", element)


def _integrity(feed: Feed) -> Iterator[Fault]:
    for element in feed.channel.iter(qualified("podcast:integrity")):
        kind, digests = element.get("type", ""), element.get("value", "")
        if kind not in {"sri", "pgp-signature"}:
            yield Fault(f'its type is "{kind}"', element)
        elif not digests or (kind == "sri" and not all(map(_is_digest, digests.split()))):
            yield Fault(f'"{digests}" is no digest', element)


def _is_digest(word: str) -> bool:
    name, _, encoded = word.partition("-")
    try:
        digest = base64.b64decode(encoded.partition("?")[0], validate=True)
    except ValueError:
        return False
    return len(digest) == _DIGESTS.get(name)


# --- podcast:soundbite ----------------------------------------------------------------------------


def _soundbite(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "podcast:soundbite"):
        span = _span(element)
        whole = duration(item)
        if span is None:
            yield Fault("startTime and duration are not both seconds", element)
        elif whole and span[0] + span[1] > whole + 1:
            yield Fault(f"it ends at {span[0] + span[1]:g} s of {whole} s", element)
        elif len(value(element)) > MOST_CHARACTERS:
            yield Fault(f"its title has {len(value(element))} characters", element)


def _soundbite_length(item: FeedItem) -> Iterator[Fault]:
    for element in children(item.element, "podcast:soundbite"):
        span = _span(element)
        if span and not _SOUNDBITE.start <= span[1] <= _SOUNDBITE.stop - 1:
            yield Fault(f"it is {span[1]:g} s long", element)


def _span(element: Any) -> tuple[float, float] | None:
    start, length = element.get("startTime", ""), element.get("duration", "")
    if not _NUMBER.fullmatch(start) or not _NUMBER.fullmatch(length) or float(length) <= 0:
        return None
    return float(start), float(length)


def stated(feed: Feed) -> Iterator[tuple[Any, str, int | None]]:
    """Yield every enclosure and alternate with its address and its `length` (or None)."""
    for item in feed.items:
        for enclosure in children(item.element, "enclosure"):
            yield enclosure, enclosure.get("url", "").strip(), _stated_length(enclosure)
    for element in _alternates(feed):
        for source in children(element, "podcast:source"):
            if split(source.get("uri", "")):
                yield source, source.get("uri", "").strip(), _stated_length(element)


def _stated_length(element: Any) -> int | None:
    length = element.get("length", "")
    return int(length[:18]) if _LENGTH.fullmatch(length) else None


_ALTERNATE = "podcast namespace, alternateEnclosure"

RULES = (
    Rule(
        "enclosure-missing", "error", "Apple; PSP-1, required",
        "an item has an enclosure with a url",
        "name the recording", of_items(_missing),
    ),
    Rule(
        "enclosure-unique", "error", "Apple: a second episode of one address is ignored",
        "no two items have one enclosure",
        "give each recording its own address", _twice,
    ),
    Rule(
        "enclosure-length", "error", "RSS 2.0; Apple; W3C feed validator",
        "an enclosure's length is its bytes",
        "write the size of the file", of_items(_length),
    ),
    Rule(
        "enclosure-type", "error", "Apple, supported enclosure types",
        f"an enclosure's type is one of {', '.join(ENCLOSURES)}",
        "write audio/mpeg for MP3, audio/x-m4a for AAC", of_items(_type),
    ),
    Rule(
        "enclosure-ending", "warn", "Apple; W3C feed validator",
        "the file's ending is that of its type",
        "rename the file, or correct the type", of_items(_ending),
    ),
    Rule(
        "alternate-source", "error", _ALTERNATE,
        "an alternate enclosure has a type and says where it is",
        'write type, and a <podcast:source uri="…"/>', _alternate_source,
    ),
    Rule(
        "alternate-form", "warn", _ALTERNATE,
        f"its length and bitrate are numbers, its title has at most {_MOST_TITLE} characters",
        "correct it, or leave the attribute out", _alternate_form,
    ),
    Rule(
        "alternate-integrity", "error", "podcast namespace, integrity; W3C SRI, section 3.2",
        "podcast:integrity is a digest in base64, or a signature",
        "write sha384- and the digest of the file, 64 characters", _integrity,
    ),
    Rule(
        "soundbite-span", "error", "podcast namespace, soundbite",
        "a soundbite lies within its episode",
        "write startTime and duration in seconds", of_items(_soundbite),
    ),
    Rule(
        "soundbite-length", "warn", "podcast namespace, soundbite",
        f"a soundbite is {_SOUNDBITE.start} to {_SOUNDBITE.stop - 1} s long",
        "choose a stretch of that length", of_items(_soundbite_length),
    ),
)  # fmt: skip
