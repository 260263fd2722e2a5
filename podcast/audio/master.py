"""Mastering: the mix at the loudness that podcast apps expect, encoded and measured in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from podcast.audio.clock import SAMPLE_RATE
from podcast.audio.limiter import Stereo, decibels, limit
from podcast.audio.measure import following
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.model import HIGHEST_DBTP, TARGET_LUFS, Curves, Encoding, Loudness

AIM_LU = 0.2
"""How close a try comes to the target before it is kept: well within the tolerance, as other meters
differ."""
AIM_DBTP = HIGHEST_DBTP - 0.1
"""The highest true peak of a try that is kept: other meters may show a little more."""
FIRST_CEILING = -2.0
"""The limiter's ceiling in dBTP in the first try: MP3 at 128 kbit/s adds up to 0.9 dB to speech."""
MOST_TRIES = 4

_SILENT = -70.0
"""The absolute gate of BS.1770-4, in LUFS; a quieter mix has no loudness."""
_MARGIN_DB = 0.1

_PCM = ("-thread_queue_size", "256", "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2")
"""The input of ffmpeg. With the queue, the mix and the encoder seldom wait for each other."""
_BARE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
"""Options that keep dates, versions and random numbers out of a file: same input, same bytes."""
_LAME_SCALE = 0.95
"""LAME multiplies its input by this, at 64 to 128 kbit/s, mono or not. So the sound in the pipe is
already divided by it, and a filter before each of the other encoders multiplies by it. LAME is the
slowest: a filter before it would cost 6 % of the time.
"""
_MONO = ("-af", "pan=mono|c0=0.5*c0+0.5*c1")
_MP3 = (
    *("-c:a", "libmp3lame", "-joint_stereo", "1"),
    *("-f", "mp3", "-write_xing", "1", "-id3v2_version", "0"),
)
"""`-write_xing` adds the Info header, which holds the number of frames and how many samples a
player must drop; mutagen writes the tags later."""
_OPUS = (
    *("-af", f"pan=mono|c0={_LAME_SCALE / 2}*c0+{_LAME_SCALE / 2}*c1", "-ar", "48000"),
    *("-c:a", "libopus", "-b:a", "32k", "-application", "audio", "-f", "opus"),
)
"""The weights of the channels are explicit, as ffmpeg's own mono is 3 dB louder. `audio` encodes
music better than `voip`."""
_LOSSLESS = ("-af", f"volume={_LAME_SCALE}:precision=float")
_MASTERS = {
    ".flac": ("-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac"),
    ".wav": ("-c:a", "pcm_s24le", "-rf64", "auto", "-f", "wav"),
}


@dataclass(frozen=True, slots=True)
class Outputs:
    """The paths of the files, which the caller renames to their public names on success.

    `encoding` is that of the MP3, `label` the text of the tag AIGC of the Opus file.

    `opus` is mono at 32 kbit/s; `master` is the sound that the encoders get, in 24 bits without
    loss; the suffix of its path (.flac or .wav) gives the format. The files have no other tags.
    """

    mp3: Path
    encoding: Encoding
    opus: Path | None = None
    master: Path | None = None
    label: str | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that will be written."""
        return tuple(path for path in (self.mp3, self.opus, self.master) if path)


@dataclass(frozen=True, slots=True)
class Mastered:
    """The measurements of the decoded MP3, the gain and the work of the limiter.

    `gain_db` is the gain of the whole episode, `limited_db` the limiter's largest reduction (0 when
    it did nothing), `limited_seconds` the time in which the limiter reduced the sound.
    """

    loudness: Loudness
    curves: Curves
    gain_db: float
    limited_db: float
    limited_seconds: float


@dataclass(frozen=True, slots=True)
class _Levels:
    """The settings of one try: the gain in dB, the limiter's ceiling in dBTP."""

    gain: float
    ceiling: float


