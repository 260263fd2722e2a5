"""A mix as an MP3 at the level that podcast apps expect, encoded once from PCM."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from podcast import ffmpeg
from podcast.audio.clock import SAMPLE_RATE
from podcast.audio.measure import integrated, measure
from podcast.errors import AudioError
from podcast.model import Loudness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TARGET_LUFS = -16.0
"""Apple's figure for podcasts, stereo, ±1 dB (Apple Podcasts, audio requirements)."""
TOLERANCE_LU = 0.2
HIGHEST_DBTP = -1.1
"""Apple asks for -1 dBTP on the decoded file; 0.1 dB stays for another meter's rounding."""
FIRST_CEILING = -2.0
"""dBTP before encoding: MP3 at 128 kbit/s overshoots by up to about 0.9 dB on speech."""
MOST_TRIES = 4

_PCM = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", "-i", "pipe:0")
_CODEC = ("-c:a", "libmp3lame", "-b:a", "128k", "-joint_stereo", "1", "-ar", str(SAMPLE_RATE))
_MAKE_UP = f"volume={1 / 0.95:.6f}"
"""LAME scales what it encodes at 128 kbit/s by 0.95; this takes the 0.45 dB back."""
_BARE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
"""No date, no version in the file: the same input gives the same bytes."""
_FORMAT = ("-f", "mp3", "-write_xing", "1", "-id3v2_version", "0", "-y")
"""The Info header names frames and gapless delay; mutagen writes the tags later."""
_OVERSAMPLED = 4 * SAMPLE_RATE
"""Hz at which the limiter sees true peaks (BS.1770 asks for fourfold)."""
_BETWEEN_SAMPLES_DB = 3.0
"""A true peak may lie this far above the samples around it."""
_MARGIN_DB = 0.1


@dataclass(frozen=True, slots=True)
class _Mix:
    """The mix in a file: stereo float PCM, samples of each channel, sample peak in dB."""

    pcm: BinaryIO
    length: int
    peak: float


@dataclass(frozen=True, slots=True)
class _Levels:
    """What one encode is made with: linear gain in dB, the limiter's ceiling in dBTP."""

    gain: float
    ceiling: float


def encode(blocks: Iterable[NDArray[np.float32]], path: Path) -> Loudness:
    """Write the MP3 of a mix to `path` and return what its decoded sound measures.

    `blocks` are stereo float PCM (n, 2) at 44.1 kHz of any level. The result is 44.1 kHz joint
    stereo, CBR 128 kbit/s, with an Info header and without tags; -16 LUFS ± TOLERANCE_LU, true
    peak at most HIGHEST_DBTP. Gain is linear; the limiter works only when the peaks need it. A
    result outside is thrown away and encoded again from the PCM with corrected levels. Raises
    AudioError for silence or when MOST_TRIES do not reach the target.
    """
    with _spool_file(path.parent) as pcm:
        mix = _spool(blocks, pcm, path.parent)
        levels = _first_levels(mix)
        for _ in range(MOST_TRIES):
            _encode(mix, levels, path)
            result = measure(path)
            if _good(result):
                return result
            levels = _corrected(levels, result)
    raise AudioError(
        f"{path}: {result.integrated_lufs:.1f} LUFS and {result.true_peak_dbtp:.1f} dBTP after "
        f"{MOST_TRIES} tries, wanted {TARGET_LUFS:.0f} LUFS and at most {HIGHEST_DBTP} dBTP; the "
        "recording is too uneven: look for a segment that is far louder than the rest"
    )


def _spool_file(folder: Path) -> BinaryIO:
    """Open a file without a name, gone even after kill -9; not in /tmp, which may be memory."""
    try:
        return cast("BinaryIO", tempfile.TemporaryFile(dir=folder))
    except OSError as error:
        raise AudioError(f"{folder}: cannot be written to ({error.strerror})") from error


def _spool(blocks: Iterable[NDArray[np.float32]], pcm: BinaryIO, folder: Path) -> _Mix:
    """Write the blocks to a file, so that no episode has to fit into memory."""
    length, peak = 0, 0.0
    try:
        for block in blocks:
            pcm.write(block.astype("<f4").tobytes())
            length += len(block)
            peak = max(peak, float(abs(block).max(initial=0.0)))
    except OSError as error:
        raise AudioError(
            f"{folder}: the mix cannot be written there ({error.strerror}); "
            "make room, an hour of sound needs 1.3 GB for a moment"
        ) from error
    if not peak:
        raise AudioError("the mix is silent; listen to the segments in .cache or delete them")
    return _Mix(pcm, length, 20 * math.log10(peak))


def _first_levels(mix: _Mix) -> _Levels:
    """Return the levels that should meet the target at once.

    A limiter takes loudness away; how much is found without the costly oversampling.
    """
    levels = _Levels(TARGET_LUFS - integrated(_PCM, (), mix.pcm), FIRST_CEILING)
    if not _needs_limiter(mix, levels):
        return levels
    limited = integrated(_PCM, (_gain(levels), _limiter(levels)), mix.pcm)
    return replace(levels, gain=levels.gain + TARGET_LUFS - limited)


def _needs_limiter(mix: _Mix, levels: _Levels) -> bool:
    return mix.peak + levels.gain + _BETWEEN_SAMPLES_DB > levels.ceiling


def _gain(levels: _Levels) -> str:
    return f"volume={levels.gain:.3f}dB"


def _limiter(levels: _Levels) -> str:
    return f"alimiter=limit={10 ** (levels.ceiling / 20):.6f}:level=false:latency=true"


def _encode(mix: _Mix, levels: _Levels, path: Path) -> None:
    chain = [_gain(levels)]
    if _needs_limiter(mix, levels):
        up, down = f"aresample={_OVERSAMPLED}", f"aresample={SAMPLE_RATE}"
        chain += [up, _limiter(levels), down]
    # resampling there and back may add or lose a sample at the end
    chain += [_MAKE_UP, f"apad=whole_len={mix.length}", f"atrim=end_sample={mix.length}"]
    output = (*_CODEC, *_BARE, *_FORMAT, ffmpeg.file_url(path))
    ffmpeg.run((*_PCM, "-af", ",".join(chain), *output), mix.pcm)


def _good(result: Loudness) -> bool:
    near = abs(result.integrated_lufs - TARGET_LUFS) <= TOLERANCE_LU
    return near and result.true_peak_dbtp <= HIGHEST_DBTP


def _corrected(levels: _Levels, result: Loudness) -> _Levels:
    """Return the levels that would have met the target, had everything else stayed the same."""
    over = max(0.0, result.true_peak_dbtp - HIGHEST_DBTP)
    return _Levels(
        gain=levels.gain + TARGET_LUFS - result.integrated_lufs,
        ceiling=levels.ceiling - (over + _MARGIN_DB if over else 0.0),
    )
