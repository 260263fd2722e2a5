"""Real podcast clients against `podcast serve`, and the script that lets them loose."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import subscribe
from subscribe import CLIENTS, Client, fault_of

RUN = Path(__file__).with_name("run")


@pytest.mark.slow
@pytest.mark.timeout(len(CLIENTS) * subscribe.LIMIT_SECONDS + 60)
@pytest.mark.tools("bash", *(name for client in CLIENTS for name in client.programs))
def test_clients_subscribe_and_download_the_same_files() -> None:
    """Every episode of the feed arrives in every client, each once and to the byte."""
    done = subprocess.run(
        [RUN], env={**os.environ, "PYTHON": sys.executable}, capture_output=True, text=True,
        timeout=len(CLIENTS) * subscribe.LIMIT_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    assert [name for name, _, _ in rows] == [client.name for client in CLIENTS]
    assert {result for _, _, result in rows} == {"2 files, identical"}


def _client(*programs: str, content: bytes | None = None, copies: int = 1) -> Client:
    """Return a client that leaves `copies` files with the same content."""

    def download(run: subscribe.Run, home: Path, feed: str, episodes: int) -> None:
        for number in range(copies if content is not None else 0):
            (home / f"{number}.mp3").write_bytes(content or b"")
        run(*programs)

    return Client("test", programs, "install it", programs, download)


@pytest.mark.parametrize(
    ("client", "fault"),
    [
        (_client("true", content=b"sound"), None),
        (_client("true", content=b"noise"), "different: 1 missing, 1 that are not ours"),
        (_client("true", content=b"sound", copies=2), "different: 0 missing, 1 that are not ours"),
        (_client("true"), "different: 1 missing, 0 that are not ours"),
        (_client("false", content=b"sound"), "failed: "),
        (_client("no-such-client"), "no-such-client is missing: install it"),
    ],
)
def test_a_difference_is_found(tmp_path: Path, client: Client, fault: str | None) -> None:
    """Otherwise `identical` would mean nothing."""
    home, ours = tmp_path / "home", tmp_path / "ours.mp3"
    home.mkdir()
    ours.write_bytes(b"sound")
    found = fault_of(client, home, "http://127.0.0.1:9/feed.xml", [ours])
    assert (found or "").startswith(fault or "")
    assert (found is None) == (fault is None)


@pytest.mark.tools("bash")
def test_an_unknown_client_is_wrong_usage() -> None:
    """A name misspelt must not pass for a run without a difference."""
    done = subprocess.run(
        [RUN, "itunes"], env={**os.environ, "PYTHON": sys.executable}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such client: itunes" in done.stderr
