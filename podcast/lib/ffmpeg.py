"""Find ffmpeg, run it, decode with it. Only this module imports imageio_ffmpeg."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from podcast.errors import AudioError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ADDRESS = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\]\s*")
"""Matches `[mp3 @ 0x55d0c0]` before a message; the address differs in every run."""

_EMPTY_PHRASES = (
    "Conversion failed!", "Error opening input", "Error opening output", "Error parsing options",
    "Error splitting the argument list", "Failed to set value", "Last message repeated",
    "To ignore this", "frame:", "lavfi.",
)  # fmt: skip
"""The beginnings of lines that give no reason: they only repeat that there was an error, or come
from measuring filters."""

_PIPE = 1 << 20
"""How many bytes a pipe holds, where the system allows it, so that neither side waits often."""
_BUFFER = 1 << 18
"""How many bytes are written and read at once; with fewer, the switches between this program and
ffmpeg take an eighth more time."""

_FULL = "No space left on device"
_MAKE_ROOM = "; make room there and run the same command again"
_REPLACE = "; replace it by an audio file that plays"

_FORMATS = (
    "wav,w64,aiff,caf,au,flac,mp3,aac,ogg,mov,matroska,asf,wv,ape,tta,ac3,amr"  # demuxers' names
)
"""The formats in which sound is accepted. A playlist (HLS, DASH, concat) would make ffmpeg read
other files and addresses."""


@cache
def exe() -> str:
    """Return the path of the ffmpeg that imageio-ffmpeg brings (or finds).

    Raises AudioError when there is none for this machine.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise AudioError(
            "ffmpeg was not found: install it with the system's package manager, "
            "or set IMAGEIO_FFMPEG_EXE to its path"
        ) from error


Input = bytes | BinaryIO | None
"""The input that ffmpeg reads at `pipe:0`: bytes, or an open file from the start, which is faster
for much data and takes no memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Child:
    """An ffmpeg process that runs while the program goes on; its messages go to `stderr`."""

    process: subprocess.Popen[bytes]
    stderr: BinaryIO
    failure: str
    """The beginning of the error message, before ffmpeg's own words; it may be empty."""

    def write(self, data: bytes | memoryview) -> None:
        """Write to the stdin of ffmpeg, waiting while ffmpeg is busy.

        Data is dropped when ffmpeg has ended well and needs no more data. Raises AudioError when
        ffmpeg has failed.
        """
        try:
            cast("BinaryIO", self.process.stdin).write(data)
        except OSError:  # EPIPE, on Windows EINVAL; its stderr says why it stopped reading
            self._check()

    @property
    def output(self) -> BinaryIO:
        """The stdout of ffmpeg; only when it was started with `with_output`."""
        return cast("BinaryIO", self.process.stdout)

    def finish(self) -> None:
        """Close stdin and wait until ffmpeg has ended. Raises AudioError when it has failed."""
        with suppress(OSError):
            cast("BinaryIO", self.process.stdin).close()
        self._check()

    def _check(self) -> None:
        status = self.process.wait()
        if status != 0:
            self.stderr.seek(0)
            raise AudioError(f"{self.failure}{_failed(status, self.stderr.read())}")


def run(args: Sequence[str], input: Input = None) -> bytes:  # noqa: A002 -- subprocess's name
    """Run ffmpeg with `args` and `input`, and return its output on stdout.

    Raises AudioError with ffmpeg's last message when it fails. An interrupt ends the child too.
    """
    return _execute(("-loglevel", "error", *args), input).stdout


def log(args: Sequence[str], input: Input = None) -> str:  # noqa: A002 -- as in run
    """Run ffmpeg like `run`, but return its report on stderr, where measuring filters write."""
    return _execute(("-nostats", *args), input).stderr.decode("utf-8", "replace")


