"""`episode.json`: the manifest of a finished episode. Manifests are the only state of a show.

The feed, the pages and the checks depend only on the manifests and on show.yaml.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)

from podcast.errors import FeedError, at
from podcast.lib.atomic import write_text
from podcast.model import Part

FILE_NAME = "episode.json"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PostRecord(_Record):
    """The post of the episode; `path` is relative to the show's folder."""

    path: str
    url: str | None
    digest_sha256: str


class AudioRecord(_Record):
    """The MP3 beside the manifest; its loudness is measured on the decoded file."""

    file: str
    bytes: int
    sha256: str
    seconds: float
    lufs: float
    true_peak_dbtp: float
    limited_db: float = 0.0
    """The largest reduction by the limiter in dB, 0 when it did nothing."""
    alternates: tuple[AlternateRecord, ...] = ()


class AlternateRecord(_Record):
    """Another encoding of the recording; `integrity` is a hash as in Subresource Integrity."""

    file: str
    type: str
    bytes: int
    bitrate: int
    """The bit rate in bit/s."""
    integrity: str


class LinkRecord(_Record):
    """A source link of an item."""

    text: str
    url: str


class ItemRecord(_Record):
    """A news item as the notes and pages show it."""

    number: int
    headline: str
    links: tuple[LinkRecord, ...] = ()
    image: str | None = None
    picture: str | None = None
    """The name of the JPEG beside the manifest: the first image, if it could be read or fetched."""
    texts: tuple[str, ...] = ()
    """The paragraphs of the item where the narration was shortened to a length; else none."""


class ChapterRecord(_Record):
    """A chapter; `start` is in seconds of the finished MP3."""

    title: str
    start: float
    item: int | None
    url: str | None = None
    image: str | None = None


class SupportRecord(_Record):
    """A sentence of the post on which a spoken line rests; `post_line` counts from 1."""

    post_line: int
    text: str


class SegmentRecord(_Record):
    """A spoken line; its words are [from, to, start, end], in code points and in MP3 seconds."""

    line: int
    host: str
    part: Part
    item: int | None
    text: str
    spoken: str
    start: float
    end: float
    key: str
    tries: int
    words: tuple[tuple[int, int, float, float], ...] = ()
    supports: tuple[SupportRecord, ...] = ()


class FallbackRecord(_Record):
    """An item, or greeting, bridges and closing (None), that the rules tell, and why."""

    item: int | None
    why: str


class FilesRecord(_Record):
    """The names of the files beside the manifest."""

    vtt: str = "transcript.vtt"
    srt: str = "transcript.srt"
    transcript: Annotated[str, Field(alias="json")] = "transcript.json"
    chapters: str = "chapters.json"
    peaks: str | None = None
    """The file of the waveform, or None in episodes of older versions."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_serializer(mode="wrap")
    def _what_is_there(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: name for key, name in handler(self).items() if name is not None}


def _of_the_calendar(text: str) -> str:
    """Return a date that exists. Raises ValueError, which pydantic turns into an error message."""
    date.fromisoformat(text)
    return text


class Episode(_Record):
    """All facts of one episode. `published` is a time of RFC 3339 with the show's offset."""

    version: Literal[1] = 1
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_of_the_calendar)]
    guid: str
    title: str
    published: str
    post: PostRecord
    engine: str
    engine_reason: str | None
    hosts: dict[str, str]
    writer: str
    program: str
    audio: AudioRecord
    items: tuple[ItemRecord, ...]
    chapters: tuple[ChapterRecord, ...]
    segments: tuple[SegmentRecord, ...]
    files: FilesRecord = FilesRecord()
    guessed: tuple[str, ...] = ()
    unverified: int = 0
    """The number of claims not found in the post that `--allow-unverified` accepted."""
    told_by_rules: tuple[FallbackRecord, ...] = ()
    """What another writer could not tell as it should, so that the rules tell it."""


def dumps(episode: Episode) -> str:
    """Return the manifest as JSON, indented by two spaces, with unescaped Chinese."""
    data = episode.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def save(folder: Path, episode: Episode) -> None:
    """Write the manifest of `folder` in one step."""
    write_text(folder / FILE_NAME, dumps(episode))


def load(path: Path) -> Episode:
    """Read one manifest. Raises FeedError with the file and the first broken field."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FeedError(f"{at(path)}: cannot be read: {error.strerror}") from error
    return parse(data, path)


def parse(data: bytes, path: Path) -> Episode:
    """Parse a manifest; `path` is for messages. Raises FeedError with the first broken field."""
    try:
        return Episode.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise FeedError(
            f"{at(path)}: not a manifest of this program ({field}: {first['msg']}); "
            "delete it and run `podcast build` for this date"
        ) from error


def is_date(name: str) -> bool:
    """Tell whether a folder's name is that of an episode, a date."""
    return _DATE.fullmatch(name) is not None


def paths(episodes: Path) -> list[Path]:
    """Return the paths of all manifests below `episodes/`, oldest first."""
    return sorted(episodes.glob(f"????-??-??/{FILE_NAME}"))


def locate(episodes: Path, day: date | None) -> Path:
    """Return the path of a date's manifest, or of the newest. Raises FeedError if it is missing."""
    if day is not None:
        path = episodes / str(day) / FILE_NAME
        if path.is_file():
            return path
        raise FeedError(f"{path}: no episode of that date; run `podcast build {day}` first")
    all_paths = paths(episodes)
    if not all_paths:
        raise FeedError(f"{episodes}: no episode yet; run `podcast build` first")
    return all_paths[-1]


def find(episodes: Path, day: date | None) -> Episode:
    """Read the manifest of a date, or of the newest episode.

    Raises FeedError when there is no such manifest, or it cannot be read.
    """
    return load(locate(episodes, day))


def load_all(episodes: Path) -> tuple[Episode, ...]:
    """Read the manifests below `episodes/`, newest first. Raises FeedError as `load` does."""
    loaded = map(load, paths(episodes))
    return tuple(sorted(loaded, key=lambda episode: episode.date, reverse=True))
