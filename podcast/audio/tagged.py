"""The ID3 tag of an MP3, read back as it stands: nothing is corrected or left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podcast.audio.id3 import load

AIGC = "TXXX:AIGC"
"""The key in `texts` of the label of synthetic content."""
_TOP_LEVEL_ORDERED = 0b11
"""The flags of a table of contents (ID3v2 Chapter Frame Addendum, section 3.2)."""
_NO_OFFSET = 0xFFFFFFFF
_FRONT_COVER = 3


@dataclass(frozen=True, slots=True)
class ChapterFrame:
    """A chapter, with times in milliseconds; `by_time` is true when it has no offsets in bytes."""

    name: str
    title: str
    start: int
    end: int
    url: str | None
    by_time: bool


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag. `version` is (2, 3) for ID3v2.3; `frames` are the names of all frames.

    `texts` are the texts and addresses of these frames, if the tag has them: TIT2, TALB, TPE1,
    TYER, TDAT, TLAN, TCON, COMM, USLT, WOAF and TXXX:AIGC. `marks` are the chapters in the order of
    the file, in which most players list them. `contents` are the names in each table of contents;
    a table that is not ordered or not at the top counts as empty. `cover` is the front cover, or
    empty.
    """

    version: tuple[int, int]
    frames: frozenset[str]
    texts: Mapping[str, str]
    marks: tuple[ChapterFrame, ...]
    contents: tuple[tuple[str, ...], ...]
    cover: bytes


def read(path: Path) -> Tagged:
    """Read the tag of a file. Raises AudioError for a file without a tag."""
    id3 = load(path)
    pictures = [frame.data for frame in id3.getall("APIC") if frame.type == _FRONT_COVER]
    return Tagged(
        version=id3.version[:2],
        frames=frozenset(frame.FrameID for frame in id3.values()),
        texts=dict(_text(frame) for frame in id3.values() if _is_text(frame)),
        marks=tuple(map(_mark, id3.getall("CHAP"))),
        contents=tuple(map(_contents, id3.getall("CTOC"))),
        cover=pictures[0] if pictures else b"",
    )


def _is_text(frame: Any) -> bool:
    return frame.FrameID.startswith("T") or frame.FrameID in {"COMM", "USLT", "WOAF"}


def _text(frame: Any) -> tuple[str, str]:
    if frame.FrameID == "WOAF":
        return "WOAF", frame.url
    name = f"TXXX:{frame.desc}" if frame.FrameID == "TXXX" else frame.FrameID
    return name, _words(frame)


def _words(frame: Any) -> str:
    text = getattr(frame, "text", "")
    return text if isinstance(text, str) else "\n".join(str(part) for part in text)


def _mark(frame: Any) -> ChapterFrame:
    return ChapterFrame(
        name=frame.element_id,
        title=_words(frame.sub_frames.get("TIT2")),
        start=frame.start_time,
        end=frame.end_time,
        url=next((link.url for link in frame.sub_frames.getall("WXXX")), None),
        by_time=frame.start_offset == frame.end_offset == _NO_OFFSET,
    )


def _contents(frame: Any) -> tuple[str, ...]:
    in_order = frame.flags & _TOP_LEVEL_ORDERED == _TOP_LEVEL_ORDERED
    return tuple(frame.child_element_ids) if in_order else ()
