"""The OpenAPI document as a page to read: one file, without scripts, that loads nothing from anywhere."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "pre{background:#8881;padding:.7rem;overflow:auto}code{font-family:ui-monospace,monospace}"
    "h2{margin-top:2.5rem;font-size:1.1rem}table{border-collapse:collapse}"
    "td{padding:.1rem .8rem .1rem 0;vertical-align:top}"
)


def page_of(schema: Mapping[str, Any]) -> str:
    """The page of all operations, each with an example of its body and what it answers."""
    title = escape(schema["info"]["title"])
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>',
        f"<h1>{title}: HTTP service</h1><p>{_said(schema['info']['description'])}</p>",
        '<p>For programs: <a href="/openapi.json">openapi.json</a>. For MCP clients: <code>/mcp</code>.</p>',
    ]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            parts += _operation(schema, method.upper(), path, operation)
    return "\n".join(parts)


def _operation(schema: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{method} {escape(path)}</code></h2>"
    yield from (f"<p>{_said(text)}</p>" for text in operation.get("description", "").split("\n\n"))
    rows = "".join(_row(one["name"], one) for one in operation.get("parameters", ()))
    example = _example(schema, operation)
    if rows:
        yield f"<table>{rows}</table>"
    if example is not None:
        yield f"<pre><code>{escape(json.dumps(example, indent=2))}</code></pre>"
    answers = "".join(_row(status, answer) for status, answer in sorted(operation["responses"].items()))
    yield f"<table>{answers}</table>"


def _row(name: str, told: Mapping[str, Any]) -> str:
    return f"<tr><td><code>{escape(name)}</code><td>{_said(told.get('description', ''))}"


def _example(schema: Mapping[str, Any], operation: Mapping[str, Any]) -> Any:
    """An example of the body, where one is wanted."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    return next(iter(schema["components"]["schemas"].get(name, {}).get("examples", ())), None)


def _said(text: str) -> str:
    """A text with what stands between backticks as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if at % 2 else piece for at, piece in enumerate(pieces))
