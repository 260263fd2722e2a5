"""ffmpeg: decoding, messages, and names that look like something else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile

from podcast.errors import AudioError
from podcast.lib import ffmpeg


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Return a FLAC of half a second: 440 Hz, stereo, louder on the left."""
    time_axis = np.arange(22_050) / 44_100
    wave = np.sin(2 * np.pi * 440 * time_axis)
    path = tmp_path / "tone.flac"
    soundfile.write(path, np.stack([wave * 0.5, wave * 0.25], axis=1), 44_100)
    return path


def test_decodes_mono_and_stereo(tone: Path) -> None:
    """One channel gives a flat array, two give a column each, at the wanted rate."""
    mono = ffmpeg.decode(tone, 24_000)
    stereo = ffmpeg.decode(tone, 44_100, channels=2)
    assert mono.dtype == stereo.dtype == np.int16
    assert abs(len(mono) - 12_000) <= 1
    assert stereo.shape == (22_050, 2)
    assert stereo[:, 0].max() == pytest.approx(2 * stereo[:, 1].max(), abs=3)


def test_decodes_bytes_like_the_file(tone: Path) -> None:
    """The bytes of a file decode to the same samples as the file."""
    assert np.array_equal(ffmpeg.decode(tone.read_bytes(), 44_100), ffmpeg.decode(tone, 44_100))


