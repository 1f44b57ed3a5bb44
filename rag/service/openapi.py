"""The OpenAPI document: what FastAPI derives, with the refusals and the key that are the same everywhere."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rag.service.access import BY_KEY, POLICY
from rag.service.failures import OPENAI_PATHS
from rag.service.openai_shapes import OpenAIErrorShape
from rag.service.shapes.state import ErrorShape

VERSION = "1"
_ABOUT = (
    'Answers to "what should I learn next?" from published AI-engineer roadmaps. Every marker in an answer stands for '
    "an exact quote, and `text[start:end] == quote` holds in the text of its document."
)  # fmt: skip
_REFUSALS = {
    "400": "The request cannot be read.",
    "403": "Without API keys, only this machine is served.",
    "408": "The body did not arrive in time.",
    "413": "The body is larger than 256 KB.",
    "429": "Too many requests; `Retry-After` tells the seconds to wait.",
    "503": "Too many questions are waiting, or the index cannot be used; `Retry-After` tells the seconds to wait.",
}
_BY_METHOD = {"422": "The request breaks its schema."}
_MISSING = {"404": "There is no such thing."}


def described(app: FastAPI, *, has_keys: bool) -> dict[str, Any]:
    """The document of `app`, worked out once."""
    if app.openapi_schema is None:
        schema = get_openapi(title="Waymark", version=VERSION, description=_ABOUT, routes=app.routes)
        shapes = schema.setdefault("components", {}).setdefault("schemas", {})
        for shape in (ErrorShape, OpenAIErrorShape):
            own = shape.model_json_schema(ref_template="#/components/schemas/{model}")
            shapes |= own.pop("$defs", {}) | {shape.__name__: own}
        for path, operations in schema["paths"].items():
            for operation in operations.values():
                _complete(operation, path, has_keys=has_keys)
        for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's, which is never sent
            shapes.pop(name, None)
        if has_keys:
            schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        app.openapi_schema = schema
    return app.openapi_schema


def _complete(operation: dict[str, Any], path: str, *, has_keys: bool) -> None:
    """Add to an operation how it can be refused."""
    responses = operation["responses"]
    refusals = {**_REFUSALS, **_MISSING}
    if path not in OPENAI_PATHS:
        refusals |= _BY_METHOD
    responses.pop("422", None)
    if operation[POLICY] == BY_KEY[POLICY] and has_keys:
        refusals["401"] = "The key is missing or wrong."
        operation["security"] = [{"key": []}]
    shape = "OpenAIErrorShape" if path in OPENAI_PATHS else "ErrorShape"
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    for status, description in refusals.items():
        responses.setdefault(status, {"description": description, "content": content})
    for status in ("406", "409"):
        if status in responses:
            responses[status]["content"] = content
