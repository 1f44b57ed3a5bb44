"""An upper bound on what is read of a response, whatever its server sends and however it packs it."""

from collections.abc import AsyncIterator

from httpx2 import AsyncByteStream, Response

MOST_BYTES = 4_000_000  # of one response: a thousand times an answer, each word in an envelope of its own


class TooMuchError(Exception):
    """A response is longer than any answer, or packed so that its length cannot be told."""


class Bounded(AsyncByteStream):
    """A response's body, which ends with TooMuchError after `most` bytes."""

    def __init__(self, body: AsyncByteStream, most: int = MOST_BYTES) -> None:
        self._body = body
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The parts of the body as they come."""
        left = self._most
        async for part in self._body:
            left -= len(part)
            if left < 0:
                raise TooMuchError
            yield part

    async def aclose(self) -> None:
        """Let go of the connection."""
        await self._body.aclose()


async def bounded(response: Response) -> None:
    """Bound what is read of `response`: a hook of the HTTP client's, called before the body is read.

    Raises TooMuchError for a packed body, which nobody asked for and which may be a thousand times as long unpacked.
    """
    if response.headers.get("content-encoding", "identity") != "identity":
        raise TooMuchError
    if isinstance(response.stream, AsyncByteStream):
        response.stream = Bounded(response.stream)
