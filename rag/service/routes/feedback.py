"""POST /v1/feedback: what somebody says of an answer."""

from typing import Any

from fastapi import APIRouter

from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import FeedbackBody
from rag.service.parts import Caller, Here
from rag.service.shapes.conversations import FeedbackShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["feedback"])


@router.post("/v1/feedback", status_code=201, openapi_extra=BY_KEY, response_model=FeedbackShape)
async def feedback(body: FeedbackBody, service: Here, caller: Caller) -> Any:
    """Keep what somebody says of an answer."""
    return {"id": await aside(service.feedback.add, caller, body.answer_id, body.rating, body.comment)}
