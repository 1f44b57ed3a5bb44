"""POST /v1/ask: a cited answer, whole or as it comes."""

import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter

from rag.conversations import Asking
from rag.errors import StoreError
from rag.events import Done
from rag.exports.events import event_json
from rag.records import Answer, Turn, answer_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import AskBody
from rag.service.failures import RefusedError
from rag.service.parts import Caller, Here, Service
from rag.service.shapes.answers import AskedShape
from rag.service.sse import TYPE, framed, streamed
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["answers"])


@router.post(
    "/v1/ask",
    openapi_extra=BY_KEY,
    response_model=AskedShape,
    responses={200: {"content": {TYPE: {}}, "description": "The answer, or with `stream` its events."}},
)
async def ask(body: AskBody, service: Here, caller: Caller) -> Any:
    """Answer a question, with citations.

    With `stream` the answer comes as server-sent events: `passages`, then `citation` before the `delta` with its
    marker, `plan` where the answer is a next step, and `done` with the whole answer, the same as without; `error`
    where it fails on the way. Where a language model fails on the way, `replaced` says that what came since `passages`
    is void, and the answer is told anew.
    """
    history, asking = [Turn(turn.role, turn.content) for turn in body.history], None
    if body.conversation_id:
        told = (caller, body.conversation_id, body.question, body.turn)
        asking = await aside(service.conversations.ask, *told)
        history = [*asking.history, *history]
    if body.stream:
        return await streamed(_frames(service, body, history, asking), _ended)
    answer = await service.desk.answer(body.question, history, body.k, body.kept)
    return await _kept(service, asking, answer)


async def _frames(service: Service, body: AskBody, history: list[Turn], asking: Asking | None) -> AsyncIterator[str]:
    async with aclosing(service.desk.events(body.question, history, body.k, body.kept)) as told:
        async for event in told:
            if isinstance(event, Done):
                yield framed(await _kept(service, asking, event.answer), "done")
            else:
                name, data = event_json(event)
                yield framed(data, name)


async def _kept(service: Service, asking: Asking | None, answer: Answer) -> dict[str, Any]:
    """The answer as data, once it is kept; one that cannot be is given all the same, and says so."""
    if not asking:
        return {**answer_json(answer), "kept": None}
    try:
        await aside(service.conversations.keep, asking, answer)
    except StoreError as error:
        logging.getLogger("waymark.service").error(  # noqa: TRY400 - one line tells it all
            "not kept", extra={"error": type(error).__name__, "reason": str(error)}
        )
        return {**answer_json(answer), "kept": False}
    return {**answer_json(answer), "kept": True}


def _ended(refused: RefusedError) -> str:
    return framed({"error": {"code": refused.code, "message": str(refused)}}, "error")
