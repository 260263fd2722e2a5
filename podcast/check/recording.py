"""Checks the files of the recording and its other encodings: bytes, frames and headers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from podcast.audio.measure import measure
from podcast.check import frames
from podcast.check.frames import Format, Stream
from podcast.check.sound import check_length, check_sound
from podcast.check.subject import Subject
from podcast.episode.manifest import AlternateRecord
from podcast.errors import AudioError
from podcast.model import Finding

_RATE = 44_100
"""The sample rate of every MP3, in Hz."""

_TOLERANCE_INFO = 0.002
"""The tolerance in seconds: the padding that ffmpeg writes may be up to 46 samples too small."""
_TOLERANCE_ALTERNATE = 0.1
"""The tolerance in seconds for other codecs, whose frames have other lengths."""


def check_recording(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the MP3; the file must exist."""
    audio = subject.episode.audio
    data = (subject.folder / audio.file).read_bytes()
    if len(data) != audio.bytes:
        yield subject.finding("bytes", audio.file, f"{len(data)} bytes, not {audio.bytes}")
    if hashlib.sha256(data).hexdigest() != audio.sha256:
        yield subject.finding("sha256", audio.file, "is not the file that was built")
    yield from _stream(subject, frames.walk(data))
    yield from check_sound(subject)


def _stream(subject: Subject, stream: Stream) -> Iterator[Finding]:
    name = subject.episode.audio.file
    for at, length in stream.strays:
        yield subject.finding("frames", name, f"{length} bytes at {at} are in no MPEG frame")
    if not stream.frames:
        return
    if stream.blank:
        message = f"{len(stream.blank)} frames hold nothing, the first at {stream.blank[0]}"
        yield subject.finding("frames", name, message)
    # with a constant bit rate, players can compute which byte of the file belongs to a time
    audio = subject.episode.audio
    stated = Format(kilobits=audio.kbps, rate=_RATE, channels=audio.channels)
    if stream.formats != {stated}:
        yield subject.finding(
            "encoding", name, f"is {_formats_text(stream)}, not {_format_text(stated)}"
        )
    yield from _info(subject, stream)


def _info(subject: Subject, stream: Stream) -> Iterator[Finding]:
    audio, info = subject.episode.audio, stream.info
    if info is None:
        yield subject.finding("info-header", audio.file, "has no Info header")
        return
    if not info.constant:
        yield subject.finding("info-header", audio.file, "says that the bit rate varies")
    for what, stated, count in (
        ("frames", info.frames, stream.frames),
        ("bytes", info.bytes, stream.bytes),
    ):
        if stated != count:
            message = f"says {stated} {what}, there are {count}"
            yield subject.finding("info-header", audio.file, message)
    if stream.seconds is not None:
        yield from check_length(subject, stream.seconds, _TOLERANCE_INFO, "Info header: ")


def _formats_text(stream: Stream) -> str:
    formats = sorted(stream.formats, key=lambda each: (each.kilobits, each.rate, each.channels))
    return " and ".join(map(_format_text, formats))


def _format_text(encoding: Format) -> str:
    return f"{encoding.kilobits} kbit/s {encoding.rate} Hz {encoding.channels} channels"


# --- Other encodings --------------------------------------------------------------------------


def check_alternates(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of each other encoding of the recording."""
    for alternate in subject.episode.audio.alternates:
        if (subject.folder / alternate.file).is_file():
            yield from _alternate(subject, alternate)
        else:
            yield subject.finding("alternate-missing", alternate.file, "is not there")


def _alternate(subject: Subject, alternate: AlternateRecord) -> Iterator[Finding]:
    path, seconds = subject.folder / alternate.file, subject.episode.audio.seconds
    data = path.read_bytes()
    if len(data) != alternate.bytes:
        message = f"{len(data)} bytes, not {alternate.bytes}"
        yield subject.finding("alternate-bytes", path.name, message)
    if _integrity(data) != alternate.integrity:
        yield subject.finding("alternate-integrity", path.name, "is not the file that was built")
    try:
        measured = measure(path).seconds
    except AudioError as error:
        yield subject.finding("alternate-decodes", path.name, str(error))
        return
    if abs(measured - seconds) > _TOLERANCE_ALTERNATE:
        message = f"{measured:.3f} s, the recording has {seconds:.3f} s"
        yield subject.finding("alternate-duration", path.name, message)


def _integrity(data: bytes) -> str:
    """Return the hash in the form of W3C Subresource Integrity."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode('ascii')}"
