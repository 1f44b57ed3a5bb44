"""What comes before a request's body and beside it is bounded, on real sockets."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import serving
from serving import kitchen_app

from rag.service.protocol import Bounded

_GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
_POST = b"POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
_ENDLESS = {
    "one header": (_GET + b"X: ", b"a" * 10_000),
    "headers": (_GET, b"X: a\r\n" * 2000),
    "an address": (b"GET /", b"a" * 10_000),
    "the size of a chunk": (_POST + b"1;", b"a" * 10_000),
    "what follows the chunks": (_POST + b"0\r\n", b"X: a\r\n" * 2000),
    "empty lines": (b"", b"\r\n" * 5000),
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving.listening(kitchen_app(tmp_path_factory.mktemp("service"))) as url:
        yield url


def connected(url: str) -> closing[socket.socket]:
    parts = urlsplit(url)
    return closing(socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20))


@pytest.mark.parametrize("what", _ENDLESS)
def test_what_has_no_end_is_cut_off_soon(url: str, what: str) -> None:
    head, more = _ENDLESS[what]
    sent = 0
    with connected(url) as connection, suppress(ConnectionError):
        connection.sendall(head)
        while sent < 50_000_000:
            connection.sendall(more)
            sent += len(more)
    assert sent < 20_000_000  # what the sockets' buffers hold, and what was read at once
    assert httpx.get(f"{url}/healthz").status_code == 200


def test_a_long_body_in_small_chunks_is_none_of_that(url: str) -> None:
    text = b'{"query": "stock", "k": 5}' + b" " * 100_000
    pieces = (text[at : at + 100] for at in range(0, len(text), 100))
    answer = httpx.post(f"{url}/v1/search", content=pieces, headers={"Content-Type": "application/json"}, timeout=20)
    assert answer.status_code == 200


def test_many_requests_on_one_connection_are_none_of_that(url: str) -> None:
    with httpx.Client(base_url=url) as client:
        assert {client.get("/healthz", headers={"X": "a" * 30_000}).status_code for _ in range(5)} == {200}


class Hasty(Bounded):
    """Waits for headers half a second."""

    SECONDS = 0.5


@pytest.mark.parametrize("begun", [b"", _GET, _GET + b"\r\nGET /h"])
def test_headers_that_do_not_come_are_waited_for_in_vain_only_so_long(tmp_path: Path, begun: bytes) -> None:
    with serving.listening(kitchen_app(tmp_path), http=Hasty) as url, connected(url) as connection:
        started = time.monotonic()
        connection.sendall(begun)
        told = b"".join(iter(lambda: connection.recv(65_536), b""))
        assert told.endswith(b"The headers took too long.")
        assert 0.4 < time.monotonic() - started < 10
