"""The decoded recording: loudness, true peak and length as the manifest states them, no hole."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from podcast.audio.measure import survey
from podcast.check.subject import Subject
from podcast.check.waveform import check_waveform
from podcast.episode.manifest import SegmentRecord
from podcast.errors import AudioError
from podcast.model import Finding, Loudness

TARGET_LUFS = -16.0
HIGHEST_DBTP = -1.0
"""Apple Podcasts, audio requirements: -16 LUFS, at most -1 dBTP on the decoded file."""
TOLERANCE_LU = 0.3
"""Apple allows 1 dB; a listener who goes from episode to episode should hear none of it."""
TOLERANCE_STATED = 0.1
"""LU and dB between two meters (0.05 between ours), so that another ffmpeg changes nothing."""
MOST_LIMITED_DB = 60.0
"""Largest plausible reduction by the limiter, in dB: a mix below -70 LUFS is refused, so the gain
before the limiter is at most -16 - (-70) = 54 dB."""

_TOLERANCE_SECONDS = 0.01
_QUIET = 0.001
"""Silence is below this share of full scale (-60 dBFS): any room is louder, and encoded silence is
not."""
_LONGEST_PAUSE = 8
"""Tenths of a second. Pauses inside a line were measured up to 0.24 s."""
_FEWEST_WORDS = 2
"""One word may be timed wrongly by a service; two in one pause are not."""


def check_sound(subject: Subject) -> Iterator[Finding]:
    """Yield what does not hold of what a decoder gives."""
    audio = subject.episode.audio
    try:
        found, curves = survey(subject.folder / audio.file)
    except AudioError as error:
        yield subject.finding("decodes", audio.file, str(error))
        return
    if abs(found.integrated_lufs - TARGET_LUFS) > TOLERANCE_LU:
        yield subject.finding("loudness", audio.file, f"{found.integrated_lufs:.2f} LUFS")
    if found.true_peak_dbtp > HIGHEST_DBTP:
        yield subject.finding("true-peak", audio.file, f"{found.true_peak_dbtp:.2f} dBTP")
    yield from check_length(subject, found.seconds, _TOLERANCE_SECONDS)
    yield from _stated(subject, found)
    yield from check_waveform(subject, curves)
    for segment in subject.episode.segments:
        for start, end in _holes(segment, curves.peaks):
            message = f"nothing of line {segment.line} is heard from {start:.1f} to {end:.1f} s"
            yield subject.finding("silence", audio.file, message)


def check_length(
    subject: Subject, found: float, tolerance: float, who: str = ""
) -> Iterator[Finding]:
    """Yield a finding when the recording is not as long as the manifest says."""
    audio = subject.episode.audio
    if abs(found - audio.seconds) > tolerance:
        message = f"{who}{found:.3f} s, not {audio.seconds:.3f} s"
        yield subject.finding("duration", audio.file, message)


def _stated(subject: Subject, found: Loudness) -> Iterator[Finding]:
    audio = subject.episode.audio
    if abs(found.integrated_lufs - audio.lufs) > TOLERANCE_STATED:
        message = f"lufs is {audio.lufs:.2f}, the recording has {found.integrated_lufs:.2f}"
        yield subject.in_manifest("loudness", message)
    if abs(found.true_peak_dbtp - audio.true_peak_dbtp) > TOLERANCE_STATED:
        message = f"true_peak_dbtp is {audio.true_peak_dbtp:.2f}, not {found.true_peak_dbtp:.2f}"
        yield subject.in_manifest("true-peak", message)
    if not 0 <= audio.limited_db <= MOST_LIMITED_DB:
        message = f"limited_db is {audio.limited_db:.2f}, not 0 to {MOST_LIMITED_DB:.0f}"
        yield subject.in_manifest("limiter", message)


def _holes(segment: SegmentRecord, peaks: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield beginning and end, in seconds, of silences inside a spoken line.

    `peaks` has one value for each tenth of a second.
    """
    first, last = math.ceil(segment.start * 10), math.floor(segment.end * 10)
    for quiet, run in groupby(range(first, last), lambda tenth: _is_quiet(peaks, tenth)):
        tenths = list(run)
        start, end = tenths[0] / 10, (tenths[-1] + 1) / 10
        whole = len(tenths) == last - first
        if quiet and (whole or (len(tenths) >= _LONGEST_PAUSE and _said(segment, start, end))):
            yield start, end


def _is_quiet(peaks: Sequence[float], tenth: int) -> bool:
    return tenth < len(peaks) and peaks[tenth] < _QUIET


def _said(segment: SegmentRecord, start: float, end: float) -> bool:
    inside = [begins for _, _, begins, ends in segment.words if start <= begins and ends <= end]
    return len(inside) >= _FEWEST_WORDS
