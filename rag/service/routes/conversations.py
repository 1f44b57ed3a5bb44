"""/v1/conversations: conversations that are kept, each for whoever started it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse

from rag.exports.conversation import conversation_json, conversation_markdown, summary_json
from rag.service.access import BY_KEY, Guarded
from rag.service.bodies import ListQuery, RenameBody
from rag.service.media import accepted
from rag.service.parts import Caller, Here
from rag.service.shapes.conversations import ConversationShape, ConversationsShape, WholeConversationShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["conversations"])

_Id = Annotated[str, Path(min_length=1, max_length=64)]


@router.post("/v1/conversations", status_code=201, openapi_extra=BY_KEY, response_model=ConversationShape)
async def start(service: Here, caller: Caller) -> Any:
    """Start a conversation; questions that name it are understood in its light, and kept in it with their answers."""
    return summary_json(await aside(service.conversations.start, caller))


@router.get("/v1/conversations", openapi_extra=BY_KEY, response_model=ConversationsShape)
async def conversations(service: Here, caller: Caller, query: Annotated[ListQuery, Query()]) -> Any:
    """List your conversations, newest first; with `search` those that hold it."""
    found = await aside(service.conversations.all, caller, query.limit, query.search)
    return {"conversations": [summary_json(one) for one in found]}


@router.get(
    "/v1/conversations/{conversation_id}",
    openapi_extra=BY_KEY,
    response_model=WholeConversationShape,
    responses={200: {"content": {"text/markdown": {}}, "description": "The conversation, as `Accept` asks for it."}},
)
async def conversation(conversation_id: _Id, service: Here, caller: Caller, request: Request) -> Any:
    """Give a conversation with its answers and their citations; with `Accept: text/markdown` as a page to keep."""
    found = await aside(service.conversations.get, caller, conversation_id)
    if accepted(request.headers.get("Accept", "*/*"), ("application/json", "text/markdown")) == "text/markdown":
        return PlainTextResponse(conversation_markdown(found), media_type="text/markdown")
    return conversation_json(found)


@router.patch("/v1/conversations/{conversation_id}", openapi_extra=BY_KEY, response_model=ConversationShape)
async def rename(conversation_id: _Id, body: RenameBody, service: Here, caller: Caller) -> Any:
    """Give a conversation a title."""
    return summary_json(await aside(service.conversations.rename, caller, conversation_id, body.title))


@router.delete("/v1/conversations/{conversation_id}", status_code=204, openapi_extra=BY_KEY)
async def forget(conversation_id: _Id, service: Here, caller: Caller) -> None:
    """Take a conversation away with all that is in it."""
    await aside(service.conversations.forget, caller, conversation_id)
