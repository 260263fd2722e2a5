"""`episode.json`: the manifest of a finished episode. Manifests are the only state of a show.

The feed, the pages and the checks depend only on the manifests and on show.yaml.
"""

from __future__ import annotations

import json
import re
import stat
from datetime import date, datetime
from pathlib import Path, PurePosixPath
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
from podcast.model import SCRIPT_FILE, Part

FILE_NAME = "episode.json"
FOR_ITS_MAKER = frozenset({SCRIPT_FILE, "report.html"})
"""The files beside a manifest that are never public."""
CARD_FILE = "card.png"
"""The name of an episode's card, the picture for its links in social media."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST_BYTES = 64 * 2**20
"""The size of the largest manifest: that of an episode of an hour has 2 MB."""
_MOST_SECONDS = 360_000.0
_MOST_FILE_BYTES = 5 * 2**30
_FIRST_YEAR = 1901
_SUFFIXES = {".md", ".markdown"}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Matches the characters that no feed may hold (XML 1.0, section 2.2), and DEL."""


def _in_xml(text: str) -> str:
    """Return a text without the characters that no feed may hold; pages drop them as well."""
    return _NOT_IN_XML.sub("", text)


def _file_name(name: str) -> str:
    """Return the name of a file beside the manifest. Raises ValueError for any other text."""
    if not name.isprintable() or name.startswith(".") or not name or set(name) & set("/\\"):
        raise ValueError("is no name of a file beside the manifest")
    return name


def _post_path(path: str) -> str:
    """Return a relative path of a post. Raises ValueError for any other text."""
    pure = PurePosixPath(path)
    if not path.isprintable() or pure.is_absolute() or pure.suffix.lower() not in _SUFFIXES:
        raise ValueError("is no path of a post, seen from the show's folder")
    return path


def _moment(text: str) -> str:
    """Return a time of RFC 3339 that feeds can hold. Raises ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year < _FIRST_YEAR:
        raise ValueError("has no offset, or is of a year before 1901")
    return text


# Whoever can write to the store can write a manifest, so that every value has bounds.
Text = Annotated[str, AfterValidator(_in_xml)]
FileName = Annotated[str, Field(max_length=255), AfterValidator(_file_name)]
PostPath = Annotated[str, Field(max_length=4096), AfterValidator(_post_path)]
Moment = Annotated[str, Field(max_length=64), AfterValidator(_moment)]
Bytes = Annotated[int, Field(ge=0, le=_MOST_FILE_BYTES)]
Seconds = Annotated[float, Field(ge=0, le=_MOST_SECONDS)]
Decibels = Annotated[float, Field(ge=-1000, le=1000)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PostRecord(_Record):
    """The post of the episode; `path` is relative to the show's folder."""

    path: PostPath
    url: Text | None
    digest_sha256: Text


class AudioRecord(_Record):
    """The MP3 beside the manifest; its loudness is measured on the decoded file."""

    file: FileName
    bytes: Bytes
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
    seconds: Seconds
    lufs: Decibels
    true_peak_dbtp: Decibels
    limited_db: Decibels = 0.0
    """The largest reduction by the limiter in dB, 0 when it did nothing."""
    kbps: Annotated[int, Field(ge=8, le=320)] = 128
    channels: Annotated[int, Field(ge=1, le=2)] = 2
    """The bit rate in kbit/s and the channels; episodes of older versions do not say them."""
    alternates: tuple[AlternateRecord, ...] = ()


class AlternateRecord(_Record):
    """Another encoding of the recording; `integrity` is a hash as in Subresource Integrity."""

    file: FileName
    type: Text
    bytes: Bytes
    bitrate: Count
    """The bit rate in bit/s."""
    integrity: Text


class LinkRecord(_Record):
    """A source link of an item."""

    text: Text
    url: Text


