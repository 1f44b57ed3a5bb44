"""POST /v1/profile and /v1/map: what is understood of a learner, and where they stand with every topic."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from rag.exports.topics import progress_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import LearnerBody
from rag.service.parts import Here
from rag.service.shapes.learning import MapShape, ProfileShape

CONFLICT = "What is told of the learner contradicts itself."

router = APIRouter(route_class=Guarded, tags=["learning"])


@router.post(
    "/v1/profile", openapi_extra=BY_KEY, response_model=ProfileShape, responses={409: {"description": CONFLICT}}
)
async def profile(body: LearnerBody, service: Here) -> Any:
    """Say what is understood of a learner, be it from a CV; nothing is kept."""
    told = (body.about, body.know, body.lack, body.goal)
    call = partial(service.assistant.profile, *told, hours=body.hours, profile=body.kept)
    return await service.desk.work(call)


@router.post("/v1/map", openapi_extra=BY_KEY, response_model=MapShape, responses={409: {"description": CONFLICT}})
async def learners_map(body: LearnerBody, service: Here) -> Any:
    """Say where a learner stands with every topic, on the way to their goal."""
    told = (body.about, body.know, body.lack, body.goal)
    call = partial(service.assistant.progress, *told, hours=body.hours, profile=body.kept)
    return progress_json(await service.desk.work(call))
