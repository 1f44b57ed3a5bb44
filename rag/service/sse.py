"""Server-sent events: how a stream of them is framed, begun and ended."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.responses import StreamingResponse

from ingest.errors import WaymarkError
from rag.service.failures import RefusedError, refusal_of, stopping, unexpected
from rag.service.logs import place_of

TYPE = "text/event-stream"

_log = logging.getLogger("waymark.service")


def framed(data: Any, event: str | None = None) -> str:
    """One event."""
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def streamed(frames: AsyncIterator[str], ended: Callable[[RefusedError], str]) -> StreamingResponse:
    """The response that sends `frames`; one that fails later than at its first frame says how, by `ended`.

    The first frame is awaited here, so that a question that cannot be taken is refused with a status of its own.
    """
    first = await anext(frames)

    async def told() -> AsyncIterator[str]:
        try:
            yield first
            async for frame in frames:
                yield frame
        except asyncio.CancelledError:  # the server is stopping, or the caller has gone and will not see it
            yield ended(stopping())
        except WaymarkError as error:
            yield ended(refusal_of(error))
        except Exception as error:  # noqa: BLE001 - too late for a status; the kind and the place are logged
            _log.error("crashed", extra={"error": type(error).__name__, "where": place_of(error)})
            yield ended(unexpected())

    return StreamingResponse(told(), media_type=TYPE, headers={"X-Accel-Buffering": "no"})