class ItemRecord(_Record):
    """A news item as the notes and pages show it."""

    number: Count
    headline: Text
    links: tuple[LinkRecord, ...] = ()
    image: Text | None = None
    picture: FileName | None = None
    """The name of the JPEG beside the manifest: the first image, if it could be read or fetched."""
    texts: tuple[Text, ...] = ()
    """The paragraphs of the item where the narration was shortened to a length; else none."""


class ChapterRecord(_Record):
    """A chapter; `start` is in seconds of the finished MP3."""

    title: Text
    start: Seconds
    item: Count | None
    url: Text | None = None
    image: Text | None = None


class SupportRecord(_Record):
    """A sentence of the post on which a spoken line rests; `post_line` counts from 1."""

    post_line: Count
    text: Text


class SegmentRecord(_Record):
    """A spoken line; its words are [from, to, start, end], in code points and in MP3 seconds."""

    line: Count
    host: Text
    part: Part
    item: Count | None
    text: Text
    spoken: Text
    start: Seconds
    end: Seconds
    key: Text
    tries: Count
    words: tuple[tuple[Count, Count, Seconds, Seconds], ...] = ()
    supports: tuple[SupportRecord, ...] = ()


class FallbackRecord(_Record):
    """An item, or greeting, bridges and closing (None), that the rules tell, and why."""

    item: Count | None
    why: Text


class IngredientsRecord(_Record):
    """What an episode was made of beside its post, by which a later run finds that it is stale.

    Texts are compared and shown; the values of `music`, `words` and `tags` are only compared.
    """

    script: Text
    """The SHA-256 of script.md."""
    edited: bool = False
    """Whether a person has edited script.md, so that no writer has a part in it."""
    lexicon: dict[Text, Text] = {}
    """The entries of the show's lexicon whose words stand in the script, with their readings."""
    voices: dict[Text, Text]
    """The voice of each host who speaks, with its engine and its pace."""
    music: Text
    words: Text
    """What the writer's words depend on beside the post: style, hosts, lengths."""
    tags: Text
    """What else of show.yaml is in the recording."""


class FilesRecord(_Record):
    """The names of the files beside the manifest."""

    vtt: FileName = "transcript.vtt"
    srt: FileName = "transcript.srt"
    transcript: Annotated[FileName, Field(alias="json")] = "transcript.json"
    chapters: FileName = "chapters.json"
    peaks: FileName | None = None
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
    guid: Text
    title: Text
    published: Moment
    post: PostRecord
    engine: Text
    engine_reason: Text | None
    hosts: dict[Text, Text]
    writer: Text
    program: Text
    audio: AudioRecord
    items: tuple[ItemRecord, ...]
    chapters: tuple[ChapterRecord, ...]
    segments: tuple[SegmentRecord, ...]
    files: FilesRecord = FilesRecord()
    guessed: tuple[Text, ...] = ()
    unverified: Count = 0
    """The number of claims not found in the post that `--allow-unverified` accepted."""
    told_by_rules: tuple[FallbackRecord, ...] = ()
    """What another writer could not tell as it should, so that the rules tell it."""
    ingredients: IngredientsRecord | None = None
    """What the episode was made of, or None in episodes of older versions."""


def dumps(episode: Episode) -> str:
    """Return the manifest as JSON, indented by two spaces, with unescaped Chinese."""
    data = episode.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def save(folder: Path, episode: Episode) -> None:
    """Write the manifest of `folder` in one step."""
    write_text(folder / FILE_NAME, dumps(episode))


def load(path: Path) -> Episode:
    """Read one manifest. Raises FeedError with the file and the first broken field."""
    return parse(read(path), path)


def read(path: Path) -> bytes:
    """Return the bytes of a manifest. Raises FeedError when it is no file, or far too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FeedError(f"{at(path)}: is no file; remove it and run `podcast build`")
        if status.st_size > MOST_BYTES:
            raise FeedError(
                f"{at(path)}: {status.st_size} bytes are no manifest; remove it and run "
                "`podcast build`"
            )
        return path.read_bytes()
    except OSError as error:
        raise FeedError(f"{at(path)}: cannot be read: {error.strerror}") from error


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
