"""The recording of an episode: mixed, mastered, tagged, and named by its content.

Everything that determines the bytes goes into a fingerprint. A ticket in the cache lists the files
that were made for a fingerprint; while these files are in their folder, nothing is mixed again.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podcast import __version__
from podcast.episode.manifest import AlternateRecord
from podcast.lib.atomic import PREFIX, make_folder, publish, write_bytes
from podcast.lib.progress import Reporter
from podcast.model import Chapter, Curves, Digest, Encoding, Loudness, Placed, Script
from podcast.recording import titles as headline
from podcast.recording.tags import tags_of
from podcast.show.config import Show
from podcast.show.settings import PREVIEW
from podcast.speech.voicing import Voiced

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from podcast.audio.balance import Balance
    from podcast.audio.id3 import Tags
    from podcast.audio.mix import Soundtrack
    from podcast.audio.timeline import Timeline

MASTERS = "masters"
"""The folder of the lossless files, beside `episodes/`; it is not published."""

_TICKETS = "recordings"
_HASH_LETTERS = 8
_OPUS_TYPE = "audio/ogg"
"""The type of Opus files (RFC 7845, 9), without `codecs=opus`, as apps compare the whole type."""
_OPUS_BITRATE = 32_000
EARLIER = Encoding(128, mono=False)
"""The encoding of recordings of which nothing is noted: earlier versions knew no other."""


@dataclass(frozen=True, slots=True)
class RecordingOptions:
    """The options of a recording."""

    force: bool = False
    """Whether to mix even if nothing has changed."""
    master: str | None = None
    """The format, `flac` or `wav`, of a lossless file that is written below `masters/`, too."""


@dataclass(frozen=True, slots=True)
class RecordingFiles:
    """The files of a recording in their public place, and the measurements of the MP3."""

    file: str
    bytes: int
    sha256: str
    loudness: Loudness
    limited_db: float
    alternates: tuple[AlternateRecord, ...]
    curves: Curves
    encoding: Encoding = EARLIER


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished recording, and the times of everything in it."""

    made: RecordingFiles
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]
    pictures: Mapping[int, bytes]
    """The JPEG of an item's first image, by the item's number, for items with an image."""


@dataclass(frozen=True, slots=True, eq=False)
class _Material:
    """Everything that the MP3 is made of."""

    soundtrack: Soundtrack
    timeline: Timeline
    balance: Balance
    tags: Tags


def record(
    show: Show,
    digest: Digest,
    script: Script,
    voiced: Voiced,
    report: Reporter,
    how: RecordingOptions,
) -> Recording:
    """Make the recording of spoken segments, or find a recording of the same ingredients.

    Raises AudioError when it cannot be made; then no public file has changed.
    """
    material = _material(show, digest, script, voiced, report)
    ticket = show.cache / _TICKETS / f"{_fingerprint(show, material)}.json"
    folder = show.folder(digest.date)
    lossless = _masters(show, folder) / f"{digest.date}.{how.master}" if how.master else None
    files = None if how.force or lossless else _valid(ticket, folder)
    if files is None:
        report.say("mixing, mastering and measuring")
        files = _make(folder, material, _encoding(show, ticket), opus=show.opus, master=lossless)
        write_bytes(ticket, _tickets().dump_json(files, indent=2))
    else:
        report.detail(f"{files.file} is made from the same things: nothing is mixed")
    if files.limited_db:
        report.detail(f"the limiter took up to {files.limited_db:.1f} dB off the loudest peaks")
    tags = material.tags
    return Recording(files, material.timeline.placed, tags.chapters, tags.pictures)


def _masters(show: Show, folder: Path) -> Path:
    """Return the folder of lossless files; a preview has them in its own folder."""
    return folder if show.output == PREVIEW else show.root / MASTERS


def check_music(show: Show) -> None:
    """Raise AudioError when a piece of music cannot be decoded."""
    from podcast.audio import mix

    mix.load_soundtrack(show.music)


def _material(
    show: Show, digest: Digest, script: Script, voiced: Voiced, report: Reporter
) -> _Material:
    from podcast.audio import mix, timeline
    from podcast.audio.balance import MOST_MUSIC_GAIN, balance
    from podcast.audio.takes import takes

    soundtrack = mix.load_soundtrack(show.music)
    titles = headline.titles(script.headlines)
    line = timeline.place(takes(voiced.segments), titles, soundtrack.lengths)
    levels = balance(line, soundtrack, show.ducking)
    for name, lacking in levels.faint.items():
        report.warn(
            f"{getattr(show.music, name)}: `music.{name}` is so quiet that it stays "
            f"{lacking:.0f} dB softer than it should be (it is amplified by "
            f"{MOST_MUSIC_GAIN:.0f} dB at most); use a louder file"
        )
    return _Material(soundtrack, line, levels, tags_of(show, digest, script, line, report))


