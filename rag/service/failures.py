"""What a caller is told when something fails: one JSON shape for ours, OpenAI's for OpenAI's, never the input."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from ingest.errors import IndexUnusableError, WaymarkError
from rag.errors import (
    AskError,
    ModelError,
    PlanError,
    ProfileError,
    StoreError,
    UnknownConversationError,
    UnknownDocumentError,
    UnknownTopicError,
)

OPENAI_PATHS = ("/v1/chat/completions", "/v1/responses", "/v1/models")
_MOST_DETAILS = 10

_log = logging.getLogger("waymark.service")


class RefusedError(WaymarkError):
    """A request that is not served: its HTTP status, a code for programs, a sentence for people."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, headers


# What is said in place of messages that name what was sent, a path of this machine, or an option of the command line.
_SAID: dict[type[WaymarkError], tuple[int, str, str]] = {
    UnknownDocumentError: (404, "unknown_document", "No document has that id. GET /v1/documents lists them."),
    UnknownTopicError: (
        404, "unknown_topic", "One of the names is no topic or goal. GET /v1/topics lists them."
    ),
    UnknownConversationError: (
        404, "unknown_conversation", "You have no conversation with that id. POST /v1/conversations starts one."
    ),
    PlanError: (409, "no_plan", "That plan would run on after the year 9999. Give it more hours."),
    ProfileError: (409, "contradiction", "A topic is told both as known and as lacking. Leave one of the two out."),
    AskError: (400, "invalid_request", "That is no question. Send plain text of at most 4,000 characters."),
    IndexUnusableError: (503, "index_unusable", "The index cannot be used at the moment; the server's log says why."),
    StoreError: (503, "store_unusable", "Conversations cannot be used at the moment; the server's log says why."),
    ModelError: (502, "model_failed", "The language model did not answer; the log says why."),
    WaymarkError: (500, "failed", "Waymark could not do that; the server's log says why."),
}  # fmt: skip

_CODES = {
    400: ("invalid_request", "The request cannot be read."),
    404: ("not_found", "There is nothing at this address. /docs lists the operations."),
    405: ("method_not_allowed", "This address does not take that method. /docs lists the operations."),
    413: ("too_large", "The body is larger than 256 KB."),
}


def refusal_of(error: WaymarkError) -> RefusedError:
    """What a caller is told of an error of ours; what they are not told is logged."""
    if isinstance(error, RefusedError):
        return error
    status, code, said = next(told for kind, told in _SAID.items() if isinstance(error, kind))
    if status >= 500:
        _log.error("failed", extra={"error": type(error).__name__, "reason": str(error)})
    return RefusedError(status, code, said, {"Retry-After": "5"} if status == 503 else None)


async def on_failure(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that failed in a way of ours."""
    refused = refusal_of(error) if isinstance(error, WaymarkError) else unexpected()
    return answer_to(request, refused)


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that the framework refuses."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    if status == 405:  # the framework names the methods of the first route at that address alone
        headers = {"Allow": ", ".join(_methods(request))}
    code, said = _CODES.get(status, ("refused", "The request cannot be served."))
    return answer_to(request, RefusedError(status, code, said, headers))


async def on_invalid(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that breaks its schema: where, and what would be right."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(_detail(one) for one in found[:_MOST_DETAILS]) or "It breaks the schema."
    status = 400 if request.url.path in OPENAI_PATHS else 422
    return answer_to(request, RefusedError(status, "invalid_request", said))


def unexpected() -> RefusedError:
    """What is said where nobody knows better."""
    return RefusedError(500, "internal", "Something went wrong inside Waymark. Report it with the request's id.")


def stopping() -> RefusedError:
    """What is said to those who are still waiting when the service ends."""
    return RefusedError(503, "stopping", "Waymark is shutting down. Ask again.", {"Retry-After": "5"})


def body_of(path: str, refused: RefusedError, request_id: str) -> dict[str, Any]:
    """The JSON of a refusal, in the shape of the address that was called."""
    if path in OPENAI_PATHS:
        return {"error": {"message": str(refused), "type": _type(refused.status), "param": None, "code": refused.code}}
    return {"error": {"code": refused.code, "message": str(refused), "request_id": request_id}}


def answer_to(request: Request, refused: RefusedError) -> JSONResponse:
    """The response that tells a refusal."""
    body = body_of(request.url.path, refused, request.scope.get("state", {}).get("request_id", ""))
    return JSONResponse(body, refused.status, dict(refused.headers) if refused.headers else None)


def _methods(request: Request) -> list[str]:
    """The methods that the address takes."""
    routes = (route for route in request.app.state.routes if route.path_regex.match(request.url.path))
    return sorted({method for route in routes for method in route.methods})


def _type(status: int) -> str:
    names = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    return names.get(status, "invalid_request_error" if status < 500 else "server_error")


def _detail(error: Mapping[str, Any]) -> str:
    """One thing that is wrong; of what was sent it tells the place alone, and not the name of an unknown field."""
    path = list(error["loc"])
    if error["type"] == "extra_forbidden":
        path[-1:] = ["(unknown field)"]
    if error["type"] == "json_invalid":
        path = path[:1]
    said = f"{'.'.join(str(part) for part in path)}: {error['msg']}"
    return said.encode("utf-8", "replace").decode()
