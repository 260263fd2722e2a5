"""A deadline holds, whatever the work does with its cancellation, and what is left is silent."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from podcast.lib import deadline

_SOON = 30.0
"""Seconds, where the right answer comes in one or two and a wrong one never."""
_NEVER = 3600.0


class _Talker:
    """A server that sends without an end to whoever connects, and knows when they have gone."""

    def __init__(self) -> None:
        self.port = 0
        self.came = threading.Event()
        self.gone = threading.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came.set()
        with suppress(ConnectionError):
            while True:
                writer.write(b"x" * 1000)
                await writer.drain()
                await asyncio.sleep(0.001)
        self.gone.set()
        writer.close()

    async def serve(self, ready: threading.Event) -> None:
        self.loop, self.ends = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.ends.wait()
        server.close()


@contextmanager
def _talking() -> Iterator[_Talker]:
    talker, ready = _Talker(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(talker.serve(ready)))
    thread.start()
    assert ready.wait(_SOON)
    try:
        yield talker
    finally:
        talker.loop.call_soon_threadsafe(talker.ends.set)
        thread.join(_SOON)
    assert not thread.is_alive()


async def _stubborn() -> None:
    """Sleep, and go on with that when cancelled."""
    while True:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(_NEVER)


async def _listening(port: int) -> None:
    """Read what a server says to the end, without taking a cancellation for one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    data = b"x"
    while data:
        with suppress(asyncio.CancelledError):
            data = await reader.read(1000)
    writer.close()


# --- Work that ends --------------------------------------------------------------------------


def test_what_work_returns_and_raises_is_passed_on() -> None:
    """Also a timeout of its own, which is not taken for the deadline."""

    async def works() -> int:
        await asyncio.sleep(0)
        return 7

    async def fails(error: BaseException) -> None:
        raise error

    assert deadline.run(works(), _SOON) == 7
    assert deadline.run(works()) == 7
    own = TimeoutError("its own")
    for error in (own, ValueError("broken"), asyncio.CancelledError(), SystemExit(3)):
        with pytest.raises(type(error)) as caught:
            deadline.run(fails(error), _SOON)
        assert caught.value is error or isinstance(error, asyncio.CancelledError)


def test_a_loop_may_run_around_it() -> None:
    """Who waits may itself be called by an event loop: the work has a thread of its own."""

    async def inner() -> str:
        return "done"

    async def outer() -> str:
        return deadline.run(inner(), _SOON)

    assert asyncio.run(outer()) == "done"


def test_out_of_time_work_may_clean_up() -> None:
    """It is cancelled first, and waited for while it ends."""
    cleaned = threading.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(_NEVER)
        finally:
            await asyncio.sleep(0.01)
            cleaned.set()

    with pytest.raises(deadline.CutOff):
        deadline.run(work(), 0.05)
    assert cleaned.is_set()


def test_what_work_leaves_is_ended_too() -> None:
    """Its tasks are cancelled and its generators closed, as asyncio.run does."""
    ended: list[str] = []

    async def background() -> None:
        try:
            await asyncio.sleep(_NEVER)
        finally:
            ended.append("task")

    async def generator() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            ended.append("generator")

    async def work() -> list[object]:
        kept = generator()
        await anext(kept)
        return [asyncio.create_task(background()), kept, await asyncio.sleep(0)]

    assert deadline.run(work(), _SOON)
    assert ended == ["task", "generator"]


def test_any_thread_may_stop_it() -> None:
    """Once or more often, and also when it has ended; the deadline does not matter then."""
    work = deadline.Work(asyncio.sleep(_NEVER))
    stops = [threading.Thread(target=work.stop) for _ in range(3)]
    for stop in stops:
        stop.start()
    with pytest.raises(deadline.CutOff):
        work.run(_NEVER)
    for stop in stops:
        stop.join()
    work.stop()


# --- Work that does not ----------------------------------------------------------------------


def test_work_that_ignores_its_cancellation_is_left() -> None:
    """Whoever waits goes on, and nothing of it runs or speaks any more, also when it is freed."""
    turns = 0

    async def work() -> None:
        nonlocal turns
        while True:
            turns += 1
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.001)

    began = time.monotonic()
    with pytest.raises(deadline.CutOff):
        deadline.run(work(), 0.05)
    assert time.monotonic() - began < _SOON
    seen = turns
    gc.collect()
    with pytest.raises(deadline.CutOff):
        deadline.run(asyncio.sleep(_NEVER), 0.05)  # time in which it would have gone on
    assert turns == seen


