"""ID3v2.3 tags of a finished MP3, chapters included. No other module of audio imports mutagen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import mutagen.id3
from mutagen import MutagenError

from podcast.errors import AudioError
from podcast.model import Chapter

_id3: Any = mutagen.id3
"""The module `mutagen.id3` as Any: mutagen declares itself typed, but these classes are not."""

_LANGUAGES = {"zh": "zho", "en": "eng", "ja": "jpn"}
"""The codes of ISO 639-2 (terminology) by the first part of a language tag."""
_UNDETERMINED = "und"
GENRE = "Podcast"

_NO_OFFSET = 0xFFFFFFFF
"""The byte offset of a chapter that has only times (ID3v2 Chapter Frame Addendum)."""
_TEXT = {"encoding": _id3.Encoding.UTF16}  # ID3v2.3 has no UTF-8


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of an MP3. `aigc` is the JSON of `aigc()`, or None for no label.

    `seconds` is the end of the last chapter. `pictures` holds the JPEG of a chapter by its item's
    number. `language` is a code of ISO 639-2, from `language_code`.
    """

    title: str
    album: str
    artist: str
    date: date
    comment: str
    lyrics: str
    page_url: str
    aigc: str | None
    cover: bytes
    chapters: tuple[Chapter, ...]
    seconds: float
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    language: str = "zho"


def aigc(producer: str, propagator: str, episode_id: str) -> str:
    """Return the implicit label of synthetic content (GB 45438-2025, metadata of a file).

    Label "1" says that the content is synthetic.
    """
    label = {
        "Label": "1",
        "ContentProducer": producer,
        "ProduceID": episode_id,
        "ReservedCode1": "",
        "ContentPropagator": propagator,
        "PropagateID": episode_id,
        "ReservedCode2": "",
    }
    return json.dumps(label, ensure_ascii=False)


def language_code(tag: str) -> str:
    """Return the ISO 639-2 code of a language tag such as `zh-CN`; `und` for unknown languages."""
    return _LANGUAGES.get(tag.lower().partition("-")[0], _UNDETERMINED)


def write(path: Path, tags: Tags) -> None:
    """Write the tags in front of the MP3's frames, which stay as they are.

    Earlier tags are dropped. Raises AudioError when the file cannot be written.
    """
    id3 = _TimeOrdered()
    for frame in (*_frames(tags), *_chapter_frames(tags)):
        id3.add(frame)
    id3.update_to_v23()
    try:
        id3.save(path, v2_version=3, v1=0, padding=lambda _: 0)
    except MutagenError as error:
        raise AudioError(f"{path}: tags cannot be written: {error}") from error


def address(url: str) -> str:
    """Return the URL with everything but ASCII escaped: ID3 addresses are Latin-1."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def load(path: Path) -> Any:
    """Return the tags as mutagen's object, not converted to ID3v2.4, or raise AudioError."""
    try:
        return _id3.ID3(path, translate=False)
    except MutagenError as error:
        raise AudioError(f"{path}: no ID3 tags can be read: {error}; build it again") from error


class _TimeOrdered(_id3.ID3):  # type: ignore[misc]
    """ID3 tags with chapters in order of time: mutagen writes frames in order of their size."""

    def _write(self, config: Any) -> bytes:  # mutagen has no other hook for the order
        chapters = sorted(self.getall("CHAP"), key=lambda frame: frame.start_time)
        others = _id3.ID3()
        for frame in self.values():
            if frame.FrameID not in {"CHAP", "CTOC"}:
                others.add(frame)
        contents = (_alone(frame) for frame in (*self.getall("CTOC"), *chapters))
        return b"".join(bytes(part._write(config)) for part in (others, *contents))  # noqa: SLF001


def _alone(frame: Any) -> Any:
    id3 = _id3.ID3()
    id3.add(frame)
    return id3


def _frames(tags: Tags) -> list[Any]:
    frames = [
        _id3.TIT2(**_TEXT, text=_clean(tags.title)),
        _id3.TPE1(**_TEXT, text=_clean(tags.artist)),
        _id3.TALB(**_TEXT, text=_clean(tags.album)),
        _id3.TYER(**_TEXT, text=f"{tags.date:%Y}"),
        _id3.TDAT(**_TEXT, text=f"{tags.date:%d%m}"),
        _id3.TLAN(**_TEXT, text=tags.language),
        _id3.TCON(**_TEXT, text=GENRE),
        _id3.COMM(**_TEXT, lang=tags.language, desc="", text=_clean(tags.comment)),
        _id3.USLT(**_TEXT, lang=tags.language, desc="", text=_clean(tags.lyrics)),
        _id3.WOAF(url=address(tags.page_url)),
        _picture(tags.cover, _id3.PictureType.COVER_FRONT, tags.album),
    ]
    if tags.aigc is not None:
        frames.append(_id3.TXXX(**_TEXT, desc="AIGC", text=tags.aigc))
    return frames


def _chapter_frames(tags: Tags) -> list[Any]:
    names = [f"chp{number}" for number in range(len(tags.chapters))]
    ends = [*(chapter.start for chapter in tags.chapters[1:]), tags.seconds]
    frames = [
        _id3.CHAP(
            element_id=name,
            start_time=round(chapter.start * 1000),
            end_time=round(end * 1000),
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=_sub_frames(chapter, tags.pictures),
        )
        for name, chapter, end in zip(names, tags.chapters, ends, strict=False)
    ]
    flags = _id3.CTOCFlags.TOP_LEVEL | _id3.CTOCFlags.ORDERED
    contents = _id3.CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[])
    return [contents, *frames] if frames else []


def _sub_frames(chapter: Chapter, pictures: Mapping[int, bytes]) -> list[Any]:
    frames = [_id3.TIT2(**_TEXT, text=_clean(chapter.title))]
    if chapter.url:
        frames.append(_id3.WXXX(**_TEXT, desc="", url=address(chapter.url)))
    if chapter.item is not None and chapter.item in pictures:
        frames.append(_picture(pictures[chapter.item], _id3.PictureType.OTHER, chapter.title))
    return frames


def _picture(data: bytes, kind: int, description: str) -> Any:
    return _id3.APIC(**_TEXT, mime="image/jpeg", type=kind, desc=_clean(description), data=data)


def _clean(text: str) -> str:
    """Return the text without NUL, which ends a string in ID3."""
    return text.replace("\x00", "")
