"""GET /v1/compare: the roadmaps side by side."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from rag.exports.comparison import comparison_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import CompareQuery
from rag.service.parts import Here
from rag.service.shapes.comparison import ComparisonShape

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.get("/v1/compare", openapi_extra=BY_KEY, response_model=ComparisonShape)
async def compare(service: Here, query: Annotated[CompareQuery, Query()]) -> Any:
    """Set the roadmaps side by side on topics, and say where they disagree."""
    return comparison_json(await service.desk.work(partial(service.assistant.compare, query.topic)))
