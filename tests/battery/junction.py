"""A relay between two ends of a connection that can be cut, as a lost network or a stopped server cuts it."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_AT_ONCE = struct.pack("ii", 1, 0)  # for SO_LINGER: the other end is told by a reset, not by an end in order


class Junction:
    """Passes on what comes to `url` to the server at another address, until it is cut."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._is_cut, self._open = False, set[socket.socket]()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, seconds: float) -> None:
        """Reset every connection, and every new one for so long."""
        self._is_cut = True
        self._reset(*self._open)
        time.sleep(seconds)
        self._is_cut = False

    def close(self) -> None:
        """Take in nobody any more."""
        self._listener.close()
        self._reset(*self._open)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._is_cut:
                    self._reset(near)
                    continue
                far = socket.create_connection(self._server)
                self._open |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open -= {one, other}

    @staticmethod
    def _reset(*connections: socket.socket) -> None:
        for connection in connections:
            with suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                connection.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads
            connection.close()


@contextmanager
def junction_to(server: str) -> Iterator[Junction]:
    """A junction before `server` for as long as the block runs."""
    junction = Junction(server)
    try:
        yield junction
    finally:
        junction.close()
