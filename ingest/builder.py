"""The builder's process: `python -m ingest.builder` does one request and tells of its progress.

It reads the request as a line of JSON from standard input and writes one JSON event a line on standard output, the
report or the error last. When standard input closes, its parent is gone and it ends at once.
"""

import errno
import json
import math
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ingest.build import build
from ingest.child import end_with_parent
from ingest.errors import STILL_ANSWERS, IngestFailedError, WaymarkError
from ingest.request import Request

_LITTLE = 200.0  # megabytes free, below which a failure is put down to them
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}  # whatever room there is


def main() -> int:
    """Do one request; the exit status is 0 when the index is up to date."""
    wire = _take_standard_output()
    request = Request.from_line(sys.stdin.readline())
    end_with_parent()
    try:
        report = build(request, lambda event: _send(wire, event))
    except Exception as error:  # noqa: BLE001 - whatever went wrong must reach the user as one sentence
        failure = error if isinstance(error, WaymarkError) else _explained(error, request.settings.home)
        _send(wire, {"error": type(failure).__name__, "message": str(failure)})
        return 1
    _send(wire, {"report": asdict(report)})
    return 0


def _take_standard_output() -> IO[str]:
    """Standard output for events alone: what a third party prints goes to standard error instead."""
    wire = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return wire


def _send(wire: IO[str], event: Mapping[str, Any]) -> None:
    wire.write(json.dumps(event) + "\n")
    wire.flush()


def _explained(error: Exception, home: Path) -> IngestFailedError:
    """What to tell the user of a failure that is none of ours: a full or read-only disk, or a third party's."""
    free = _megabytes_free(home)
    if isinstance(error, OSError):
        what = f"{error.filename or home}: {error.strerror or error}"
        story, advice = f"The index could not be written: {what}.", "Correct the permissions"
    else:
        what = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        story, advice = f"The index could not be built in {home} ({what}).", "Correct what is named there"
    is_forbidden = isinstance(error, OSError) and error.errno in _FORBIDDEN
    if free < _LITTLE and not is_forbidden:
        story = f"The disk of {home} has only {free:.1f} MB free, so no new index could be written ({what})."
        advice = "Free some space"
    return IngestFailedError(f"{story} {STILL_ANSWERS} {advice}, then run `waymark ingest` again.")


def _megabytes_free(home: Path) -> float:
    try:
        return shutil.disk_usage(home).free / 1e6
    except OSError:
        return math.inf


if __name__ == "__main__":
    sys.exit(main())
