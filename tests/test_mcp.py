"""Waymark as an MCP server, called by the SDK's own client: on standard input and output, and over HTTP."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from kitchen import kitchen
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError
from serving import HOW_LONG, kitchen_app, listening

from ingest.settings import Settings
from rag.assistant import Assistant
from rag.service.desk import Desk
from rag.service.keys import Keys
from rag.service.tools import make_tools

Opening = Callable[[], AbstractAsyncContextManager[Client]]

WAYMARK = "import sys; sys.argv[0] = 'waymark'; from ui.cli import main; main()"


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Opening]:
    """A client of the server that is mounted in the service, on a socket."""
    with listening(kitchen_app(tmp_path)) as url:
        yield lambda: Client(f"{url}/mcp")


def called(opening: Opening, tool: str, **arguments: Any) -> Any:
    """What a tool gives."""

    async def call() -> Any:
        async with opening() as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(call())


def in_memory() -> AbstractAsyncContextManager[Client]:
    return Client(make_tools(Desk(Assistant(kitchen))))


def test_the_tools_and_documents_are_listed_with_the_types_of_their_results() -> None:
    async def listed() -> Any:
        async with in_memory() as client:
            return (
                (await client.list_tools()).tools,
                (await client.list_resources()).resources,
                (await client.list_resource_templates()).resource_templates,
            )

    tools, resources, templates = asyncio.run(listed())
    assert [tool.name for tool in tools] == ["search", "ask", "next_step", "compare"]
    assert all(tool.output_schema and tool.description for tool in tools)
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert [str(resource.uri) for resource in resources] == ["waymark://documents"]
    assert [template.uri_template for template in templates] == ["waymark://documents/{document_id}"]


def test_every_tool_gives_typed_results_over_http(mounted: Opening) -> None:
    answer = called(mounted, "ask", question=HOW_LONG).structured_content
    assert answer["text"] == Assistant(kitchen).ask(HOW_LONG).text
    assert answer["citations"][0]["quote"] == "## Phase 1: Stock (2-3 months)"
    found = called(mounted, "search", query="bay, thyme and parsley", k=2).structured_content["result"]
    assert found[0]["document_id"] == "soup"
    told = Assistant(kitchen).next_step(known=["stock"])
    assert called(mounted, "next_step", know=["stock"]).structured_content["text"] == told.text
    assert called(mounted, "compare", topics=["stock"]).structured_content["topics"][0]["topic"] == "stock"


def test_a_question_is_understood_in_the_light_of_its_history(mounted: Opening) -> None:
    history = [{"role": "user", "content": HOW_LONG}, {"role": "assistant", "content": "2-3 months [1]."}]
    asked = called(mounted, "ask", question="And what do I build in it?", history=history)
    assert "broth" in asked.structured_content["text"]


def test_documents_are_resources_that_the_offsets_refer_to(mounted: Opening) -> None:
    async def read() -> tuple[Any, Any]:
        async with mounted() as client:
            listed = (await client.read_resource("waymark://documents")).contents[0].text
            text = (await client.read_resource("waymark://documents/soup")).contents[0].text
            return listed, text

    listed, text = asyncio.run(read())
    assert "soup\t" in listed
    (citation,) = Assistant(kitchen).ask(HOW_LONG).citations
    assert text[citation.start : citation.end] == citation.quote


def test_what_cannot_be_done_is_told_in_a_sentence(mounted: Opening) -> None:
    for tool, arguments, said in (
        ("next_step", {"know": ["needlework"]}, "No topic is called"),
        ("ask", {"question": "x" * 4001}, "at most 4,000 are taken"),
        ("search", {"query": "x", "k": 99}, "less than or equal to 50"),
    ):
        given = called(mounted, tool, **arguments)
        assert given.is_error
        assert said in given.content[0].text
        assert "Traceback" not in given.content[0].text


def test_an_unknown_document_is_no_resource(mounted: Opening) -> None:
    async def read() -> None:
        async with mounted() as client:
            with pytest.raises(MCPError, match="No document has that id"):
                await client.read_resource("waymark://documents/none")

    asyncio.run(read())


def test_a_key_is_needed_where_there_are_keys(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys.json")
    key = keys.make("laptop")
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"Accept": "application/json, text/event-stream"}
    with listening(kitchen_app(tmp_path, keys=keys)) as url:
        assert httpx.post(f"{url}/mcp", json=hello, headers=headers).status_code == 401
        allowed = httpx.post(f"{url}/mcp", json=hello, headers={**headers, "Authorization": f"Bearer {key}"})
    assert allowed.status_code == 200


def test_a_page_elsewhere_cannot_call_the_tools(tmp_path: Path) -> None:
    with listening(kitchen_app(tmp_path)) as url:
        refused = httpx.post(f"{url}/mcp", json={}, headers={"Host": "evil.example"})
        assert refused.status_code == 403
        assert httpx.post(f"{url}/mcp", json={}, headers={"Origin": "https://evil.example"}).status_code in {400, 403}


@pytest.mark.slow
def test_every_tool_gives_typed_results_on_standard_input_and_output(shipped: Settings, assistant: Assistant) -> None:
    environment = {**os.environ, "WAYMARK_HOME": str(shipped.home), "PYTHONPATH": os.pathsep.join(sys.path)}
    started = StdioServerParameters(command=sys.executable, args=["-c", WAYMARK, "mcp"], env=environment)
    question = "Which roadmaps name Kubernetes?"

    @asynccontextmanager
    async def opened() -> AsyncIterator[Client]:
        async with Client(stdio_client(started)) as client:
            yield client

    async def call() -> list[Any]:
        async with opened() as client:
            return [
                await client.call_tool("ask", {"question": question}),
                await client.call_tool("search", {"query": "vector databases", "k": 3}),
                await client.call_tool("next_step", {"know": ["python"]}),
                await client.call_tool("compare", {"topics": ["python"]}),
                (await client.read_resource("waymark://documents/ten-steps")).contents[0],
            ]

    asked, searched, step, compared, text = asyncio.run(call())
    assert asked.structured_content["text"] == assistant.ask(question).text
    assert len(searched.structured_content["result"]) == 3
    assert step.structured_content["next"]["topic"]
    assert compared.structured_content["topics"][0]["topic"] == "python"
    assert text.text == assistant.document("ten-steps").text