def _make(
    folder: Path, material: _Material, encoding: Encoding, *, opus: bool, master: Path | None
) -> RecordingFiles:
    from podcast.audio import mix
    from podcast.audio.id3 import write
    from podcast.audio.master import Outputs, encode

    line, day = material.timeline, f"{material.tags.date}"
    make_folder(folder)
    mp3 = folder / f"{PREFIX}{day}.mp3"
    small = folder / f"{PREFIX}{day}.opus" if opus else None
    lossless = _beside(master) if master else None
    temporaries = [path for path in (mp3, small, lossless) if path]
    try:
        mastered = encode(
            lambda: mix.render(line, material.soundtrack, material.balance),
            material.balance.lufs,
            line.length,
            Outputs(mp3, encoding, small, lossless, material.tags.aigc),
        )
        write(mp3, material.tags)
        size, sha256 = mp3.stat().st_size, _digest(mp3, "sha256").hex()
        alternates = (_alternate(small, folder, day),) if small else ()
        name = _publish(mp3, folder, day)
        if lossless and master:
            publish(lossless, master)
    finally:
        for path in temporaries:
            path.unlink(missing_ok=True)
        with suppress(OSError):  # after success the folder holds the files
            folder.rmdir()
    loudness, limited, curves = mastered.loudness, mastered.limited_db, mastered.curves
    return RecordingFiles(name, size, sha256, loudness, limited, alternates, curves, encoding)


def _beside(path: Path) -> Path:
    make_folder(path.parent)
    return path.with_name(f"{PREFIX}{path.name}")


def _publish(temporary: Path, folder: Path, day: str) -> str:
    """Rename a file to its public name, which holds its hash, and return the name."""
    sha256 = _digest(temporary, "sha256").hex()
    name = f"{day}-{sha256[:_HASH_LETTERS]}{temporary.suffix}"
    publish(temporary, folder / name)
    return name


def _alternate(temporary: Path, folder: Path, day: str) -> AlternateRecord:
    size, integrity = temporary.stat().st_size, _integrity(temporary)
    return AlternateRecord(
        file=_publish(temporary, folder, day),
        type=_OPUS_TYPE,
        bytes=size,
        bitrate=_OPUS_BITRATE,
        integrity=integrity,
    )


def _integrity(path: Path) -> str:
    """Return the hash of a file in the form of Subresource Integrity (W3C, section 3.1)."""
    return f"sha384-{base64.b64encode(_digest(path, 'sha384')).decode()}"


def _digest(path: Path, algorithm: str) -> bytes:
    """Return the hash of a file, read in pieces: an hour of MP3 is 58 MB. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).digest()


def _valid(ticket: Path, folder: Path) -> RecordingFiles | None:
    """Return the files that a ticket lists, or None when a file is missing or damaged."""
    try:
        files = _tickets().validate_json(ticket.read_bytes())
        if _digest(folder / files.file, "sha256").hex() != files.sha256:
            return None
        for other in files.alternates:
            if _integrity(folder / other.file) != other.integrity:
                return None
    except (OSError, ValueError):  # pydantic's ValidationError is a ValueError
        return None
    return files


def _encoding(show: Show, ticket: Path) -> Encoding:
    """Return what show.yaml says, else the encoding in which the same things were recorded before.

    A file that was lost, or is wanted without loss as well, comes back as subscribers had it.
    """
    if show.audio is None and ticket.is_file():
        with suppress(OSError, ValueError):
            return _tickets().validate_json(ticket.read_bytes()).encoding
    return show.encoding


def _tickets() -> TypeAdapter[RecordingFiles]:
    from pydantic import TypeAdapter

    return TypeAdapter(RecordingFiles)


def _fingerprint(show: Show, material: _Material) -> str:
    """Return the SHA-256 of everything that determines the bytes of the recording.

    An encoding that show.yaml does not name is left out, so that another default makes no recording
    anew that subscribers have.
    """
    line = material.timeline
    sounds = [(each.start, each.segment.audio.name) for each in line.placements]
    music = [path and _digest(path, "sha256").hex() for path in astuple(show.music)]
    stated = (astuple(show.encoding),) if show.audio else ()
    mix = (repr(line.cues), astuple(show.ducking), show.opus, *stated)
    ingredients = (__version__, sounds, music, mix, repr(material.tags))
    return hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()