@pytest.mark.parametrize(
    "name", ["-i.flac", "http:x.flac", "concat:a|b.flac", "a b 新.flac", "%d.flac"]
)
def test_a_name_is_never_an_option_or_protocol(
    tone: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path that begins with a dash or holds a colon is a file all the same."""
    monkeypatch.chdir(tone.parent)
    tone.rename(tone.parent / name)
    assert len(ffmpeg.decode(Path(name), 44_100)) == 22_050


@pytest.mark.parametrize("content", [b"not sound at all", b"", b"#EXTM3U\n/etc/hostname\n"])
def test_what_is_not_sound_is_named(tmp_path: Path, content: bytes) -> None:
    """A file that holds no sound gives an error with its path and no address in memory."""
    path = tmp_path / "broken.mp3"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=r"broken\.mp3: ") as caught:
        ffmpeg.decode(path, 44_100)
    assert "0x" not in str(caught.value)


def test_bytes_that_are_not_sound_are_named_by_their_size() -> None:
    """Bytes have no path; the message says how many there were."""
    with pytest.raises(AudioError, match="4 bytes of audio"):
        ffmpeg.decode(b"junk", 44_100)


def test_sound_without_a_sample_is_an_error(tmp_path: Path) -> None:
    """A valid file of no length is not taken for silence."""
    path = tmp_path / "empty.wav"
    soundfile.write(path, np.zeros(0, np.int16), 44_100)
    with pytest.raises(AudioError, match=r"empty\.wav"):
        ffmpeg.decode(path, 44_100)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path without a file is said to be missing, not broken."""
    with pytest.raises(AudioError, match=r"gone\.flac: no such file"):
        ffmpeg.decode(tmp_path / "gone.flac", 44_100)


def test_an_open_file_is_read_from_its_start() -> None:
    """A file handed to ffmpeg is read whole, wherever it was written last."""
    pcm = np.full(4_410, 1_000, "<i2")
    with tempfile.TemporaryFile() as file:
        file.write(pcm.tobytes())
        args = ("-f", "s16le", "-ar", "44100", "-ac", "1", "-i", "pipe:0", "-f", "s16le", "pipe:1")
        assert ffmpeg.run(args, file) == ffmpeg.run(args, pcm.tobytes()) == pcm.tobytes()


def test_the_log_holds_what_filters_report() -> None:
    """Measuring filters write to stderr, and `log` returns it."""
    report = ffmpeg.log(
        ("-f", "lavfi", "-i", "sine=duration=1", "-af", "volumedetect", "-f", "null", "-")
    )
    assert "mean_volume" in report


def test_an_unknown_option_is_told_in_ffmpegs_words() -> None:
    """The error says which option ffmpeg did not know."""
    with pytest.raises(AudioError, match="nosuchoption"):
        ffmpeg.run(("-nosuchoption", "1"))


def test_no_ffmpeg_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any ffmpeg the error names two remedies."""

    def missing() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", missing)
    ffmpeg.exe.cache_clear()
    with pytest.raises(AudioError, match="IMAGEIO_FFMPEG_EXE"):
        ffmpeg.exe()


def test_an_ffmpeg_that_does_not_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that the system refuses to run is reported with its path."""
    program = tmp_path / "ffmpeg"
    program.write_text("not a program", encoding="utf-8")
    monkeypatch.setattr(ffmpeg, "exe", lambda: str(program))
    with pytest.raises(AudioError, match="cannot be started"):
        ffmpeg.run(("-version",))


PCM = ("-f", "s16le", "-ar", "44100", "-ac", "1", "-i", "pipe:0")


def test_a_started_child_reads_what_is_written(tmp_path: Path) -> None:
    """What the block writes piece by piece is in the file when the block has ended."""
    path = tmp_path / "out.wav"
    sound = np.arange(30_000, dtype="<i2")
    with ffmpeg.started((*PCM, "-y", ffmpeg.file_url(path))) as child:
        for start in range(0, len(sound), 7_000):
            child.write(sound[start : start + 7_000].data)
    assert np.array_equal(soundfile.read(path, dtype="int16")[0], sound)


def test_a_started_child_can_be_heard() -> None:
    """With `heard` its stdout is read while it runs."""
    data = bytes(4_410)
    with ffmpeg.started((*PCM, "-f", "s16le", "-"), with_output=True) as child:
        child.write(data)
        child.finish()
        assert child.output.read() == data


def test_a_child_that_dies_early_says_why(tmp_path: Path) -> None:
    """Writing to an ffmpeg that never began is its own error, not a broken pipe."""
    with (  # noqa: PT012 -- where it is noticed depends on how fast the child is
        pytest.raises(AudioError, match=r"ffmpeg failed: .*(No such file|nosuchfolder)"),
        ffmpeg.started((*PCM, ffmpeg.file_url(tmp_path / "nosuchfolder" / "out.wav"))) as child,
    ):
        for _ in range(1_000):
            child.write(bytes(1 << 16))
    with pytest.raises(AudioError, match="nosuchoption"), ffmpeg.started(("-nosuchoption", "1")):
        pass


def test_an_exception_ends_the_child() -> None:
    """Whatever goes wrong in the block comes through, and no ffmpeg stays behind."""
    with (  # noqa: PT012 -- the block is the point
        pytest.raises(ZeroDivisionError),
        ffmpeg.started(("-re", "-f", "lavfi", "-i", "sine", "-f", "null", "-")) as child,
    ):
        pid = child.process.pid
        os.kill(pid, 0)
        raise ZeroDivisionError
    _gone(pid)


def test_a_child_that_does_not_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that the system refuses to run is reported with its path."""
    program = tmp_path / "ffmpeg"
    program.write_text("not a program", encoding="utf-8")
    monkeypatch.setattr(ffmpeg, "exe", lambda: str(program))
    with pytest.raises(AudioError, match="cannot be started"), ffmpeg.started(("-version",)):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    "run",
    [
        "ffmpeg.run(('-re', '-f', 'lavfi', '-i', 'sine', '-f', 'null', '-'))",
        (
            "with ffmpeg.started(('-re', '-f', 's16le', '-i', '-', '-f', 'null', '-')) as child:\n"
            "  while True: child.write(bytes(99_999))"
        ),
    ],
    ids=["run", "started"],
)
def test_an_interrupt_ends_the_child(run: str) -> None:
    """Ctrl-C during a long run leaves no ffmpeg behind."""
    code = (
        "import subprocess, sys\n"
        "from podcast.lib import ffmpeg\n"
        "start = subprocess.Popen.__init__\n"
        "def told(self, *a, **k):\n"
        "    start(self, *a, **k); print(self.pid, flush=True)\n"
        "subprocess.Popen.__init__ = told\n"
        "print('ready', flush=True)\n"
        f"{run}\n"
    )
    # a session of its own, so that only Python gets the signal
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as python:
        assert python.stdout is not None
        assert python.stdout.readline() == b"ready\n"
        child = int(python.stdout.readline())
        python.send_signal(signal.SIGINT)
        assert python.wait(60) != 0
    _gone(child)


def _gone(child: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("ffmpeg is still running")


def test_no_more_is_decoded_than_is_wanted(tone: Path) -> None:
    """A few bytes may hold hours; a limit keeps them out of memory."""
    assert len(ffmpeg.decode(tone, 24_000, limit=0.25)) == 6_000
    assert len(ffmpeg.decode(tone.read_bytes(), 24_000, limit=0.75)) == pytest.approx(12_000, abs=1)


@pytest.fixture
def private(tone: Path) -> Path:
    """Return a file that nobody who sends sound may have read."""
    path = tone.with_name("private.mp4")
    fragments = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
    ffmpeg.run(("-i", str(tone), "-c:a", "aac", *fragments, "-f", "mp4", str(path)))
    return path


def _dash(path: Path) -> bytes:
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
        'mediaPresentationDuration="PT5S" minBufferTime="PT1S" '
        'profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period>'
        '<AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1" '
        f'codecs="mp4a.40.2"><BaseURL>file://{path}</BaseURL></Representation>'
        "</AdaptationSet></Period></MPD>"
    ).encode()


def _hls(path: Path) -> bytes:
    return (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://{path}\n#EXT-X-ENDLIST\n"
    ).encode()


def _concat(path: Path) -> bytes:
    return f"ffconcat version 1.0\nfile '{path}'\n".encode()


@pytest.mark.parametrize("playlist", [_dash, _hls, _concat])
def test_sound_from_outside_names_no_other_file(
    private: Path, playlist: Callable[[Path], bytes]
) -> None:
    """A playlist, sent in place of sound or lying in a file, leads to no file of this machine."""
    assert len(ffmpeg.decode(private, 24_000)) > 10_000
    with pytest.raises(AudioError, match="cannot be decoded"):
        ffmpeg.decode(playlist(private), 24_000)
    file = private.with_name("music.mp3")
    file.write_bytes(playlist(private))
    with pytest.raises(AudioError, match="cannot be decoded"):
        ffmpeg.decode(file, 24_000)


@pytest.mark.parametrize(
    ("form", "codec"),
    [
        ("wav", "pcm_s16le"), ("w64", "pcm_s16le"), ("aiff", "pcm_s16be"), ("caf", "pcm_s16le"),
        ("au", "pcm_s16be"), ("flac", "flac"), ("mp3", "libmp3lame"), ("ogg", "libvorbis"),
        ("opus", "libopus"), ("adts", "aac"), ("ipod", "aac"), ("mp4", "alac"),
        ("webm", "libopus"), ("matroska", "flac"), ("asf", "wmav2"), ("wv", "wavpack"),
    ],
)  # fmt: skip
def test_what_programs_and_services_write_is_decoded(
    tone: Path, tmp_path: Path, form: str, codec: str
) -> None:
    """Each common container, from a file and from the bytes that a service sends."""
    path = tmp_path / "sound"
    ffmpeg.run(("-i", str(tone), "-c:a", codec, "-strict", "-2", "-f", form, str(path)))
    for source in (path, path.read_bytes()):
        assert len(ffmpeg.decode(source, 24_000)) == pytest.approx(12_000, abs=2_500)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"[out#0/mp3 @ 0x55] Bad day\n    Last message repeated 1 times\n", "Bad day"),
        (b"    Last message repeated 3 times\n", "Last message repeated 3 times"),
        (b"", "it gave no reason"),
    ],
)
def test_the_reason_is_a_line_that_says_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes, told: str
) -> None:
    """That a line came again is not why."""
    program = tmp_path / "ffmpeg"
    (tmp_path / "said").write_bytes(said)
    program.write_text(f"#!/bin/sh\ncat '{tmp_path}/said' >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "exe", lambda: str(program))
    with pytest.raises(AudioError, match=f"^ffmpeg failed: {told}$"):
        ffmpeg.run(("-version",))