@pytest.mark.parametrize("stays", [True, False], ids=["stays", "ends with it"])
def test_a_connection_without_end_is_closed(stays: bool) -> None:
    """The server sees that nobody listens, whether or not the work ends with its connection."""
    with _talking() as talker:

        async def work() -> None:
            await _listening(talker.port)
            if stays:
                await _stubborn()

        begun = deadline.Work(work())
        with ThreadPoolExecutor() as pool:
            outcome = pool.submit(begun.run)
            assert talker.came.wait(_SOON)
            begun.stop()
            with pytest.raises(deadline.CutOff):
                outcome.result(_SOON)
        assert talker.gone.wait(_SOON)


def test_a_result_does_not_wait_for_a_task_that_stays() -> None:
    """What was asked for is there, whatever else the work has begun."""

    async def work() -> tuple[str, object]:
        stays = asyncio.create_task(_stubborn())
        await asyncio.sleep(0)
        return "there", stays

    began = time.monotonic()
    assert deadline.run(work())[0] == "there"
    assert time.monotonic() - began < _SOON


_LEAVERS = """
import asyncio, sys
from contextlib import suppress
from podcast.lib import deadline

async def stubborn():
    while True:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)

async def refusing():
    while True:
        try:
            await asyncio.sleep(3600)
        except BaseException:
            pass

async def streaming():
    async def stream():
        try:
            while True:
                yield 1
                await refusing()
        finally:
            await stubborn()
    async for _ in stream():
        pass

async def looking_up():
    await asyncio.to_thread(int)
    asyncio.get_running_loop().set_debug(True)
    await stubborn()

async def busy():
    while True:
        pass

for name in sys.argv[1:]:
    try:
        deadline.run(globals()[name](), 0.1)
    except deadline.CutOff:
        print(name, "left", flush=True)
"""


@pytest.mark.parametrize("works", [["stubborn", "refusing", "streaming", "looking_up"], ["busy"]])
def test_a_program_ends_without_a_word_of_what_it_has_left(works: list[str]) -> None:
    """Neither Python nor asyncio says a thing at its end, and a loop that never yields is left."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", _LEAVERS, *works],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == [f"{name} left" for name in works]
    assert (done.returncode, done.stderr) == (0, "")


_WAITER = """
import asyncio
from contextlib import suppress
from podcast.lib import deadline

async def work():
    print("begun", flush=True)
    while True:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)

deadline.run(work())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is no signal there")
def test_ctrl_c_ends_the_wait() -> None:
    """As in any program, also when the work does not care."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WAITER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=_SOON)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert process.returncode == -signal.SIGINT


# --- A part of the work ----------------------------------------------------------------------


@pytest.mark.parametrize("part", [_stubborn, lambda: asyncio.sleep(_NEVER)], ids=["stays", "ends"])
def test_a_part_has_a_limit_of_its_own(part: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """The work goes on without it, and its end is the part's end."""

    async def work() -> str:
        with pytest.raises(deadline.CutOff):
            await deadline.within(part(), 0.05)
        return "went on"

    assert deadline.run(work(), _SOON) == "went on"


def test_what_a_part_returns_and_raises_is_passed_on() -> None:
    """Also what it raises itself as it runs out of time."""

    async def fails() -> None:
        raise TimeoutError("its own")

    async def work() -> int:
        with pytest.raises(TimeoutError, match="its own"):
            await deadline.within(fails(), _SOON)
        return await deadline.within(asyncio.sleep(0, 7), _SOON)

    assert deadline.run(work(), _SOON) == 7


# --- Names -----------------------------------------------------------------------------------


def test_a_lookup_without_answer_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may look for a name for ever: a limit ends it for the work, and its deadline."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(_NEVER))

    async def work() -> None:
        await asyncio.get_running_loop().getaddrinfo("slow.invalid", 80)

    began = time.monotonic()
    with pytest.raises(deadline.CutOff):
        deadline.run(work(), 0.05)
    monkeypatch.setattr(deadline, "LOOKUP_SECONDS", 0.05)
    with pytest.raises(socket.gaierror, match=r"no address in 0\.05 s"):
        deadline.run(work(), _SOON)
    assert time.monotonic() - began < _SOON
    answered.set()
