"""Asynchronous work with a deadline that holds, whatever its libraries do with a cancellation.

asyncio.run returns when every task has ended, and nothing makes a task end that ignores its
cancellation: a service whose answer has no end could hold a program for ever. Here the event loop
runs in a thread of its own, and whoever waits for it goes on in time. Work that is out of time is
cancelled, then its connections are closed, and what still does not end is left behind: its loop
runs no more, and its thread sleeps until the program ends.
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
"""The longest wait for the address of a name."""
_FAREWELL_SECONDS = 0.5
"""What cancelled tasks may take to end, and once more when their connections are closed."""
_GRACE_SECONDS = 8 * _FAREWELL_SECONDS
"""After this a loop is left that gives no sign of life; all farewells together take less."""


class CutOff(TimeoutError):  # noqa: N818 -- the outcome, as people say it
    """Raised for work that was out of time or stopped, and never by the work itself."""


def run(work: Coroutine[Any, Any, Result], seconds: float | None = None) -> Result:
    """Run a coroutine in an event loop of its own and return what it returns.

    Raises CutOff when it has not ended after so many seconds (None: it may take any time), and
    what it raises itself. Its farewell, and that of tasks which it leaves, comes on top: a moment
    as a rule, and a few seconds at most.
    """
    return Work(work).run(seconds)


async def within(work: Awaitable[Result], seconds: float) -> Result:
    """Await a part of the work that `run` runs, at most so many seconds.

    Raises CutOff after that, and does not wait for a part that ignores its cancellation: the end
    of the whole work is its end too.
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
    """A coroutine that is run once, and may be stopped by others than who runs it."""

    def __init__(self, work: Coroutine[Any, Any, Result]) -> None:
        """Prepare a loop of its own; nothing is begun yet."""
        self._loop, self._disconnect = _loop()
        self._stopped = asyncio.Event()
        self._task: asyncio.Task[Result] | None = None
        self._cut = False
        """The work had not ended when it was stopped."""
        self._done = threading.Event()
        """The work has ended or is cut off."""
        self._over = threading.Event()
        """All that it has left has ended too, or is left behind."""
        self._thread = threading.Thread(
            target=self._loop_through, args=(work,), name="deadline", daemon=True
        )

    def stop(self) -> None:
        """Cut the work off unless it has ended; may be called from any thread, also again."""
        with suppress(RuntimeError):  # the loop is closed: all is over
            self._loop.call_soon_threadsafe(self._stopped.set)

    def run(self, seconds: float | None = None) -> Result:
        """Return what the work returns, or raise what it raises, as soon as it has ended.

        Raises CutOff after so many seconds, and when it is stopped.
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
            left = asyncio.all_tasks(self._loop)
            self._loop.set_exception_handler(_say_nothing)
            self._loop.close()
            self._done.set()
            self._over.set()
        if left:
            # this frame keeps them: a task that is thrown away would be told so, might refuse to
            # end once more, and Python would print that at some later time
            threading.Event().wait()

    async def _live(self, work: Coroutine[Any, Any, Result]) -> None:
        self._task = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stopped.wait())
        await asyncio.wait((self._task, stopped), return_when=asyncio.FIRST_COMPLETED)
        self._cut = not self._task.done()
        self._done.set()
        await self._dismiss()
        if not _others():  # a generator in use cannot be closed, and asyncio would say so
            closing = asyncio.ensure_future(self._loop.shutdown_asyncgens())
            await asyncio.wait((closing,), timeout=_FAREWELL_SECONDS)
            await self._dismiss()

    async def _dismiss(self) -> None:
        """Cancel all other tasks, and once more those that stay, without their connections."""
        for connected in (True, False):
            if others := _others():
                if not connected:
                    self._disconnect()
                for task in others:
                    task.add_done_callback(_look_at)
                    task.cancel()
                await asyncio.wait(others, timeout=_FAREWELL_SECONDS)
        if _others():
            self._disconnect()  # what was connected meanwhile
            await asyncio.sleep(0)  # the loop closes sockets one step later


def _others() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}


def _look_at(task: asyncio.Future[Any]) -> None:
    """Look at what a cancelled task has raised: else asyncio reports that nobody did."""
    if not task.cancelled():
        task.exception()


def _say_nothing(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Take what asyncio would log of a loop that runs no more."""


def _loop() -> tuple[asyncio.AbstractEventLoop, Callable[[], None]]:
    """Make an event loop that waits for no lookup of a name, and what closes its connections.

    asyncio looks names up in threads that the end of a loop, and of the program, waits for; the
    system may take minutes where nothing answers. aiohttp and httpx both ask the loop.
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


async def _addresses(host: Any, port: Any, **wanted: int) -> Any:
    """Return what socket.getaddrinfo does, or raise what it does, but not later than the limit."""
    work = unattended(lambda: socket.getaddrinfo(host, port, **wanted))
    try:
        return await asyncio.wait_for(work, LOOKUP_SECONDS)
    except TimeoutError:
        reason = f"no address in {LOOKUP_SECONDS:g} s"
        raise socket.gaierror(socket.EAI_AGAIN, reason) from None
