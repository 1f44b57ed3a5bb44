"""O1: 20 and 50 clients without a pause, on the shipped index: answers of Waymark's own, and a model's as they come."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from random import Random

import httpx
from load import QUESTIONS, Measured, loaded, share
from model_server import ModelServer, listening

from battery.homes import shipped_home
from battery.real_service import RealService
from battery.row import Bench, Row, Trial, Watching
from rag.service.desk import AT_ONCE, WAITING

_WHOLE = 2.0  # seconds within which 95 of 100 answers of Waymark's own are there, for 20 clients
# Seconds until the first words of 95 of 100 answers that a model is at once let write. They come when the first
# sentence is whole and checked, and the clients and the model's server have the same processors as the service.
_FIRST = 3.0
_REFUSAL = 1.0  # seconds, on a machine that the clients share
_PAUSE = 0.02  # seconds between two pieces of a model's answer: fifty tokens a second


def draw(_chance: Random, number: int) -> list[Trial]:
    """Both kinds of answers, for as many clients as have a place each and for more."""
    kinds = [("Waymark's own", 20), ("Waymark's own", 50), ("a model's", AT_ONCE), ("a model's", 50)]
    return [{"answers": answers, "clients": clients, "seconds": 30} for answers, clients in kinds][:number]


@dataclass
class Streams:
    """What came of answers that were read as they came: statuses, how they ended, seconds to the first words."""

    statuses: Counter[int] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    firsts: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)

    async def read(self, client: httpx.AsyncClient, question: str) -> None:
        """Read one to its end."""
        started, name, first = time.perf_counter(), "", 0.0
        async with client.stream("POST", "/v1/ask", json={"question": question, "stream": True}) as response:
            self.statuses[response.status_code] += 1
            async for line in response.aiter_lines():
                name = line.removeprefix("event: ") if line.startswith("event: ") else name
                if name == "delta" and not first:
                    first = time.perf_counter() - started
        if response.status_code != 200:
            self.refusals.append(time.perf_counter() - started)
            await asyncio.sleep(0.5)
            return
        self.ended[name] += 1
        self.firsts.append(first)


async def streamed(url: str, clients: int, seconds: float) -> Streams:
    """What comes of the streams of so many clients, who ask again as soon as one has ended."""
    streams, until = Streams(), time.monotonic() + seconds

    async with httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=None)) as client:

        async def ask(first: int) -> None:
            for question in cycle([*QUESTIONS[first:], *QUESTIONS[:first]]):
                if time.monotonic() > until:
                    return
                await streams.read(client, question)

        await asyncio.gather(*(ask(number % len(QUESTIONS)) for number in range(clients)))
    return streams


class Load:
    """Puts clients before the service, and remembers how long they waited."""

    def __init__(self, services: Mapping[str, RealService]) -> None:
        self.services, self.told = services, list[str]()

    def __call__(self, trial: Trial) -> str | None:
        """What is wrong with how they were served."""
        url, clients, seconds = self.services[trial["answers"]].url, trial["clients"], trial["seconds"]
        if trial["answers"] == "a model's":
            streams = asyncio.run(streamed(url, clients, seconds))
            self._note(trial, streams.firsts, "first words", streams.statuses)
            return _wrong_streams(streams, clients)
        measured = asyncio.run(loaded(url, clients, seconds))
        self._note(trial, measured.answers, "answers", measured.statuses)
        return _wrong_answers(measured, clients)

    def _note(self, trial: Trial, seconds: list[float], what: str, statuses: Counter[int]) -> None:
        halves = f"{1000 * share(seconds, 0.5):.0f} and {1000 * share(seconds, 0.95):.0f} ms"
        refused = f", {statuses[503]} refused" if statuses[503] else ""
        self.told.append(
            f"{trial['answers']}, {trial['clients']} clients, {trial['seconds']} s: {len(seconds)} {what}, half within "
            f"and 95 of 100 within {halves}{refused}"
        )

    def seen(self) -> str:
        """The times."""
        return "; ".join(self.told) + "."


def _wrong_answers(measured: Measured, clients: int) -> str | None:
    late, statuses = share(measured.answers, 0.95), measured.statuses
    wrong = {
        f"statuses {dict(statuses)}": not set(statuses) <= _planned(clients),
        f"{measured.differing} answers differ from those to one client": measured.differing > 0,
        f"95 of 100 answers took {late:.2f} s": clients <= AT_ONCE + WAITING and late > _WHOLE,
        f"a refusal took {share(measured.refusals, 0.95):.2f} s": share(measured.refusals, 0.95) > _REFUSAL,
    }
    return next((what for what, is_so in wrong.items() if is_so), None)


def _wrong_streams(streams: Streams, clients: int) -> str | None:
    late = share(streams.firsts, 0.95)
    wrong = {
        f"statuses {dict(streams.statuses)}": not set(streams.statuses) <= _planned(clients),
        f"streams ended with {dict(streams.ended)}": set(streams.ended) != {"done"},
        f"95 of 100 had their first words in {late:.2f} s": clients <= AT_ONCE and late > _FIRST,
        f"a refusal took {share(streams.refusals, 0.95):.2f} s": share(streams.refusals, 0.95) > _REFUSAL,
    }
    return next((what for what, is_so in wrong.items() if is_so), None)


def _planned(clients: int) -> set[int]:
    """The statuses that may come: a refusal only where there are more clients than places."""
    return {200, 503} if clients > AT_ONCE + WAITING else {200}


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Watching]:
    settings, services = shipped_home(bench), dict[str, RealService]()
    with listening(ModelServer(pause=_PAUSE)) as model:
        told = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": json.dumps("none"), "WAYMARK_MODEL": "tiny"}
        try:
            services["Waymark's own"] = RealService(settings, "narrow" if weak else "")
            services["a model's"] = services["Waymark's own"] if weak else RealService(settings, **told)
            yield Load(services)
        finally:
            for service in services.values():
                service.kill()


ROW = Row(
    "O1",
    "20 and 50 clients without a pause, on the shipped index, answered by Waymark and by a streaming model",
    {"nightly": 4},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "lets in one at a time, and none to wait",
    alone=True,
)
