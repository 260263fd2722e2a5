"""Checks the decoded recording: loudness, true peak, length, waveform and no silent lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from podcast.audio.measure import survey
from podcast.check.subject import Subject
from podcast.check.waveform import check_waveform
from podcast.episode.manifest import SegmentRecord
from podcast.errors import AudioError
from podcast.model import HIGHEST_DBTP, TARGET_LUFS, TOLERANCE_LU, Finding, Loudness

TOLERANCE_STATED = 0.1
"""How far the manifest may be from the measurement, in LU and dB: the two meters differ by 0.05,
and versions of ffmpeg differ, too."""
MOST_LIMITED_DB = 60.0
"""The largest plausible reduction by the limiter, in dB: a mix below -70 LUFS is refused, so the
gain before the limiter is at most -16 - (-70) = 54 dB."""

_TOLERANCE_SECONDS = 0.01
_QUIET = 0.001
"""A tenth of a second with no sample above this share of full scale (-60 dBFS) is silent: the noise
of any room is louder, encoded silence is quieter."""
_LONGEST_PAUSE = 8
"""A pause of this many silent tenths of a second is a fault if words should be heard in it."""
_FEWEST_WORDS = 2
"""A long silence inside a line is a fault if the times of at least this many words lie in it: a
service may give a single word a wrong time."""


def check_sound(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the decoded recording."""
    audio = subject.episode.audio
    try:
        loudness, curves = survey(subject.folder / audio.file)
    except AudioError as error:
        yield subject.finding("decodes", audio.file, str(error))
        return
    if abs(loudness.integrated_lufs - TARGET_LUFS) > TOLERANCE_LU:
        yield subject.finding("loudness", audio.file, f"{loudness.integrated_lufs:.2f} LUFS")
    if loudness.true_peak_dbtp > HIGHEST_DBTP:
        yield subject.finding("true-peak", audio.file, f"{loudness.true_peak_dbtp:.2f} dBTP")
    yield from check_length(subject, loudness.seconds, _TOLERANCE_SECONDS)
    yield from _against_manifest(subject, loudness)
    yield from check_waveform(subject, curves)
    for segment in subject.episode.segments:
        for start, end in _holes(segment, curves.peaks):
            message = f"nothing of line {segment.line} is heard from {start:.1f} to {end:.1f} s"
            yield subject.finding("silence", audio.file, message)


def check_length(
    subject: Subject, seconds: float, tolerance: float, who: str = ""
) -> Iterator[Finding]:
    """Yield a finding when `seconds` differ from the manifest's by more than `tolerance`."""
    audio = subject.episode.audio
    if abs(seconds - audio.seconds) > tolerance:
        message = f"{who}{seconds:.3f} s, not {audio.seconds:.3f} s"
        yield subject.finding("duration", audio.file, message)


def _against_manifest(subject: Subject, loudness: Loudness) -> Iterator[Finding]:
    audio = subject.episode.audio
    if abs(loudness.integrated_lufs - audio.lufs) > TOLERANCE_STATED:
        message = f"lufs is {audio.lufs:.2f}, the recording has {loudness.integrated_lufs:.2f}"
        yield subject.in_manifest("loudness", message)
    if abs(loudness.true_peak_dbtp - audio.true_peak_dbtp) > TOLERANCE_STATED:
        message = f"true_peak_dbtp is {audio.true_peak_dbtp:.2f}, not {loudness.true_peak_dbtp:.2f}"
        yield subject.in_manifest("true-peak", message)
    if not 0 <= audio.limited_db <= MOST_LIMITED_DB:
        message = f"limited_db is {audio.limited_db:.2f}, not 0 to {MOST_LIMITED_DB:.0f}"
        yield subject.in_manifest("limiter", message)


def _holes(segment: SegmentRecord, peaks: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield start and end, in seconds, of silences in a line where words should be heard.

    `peaks` has one value for each tenth of a second.
    """
    first, last = math.ceil(segment.start * 10), math.floor(segment.end * 10)
    for quiet, run in groupby(range(first, last), lambda tenth: _is_quiet(peaks, tenth)):
        tenths = list(run)
        start, end = tenths[0] / 10, (tenths[-1] + 1) / 10
        whole = len(tenths) == last - first
        if quiet and (whole or (len(tenths) >= _LONGEST_PAUSE and _has_words(segment, start, end))):
            yield start, end


def _is_quiet(peaks: Sequence[float], tenth: int) -> bool:
    return tenth < len(peaks) and peaks[tenth] < _QUIET


def _has_words(segment: SegmentRecord, start: float, end: float) -> bool:
    inside = [begins for _, _, begins, ends in segment.words if start <= begins and ends <= end]
    return len(inside) >= _FEWEST_WORDS
