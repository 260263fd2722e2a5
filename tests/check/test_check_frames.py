"""The walk through an MP3: on files of ffmpeg, on damage, on any bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.check.frames import Format, walk
from podcast.lib import ffmpeg

SECONDS = 1.25


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return 1.25 s of a tone as LAME encodes it through ffmpeg."""
    return _encoded(tmp_path_factory.mktemp("frames"), "-b:a", "128k", "-ac", "2")


def _encoded(folder: Path, *options: str) -> bytes:
    path = folder / "tone.mp3"
    tone = ("-f", "lavfi", "-i", f"sine=440:duration={SECONDS}:sample_rate=44100")
    ffmpeg.run((*tone, "-c:a", "libmp3lame", *options, "-id3v2_version", "0", str(path)))
    return path.read_bytes()


def test_every_frame_is_counted(mp3: bytes) -> None:
    """The counts are those of the Info header, and the length is that of the sound."""
    stream = walk(mp3)
    assert stream.info is not None
    assert stream.info.constant
    assert (stream.frames, stream.bytes) == (stream.info.frames, len(mp3))
    assert stream.info.bytes == len(mp3)
    assert stream.formats == {Format(128, 44_100, 2)}
    assert stream.strays == ()
    assert stream.seconds == pytest.approx(SECONDS, abs=1e-9)


@pytest.mark.parametrize("options", [("-q:a", "4"), ("-b:a", "64k", "-ac", "1", "-ar", "48000")])
def test_other_encodings_are_read_too(tmp_path: Path, options: tuple[str, ...]) -> None:
    """A varying bit rate, one channel, another rate: frames and length are right."""
    data = _encoded(tmp_path, *options)
    stream = walk(data)
    assert stream.info is not None
    assert stream.info.constant == ("-q:a" not in options)
    assert stream.frames == stream.info.frames
    assert stream.strays == ()


def test_a_tag_in_front_is_passed_over(mp3: bytes) -> None:
    """Also one that holds what looks like frames; its size is seven bits a byte."""
    tag = b"ID3\x03\x00\x00" + bytes((0, 0, 3, 16)) + mp3[:400]
    assert walk(tag + mp3).frames == walk(mp3).frames
    assert walk(tag + mp3).strays == ()


def test_garbage_is_found_where_it_is(mp3: bytes) -> None:
    """Sync bits inside of it do not lead the walk astray."""
    first = walk(mp3).frames
    at = mp3.index(mp3[:2], 1000)
    stream = walk(mp3[:at] + b"\xff\xfb\xf0\x00junk" + mp3[at:] + b"TAG")
    assert stream.strays == ((at, 8), (len(mp3) + 8, 3))
    assert stream.frames == first


def test_frames_that_hold_nothing_are_found(mp3: bytes) -> None:
    """One of which only the header is left; none in silence as LAME encodes it."""
    first = mp3.index(mp3[:2], 1000)
    second = mp3.index(mp3[:2], first + 400)
    assert walk(mp3).blank == ()
    blank = mp3[: first + 4] + bytes(second - first - 4) + mp3[second:]
    assert walk(blank).blank == (first,)


def test_silence_is_not_blank(tmp_path: Path) -> None:
    """What has no sound still has side information, and LAME fills the rest of a frame."""
    path = tmp_path / "silence.mp3"
    silence = ("-f", "lavfi", "-i", "anullsrc=r=44100:cl=stereo", "-t", "2")
    ffmpeg.run((*silence, "-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0", str(path)))
    stream = walk(path.read_bytes())
    assert stream.frames
    assert stream.blank == ()


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=600) | st.binary(max_size=300).map(lambda data: b"\xff\xfb\x90\x00" + data)
)
def test_any_bytes_are_frames_or_strays(data: bytes) -> None:
    """Nothing fails and nothing is lost: frames and strays are the whole file."""
    stream = walk(data)
    if data[:3] != b"ID3":
        assert stream.bytes + sum(length for _, length in stream.strays) == len(data)
