"""Interrupted builds: a full disk, no permission to write, Ctrl-C. The show stays valid."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from podcast import check, feed
from podcast.build import Options, build
from podcast.commands import init
from podcast.lib import ffmpeg
from podcast.lib.progress import Quiet
from podcast.show import config

POST = """\
---
title: 示例
date: 2026-02-06 08:00:00
---

## 1、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统。

## 2、成都开放测试道路
成都开放了第一条测试道路。
"""
_COMMAND = (sys.executable, "-m", "podcast", "build", "--engine", "tone", "--show")
_LIMIT = 180
"""Seconds that a command may take."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a show with an episode whose post has changed since."""
    folder = tmp_path_factory.mktemp("built") / "show"
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    post = folder / "posts" / "2026-02-06-ai-daily.md"
    post.write_text(POST, "utf-8")
    build(config.load(folder), None, Options(engine="tone"), Quiet())
    post.write_text(POST.replace("一家银行", "两家银行"), "utf-8")
    return folder


@pytest.fixture
def show_folder(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the show."""
    return Path(shutil.copytree(built, tmp_path / "show"))


def _public(folder: Path) -> dict[str, bytes]:
    """Return the published files; the script is for its author only."""
    files = (path for path in (folder / "episodes").rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if path.name != "script.md"
    }


def _is_one_error(said: str) -> bool:
    rows = said.splitlines()
    errors = [row for row in rows if row.startswith("error: ")]
    return errors == rows[-1:] and "Traceback" not in said


def _completes(folder: Path) -> None:
    """Build once more and prove the show."""
    show = config.load(folder)
    again = build(show, None, Options(engine="tone"), Quiet())
    assert "两家银行" in "".join(segment.text for segment in again.episode.segments)
    assert [finding.rule for finding in check.check(show)] == ["engine"]
    assert not list(show.episodes.rglob(".tmp-*"))


# --- No room -------------------------------------------------------------------------------------


@pytest.mark.parametrize("most_bytes", [1_000, 5_000, 30_000, 200_000])
def test_a_full_disk_leaves_the_show_as_it_was(show_folder: Path, most_bytes: int) -> None:
    """A file that cannot be written is one line and exit 1; with room, the next build completes."""
    before = _public(show_folder)
    shutil.rmtree(show_folder / ".cache")

    limited = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes},) * 2);"
        f"from podcast.cli import main; main({[*_COMMAND[3:], str(show_folder)]!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited], capture_output=True, text=True, timeout=_LIMIT, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert _is_one_error(done.stderr)
    refused = ("too large", "File size limit exceeded", "catalogue.sqlite3: disk I/O error")
    assert any(words in done.stderr for words in refused)
    assert _public(show_folder) == before
    _completes(show_folder)


@pytest.fixture
def bound_by_rights(program: Callable[[str], str]) -> Sequence[str]:
    """Return a prefix for a command by which even root needs permission to write."""
    return (program("setpriv"), "--bounding-set=-dac_override") if os.geteuid() == 0 else ()


@pytest.mark.tools("setpriv")
@pytest.mark.parametrize("closed", ["episodes", "episodes/2026-02-06", ".cache"])
def test_a_folder_that_is_not_writable_is_named(
    show_folder: Path, closed: str, bound_by_rights: Sequence[str]
) -> None:
    """The message names the place; the feed is as it was, and what it names is there."""
    path = show_folder / "episodes" / feed.FEED_FILE
    before = path.read_bytes()
    folder = show_folder / closed
    shutil.rmtree(show_folder / ".cache" / "segments")
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [*bound_by_rights, *_COMMAND, str(show_folder)], capture_output=True, text=True,
            timeout=_LIMIT, check=False,
        )  # fmt: skip
    finally:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert _is_one_error(done.stderr)
    assert "Permission denied" in done.stderr
    assert closed in done.stderr.splitlines()[-1]
    assert path.read_bytes() == before
    found = {finding.rule for finding in check.check(config.load(show_folder))}
    assert not found & {"feed-file", "feed-missing"}
    _completes(show_folder)


# --- Ctrl-C --------------------------------------------------------------------------------------


@pytest.fixture
def at_its_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ffmpeg read the mix in real time, so that a signal comes before the end."""
    path = tmp_path / "ffmpeg"
    path.write_text(
        '#!/bin/sh\ncase "$*" in *pipe:0*) pace=-re ;; *) pace= ;; esac\n'
        f'exec "{ffmpeg.exe()}" $pace "$@"\n',
        "utf-8",
    )
    path.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(path))


def _interrupted(command: Sequence[str], when: str) -> tuple[int, str, float]:
    """Send SIGINT when stderr has said `when`; return exit code, the rest of stderr, seconds."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr
    for row in process.stderr:
        if row.startswith(when):
            break
    os.killpg(process.pid, signal.SIGINT)
    started = time.monotonic()
    said = process.stderr.read()
    process.stderr.close()
    return process.wait(_LIMIT), said, time.monotonic() - started


@pytest.mark.usefixtures("at_its_pace")
@pytest.mark.parametrize("when", ["speaking: ", "mixing"])
def test_ctrl_c_leaves_the_show_as_it_was(show_folder: Path, when: str) -> None:
    """Exit 130, one line, nothing public has changed, and the same command completes it."""
    before = _public(show_folder)
    code, said, _ = _interrupted([*_COMMAND, str(show_folder)], when)
    assert code == 130
    assert _is_one_error(said)
    assert said.splitlines()[-1].startswith("error: interrupted; ")
    assert _public(show_folder) == before
    _completes(show_folder)


def test_ctrl_c_does_not_wait_for_a_voice_that_speaks(show_folder: Path) -> None:
    """A speech call under way, here one of two minutes, does not hold the person up."""
    program = (
        "import sys, time; from podcast.speech import tone; from podcast.cli import main;"
        "tone.ToneEngine.speak = lambda *_: (print('begun', file=sys.stderr), time.sleep(120));"
        f"main({[*_COMMAND[3:], str(show_folder)]!r})"
    )
    code, said, seconds = _interrupted([sys.executable, "-c", program], "begun")
    assert code == 130
    assert _is_one_error(said.replace("begun\n", ""))
    assert seconds < 60
    assert feed.FEED_FILE in {path.name for path in (show_folder / "episodes").iterdir()}


def test_ctrl_c_while_waiting_for_another_build(show_folder: Path) -> None:
    """A build that waits for its turn ends too, and leaves the other one's lock alone."""
    from podcast.lib.lock import only_one

    with only_one(show_folder / ".cache", Quiet()):
        code, said, _ = _interrupted([*_COMMAND, str(show_folder)], "another command is at work")
    assert code == 130
    assert _is_one_error(said)
    _completes(show_folder)
