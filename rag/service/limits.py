"""How much at once and how much a minute."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from rag.service.failures import RefusedError

_MOST_CALLERS = 10_000  # that are remembered; the one not heard of for longest is forgotten first


class Rate:
    """A token bucket for each caller: `a_minute` requests, of which those of ten seconds may come at once."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second = a_minute / 60
        self._most = max(1.0, a_minute / 6)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Count a request of `caller`; raises RefusedError with the seconds to wait where it is one too many."""
        now = self._clock()
        left, since = self._left.pop(caller, (self._most, now))
        left = min(self._most, left + (now - since) * self._a_second)
        self._left[caller] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST_CALLERS:
            self._left.popitem(last=False)
        if left < 1:
            wait = math.ceil((1 - left) / self._a_second)
            raise RefusedError(
                429, "rate_limited", f"Too many requests. Try again in {wait} s.", {"Retry-After": str(wait)}
            )


class Admission:
    """Lets `at_once` in and keeps `waiting` more waiting; whoever comes then is told to come again."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self.inside = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place for as long as the block runs; raises RefusedError at once where all are taken."""
        if self.inside >= self._most:
            raise RefusedError(
                503, "busy", "Waymark is answering as many questions as it can. Try again.", {"Retry-After": "2"}
            )
        self.inside += 1
        try:
            async with self._places:
                yield
        finally:
            self.inside -= 1
