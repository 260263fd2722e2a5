"""Decide which addresses of a feed are requested, by which requests, and how much is read.

To spare the server, recordings are requested by HEAD and two bytes, files only for the newest
episodes, and a whole recording only for the newest episode.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from podcast.lint.model import Feed, Kind

NEWEST = 20
"""The number of newest episodes whose transcripts, chapters and pictures are fetched."""
MOST_RECORDINGS = 500
"""The most recordings that are requested by HEAD and a range."""

_MOST_BYTES: dict[Kind, int] = {
    "enclosure": 100_000_000,
    "artwork": 10_000_000,
    "transcript": 10_000_000,
    "chapters": 2_000_000,
}


@dataclass(frozen=True, slots=True)
class Want:
    """An address and its requests: HEAD, a range, and the file if it has at most `most` bytes."""

    url: str
    kind: Kind
    head: bool = False
    ranged: bool = False
    most: int = 0


def wants(feed: Feed, *, everything: bool = False) -> tuple[Want, ...]:
    """Return one Want for each address that is requested.

    With `everything` nothing is left out to spare the server; this is for files on this machine.
    """
    result: dict[str, Want] = {}
    newest = {item.element for item in feed.items[:NEWEST]}
    for each in feed.addresses:
        if each.url in result or each.parts is None or each.element.tag == "url":
            continue
        item = _item_of(each.element)
        near = everything or item is None or item in newest
        want = _want(each.url, each.kind, near)
        if want:
            result[each.url] = want
    return tuple(_bounded(result.values(), feed, everything))


def _want(url: str, kind: Kind, near: bool) -> Want | None:
    if kind in {"enclosure", "alternate"}:
        return Want(url, kind, head=True, ranged=True)
    if kind in {"artwork", "transcript", "chapters"} and near:
        return Want(url, kind, head=kind == "artwork", most=_MOST_BYTES[kind])
    return None


def _bounded(targets: Any, feed: Feed, everything: bool) -> Iterator[Want]:
    """Yield all wants, but at most MOST_RECORDINGS recordings, and only the newest one whole."""
    recordings = 0
    newest = next((each.url for each in feed.addresses if each.kind == "enclosure"), None)
    for want in targets:
        if not want.ranged:
            yield want
            continue
        recordings += 1
        if want.url == newest or everything:
            yield Want(want.url, want.kind, want.head, want.ranged, _MOST_BYTES["enclosure"])
        elif recordings <= MOST_RECORDINGS:
            yield want


def _item_of(element: Any) -> Any:
    return next(element.iterancestors("item"), None)
