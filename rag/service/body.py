"""Bounds on what a request may send: how much, and how long it may take."""

import asyncio
import time

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256 * 1024
_SECONDS = 15.0  # for a whole body to arrive


class BoundedBody:
    """ASGI middleware that refuses a body over the bounds at the moment when it is read."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES, seconds: float = _SECONDS) -> None:
        self._app, self._most, self._seconds = app, most_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request with a `receive` that keeps count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left, is_read = self._most, False
        declared = dict(scope["headers"]).get(b"content-length", b"")
        is_too_large = declared.isdigit() and int(declared) > self._most
        until = time.monotonic() + self._seconds

        async def bounded() -> Message:
            nonlocal left, is_read
            if is_read:  # what comes now is that the caller has gone
                return await receive()
            if is_too_large:
                raise HTTPException(413)
            try:
                async with asyncio.timeout(until - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            left -= len(message.get("body", b""))
            is_read = not message.get("more_body", False)
            if left < 0:
                raise HTTPException(413)
            return message

        await self._app(scope, bounded, send)
