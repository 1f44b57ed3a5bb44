"""The service over the kitchen in a process: `python kitchen_service.py HOME [weak]` prints its port and serves.

`weak` is the one whose store confirms what it has not written yet.
"""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from kitchen import kitchen

from rag.assistant import Assistant
from rag.service.app import make_app
from rag.store import Store

_EVERY = 10  # transactions that the weak twin writes at once


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


def main(home: Path, *, weak: bool) -> None:
    """Serve until killed."""
    file = home / "conversations.sqlite3"
    app = make_app(Assistant(kitchen), LazyStore(file) if weak else Store(file))
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False)
    socket = config.bind_socket()
    print(socket.getsockname()[1], flush=True)  # noqa: T201 - for the process that started this one
    uvicorn.Server(config).run(sockets=[socket])


if __name__ == "__main__":
    main(Path(sys.argv[1]), weak="weak" in sys.argv[2:])
