"""POST /v1/next: what a learner should learn next, and why."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from rag.exports.step import step_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import LearnerBody
from rag.service.parts import Here
from rag.service.shapes.learning import StepShape

CONFLICT = "What is told of the learner contradicts itself."

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.post("/v1/next", openapi_extra=BY_KEY, response_model=StepShape, responses={409: {"description": CONFLICT}})
async def next_step(body: LearnerBody, service: Here) -> Any:
    """Say what to learn next, and why."""
    told = (body.about, body.know, body.lack, body.goal)
    call = partial(service.assistant.next_step, *told, hours=body.hours, profile=body.kept)
    return step_json(await service.desk.work(call))
