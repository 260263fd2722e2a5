"""Loudness and true peak, measured from outside on what a listener's decoder gives."""

from __future__ import annotations

import math
import re
from pathlib import Path

from podcast import ffmpeg
from podcast.audio.clock import SAMPLE_RATE
from podcast.errors import AudioError
from podcast.model import Loudness

_SILENCE_DBTP = -120.0

_PAD = 0.1
"""Seconds of silence behind the sound: ebur128 reports whole tenths only, the last must be one."""
_STEREO = ("-map", "0:a:0", "-ac", "2", "-ar", str(SAMPLE_RATE))
_EACH_TENTH = "framelog=quiet:metadata=1,ametadata=mode=print:key=lavfi.r128.I"
"""The report at the end has one decimal, the metadata of each tenth of a second has three."""

_INTEGRATED = re.compile(r"lavfi\.r128\.I=(-?[\d.]+)")
_TRUE_PEAK = re.compile(r"lavfi\.r128\.true_peak=([\d.]+)")
_MICROSECONDS = re.compile(r"^out_time_us=(\d+)", re.MULTILINE)


def measure(path: Path) -> Loudness:
    """Decode a file as stereo at 44.1 kHz and measure it with ffmpeg's ebur128 (EBU R 128).

    Integrated LUFS over both channels, dBTP (oversampled to 192 kHz), and the seconds of the
    decoded samples: ffmpeg removes the encoder delay and padding that LAME's Info header names,
    so an MP3 from `master` is exactly as long as its PCM. Raises AudioError when the file cannot
    be decoded.
    """
    if not path.is_file():
        raise AudioError(f"{path}: no such file; build the episode again")
    meter = f"ebur128=peak=true:{_EACH_TENTH},ametadata=mode=print:key=lavfi.r128.true_peak"
    report = _report((*ffmpeg.LOCAL_ONLY, "-i", ffmpeg.file_url(path)), meter, str(path), None)
    peak = float(_last(_TRUE_PEAK, report))
    microseconds = int(_last(_MICROSECONDS, report))
    samples = round((microseconds / 1e6 - _PAD) * SAMPLE_RATE)
    return Loudness(float(_last(_INTEGRATED, report)), _decibels(peak), samples / SAMPLE_RATE)


def integrated(args: tuple[str, ...], filters: tuple[str, ...], pcm: ffmpeg.Input) -> float:
    """Return the LUFS of PCM that ffmpeg reads with these arguments, behind these filters."""
    meter = ",".join((*filters, f"ebur128={_EACH_TENTH}"))
    return float(_last(_INTEGRATED, _report(args, meter, "the mix", pcm)))


def _report(args: tuple[str, ...], meter: str, name: str, pcm: ffmpeg.Input) -> str:
    chain = f"apad=pad_dur={_PAD},{meter}"
    output = (*_STEREO, "-af", chain, "-progress", "pipe:2", "-f", "null", "-")
    try:
        return ffmpeg.log((*args, *output), pcm)
    except AudioError as error:
        raise AudioError(f"{name}: cannot be measured: {error}") from error


def _last(pattern: re.Pattern[str], report: str) -> str:
    found = pattern.findall(report)
    if not found:
        raise AudioError(
            f"ffmpeg reported no {pattern.pattern}; `podcast doctor` shows its version"
        )
    return str(found[-1])


def _decibels(amplitude: float) -> float:
    return round(20 * math.log10(amplitude), 3) if amplitude else _SILENCE_DBTP