def encode(
    render: Callable[[], Iterable[Stereo]], predicted_lufs: float, length: int, outputs: Outputs
) -> Mastered:
    """Write the mix to all outputs and return the measurements of the decoded MP3.

    `render` gives the mix from its beginning each time it is called: `length` samples of stereo
    float PCM at 44.1 kHz of any level, in blocks of any size; `predicted_lufs` is its loudness.
    The MP3 is 44.1 kHz with a constant bit rate, an Info header and no tags; -16 LUFS ± AIM_LU as
    it is played, a mono file from both sides; true peak at most AIM_DBTP. One gain holds for the
    whole episode; the limiter changes only the parts with peaks. A result out of these bounds is
    thrown away and made again with corrected levels. Raises AudioError for silence, for files that
    cannot be written and when MOST_TRIES do not reach the target; then it leaves no file.
    """
    if not predicted_lufs > _SILENT:
        raise _silent()
    levels = _Levels(TARGET_LUFS - predicted_lufs, FIRST_CEILING)
    try:
        for _ in range(MOST_TRIES):
            for path in outputs.paths:
                _empty(path)
            result = _try(render(), levels, length, outputs)
            if _good(result.loudness):
                return result
            levels = _corrected(levels, result.loudness)
    except BaseException:
        _remove(outputs)
        raise
    _remove(outputs)
    raise AudioError(
        f"{outputs.mp3}: {result.loudness.integrated_lufs:.1f} LUFS and "
        f"{result.loudness.true_peak_dbtp:.1f} dBTP after {MOST_TRIES} tries, wanted "
        f"{TARGET_LUFS:.0f} LUFS and at most {AIM_DBTP} dBTP; the recording is too uneven: "
        "look for a segment that is far louder than the rest"
    )


def _empty(path: Path) -> None:
    """Make an empty file, so that a folder without write permission is noticed before the work.

    The sound of an earlier try is removed; the meter would take it for the sound of this try.
    """
    try:
        path.open("wb").close()
    except OSError as error:
        raise AudioError(
            f"{path.parent}: cannot be written to ({error.strerror}); "
            "mend this and run the same command again"
        ) from error


def _remove(outputs: Outputs) -> None:
    for path in outputs.paths:
        if path.is_file():
            path.unlink()


def _try(mix: Iterable[Stereo], levels: _Levels, length: int, outputs: Outputs) -> Mastered:
    lowest, worked, peak = 1.0, 0, 0.0
    up = -decibels(_LAME_SCALE)
    gain = np.float32(10 ** ((levels.gain + up) / 20))
    with following(outputs.mp3, length, outputs.encoding) as measurement:
        with ffmpeg.started(_encoding(outputs), failure=_unwritten(outputs)) as encoder:
            for limited in limit((block * gain for block in mix), levels.ceiling + up):
                encoder.write(limited.sound.astype("<f4", copy=False).data)
                measurement.catch_up()
                lowest, worked = min(lowest, limited.lowest), worked + limited.worked
                peak = max(peak, float(limited.sound.max()))
        loudness, curves = measurement.finish()
    if not peak:
        raise _silent()
    if round(loudness.seconds * SAMPLE_RATE) != length:
        raise AudioError(
            f"{outputs.mp3}: {loudness.seconds:.3f} s came out of the encoder, the mix has "
            f"{length / SAMPLE_RATE:.3f} s; `podcast doctor` shows ffmpeg's version"
        )
    reduction, seconds = round(abs(decibels(lowest)), 2), round(worked / SAMPLE_RATE, 3)
    return Mastered(loudness, curves, round(levels.gain, 3), reduction, seconds)


def _unwritten(outputs: Outputs) -> str:
    folders = dict.fromkeys(f"{path.parent}" for path in outputs.paths)
    return f"{', '.join(folders)}: the recording cannot be written: "


def _encoding(outputs: Outputs) -> tuple[str, ...]:
    encoding = outputs.encoding
    mp3 = (*(_MONO if encoding.mono else ()), "-b:a", f"{encoding.kilobits}k", *_MP3)
    codecs: list[tuple[Path, tuple[str, ...]]] = [(outputs.mp3, mp3)]
    if outputs.opus:
        label = ("-metadata", f"AIGC={outputs.label}") if outputs.label else ()
        codecs.append((outputs.opus, (*_OPUS, *label)))
    if outputs.master:
        codecs.append((outputs.master, (*_LOSSLESS, *_MASTERS[outputs.master.suffix])))
    args = [("-map", "0:a", *codec, *_BARE, ffmpeg.file_url(path)) for path, codec in codecs]
    return (*_PCM, "-i", "pipe:0", "-y", *chain.from_iterable(args))


def _silent() -> AudioError:
    return AudioError("the mix is silent; listen to the segments in .cache or delete them")


def _good(result: Loudness) -> bool:
    near = abs(result.integrated_lufs - TARGET_LUFS) <= AIM_LU
    return near and result.true_peak_dbtp <= AIM_DBTP


def _corrected(levels: _Levels, result: Loudness) -> _Levels:
    """Return the levels that would have met the target, all else being equal."""
    over = max(0.0, result.true_peak_dbtp - AIM_DBTP)
    return _Levels(
        gain=levels.gain + TARGET_LUFS - result.integrated_lufs,
        ceiling=levels.ceiling - (over + _MARGIN_DB if over else 0.0),
    )
