"""O3: a service under mixed load for as long as one likes, with an ingest in each stretch, and then told to stop.

A trial is one stretch; an hour's soak is `--row O3 --count 12`, of five minutes each, after three of warming up.
"""

import asyncio
import json
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from random import Random

import httpx
import psutil
from load import QUESTIONS
from model_server import ModelServer, listening

from battery.builders import ended, start
from battery.homes import shipped_home
from battery.real_service import RealService
from battery.row import Bench, Row, Trial, Watching
from ingest.request import Request
from ingest.settings import Settings

_CLIENTS = 6
_AN_HOUR = 12  # stretches, from which on each takes five minutes
_LONG, _SHORT = 300, 30  # seconds
# By how many the service may grow: Chroma keeps a connection, a thread with two or three handles, for each of the
# searches that there were at once. Only what goes on growing is lost.
_HANDLES, _THREADS = 25, 12
_WARMING = 12  # ingests, in which everything is asked for the first time and the heap finds its size
_WARMING_LONG = 3  # long stretches more before an hour's soak: until then caches and the heap still fill
_SLOPE = 5.0  # MB an hour
_INGESTS = 12  # in an hour: where they come faster, an hour is as many of them
_QUIET = 4.0  # seconds until connections are closed, and what the last generation took is given back
_LOOKS = 8  # fewer say nothing of a slope
_STREAMS, _GRACE = 20, 10.0  # open ones when it is told to stop, and the seconds that it may take
_PLANNED = {200, 201, 204, 503}
_TOLD = "Waymark is shutting down"


def draw(_chance: Random, number: int) -> list[Trial]:
    """Stretches of load, and then the signal."""
    seconds, warming = (_LONG, _WARMING_LONG) if number >= _AN_HOUR else (_SHORT, 0)
    stretches = [{"seconds": seconds, "warms": at < warming} for at in range(warming + number)]
    return [*stretches, {"streams": _STREAMS}]


@dataclass(frozen=True, slots=True)
class Look:
    """What a process holds when nobody asks it anything: `memory` in MB, at `minutes` on some clock."""

    minutes: float
    memory: float
    handles: int
    threads: int


