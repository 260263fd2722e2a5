"""What was published, what a reader tells of it, and the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from podcast.episode.manifest import ChapterRecord, Episode
from podcast.show.config import Show

Read = str | tuple[str, Callable[[Any], Any]] | None


@dataclass(frozen=True, slots=True)
class Said:
    """What was published: the settings, the manifest of the only episode, the artwork's name."""

    show: Show
    episode: Episode
    cover: str

    def file(self, name: str) -> str:
        """Return the address of a file beside the manifest."""
        return f"{self.show.base_url}{self.episode.date}/{name}"

    @property
    def hosts(self) -> list[str]:
        """The names of the persons; machines are called so."""
        suffix = "（AI 合成语音）" if self.show.ai_label.feed else ""
        return [f"{name}{suffix}" for name in self.episode.hosts]

    @property
    def persons(self) -> list[str]:
        """The hosts and who else is named."""
        return [*self.hosts, *(each.name for each in self.show.feed.persons)]

    @property
    def bite(self) -> ChapterRecord:
        """The chapter of the lead item."""
        return next(each for each in self.episode.chapters if each.item is not None)

    @property
    def published(self) -> datetime:
        """When the episode came out."""
        return datetime.fromisoformat(self.episode.published).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Field:
    """One fact, and how each reader tells it; None where a reader does not know it.

    `said` is what manifest and show.yaml say, or a value that is always the same. How a reader
    tells it is the path to its value, or a path and what makes that reader's way of writing ours.
    In a path, a number is a place in a list and `*` every place.
    """

    name: str
    said: Callable[[Said], Any] | str | bool | list[str]
    feedparser: Read = None
    podcastparser: Read = None
    partytime: Read = None
    feedsmith: Read = None


READERS = ("feedparser", "podcastparser", "partytime", "feedsmith")


def differences(
    fields: Iterable[Field], reader: str, found: Any, said: Said
) -> dict[str, tuple[Any, Any]]:
    """Return the fields that a reader tells otherwise: what it tells, what was said."""
    pairs = {
        field.name: (_told(found, read), field.said(said) if callable(field.said) else field.said)
        for field in fields
        if (read := getattr(field, reader)) is not None
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _told(found: Any, read: Read) -> Any:
    path, convert = read if isinstance(read, tuple) else (read, None)
    value = _at(found, (path or "").split("."))
    return convert(value) if convert and value is not None else value


def _at(value: Any, path: list[str]) -> Any:
    if not path or value is None:
        return value
    head, *rest = path
    if head == "*":
        return [_at(each, rest) for each in value]
    if isinstance(value, list):
        return _at(value[int(head)], rest) if int(head) < len(value) else None
    return _at(value.get(head), rest)
