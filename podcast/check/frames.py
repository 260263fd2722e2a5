"""Reads an MP3 frame by frame, by the rules of the format, without a decoder.

ISO/IEC 11172-3, 2.4.1.3: a frame begins with 12 bits of sync, and its header gives its length. The
first frame may be silent and hold LAME's Info tag (`Xing` for a variable bit rate): the number of
frames after it, the number of bytes, and the samples of the encoder's delay and padding that a
decoder drops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_KILOBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""The kbit/s of MPEG-1 Layer III by the index in the header; 0 (`free`) is not supported."""
_RATES = (44_100, 48_000, 32_000)
"""The sample rates in Hz by the index in the header."""
_SAMPLES = 1152
"""The number of samples that a frame holds of each channel."""
_HEADER = 4
_SYNC = 0xFF
_MPEG1_LAYER3 = 0xFA
"""The second byte of a frame without the last bit, which says whether a checksum follows."""
_MONO = 3

_ID3_HEADER = 10
_LAME_DELAYS = 21
"""The offset, from the encoder's name, of the three bytes with delay and padding, 12 bits each."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a frame is encoded: kbit/s, sample rate in Hz, number of channels."""

    kilobits: int
    rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Info:
    """The Info tag: the frames after it, all bytes, and the samples to drop at both ends."""

    constant: bool
    """Whether the bit rate is constant, so that the tag is `Info` and not `Xing`."""
    frames: int
    bytes: int
    delay: int
    padding: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The contents of a file: frames with sound, the Info frame, and other bytes.

    `bytes` includes the Info frame; `strays` are (position, length) of bytes outside of frames, and
    of a last frame that is not whole. `blank` are the positions of frames with only zeros after
    the header. No encoder writes such a frame; even for silence LAME fills unused bytes. An ID3v2
    tag before the first frame is skipped.
    """

    frames: int
    bytes: int
    formats: frozenset[Format]
    info: Info | None
    strays: tuple[tuple[int, int], ...]
    blank: tuple[int, ...]

    @property
    def seconds(self) -> float | None:
        """The length in seconds without delay and padding.

        It is None when the file has no Info tag, or frames of several formats.
        """
        if self.info is None or len(self.formats) != 1:
            return None
        (encoding,) = self.formats
        samples = self.frames * _SAMPLES - self.info.delay - self.info.padding
        return samples / encoding.rate


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    length: int
    format: Format


def walk(data: bytes) -> Stream:
    """Return the frames and other bytes of a whole file."""
    start = _behind_id3(data)
    frames = list(_frames(data, start))
    info = _info(data, frames[0]) if frames else None
    sounding = frames[1:] if info else frames
    return Stream(
        frames=len(sounding),
        bytes=sum(frame.length for frame in frames),
        formats=frozenset(frame.format for frame in sounding),
        info=info,
        strays=tuple(_strays(frames, start, len(data))),
        blank=tuple(frame.start for frame in sounding if _is_blank(data, frame)),
    )


def _behind_id3(data: bytes) -> int:
    """Return the number of bytes of the ID3v2 tag at the start of the file, or 0 without a tag.

    See ID3v2.3, 3.1; a 2.4 tag may have a footer.
    """
    if data[:3] != b"ID3" or len(data) < _ID3_HEADER:
        return 0
    size = 0
    for byte in data[6:_ID3_HEADER]:
        size = size << 7 | byte & 0x7F
    footer = _ID3_HEADER if data[5] & 0x10 else 0
    return _ID3_HEADER + size + footer


def _frames(data: bytes, start: int) -> Iterator[_Frame]:
    at = start
    in_step = True
    while at >= 0:
        frame = _frame(data, at)
        # after strays only two frames in a row count: sync bits also occur by chance
        if frame and (in_step or _follows(data, frame)):
            yield frame
            at, in_step = frame.start + frame.length, True
        else:
            at, in_step = data.find(b"\xff", at + 1), False


def _follows(data: bytes, frame: _Frame) -> bool:
    end = frame.start + frame.length
    return end == len(data) or _frame(data, end) is not None


def _frame(data: bytes, at: int) -> _Frame | None:
    """Return the whole frame that begins at a position, or None."""
    encoding = _format(data[at : at + _HEADER])
    if encoding is None:
        return None
    padding = data[at + 2] >> 1 & 1
    length = _SAMPLES // 8 * encoding.kilobits * 1000 // encoding.rate + padding
    return _Frame(at, length, encoding) if at + length <= len(data) else None


@lru_cache(256)  # a file has few different headers, each many thousand times
def _format(header: bytes) -> Format | None:
    if len(header) < _HEADER or header[0] != _SYNC or header[1] & 0xFE != _MPEG1_LAYER3:
        return None
    bit_rate, rate = header[2] >> 4, header[2] >> 2 & 3
    if not 0 < bit_rate < len(_KILOBITS) or rate >= len(_RATES):
        return None
    channels = 1 if header[3] >> 6 == _MONO else 2
    return Format(_KILOBITS[bit_rate], _RATES[rate], channels)


def _strays(frames: list[_Frame], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for frame in frames:
        if frame.start > at:
            yield at, frame.start - at
        at = frame.start + frame.length
    if end > at:
        yield at, end - at


def _is_blank(data: bytes, frame: _Frame) -> bool:
    return not data[frame.start + _HEADER : frame.start + frame.length].strip(b"\0")


def _info(data: bytes, frame: _Frame) -> Info | None:
    """Return the Info tag, which follows the side information, or None if there is no such tag."""
    side = 17 if frame.format.channels == 1 else 32
    at = frame.start + _HEADER + side
    name, flags = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8])
    required = 0b11  # the flags of the number of frames and the number of bytes
    if name not in {b"Info", b"Xing"} or flags & required != required:
        return None
    count, size = (int.from_bytes(data[at + skip : at + skip + 4]) for skip in (8, 12))
    contents, quality = 100 * (flags >> 2 & 1), 4 * (flags >> 3 & 1)
    place = at + 16 + contents + quality + _LAME_DELAYS
    delays = int.from_bytes(data[place : place + 3])
    return Info(name == b"Info", count, size, delays >> 12, delays & 0xFFF)
