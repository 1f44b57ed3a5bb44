"""POST /v1/chat/completions, in OpenAI's form, with citations as annotations."""

import time
import uuid
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field

from rag.events import Done
from rag.records import Answer, Turn
from rag.service.access import BY_KEY, Guarded
from rag.service.annotations import annotations
from rag.service.failures import RefusedError, body_of
from rag.service.openai_shapes import ChatCompletionShape
from rag.service.parts import Here, Service
from rag.service.sse import TYPE, framed, streamed
from rag.service.wire import (
    MODEL,
    Lenient,
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

_PATH = "/v1/chat/completions"


class StreamOptions(Lenient):
    """What a stream tells besides."""

    include_usage: bool | None = None


class ChatBody(Lenient):
    """A request for a chat completion; the user's last message is the question."""

    model: Model
    messages: Messages
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1)] = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "What should I learn first?"}]}]
        }
    )


@router.post(
    _PATH,
    openapi_extra=BY_KEY,
    response_model=ChatCompletionShape,
    responses={200: {"content": {TYPE: {}}, "description": "The completion, or with `stream` its chunks."}},
)
async def chat_completions(body: ChatBody, service: Here, request: Request) -> Any:
    """Answer the user's last message; `message.annotations` are the citations, sentence by sentence.

    Streamed, the annotations come in the last chunk before the one with `finish_reason`. The messages of the system are
    not read, and the sampling parameters mean nothing here.
    """
    check_model(body.model)
    question, history = asked(body.messages)
    if body.stream:
        has_usage = bool(body.stream_options and body.stream_options.include_usage)
        return await streamed(_frames(service, question, history, base_of(request), has_usage=has_usage), _ended)
    return _completion(await service.desk.answer(question, history), base_of(request))


def _completion(answer: Answer, base: str) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": answer.text,
        "refusal": None,
        "annotations": [annotation.nested() for annotation in annotations(answer, base)],
    }
    return {
        "id": f"chatcmpl-{answer.id}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": _usage(answer),
        "waymark": own_field(answer),
    }


async def _frames(
    service: Service, question: str, history: list[Turn], base: str, *, has_usage: bool
) -> AsyncIterator[str]:
    head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": "chat.completion.chunk", "created": int(time.time())}

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return framed({**head, "model": MODEL, "choices": [choice], **more})

    said = Told()
    async with aclosing(service.desk.events(question, history)) as told:
        async for event in told:
            role = {} if said.text else {"role": "assistant"}
            if piece := said.take(event):
                yield chunk({**role, "content": piece})
            if isinstance(event, Done):
                cited = [annotation.nested() for annotation in annotations(event.answer, base, said.begin)]
                yield chunk({**role, "annotations": cited})
                yield chunk({}, "stop", waymark=own_field(event.answer))
                if has_usage:
                    yield framed({**head, "model": MODEL, "choices": [], "usage": _usage(event.answer)})
    yield "data: [DONE]\n\n"


def _usage(answer: Answer) -> dict[str, int]:
    read, written = tokens_of(answer)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _ended(refused: RefusedError) -> str:
    return framed(body_of(_PATH, refused, ""))
