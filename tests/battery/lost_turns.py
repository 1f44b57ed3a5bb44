"""D2: the service killed while it keeps conversations."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

import httpx
import psutil
from serving import HOW_LONG

from battery.builders import HERE, environment
from battery.row import Bench, Row, Trial, Try
from rag.conversations import Conversations
from rag.store import FILE, Store

_CLIENTS = 4
_READY = 15.0  # seconds, or twice what the first start took: other work may keep the machine busy


def draw(chance: Random, number: int) -> list[Trial]:
    """Each one kill at some time."""
    return [{"after": round(chance.uniform(0.05, 1.0), 3)} for _ in range(number)]


class Service:
    """The service over the kitchen in a process of its own, at `url` once it is ready."""

    def __init__(self, home: Path, twin: str = "") -> None:
        command = [sys.executable, str(HERE / "kitchen_service.py"), str(home), twin]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment()
        )
        assert self.process.stdout is not None
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"
        self.await_readiness()

    def await_readiness(self) -> None:
        """Wait until it is ready; `seconds` then says how long its process has been there."""
        started = psutil.Process(self.process.pid).create_time()
        while not self._is_ready():
            time.sleep(0.02)
        self.seconds = time.time() - started

    def _is_ready(self) -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        return False

    def kill(self) -> None:
        """End it as nothing can prevent."""
        self.process.kill()
        self.process.communicate()


class Client:
    """One who asks in a conversation of their own without a pause, and counts what was confirmed and what was sent."""

    def __init__(self, url: str) -> None:
        self.id = httpx.post(f"{url}/v1/conversations", timeout=10).json()["id"]
        self.url, self.sent, self.confirmed = url, 0, 0
        self.thread = threading.Thread(target=self._ask, daemon=True)
        self.thread.start()

    def _ask(self) -> None:
        with suppress(httpx.HTTPError), httpx.Client(base_url=self.url, timeout=10) as client:
            while True:
                self.sent += 1
                asked = {"question": HOW_LONG, "conversation_id": self.id}
                self.confirmed += client.post("/v1/ask", json=asked).json()["kept"]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    home, twin = bench.folder / "home", "lazy" if weak else ""
    home.mkdir()
    service = Service(home, twin)
    first = service.seconds

    def attempt(trial: Trial) -> str | None:
        nonlocal service
        clients = [Client(service.url) for _ in range(_CLIENTS)]
        until = time.monotonic() + _READY
        while not all(client.confirmed for client in clients) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(trial["after"])
        service.kill()
        for client in clients:
            client.thread.join(15)
        service = Service(home, twin)
        if service.seconds > max(_READY, 2 * first):
            return f"the service took {service.seconds:.1f} s to be ready again"
        return kept(home / FILE, clients)

    try:
        yield attempt
    finally:
        service.kill()


def kept(file: Path, clients: list[Client]) -> str | None:
    """What is wrong with what is kept of the clients' conversations."""
    with closing(sqlite3.connect(file)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        return f"the database is damaged: {verdict}"
    conversations = Conversations(Store(file))
    for client in clients:
        turns = conversations.get("", client.id).turns
        if not client.confirmed <= len(turns) <= client.sent:
            return f"of {client.confirmed} confirmed turns ({client.sent} sent), {len(turns)} are kept"
        if not all(turn.answer["text"] and turn.answer["citations"] for turn in turns):
            return "a turn is kept by half"
    return None


ROW = Row(
    "D2",
    f"the service is killed (SIGKILL) while {_CLIENTS} clients' conversations are kept",
    {"change": 5, "nightly": 100},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "confirms a turn before it is written",
)
