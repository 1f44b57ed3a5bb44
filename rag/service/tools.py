"""Waymark as tools and resources of the Model Context Protocol; the only file that imports its SDK."""

from collections.abc import Awaitable
from functools import partial
from typing import Annotated, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from ingest.errors import WaymarkError
from rag.errors import UnknownDocumentError
from rag.exports.comparison import comparison_json
from rag.exports.step import step_json
from rag.records import Turn, answer_json, passage_json
from rag.service.bodies import TurnBody
from rag.service.desk import Desk
from rag.service.shapes.answers import AnswerShape, PassageShape
from rag.service.shapes.comparison import ComparisonShape
from rag.service.shapes.learning import StepShape
from rag.service.threads import aside

_ABOUT = (
    "Waymark answers what to learn next to become an AI engineer, from published roadmaps. Each marker like [1] in a "
    "text stands for the citation of that number, an exact quote of the document that is the resource waymark://documents/ID."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_Names = Annotated[list[str], Field(max_length=50)]
_Result = TypeVar("_Result")


def make_tools(desk: Desk) -> MCPServer[None]:
    """A server of the tools search, ask, next_step and compare, and of the documents as resources; to be run once."""
    server: MCPServer[None] = MCPServer("waymark", title="Waymark", instructions=_ABOUT, log_level="CRITICAL")

    @server.tool(annotations=_READS)
    async def search(query: str, k: Annotated[int, Field(ge=1, le=50)] = 10) -> list[PassageShape]:
        """List the passages of roadmaps and resource summaries that best fit a query, best first."""
        found = await _done(desk.work(partial(desk.assistant.search, query, k)))
        return [PassageShape.model_validate(passage_json(passage)) for passage in found]

    @server.tool(annotations=_READS)
    async def ask(question: str, history: Annotated[list[TurnBody], Field(max_length=20)] = []) -> AnswerShape:  # noqa: B006 - is only read
        """Answer a question about becoming an AI engineer, with citations that can be checked."""
        turns = [Turn(turn.role, turn.content) for turn in history]
        return AnswerShape.model_validate(answer_json(await _done(desk.answer(question, turns))))

    @server.tool(annotations=_READS)
    async def next_step(
        about: str = "",
        know: _Names = [],  # noqa: B006 - is only read
        lack: _Names = [],  # noqa: B006 - is only read
        goal: str | None = None,
    ) -> StepShape:
        """Say what a learner should learn next, from their own words and the names of what they know and lack."""
        answer = await _done(desk.work(partial(desk.assistant.next_step, about, know, lack, goal)))
        return StepShape.model_validate(step_json(answer))

    @server.tool(annotations=_READS)
    async def compare(topics: Annotated[list[str], Field(max_length=10)] = []) -> ComparisonShape:  # noqa: B006 - is only read
        """Set the roadmaps side by side on topics, and say where they disagree."""
        compared = await _done(desk.work(partial(desk.assistant.compare, topics)))
        return ComparisonShape.model_validate(comparison_json(compared))

    @server.resource("waymark://documents", mime_type="text/plain")
    async def documents() -> str:
        """The ids and titles of all documents, one a line."""
        return "\n".join(f"{document.id}\t{document.title}" for document in await aside(desk.assistant.documents))

    @server.resource("waymark://documents/{document_id}", mime_type="text/markdown")
    async def document(document_id: str) -> str:
        """The text of a document, which the offsets of citations refer to."""
        try:
            return (await aside(desk.assistant.document, document_id)).text
        except UnknownDocumentError:
            raise ResourceNotFoundError("No document has that id; waymark://documents lists them.") from None
        except WaymarkError as error:
            raise ResourceError(str(error)) from None

    return server


async def _done(work: Awaitable[_Result]) -> _Result:
    """What `work` gives; a failure of ours becomes one that the client is told."""
    try:
        return await work
    except WaymarkError as error:
        raise ToolError(str(error)) from None
