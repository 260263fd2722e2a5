"""A value that is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from podcast.lib.once import once


def test_threads_that_ask_at_once_get_one_value() -> None:
    """The second thread waits for what the first one makes."""
    calls: list[int] = []
    begun, release = threading.Event(), threading.Event()

    @once
    def value() -> object:
        calls.append(1)
        begun.set()
        assert release.wait(30)
        return object()

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(value) for _ in range(4)]
        assert begun.wait(30)
        release.set()
        first, *others = [each.result() for each in asked]
    assert all(each is first for each in others)
    assert len(calls) == 1


def test_a_value_may_ask_for_itself_in_its_own_thread() -> None:
    """A loader that calls another one, which calls it, does not wait for itself."""
    seen: list[str] = []

    @once
    def outer() -> str:
        seen.append("outer")
        return inner() if len(seen) == 1 else "end"

    @once
    def inner() -> str:
        return outer()

    assert outer() == "end"


def test_an_error_is_not_kept() -> None:
    """The next call tries again."""
    outcomes = iter([OSError("no file"), "there"])

    @once
    def value() -> str:
        outcome = next(outcomes)
        if isinstance(outcome, OSError):
            raise outcome
        return str(outcome)

    with pytest.raises(OSError, match="no file"):
        value()
    assert value() == "there"
    assert value() == "there"
