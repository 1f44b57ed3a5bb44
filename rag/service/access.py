"""Who may call what: each route says so beside its address, and one that does not is refused when it is made."""

import ipaddress
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.service.failures import RefusedError, answer_to
from rag.service.keys import Keys
from rag.service.limits import Rate

POLICY = "x-access"  # the field of an operation in the OpenAPI document that tells it
OPEN: dict[str, Any] = {POLICY: "open"}  # anybody
BY_KEY: dict[str, Any] = {POLICY: "key"}  # whoever has a key, where there are keys; else this machine alone


class Gate:
    """Lets callers in by their key; without keys only those on this machine, who are all one."""

    def __init__(self, keys: Keys | None, rate: Rate | None) -> None:
        self._keys, self._rate = keys, rate

    @property
    def has_keys(self) -> bool:
        """Whether a key is needed."""
        return self._keys is not None

    def admit(self, request: Request) -> str:
        """Who is calling: the id of their key, nothing without keys; raises RefusedError for whoever may not."""
        if self._keys is not None:
            caller = self._owner(request, self._keys)
        else:
            caller = ""
            _check_local(request)
        if self._rate:
            self._rate.take(caller or (request.client.host if request.client else ""))
        return caller

    @staticmethod
    def _owner(request: Request, keys: Keys) -> str:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        owner = keys.owner(given.strip()) if scheme.lower() == "bearer" else None
        if owner is None:
            raise RefusedError(
                401, "unauthorized", "Send an API key of this service as `Authorization: Bearer KEY`.",
                {"WWW-Authenticate": "Bearer"},
            )  # fmt: skip
        return owner


class Guarded(APIRoute):
    """A route whose policy is applied before its body is read; making one without a policy raises RefusedError."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.policy = (options.get("openapi_extra") or {}).get(POLICY)
        if self.policy not in (OPEN[POLICY], BY_KEY[POLICY]):
            raise RefusedError(500, "no_policy", f"The route {path} does not say who may call it: OPEN or BY_KEY.")
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, behind the gate where the policy asks for it."""
        handle = super().get_route_handler()
        if self.policy == OPEN[POLICY]:
            return handle

        async def guarded(request: Request) -> Response:
            request.state.caller = request.app.state.gate.admit(request)
            return await handle(request)

        return guarded


class GuardedApp:
    """An ASGI application behind the gate, for what is mounted."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request if its caller may."""
        request = Request(scope, receive)
        try:
            request.state.caller = self._gate.admit(request)
        except RefusedError as refused:
            await answer_to(request, refused)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether an address, or a name, is that of this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_local(request: Request) -> None:
    """Raise RefusedError for another machine, and for a page elsewhere whose name was made to lead here."""
    try:
        name = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:  # brackets that make no sense
        name = ""
    is_near = request.client is None or is_loopback(request.client.host)
    if not is_near or not is_loopback(name):
        raise RefusedError(403, "local_only", "Without API keys Waymark serves this machine alone, by its local names.")