@dataclass
class Soak:
    """Loads a service, looks at it between the stretches, and stops it."""

    settings: Settings
    service: RealService
    model: ModelServer
    looks: list[Look] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    edition: Iterator[int] = field(default_factory=count)
    stopped: str = ""

    def __call__(self, trial: Trial) -> str | None:
        """What a stretch, or the signal, does that it must not."""
        if "streams" in trial:
            return self._stop(trial["streams"])
        self.load(trial["seconds"])
        if wrong := {status for status in self.statuses if status not in _PLANNED}:
            return f"statuses {dict(self.statuses)}, of which nobody knows {wrong}"
        grown = self._grown()
        if trial["warms"]:
            del self.looks[:-1]
        return grown

    def load(self, seconds: float) -> None:
        """Ask for so long, with an ingest on the way, and then look."""
        added = self.settings.home.parent / "added.md"
        added.write_text(f"# Notes\n\nEdition {next(self.edition)} of my notes on stock.\n", encoding="utf-8")
        building = threading.Thread(target=lambda: ended(start(Request(self.settings, (added,)))))
        building.start()
        asyncio.run(self._asked(seconds))
        building.join()
        httpx.post(f"{self.service.url}/v1/search", json={"query": "notes on stock"}, timeout=60)  # moves over
        time.sleep(_QUIET)
        process = psutil.Process(self.service.process.pid)
        memory = process.memory_info().rss / 1e6
        self.looks.append(Look(time.monotonic() / 60, memory, process.num_fds(), process.num_threads()))

    async def _asked(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        async with httpx.AsyncClient(base_url=self.service.url, timeout=60) as client:

            async def ask(first: int) -> None:
                asked = cycle([*QUESTIONS[first:], *QUESTIONS[:first]])
                async for response in _mixed(client, asked):
                    self.statuses[response.status_code] += 1
                    if time.monotonic() > until:
                        return

            await asyncio.gather(*(ask(number) for number in range(_CLIENTS)))

    def _grown(self) -> str | None:
        first, last = self.looks[0], self.looks[-1]
        if last.handles - first.handles > _HANDLES or last.threads - first.threads > _THREADS:
            return f"{last.handles - first.handles} handles and {last.threads - first.threads} threads more"
        if len(self.looks) >= _LOOKS and self.slope()[1] > _SLOPE:
            return f"the memory grows by {self.slope()[0]:.1f} MB an hour, at least {self.slope()[1]:.1f}"
        return None

    def slope(self) -> tuple[float, float, float]:
        """The growth of the memory in MB an hour, with the ends of its 95 % interval (Theil and Sen)."""
        from scipy.stats import theilslopes  # late: half a second

        hours = [number / _INGESTS for number in range(len(self.looks))]
        found = theilslopes([look.memory for look in self.looks], hours, alpha=0.95)
        return float(found.slope), float(found.low_slope), float(found.high_slope)

    def _stop(self, streams: int) -> str | None:
        self.model.mode = "hang_mid_stream"
        ends = asyncio.run(self._streams_when_told(streams))
        try:
            took = time.monotonic()
            self.service.process.wait(_GRACE)
            took = time.monotonic() - took
        except subprocess.TimeoutExpired:
            return f"it is still there {_GRACE:.0f} s after the streams have ended"
        self.stopped = f"told to stop with {streams} streams open, it told {ends['told']} of them and ended"
        if untold := streams - ends["told"]:
            return f"{untold} of {streams} streams were not told: {dict(ends)}"
        return None

    async def _streams_when_told(self, number: int) -> Counter[str]:
        """How so many streams end when the service is told to stop while all are open."""
        async with httpx.AsyncClient(base_url=self.service.url, timeout=60) as client:

            async def read() -> str:
                body = {"question": QUESTIONS[3], "stream": True}
                try:
                    response = await client.post("/v1/ask", json=body)
                except httpx.HTTPError as error:
                    return type(error).__name__
                return "told" if _TOLD in response.text or "event: done" in response.text else response.text[-200:]

            reading = [asyncio.create_task(read()) for _ in range(number)]
            await asyncio.sleep(2)
            self.service.process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(_GRACE):
                return Counter(await asyncio.gather(*reading))

    def seen(self) -> str:
        """The growth, and the end."""
        first, last = self.looks[0], self.looks[-1]
        minutes = last.minutes - first.minutes
        told = f"{self.statuses.total()} requests and {len(self.looks)} ingests in {minutes:.0f} minutes"
        told += f"; MB after each: {' '.join(f'{look.memory:.0f}' for look in self.looks)}"
        told += f"; handles {first.handles} to {last.handles}, threads {first.threads} to {last.threads}"
        if len(self.looks) >= _LOOKS:
            told += f"; {{:.1f}} MB an hour of {_INGESTS} ingests ({{:.1f}} to {{:.1f}})".format(*self.slope())
        return f"{told}; {self.stopped}."


async def _mixed(client: httpx.AsyncClient, questions: Iterator[str]) -> AsyncIterator[httpx.Response]:
    """What comes of each operation in turn, without end: a kept conversation, a stream, a search, a plan, a page."""
    for question in questions:
        made = await client.post("/v1/conversations")
        yield made
        if made.status_code == 201:
            id_ = made.json()["id"]
            yield await client.post("/v1/ask", json={"question": question, "conversation_id": id_})
            yield await client.delete(f"/v1/conversations/{id_}")
        yield await client.post("/v1/ask", json={"question": question, "stream": True})
        yield await client.post("/v1/search", json={"query": question})
        yield await client.post("/v1/next", json={"about": question})
        yield await client.get("/v1/topics")


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Watching]:
    settings = shipped_home(bench)
    with listening(ModelServer(pause=0.001)) as model:
        told = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": json.dumps("none"), "WAYMARK_MODEL": "tiny"}
        service = RealService(settings, "leaking" if weak else "", **told)
        soak = Soak(settings, service, model)
        try:
            for _ in range(1 if weak else _WARMING):
                soak.load(_SHORT / 6)
            del soak.looks[:-1]
            yield soak
        finally:
            service.kill()


ROW = Row(
    "O3",
    "a service under mixed load with an ingest in each stretch, then told to stop with 20 streams open",
    {"nightly": 9},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "keeps a handle of every request",
    alone=True,
)
