"""GET /v1/topics: the topics and goals that Waymark knows by name, and who teaches one of them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path

from rag.exports.topics import teaching_json, topics_json
from rag.service.access import BY_KEY, Guarded
from rag.service.parts import Here
from rag.service.shapes.topics import TeachingShape, TopicsShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.get("/v1/topics", openapi_extra=BY_KEY, response_model=TopicsShape)
async def topics(service: Here) -> Any:
    """List the topics and goals that Waymark knows by name."""
    return topics_json(await aside(service.assistant.topics))


@router.get("/v1/topics/{topic_id}", openapi_extra=BY_KEY, response_model=TeachingShape)
async def topic(topic_id: Annotated[str, Path(min_length=1, max_length=100)], service: Here) -> Any:
    """Say who teaches a topic, where, after what and with what, each with its quote."""
    return teaching_json(await service.desk.work(partial(service.assistant.teaching, topic_id)))
