"""uvicorn's HTTP protocol with a time limit for every wait for a client.

uvicorn only ends a connection that is idle between two requests. A client that sends nothing, or
its request a byte at a time, or that stops reading, stays connected for ever and counts against
`limit_concurrency`. The methods below are the callbacks by which uvicorn learns of a client.
"""

from __future__ import annotations

from asyncio import BaseTransport, Transport
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 10
"""The most seconds for the headers of a request: the first request's time begins with the
connection, that of a later request with its first byte."""
STALL_SECONDS = 60
"""The most seconds that a client may read nothing of an answer, as in nginx's `send_timeout`."""


class PatientProtocol(H11Protocol):
    """A connection with one deadline at a time, for a request's headers or for an answer."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Limit the wait for the first request."""
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._give_up)
        super().connection_made(cast("Transport", transport))

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadline."""
        self._deadline.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Limit the wait for the rest of a request that begins here and is not whole."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._deadline.cancel()
        elif self._idle() and self._deadline.cancelled():
            self._wait(REQUEST_SECONDS)

    def pause_writing(self) -> None:
        """Limit the wait until the client has read some of the answer."""
        self._wait(STALL_SECONDS)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Cancel the deadline; between requests, limit the wait for the next request."""
        self._deadline.cancel()
        if self._idle():
            self._wait(REQUEST_SECONDS)
        super().resume_writing()

    def on_response_complete(self) -> None:
        """Limit the wait until the client has read the rest of the answer.

        uvicorn may be closing the connection already, but it would wait for this without a limit.
        """
        super().on_response_complete()
        if self._idle() and self.transport.get_write_buffer_size():
            self._wait(STALL_SECONDS)

    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self, seconds: float) -> None:
        self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        self._deadline.cancel()
        self.transport.abort()
