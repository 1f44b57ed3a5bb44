"""The HTTP service over small libraries: called in this process, or on a real socket of this machine."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from kitchen import kitchen
from starlette.testclient import TestClient

from rag.assistant import Assistant
from rag.events import Event
from rag.records import Turn
from rag.service.app import make_app
from rag.service.protocol import Bounded
from rag.store import Store

HOW_LONG = "How long does the stock phase of the Soup Roadmap take?"  # is answered with a citation


def kitchen_app(home: Path, assistant: Assistant | None = None, **options: Any) -> FastAPI:
    """The service over the kitchen's library, with what it keeps in `home`."""
    return make_app(assistant or Assistant(kitchen), Store(home / "conversations.sqlite3"), **options)


@contextmanager
def calling(app: FastAPI, key: str | None = None) -> Iterator[TestClient]:
    """A client of `app` on the same machine."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        client=("127.0.0.1", 5000),
        headers=headers,
        raise_server_exceptions=False,
    ) as client:
        yield client


_SERVERS: dict[str, uvicorn.Server] = {}


def stop(url: str) -> None:
    """Tell the server at `url` to stop, as a signal would."""
    _SERVERS[url].should_exit = True


@contextmanager
def listening(app: FastAPI, grace: int = 5, http: type[Bounded] = Bounded) -> Iterator[str]:
    """The address of `app`, served on a free port for as long as the block runs; `grace` and `http` as of uvicorn."""
    config = uvicorn.Config(app, port=0, http=http, log_config=None, access_log=False, timeout_graceful_shutdown=grace)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    (port,) = {socket.getsockname()[1] for one in server.servers for socket in one.sockets}
    url = f"http://127.0.0.1:{port}"
    _SERVERS[url] = server
    try:
        yield url
    finally:
        stop(url)
        thread.join(10)
        del _SERVERS[url]


def events_of(text: str) -> list[tuple[str, str]]:
    """The name and the data of each server-sent event in a body."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields.get("event", ""), fields["data"]))
    return found


class Troubled(Assistant):
    """Answers over the kitchen until `trouble` says otherwise: it is called before a question, and may raise or wait.

    After `told` events of a stream it is called again.
    """

    def __init__(self, trouble: Callable[[], None], told: int | None = None) -> None:
        super().__init__(kitchen)
        self.trouble, self.told = trouble, told

    def ask(self, question: str, history: Sequence[Turn] = (), k: int = 20, profile: Any = None) -> Any:
        """The answer, after the trouble."""
        if self.told is None:
            self.trouble()
        return super().ask(question, history, k, profile)

    async def stream(
        self, question: str, history: Sequence[Turn] = (), k: int = 20, profile: Any = None
    ) -> AsyncGenerator[Event, None]:
        """The events, with the trouble among them."""
        number = 0
        async for event in super().stream(question, history, k, profile):
            if number == self.told:
                self.trouble()
            yield event
            number += 1


class Endless(Assistant):
    """Tells the passages and then nothing more; `closed` counts the streams that were closed."""

    def __init__(self) -> None:
        super().__init__(kitchen)
        self.closed = 0

    async def stream(
        self, question: str, history: Sequence[Turn] = (), k: int = 20, profile: Any = None
    ) -> AsyncGenerator[Event, None]:
        """The first event of the answer."""
        try:
            async for event in super().stream(question, history, k, profile):
                yield event
                await asyncio.sleep(3600)
        finally:
            self.closed += 1
