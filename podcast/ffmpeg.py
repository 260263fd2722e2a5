"""The one door to ffmpeg: find it, run it, decode with it. Nothing else imports imageio_ffmpeg."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from podcast.errors import AudioError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ADDRESS = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\]\s*")
"""`[mp3 @ 0x55d0c0]` before a message: an address in memory, different in every run."""

_EMPTY_PHRASES = (
    "Conversion failed!",
    "Error opening input",
    "Error opening output",
    "Error parsing options",
    "Error splitting the argument list",
    "Failed to set value",
    "To ignore this",
)
"""Beginnings of lines of ffmpeg that say only that a line before them was serious."""

LOCAL_ONLY = ("-protocol_whitelist", "file,pipe")
"""An input that is really a playlist must not make ffmpeg fetch what it names."""


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
"""What ffmpeg finds at `pipe:0`: bytes, or a file of the system (from its start), which is faster
for much data and costs no memory."""


def run(args: Sequence[str], input: Input = None) -> bytes:  # noqa: A002 -- subprocess's name
    """Run ffmpeg with `args`, feed it `input`, return what it writes to stdout.

    Raises AudioError with ffmpeg's own last word when it fails. An interrupt ends the child too.
    """
    return _execute(("-loglevel", "error", *args), input).stdout


def log(args: Sequence[str], input: Input = None) -> str:  # noqa: A002 -- as in run
    """Run ffmpeg like `run`, but return its report on stderr, where measuring filters write."""
    return _execute(("-nostats", *args), input).stderr.decode("utf-8", "replace")


def file_url(path: Path) -> str:
    """Return the path as an ffmpeg argument that is a file, whatever characters it begins with."""
    return f"file:{path}"


def decode(source: bytes | Path, sample_rate: int, channels: int = 1) -> NDArray[np.int16]:
    """Decode the first audio stream of a file, or of the bytes of one, to PCM.

    Returns int16 samples at `sample_rate` (Hz): (n,) for one channel, (n, channels) for more.
    The encoder's delay and padding are removed where the file names them (LAME's gapless tag).
    Raises AudioError when it cannot be decoded or holds no sound.
    """
    import numpy as np

    data = source if isinstance(source, bytes) else None
    name = "pipe:0" if isinstance(source, bytes) else _existing(source)
    wanted = ("-map", "0:a:0", "-ar", str(sample_rate), "-ac", str(channels), "-f", "s16le")
    try:
        pcm = run((*LOCAL_ONLY, "-i", name, *wanted, "pipe:1"), data)
    except AudioError as error:
        raise AudioError(f"{_name(source)}: cannot be decoded: {error}") from error
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.int16)
    if not len(samples):
        raise AudioError(f"{_name(source)}: holds no sound; replace it by an audio file that plays")
    return samples if channels == 1 else samples.reshape(-1, channels)


def _existing(path: Path) -> str:
    if not path.is_file():
        raise AudioError(f"{path}: no such file; an audio file was expected there")
    return file_url(path)


def _name(source: bytes | Path) -> str:
    return f"{len(source)} bytes of audio" if isinstance(source, bytes) else str(source)


def _execute(args: Sequence[str], data: Input) -> subprocess.CompletedProcess[bytes]:
    command = (exe(), "-nostdin", "-hide_banner", *args)
    try:
        # subprocess.run kills the child on any exception, an interrupt included
        if data is None or isinstance(data, bytes):
            done = subprocess.run(command, input=data or b"", capture_output=True, check=False)
        else:
            data.flush()
            os.lseek(data.fileno(), 0, os.SEEK_SET)  # the child shares the position
            done = subprocess.run(command, stdin=data, capture_output=True, check=False)
    except OSError as error:
        raise AudioError(
            f"{command[0]}: ffmpeg cannot be started ({error.strerror}); run `podcast doctor`"
        ) from error
    if done.returncode != 0:
        raise AudioError(f"ffmpeg failed: {_last_word(done.stderr)}")
    return done


def _last_word(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").splitlines()
    said = [_ADDRESS.sub("", line).strip() for line in lines]
    telling = [line for line in said if line and not line.startswith(_EMPTY_PHRASES)]
    return (telling or [line for line in said if line] or ["it gave no reason"])[-1]
