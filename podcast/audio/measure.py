"""Loudness and true peak of a file, measured on the decoded sound as a listener's player gives it.

ffmpeg decodes, and its filter ebur128 measures: the sound comes on stdout, the filter's readings
for each tenth of a second on stderr. An MP3 can be measured while the encoder is writing it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from podcast.audio.clock import SAMPLE_RATE
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.model import Curves, Encoding, Loudness

_SILENCE = -120.0
"""The LUFS and dBTP of digital silence."""
_TENTH = SAMPLE_RATE // 10
"""The number of samples between two readings."""

_READINGS = {
    b"lavfi.r128.M": "momentary",
    b"lavfi.r128.S": "short_term",
    b"lavfi.r128.I": "integrated",
    b"lavfi.r128.true_peak": "true_peak",
}
"""The names that this module gives to the filter's readings, by ffmpeg's names for them."""
_PLAYED = f"aresample={SAMPLE_RATE},pan=stereo|FL=FL+FC|FR=FR+FC"
"""A filter that plays a mono file in both channels."""
_METER = f"apad=pad_len={_TENTH},ebur128=framelog=quiet:metadata=1"
"""The meter, after silence that completes the last tenth: ebur128 reports only whole tenths."""
_REPORT = "ametadata=mode=print:file=pipe\\\\:2"
_SOUND = ("-f", "f32le", "pipe:1")
"""The options for output: the decoded samples, from which the peaks and the length are computed."""
_BYTES = 8
"""The number of bytes of one sample in both channels together."""

_FRAME = 1152
"""The number of samples in an MPEG-1 Layer III frame."""
_ENCODER_DELAY = 576
"""How many samples LAME adds in front."""
_DECODER_DELAY = 528 + 1
"""How many samples every Layer III decoder adds in front (LAME's technical FAQ)."""
_INFO_FRAMES, _INFO_DELAYS = 8, 141
"""The offsets, in the Info tag, of the number of frames (4 bytes), and of delay and padding (12
bits each)."""

_Readings = Mapping[str, "array[float]"]


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    """The measurements of the decoded samples themselves."""

    length: int
    peaks: array[float]
    """The largest absolute sample of each tenth of a second."""
    true_peak: float


def measure(path: Path) -> Loudness:
    """Decode a file at 44.1 kHz and measure it with ffmpeg's ebur128 (EBU R 128).

    Returns the integrated LUFS over both channels (a mono file plays in both), the true peak in
    dBTP (oversampled to 192 kHz) and the length in seconds. ffmpeg removes the delay and padding
    that LAME's Info header states, so an MP3 from `master` is exactly as long as its PCM. Raises
    AudioError when the file cannot be decoded.
    """
    return survey(path)[0]


def survey(path: Path) -> tuple[Loudness, Curves]:
    """Return what `measure` returns, and the curves of loudness and peaks over time."""
    if not path.is_file():
        raise AudioError(f"{path}: no such file; build the episode again")
    args = _decoding(path, f"{_PLAYED},{_METER}:peak=true")
    try:
        with ffmpeg.started(args, with_output=True) as child:
            decoded = _hear(child.output)
            child.finish()
            return _result(_readings(child.stderr), decoded)
    except AudioError as error:
        raise AudioError(f"{path}: cannot be measured: {error}") from error


@dataclass(frozen=True, slots=True, eq=False)
class Following:
    """The measurement of an MP3 that is still being written, behind its first frame."""

    file: BinaryIO
    first_frame: int
    """The number of bytes of the frame with the Info header."""
    child: ffmpeg.Child
    decoded: Future[_Decoded]

    def catch_up(self) -> None:
        """Send what has been added to the file to the meter, which runs in the background."""
        while data := self.file.read(1 << 16):
            self.child.write(data)

    def finish(self) -> tuple[Loudness, Curves]:
        """Return what `survey` returns for the file, after the encoder has ended."""
        self.catch_up()
        self.child.finish()
        self.file.seek(0)
        length = _gapless_length(self.file.read(self.first_frame))
        return _result(_readings(self.child.stderr), self.decoded.result(), length)


@contextmanager
def following(path: Path, length: int, encoding: Encoding) -> Iterator[Following]:
    """Measure the MP3 of `length` samples that `master` is writing to `path`, which exists.

    The file is read while it is written, from the end of the Info header on; the encoder completes
    the header at the end, and then the length is read. True peaks come from `truepeak`, because
    ffmpeg takes longer for them than for everything else, and the encoder would wait. Raises
    AudioError as `survey` does.
    """
    # The Info header tells a decoder how many samples to drop at both ends. It is not complete yet,
    # so these numbers are computed here from the known delays and the length.
    start = _ENCODER_DELAY + _DECODER_DELAY
    trim = f"atrim=start_sample={start}:end_sample={start + length},asetpts=PTS-STARTPTS"
    played = f"{_PLAYED},{_METER}" if encoding.mono else _METER
    args = _decoding(None, f"{trim},{played}")
    first_frame = _FRAME // 8 * encoding.kilobits * 1000 // SAMPLE_RATE
    with (
        ThreadPoolExecutor(1) as pool,
        path.open("rb", buffering=0) as file,
        ffmpeg.started(
            ("-thread_queue_size", "4096", "-f", "mp3", *args), with_output=True
        ) as child,
    ):
        file.seek(first_frame)
        yield Following(file, first_frame, child, pool.submit(_hear, child.output))


def _decoding(path: Path | None, filters: str) -> tuple[str, ...]:
    output = ("-map", "0:a:0", "-af", f"{filters},{_REPORT}", *_SOUND)
    return (*ffmpeg.source(path), *output)


def _hear(sound: BinaryIO) -> _Decoded:
    """Read the meter's output to its end; the last tenth of a second is silence that was added."""
    import numpy as np

    from podcast.audio import truepeak

    length, true_peak, peaks = -_TENTH, 0.0, array("d")
    before = np.zeros((2 * truepeak.REACH, 2), np.float32)
    while data := sound.read(_TENTH * _BYTES):
        samples = np.frombuffer(data, "<f4")
        length += len(samples) // 2
        peaks.append(max(float(samples.max()), -float(samples.min())))
        around = np.concatenate([before, samples.reshape(-1, 2)])
        true_peak = truepeak.highest(around, true_peak)
        before = around[-2 * truepeak.REACH :]
    return _Decoded(length, peaks, true_peak)


def _readings(lines: BinaryIO) -> _Readings:
    """Collect the filter's readings, a value for each tenth of a second."""
    readings: dict[str, array[float]] = {name: array("d") for name in _READINGS.values()}
    lines.seek(0)
    for line in _without_messages(lines):
        key, _, value = line.partition(b"=")
        name = _READINGS.get(key)
        if name:
            readings[name].append(float(value))
    return readings


def _without_messages(lines: BinaryIO) -> Iterator[bytes]:
    """Yield the filter's lines, mended where a decoder's message cuts one in two."""
    beginning = b""
    for line in lines:
        before, bracket, message = line.partition(b"[")
        if bracket and b" @ 0x" in message:
            beginning += before
        else:
            yield beginning + line
            beginning = b""


def _result(
    readings: _Readings, decoded: _Decoded, length: int | None = None
) -> tuple[Loudness, Curves]:
    """Combine readings and samples; `length`, in samples, replaces the decoded length."""
    if not readings["integrated"] or decoded.length <= 0:
        raise AudioError("ffmpeg reported no loudness; `podcast doctor` shows its version")
    true_peak = max(readings["true_peak"], default=decoded.true_peak)
    decibels = round(20 * math.log10(true_peak), 3) if true_peak else _SILENCE
    seconds = (decoded.length if length is None else length) / SAMPLE_RATE
    tenths = -(-decoded.length // _TENTH)
    return Loudness(readings["integrated"][-1], decibels, seconds), Curves(
        momentary=tuple(max(_SILENCE, level) for level in readings["momentary"][:tenths]),
        short_term=tuple(max(_SILENCE, level) for level in readings["short_term"][:tenths]),
        peaks=tuple(round(min(peak, 1.0), 4) for peak in decoded.peaks[:tenths]),
    )


def _gapless_length(head: bytes) -> int:
    """Return how many samples an MP3 without tags holds, by its completed Info header."""
    info = head[_behind_side_information(head) :]
    if info[:4] != b"Info":
        raise AudioError("the MP3 has no Info header; `podcast doctor` shows ffmpeg's version")
    frames = int.from_bytes(info[_INFO_FRAMES : _INFO_FRAMES + 4])
    delays = int.from_bytes(info[_INFO_DELAYS : _INFO_DELAYS + 3])
    delay, padding = delays >> 12, delays & 0xFFF
    if delay != _ENCODER_DELAY:
        raise AudioError(
            f"the MP3 has an encoder delay of {delay} samples, {_ENCODER_DELAY} were expected; "
            "`podcast doctor` shows ffmpeg's version"
        )
    return frames * _FRAME - delay - padding


def _behind_side_information(frame: bytes) -> int:
    """Return where a frame goes on behind its header and side information (ISO/IEC 11172-3)."""
    mono = frame[3:4] >= b"\xc0"  # the two bits of the mode, both set
    return 4 + (17 if mono else 32)
