"""The rules about the recording and its other encodings, each broken in a copy."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from damage import (
    DATE,
    Damage,
    assert_found,
    change_audio,
    episode,
    filtered,
    frames_changed,
    patched,
    replace_recording,
    rules,
)

from podcast.episode.manifest import AlternateRecord
from podcast.lib import ffmpeg
from podcast.show.config import Show

FRAME = 417
"""Bytes of a frame of 128 kbit/s at 44.1 kHz; now and then one more."""
OPUS = f"{DATE}-00000000.opus"


def _garbled(show: Show) -> None:
    frames_changed(lambda frames: bytes(len(frames)))(show)


def _middle(frames: bytes) -> int:
    """Return where a frame in the middle begins: all have the same sync and format."""
    return frames.index(frames[:2], len(frames) // 2)


def _with_garbage(frames: bytes) -> bytes:
    at = _middle(frames)
    return frames[:at] + b"\xff\x00garbage" * 11 + frames[at:]


def _without_one(frames: bytes) -> bytes:
    at = _middle(frames)
    return frames[:at] + frames[frames.index(frames[:2], at + FRAME) :]


def _blanked(first: int, count: int) -> Damage:
    """Return a damage that leaves nothing but the headers of some frames."""

    def blanked(frames: bytes) -> bytes:
        sync, changed = frames[:2], bytearray(frames)
        at = frames.index(sync, FRAME)
        for number in range(first + count):
            end = frames.index(sync, at + FRAME)
            if number >= first:
                changed[at + 4 : end] = bytes(end - at - 4)
            at = end
        return bytes(changed)

    return frames_changed(blanked)


def _hole(show: Show) -> None:
    """Silence a second inside the longest line, before the encoder."""
    line = max(episode(show).segments, key=lambda segment: segment.end - segment.start)
    start = line.start + 0.5
    filtered(f"volume=0:enable='between(t,{start},{start + 1.1})'")(show)


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("louder", filtered("volume=1dB"), {"loudness"}),
    (
        "a click",
        filtered("volume=if(between(t\\,3\\,3.05)\\,4\\,1):eval=frame:precision=float"),
        {"true-peak"},
    ),
    ("longer", filtered(more=0.02), {"duration"}),
    ("another length in bytes", lambda show: change_audio(show, bytes=7), {"bytes"}),
    ("another hash", lambda show: change_audio(show, sha256="0" * 64), {"sha256"}),
    ("no frames", _garbled, {"decodes", "frames"}),
    (
        "the last frame cut",
        frames_changed(lambda frames: frames[:-9]),
        {"frames", "info-header", "duration"},
    ),
    (
        "a frame left out",
        frames_changed(_without_one),
        {"info-header", "duration", "frames?", "true-peak?"},
    ),
    (
        "a varying bit rate",
        frames_changed(lambda frames: frames.replace(b"Info", b"Xing", 1)),
        {"info-header"},
    ),
    (
        "no Info header",
        frames_changed(lambda frames: frames.replace(b"Info", b"none", 1)),
        {"info-header", "duration"},
    ),
    ("a second of blank frames", _blanked(250, 40), {"frames", "silence", "true-peak?"}),
    ("a hole in a line", _hole, {"silence"}),
    ("another loudness", lambda show: change_audio(show, lufs=-15.8), {"loudness"}),
    ("another true peak", lambda show: change_audio(show, true_peak_dbtp=-1.5), {"true-peak"}),
    ("a limiter that adds", lambda show: change_audio(show, limited_db=-3.0), {"limiter"}),
    ("a limiter beyond reason", lambda show: change_audio(show, limited_db=99.0), {"limiter"}),
    ("160 kbit/s", filtered(bit_rate="160k"), {"encoding"}),
    ("said to be mono", lambda show: change_audio(show, channels=1), {"encoding"}),
    ("said to be 96 kbit/s", lambda show: change_audio(show, kbps=96), {"encoding"}),
]


@pytest.mark.parametrize(
    ("damage", "expected"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, expected: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other."""
    assert_found(show, damage, expected, set())


def _with_opus(show: Show, seconds: float | None = None, **fields: Any) -> None:
    """Give the episode an Opus file, of its own length or cut off, and a record of it."""
    path = show.folder(DATE) / OPUS
    cut = () if seconds is None else ("-t", str(seconds))
    source = show.folder(DATE) / episode(show).audio.file
    encoding = ("-map", "0:a", "-c:a", "libopus", "-b:a", "32k", "-ac", "1")
    ffmpeg.run(("-i", str(source), *cut, *encoding, str(path)))
    data = path.read_bytes()
    record = AlternateRecord(
        file=OPUS,
        type="audio/ogg; codecs=opus",
        bytes=len(data),
        bitrate=32_000,
        integrity=f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}",
    )
    change_audio(show, alternates=(record.model_copy(update=fields),))


def _broken_opus(show: Show) -> None:
    data = b"OggS and nothing else"
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    _with_opus(show, bytes=len(data), integrity=f"sha384-{digest}")
    (show.folder(DATE) / OPUS).write_bytes(data)


def _lost_opus(show: Show) -> None:
    _with_opus(show)
    (show.folder(DATE) / OPUS).unlink()


def test_a_sound_alternate_has_no_finding(show: Show) -> None:
    """An Opus file of the recording, with its length and hash in the manifest, holds."""
    _with_opus(show)
    assert rules(show) == set()


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda show: _with_opus(show, seconds=3.0), "alternate-duration"),
        (lambda show: _with_opus(show, integrity="sha384-x"), "alternate-integrity"),
        (lambda show: _with_opus(show, bytes=7), "alternate-bytes"),
        (_broken_opus, "alternate-decodes"),
        (_lost_opus, "alternate-missing"),
    ],
    ids=["cut off", "another hash", "another length", "no sound", "no file"],
)
def test_an_alternate_that_does_not_hold_is_found(show: Show, damage: Damage, rule: str) -> None:
    """Each of its rules has a finding of its own; the feed may find the file missing too."""
    damage(show)
    assert rules(show) - {"feed-file"} == {rule}


def test_a_recording_that_was_exchanged_is_found(show: Show) -> None:
    """The tag of one file and the sound of another: the manifest's hash says so."""
    before = episode(show).audio
    patched(b"TIT2", b"TIT3")(show)
    change_audio(show, bytes=before.bytes, sha256=before.sha256)
    assert "sha256" in rules(show)


def test_garbage_between_frames_is_found(show: Show) -> None:
    """Whether a decoder loses a frame there too, before it is in step again, is its own affair."""
    frames_changed(_with_garbage)(show)
    assert {"frames"} <= rules(show) <= {"frames", "duration", "true-peak"}


def test_every_stray_stretch_is_named(show: Show) -> None:
    """A finding for each, with its place in the file."""
    recording = (show.folder(DATE) / episode(show).audio.file).read_bytes()
    replace_recording(show, recording + b"tail")
    assert rules(show) == {"frames"}
