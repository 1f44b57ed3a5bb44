"""GET /v1/documents: what the answers are given from, and the texts that their offsets refer to."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import PlainTextResponse

from rag.exports.documents import document_json, source_json
from rag.service.access import BY_KEY, Guarded
from rag.service.media import accepted
from rag.service.parts import Here
from rag.service.shapes.documents import DocumentShape, DocumentsShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["documents"])


@router.get("/v1/documents", openapi_extra=BY_KEY, response_model=DocumentsShape)
async def documents(service: Here) -> Any:
    """List the documents."""
    found, superseded = await aside(service.assistant.documents), await aside(service.assistant.superseded)
    return {"documents": [source_json(document, superseded) for document in found]}


@router.get(
    "/v1/documents/{document_id}",
    openapi_extra=BY_KEY,
    response_model=DocumentShape,
    responses={200: {"content": {"text/plain": {}}, "description": "The document, or with `Accept` its text alone."}},
)
async def document(
    document_id: Annotated[str, Path(min_length=1, max_length=200)], service: Here, request: Request
) -> Any:
    """Give a document with the text that offsets refer to; with `Accept: text/plain` the text alone."""
    found = await aside(service.assistant.document, document_id)
    form = accepted(request.headers.get("Accept", "*/*"), ("application/json", "text/plain"))
    return PlainTextResponse(found.text) if form == "text/plain" else document_json(found)
