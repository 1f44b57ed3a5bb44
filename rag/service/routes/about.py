"""GET /v1/about: the index in use, and the language model."""

from typing import Any

from fastapi import APIRouter

from rag.exports.about import about_json
from rag.service.access import BY_KEY, Guarded
from rag.service.parts import Here
from rag.service.shapes.state import AboutShape
from rag.service.threads import aside

router = APIRouter(route_class=Guarded, tags=["operation"])


@router.get("/v1/about", openapi_extra=BY_KEY, response_model=AboutShape)
async def about(service: Here) -> Any:
    """Say which index the answers come from, and which language model words them."""
    assistant = service.assistant
    return about_json(await aside(assistant.about), assistant.model_state())
