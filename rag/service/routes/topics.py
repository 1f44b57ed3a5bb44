"""GET /v1/topics: the topics and goals that Waymark knows by name."""

from typing import Any

from fastapi import APIRouter

from rag.exports.topics import topics_json
from rag.service.access import BY_KEY, Guarded
from rag.service.parts import Here
from rag.service.shapes import TopicsShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.get("/v1/topics", openapi_extra=BY_KEY, response_model=TopicsShape)
async def topics(service: Here) -> Any:
    """List the topics and goals that Waymark knows by name."""
    return topics_json(await aside(service.assistant.topics))
