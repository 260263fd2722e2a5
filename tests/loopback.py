"""An aiohttp application on a free port of loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import Self

from aiohttp import web


class Loopback:
    """Serves an application between entering and leaving."""

    port: int
    ended: asyncio.Event
    """Is set, in the thread of the service, when it is left; answers that stall wait for it."""

    def __init__(self, app: web.Application) -> None:
        self._app = app

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)))
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self.ended.set)
        self._thread.join()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self.ended = asyncio.Event()
        runner = web.AppRunner(self._app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        ready.set()
        await self.ended.wait()
        await runner.cleanup()
