"""POST /v1/next: what a learner should learn next, and why."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from rag.exports.step import step_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import LearnerBody
from rag.service.parts import Here
from rag.service.shapes import StepShape

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.post("/v1/next", openapi_extra=BY_KEY, response_model=StepShape)
async def next_step(body: LearnerBody, service: Here) -> Any:
    """Say what to learn next, and why."""
    call = partial(service.assistant.next_step, body.about, body.know, body.lack, body.goal)
    return step_json(await service.desk.work(call))
