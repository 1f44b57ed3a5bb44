"""B2: raw bodies that nobody would send in good faith, on real sockets."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import serving
from fastapi import FastAPI, Request
from kitchen import kitchen
from raw_bodies import BY_THE_PARSER, PATHS, READABLE, SENT, exchanged, raw
from serving import kitchen_app

from battery.row import Bench, Row, Trial, Try
from rag.assistant import Assistant

_MEMORY = 50_000  # kilobytes
_SECRETS = (b"zzz", b"__proto__", b"xxxx", b"kkkk", b"0x10")  # of what is sent, nothing comes back


def draw(chance: Random, number: int) -> list[Trial]:
    """Each body on each route, in an order of chance."""
    cases: list[Trial] = [{"body": name, "route": route} for name in (*SENT, *raw()) for route in PATHS]
    chance.shuffle(cases)
    return cases[:number]


def _careless() -> FastAPI:
    """The weak twin: a service that takes bodies as its framework does, without bounds or a writer of refusals."""
    app, assistant = FastAPI(), Assistant(kitchen)

    async def ask(request: Request) -> dict[str, str]:
        body = json.loads(await request.body())
        return {"text": assistant.ask(body.get("question", "")).text}

    for path in PATHS:
        app.post(path)(ask)
    return app


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    sent = {name: (f"Content-Type: application/json\r\nContent-Length: {len(b)}\r\n", b) for name, b in SENT.items()}
    sent |= raw()
    with serving.listening(_careless() if weak else kitchen_app(bench.folder)) as url:

        def attempt(trial: Trial) -> str | None:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            status, body = exchanged(url, trial["route"], *sent[trial["body"]])
            if trial["body"] in READABLE and status == 200:
                return None
            if not 400 <= status < 500:
                return f"it was answered with the status {status}"
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before > _MEMORY:
                return "it took more than 50 MB"
            if trial["body"] not in BY_THE_PARSER and not json.loads(body)["error"]["message"]:
                return "the refusal says nothing"
            return "the refusal repeats what was sent" if any(secret in body for secret in _SECRETS) else None

        yield attempt


ROW = Row(
    "B2",
    "a raw body is no JSON, of the wrong form, too long, packed or sent with lying headers",
    {"change": 186, "nightly": 186},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "takes bodies as the framework does",
)
