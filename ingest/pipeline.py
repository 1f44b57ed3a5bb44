"""Running an ingest: the builder works in a process of its own, and this one watches it."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ingest import errors
from ingest.child import Child, running
from ingest.errors import STILL_ANSWERS, IngestFailedError, WaymarkError
from ingest.files import real
from ingest.records import IngestReport
from ingest.request import Request
from ingest.settings import Settings

Event = Mapping[str, Any]

_REPORT = TypeAdapter(IngestReport)


def ingest(  # noqa: PLR0913 - what an ingest can be asked
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    forget: Sequence[Path] = (),
    dry_run: bool = False,
    rebuild: bool = False,
    on_event: Callable[[Event], None] = lambda _event: None,
) -> IngestReport:
    """Bring the index up to date with the corpus, the remembered paths and `paths`, and report what changed.

    `on_event` is told of progress: `{"stage": "read" | "model" | "embed" | "statements" | "glosses" | "wordings" |
    "exemplars" | "write" | "check"}`, with `done` and `total` for all but "model". Raises
    a WaymarkError when no new index was published; the old one then still answers.
    """
    add, gone = tuple(real(path) for path in paths), tuple(real(path) for path in forget)
    request = Request(settings, add, gone, dry_run=dry_run, rebuild=rebuild)
    with running("ingest.builder") as builder:
        builder.tell(request.to_line())
        last: Event = {}
        for line in builder.said:
            last = json.loads(line)
            if "stage" in last:
                on_event(last)
        status = builder.wait()
        if "report" in last:
            return _REPORT.validate_python(last["report"])
        raise _failure(builder, last, status)


def _failure(builder: Child, last: Event, status: int) -> WaymarkError:
    """The error that the builder told of, or what can be said of one that ended without a word."""
    if "error" in last:
        kind: type[WaymarkError] = getattr(errors, last["error"])
        return kind(last["message"])
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    why = f" ({builder.last_words()})" if builder.last_words() else ""
    return IngestFailedError(
        f"The builder {how}{why} before a new index was in use. {STILL_ANSWERS} "
        "Check the free disk space and memory, then run `waymark ingest` again."
    )
