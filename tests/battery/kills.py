"""D1: an ingest killed at named points and at any time, while the index is read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

from battery.builders import DOOMED, ended, start
from battery.doomed_builder import POINTS
from battery.editions import Editions
from battery.homes import being_read, new_home
from battery.row import Bench, Row, Trial, Try
from ingest.request import Request

AT_ANY_TIME = "at any time"


def draw(chance: Random, number: int) -> list[Trial]:
    """Every second trial at any time, those between at each point in turn; one in four builds all anew."""
    points = list(POINTS)
    chance.shuffle(points)
    return [
        {
            "point": AT_ANY_TIME if n % 2 else points[n // 2 % len(points)],
            "at": round(chance.uniform(0.2, 1.1), 3),  # of the time that a whole ingest takes
            "rebuild": chance.random() < 0.25,
        }
        for n in range(number)
    ]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    settings = new_home(bench, editions=3)  # so that each further ingest also deletes
    editions = Editions(settings, bench, had=3)
    editions.turn()
    started = time.monotonic()
    ended(start(Request(settings)))
    whole = time.monotonic() - started

    def attempt(trial: Trial) -> str | None:
        editions.turn()
        with being_read(settings) as failures:
            doomed = (DOOMED, trial["point"], *(["weak"] if weak else []))
            process = start(Request(settings, rebuild=trial["rebuild"]), doomed)
            if trial["point"] == AT_ANY_TIME:
                time.sleep(trial["at"] * whole)
                process.kill()
            status, _ = ended(process)
            if trial["point"] != AT_ANY_TIME and status != -9 and not weak:
                return f"the builder passed its point and ended with {status}"
        return failures[0] if failures else editions.wrong_afterwards()

    yield attempt


ROW = Row(
    "D1",
    "an ingest is killed (SIGKILL), at ten named points and at any time",
    {"change": 20, "nightly": 300},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "writes a generation where it is read",
)
