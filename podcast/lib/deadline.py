"""Asynchronous work with a deadline that holds even when a library ignores cancellation.

asyncio.run waits until every task has ended, and a task that ignores its cancellation never ends:
a service whose answer has no end could hold a program for ever. Here the event loop runs in a
thread of its own, and the caller goes on in time. Work that is out of time is cancelled, then its
connections are closed. A task that still does not end is abandoned: its loop runs no more, and its
thread sleeps until the program ends.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from podcast.lib.addresses import unattended

Result = TypeVar("Result")

LOOKUP_SECONDS = 5.0
"""The longest wait for the address of a name, in seconds."""
_FAREWELL_SECONDS = 0.5
"""How many seconds cancelled tasks may take to end; after their connections are closed, they get
the same time once more."""
_GRACE_SECONDS = 8 * _FAREWELL_SECONDS
"""How many seconds a loop may take to end before it is abandoned; all waits of _FAREWELL_SECONDS
together take less."""


class CutOff(TimeoutError):  # noqa: N818 -- named for the outcome
    """Raised for work that ran out of time or was stopped, and never by the work itself."""


def run(work: Coroutine[Any, Any, Result], seconds: float | None = None) -> Result:
    """Run a coroutine in an event loop of its own and return the result of the coroutine.

    Raises CutOff when the coroutine has not ended after `seconds` (None means no limit), and every
    error of the coroutine. Ending tasks takes additional time: usually a moment, at most a few
    seconds.
    """
    return Work(work).run(seconds)


async def within(work: Awaitable[Result], seconds: float) -> Result:
    """Await a part of the work that `run` runs, for at most `seconds`.

    Raises CutOff after that time. A part that ignores its cancellation is not waited for, and ends
    with the whole work.
    """
    part = asyncio.ensure_future(work)
    try:
        await asyncio.wait((part,), timeout=seconds)
    finally:
        in_time = part.done()
        if not in_time:
            part.add_done_callback(_look_at)
            part.cancel()
            await asyncio.wait((part,), timeout=_FAREWELL_SECONDS)
    if not in_time:
        raise CutOff
    return part.result()


class Work(Generic[Result]):
    """A coroutine that runs once and that any thread may stop."""

    def __init__(self, work: Coroutine[Any, Any, Result]) -> None:
        """Prepare an event loop for the coroutine without starting it."""
        self._loop, self._disconnect = _loop()
        self._stopped = asyncio.Event()
        self._task: asyncio.Task[Result] | None = None
        self._cut = False
        """Whether the work was stopped before it had ended."""
        self._done = threading.Event()
        """Set when the work has ended or is cut off."""
        self._over = threading.Event()
        """Set when the loop is closed; tasks that would not end are abandoned."""
        self._thread = threading.Thread(
            target=self._loop_through, args=(work,), name="deadline", daemon=True
        )

    def stop(self) -> None:
        """Cut the work off unless it has ended; any thread may call this, also repeatedly."""
        with suppress(RuntimeError):  # the loop is closed, so the work has ended
            self._loop.call_soon_threadsafe(self._stopped.set)

    def run(self, seconds: float | None = None) -> Result:
        """Return the result of the work, or raise its error, as soon as the work has ended.

        Raises CutOff after `seconds`, and when the work is stopped.
        """
        try:
            self._thread.start()
            self._done.wait(None if seconds is None else min(seconds, threading.TIMEOUT_MAX))
        finally:  # also after Ctrl-C
            self.stop()
            self._over.wait(_GRACE_SECONDS)
        if self._cut or self._task is None or not self._task.done():
            raise CutOff
        return self._task.result()

    def _loop_through(self, work: Coroutine[Any, Any, Result]) -> None:
        try:
            with suppress(KeyboardInterrupt, SystemExit):  # `run` raises them
                self._loop.run_until_complete(self._live(work))
        finally:
            unfinished = asyncio.all_tasks(self._loop)
            self._loop.set_exception_handler(_say_nothing)
            self._loop.close()
            self._done.set()
            self._over.set()
        if unfinished:
            # this frame keeps them alive: a task that is garbage-collected is closed, may refuse
            # to end once more, and Python would print that at some later time
            threading.Event().wait()

    async def _live(self, work: Coroutine[Any, Any, Result]) -> None:
        self._task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self._stopped.wait())
        await asyncio.wait((self._task, stop), return_when=asyncio.FIRST_COMPLETED)
        self._cut = not self._task.done()
        self._done.set()
        await self._dismiss()
        if not _others():  # a generator in use cannot be closed, and asyncio would say so
            closing = asyncio.ensure_future(self._loop.shutdown_asyncgens())
            await asyncio.wait((closing,), timeout=_FAREWELL_SECONDS)
            await self._dismiss()

    async def _dismiss(self) -> None:
        """Cancel all other tasks; close the connections of those that stay, and cancel again."""
        for connected in (True, False):
            if others := _others():
                if not connected:
                    self._disconnect()
                for task in others:
                    task.add_done_callback(_look_at)
                    task.cancel()
                await asyncio.wait(others, timeout=_FAREWELL_SECONDS)
        if _others():
            self._disconnect()  # connections that were made meanwhile
            await asyncio.sleep(0)  # the loop closes sockets one step later


def _others() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}


def _look_at(task: asyncio.Future[Any]) -> None:
    """Retrieve the exception of a task, so that asyncio does not log that nobody did."""
    if not task.cancelled():
        task.exception()


def _say_nothing(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Drop the messages that asyncio would log about a loop that has ended."""


def _loop() -> tuple[asyncio.AbstractEventLoop, Callable[[], None]]:
    """Return an event loop that never waits for a name look-up, and a way to cut its connections.

    asyncio looks names up in threads. A loop and the program wait for these threads at the end, and
    a look-up may take minutes where nothing answers. aiohttp and httpx both ask the loop for it.
    """
    loop = asyncio.new_event_loop()
    connect = loop.create_connection
    opened: WeakSet[asyncio.BaseTransport] = WeakSet()

    async def create_connection(*args: Any, **options: Any) -> Any:
        transport, protocol = await connect(*args, **options)
        opened.add(transport)
        return transport, protocol

    def disconnect() -> None:
        for transport in opened:
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()

    loop.getaddrinfo = _addresses  # type: ignore[method-assign]
    loop.create_connection = create_connection  # type: ignore[method-assign]
    return loop, disconnect


async def _addresses(host: Any, port: Any, **options: int) -> Any:
    """Return or raise the same as socket.getaddrinfo, or raise gaierror at the time limit."""
    work = unattended(lambda: socket.getaddrinfo(host, port, **options))
    try:
        return await asyncio.wait_for(work, LOOKUP_SECONDS)
    except TimeoutError:
        reason = f"no address in {LOOKUP_SECONDS:g} s"
        raise socket.gaierror(socket.EAI_AGAIN, reason) from None
