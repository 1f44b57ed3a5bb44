"""D6: two ingests at once, one that was killed before, and one while the service answers."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

from battery.builders import ended, environment, start
from battery.editions import Editions
from battery.homes import being_read, new_home
from battery.row import Bench, Row, Trial, Try
from ingest.request import Request
from ingest.settings import Settings

_SECONDS = 2.0  # for the loser to learn that it lost, beside the start of Python


def draw(chance: Random, number: int) -> list[Trial]:
    """Two at once with some time between, or the lock of a killed one, in turn."""
    return [
        {"what": "killed before" if n % 3 == 2 else "at once", "after": round(chance.uniform(0, 0.8), 2)}
        for n in range(number)
    ]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    settings = new_home(bench, editions=1)
    editions = Editions(settings, bench, had=1)

    def attempt(trial: Trial) -> str | None:
        editions.turn()
        with being_read(settings) as failures:
            raced = _killed if trial["what"] == "killed before" else partial(_raced, weak=weak)
            why = raced(settings, trial["after"])
        return why or (failures[0] if failures else None) or editions.wrong_afterwards()

    yield attempt


def _raced(settings: Settings, after: float, *, weak: bool) -> str | None:
    """What is wrong with how two end of which one begins `after` the other, which is held up until then."""
    first = start(Request(settings, rebuild=True))
    holder = settings.home / "ingest.pid"
    while not holder.exists() and first.poll() is None:
        time.sleep(0.01)
    time.sleep(after / 4)
    first.send_signal(signal.SIGSTOP)
    if weak:  # a lock that is a file to be found and taken away, as people do
        (settings.home / "ingest.lock").unlink()
    started = time.monotonic()
    status, lines = ended(start(Request(settings, rebuild=True)))
    seconds = time.monotonic() - started
    first.send_signal(signal.SIGCONT)
    won, _ = ended(first)
    if won != 0 or status == 0:
        return f"of two ingests at once, one ended with {won}, the other with {status}"
    if "IngestBusyError" not in lines[-1] or f"process {first.pid}" not in lines[-1]:
        return f"the loser does not name the holder {first.pid}: {lines[-1]}"
    is_late = seconds > _SECONDS and seconds > _SECONDS + 2 * _start()
    return f"the loser took {seconds:.1f} s to say so" if is_late else None


def _start() -> float:
    """The seconds that a builder now takes to begin: one that is asked for nothing that makes sense ends at once."""
    started = time.monotonic()
    command = [sys.executable, "-m", "ingest.builder"]
    subprocess.run(command, input="{}\n", text=True, capture_output=True, check=False, env=environment())
    return time.monotonic() - started


def _killed(settings: Settings, after: float) -> str | None:
    """What is wrong with an ingest that follows on a killed one at once."""
    first = start(Request(settings, rebuild=True))
    time.sleep(0.4 + after)
    first.kill()
    ended(first)
    status, lines = ended(start(Request(settings, rebuild=True)))
    return f"after a killed ingest, the next ended with {status}: {lines[-1:]}" if status else None


ROW = Row(
    "D6",
    "two ingests at once, and one after another was killed, while the index is read",
    {"change": 5, "nightly": 25},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "has a lock that can be taken away",
)
