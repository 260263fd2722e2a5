"""Pacing: connections at once, starts a second, a deadline for the episode."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from podcast.errors import EngineUnavailable
from podcast.lib import deadline
from podcast.online.pacing import Pacing

_SOON, _LONG = 30.0, 200.0
"""Seconds: right answers come at once, also on a busy machine, and wrong ones after a long wait."""


def test_one_limit_for_all_engine_objects(request: pytest.FixtureRequest) -> None:
    """Objects of the same service count their connections together; another one has its own."""
    name = request.node.name
    open_now = peak = 0
    lock = threading.Lock()

    def connect(pacing: Pacing) -> None:
        nonlocal open_now, peak
        with pacing.connection():
            with lock:
                open_now += 1
                peak = max(peak, open_now)
            time.sleep(0.01)
            with lock:
                open_now -= 1

    same = [Pacing(name, parallel=2, per_second=1000) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(connect, same * 6))
    assert peak == 2
    with same[0].connection(), same[1].connection(), Pacing(name + "!").connection():
        assert open_now == 0


def test_starts_come_from_a_bucket(request: pytest.FixtureRequest) -> None:
    """As many as may be open begin at once after a rest, the next ones at the rate."""
    pacing = Pacing(request.node.name, parallel=3, per_second=4)
    starts = []
    for _ in range(7):
        with pacing.connection():
            starts.append(time.monotonic())
    assert starts[2] - starts[0] < (starts[6] - starts[2]) / 2
    assert starts[6] - starts[0] >= 4 / 4 - 0.001
    time.sleep(3 / 4)
    rested = time.monotonic()
    for _ in range(3):
        with pacing.connection():
            pass
    assert time.monotonic() - rested < 2 / 4, "three at the rate take as long"


def test_a_connection_is_given_back_after_an_error(request: pytest.FixtureRequest) -> None:
    """A request that fails makes room for the next."""
    pacing = Pacing(request.node.name, parallel=1, per_second=1000)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), pacing.connection():
            raise ValueError("broken")


def test_the_clock_starts_with_the_first_line(request: pytest.FixtureRequest) -> None:
    """Time before the first speak() does not count, time between two does."""
    pacing = Pacing(request.node.name, deadline=1.0)
    time.sleep(1.1)
    with pacing.speaking():
        assert 0 < pacing.left() <= 1.0
    time.sleep(1.1)
    with pytest.raises(EngineUnavailable, match=r"not finished within 1 s"), pacing.speaking():
        pytest.fail("the time is over")


def test_waiting_for_a_connection_ends_at_the_deadline(request: pytest.FixtureRequest) -> None:
    """Who waits for a turn that does not come learns it in time."""
    pacing = Pacing(request.node.name, parallel=1, deadline=0.1)
    began = time.monotonic()
    with (
        Pacing(request.node.name, parallel=1).connection(),
        pytest.raises(EngineUnavailable, match="not finished"),
        pacing.speaking(),
        pacing.connection(),
    ):
        pytest.fail("the only connection is taken")
    assert 0.08 < time.monotonic() - began < _SOON


def test_a_request_ends_at_the_deadline(request: pytest.FixtureRequest) -> None:
    """A coroutine is cancelled, with time to clean up, and the reason is the deadline."""
    pacing = Pacing(request.node.name, deadline=0.1)
    cleaned = threading.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(_LONG)
        finally:
            cleaned.set()

    with pytest.raises(EngineUnavailable, match="not finished"), pacing.speaking():
        pacing.run(work())
    assert cleaned.is_set()


def test_what_a_request_raises_is_kept(request: pytest.FixtureRequest) -> None:
    """A request's own timeout is not taken for the deadline."""

    async def work() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        Pacing(request.node.name).run(work())


def test_a_final_failure_wakes_everybody(request: pytest.FixtureRequest) -> None:
    """Waits, requests and turns end at once, with the words of the first failure."""
    pacing = Pacing(request.node.name, parallel=1)
    blocked = threading.Barrier(4)

    def waiting() -> None:
        with pacing.speaking():
            blocked.wait()
            pacing.wait(_LONG)

    def requesting() -> None:
        with pacing.speaking():
            blocked.wait()
            pacing.run(asyncio.sleep(_LONG))

    def queueing() -> None:
        with pacing.speaking():
            blocked.wait()
            with pacing.connection():
                pytest.fail("the only connection is taken")

    began = time.monotonic()
    with ThreadPoolExecutor(3) as pool, Pacing(request.node.name, parallel=1).connection():
        calls = [pool.submit(each) for each in (waiting, requesting, queueing)]
        blocked.wait()
        with pytest.raises(EngineUnavailable, match="gone"), pacing.speaking():
            raise EngineUnavailable("gone")
        errors = [call.exception() for call in calls]
    assert [str(error) for error in errors] == ["gone"] * 3
    assert time.monotonic() - began < _SOON
    with pytest.raises(EngineUnavailable, match="gone"), pacing.speaking():
        pytest.fail("the engine has failed")


def test_a_name_that_nobody_answers_for_is_left(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may look for a name for ever: neither the deadline nor a limit waits for it."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(_LONG))

    async def work() -> None:
        await asyncio.get_running_loop().getaddrinfo("slow.invalid", 80)

    began = time.monotonic()
    hurried = Pacing(request.node.name, deadline=0.1)
    with pytest.raises(EngineUnavailable, match="not finished"), hurried.speaking():
        hurried.run(work())
    monkeypatch.setattr(deadline, "LOOKUP_SECONDS", 0.1)
    with pytest.raises(socket.gaierror, match=r"no address in 0\.1 s"):
        Pacing(request.node.name).run(work())
    assert time.monotonic() - began < _SOON
    answered.set()


def test_what_a_lookup_raises_is_kept(request: pytest.FixtureRequest, unknown_host: str) -> None:
    """A name without an address, and what is no name at all."""

    async def work(name: str) -> object:
        return await asyncio.get_running_loop().getaddrinfo(name, 80)

    run = Pacing(request.node.name).run
    assert run(work("127.0.0.1"))
    with pytest.raises(socket.gaierror, match="not known"):
        run(work(unknown_host))
    with pytest.raises(UnicodeError):
        run(work("." * 3))