@contextmanager
def started(
    args: Sequence[str], *, with_output: bool = False, failure: str = ""
) -> Iterator[Child]:
    """Run ffmpeg with `args` while the block runs, which writes what ffmpeg reads at `pipe:0`.

    With `with_output` the block can read ffmpeg's stdout, which is discarded otherwise. At the end
    of the block stdin is closed and ffmpeg awaited. Any exception in the block, also an interrupt,
    kills ffmpeg. Raises AudioError with `failure` and ffmpeg's last message when ffmpeg fails.
    """
    with tempfile.TemporaryFile() as stderr:
        process = _start(("-loglevel", "error", *args), stderr, with_output=with_output)
        child = Child(process, stderr, failure)
        try:
            yield child
            child.finish()
        finally:
            child.process.kill()  # does nothing when it has ended
            child.process.wait()
            for pipe in (child.process.stdin, child.process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # nobody reads what is still buffered
                        pipe.close()


def source(path: Path | None) -> tuple[str, ...]:
    """Return the arguments for an input from outside: a file, or stdin for None.

    With these arguments ffmpeg follows no playlist, and bytes at stdin open no file.
    """
    protocol, name = ("pipe", "pipe:0") if path is None else ("file", file_url(path))
    return ("-protocol_whitelist", protocol, "-format_whitelist", _FORMATS, "-i", name)


def file_url(path: Path) -> str:
    """Return the path as an argument that ffmpeg takes for a file, whatever it begins with."""
    return f"file:{path}"


def decode(
    sound: bytes | Path, sample_rate: int, channels: int = 1, *, limit: float | None = None
) -> NDArray[np.int16]:
    """Decode the first audio stream of a file, given by path or bytes, to PCM.

    Returns int16 samples at `sample_rate` (Hz): (n,) for one channel, (n, channels) for more.
    `limit` is the most seconds that are decoded, as a few bytes may claim to be hours. The
    encoder's delay and padding are removed where the file states them (LAME's gapless tag). Raises
    AudioError when the file cannot be decoded or has no sound.
    """
    import numpy as np

    data, path = (sound, None) if isinstance(sound, bytes) else (None, _existing(sound))
    until = () if limit is None else ("-t", str(limit))
    form = ("-ar", str(sample_rate), "-ac", str(channels), "-f", "s16le")
    try:
        pcm = run((*source(path), "-map", "0:a:0", *until, *form, "pipe:1"), data)
    except AudioError as error:
        raise AudioError(f"{_name(sound)}: cannot be decoded: {error}{_REPLACE}") from error
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.int16)
    if not len(samples):
        raise AudioError(f"{_name(sound)}: holds no sound{_REPLACE}")
    return samples if channels == 1 else samples.reshape(-1, channels)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise AudioError(f"{path}: no such file; put an audio file there, or name another one")
    return path


def _name(sound: bytes | Path) -> str:
    return f"{len(sound)} bytes of audio" if isinstance(sound, bytes) else str(sound)


def _execute(args: Sequence[str], data: Input) -> subprocess.CompletedProcess[bytes]:
    command = _command(args)
    try:
        # subprocess.run kills the child on any exception, an interrupt included
        if data is None or isinstance(data, bytes):
            result = subprocess.run(command, input=data or b"", capture_output=True, check=False)
        else:
            data.flush()
            os.lseek(data.fileno(), 0, os.SEEK_SET)  # the child shares the position
            result = subprocess.run(command, stdin=data, capture_output=True, check=False)
    except OSError as error:
        raise _not_started(error) from error
    if result.returncode != 0:
        raise AudioError(_failed(result.returncode, result.stderr))
    return result


def _command(args: Sequence[str]) -> tuple[str, ...]:
    return (exe(), "-nostdin", "-hide_banner", *args)


def _start(args: Sequence[str], stderr: BinaryIO, *, with_output: bool) -> subprocess.Popen[bytes]:
    stdout = subprocess.PIPE if with_output else subprocess.DEVNULL
    try:
        return subprocess.Popen(
            _command(args),
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
            bufsize=_BUFFER,
            pipesize=_PIPE,
        )
    except OSError as error:
        raise _not_started(error) from error


def _not_started(error: OSError) -> AudioError:
    return AudioError(f"{exe()}: ffmpeg cannot be started ({error.strerror}); run `podcast doctor`")


def _failed(status: int, stderr: bytes) -> str:
    """Return the message for an exit status: the signal that ended ffmpeg, or its last message."""
    ended_by = signal.strsignal(-status) if status < 0 else None
    why = ended_by or _last_word(stderr)
    return f"ffmpeg failed: {why}" + (_MAKE_ROOM if _FULL in why else "")


def _last_word(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").splitlines()
    messages = [_ADDRESS.sub("", line).strip() for line in lines]
    reasons = [line for line in messages if line and not line.startswith(_EMPTY_PHRASES)]
    return (reasons or [line for line in messages if line] or ["it gave no reason"])[-1]
