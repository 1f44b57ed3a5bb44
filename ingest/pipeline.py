"""Running an ingest: the builder works in a process of its own, and this one watches it."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ingest import errors
from ingest.errors import IngestFailedError, WaymarkError
from ingest.records import IngestReport
from ingest.settings import Settings

_REPORT = TypeAdapter(IngestReport)


def ingest(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    forget: Sequence[Path] = (),
    dry_run: bool = False,
    rebuild: bool = False,
    on_event: Callable[[Mapping[str, Any]], None] = lambda _event: None,
) -> IngestReport:
    """Bring the index up to date with the corpus, the remembered paths and `paths`, and report what changed.

    `on_event` is told of progress: `{"stage": "read" | "model" | "embed" | "statements" | "write" | "check"}`, with
    `done` and `total` where they are known. Raises a WaymarkError when no new index was published; the old one
    then still answers.
    """
    request = {
        "settings": settings.model_dump(mode="json"),
        "add": [str(p) for p in paths],
        "forget": [str(p) for p in forget],
        "dry_run": dry_run,
        "rebuild": rebuild,
    }
    # Standard input stays open while the builder runs: when this process dies, it closes and the builder ends.
    with subprocess.Popen(
        [sys.executable, "-m", "ingest.builder"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as builder:
        assert builder.stdin is not None  # noqa: S101 - both were asked for above
        assert builder.stdout is not None  # noqa: S101
        builder.stdin.write(json.dumps(request) + "\n")
        builder.stdin.flush()
        last: Mapping[str, Any] = {}
        try:
            for line in builder.stdout:
                last = json.loads(line)
                if "stage" in last:
                    on_event(last)
        except BaseException:
            builder.kill()
            raise
        builder.wait()
    if "report" in last:
        return _REPORT.validate_python(last["report"])
    raise _failure(last, builder.returncode)


def _failure(last: Mapping[str, Any], status: int) -> WaymarkError:
    kind = getattr(errors, str(last.get("error", "")), IngestFailedError)
    message = last.get("message") or f"The builder stopped (exit status {status}) before the new index was published. The old one still answers; run `waymark ingest` again."
    error: WaymarkError = kind(message)
    return error
