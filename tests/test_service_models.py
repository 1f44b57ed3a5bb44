"""The service over a language model: its words in every form, and a whole answer in time whatever its endpoint does."""

import asyncio
import itertools
import json
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from endpoint import SECRET
from kitchen import kitchen
from model_server import FAULTS, IN_THE_MIDDLE, ModelServer
from model_server import listening as model_listening
from serving import calling, events_of, kitchen_app, listening

from rag.assistant import Assistant
from rag.deadlines import Deadlines
from rag.llm import LanguageModel
from rag.worded.wording import Wording

QUESTION = "What should I learn next?"
HURRY = replace(Deadlines().stretched(0.1), wait=0.5)
SLACK = 5.0  # seconds that a busy machine may add
CHAT = {"model": "waymark", "messages": [{"role": "user", "content": QUESTION}]}
RESPONSE = {"model": "waymark", "input": QUESTION}


def opened(server: ModelServer) -> Assistant:
    numbers = itertools.count(0xA00000)
    return Assistant(kitchen, Wording(LanguageModel(server.settings, deadlines=HURRY), lambda: f"{next(numbers):06x}"))


def chat_told(text: str) -> tuple[str, list[Any]]:
    """The content and the annotations of a streamed completion."""
    chunks = [json.loads(data) for _, data in events_of(text) if data != "[DONE]"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    return "".join(d.get("content", "") for d in deltas), [a for d in deltas for a in d.get("annotations", [])]


def test_a_model_words_every_form_alike_and_what_it_took_is_told(tmp_path: Path) -> None:
    with (
        model_listening(ModelServer()) as server,
        calling(kitchen_app(tmp_path, opened(server), model="tiny")) as client,
    ):
        assert client.get("/readyz").json()["model"] == "tiny: untried"
        id_ = client.post("/v1/conversations").json()["id"]
        plain = client.post("/v1/ask", json={"question": QUESTION, "conversation_id": id_}).json()
        told = events_of(client.post("/v1/ask", json={"question": QUESTION, "stream": True}).text)
        chat = client.post("/v1/chat/completions", json=CHAT).json()
        streamed, cited = chat_told(client.post("/v1/chat/completions", json={**CHAT, "stream": True}).text)
        response = client.post("/v1/responses", json=RESPONSE).json()
        kept = client.get(f"/v1/conversations/{id_}").json()["turns"][0]["answer"]
        ready, measured = client.get("/readyz").json(), client.get("/metrics").text
    assert (plain["model"], plain["degraded"]) == ("tiny", None)
    assert plain["usage"]["prompt_tokens"] == 1000
    message = chat["choices"][0]["message"]
    deltas = "".join(json.loads(data)["text"] for name, data in told if name == "delta")
    assert plain["text"] == deltas == message["content"] == streamed == kept["text"]
    assert plain["text"] == response["output"][0]["content"][0]["text"]
    assert plain["citations"] == kept["citations"] == [json.loads(d) for name, d in told if name == "citation"]
    assert cited == message["annotations"] != []
    assert chat["usage"] == {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    assert ready["model"] == "tiny: answering"
    assert 'waymark_tokens_total{kind="prompt"} 5000.0' in measured


def test_a_model_that_fails_in_the_middle_of_a_stream_is_followed_by_the_whole_answer_that_annotations_are_of(
    tmp_path: Path,
) -> None:
    own = Assistant(kitchen).ask(QUESTION)
    with (
        model_listening(ModelServer(mode="fin_mid_stream")) as server,
        calling(kitchen_app(tmp_path, opened(server), model="tiny")) as client,
    ):
        text, cited = chat_told(client.post("/v1/chat/completions", json={**CHAT, "stream": True}).text)
        told = events_of(client.post("/v1/responses", json={**RESPONSE, "stream": True}).text)
        ready = client.get("/readyz").json()
    assert text.endswith(f", so this answer was put together without it.\n\n{own.text}")
    (part,) = json.loads(told[-1][1])["response"]["output"][0]["content"]
    for whole, found in ((text, [a["url_citation"] for a in cited]), (part["text"], part["annotations"])):
        assert found
        for one in found:
            cut = whole[one["start_index"] : one["end_index"]]
            assert cut in own.text
            assert re.search(r"\[\d+\]", cut)
    assert ready["model"] == "tiny: failing"


async def all_forms(url: str) -> Mapping[str, tuple[int, str, float]]:
    """The status, the body and the seconds of each form of the question, asked at once."""
    asked = {
        "whole": ("/v1/ask", {"question": QUESTION}),
        "streamed": ("/v1/ask", {"question": QUESTION, "stream": True}),
        "chat": ("/v1/chat/completions", {**CHAT, "stream": True}),
        "response": ("/v1/responses", {**RESPONSE, "stream": True}),
    }
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:

        async def ask(path: str, body: dict[str, Any]) -> tuple[int, str, float]:
            started = time.monotonic()
            response = await client.post(path, json=body)
            return response.status_code, response.text, time.monotonic() - started

        found = await asyncio.gather(*(ask(*one) for one in asked.values()))
    return dict(zip(asked, found, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_ends_in_time_in_a_labelled_answer_in_every_form(tmp_path: Path, mode: str) -> None:
    own = Assistant(kitchen).ask(QUESTION)
    with model_listening(ModelServer(mode=mode)) as server, listening(kitchen_app(tmp_path, opened(server))) as url:
        found = asyncio.run(all_forms(url))
    assert {status for status, _, _ in found.values()} == {200}
    assert max(seconds for _, _, seconds in found.values()) < HURRY.whole + SLACK
    whole = json.loads(found["whole"][1])
    told = events_of(found["streamed"][1])
    done = json.loads(told[-1][1])
    for answer in (whole, done):
        assert (answer["text"], answer["model"]) == (own.text, "extractive")
        assert answer["degraded"].startswith("The language model ")
    names = [name for name, _ in told]
    assert ("replaced" in names) == (mode in IN_THE_MIDDLE)
    begin = names.index("replaced") if "replaced" in names else 0
    assert "".join(json.loads(data)["text"] for name, data in told[begin:] if name == "delta") == own.text
    text, _ = chat_told(found["chat"][1])
    assert text.endswith(own.text)
    assert '"degraded": "The language model ' in found["chat"][1]
    last = json.loads(events_of(found["response"][1])[-1][1])
    assert last["response"]["output"][0]["content"][0]["text"].endswith(own.text)
    assert not any(SECRET in body for _, body, _ in found.values())
