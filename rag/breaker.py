"""A circuit breaker: an endpoint that keeps failing is left alone for a while."""

import threading
from collections.abc import Callable
from time import monotonic

_FAILURES = 5  # in a row, after which it opens
_SECONDS = 30.0  # until one call may try whether the endpoint is back


class Breaker:
    """Lets calls through until several in a row have failed, and then one at a time; safe to share between threads.

    `clock` gives the seconds of some steady clock.
    """

    def __init__(
        self, failures: int = _FAILURES, seconds: float = _SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most = failures
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def allows(self) -> bool:
        """Whether a call may be made now; of an open breaker, one call in each pause, to try."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._seconds
            return True

    @property
    def is_open(self) -> bool:
        """Whether calls are held back now."""
        with self._lock:
            return self._failed >= self._most and self._clock() < self._until

    def succeeded(self) -> None:
        """Note a call that was answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Note a call that was not."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._clock() + self._seconds
