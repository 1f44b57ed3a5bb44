"""Who may talk to the chat page: pages of this machine, by the names that only this machine has."""

import base64
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import served

from ui.serve import APP

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """That of a chat page."""
    paths = os.pathsep.join([str(Path(APP).parent.parent), os.environ.get("PYTHONPATH", "")])
    with served(APP, tmp_path_factory.mktemp("chat"), PYTHONPATH=paths) as address:
        yield urlsplit(address).port or 0


def told(port: int, host: str, origin: str) -> bytes:
    """The first line of what a browser gets that opens the page's connection."""
    head = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
        "Sec-WebSocket-Version: 13",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        return connection.recv(4096).split(b"\r\n")[0]


def test_the_page_talks_to_itself(port: int) -> None:
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert b" 101 " in told(port, host, f"http://{host}")


def test_another_page_gets_nothing(port: int) -> None:
    assert b" 403 " in told(port, f"127.0.0.1:{port}", "http://evil.example")


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", ""])  # noqa: S104 - a name that a browser may send
def test_a_name_that_was_made_to_lead_here_gets_nothing(port: int, name: str) -> None:
    host = f"{name}:{port}"
    assert b" 403 " in told(port, host, f"http://{host}")
