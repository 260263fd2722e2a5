"""A show with one episode, built by the command line, and `podcast serve` as a separate process.

It is for tests whose client must not share a process with the server.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[1]


def build(show: Path, posts: Mapping[str, str] | None = None) -> Path:
    """Make a new show, build its sample episode with the engine tone, return the MP3.

    `posts` are further ones, by name; each is an episode that is older than the sample.
    """
    _podcast("init", str(show))
    for name, text in (posts or {}).items():
        (show / "posts" / name).write_text(text, "utf-8")
        _podcast("build", name[: len("2026-02-06")], "--engine", "tone", "--show", str(show))
    _podcast("build", "--engine", "tone", "--show", str(show))
    *_, audio = sorted(show.glob("episodes/*/*.mp3"))
    return audio


@contextmanager
def served(show: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `podcast serve` on a free port of loopback; yield the process and the show's address.

    The server must end without any message when it is interrupted.
    """
    with subprocess.Popen(
        _command("serve", "--port", "0", "--show", str(show)),
        env=_environment(), stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.readline()
        try:
            yield process, said.removeprefix("listen:").strip()
        finally:
            process.terminate()
            _, rest = process.communicate(timeout=_PATIENCE_SECONDS)
    assert "error" not in (said + rest).lower(), said + rest


def _podcast(*words: str) -> None:
    """Run a command; when it fails, the error shows its output."""
    subprocess.run(_command(*words), env=_environment(), check=True, capture_output=True)


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "podcast", *words]


def _environment() -> dict[str, str]:
    """Return an environment in which this checkout runs, installed or not."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}
