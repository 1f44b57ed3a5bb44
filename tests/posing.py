"""What is no Chroma and listens in its place: it takes every request, and answers by a fault."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gzip import compress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SLOW = 5.0  # seconds before an answer that is slow
_BOMB = compress(b" " * 10**8)
_BETWEEN = 0.3  # seconds between two bytes of one that drips


class Poser(ThreadingHTTPServer):
    """Answers everything on `port` by the fault of that name."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, fault: str) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.fault = fault
        self.ended = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A caller that has left is no error."""


class _Answer(BaseHTTPRequestHandler):
    server: Poser

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with suppress(OSError):
            FAULTS[self.server.fault](self)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - as the server wants them

    def whole(self, status: int, body: bytes, **headers: str) -> None:
        """One answer, as it should be but for what it says."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, head: bytes, part: bytes, between: float = _BETWEEN) -> None:
        """An answer that does not end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + head)
        while not self.server.ended.wait(between):
            self.wfile.write(part)

    def slow(self) -> None:
        """An answer that comes late."""
        self.server.ended.wait(_SLOW)
        self.whole(200, b"{}")

    def log_message(self, *_: object) -> None:
        """Tell nobody."""


FAULTS: Mapping[str, Callable[[_Answer], None]] = {
    "an error": lambda answer: answer.whole(500, b"out of order"),
    "an error of a proxy": lambda answer: answer.whole(502, b"<html>Bad gateway</html>"),
    "a wrong key": lambda answer: answer.whole(401, b"Who are you?"),
    "a packed answer": lambda answer: answer.whole(200, _BOMB, Content_Encoding="gzip"),
    "half an answer": lambda answer: answer.whole(200, b'{"ids": [["'),
    "a page": lambda answer: answer.whole(200, b"<html>Welcome</html>"),
    "another answer": lambda answer: answer.whole(200, b'{"id": 1, "ids": [["a"]], "distances": [[null]]}'),
    "no answer": lambda answer: answer.wfile.close(),
    "a late answer": _Answer.slow,
    "an answer that drips": lambda answer: answer.drip(b"Content-Length: 100000\r\n\r\n", b" "),
    "a header that drips": lambda answer: answer.drip(b"X-Slow: ", b"a"),
    "an answer without end": lambda answer: answer.drip(b"Content-Length: 1000000000000\r\n\r\n", b" " * 1_000_000, 0),
}


@contextmanager
def posing(port: int, fault: str) -> Iterator[None]:
    """A poser, for as long as the block runs."""
    server = Poser(port, fault)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
