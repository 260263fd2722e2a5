"""The key of the online service: planted in the environment, it must come out nowhere."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from openai_service import FAULTS, KEY, MODEL, OpenAIService

VARIABLE = "PLANTED_KEY"
PLAIN = "from podcast.cli import main; main()"
DEBUG = "import logging; logging.basicConfig(level=logging.DEBUG); " + PLAIN
CRASH = (
    "import podcast.speech.openai.reply as reply\n"
    "def decode(*_, **__):\n"
    "    raise RuntimeError('planted')\n"
    "reply.decode = decode\n" + DEBUG
)
"""A mistake in the program, which ends in a traceback."""

_SUCCESSES = {"ok", "mp3", "streamed"}
_LIMIT = 300
_RUN = 8
"""So many characters of the key in a row count as the key."""


@pytest.fixture
def service(show_folder: Path) -> Iterator[OpenAIService]:
    """Run a service that the show speaks with, and with no other."""
    voices = show_folder / "voices.yaml"
    text = voices.read_text("utf-8")
    voices.write_text(text.replace("engines: [edge, kokoro]", "engines: [openai]"), "utf-8")
    with OpenAIService() as running:
        settings = (
            f"\nspeech:\n  deadline: 120\n  per_second: 100\n  openai:\n"
            f"    url: {running.url}\n    model: {MODEL}\n    key: {VARIABLE}\n"
        )
        with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
            file.write(settings)
        yield running


def run(show: Path, *args: str, code: str = PLAIN) -> subprocess.CompletedProcess[str]:
    """Run a command as a process with the key in its environment; it must not come out."""
    environment = {**os.environ, VARIABLE: KEY, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"}
    command = (sys.executable, "-X", "dev", "-c", code, *args, "--show", str(show))
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=show,
        timeout=_LIMIT,
        check=False,
    )
    assert not leaks(done.stdout.encode()), "stdout"
    assert not leaks(done.stderr.encode()), "stderr"
    for path in show.rglob("*"):
        assert not leaks(str(path).encode()), path
        if path.is_file():
            assert not leaks(path.read_bytes()), path
    return done


def leaks(data: bytes) -> list[bytes]:
    """Return what of the key is in the data: any stretch of it, or the whole of it in a code."""
    key = KEY.encode()
    coded = [base64.b64encode(key), key.hex().encode(), quote(KEY).encode(), key[::-1]]
    coded += [base64.b64encode(b"Bearer " + key), " ".join(KEY).encode(), key[-5:]]
    stretches = [key[at : at + _RUN] for at in range(len(key) - _RUN + 1)]
    return [each for each in (*stretches, *coded) if each in data]


def test_the_search_finds_a_planted_key(tmp_path: Path) -> None:
    """A part of it, and other forms of it."""
    assert leaks(b"Bearer " + KEY.encode())
    assert leaks(KEY[5:14].encode())
    assert leaks(base64.b64encode(KEY.encode()))
    assert not leaks(VARIABLE.encode())


@pytest.mark.slow
def test_no_command_tells_the_key(show_folder: Path, service: OpenAIService) -> None:
    """An episode is built, shown, proved and examined: the key reaches the service alone."""
    built = run(show_folder, "build", "-v", "--json", code=DEBUG)
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout)["engine"] == "openai"
    assert set(service.authorizations) == {f"Bearer {KEY}"}
    assert not service.violations
    for command in (
        ("check", "--json"),
        ("voices",),
        ("voices", "--json"),
        ("voices", "--samples", str(show_folder / "samples")),
        ("say", "你好", "-o", str(show_folder / "said.wav")),
    ):
        done = run(show_folder, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    for form in ((), ("--json",)):
        assert f"{VARIABLE}, which is set" in run(show_folder, "doctor", *form).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault", [each for each in FAULTS if each not in {*_SUCCESSES, "stall", "trickle", "no wav"}]
)
def test_no_failure_tells_the_key(show_folder: Path, service: OpenAIService, fault: str) -> None:
    """Whatever the service does, with everything logged: one error, without the key."""
    service.always(fault)
    said = run(show_folder, "say", "你好", "-o", str(show_folder / "x.wav"), code=DEBUG)
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1].startswith("error: openai: ")
    assert service.authorizations[0] == f"Bearer {KEY}"


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["401", "echo", "elsewhere", "trickle"])
def test_no_failed_build_tells_the_key(
    show_folder: Path, service: OpenAIService, fault: str
) -> None:
    """A refusal, and an answer that outlasts the deadline."""
    service.always(fault)
    settings = show_folder / "show.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("deadline: 120", "deadline: 2"), "utf-8")
    built = run(show_folder, "build", "-v", "--json", code=DEBUG)
    assert (built.returncode, built.stdout) == (1, "")
    assert "error: no engine could speak the episode: openai: " in built.stderr


@pytest.mark.slow
def test_no_traceback_tells_the_key(show_folder: Path, service: OpenAIService) -> None:
    """A mistake in the program is shown in full, but for the key."""
    done = run(show_folder, "say", "你好", "-o", str(show_folder / "x.wav"), code=CRASH)
    assert "RuntimeError: planted" in done.stderr
    assert service.authorizations == [f"Bearer {KEY}"]
