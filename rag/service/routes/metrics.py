"""GET /metrics: what is measured, in Prometheus's form."""

from fastapi import APIRouter
from fastapi.responses import Response

from rag.service.access import BY_KEY, Guarded
from rag.service.meters import TYPE
from rag.service.parts import Here

router = APIRouter(route_class=Guarded, tags=["operation"])


@router.get(
    "/metrics",
    openapi_extra=BY_KEY,
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Counters and histograms."}},
)
async def metrics(service: Here) -> Response:
    """Give what is measured: requests, answers, stages, refusals, degraded answers, invalid markers, tokens."""
    return Response(service.meters.told(), media_type=TYPE)
