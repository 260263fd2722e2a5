"""Checks the ID3 tag of the MP3, frame by frame, against the manifest and show.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from podcast.audio import tagged
from podcast.audio.id3 import GENRE, address, language_code
from podcast.audio.tagged import ChapterFrame, Tagged
from podcast.check.chapters import OTHERS, is_same
from podcast.check.labels import unmarked
from podcast.check.subject import Subject
from podcast.episode.manifest import Episode
from podcast.errors import AudioError
from podcast.model import Finding

_VERSION = (2, 3)
"""The version of the tag: every player reads ID3v2.3, and Windows reads no other version."""
_ALWAYS = frozenset(
    {"TIT2", "TALB", "TPE1", "TYER", "TDAT", "TLAN", "TCON", "COMM", "USLT", "WOAF"}
)
_OTHERS = frozenset({"APIC", "CHAP", "CTOC", "TXXX"})
_JPEG = b"\xff\xd8\xff"


def check_tags(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the MP3's ID3 tag; the MP3 file must exist."""
    name = subject.episode.audio.file
    try:
        tag = tagged.read(subject.folder / name)
    except AudioError as error:
        yield subject.finding("id3", name, str(error))
        return
    for message in _form(tag):
        yield subject.finding("id3", name, message)
    yield from _texts(subject, tag)
    yield from unmarked(subject, tag.texts.get(tagged.AIGC, ""))
    for message in _chapters(tag, subject.episode):
        yield subject.finding("id3-chapters", name, message)


def _form(tag: Tagged) -> Iterator[str]:
    if tag.version != _VERSION:
        yield f"the tag is ID3v2.{tag.version[1]}, not 2.{_VERSION[1]}"
    for frame in sorted(_ALWAYS - tag.frames):
        yield f"there is no {frame}"
    for frame in sorted(tag.frames - _ALWAYS - _OTHERS):
        yield f"{frame} does not belong there"
    if not tag.cover.startswith(_JPEG):
        yield "there is no cover (APIC, front cover, JPEG)"


def _texts(subject: Subject, tag: Tagged) -> Iterator[Finding]:
    name = subject.episode.audio.file
    for frame in _differing(tag, _of_the_episode(subject)):
        yield subject.finding("id3", name, f"{frame} is not what the manifest says")
    for frame in _differing(tag, _of_the_show(subject)):
        # only a warning: after a change of show.yaml nobody should have to rebuild every episode
        yield subject.finding(
            "id3", name, f"{frame} is not what show.yaml says", "warn",
            f"run `podcast build {subject.folder.name}`",
        )  # fmt: skip


def _differing(tag: Tagged, expected: Mapping[str, str]) -> list[str]:
    return [
        frame
        for frame, text in expected.items()
        if frame in tag.texts and tag.texts[frame] != text.replace("\x00", "")
    ]


def _of_the_episode(subject: Subject) -> dict[str, str]:
    episode = subject.episode
    day = date.fromisoformat(episode.date)
    return {
        "TIT2": episode.title,
        "TALB": subject.show.title,
        "TYER": f"{day:%Y}",
        "TDAT": f"{day:%d%m}",
        "TCON": GENRE,
        "USLT": "\n".join(f"{each.host}：{each.text}" for each in episode.segments),
    }


def _of_the_show(subject: Subject) -> dict[str, str]:
    show = subject.show
    return {
        "TPE1": show.author,
        "TLAN": language_code(show.language),
        "COMM": show.description,
        "WOAF": address(show.url(subject.episode.date, "")),
    }


def _chapters(tag: Tagged, episode: Episode) -> Iterator[str]:
    if not is_same([(mark.title, mark.start / 1000) for mark in tag.marks], episode):
        yield OTHERS
        return
    starts = [*(chapter.start for chapter in episode.chapters), episode.audio.seconds]
    for mark, (_, end), chapter in zip(tag.marks, pairwise(starts), episode.chapters, strict=True):
        for fault in _mark(mark, round(end * 1000), chapter.url):
            yield f"chapter `{chapter.title}`: {fault}"
    names = tuple(mark.name for mark in tag.marks)
    if len(set(names)) < len(names) or tag.contents != ((names,) if names else ()):
        yield "the table of contents (CTOC) does not list the chapters in order"


def _mark(mark: ChapterFrame, end: int, url: str | None) -> Iterator[str]:
    if abs(mark.end - end) > 1:
        yield f"ends at {mark.end / 1000:.3f} s, not {end / 1000:.3f} s"
    if mark.url != (address(url) if url else None):
        yield f"its link is {mark.url}"
    if not mark.by_time:
        yield "tells places in the file, which are not its times"
