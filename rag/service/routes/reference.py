"""GET /openapi.json and /docs: what the service can do, for programs and for people."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from rag.service.access import OPEN, Guarded
from rag.service.page import page_of

router = APIRouter(route_class=Guarded, include_in_schema=False)

# The page runs nothing and loads nothing.
_POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


@router.get("/openapi.json", openapi_extra=OPEN)
async def openapi(request: Request) -> Any:
    """Give the OpenAPI document."""
    return JSONResponse(request.app.openapi())


@router.get("/docs", openapi_extra=OPEN)
async def docs(request: Request) -> HTMLResponse:
    """Show the operations as a page."""
    return HTMLResponse(page_of(request.app.openapi()), headers=_POLICY)
