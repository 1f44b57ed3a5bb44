"""The journal of requests: each gets an id, a line in the log and a place in the measures, however it ends."""

import asyncio
import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.failures import answer_to, stopping, unexpected
from rag.service.logs import place_of
from rag.service.meters import Meters

_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_HEADER = "X-Request-ID"

_log = logging.getLogger("waymark.service")


class Journal:
    """ASGI middleware around everything; an error that nobody expected becomes a 500 that tells the request's id."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app, self._meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(_HEADER, "")
        id_ = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = id_
        started, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[_HEADER] = id_
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:  # the service stops and has waited long enough; streams have told their callers
            _log.warning("stopped", extra={"request_id": id_})
            if not status:
                await answer_to(Request(scope), stopping())(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs the kind and the place
            _log.error("crashed", extra={"request_id": id_, "error": type(error).__name__, "where": place_of(error)})
            if not status:
                await answer_to(Request(scope), unexpected())(scope, receive, sending)
        finally:
            seconds = time.perf_counter() - started
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = getattr(scope.get("route"), "path", "none")
            self._meters.note_request(method, route, status or 499, seconds)  # 499: the caller left before an answer
            facts = {"request_id": id_, "method": method, "route": route, "status": status or 499}
            _log.info("request", extra={**facts, "ms": round(1000 * seconds, 1), "caller": state.get("caller", "")})
