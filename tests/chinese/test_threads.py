"""Texts that several threads read at once, as two lines are spoken at once."""

from __future__ import annotations

import subprocess
import sys

_FIRST_USE = """
import sys, threading
from podcast.chinese import pronounce, spoken

class Slow:
    def __init__(self):
        self.begun, self.go_on = threading.Event(), threading.Event()
    def find_spec(self, name, path=None, target=None):
        if name == "pypinyin" and not self.begun.is_set():
            self.begun.set()
            self.go_on.wait(30)

slow = Slow()
sys.meta_path.insert(0, slow)
failures = []

def read(text):
    try:
        pronounce(spoken(text))
    except BaseException as error:
        failures.append(repr(error))

first = threading.Thread(target=read, args=("好",))
second = threading.Thread(target=read, args=("重庆的银行行长",))
first.start()
slow.begun.wait(30)
second.start()
second.join(5)
slow.go_on.set()
first.join()
second.join()
print(failures)
"""


def test_the_first_use_may_be_in_two_threads() -> None:
    """A library whose modules import each other is imported by one thread at a time."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_USE], capture_output=True, text=True, check=True, timeout=100
    )
    assert done.stdout == "[]\n"
