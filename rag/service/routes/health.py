"""GET /healthz and /readyz: whether the process is there, and whether it can answer."""

from typing import Any

from fastapi import APIRouter, Response

from rag.service.access import OPEN, Guarded
from rag.service.parts import Here
from rag.service.shapes.state import HealthShape, ReadyShape

router = APIRouter(route_class=Guarded, tags=["operation"])


@router.get("/healthz", openapi_extra=OPEN, response_model=HealthShape)
async def healthz() -> Any:
    """Say that the process is there; never waits for an answer."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    openapi_extra=OPEN,
    response_model=ReadyShape,
    responses={503: {"model": ReadyShape, "description": "No questions can be answered now."}},
)
async def readyz(service: Here, response: Response) -> Any:
    """Say whether questions can be answered, and from which generation of the index."""
    state = await service.readiness.state()
    response.status_code = 200 if state.is_ready else 503
    status = "ready" if state.is_ready else "not ready"
    return {
        "status": status,
        "generation": state.generation,
        "canary": state.canary,
        "notice": state.notice,
        "model": service.readiness.model,
    }
