"""POST /v1/plan: the way to a goal, week by week, in the form that the caller accepts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rag.exports.data import plan_json
from rag.exports.ics import ics_of
from rag.exports.markdown import markdown_of
from rag.exports.table import csv_of
from rag.plan import Pace, Plan
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import PlanBody
from rag.service.failures import RefusedError
from rag.service.media import accepted
from rag.service.parts import Here
from rag.service.shapes.learning import PlanShape

router = APIRouter(route_class=Guarded, tags=["learning"])

_JSON = "application/json"
_FORMS: dict[str, Callable[[Plan], str]] = {
    "text/markdown": markdown_of,
    "text/calendar": lambda plan: ics_of(plan, datetime.now(UTC)),
    "text/csv": csv_of,
}


@router.post(
    "/v1/plan",
    openapi_extra=BY_KEY,
    response_model=PlanShape,
    responses={
        200: {"content": {form: {} for form in _FORMS}, "description": "The plan, as `Accept` asks for it."},
        406: {"description": "None of the forms that the caller accepts is to be had."},
        409: {"description": "The plan would never end, or what is told of the learner contradicts itself."},
    },
)
async def plan(body: PlanBody, service: Here, request: Request) -> Any:
    """Plan the way to a goal: as JSON, Markdown, CSV or a calendar, by the `Accept` header."""
    form = accepted(request.headers.get("Accept", "*/*"), (_JSON, *_FORMS))
    if form is None:
        raise RefusedError(406, "not_acceptable", f"A plan can be had as {', '.join((_JSON, *_FORMS))}.")
    pace = Pace(body.start or date.today(), body.hours, body.hours_per_month)  # noqa: DTZ011 - the day of this machine
    told = (body.about, body.know, body.lack, body.goal)
    call = partial(service.assistant.plan, *told, pace=pace, roadmap=body.roadmap, profile=body.kept)
    made = await service.desk.work(call)
    return plan_json(made) if form == _JSON else Response(_FORMS[form](made), media_type=form)
