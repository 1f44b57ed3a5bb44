"""How requests are read from a socket: as uvicorn does, but with bounds on what comes before a body and beside it."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

NAME = f"{__name__}:Bounded"  # by which uvicorn finds it, in each of its processes

# Bytes of a request that are no body: its line and headers, the sizes of chunks and what follows the last.
_MOST = 65_536


class Bounded(HttpToolsProtocol):
    """Closes a connection whose request has more than 64 KB beside its body, or headers that take too long to come.

    uvicorn's own takes headers without an end, and copies all of one that comes in pieces with each further piece.
    """

    SECONDS = 20.0  # from a connection, or the first byte of a further request, until all headers are there

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._beside = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what is no body, once what came was read."""
        self._beside += len(data)
        super().data_received(data)
        if self._beside > _MOST and not self.transport.is_closing():
            self._refuse("The headers are too long.")

    def on_message_begin(self) -> None:
        """Wait for the headers of a further request."""
        super().on_message_begin()
        if self._deadline is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """Take as long as it may: what comes now is bounded where bodies are read."""
        self._wait_no_more()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Do not count it."""
        self._beside = max(0, self._beside - len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count anew."""
        self._beside = 0
        super().on_message_complete()

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(self.SECONDS, self._refuse, "The headers took too long.")

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, why: str) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.send_400_response(why)
        else:  # an answer is under way
            self.transport.close()
