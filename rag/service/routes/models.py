"""GET /v1/models, in OpenAI's form."""

from typing import Any

from fastapi import APIRouter

from rag.service.access import BY_KEY, Guarded
from rag.service.openai_shapes import ModelsShape
from rag.service.wire import MODEL

router = APIRouter(route_class=Guarded, tags=["OpenAI"])

_OURS = {"id": MODEL, "object": "model", "created": 1735689600, "owned_by": "waymark"}


@router.get("/v1/models", openapi_extra=BY_KEY, response_model=ModelsShape)
async def models() -> Any:
    """List the one model that there is."""
    return {"object": "list", "data": [_OURS]}
