"""How far an ingest or a measurement is, on standard error: bars on a terminal, now and then a line elsewhere."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Event = Mapping[str, Any]

# What each stage is called, and what it counts.
_STAGES = {
    "read": ("Reading", "documents"),
    "model": ("Preparing the model", ""),
    "embed": ("Embedding", "chunks"),
    "statements": ("Embedding", "statements"),
    "wordings": ("Embedding", "search wordings"),
    "exemplars": ("Embedding", "exemplars"),
    "write": ("Writing the index", ""),
    "check": ("Checking it", ""),
    "asking": ("Asking", "questions"),
    "searching": ("Searching", "queries"),
    "benchmark": ("Measuring", "rounds"),
    "links": ("Looking up", "links"),
}
_PAUSE = 1.0  # seconds between two lines of one stage


@contextmanager
def shown_progress() -> Iterator[Callable[[Event], None]]:
    """Something to tell of events, for as long as the block runs."""
    from rich.console import Console  # imported late: most commands show no progress

    console = Console(stderr=True)
    if not console.is_interactive:
        yield Lines()
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars = Bars(progress)
        yield bars
        bars.finish()


class Lines:
    """Progress as plain lines: one when a stage begins, then about one a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, write: Callable[[str], None] | None = None) -> None:
        self._clock = clock
        self._write = write or (lambda line: typer.echo(line, err=True))
        self._stage = ""
        self._began = self._last = 0.0

    def __call__(self, event: Event) -> None:
        """Take note of one event."""
        now = self._clock()
        if event["stage"] != self._stage:
            self._stage, self._began = event["stage"], now
        elif now - self._last < _PAUSE:
            return
        self._last = now
        self._write(": ".join(filter(None, (stage_name(event), count(event, now - self._began)))))


class Bars:
    """Progress as one bar for each stage."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._stage = ""
        self._began = 0.0
        self._task: TaskID | None = None

    def __call__(self, event: Event) -> None:
        """Take note of one event."""
        if event["stage"] != self._stage:
            self.finish()
            self._stage, self._began = event["stage"], time.monotonic()
            self._task = self._progress.add_task(stage_name(event), total=event.get("total"), count="")
        if self._task is not None:
            seconds = time.monotonic() - self._began
            self._progress.update(
                self._task, completed=event.get("done", 0), total=event.get("total"), count=count(event, seconds)
            )

    def finish(self) -> None:
        """Fill the bar of the stage that has ended; one without a count would go on moving."""
        if self._task is not None:
            total = self._progress.tasks[self._task].total or 1
            self._progress.update(self._task, completed=total, total=total)


def count(event: Event, seconds: float) -> str:
    """How many are done, how fast and how long the rest will take; the last two once they can be told."""
    done, total = event.get("done"), event.get("total")
    if done is None or total is None:
        return ""
    words = f"{done} of {total} {_STAGES.get(event['stage'], ('', ''))[1]}".strip()
    if seconds < _PAUSE or not done:
        return words
    rate = done / seconds
    left = f", {max(1, round((total - done) / rate))} s left" if done < total else ""
    return f"{words}, {_rounded(rate)} a second{left}"


def stage_name(event: Event) -> str:
    """What the stage of an event is called."""
    return _STAGES.get(event["stage"], (str(event["stage"]).replace("_", " ").capitalize(), ""))[0]


def _rounded(rate: float) -> str:
    return f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"
