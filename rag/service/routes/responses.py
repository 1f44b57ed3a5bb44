"""POST /v1/responses, in OpenAI's form, with citations as annotations."""

import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field

from rag.events import Done
from rag.records import Answer, Turn
from rag.service.access import BY_KEY, Guarded
from rag.service.annotations import annotations
from rag.service.failures import RefusedError
from rag.service.openai_shapes import ResponseShape
from rag.service.parts import Here, Service
from rag.service.sse import TYPE, framed, streamed
from rag.service.wire import (
    MODEL,
    Lenient,
    MessageBody,
    Messages,
    Model,
    Told,
    asked,
    base_of,
    check_model,
    own_field,
    tokens_of,
)

router = APIRouter(route_class=Guarded, tags=["OpenAI"])


class ResponseBody(Lenient):
    """A request for a response; the user's last message is the question."""

    model: Model
    input: Annotated[str, Field(min_length=1)] | Messages
    stream: bool | None = None
    previous_response_id: Annotated[None, Field(description="Nothing is kept here: send the earlier messages.")] = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"model": MODEL, "input": "Which roadmaps name Kubernetes?"}]}
    )


@router.post(
    "/v1/responses",
    openapi_extra=BY_KEY,
    response_model=ResponseShape,
    responses={200: {"content": {TYPE: {}}, "description": "The response, or with `stream` its events."}},
)
async def responses(body: ResponseBody, service: Here, request: Request) -> Any:
    """Answer the user's last message; the annotations of the output are the citations, sentence by sentence.

    Nothing is kept: whoever wants a conversation sends its messages. Instructions are not read.
    """
    check_model(body.model)
    given = [MessageBody(role="user", content=body.input)] if isinstance(body.input, str) else body.input
    question, history = asked(given)
    if body.stream:
        return await streamed(_frames(service, question, history, base_of(request)), _ended)
    answer = await service.desk.answer(question, history)
    return _response(_ids(), answer, base_of(request))


def _ids() -> tuple[str, str]:
    """The ids of a response and of its message."""
    return f"resp_{uuid.uuid4().hex}", f"msg_{uuid.uuid4().hex}"


def _response(ids: tuple[str, str], answer: Answer | None, base: str, told: Told | None = None) -> dict[str, Any]:
    """The response with the answer, or the same before there is one; `told` is what a stream told of it."""
    return {
        "id": ids[0],
        "object": "response",
        "created_at": int(time.time()),
        "status": "completed" if answer else "in_progress",
        "model": MODEL,
        "output": [_item(ids[1], answer, base, told or Told(answer.text))] if answer else [],
        "usage": _usage(answer) if answer else None,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "waymark": own_field(answer) if answer else {},
    }


def _item(id_: str, answer: Answer, base: str, told: Told) -> dict[str, Any]:
    cited = [annotation.flat() for annotation in annotations(answer, base, told.begin)]
    return {
        "type": "message",
        "id": id_,
        "status": "completed",
        "role": "assistant",
        "content": [_part(told.text, cited)],
    }


def _part(text: str, cited: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": cited, "logprobs": []}


async def _frames(service: Service, question: str, history: list[Turn], base: str) -> AsyncIterator[str]:
    ids, number, said = _ids(), -1, Told()
    where = {"item_id": ids[1], "output_index": 0, "content_index": 0}

    def frame(kind: str, **data: Any) -> str:
        nonlocal number
        number += 1
        return framed({"type": f"response.{kind}", "sequence_number": number, **data}, f"response.{kind}")

    async with aclosing(service.desk.events(question, history)) as told:
        async for event in told:
            if number < 0:
                begun = _response(ids, None, base)
                item = {"type": "message", "id": ids[1], "status": "in_progress", "role": "assistant", "content": []}
                yield frame("created", response=begun)
                yield frame("in_progress", response=begun)
                yield frame("output_item.added", output_index=0, item=item)
                yield frame("content_part.added", **where, part=_part("", []))
            if piece := said.take(event):
                yield frame("output_text.delta", **where, delta=piece, logprobs=[])
            if isinstance(event, Done):
                for last in _last(frame, where, _response(ids, event.answer, base, said)):
                    yield last


def _last(frame: Callable[..., str], where: dict[str, Any], response: dict[str, Any]) -> Iterator[str]:
    """The events after the text: its annotations one by one, and what is done."""
    (item,) = response["output"]
    (part,) = item["content"]
    for index, annotation in enumerate(part["annotations"]):
        yield frame("output_text.annotation.added", **where, annotation_index=index, annotation=annotation)
    yield frame("output_text.done", **where, text=part["text"], logprobs=[])
    yield frame("content_part.done", **where, part=part)
    yield frame("output_item.done", output_index=0, item=item)
    yield frame("completed", response=response)


def _usage(answer: Answer) -> dict[str, Any]:
    read, written = tokens_of(answer)
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
    }


def _ended(refused: RefusedError) -> str:
    told = {"type": "error", "code": refused.code, "message": str(refused), "param": None, "sequence_number": 0}
    return framed(told, "error")
