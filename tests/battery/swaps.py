"""D7: eight readers who ask without a pause while ingests bring new generations into use."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Self

from soup import write_edition

from battery.builders import ended, start
from battery.homes import new_home
from battery.row import Bench, Row, Trial, Try
from ingest.generation import current
from ingest.request import Request
from rag.assistant import Assistant
from rag.follower import Follower

_READERS = 8
_SECONDS = 5.0  # within which what is new is served
_QUERIES = 200  # at least as many in a trial, all readers together
_EDITION = re.compile(r"Edition (\d+)")


def draw(chance: Random, number: int) -> list[Trial]:
    """One ingest each; what is asked for is drawn."""
    wanted = ("simmer bones", "dice carrots", "salt early", "cook a minestrone")
    return [{"query": chance.choice(wanted)} for _ in range(number)]


class Readers:
    """Readers who search until they are told to stop, and note how often and what was wrong."""

    def __init__(self, assistant: Assistant, query: str) -> None:
        self.assistant, self.query = assistant, query
        self.queries, self.newest = 0, -1
        self.wrong: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(_READERS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _read(self) -> None:
        while not self._stop.is_set():
            try:
                passages = self.assistant.search(self.query, 10)
            except Exception as error:  # noqa: BLE001 - every failure counts
                self.wrong.append(f"{type(error).__name__}: {error}")
                continue
            self.queries += 1
            editions = {int(number) for p in passages for number in _EDITION.findall(p.chunk.text)}
            if len(editions) != 1:
                self.wrong.append(f"an answer of the editions {editions}")
            elif self.query not in " ".join(p.chunk.text for p in passages):
                self.wrong.append(f"'{self.query}' is not found")
            self.newest = max(self.newest, *editions, -1)


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    settings = new_home(bench, editions=1)
    follower = Follower(settings)
    library = follower()
    assistant = Assistant((lambda: library) if weak else follower)
    edition = iter(range(1, 10**6))

    def attempt(trial: Trial) -> str | None:
        number = next(edition)
        write_edition(settings.corpus, number)
        before = current(settings.home)
        with Readers(assistant, trial["query"]) as readers:
            status, lines = ended(start(Request(settings)))
            until = time.monotonic() + _SECONDS
            while (readers.newest < number or readers.queries < _QUERIES) and time.monotonic() < until:
                time.sleep(0.02)
        if status or current(settings.home) == before:
            return f"the ingest ended with {status}: {lines[-1:]}"
        if readers.wrong:
            return f"{len(readers.wrong)} of {readers.queries}: {readers.wrong[0]}"
        if readers.newest < number:
            return f"what is new is not served after {_SECONDS:.0f} s"
        return None if readers.queries >= _QUERIES else f"only {readers.queries} queries were made"

    yield attempt


ROW = Row(
    "D7",
    f"ingests and swaps under {_READERS} readers without a pause, each swap with at least {_QUERIES} queries",
    {"change": 2, "nightly": 20},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "opens the index once and stays with it",
)
