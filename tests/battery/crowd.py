"""O: more clients than can be served, and connections that only hold a place."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from random import Random
from urllib.parse import urlsplit

from load import Measured, loaded, share
from serving import HOW_LONG

from battery.lost_turns import Service
from battery.row import Bench, Row, Trial, Try

_QUESTIONS = (HOW_LONG, "What is stock?", "Which roadmaps name knife work?", "What should I learn next?")
_HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
_HELD = {
    "idle": b"",
    "half a header": b"POST /v1/ask HTTP/1.1\r\nHo",
    "half a body": _HEAD + b"Content-Length: 900\r\n\r\n{",
    "never reading": b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20,
}  # fmt: skip


def draw(chance: Random, number: int) -> list[Trial]:
    """Many clients alone, and then as many beside connections of each kind."""
    kinds = [*_HELD]
    chance.shuffle(kinds)
    return [{"clients": 60, "held": held, "connections": 150, "seconds": 8} for held in ("", *kinds)][:number]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    def attempt(trial: Trial) -> str | None:
        service = Service(bench.folder, "open" if weak else "")
        try:
            with ExitStack() as held:
                parts = urlsplit(service.url)
                for _ in range(trial["connections"] if trial["held"] else 0):
                    connection = held.enter_context(socket.create_connection((parts.hostname, parts.port)))
                    connection.sendall(_HELD[trial["held"]])
                measured = asyncio.run(loaded(service.url, trial["clients"], trial["seconds"], _QUESTIONS))
        finally:
            service.kill()
        return judged(measured)

    yield attempt


def judged(measured: Measured) -> str | None:
    """What is wrong with how a crowd was served."""
    refused, answered = measured.statuses[503], measured.statuses[200]
    wrong = {
        f"statuses {dict(measured.statuses)}": sum(measured.statuses.values()) != refused + answered,
        f"{measured.differing} answers differ from those to one client": measured.differing > 0,
        f"nobody was refused, and {answered} waited": not refused,
        f"a refusal took {share(measured.refusals, 0.95):.2f} s": share(measured.refusals, 0.95) > 1.0,
        f"health took {share(measured.health, 0.99):.2f} s": share(measured.health, 0.99) > 1.0,
        f"only {answered} answers": answered < 50,
    }
    return next((what for what, is_so in wrong.items() if is_so), None)


ROW = Row(
    "O2",
    "60 clients without a pause, alone and beside 150 connections that are idle, half sent or never read (8 s each)",
    {"change": 1, "nightly": 5},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "takes in all that come",
    alone=True,
)
