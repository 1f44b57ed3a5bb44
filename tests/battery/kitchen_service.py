"""The service over the kitchen in a process: `python kitchen_service.py HOME [slow | lazy | open]` prints its port.

`slow` takes its time over each piece of an answer. The weak twins: `lazy` has a store that confirms what it has not
written yet, `open` takes in all who come.
"""

import asyncio
import sqlite3
import sys
import threading
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from kitchen import kitchen

from rag.assistant import Assistant
from rag.events import Delta, Event
from rag.records import Turn
from rag.service import protocol
from rag.service.app import make_app
from rag.service.limits import Admission
from rag.store import Store

_PAUSE = 0.5  # seconds before each piece of a slow answer
_EVERY = 10  # transactions that the weak twin writes at once


class SlowAssistant(Assistant):
    """Answers as a language model does that is in no hurry."""

    async def stream(
        self, question: str, history: Sequence[Turn] = (), k: int = 20, profile: Any = None
    ) -> AsyncGenerator[Event, None]:
        """The events, with a pause before each piece of the text."""
        async for event in super().stream(question, history, k, profile):
            if isinstance(event, Delta):
                await asyncio.sleep(_PAUSE)
            yield event


class LazyStore(Store):
    """Keeps a transaction open over several, and writes them together."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        with super().transaction():
            pass
        self._one = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._lock, self._made = threading.Lock(), 0

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """What is said to be written."""
        with self._lock:
            if self._made % _EVERY == 0:
                self._one.execute("BEGIN IMMEDIATE")
            yield self._one
            self._made += 1
            if self._made % _EVERY == 0:
                self._one.execute("COMMIT")

    reading = transaction


def main(home: Path, twin: str) -> None:
    """Serve until killed."""
    file = home / "conversations.sqlite3"
    store = LazyStore(file) if twin == "lazy" else Store(file)
    assistant = SlowAssistant(kitchen) if twin == "slow" else Assistant(kitchen)
    app = make_app(assistant, store, admission=Admission(10_000, 10_000) if twin == "open" else None)
    config = uvicorn.Config(app, port=0, http=protocol.NAME, timeout_keep_alive=60, log_config=None, access_log=False)
    socket = config.bind_socket()
    print(socket.getsockname()[1], flush=True)  # noqa: T201 - for the process that started this one
    uvicorn.Server(config).run(sockets=[socket])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if sys.argv[2:] else "")
