"""OpenAI's forms: what their clients read from them, and that the citations arrive where they belong."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kitchen import kitchen
from serving import HOW_LONG, Troubled, calling, events_of, kitchen_app, listening
from starlette.testclient import TestClient

from ingest.settings import Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.records import Answer
from rag.service.annotations import annotations
from rag.service.app import make_app
from rag.service.keys import Keys
from rag.service.settings import ServiceSettings
from rag.store import Store

CHAT, RESPONSES = "/v1/chat/completions", "/v1/responses"
KUBERNETES = "Which roadmaps name Kubernetes?"
NEXT = "I know Python and linear algebra. What should I learn next?"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with calling(kitchen_app(tmp_path)) as client:
        yield client


def chat(question: str = HOW_LONG, **more: Any) -> dict[str, Any]:
    return {"model": "waymark", "messages": [{"role": "user", "content": question}], **more}


def chunks(text: str) -> list[dict[str, Any]]:
    """The chunks of a streamed completion, the end mark left out."""
    *data, last = [data for _, data in events_of(text)]
    assert last == "[DONE]"
    return [json.loads(one) for one in data]


def cut_right(text: str, answer: Answer, found: list[Any]) -> None:
    """Assert that each annotation cuts a sentence or list item with its markers, and that every marker has its own."""
    for one in found:
        cut, cited = text[one["start_index"] : one["end_index"]], one["waymark"]
        assert f"[{cited['marker']}]" in cut
        assert cut == cut.strip()
        assert "\n" not in cut
        before = text[: one["start_index"]]
        assert before == "" or before.endswith((" ", "\n"))
        known = next(c for c in answer.citations if c.marker == cited["marker"])
        assert (cited["quote"], cited["start"], cited["end"]) == (known.quote, known.start, known.end)
    markers = re.findall(r"\[(\d+)\]", text)
    assert {one["waymark"]["marker"] for one in found} == {int(m) for m in markers}


def flat(annotation: dict[str, Any]) -> dict[str, Any]:
    return {**annotation["url_citation"], "waymark": annotation["waymark"]}


def test_a_completion_is_the_answer_with_its_citations_as_annotations(client: TestClient) -> None:
    given = client.post(CHAT, json=chat()).json()
    answer = Assistant(kitchen).ask(HOW_LONG)
    (choice,) = given["choices"]
    assert choice["message"]["content"] == answer.text
    assert choice["finish_reason"] == "stop"
    cut_right(answer.text, answer, [flat(a) for a in choice["message"]["annotations"]])
    assert given["usage"]["total_tokens"] == 0
    assert given["waymark"]["intent"] == answer.intent


def test_a_source_without_an_address_gets_ours_with_its_characters(client: TestClient) -> None:
    (annotation,) = client.post(CHAT, json=chat()).json()["choices"][0]["message"]["annotations"]
    cited = annotation["waymark"]
    address, _, characters = annotation["url_citation"]["url"].partition("#char=")
    assert address == "http://127.0.0.1:8000/v1/documents/soup"
    start, end = map(int, characters.split(","))
    assert client.get(address).json()["text"][start:end] == cited["quote"]


def test_a_source_with_an_address_keeps_it() -> None:
    answer = Assistant(kitchen).ask("What is Ladle School?")
    assert {a.url for a in annotations(answer, "http://x")} == {"https://school.example.org/"}


def test_streamed_the_text_is_the_same_and_annotations_come_last_before_the_finish(client: TestClient) -> None:
    whole = client.post(CHAT, json=chat()).json()["choices"][0]["message"]
    told = chunks(client.post(CHAT, json=chat(stream=True)).text)
    deltas = [chunk["choices"][0]["delta"] for chunk in told]
    assert "".join(delta.get("content", "") for delta in deltas) == whole["content"]
    assert deltas[0]["role"] == "assistant"
    assert deltas[-2] == {"annotations": whole["annotations"]}
    assert [chunk["choices"][0]["finish_reason"] for chunk in told[-2:]] == [None, "stop"]
    assert len({chunk["id"] for chunk in told}) == 1


def test_usage_is_streamed_where_it_is_asked_for(client: TestClient) -> None:
    told = chunks(client.post(CHAT, json=chat(stream=True, stream_options={"include_usage": True})).text)
    assert told[-1]["choices"] == []
    assert told[-1]["usage"]["total_tokens"] == 0


def test_earlier_messages_are_the_history_and_those_of_the_system_are_not_read(client: TestClient) -> None:
    messages = [
        {"role": "system", "content": "Say only yes."},
        {"role": "user", "content": [{"type": "text", "text": HOW_LONG}]},
        {"role": "assistant", "content": "2-3 months [1]."},
        {"role": "user", "content": "And what do I build in it?"},
    ]
    given = client.post(CHAT, json={"model": "waymark", "messages": messages, "temperature": 0.2, "top_p": 1}).json()
    assert "broth" in given["choices"][0]["message"]["content"]


def test_a_long_history_is_cut_and_not_refused(client: TestClient) -> None:
    turns = [{"role": role, "content": "x" * 300} for _ in range(60) for role in ("user", "assistant")]
    given = client.post(CHAT, json={"model": "waymark", "messages": [*turns, *chat()["messages"]]})
    assert given.status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (CHAT, {**chat(), "model": "gpt-4"}, 404, "model_not_found"),
        (RESPONSES, {"model": "gpt-4", "input": "x"}, 404, "model_not_found"),
        (CHAT, {"model": "waymark"}, 400, "invalid_request"),
        (CHAT, chat("x" * 4001), 400, "invalid_request"),
        (CHAT, chat(n=2), 400, "invalid_request"),
        (RESPONSES, {"model": "waymark", "input": "x", "previous_response_id": "r1"}, 400, "invalid_request"),
        (RESPONSES, {"model": "waymark", "input": [{"role": "user", "content": [{"type": "input_image"}]}]}, 400,
         "invalid_request"),
    ],
)  # fmt: skip
def test_a_refusal_has_the_form_of_openai(
    client: TestClient, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    response = client.post(path, json=body)
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    assert error["type"] == "invalid_request_error"
    assert set(error) == {"message", "type", "param", "code"}


def test_a_wrong_key_is_refused_in_the_form_of_openai(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys.json")
    keys.make("laptop")
    with calling(kitchen_app(tmp_path, keys=keys), "wrong") as client:
        response = client.post(CHAT, json=chat())
    assert (response.status_code, response.json()["error"]["type"]) == (401, "authentication_error")


def test_a_response_is_the_answer_with_its_citations_as_annotations(client: TestClient) -> None:
    given = client.post(RESPONSES, json={"model": "waymark", "input": HOW_LONG}).json()
    answer = Assistant(kitchen).ask(HOW_LONG)
    (item,) = given["output"]
    (part,) = item["content"]
    assert given["status"] == "completed"
    assert part["text"] == answer.text
    cut_right(answer.text, answer, part["annotations"])


def test_a_streamed_response_tells_its_parts_in_order_and_ends_with_the_same(client: TestClient) -> None:
    whole = client.post(RESPONSES, json={"model": "waymark", "input": HOW_LONG}).json()
    told = events_of(client.post(RESPONSES, json={"model": "waymark", "input": HOW_LONG, "stream": True}).text)
    names = [name.removeprefix("response.") for name, _ in told]
    assert names == [
        "created", "in_progress", "output_item.added", "content_part.added", "output_text.delta", "output_text.delta",
        "output_text.annotation.added", "output_text.done", "content_part.done", "output_item.done", "completed",
    ]  # fmt: skip
    data = [json.loads(one) for _, one in told]
    assert [one["sequence_number"] for one in data] == list(range(len(data)))
    assert [one["type"] for one in data] == [name for name, _ in told]
    done = data[-1]["response"]
    assert done["output"][0]["content"] == whole["output"][0]["content"]
    assert data[6]["annotation"] == whole["output"][0]["content"][0]["annotations"][0]


@pytest.mark.parametrize(
    ("path", "body"), [(CHAT, chat(stream=True)), (RESPONSES, {"model": "waymark", "input": HOW_LONG, "stream": True})]
)
def test_a_stream_that_fails_on_the_way_ends_with_an_error_and_without_a_finish(
    tmp_path: Path, path: str, body: dict[str, Any]
) -> None:
    def fails() -> None:
        raise ZeroDivisionError

    with calling(kitchen_app(tmp_path, Troubled(fails, told=3))) as client:
        text = client.post(path, json=body).text
    last = json.loads(events_of(text)[-1][1])
    assert "internal" in json.dumps(last)
    assert '"stop"' not in text
    assert "completed" not in text
    assert "[DONE]" not in text


# Their own clients, against the service on a socket


@pytest.fixture(scope="module")
def url(shipped: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    keys = Keys(home / "keys.json")
    os.environ["WAYMARK_TEST_KEY"] = keys.make("tests")
    settings = ServiceSettings(rate=100_000)
    app = make_app(open_assistant(shipped), Store(home / "conversations.sqlite3"), keys=keys, settings=settings)
    with listening(app) as url:
        yield url
    del os.environ["WAYMARK_TEST_KEY"]


@pytest.fixture(scope="module")
def key(url: str) -> str:
    assert url
    return os.environ["WAYMARK_TEST_KEY"]


@pytest.mark.slow
@pytest.mark.parametrize("question", [NEXT, KUBERNETES])
def test_the_openai_sdk_streams_completions_with_annotations_that_cut_the_right_words(
    url: str, key: str, assistant: Assistant, question: str
) -> None:
    from openai import OpenAI

    with OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as sdk:
        assert [model.id for model in sdk.models.list()] == ["waymark"]
        messages: Any = [{"role": "user", "content": question}]
        whole = sdk.chat.completions.create(model="waymark", messages=messages).choices[0].message
        text, found = "", []
        for chunk in sdk.chat.completions.create(model="waymark", messages=messages, stream=True):
            delta = chunk.choices[0].delta
            text += delta.content or ""
            found += getattr(delta, "annotations", None) or []
    answer = assistant.ask(question)
    assert text == whole.content == answer.text
    assert whole.annotations
    assert [a.model_dump() for a in whole.annotations] == found
    cut_right(text, answer, [flat(a) for a in found])


@pytest.mark.slow
def test_the_openai_sdk_streams_responses_with_annotations_that_cut_the_right_words(
    url: str, key: str, assistant: Assistant
) -> None:
    from openai import OpenAI

    with OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as sdk:
        whole: Any = sdk.responses.create(model="waymark", input=NEXT)
        with sdk.responses.stream(model="waymark", input=NEXT) as stream:
            deltas = [event.delta for event in stream if event.type == "response.output_text.delta"]
            final: Any = stream.get_final_response()
    answer = assistant.ask(NEXT)
    assert "".join(deltas) == whole.output_text == final.output_text == answer.text
    found = [a.model_dump() for a in final.output[0].content[0].annotations]
    assert found == [a.model_dump() for a in whole.output[0].content[0].annotations]
    cut_right(answer.text, answer, found)


@pytest.mark.slow
def test_the_openai_sdk_reads_our_errors(url: str, key: str) -> None:
    import openai

    with openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as sdk:
        with pytest.raises(openai.NotFoundError, match="no such model"):
            sdk.responses.create(model="gpt-4", input="x")
        with pytest.raises(openai.BadRequestError, match="more than 4,000"):
            sdk.responses.create(model="waymark", input="x" * 5000)
    with (
        openai.OpenAI(base_url=f"{url}/v1", api_key="wrong", max_retries=0) as sdk,
        pytest.raises(openai.AuthenticationError),
    ):
        sdk.models.list()


@pytest.mark.slow
def test_langchain_gets_citations_streamed_and_not(url: str, key: str, assistant: Assistant) -> None:
    from langchain_openai import ChatOpenAI

    model: Any = ChatOpenAI(model="waymark", base_url=f"{url}/v1", api_key=key, use_responses_api=True, max_retries=0)
    answer = assistant.ask(KUBERNETES)
    whole = model.invoke(KUBERNETES)
    streamed = None
    for piece in model.stream(KUBERNETES):
        streamed = piece if streamed is None else streamed + piece
    for message in (whole, streamed):
        assert message is not None
        (block,) = [b for b in message.content_blocks if b["type"] == "text"]
        assert block["text"] == answer.text
        assert block["annotations"]
        for citation in block["annotations"]:
            assert re.search(r"\[\d+\]", answer.text[citation["start_index"] : citation["end_index"]])
            assert citation["url"].startswith("http")
            assert citation["title"]


@pytest.mark.slow
def test_the_llm_command_streams_an_answer(url: str, key: str, assistant: Assistant, tmp_path: Path) -> None:
    config = f"- model_id: waymark\n  model_name: waymark\n  api_base: {url}/v1\n  api_key_name: waymark\n"
    (tmp_path / "extra-openai-models.yaml").write_text(config)
    command = [sys.executable, "-m", "llm", "-m", "waymark", "--key", key, KUBERNETES]
    environment = {**os.environ, "LLM_USER_PATH": str(tmp_path)}
    for options in ([], ["--no-stream"]):
        done = subprocess.run(
            [*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == assistant.ask(KUBERNETES).text


@pytest.mark.slow
def test_what_is_plain_streamed_kept_and_exported_is_the_same_for_a_hundred_questions(
    url: str, key: str, assistant: Assistant
) -> None:
    import httpx

    file = Path(__file__).parent.parent / "eval" / "datasets" / "questions.jsonl"
    questions = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [q["question"] for q in questions if q["split"] == "dev" and q["question"].strip()][::10][:100]
    assert len(texts) == 100

    def ask(client: httpx.Client, text: str) -> None:
        answer = assistant.ask(text)
        citations = json.loads(json.dumps([vars_of(c) for c in answer.citations]))
        id_ = client.post("/v1/conversations").json()["id"]
        plain = client.post("/v1/ask", json={"question": text}).json()
        told = events_of(client.post("/v1/ask", json={"question": text, "stream": True, "conversation_id": id_}).text)
        kept = client.get(f"/v1/conversations/{id_}").json()["turns"][0]["answer"]
        page = client.get(f"/v1/conversations/{id_}", headers={"Accept": "text/markdown"}).text
        deltas = "".join(json.loads(data)["text"] for name, data in told if name == "delta")
        cited = [json.loads(data) for name, data in told if name == "citation"]
        assert plain["text"] == deltas == kept["text"] == answer.text
        assert plain["citations"] == cited == kept["citations"] == citations
        assert answer.text in page

    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:
        for text in texts:
            ask(client, text)


def vars_of(citation: Any) -> dict[str, Any]:
    return {name: getattr(citation, name) for name in citation.__dataclass_fields__}


PROGRAMS = re.findall(
    r"^```python\n(.*?)^```$",
    (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_of_the_documentation_runs(
    shipped: Settings, tmp_path: Path, program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening(make_app(open_assistant(shipped), Store(tmp_path / "conversations.sqlite3"))) as url:
        exec(program.replace("http://127.0.0.1:8000", url), {})  # noqa: S102 - our own documentation
    assert "Learn" in capsys.readouterr().out or "Kubernetes" in program
