"""D8: what many swaps leave behind in a process that reads: handles, threads and memory."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import psutil
from soup import write_edition

from battery.homes import new_home
from battery.row import Bench, Row, Trial, Try
from ingest.generation import current
from ingest.index import VectorIndex
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.follower import Follower

_WARMING = 3  # swaps before the first look
_HANDLES, _THREADS, _BYTES = 5, 2, 50_000_000  # by how many a process may grow


def draw(_chance: Random, number: int) -> list[Trial]:
    """A short series, and then a long one."""
    return [{"swaps": swaps} for swaps in (6, 50)][:number]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    settings = new_home(bench, editions=1)
    assistant, process = Assistant(Follower(settings)), psutil.Process()
    kept: list[VectorIndex] = []

    def swap(number: int) -> None:
        write_edition(settings.corpus, number)
        ingest(settings)
        assert assistant.search("simmer bones", 5)
        if weak:  # one that opens what is new and never closes what is old
            kept.append(VectorIndex(current(settings.home) / "chroma"))

    def look() -> tuple[int, int, int]:
        for timer in threading.enumerate():
            if isinstance(timer, threading.Timer):
                timer.join()  # which gives back what the last generation took
        gc.collect()
        return process.num_fds(), process.num_threads(), process.memory_info().rss

    yield partial(_grown, swap, look)


def _grown(swap: Callable[[int], None], look: Callable[[], tuple[int, int, int]], trial: Trial) -> str | None:
    for number in range(1, _WARMING + 1):
        swap(number)
    before = look()
    for number in range(trial["swaps"]):
        swap(_WARMING + 1 + number)
    handles, threads, memory = (now - then for now, then in zip(look(), before, strict=True))
    if handles > _HANDLES or threads > _THREADS or memory > _BYTES:
        return f"{handles} handles, {threads} threads and {memory / 1e6:.0f} MB more after {trial['swaps']} swaps"
    return None


ROW = Row(
    "D8",
    "many swaps in one process: handles within 5, threads within 2, memory within 50 MB",
    {"nightly": 2},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "never closes what it opened",
)
