"""The two systems behind HTTP, each in two worker processes, under clients that ask without a pause."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode

from eval.bench.child import K
from eval.bench.figures import percentile
from eval.bench.jobs import System
from eval.errors import BenchError

WORKERS = 2
_PATIENCE = 60.0  # seconds for a service to come up
_OK = 200

Request = tuple[str, str, str | None]  # method, path and body


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients got: answers a second, the 95th percentile of their times, how many were not answered."""

    clients: int
    per_second: float
    p95_ms: float
    unanswered: int


def under_load(
    system: System, folder: Path, queries: Sequence[str], clients: Sequence[int], seconds: float
) -> list[Load]:
    """How the service of `system` over the index in `folder` fares, first warmed up, with each number of clients."""
    requests = [_REQUESTS[system](query) for query in queries]
    with _served(system, folder) as port:
        _load(port, requests, max(clients), seconds / 2)
        return [_load(port, requests, number, seconds) for number in clients]


def _to_waymark(query: str) -> Request:
    return "POST", "/v1/search", json.dumps({"query": query, "k": K})


def _to_rival(query: str) -> Request:
    return "GET", f"/search?{urlencode({'query': query, 'k': K})}", None


_REQUESTS: dict[System, Callable[[str], Request]] = {"waymark": _to_waymark, "langchain": _to_rival}


@contextmanager
def _served(system: System, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    if system == "waymark":
        serving = f"from rag.service.start import serve; serve('127.0.0.1', {port}, {WORKERS})"
        command, environment = [sys.executable, "-c", serving], {"WAYMARK_HOME": str(folder)}
    else:
        at = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS), "--no-access-log"]
        command = [sys.executable, "-m", "uvicorn", "eval.bench.rival_app:app", *at]
        environment = {"WAYMARK_BENCH_RIVAL": str(folder)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env={**os.environ, **environment}, stdout=quiet, stderr=quiet
    ) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + _PATIENCE
    while perf_counter() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise BenchError(f"A service of the benchmark did not come up at port {port}. Run it again.")


def _load(port: int, requests: Sequence[Request], clients: int, seconds: float) -> Load:
    """Clients with a connection each, which ask one thing after another until the time is over."""
    until = perf_counter() + seconds
    times: list[float] = []
    unanswered: list[int] = []

    def ask_on(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        for method, path, body in cycle([*requests[first:], *requests[:first]]):
            started = perf_counter()
            if started > until:
                break
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            if response.status == _OK:
                times.append(1000 * (perf_counter() - started))
            else:
                unanswered.append(response.status)
        connection.close()

    threads = [threading.Thread(target=ask_on, args=(n * len(requests) // clients,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not times:
        raise BenchError(f"A service of the benchmark answered nothing (status {unanswered[:1]}). Run it again.")
    return Load(clients, len(times) / seconds, percentile(times, 95), len(unanswered))
