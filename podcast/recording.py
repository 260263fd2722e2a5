"""The MP3 of an episode: mixed, mastered, tagged, and named by its content.

Everything that determines the bytes is fingerprinted. A ticket in the cache tells which file came
out of a fingerprint; while that file is in its folder, nothing is mixed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from podcast import __version__
from podcast.atomic import PREFIX, publish, write_text
from podcast.config import Music, Show
from podcast.errors import AudioError
from podcast.manifest import Episode
from podcast.model import Chapter, Digest, Item, Loudness, Placed, Script
from podcast.progress import Reporter
from podcast.voicing import Voiced

if TYPE_CHECKING:
    from podcast.audio.mix import Soundtrack
    from podcast.audio.tags import Tags
    from podcast.audio.timeline import Timeline

_TICKETS = "recordings"
_HASH_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished MP3 in its public place, and when everything in it is heard."""

    file: str
    bytes: int
    sha256: str
    loudness: Loudness
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What came out of a fingerprint."""

    file: str
    bytes: int
    sha256: str
    loudness: Loudness


def record(
    show: Show, digest: Digest, script: Script, voiced: Voiced, report: Reporter, *, force: bool
) -> Recording:
    """Make the MP3 of spoken segments, or find the one made before from the same things.

    Raises AudioError when it cannot be made; nothing public has changed then.
    """
    from podcast.audio import mix, timeline

    soundtrack = mix.load_soundtrack(show.music.intro, show.music.sting, show.music.outro)
    line = timeline.place(voiced.segments, script.headlines, soundtrack.lengths)
    tags = _tags(show, digest, script, line, report)
    path = show.cache / _TICKETS / f"{_fingerprint(show.music, line, tags)}.json"
    folder = show.folder(digest.date)
    ticket = None if force else _valid(path, folder)
    if ticket is None:
        report.say("mixing, mastering and measuring")
        ticket = _make(folder, digest, line, soundtrack, tags)
        write_text(path, json.dumps(asdict(ticket), indent=2) + "\n")
    else:
        report.detail(f"{ticket.file} is made from the same things: nothing is mixed")
    return Recording(
        ticket.file, ticket.bytes, ticket.sha256, ticket.loudness, line.placed, tags.chapters
    )


def check_music(show: Show) -> None:
    """Raise AudioError when a piece of music cannot be decoded."""
    from podcast.audio import mix

    mix.load_soundtrack(show.music.intro, show.music.sting, show.music.outro)


def remove_superseded(show: Show, episode: Episode) -> None:
    """Delete other recordings of the date; to be called once the feed names the present one."""
    for path in show.folder(episode.date).glob(f"{episode.date}-*.mp3"):
        if path.name != episode.audio.file:
            path.unlink(missing_ok=True)


def _make(
    folder: Path, digest: Digest, line: Timeline, soundtrack: Soundtrack, tags: Tags
) -> _Ticket:
    from podcast.audio import master, mix
    from podcast.audio.tags import write

    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{PREFIX}{digest.date}.mp3"
    try:
        loudness = master.encode(mix.render(line, soundtrack), temporary)
        write(temporary, tags)
        data = temporary.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"{digest.date}-{sha256[:_HASH_LETTERS]}.mp3"
        publish(temporary, folder / name)
    finally:
        temporary.unlink(missing_ok=True)
    return _Ticket(name, len(data), sha256, loudness)


def _valid(path: Path, folder: Path) -> _Ticket | None:
    """Return the ticket when its recording is there, whole; a broken ticket is made again."""
    try:
        data = json.loads(path.read_bytes())
        ticket = _Ticket(**{**data, "loudness": Loudness(**data["loudness"])})
        found = hashlib.sha256((folder / ticket.file).read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return ticket if found == ticket.sha256 else None


def _fingerprint(music: Music, line: Timeline, tags: Tags) -> str:
    """Return the SHA-256 of all that the bytes of the MP3 come from."""
    sounds = [(str(placement.start), placement.segment.audio.name) for placement in line.placements]
    pieces = [hashlib.sha256(path.read_bytes()).hexdigest() for path in astuple(music)]
    made_of = (__version__, sounds, repr(line.cues), pieces, repr(tags))
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


# --- Tags ---------------------------------------------------------------------------------------


def _tags(show: Show, digest: Digest, script: Script, line: Timeline, report: Reporter) -> Tags:
    from podcast.audio.pictures import embedded_cover
    from podcast.audio.tags import Tags, aigc, language_code

    items = {item.number: item for item in digest.items}
    return Tags(
        title=digest.title,
        album=show.title,
        artist=show.author,
        date=digest.date,
        comment=show.description,
        lyrics="\n".join(f"{each.host}：{each.text}" for each in script.lines),
        page_url=show.url(str(digest.date), ""),
        aigc=aigc(show.author, f"{show.guid}/{digest.date}") if show.ai_label else None,
        cover=embedded_cover(show.cover),
        chapters=tuple(_with_source(chapter, items) for chapter in line.chapters),
        seconds=line.seconds,
        pictures=_pictures(digest, report),
        language=language_code(show.language),
    )


def _with_source(chapter: Chapter, items: Mapping[int, Item]) -> Chapter:
    """Return a chapter with its item's first link and first image."""
    if chapter.item is None:
        return chapter
    item = items[chapter.item]
    url = item.links[0].url if item.links else None
    return replace(chapter, url=url, image=item.images[0] if item.images else None)


def _pictures(digest: Digest, report: Reporter) -> dict[int, bytes]:
    """Return the chapter pictures that are files beside the post; a broken one is told of."""
    from podcast.audio.pictures import chapter_picture

    pictures: dict[int, bytes] = {}
    for item in digest.items:
        try:
            picture = chapter_picture(item.images[0] if item.images else None, digest.path.parent)
        except AudioError as error:
            report.warn(f"{digest.path}:{item.line}: chapter without its picture: {error}")
            continue
        if picture:
            pictures[item.number] = picture
    return pictures
