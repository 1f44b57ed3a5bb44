"""POST /v1/search: the passages that best fit a query."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from rag.exports.search import search_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import SearchBody
from rag.service.parts import Here
from rag.service.shapes.answers import SearchShape

router = APIRouter(route_class=Guarded, tags=["answers"])


@router.post("/v1/search", openapi_extra=BY_KEY, response_model=SearchShape)
async def search(body: SearchBody, service: Here) -> Any:
    """List the passages that best fit a query, best first."""
    return search_json(*await service.desk.work(partial(service.assistant.search_noted, body.query, body.k)))
