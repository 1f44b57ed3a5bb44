"""L: a language model's endpoint that fails in each of the ways in which endpoints are known to fail."""

import asyncio
import itertools
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import httpx
import serving
from endpoint import SECRET
from kitchen import kitchen
from model_server import FAULTS, ModelServer, listening
from serving import HOW_LONG, events_of, kitchen_app

from battery.row import Bench, Row, Trial, Try
from rag.assistant import Assistant
from rag.deadlines import Deadlines
from rag.llm import LanguageModel
from rag.records import Answer
from rag.worded.wording import Wording

_HURRY = replace(Deadlines().stretched(0.1), wait=0.5)  # a tenth of the usual deadlines
_SLACK = 3.0  # seconds that a busy machine may add
_PATIENCE = _HURRY.whole + 2 * _SLACK  # seconds after which a client leaves: it has waited too long by then
_MEMORY = 50_000  # kilobytes
_LABEL = "so this answer was put together without it."


def draw(chance: Random, number: int) -> list[Trial]:
    """Each fault on each route, streamed and not; where there are fewer trials, each fault on one of them."""
    ways = [(route, streamed) for route in ("/v1/ask", "/v1/chat/completions", "/v1/responses") for streamed in (0, 1)]
    if number <= len(FAULTS):
        chosen = [(fault, chance.choice(ways)) for fault in FAULTS]
    else:
        chosen = [(fault, way) for fault in FAULTS for way in ways]
    chance.shuffle(chosen)
    return [{"fault": f, "route": route, "stream": bool(streamed)} for f, (route, streamed) in chosen[:number]]


class Trusting(Assistant):
    """The weak twin: it passes on what the endpoint says, and waits for it as the client does by default."""

    def __init__(self, url: str) -> None:
        super().__init__(kitchen)
        self.url = url

    def ask(self, question: str, *_: object) -> Answer:  # type: ignore[override] # only asked so
        """The words of the endpoint."""
        answer = super().ask(question)
        body = {"messages": [{"role": "system", "content": ""}, {"role": "user", "content": question}]}
        told = httpx.post(f"{self.url}/chat/completions", json=body, timeout=_PATIENCE)
        return replace(answer, text=told.text, model="tiny")


def opened(server: ModelServer) -> Assistant:
    """An assistant over the kitchen whose answers are worded by the server's model, in a hurry."""
    numbers = itertools.count(0xA00000)
    return Assistant(kitchen, Wording(LanguageModel(server.settings, deadlines=_HURRY), lambda: f"{next(numbers):06x}"))


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    own = Assistant(kitchen).ask(HOW_LONG)

    def attempt(trial: Trial) -> str | None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with listening(ModelServer(mode=trial["fault"])) as server:
            app = kitchen_app(bench.folder, Trusting(server.url) if weak else opened(server))
            with serving.listening(app, grace=1) as url:
                started = time.monotonic()
                told = told_by(url, trial)
                took = time.monotonic() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        if took > _HURRY.whole + _SLACK or len(server.requests) > 2 or grown > _MEMORY:
            return f"{took:.1f} s, {len(server.requests)} calls and {grown} kB more"
        if own.text not in told:
            return f"the program's own answer is not given: {told[-200:]!a}"
        if trial["route"] == "/v1/ask" and _LABEL not in told:
            return "the answer does not say that it is the program's own"
        return "the endpoint's key is told" if SECRET in told else None

    yield attempt


def told_by(url: str, trial: Trial) -> str:
    """All the text of the response, its JSON decoded; raises TimeoutError for one that is not whole in time."""
    asked = {
        "/v1/ask": {"question": HOW_LONG},
        "/v1/chat/completions": {"model": "waymark", "messages": [{"role": "user", "content": HOW_LONG}]},
        "/v1/responses": {"model": "waymark", "input": HOW_LONG},
    }[trial["route"]]
    response = asyncio.run(_posted(f"{url}{trial['route']}", {**asked, "stream": trial["stream"]}))
    if response.status_code != 200:
        return f"status {response.status_code}: {response.text}"
    if not trial["stream"]:
        return " ".join(texts_in(response.json()))
    events = [json.loads(data) for _, data in events_of(response.text) if data != "[DONE]"]
    pieces = (choice["delta"].get("content") or "" for event in events for choice in event.get("choices", ()))
    return " ".join(["".join(pieces), *texts_in(events)])


async def _posted(url: str, body: dict[str, Any]) -> httpx.Response:
    async with httpx.AsyncClient(timeout=_PATIENCE) as client, asyncio.timeout(_PATIENCE):  # of a read, and of all
        return await client.post(url, json=body)


def texts_in(data: object) -> list[str]:
    """Every text in JSON data."""
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in texts_in(part)]


ROW = Row(
    "L",
    "the language model's endpoint fails in 26 ways, on three routes, streamed and not (deadlines 1:10)",
    {"change": 26, "nightly": 156},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "passes on what the endpoint says",
)
