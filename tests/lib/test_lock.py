"""One command at a time works on a show."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from podcast.lib.lock import only_one
from podcast.lib.progress import Console, Quiet

_HOLDER = """
import sys, time
from pathlib import Path
from podcast.lib.lock import only_one
from podcast.lib.progress import Console
with only_one(Path(sys.argv[1]), Console()):
    print("held", flush=True)
    sys.stdin.read()
"""
_LIMIT = 60


def _holder(cache: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock from the line `held` to the end of its stdin."""
    return subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(cache)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_second_process_says_that_it_waits(tmp_path: Path) -> None:
    """It goes on as soon as the first one is done."""
    with only_one(tmp_path / "cache", Quiet()):
        process = _holder(tmp_path / "cache")
        assert process.stderr
        said = process.stderr.readline()
        assert said == "another command is at work on this show; waiting for it\n"
        assert process.poll() is None
    assert process.communicate(timeout=_LIMIT) == ("held\n", "")
    assert process.returncode == 0


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    """The kernel holds it, so nobody has to remove a file by hand."""
    process = _holder(tmp_path)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=_LIMIT)
    with only_one(tmp_path, Quiet()):
        assert (tmp_path / "lock").exists()


def test_a_failure_gives_the_lock_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever happens inside, the next command need not wait."""
    with pytest.raises(ZeroDivisionError), only_one(tmp_path, Console()):
        raise ZeroDivisionError
    with only_one(tmp_path, Console()):
        pass
    assert capsys.readouterr().err == ""


def test_threads_wait_for_each_other_too(tmp_path: Path) -> None:
    """Two builds in one process are two builds."""
    order: list[str] = []

    def second() -> None:
        with only_one(tmp_path, Quiet()):
            order.append("second")

    with only_one(tmp_path, Quiet()):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join(_LIMIT)
    assert order == ["first", "second"]
