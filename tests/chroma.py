"""A real Chroma server on a port of this machine: `chroma run`, to be stopped, killed, frozen and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CHROMA = Path(sys.executable).with_name("chroma")
_PATIENCE = 30.0  # seconds for a start


class Chroma:
    """The server over what is in `folder`, at one address for all its lives."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder, self.port = folder, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [_CHROMA, "run", "--path", self.folder, "--host", "127.0.0.1", "--port", str(self.port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        )
        until = time.monotonic() + _PATIENCE
        while not self.answers():
            assert self._process.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1).close()  # noqa: S310 - ours
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End it by SIGKILL."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None

    def freeze(self) -> None:
        """Stop it by SIGSTOP: it still takes connections, and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def chroma_in(folder: Path) -> Iterator[Chroma]:
    """A server over what is in `folder`, for as long as the block runs."""
    server = Chroma(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
