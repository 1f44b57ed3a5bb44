import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from ingest.dense import DenseLeg
from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from rag.dense import Guarded

QUERY = np.ones(3, dtype=np.float32)
SOON = 5.0  # seconds, on a busy machine


class Leg:
    """A dense leg that can be told to fail or to take its time."""

    def __init__(self) -> None:
        self.fails, self.closed, self.asked = False, False, 0
        self.free = threading.Event()
        self.free.set()

    def __len__(self) -> int:
        return 1

    def search(self, _vector: Vectors, _k: int) -> list[tuple[str, float]]:
        self.asked += 1
        self.free.wait()
        if self.fails:
            raise DenseLegAwayError("It is away.", "is away")
        return [("a", 1.0)]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def leg() -> Iterator[Leg]:
    leg = Leg()
    yield leg
    leg.free.set()


def searched(guarded: DenseLeg) -> str:
    """How the leg is away, or what it finds."""
    try:
        return guarded.search(QUERY, 1)[0][0]
    except DenseLegAwayError as away:
        return away.how


def until_found(guarded: DenseLeg) -> None:
    until = time.monotonic() + SOON
    while searched(guarded) != "a":
        assert time.monotonic() < until
        time.sleep(0.005)


def test_what_fails_is_left_alone_and_comes_back_by_itself(leg: Leg) -> None:
    guarded = Guarded(leg, pause=0.05)
    assert (searched(guarded), len(guarded)) == ("a", 1)
    leg.fails = True
    assert searched(guarded) == "is away"
    asked = leg.asked
    leg.free.clear()  # the thread that looks waits here
    assert [searched(guarded) for _ in range(20)] == ["is away"] * 20
    assert leg.asked <= asked + 1
    leg.fails = False
    leg.free.set()
    until_found(guarded)


def test_what_takes_too_long_is_not_waited_for(leg: Leg) -> None:
    guarded = Guarded(leg, patience=0.1, pause=0.02)
    leg.free.clear()
    began = time.monotonic()
    assert searched(guarded) == "takes too long to answer"
    assert searched(guarded) == "takes too long to answer"
    assert time.monotonic() - began < SOON
    leg.free.set()
    until_found(guarded)


def test_a_failure_of_our_own_is_not_taken_for_one_of_the_server(leg: Leg) -> None:
    with pytest.raises(TypeError):
        Guarded(leg).search(QUERY)  # type: ignore[call-arg] # which is the failure
    broken = Guarded(Broken())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            broken.search(QUERY, 1)


class Broken(Leg):
    def search(self, _vector: Vectors, _k: int) -> list[tuple[str, float]]:
        raise ZeroDivisionError


def test_a_closed_one_looks_no_more(leg: Leg) -> None:
    guarded = Guarded(leg, pause=0.01)
    leg.fails = True
    searched(guarded)
    guarded.close()
    time.sleep(0.05)
    asked = leg.asked
    time.sleep(0.1)
    assert (leg.closed, leg.asked) == (True, asked)
