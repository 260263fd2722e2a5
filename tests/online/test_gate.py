"""One limit for an online service over several processes."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from podcast.errors import EngineUnavailable
from podcast.online import pacing
from podcast.online.gate import FolderGate
from podcast.online.pacing import Pacing

_FAST = 1000.0

_HOLDER = """
import sys
from pathlib import Path
from podcast.online.gate import FolderGate
place = FolderGate(Path(sys.argv[1])).enter("edge", 2, 1000.0)
print(place is not None, flush=True)
sys.stdin.read()
"""


def test_places_are_counted_over_processes(tmp_path: Path) -> None:
    """A process that is killed gives its place back."""
    gate = FolderGate(tmp_path)
    mine = gate.enter("edge", 2, _FAST)
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout
    assert other.stdout.readline() == "True\n"
    assert mine
    assert gate.enter("edge", 2, _FAST) is None
    assert gate.enter("another", 2, _FAST)
    other.kill()
    other.communicate()
    assert gate.enter("edge", 2, _FAST)


def test_starts_are_counted_over_gates(tmp_path: Path) -> None:
    """As many as there may be connections begin at once; then the rate holds."""
    one, other = FolderGate(tmp_path), FolderGate(tmp_path)
    for gate in (one, other):
        place = gate.enter("edge", 2, 0.001)
        assert place
        place.release()
    assert one.enter("edge", 2, 0.001) is None


def test_a_connection_waits_for_its_place(tmp_path: Path) -> None:
    """It begins when another one ends; until then the clock of its episode stands still."""
    gate = FolderGate(tmp_path)
    held = gate.enter("edge", 1, _FAST)
    assert held
    pacing.share(gate)
    try:
        entered = threading.Event()
        pace = Pacing("edge", parallel=1, per_second=_FAST, deadline=60)

        def speak() -> None:
            with pace.speaking(), pace.connection():
                entered.set()

        thread = threading.Thread(target=speak)
        thread.start()
        assert not entered.wait(0.2)
        held.release()
        assert entered.wait(30)
        thread.join()
        # the last connection began less than a turn ago, so that the next may not begin at once
        while not (held := gate.enter("edge", 1, _FAST)):
            time.sleep(0.001)
        late = Pacing("edge", parallel=1, per_second=_FAST, deadline=0.3)
        late.begin()
        entered.clear()

        def speak_late() -> None:
            with late.connection():
                assert late.left() > 0
                entered.set()

        thread = threading.Thread(target=speak_late)
        thread.start()
        assert not entered.wait(0.6)
        held.release()
        assert entered.wait(30)
        thread.join()
        time.sleep(0.3)
        with pytest.raises(EngineUnavailable, match="not finished within"):
            late.check()
    finally:
        pacing.share(None)
