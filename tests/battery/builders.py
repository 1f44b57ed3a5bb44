"""Builders in processes of their own: Waymark's, and those that are made here."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.request import Request

HERE = Path(__file__).parent
REAL = ("-m", "ingest.builder")
DOOMED = str(HERE / "doomed_builder.py")
CARELESS = str(HERE / "careless_builder.py")


def environment() -> dict[str, str]:
    """That of this process, with the tests and the packages to be imported."""
    paths = [str(HERE.parent), str(HERE.parent.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def start(request: Request, builder: Sequence[str] = REAL, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """A builder that is at work on a request, under the command `before` it; its input stays open, as it has to."""
    process = subprocess.Popen(
        [*before, sys.executable, *builder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=HERE.parent.parent,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(request.to_line() + "\n")
    process.stdin.flush()
    return process


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The status of a builder once it has ended, and the lines that it wrote."""
    assert process.stdout is not None
    assert process.stdin is not None
    lines = process.stdout.read().splitlines()
    status = process.wait()
    process.stdin.close()
    process.stdout.close()
    return status, lines
