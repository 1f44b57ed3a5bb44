"""X2: pages that are too long, too slow, packed, endless or of the wrong kind."""

import gzip
import resource
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

from web import drip, listening, network, response

from battery.row import Bench, Row, Trial, Try
from ingest.errors import FetchError
from ingest.fetch import MOST_HOPS, SECONDS, fetch

_SLACK = 2.0  # seconds that a busy machine may add
_MEMORY = 50_000  # kilobytes


def _endless(head: bytes, part: bytes) -> Callable[[socket.socket, str], None]:
    def serve(connection: socket.socket, _path: str) -> None:
        connection.sendall(head)
        for _ in range(1_000_000_000 // len(part)):
            connection.sendall(part)

    return serve


def _slow_head(connection: socket.socket, _path: str) -> None:
    connection.sendall(b"HTTP/1.1 200 X\r\n")
    for number in range(600):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def _silent(_connection: socket.socket, _path: str) -> None:
    time.sleep(30)


def _always(data: bytes) -> Callable[[socket.socket, str], None]:
    return lambda connection, _path: connection.sendall(data)


_OK = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n"
KINDS: dict[str, Callable[[socket.socket, str], None]] = {  # the first is one over which the weak twin does not sit
    "a gzip bomb": _always(response(gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")),
    "a byte at a time": drip,
    "a header at a time": _slow_head,
    "silence": _silent,
    "one gigabyte": _endless(_OK + b"Content-Length: 1000000000\r\n\r\n", b"x" * 100_000),
    "endless chunks": _endless(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"186a0\r\n" + b"x" * 100_000 + b"\r\n"),
    "endless headers": _endless(_OK, b"X-Long: " + b"y" * 10_000 + b"\r\n"),
    "a redirect to itself": _always(response(b"", 302, Location="/")),
    "another kind": _always(response(b"\x89PNG", Content_Type="image/png")),
    "no kind": _always(response(b"<p>x</p>", Content_Type="")),
}


def draw(_chance: Random, number: int) -> list[Trial]:
    """Each kind, with a fifth of the time; where there are more trials, then with all of it."""
    return [{"kind": kind, "seconds": s} for s in (SECONDS / 5, SECONDS) for kind in KINDS][:number]


@contextmanager
def subject(_bench: Bench, *, weak: bool) -> Iterator[Try]:
    def attempt(trial: Trial) -> str | None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with listening(KINDS[trial["kind"]]) as (port, asked):
            started, refused = time.monotonic(), False
            try:
                if weak:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=trial["seconds"]).read()
                else:
                    fetch("http://site.example/", network(port), trial["seconds"])
            except (FetchError, urllib.error.URLError, OSError) as error:
                refused = isinstance(error, FetchError)
            took = time.monotonic() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        if not refused:
            return "it was not refused in a sentence"
        if took > trial["seconds"] + _SLACK or len(asked) > MOST_HOPS + 1 or grown > _MEMORY:
            return f"it took {took:.1f} s, {len(asked)} requests and {grown} kB"
        return None

    yield attempt


ROW = Row(
    "X2",
    "a page is too long, too slow, packed, endless or of the wrong kind",
    {"change": 10, "nightly": 20},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "reads whatever comes",
)
