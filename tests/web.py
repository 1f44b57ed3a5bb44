"""A small web on this machine: names that resolve as they are told, and servers behind public addresses."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpcore2

from ingest.fetch import Network

PUBLIC = "93.184.215.14"  # stands for a server of the internet, which is one of this machine
ARTICLE = (
    "<html><head><title>On Broth</title><meta name=author content='Ann Ladle'></head><body><article><h1>On Broth</h1>"
    + "".join(
        f"<p>Paragraph {n}: a broth of bones simmers for {n + 3} hours in a tall pot, and wants to be skimmed.</p>"
        for n in range(6)
    )
    + "</article></body></html>"
).encode()
Serve = Callable[[socket.socket, str], None]  # a connection and the path that is asked for


def response(body: bytes, status: int = 200, **headers: str) -> bytes:
    """The bytes of a response, with its length unless headers say otherwise."""
    told = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body


def pages(served: Mapping[str, bytes]) -> Serve:
    """Gives each path its response, and 404 to others."""
    return lambda connection, path: connection.sendall(served.get(path, response(b"", 404)))


@contextmanager
def listening(serve: Serve) -> Iterator[tuple[int, list[str]]]:
    """A server on loopback: its port, and the paths that were asked for; an empty one for a connection alone."""
    asked: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(30)
            asked.append("")
            request = connection.recv(65536).decode("latin-1")
            path = request.split(" ")[1] if " " in request else ""
            asked[-1] = path
            serve(connection, path)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        listener.close()


@dataclass
class Names:
    """Resolves names as `told`, each time the next of its answers and then the last one; others as the system does."""

    told: Mapping[str, Sequence[Sequence[str]]]
    times: dict[str, int] = field(default_factory=dict)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        if host not in self.told:
            flags = socket.AI_NUMERICHOST  # no name of the real internet is asked for
            return [str(e[4][0]) for e in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)]
        answers, time_ = self.told[host], self.times.get(host, 0)
        self.times[host] = time_ + 1
        if not answers:
            raise OSError("the name is not known")
        return answers[min(time_, len(answers) - 1)]


class Dial(httpcore2.SyncBackend):
    """Connects to the server at `port` for the public address; to all others as the system does."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.dialled = port, []  # type: ignore[var-annotated] # of addresses

    def connect_tcp(self, host: str, port: int, *arguments: Any, **options: Any) -> httpcore2.NetworkStream:
        self.dialled.append(host)
        if host == PUBLIC:
            return super().connect_tcp("127.0.0.1", self.port, *arguments, **options)
        return super().connect_tcp(host, port, *arguments, **options)


def network(port: int, **names: Sequence[Sequence[str]]) -> Network:
    """The network in which `example` and the given names are known, the public address being the server at `port`."""
    told = {"site.example": [[PUBLIC]], **{f"{name}.example": answers for name, answers in names.items()}}
    return Network(Names(told), Dial(port))


def drip(connection: socket.socket, _path: str) -> None:
    """A response that never ends, a byte at a time."""
    connection.sendall(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(600):
        connection.sendall(b"x")
        time.sleep(0.05)
