"""Running one of our own modules in a process of its own that never outlives this one."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import ingest

ROOT = Path(ingest.__file__).parent.parent  # -m looks in the working folder first: a stranger's `ingest` is not run


@dataclass(frozen=True, slots=True)
class Child:
    """A module at work: it reads `given`, and what it writes on standard output comes line by line from `said`."""

    process: subprocess.Popen[str]
    given: IO[str]
    said: IO[str]
    complaints: IO[bytes]

    def tell(self, line: str) -> None:
        """Write one line to its standard input, which stays open: its end is how the child learns of ours."""
        with suppress(BrokenPipeError):  # one that has ended already tells why by its status
            self.given.write(line + "\n")
            self.given.flush()

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        self.said.read()
        return self.process.wait()

    def last_words(self) -> str:
        """The last line that it wrote on standard error, or an empty string."""
        self.complaints.seek(0)
        lines = self.complaints.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


@contextmanager
def running(module: str, *arguments: str) -> Iterator[Child]:
    """The module at work for as long as the block runs; killed when the block ends by an exception."""
    command = [sys.executable, "-m", module, *arguments]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603 - our own module, arguments passed as a list
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
        ) as process,
    ):
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both pipes were asked for")
        try:
            yield Child(process, process.stdin, process.stdout, complaints)
        except BaseException:
            process.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()


def end_with_parent() -> None:
    """In a child: stop at once when standard input closes, which means that the parent is gone."""

    def watch() -> None:
        while sys.stdin.read(1):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
